"""Headers by which browsers guard those who read: nothing from elsewhere, no scripts in the page, in no frame."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
# What somebody reads here stays out of shared caches, and is asked for again after somebody else has come.
_PRIVATE: Final = "private, no-cache"
# Where people have to come in, nothing stays behind for whoever sits at the machine after them.
_NOT_KEPT: Final = "no-store"
_ENCRYPTED: Final = {"Strict-Transport-Security": "max-age=31536000"}


class SecurityHeaders:
    """Puts the headers on every answer; `guarded` where people have to come in, `https` where all is encrypted."""

    def __init__(self, app: ASGIApp, *, guarded: bool, https: bool) -> None:
        self._app = app
        self._headers = HEADERS | (_ENCRYPTED if https else {})
        self._kept = _NOT_KEPT if guarded else _PRIVATE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", self._kept)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
