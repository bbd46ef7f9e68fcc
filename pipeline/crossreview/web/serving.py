"""Serving the page until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from crossreview.errors import CannotServe
from crossreview.library import Library
from crossreview.web.addresses import is_in
from crossreview.web.application import create_app
from crossreview.web.guard.connections import ConnectionLimits, protocol
from crossreview.web.settings import Settings

_WAITING: Final = 100  # connections
_GOODBYE: Final = 5  # seconds that answers under way have when it is stopped


def serve(library: Library, settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve a library; `tell` hears the address. Returns when it is stopped (Ctrl-C).

    Raises UnsafeServer where others could come and nothing tells who they are, CannotServe where the address is taken.
    """
    app = create_app(library, settings)
    listening = _listening(settings)
    port = listening.getsockname()[1]
    config = configured(app, ConnectionLimits(stands_for_many=partial(is_in, networks=settings.proxies)))
    tell(f"http://{_in_address(settings.host)}:{port}/")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def configured(app: ASGIApp, limits: ConnectionLimits) -> uvicorn.Config:
    """How uvicorn serves the page."""
    return uvicorn.Config(
        app,
        http=protocol(limits),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        backlog=_WAITING,
        timeout_graceful_shutdown=_GOODBYE,
    )


def _listening(settings: Settings) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_WAITING)  # who comes before it answers waits
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise CannotServe(
            f"The page cannot be served at {settings.host}, port {settings.port} ({error.strerror}).",
            remedy="Perhaps it is served already: open it in a browser. Else choose another port: --port 8766.",
        ) from error
    return listening


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
