"""Only who asks for this machine by its name is answered, not a page whose name leads here (DNS rebinding)."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_HOST: Final = re.compile(r"(?: \[ (?P<six>[0-9a-fA-F:.]+) \] | (?P<name>[^:\[\]]*) ) (?: :\d{1,5} )?", re.VERBOSE)
_SAFE: Final = frozenset({"GET", "HEAD"})


class HostCheck:
    """Refuses requests for other hosts, and what pages of other hosts send here."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http" and (problem := self._problem(scope)) is not None:
            await PlainTextResponse(problem, 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if name_of(host) not in self._hosts:
            return "This page is not served under that name. Name it with --name when it is started."
        origin = headers.get("origin")
        if scope["method"] not in _SAFE and origin is not None and origin.partition("://")[2] != host:
            return "This was sent by a page of another host, and is not taken."
        return None


def name_of(host: str) -> str:
    """The name in a Host header, without its port, in small letters; "" where it is none."""
    match = _HOST.fullmatch(host)
    return (match["six"] or match["name"] or "").casefold() if match else ""
