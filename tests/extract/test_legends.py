"""What the colours of an action plan mean: only what its own legend says."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PLAN, heading, paragraph, table

from crossreview.records import Status

KEYS = "Agree with the caretakers who keeps the keys of the hub."
PRINT = "Print the guide and put a copy of it in every office."
ROWS = (("Action", "RAG"), (KEYS, "Green"), (PRINT, "Amber"))


def statuses(read: Read, *legend: object) -> list[Status | None]:
    reading = read(heading("Action plan"), table(*ROWS, widths=(0.8, 0.2)), *legend, title=PLAN)
    return [found.status for found in reading.of("action")]


def test_a_colour_without_legend_says_nothing(read: Read) -> None:
    assert statuses(read) == [None, None]


def test_a_legend_in_a_line(read: Read) -> None:
    assert statuses(read, paragraph("Green: completed. Amber: in progress.")) == ["completed", "in_progress"]


def test_a_legend_in_a_table(read: Read) -> None:
    legend = table(("Colour", "Meaning"), ("Green", "On track"), ("Amber", "Not started"), widths=(0.3, 0.7))
    assert statuses(read, heading("Key"), legend) == ["in_progress", "not_started"]


def test_a_long_paragraph_that_names_colours_is_no_legend(read: Read) -> None:
    long = (
        "The doors of the hub were painted green when the work on them was completed, which was a little later than "
        "the families had hoped for, and the windows are still amber, as the work on the upper floor has not been "
        "started and will wait until the winter floods are over."
    )
    assert statuses(read, paragraph(long)) == [None, None]


def test_a_long_paragraph_whose_sentences_explain_the_colours(read: Read) -> None:
    long = (
        "The colours are those that the Board has used in all of its plans since the year in which the bridge was "
        "closed, and they were agreed with the harbour and the two schools. Blue means done, and seen by somebody "
        "else. Green means begun, and in time. Amber means not begun, or given up."
    )
    assert statuses(read, paragraph(long)) == ["in_progress", "not_started"]


@pytest.mark.parametrize(
    ("word", "status"),
    [("Completed", "completed"), ("In progress", "in_progress"), ("Not started", "not_started"), ("Sunny", None)],
)
def test_words_need_no_legend(read: Read, word: str, status: Status | None) -> None:
    reading = read(heading("Action plan"), table(("Action", "Status"), (KEYS, word), widths=(0.8, 0.2)), title=PLAN)
    assert [found.status for found in reading.of("action")] == [status]
