"""Whatever address, value or form comes: an answer that says what to do, never a trace and never a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.web.conftest import Serve

from crossreview.library import Library
from crossreview.web.guard.limits import Rate
from crossreview.web.views import ROUTES

KNOWN = ("child-t", "i-child-t-1", "b-child-t-1", "1", "0", "99", "themes", "kind", "NEE", "HAR.self_neglect", "police")
NASTY = (
    "../../etc/passwd",
    "%00",
    "<script>alert(1)</script>",
    "{{1337*1337}}",
    "' OR 1=1 --",
    "\ud7ff\uffff",
    "9" * 400,
)
TEXT = st.one_of(st.sampled_from(KNOWN), st.text(max_size=40), st.sampled_from(NASTY))
OF_SEARCHES = ("q", "theme", "kind", "area", "year", "since", "until", "sort", "by", "page", "zoom", "from", "scale")
OF_FORMS = (
    "draft",
    "review",
    "gaps",
    "to",
    "status",
    "done",
    "open",
    "box",
    "lost",
    "person",
    "token",
    "number",
    "text",
)
NAMES = st.sampled_from((*OF_SEARCHES, *OF_FORMS))
SHOWN = [route for route in ROUTES if isinstance(route, Route) and "GET" in (route.methods or ())]
CHANGED = [route for route in ROUTES if isinstance(route, Route) and "POST" in (route.methods or ())]
_PART = re.compile(r"\{(?P<name>\w+)(?P<kind>:\w+)?\}")


@pytest.fixture
def anyone(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """As many questions as are asked here come from fifty people elsewhere."""
    monkeypatch.setattr("crossreview.web.guard.limits.READING", Rate(1e9, 1e9))
    monkeypatch.setattr("crossreview.web.guard.limits.WRITING", Rate(1e9, 1e9))
    return serve()


def addresses(routes: list[Route]) -> st.SearchStrategy[str]:
    def filled(route: Route, parts: Iterator[str], asked: list[tuple[str, str]]) -> str:
        path = _PART.sub(lambda _: quote(next(parts).encode("utf-8", "replace"), safe=""), route.path)
        return f"{path}?{urlencode(asked, errors='replace')}"

    return st.builds(
        filled,
        st.sampled_from(routes),
        st.lists(TEXT, min_size=4, max_size=4).map(iter),
        st.lists(st.tuples(NAMES, TEXT), max_size=4),
    )


def check(answer: object) -> None:
    status, words, headers = answer.status_code, answer.text, answer.headers  # type: ignore[attr-defined]
    assert status < 500 or status == 501, words[:2000]
    assert "Traceback" not in words
    assert headers["X-Content-Type-Options"] == "nosniff"
    if "text/html" in headers.get("content-type", ""):
        assert "<script>alert" not in words
        assert str(1337 * 1337) not in words  # nothing that was sent is a template


FOR_A_WHILE = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@FOR_A_WHILE
@given(address=addresses(SHOWN))
def test_any_address_is_answered(anyone: TestClient, address: str) -> None:
    check(anyone.get(address))


@FOR_A_WHILE
@given(path=st.text(max_size=60), asked=st.dictionaries(NAMES, TEXT, max_size=3))
def test_any_path_is_answered(anyone: TestClient, path: str, asked: dict[str, str]) -> None:
    check(anyone.get("/" + quote(path.encode("utf-8", "replace")), params=asked))


@FOR_A_WHILE
@given(address=addresses(CHANGED), form=st.dictionaries(NAMES, TEXT, max_size=4))
def test_any_form_is_answered_and_changes_nothing_without_a_token(
    anyone: TestClient, library: Library, address: str, form: dict[str, str]
) -> None:
    before = library.catalogue.corrections(), library.catalogue.decisions(), library.document_ids()
    answer = anyone.post(address, data={name: value for name, value in form.items() if name != "token"})
    check(answer)
    assert answer.status_code in {403, 404, 405, 413, 415, 429}
    assert (library.catalogue.corrections(), library.catalogue.decisions(), library.document_ids()) == before


@FOR_A_WHILE
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(["multipart/form-data; boundary=x", "multipart/form-data", "a/b"]),
)
def test_any_bytes_are_answered(anyone: TestClient, body: bytes, kind: str) -> None:
    for route in CHANGED:
        path = _PART.sub("1", route.path)
        check(anyone.post(path, content=body, headers={"Content-Type": kind}))
