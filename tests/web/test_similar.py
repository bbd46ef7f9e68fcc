"""Drafts beside what was asked before."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NASTY
from tests.web.test_search import text_of
from tests.web.test_themes import Shelf, asking, shelf

from crossreview.web.views.similar import MOST_LETTERS, flags_of

__all__ = ["shelf"]  # a fixture

VISIT = "The Council must visit every child in elective home education at least once in a year."


def test_the_form_alone(client: TestClient) -> None:
    page = client.get("/similar").text
    assert 'name="draft"' in page
    assert '<option value="Derbyshire">' in page
    assert "SMART" not in page


def test_the_same_words_stand_side_by_side_with_what_both_have_marked(client: TestClient) -> None:
    page = client.get("/similar", params={"draft": VISIT}).text
    said = text_of(page)
    assert "In the same words: 1 ask" in said
    assert "Derbyshire, 2021" in said
    assert page.partition('<h2 class="govuk-heading-m">Related')[0].count("<mark>visit</mark>") == 2
    assert "<mark>must</mark>" not in page
    assert 'href="/documents/child-t/passages/i-child-t-1"' in page
    assert "page 2" in said
    assert "Asked of: Local authority education" in said
    assert "What became of it: no update in this library" in said
    assert "In the same words or close to them in 1 review, 1 area." in said


def test_that_meaning_is_not_known_is_said(client: TestClient) -> None:
    assert "Compared by words alone" in text_of(client.get("/similar", params={"draft": VISIT}).text)


def test_the_area_in_question_comes_first(shelf: Shelf) -> None:
    client = shelf(
        asking("one", VISIT, area="Derby", dated="2018"),
        asking("two", VISIT.replace("Council must", "council should"), area="Derby", dated="2020"),
        asking("mine", VISIT.replace("at least once in a", "once each"), area="Marlshire", dated="2021"),
    )
    page = client.get("/similar", params={"draft": VISIT, "area": "marlshire"}).text
    said = text_of(page)
    assert "In Marlshire, your area, 1 review asked for this or close to it (2021)." in said
    assert "In Derby 2 reviews asked for this or close to it (2018, 2020)." in said
    assert re.findall(r'<h3 class="cr-hit__title">.*?</h3>', page)[0].count("Your area") == 1
    assert said.index("Marlshire, 2021") < said.index("Derby, 2018")
    assert said.count("Your area Marlshire, 2021") == 1
    assert page.count("/documents/mine/passages/") == 1
    elsewhere = text_of(client.get("/similar", params={"draft": VISIT, "area": "Nowhere"}).text)
    assert "In Nowhere, your area, nothing in the same words or close to it was found." in elsewhere
    assert "No document of this library is about the area 'Nowhere'" in elsewhere


def test_what_is_printed_twice_in_a_review_says_where_else(shelf: Shelf) -> None:
    import msgspec

    first, second = asking("report", VISIT), asking("summary", VISIT)
    same = msgspec.structs.replace(second, metadata=msgspec.structs.replace(
        second.metadata, review_code=first.metadata.review_code))  # fmt: skip
    said = text_of(shelf(first, same).get("/similar", params={"draft": VISIT}).text)
    assert "In the same words: 1 ask" in said
    assert re.search(r"Also printed in: (summary|report)\.pdf, page 1\.", said)


@pytest.mark.parametrize(
    ("draft", "status", "said"),
    [
        ("x " * MOST_LETTERS, 400, "and at most 2,000 are compared"),
        ("?!", 400, "There are no words to compare."),
        ("0123456789ab", 404, "The library has no item"),
    ],
)
def test_what_cannot_be_compared_is_told_beside_the_box(client: TestClient, draft: str, status: int, said: str) -> None:
    answer = client.get("/similar", params={"draft": draft})
    assert answer.status_code == status
    assert said in text_of(answer.text)
    assert 'aria-describedby="draft-hint draft-error"' in answer.text
    assert draft in answer.text


def test_as_many_letters_as_are_allowed_are_compared_soon(client: TestClient) -> None:
    for letters in ("a", "a ", "the council ", "1 ", "within "):
        draft = (letters * MOST_LETTERS)[: MOST_LETTERS - 8] + " council"
        before = time.monotonic()
        assert client.get("/similar", params={"draft": draft}).status_code == 200
        assert time.monotonic() - before < 5


def test_an_item_is_compared_with_those_of_other_reviews(client: TestClient) -> None:
    said = text_of(client.get("/similar", params={"draft": "i-child-t-1"}).text)
    assert "This is an ask of the library" in said
    assert "The council should visit every child in elective home education once a year." in said


def test_words_of_a_draft_are_the_evidence_for_its_flags() -> None:
    flags = {
        flag.title: flag.words
        for flag in flags_of("The council\n should audit  visits to at least half of all children by March 2027.")
    }
    assert flags["Assigned"] == "The council"
    assert flags["Time-bound"] == "by March 2027"
    assert flags["Measurable"] == "at least half"
    assert flags["Realistic"] is None


def test_flags_that_no_words_raise_are_said_to_have_none(client: TestClient) -> None:
    said = text_of(client.get("/similar", params={"draft": "More should be thought about visits."}).text)
    assert said.count("no such words found") >= 4
    assert "It is no score" in said


def test_words_that_are_markup_are_words(client: TestClient) -> None:
    page = client.get(
        "/similar", params={"draft": f"The council should visit {NASTY} </textarea><b>", "area": NASTY}
    ).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("</textarea>") == 1
    assert NASTY in text_of(page)


def test_an_empty_library_has_asked_nothing(shelf: Shelf) -> None:
    said = text_of(shelf().get("/similar", params={"draft": VISIT}).text)
    assert "Nothing like it was found" in said
    assert "or in a review that this library does not have" in said


def test_headings_stand_in_order(client: TestClient) -> None:
    page = client.get("/similar", params={"draft": VISIT}).text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
