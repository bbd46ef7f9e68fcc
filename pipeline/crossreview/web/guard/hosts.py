"""Only who asks for this machine by its name is answered, not a page whose name leads here (DNS rebinding)."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HOST: Final = re.compile(r"(?: \[ (?P<six>[0-9a-fA-F:.]+) \] | (?P<name>[^:\[\]]*) ) (?: :\d{1,5} )?", re.VERBOSE)
_SAFE: Final = frozenset({"GET", "HEAD"})
_ELSEWHERE: Final = frozenset({"cross-site", "same-site"})  # the other ports of this machine are the same site
_FOLLOWED: Final = ("navigate", "document")  # a link, which somebody sees that they follow


class HostCheck:
    """Refuses requests for other hosts, and what pages of other hosts send here or have browsers fetch here.

    `https` says that browsers come by it alone.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], *, https: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._schemes = ("https",) if https else ("http", "https")  # a proxy may encrypt it, and nobody said so

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http" and (refusal := self._refusal(scope)) is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, is_safe = headers.get("host", ""), scope["method"] in _SAFE
        if name_of(host) not in self._hosts:
            told = "This page is not served under that name. Name it with --name when it is started."
            return PlainTextResponse(told, 421)
        origin = headers.get("origin")
        if not is_safe and origin is not None and origin not in {f"{scheme}://{host}" for scheme in self._schemes}:
            return PlainTextResponse("This was sent by a page of another host, and is not taken.", 421)
        # Before anything is counted or looked up: other pages must neither use up what their reader may ask for, nor
        # learn from how long it takes what is there. Scripts and old browsers do not say where they come from.
        how = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
        if headers.get("sec-fetch-site") in _ELSEWHERE and not (is_safe and how == _FOLLOWED):
            return PlainTextResponse("A page of another host asked for this, and does not get it.", 403)
        return None


def name_of(host: str) -> str:
    """The name in a Host header, without its port, in small letters; "" where it is none."""
    match = _HOST.fullmatch(host)
    return (match["six"] or match["name"] or "").casefold() if match else ""
