"""What each address shows."""

from __future__ import annotations

from typing import Final

from starlette.routing import Route

from crossreview.web.guard.forms import UPLOAD
from crossreview.web.site import site_of
from crossreview.web.views import (
    about,
    adding,
    correcting,
    downloads,
    login,
    pages,
    reviews,
    search,
    similar,
    start,
    themes,
    trends,
    withdrawing,
)
from crossreview.web.views.login import LetIn

__all__ = ["ROUTES", "LetIn", "limit_of"]

_FORM_BYTES: Final = 100_000

ROUTES: Final = (
    *start.ROUTES,
    *search.ROUTES,
    *downloads.ROUTES,
    *pages.ROUTES,
    *reviews.ROUTES,
    *correcting.ROUTES,
    *adding.ROUTES,
    *withdrawing.ROUTES,
    *about.ROUTES,
    *themes.ROUTES,
    *trends.ROUTES,
    *similar.ROUTES,
    *login.ROUTES,
    Route("/static/{version}/{name}", lambda request: site_of(request).static.answer(request)),
)


def limit_of(path: str, kind: str) -> int:
    """How many bytes of a kind of form may be sent to an address."""
    return adding.BODY_BYTES if path == "/add" and kind == UPLOAD else _FORM_BYTES
