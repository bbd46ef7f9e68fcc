"""The search page."""

from __future__ import annotations

import csv
import html
import io
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.search.documents import Writer
from tests.web.conftest import NASTY, Serve

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def text_of(page: str) -> str:
    """What a page says, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_start_says_what_there_is(client: TestClient) -> None:
    page = client.get("/").text
    assert "3 reviews in 4 documents" in text_of(page)
    assert 'href="/themes/NEE.elective_home_education"' in page


def test_passages_are_shown_with_their_facts_and_their_place(client: TestClient) -> None:
    answer = client.get("/search", params={"q": '"domestic abuse"'})
    said = text_of(answer.text)
    assert "1 passage in 1 review" in said
    assert "<mark>domestic abuse</mark>" in answer.text
    assert "recommendation 2 Derbyshire, 2021-03, page 2" in said
    assert "Asked of: Police" in said
    assert "No status was read there." in said
    assert (
        'href="/documents/child-t/passages/i-child-t-2?from=%2Fsearch%3Fq%3D%2522domestic%2Babuse%2522"' in answer.text
    )


def test_a_search_can_be_narrowed_and_widened_again(client: TestClient) -> None:
    page = client.get("/search", params={"q": "neglect", "kind": "learning_point"}).text
    assert re.search(r'value="learning_point" checked', page)
    # What else could be chosen beside it is there too.
    assert re.search(r'name="kind" type="checkbox" value="paragraph">', page)
    assert 'href="/search?q=neglect">Kind of passage: learning point' in page


def test_nothing_found_says_why(client: TestClient) -> None:
    said = text_of(client.get("/search", params={"q": "neglct"}).text)
    assert "Nothing was found" in said
    assert "No passage has 'neglct'. Did you mean 'neglect'?" in said


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"q": "neglect ("}, 400, "ends where a word should follow"),
        ({"theme": "HAR.nglect"}, 404, "Did you mean HAR.self_neglect"),
        ({"since": "20x9"}, 400, "gives no date"),
        ({"q": "a" * 3_000}, 400, "more than 2,000 letters"),
        ({"sort": "up"}, 400, "says no way to search"),
    ],
)
def test_what_cannot_be_understood_is_said_beside_the_box(
    client: TestClient, asked: dict[str, str], status: int, said: str
) -> None:
    answer = client.get("/search", params=asked)
    assert answer.status_code == status
    assert said in text_of(answer.text)
    assert 'name="q"' in answer.text


def test_words_that_are_markup_are_words(client: TestClient) -> None:
    for path in ("/search?q=visit", "/documents/nasty/pages/1", "/documents/nasty/passages/i-nasty-1", "/"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror=alert(1)>" not in page
    assert NASTY in text_of(client.get("/documents/nasty/passages/i-nasty-1").text)
    answer = client.get("/search", params={"q": NASTY})
    assert "<script>alert" not in answer.text


def test_what_a_form_sends_becomes_a_short_address(client: TestClient) -> None:
    answer = client.get("/search?q=visit&since=&until=2023&kind=finding&sort=relevance&by=both&page=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/search?q=visit&kind=finding&until=2023&page=2"
    assert client.get(answer.headers["Location"]).status_code == 200


def many(number: int) -> DocumentRecord:
    writer = Writer("many", "Review of visits")
    for each in range(number):
        writer.item(f"The council should visit street {each}.", themes=("VOI.child_voice",) if each % 2 else ())
    return writer.record(code="M1", dated="2022", areas=("Derbyshire",), review_type="sar")


@pytest.fixture
def streets(library: Library, serve: Serve, tmp_path: Path) -> TestClient:
    """A library with a review that says the same of many streets."""
    pdf = tmp_path / "many.pdf"
    pdf.write_bytes(b"many")
    library.put(many(43), pdf)
    rebuild_index(library)
    library.note_indexed(library.not_indexed())
    return serve()


def parts_on(page: str) -> list[str]:
    return re.findall(r'<h3 class="cr-hit__title"><a class="govuk-link" href="[^"]*/passages/([^"?]+)', page)


def all_pages(client: TestClient, address: str) -> list[list[str]]:
    """The passages on each page, following the links."""
    pages = []
    while address:
        page = client.get(address).text
        pages.append(parts_on(page))
        after = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(after[1]) if after is not None else ""
    return pages


@pytest.mark.parametrize("asked", ["q=visit", "q=visit+street", "kind=recommendation", "q=visit&sort=date"])
def test_the_pages_of_results_are_one_list_and_the_download_has_the_same(streets: TestClient, asked: str) -> None:
    pages = all_pages(streets, f"/search?{asked}")
    parts = [part for page in pages for part in page]
    assert [len(page) for page in pages[:2]] == [20, 20]
    assert len(parts) == len(set(parts))
    rows = list(csv.DictReader(io.StringIO(streets.get(f"/search.csv?{asked}").text.removeprefix(BOM))))
    assert sorted(parts) == sorted(row["item_id"] or row["document_id"] for row in rows)


def test_a_document_that_is_gone_hides_nothing_behind_it(streets: TestClient, library: Library) -> None:
    library.record_path("child-t").unlink()
    library.record_path("margaret").unlink()
    pages = all_pages(streets, "/search?kind=recommendation&sort=date")
    assert {f"i-many-{each}" for each in range(1, 44)} <= {part for page in pages for part in page}


def test_of_a_very_long_list_the_end_is_said(streets: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.views.search._LISTED", 40)
    assert "are listed here" not in text_of(streets.get("/search?q=street").text)
    last = streets.get("/search?q=street&page=2").text
    assert "The first 40 passages are listed here." in text_of(last)
    assert 'rel="next"' not in last


def test_what_no_words_found_has_no_briefing(client: TestClient) -> None:
    assert "/briefing.docx" in client.get("/search?q=visit").text
    page = client.get("/search?q=visit+zebras").text
    assert parts_on(page)
    assert "/briefing.docx" not in page


@pytest.mark.parametrize(("written", "kept"), [("21/5/2019", "2019-05-21"), ("May 2019", "2019-05")])
def test_dates_are_taken_as_people_write_them(client: TestClient, written: str, kept: str) -> None:
    page = client.get("/search", params={"q": "visit", "since": written}).text
    assert f'name="since" value="{kept}"' in page


def test_a_wrong_date_keeps_what_else_was_chosen(client: TestClient) -> None:
    page = client.get("/search", params={"q": "visit", "since": "some day", "kind": "finding", "theme": "none"}).text
    assert '<a href="#since">' in page
    assert 'name="since" value="some day"' in page
    assert '<input type="hidden" name="kind" value="finding">' in page
    assert 'name="theme"' not in page
