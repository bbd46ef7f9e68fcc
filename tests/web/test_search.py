"""The search page."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NASTY


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


def test_pages_of_results_lead_to_each_other(client: TestClient) -> None:
    first = client.get("/search").text
    assert "Next" not in first
    assert client.get("/search?page=2").status_code == 200
