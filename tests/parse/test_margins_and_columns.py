"""Headings in a margin, boxes on a light ground, and two columns of text that have headings."""

from __future__ import annotations

from dataclasses import replace

from tests.parse.lines import PLAIN, word

from crossreview.parse.aligned import find_aligned_grids
from crossreview.parse.grids import find_grids
from crossreview.parse.lines import Run, runs_of
from crossreview.parse.order import in_reading_order
from crossreview.parse.shapes import Shape

HEAD = replace(PLAIN, size=14.0, bold=True, color=0x006644)
WIDTH = 595.0


def test_a_number_under_a_heading_in_the_margin_belongs_to_it() -> None:
    head = Run((word("Recommendation", 57, 100, width=110, style=HEAD),))
    number = Run((word("2", 57, 116, width=8, style=HEAD),))
    body = [Run((word(f"line{at}", 178, 106 + 14 * at, width=340, style=PLAIN),)) for at in range(9)]
    ordered = in_reading_order([body[0], head, *body[1:], number], WIDTH)
    assert [run.words[0].text for run in ordered[:3]] == ["Recommendation", "2", "line0"]
    assert all(run.aside for run in ordered[:2])


def test_a_coloured_word_close_to_the_body_is_a_run_of_its_own() -> None:
    runs = runs_of([word("Why", 57, 100, width=110, style=HEAD), word("Section", 180, 100)])
    assert [len(run.words) for run in runs] == [1, 1]


def test_an_area_on_a_light_ground_is_a_box_and_one_that_is_nearly_white_is_none() -> None:
    assert len(find_grids((_area(0xE9F2EF),))) == 1
    assert find_grids((_area(0xF4F6F6),)) == ()


def _area(fill: int) -> Shape:
    return Shape((178.0, 100.0, 530.0, 200.0), fill=fill, stroked=False)


def test_two_columns_with_headings_are_no_table() -> None:
    rows = [("Alpha", "Beta", HEAD), ("one", "two", PLAIN), ("three", "four", PLAIN), ("Gamma", "Delta", HEAD)]
    rows += [("five", "six", PLAIN), ("seven", "eight", PLAIN)]
    words = [
        word(text.capitalize() + ".", x0, 100 + 30 * at, width=150, style=style)
        for at, (left, right, style) in enumerate(rows)
        for text, x0 in ((left, 72), (right, 320))
    ]
    assert find_aligned_grids(runs_of(words), 842) == []
