from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.title import find_title
from crossreview.records import Genre


@pytest.mark.parametrize(
    ("title", "genre", "review_type"),
    [
        ("Local Child Safeguarding Practice Review: ZDS22 Summary of Progress", "progress_summary", "lcspr"),
        ("Domestic Homicide Review: Executive Summary", "executive_summary", "dhr"),
        ("Serious Case Review Overview Report Child J", "full_report", "scr"),
        ("Serious Case Review: Ellie", "full_report", "scr"),
        ("Safeguarding Adults Review: Margaret", "full_report", "sar"),
        ("Safeguarding Adult Review: Adult B", "full_report", "sar"),
        ("Concise Child Practice Review Report", "full_report", "cpr"),
        ("Single Unified Safeguarding Review", "full_report", "susr"),
        ("Case Management Review", "full_report", "cmr"),
        ("National Child Safeguarding Practice Review", "full_report", "national_review"),
        ("Significant Case Review: Family D", "full_report", "significant_case_review"),
        ("Rapid Review: partnership response to the findings", "response", "rapid_review"),
        ("Child M: Multi-Agency Action Plan", "action_plan", None),
        ("7-minute briefing: SAR Margaret", "briefing", "sar"),
        ("Seven minute briefing", "briefing", None),
        ("Joint targeted area inspection of Walsall", "inspection_report", None),
        ("Regulation 28 report to prevent future deaths", "coroner_report", None),
        ("Government response to the report on space", "response", None),
        ("The Independent Inquiry: recommendations", "inquiry_report", None),
        ("Examination of a failed engine", "other", None),
    ],
)
def test_genre_and_type_of_review(finders: MetadataFinders, title: str, genre: Genre, review_type: str | None) -> None:
    reading = written([Large(title)])
    found_title = find_title(reading, (), finders.gazetteer)
    found = finders.genres.genre(reading, found_title)
    assert found is not None
    assert found.value == genre
    kind = finders.genres.review_type(reading, found_title, genre)
    assert (kind.value if kind else None) == review_type


def test_the_type_is_told_in_the_first_paragraphs_where_the_front_is_silent(finders: MetadataFinders) -> None:
    reading = written([Large("Child M")], ["A local child safeguarding practice review was commissioned."])
    kind = finders.genres.review_type(reading, None, "action_plan")
    assert kind is not None
    assert (kind.value, words_of(reading, kind)) == ("lcspr", "local child safeguarding practice review")


def test_the_law_that_the_front_cites_outweighs_the_name(finders: MetadataFinders) -> None:
    reading = written([Large("Adult Practice Review: Larkfield"), "Review under section 44 of the Care Act 2014"])
    kind = finders.genres.review_type(reading, find_title(reading, (), finders.gazetteer), "full_report")
    assert kind is not None
    assert kind.value == "sar"


def test_a_response_is_of_a_type_only_by_its_title(finders: MetadataFinders) -> None:
    reading = written([Large("Our response")], ["A serious case review had been held."])
    assert finders.genres.review_type(reading, None, "response") is None


def test_an_inspection_report_that_mentions_reviews_belongs_to_none(finders: MetadataFinders) -> None:
    reading = written([Large("Inspection of Kent")], ["Learning from serious case reviews is shared."])
    assert finders.genres.review_type(reading, None, "inspection_report") is None
