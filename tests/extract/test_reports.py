"""Whole reports in small, of many forms: what is asked, found and reported in them, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from tests.extract.reading import Reading, read_pdf
from tests.parse.reading import PDFS
from tests.pdfs.makers.reports import CLINIC, CLOSED, CONCERNS, GUIDE, HUB, KNOWN, LAMP

from crossreview.document import Reader

ReadReport = Callable[[str], Reading]


@pytest.fixture(scope="module")
def report(reader: Reader) -> ReadReport:
    """Reads a PDF of `tests/pdfs`, once."""
    return cache(lambda name: read_pdf(PDFS / f"{name}.pdf", reader))


def test_only_the_section_tells_recommendations_from_findings_in_one_run_of_numbers(report: ReadReport) -> None:
    reading = report("run-of-numbers-through-the-report")
    assert reading.asks == [
        ("1", HUB),
        ("2", GUIDE),
        ("8", CLINIC),
        ("9", "The health trust should ask families what they make of it."),
    ]
    assert not {CLOSED, LAMP, KNOWN}.intersection(reading.asked)


def test_each_of_seven_panels_holds_what_its_heading_says(report: ReadReport) -> None:
    reading = report("seven-panels")
    assert [section.number for section in reading.document.sections] == [f"{number}." for number in range(1, 8)]
    assert [(found.kind, found.text) for found in reading.items] == [
        ("finding", "The nursery was not asked what it knew."),
        ("finding", "Nobody wrote to the doctor until May."),
        ("good_practice", "The school kept a place for her."),
        ("good_practice", "Her aunt was asked each week."),
        ("learning_point", "What a child says belongs in the plan."),
        ("learning_point", "One form saves a great many calls."),
        ("action", "Read the plan before each visit."),
        ("action", "Write down who was told."),
        ("question", "Whom would you have called?"),
        ("question", "What would she have said?"),
    ]


def test_of_five_numbered_lists_in_a_coroners_report_one_holds_concerns(report: ReadReport) -> None:
    reading = report("coroner-with-recipients")
    assert [(found.kind, found.label, found.text) for found in reading.items if found.kind != "procedural"] == [
        ("concern", "1", CONCERNS[0]),
        ("concern", "2", CONCERNS[1]),
    ]
    assert reading.texts("procedural") == [
        "In my opinion action should be taken and you have the power to take it.",
        "You are under a duty to respond to this report within 56 days of its date.",
    ]


def test_a_heading_that_goes_on_with_the_numbers_of_a_list_is_a_heading(report: ReadReport) -> None:
    headings = [section.heading for section in report("coroner-with-recipients").document.sections]
    assert headings[2:4] == ["CORONER’S CONCERNS", "ACTION SHOULD BE TAKEN"]


def test_findings_each_with_its_questions(report: ReadReport) -> None:
    reading = report("findings-with-questions")
    assert [(found.kind, found.label, found.text) for found in reading.items if found.kind == "question"] == [
        ("question", None, "Does the Board know of finding 1?"),
        ("question", None, "How many does it know of?"),
        ("question", None, "Does the Board know of finding 2?"),
        ("question", None, "Who reads what was written down?"),
    ]
    assert [found.label for found in reading.of("finding")] == ["1", "2"]
    assert reading.coverage["recommendation"] == "none_made"


def test_strategies_instead_of_recommendations(report: ReadReport) -> None:
    reading = report("strategies-instead-of-recommendations")
    assert [found.kind for found in reading.items] == ["learning_point", "strategy", "strategy"]
    assert reading.coverage["recommendation"] == "none_made"


def test_what_is_said_again_in_welsh_is_no_second_ask(report: ReadReport) -> None:
    reading = report("english-then-welsh")
    assert reading.asks == [("1", HUB), ("2", GUIDE)]
    assert "Dylai’r cyngor agor yr hwb i deuluoedd ar ddydd Sadwrn." in reading.document.text


def test_agencies_with_numbers_of_their_own_before_the_whole(report: ReadReport) -> None:
    reading = report("agencies-before-the-whole")
    assert [label for label, _ in reading.asks] == ["1", "2", "1", "1", "2"]
    assert [found.addressees for found in reading.items] == [
        ("la_corporate",),
        ("la_corporate",),
        ("police",),
        ("safeguarding_children_partnership",),
        ("safeguarding_children_partnership",),
    ]


def test_a_plan_in_an_appendix_whose_colours_its_legend_explains(report: ReadReport) -> None:
    reading = report("plan-with-a-legend")
    assert reading.asks[:2] == [("1", HUB), ("2", GUIDE)]
    assert [(found.owner, found.status) for found in reading.of("action")] == [
        (None, "completed"),
        (None, "not_started"),
    ]
    assert reading.texts("quoted_recommendation") == [HUB, GUIDE]


def test_progress_by_theme_repeats_no_recommendation(report: ReadReport) -> None:
    reading = report("progress-by-theme")
    assert [(found.kind, found.label, found.status) for found in reading.items] == [
        ("progress", "2.1", "completed"),
        ("evidence", "2.2", "no_status"),
        ("progress", "3.1", "in_progress"),
    ]
    assert reading.coverage["recommendation"] == "referred_to_elsewhere"


def test_numbered_asks_beside_the_agency_that_is_asked(report: ReadReport) -> None:
    reading = report("addressees-in-a-left-column")
    assert [label for label, _ in reading.asks] == ["1", "2", "3"]
    assert [found.owner for found in reading.items] == [None, None, None]  # bodies are asked, and own nothing


def test_an_ask_of_the_summary_is_the_one_of_the_list(report: ReadReport) -> None:
    reading = report("asks-in-summary-and-list")
    assert reading.asks == [("1", HUB), ("2", GUIDE), ("3", CLINIC)]
    summary = [source.text_in(reading.document.text) for found in reading.items for source in found.restated]
    assert summary == [
        "Wendmere Council to open the family hub on Saturdays from the spring.",
        "The partnership to publish a guide to the river towns for staff who are new.",
    ]


def test_each_date_of_a_cover_is_what_its_words_say(report: ReadReport) -> None:
    dates = {kind: found.value for kind, found in report("dates-on-a-cover").extracted.metadata.dates.items()}
    assert dates == {
        "incident": "2020-06-05",
        "review_completed": "2021-03",
        "document_dated": "2021-04-02",
        "published": "2021-05-04",
    }
