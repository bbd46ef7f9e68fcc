"""Tables that no rule or shading shows, and columns that are no tables."""

from __future__ import annotations

import pytest
from tests.parse.reading import said, tables
from tests.pdfs.makers.columns import CHRONOLOGY
from tests.pdfs.words import CHANGE, OPENING

PLAN = [
    ["Recommendation", "Action", "Lead", "By when"],
    [
        "Ask all agencies to use one form.",
        "Agree the form with the nursery and try it for a term.",
        "Health trust",
        "May 2031",
    ],
    ["Look at ten cases every quarter.", "Choose the cases and read them together.", "Partnership", "June 2031"],
    [
        "Join the meetings of the autumn.",
        "Send somebody who may decide, and read the minutes.",
        "Housing office",
        "July 2031",
    ],
    ["Speak to the grandmother.", "Visit her and write down what she says.", "Council", "August 2031"],
]


@pytest.mark.parametrize(
    "name",
    ["table-without-rules", "table-without-rules-over-two-pages", "table-without-rules-and-bold-heads"],
)
def test_columns_that_agree_are_a_table(name: str) -> None:
    assert tables(name) == [PLAN]
    assert (said(name)[0], said(name)[-1]) == (OPENING, CHANGE)


def test_dates_and_events_are_a_table() -> None:
    assert tables("chronology-without-rules") == [[list(row) for row in CHRONOLOGY]]
    assert said("chronology-without-rules")[-1] == CHANGE


def test_a_heading_beside_a_table_is_read_before_it() -> None:
    heading, table = said("table-beside-a-heading")[1:3]
    assert (heading, table.split(" | ")[:3]) == ("What we will do", ["Action", "Lead", "By when"])


@pytest.mark.parametrize(
    "name",
    [
        "people-by-body",
        "signatures-side-by-side",
        "numbers-far-to-the-left",
        "two-columns",
        "three-columns",
        "headings-in-the-margin",
        "contents-with-leaders",
    ],
)
def test_what_only_stands_in_columns_is_none(name: str) -> None:
    assert tables(name) == []
