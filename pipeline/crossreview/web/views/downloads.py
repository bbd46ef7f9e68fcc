"""What is seen, as a file to take along: a spreadsheet of the passages, a briefing in Word."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.report.briefing import brief
from crossreview.report.found import write_found
from crossreview.report.writing import write_briefing
from crossreview.search import search
from crossreview.web.asking import query_of
from crossreview.web.site import site_of

_MOST: Final = 5_000  # passages
_KINDS: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def csv(request: Request) -> Response:
    """The passages of a search as CSV."""
    return _passages(request, ".csv")


def xlsx(request: Request) -> Response:
    """The passages of a search as a workbook."""
    return _passages(request, ".xlsx")


def docx(request: Request) -> Response:
    """A briefing on a search in Word; with `open=1` as it may leave a partnership."""
    site = site_of(request)
    opened = request.query_params.get("open") == "1"
    written = brief(site.library, query_of(request.query_params), open_output=opened)
    return _file("draft-for-others" if opened else "briefing", ".docx", lambda to: write_briefing(written, to))


def _passages(request: Request, suffix: str) -> Response:
    query = replace(query_of(request.query_params), limit=_MOST, count="totals")
    results = search(site_of(request).library, query)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return _file("passages", suffix, lambda to: write_found(results, to, made))


def _file(name: str, suffix: str, write: Callable[[Path], None]) -> Response:
    """What is written to a file, as a file to keep."""
    with tempfile.TemporaryDirectory(prefix="crossreview-") as folder:
        path = Path(folder) / f"{name}{suffix}"
        write(path)
        content = path.read_bytes()
    today = datetime.now(UTC).date().isoformat()
    told = f'attachment; filename="crossreview-{name}-{today}{suffix}"'
    return Response(content, media_type=_KINDS[suffix], headers={"Content-Disposition": told})


ROUTES: Final = (Route("/search.csv", csv), Route("/search.xlsx", xlsx), Route("/briefing.docx", docx))
