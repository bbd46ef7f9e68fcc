"""Whether the count of a kind can be trusted: never "none" where the document speaks of some made elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PLAN, PROGRESS, RESPONSE, bullets, heading, item, numbered, paragraph

from crossreview.extract.coverage import CoverageReader, unexplained
from crossreview.records import Coverage
from crossreview.vocabulary.items import ItemWords

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
STORY = "The panel walked along the river with two families who had used the hub for more than ten years."


def test_found(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(HUB, GUIDE), heading("Good practice"), bullets(HUB, GUIDE))
    assert reading.coverage["recommendation"] == "found"
    assert reading.coverage["good_practice"] == "found"


def test_finding_none_is_not_knowing_that_there_is_none(read: Read) -> None:
    reading = read(heading("Analysis"), paragraph(STORY))
    assert reading.coverage == {}
    assert unexplained(reading.extracted.coverage, "full_report") == ("recommendation",)


def test_a_report_that_asks_questions_instead(read: Read) -> None:
    asked = "How will the Board know that the hub is open on Saturdays?"
    reading = read(heading("Questions for the Board"), numbered(asked, "Who keeps the keys of the hub?"))
    assert reading.coverage == {"question": "found", "recommendation": "none_made"}
    assert unexplained(reading.extracted.coverage, "full_report") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "This review makes no recommendations.",
        "No recommendations are made in this report.",
        "The panel has not made any recommendations.",
        "This briefing does not contain recommendations.",
    ],
)
def test_a_report_that_says_that_it_makes_none(read: Read, sentence: str) -> None:
    reading = read(heading("Conclusions"), paragraph(f"{STORY} {sentence} It offers learning instead."))
    (said,) = [one for one in reading.extracted.coverage if one.kind == "recommendation"]
    assert said.status == "none_made"
    assert said.source is not None
    assert said.source.text_in(reading.document.text) == sentence


def test_none_of_one_kind_says_nothing_of_the_others(read: Read) -> None:
    sentence = "There are no areas for priority action."
    reading = read(heading("Areas for priority action"), paragraph(sentence), heading("Analysis"), paragraph(STORY))
    (said,) = reading.extracted.coverage
    assert (said.kind, said.status) == ("priority_action", "none_made")
    assert said.source is not None
    assert said.source.text_in(reading.document.text) == sentence
    assert unexplained(reading.extracted.coverage, "inspection_report") == ("recommendation",)


@pytest.mark.parametrize(
    "sentence",
    [
        "The recommendations of the review are the basis of this paper.",
        "The full report sets out nine recommendations.",
        "The recommendations made in the full report are not repeated here.",
        "In answer to recommendation 3 the hub was opened on Saturdays.",
        "Recommendation 3 has been carried out by the council.",
    ],
)
def test_recommendations_made_elsewhere(read: Read, sentence: str) -> None:
    reading = read(heading("Opening hours"), paragraph(f"{STORY} {sentence}"), title=PROGRESS)
    (said,) = [one for one in reading.extracted.coverage if one.kind == "recommendation"]
    assert said.status == "referred_to_elsewhere"
    assert said.source is not None
    assert said.source.text_in(reading.document.text) == sentence


def test_quoted_recommendations_stand_elsewhere(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph(f"“Recommendation 2: {HUB}”"),
        paragraph("The hub has been open on every Saturday since the spring fair."),
        title=PROGRESS,
    )
    assert reading.coverage["recommendation"] == "referred_to_elsewhere"
    assert reading.coverage["progress"] == "found"


def test_a_response(read: Read) -> None:
    reading = read(
        heading("Recommendation 1"),
        paragraph(HUB),
        paragraph("We accept this recommendation and the hub will open in spring."),
        title=RESPONSE,
    )
    found = {"quoted_recommendation": "found", "response": "found"}
    assert reading.coverage == {**found, "recommendation": "referred_to_elsewhere"}


def test_an_action_plan_without_actions(read: Read) -> None:
    reading = read(heading("Background"), paragraph(STORY), title=PLAN)
    assert reading.coverage == {}
    assert unexplained(reading.extracted.coverage, "action_plan") == ("action",)


def test_pages_that_could_not_be_read(read: Read, item_words: ItemWords) -> None:
    reading = read(heading("Opening hours"), item("2.1", STORY))
    torn = replace(reading.document, parsed=replace(reading.document.parsed, pages_unreadable=(2,)))
    coverage = CoverageReader(item_words).coverage(torn, (), "full_report")
    assert Coverage("recommendation", "not_read", None) in coverage
    assert {statement.status for statement in coverage} == {"not_read"}


def test_what_was_found_is_found_even_if_a_page_could_not_be_read(read: Read, item_words: ItemWords) -> None:
    reading = read(heading("Recommendations"), numbered(HUB, GUIDE))
    torn = replace(reading.document, parsed=replace(reading.document.parsed, pages_unreadable=(2,)))
    coverage = CoverageReader(item_words).coverage(torn, reading.items, "full_report")
    assert Coverage("recommendation", "found", None) in coverage


def test_a_document_of_unknown_sort(read: Read, item_words: ItemWords) -> None:
    reading = read(heading("Opening hours"), paragraph(STORY))
    assert CoverageReader(item_words).coverage(reading.document, (), None) == ()
    assert unexplained((), None) == ("recommendation",)


def test_each_kind_once_in_the_order_of_the_schema(read: Read) -> None:
    reading = read(heading("Good practice"), bullets(HUB, GUIDE), heading("Recommendations"), numbered(HUB, GUIDE))
    kinds = [statement.kind for statement in reading.extracted.coverage]
    assert kinds == ["recommendation", "good_practice"]


def test_a_briefing_that_asks_its_readers_rests_on_the_recommendations_of_its_report(read: Read) -> None:
    sentence = "The full report and its recommendations are on the Partnership's website."
    asked = "Who in your team keeps the keys of the hub?"
    reading = read(
        paragraph(sentence),
        heading("Questions for your team"),
        numbered(asked, "Who would know that the hub is shut?"),
        title="Seven minute briefing: Child Q",
    )
    assert reading.coverage["question"] == "found"
    assert reading.coverage["recommendation"] == "referred_to_elsewhere"
