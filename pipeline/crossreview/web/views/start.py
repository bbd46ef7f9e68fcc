"""The start: a search box, what the library holds, and its themes."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.search import Query, search
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web.site import site_of


def show(request: Request) -> Response:
    """The start."""
    site = site_of(request)
    found = search(site.library, Query(limit=1, count="reviews"))
    counts = {count.value: count.reviews or 0 for count in found.facets["theme"]}
    groups = [
        (group, sorted(((theme, counts.get(theme.id, 0)) for theme in group.themes), key=lambda each: -each[1]))
        for group in load_taxonomy().groups
    ]
    return site.page(request, "start.html", found=found, groups=groups)


ROUTES: Final = (Route("/", show),)
