"""Trends, and asks of which nothing tells what became of them."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from starlette.testclient import TestClient
from tests.search.documents import child_t, margaret
from tests.web.test_search import text_of
from tests.web.test_themes import EHE, Shelf, asking, shelf

from crossreview.report.trends import Trend, TrendRow
from crossreview.web.charts import Told, chart_of

__all__ = ["shelf"]  # a fixture


def table_of(page: str) -> str:
    return text_of(page[page.index("<tbody") : page.index("</tbody>")])


def test_without_a_theme_reviews_are_counted(client: TestClient) -> None:
    page = client.get("/trends").text
    assert "How many reviews this library has." in text_of(page)
    assert "2019 1 : 2019, the passages" in table_of(page)
    assert "100 %" not in page


def test_themes_are_compared_in_chart_and_table(client: TestClient) -> None:
    page = client.get("/trends", params={"by": "year", "theme": [EHE.lower(), "REC.mental_capacity"]}).text
    picture = re.findall(r">(\d+ of \d+(?:, few)?)</text>", page)
    assert sorted(picture) == ["0 of 1, few", "0 of 1, few", *["1 of 1, few"] * 4]
    assert table_of(page).count("few") == 6
    assert page.count('scope="colgroup"') == 2
    assert re.search(rf'<option value="{EHE}" selected>', page)
    assert "Shares of fewer than 5 reviews are left out" in page


@pytest.mark.parametrize("by", ["year", "area", "type", "theme", "addressee"])
def test_it_can_be_counted_by_each(client: TestClient, by: str) -> None:
    for query in ({}, {"theme": EHE}, {"q": "visit"}, {"q": "visit area:Derbyshire", "theme": ["NEE", "HAR", "DAB"]}):
        answer = client.get("/trends", params={"by": by, **query})
        assert answer.status_code == 200
        assert re.search(rf'value="{by}" checked', answer.text)
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


def test_a_search_narrows_and_is_kept_in_its_box(client: TestClient) -> None:
    page = client.get("/trends", params={"by": "type", "q": 'visit "home education"'}).text
    assert 'value="visit &#34;home education&#34;"' in page
    assert "Local child safeguarding practice review 1 of 1" in table_of(page)
    assert "Safeguarding adults review 0 of" in table_of(page)


def test_a_theme_found_nowhere_stands_with_noughts(client: TestClient) -> None:
    page = client.get("/trends", params={"by": "theme", "theme": [EHE, "EXF.cse"]}).text
    assert page.count('scope="colgroup"') == 2
    assert "0 of 3" in table_of(page)


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"by": "moon"}, 400, "Choose from year, area, type, theme, addressee."),
        ({"theme": "HAR.nglect"}, 404, "Did you mean"),
        ({"q": "neglect ("}, 400, "ends where a word should follow"),
        ({"q": "theme:HAR", "theme": EHE}, 400, "names a theme itself"),
        ({"q": "a" * 3_000}, 400, "more than 2,000 letters"),
        ({"q": "<script>alert(1)</script> ("}, 400, "ends where"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_the_box(
    client: TestClient, asked: dict[str, str], status: int, said: str
) -> None:
    answer = client.get("/trends", params=asked)
    assert answer.status_code == status
    assert said in text_of(answer.text)
    assert 'aria-describedby="q-hint q-error"' in answer.text
    assert "<script>alert" not in answer.text


def test_more_than_three_themes_are_said_to_be_left_out(client: TestClient) -> None:
    said = text_of(client.get("/trends", params={"theme": [EHE, "HAR", "DAB", "REC", "DAB"]}).text)
    assert "At most 3 themes are compared: 1 other left out." in said


def test_open_asks_are_told_by_addressee_and_lead_to_their_search(client: TestClient) -> None:
    page = client.get("/trends").text
    said = text_of(page[page.index('id="open"') :])
    # Child T has a report on progress.
    assert "Of 2 reviews with recommendations and the like, this library has 1 review of which nothing tells" in said
    assert "Police force 0 of 1, few 1 passage on which no status was read, asked of Police force" in said
    assert "it is no count of what was not done" in said
    assert "no update in this library" in said
    addresses = [unescape(each) for each in re.findall(r'href="(/search\?[^"]*NOT\+status[^"]*)"', page)]
    assert len(addresses) == 3
    for address in addresses:
        count = next(iter(re.findall(rf'href="{re.escape(address)}">(\d+)', unescape(page))))
        assert text_of(client.get(address).text).count("No status was read there.") == int(count)


def test_asks_with_a_status_are_not_open(shelf: Shelf) -> None:
    client = shelf(
        asking("done", "The council should visit every child at home.", status="completed"),
        asking("unsaid", "The council should write to every parent.", status="no_status"),
        child_t(),
        margaret(),
    )
    said = text_of(client.get("/trends").text)
    assert "Of 3 reviews with recommendations and the like, this library has 2 reviews of which nothing tells" in said
    assert "All 3 passages on which no status was read" in said
    narrowed = text_of(client.get("/trends", params={"q": "visit OR write", "theme": "NEE"}).text)
    assert "All 2 passages on which no status was read" in narrowed


@pytest.mark.parametrize("search", ["status:completed", "kind:progress", "kind:action status:completed"])
def test_a_search_for_a_status_has_no_open_asks(client: TestClient, search: str) -> None:
    said = text_of(client.get("/trends", params={"q": search}).text)
    assert "Not counted: the search asks for a status" in said


def test_an_empty_library_counts_nothing(shelf: Shelf) -> None:
    client = shelf()
    for by in ("year", "theme"):
        said = text_of(client.get("/trends", params={"by": by, "theme": EHE}).text)
        assert "There is nothing to count" in said
        assert "No ask was found." in said


def test_headings_stand_in_order_and_fields_have_labels(client: TestClient) -> None:
    page = client.get("/trends", params={"theme": EHE}).text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    fields = re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', page)
    assert fields
    for field in fields:
        assert f'for="{field}"' in page


def test_a_number_that_a_search_would_not_list_leads_nowhere(client: TestClient) -> None:
    # Two areas in one search widen it.
    page = client.get("/trends", params={"by": "area", "q": "visit area:Derbyshire"}).text
    assert "Derbyshire" in table_of(page)
    assert "/search" not in page[page.index("<tbody") : page.index("</tbody>")]
    page = client.get("/trends", params={"by": "area", "q": "visit"}).text
    assert "/search" in page[page.index("<tbody") : page.index("</tbody>")]


def test_a_chart_begins_with_what_is_most_frequent_in_any_series() -> None:
    rows = [TrendRow("a", f"v{each:02}", f"v{each:02}", 30 - each, 90) for each in range(26)]
    rows += [TrendRow("b", "v25", "v25", 80, 90)]
    chart = chart_of(Trend("area", tuple(rows), ()), Told("t", "Visits"))
    assert chart.labels[0].text == "v25"
    assert "1 less frequent of 26" in chart.remarks[0]
