"""What a proxy says of who comes, where it is that proxy which says it."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from crossreview.web.addresses import is_in, peer_of
from crossreview.web.settings import Settings

_NOT_IT: Final = "Only the proxy before this page may ask for it."
_NOBODY: Final = "The proxy did not say who comes."
_SEVERAL: Final = "Several names of who comes were sent: the proxy has to remove those that it did not write."


def name_told(scope: Scope, settings: Settings) -> str:
    """Who comes, as the proxy says; "" where it does not."""
    return _told(scope, settings)[0]


def why_refused(scope: Scope, settings: Settings) -> str | None:
    """What is wrong with a request where a proxy has to say who comes; None where nothing is."""
    return _told(scope, settings)[1] if settings.proxy_header is not None else None


def _told(scope: Scope, settings: Settings) -> tuple[str, str | None]:
    if settings.proxy_header is None:
        return "", None
    if not is_in(peer_of(scope), settings.proxies):
        return "", _NOT_IT
    told = Headers(scope=scope).getlist(settings.proxy_header)
    if len(told) > 1:
        return "", _SEVERAL
    name = "".join(filter(str.isprintable, _decoded(told[0]))).strip() if told else ""
    return name, None if name else _NOBODY


def _decoded(told: str) -> str:
    """Headers are read as Latin-1, and most proxies write UTF-8."""
    try:
        return told.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return told
