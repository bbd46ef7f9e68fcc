"""Reading order: whatever stands where, no word is lost, doubled or made up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import PLAIN, word

from crossreview.parse.lines import Run
from crossreview.parse.order import in_reading_order, with_boxes

WIDTH = 595.0


def run(text: str, x0: float, baseline: float, width: float) -> Run:
    """A run of one word."""
    return Run((word(text, x0, baseline, width=width, style=PLAIN),))


@dataclass(frozen=True)
class Box:
    """A box on a page."""

    name: str
    x0: float
    top: float
    x1: float
    bottom: float
    line_count: int
    number: int | None = None


def _texts(pieces: list[Run | Box]) -> list[str]:
    return [piece.name if isinstance(piece, Box) else piece.words[0].text for piece in pieces]


def column(name: str, x0: float, top: float, lines: int, width: float = 200.0) -> list[Run]:
    """A column of lines, 14 points apart."""
    return [run(f"{name}{index}", x0, top + 14 * index, width) for index in range(lines)]


def test_lines_are_read_downwards_whatever_their_order() -> None:
    lines = column("a", 72, 100, 9)
    assert in_reading_order(lines[::-1], WIDTH) == lines


def test_columns_are_read_one_after_the_other() -> None:
    left, right = column("l", 72, 100, 8), column("r", 320, 100, 8)
    mixed = [piece for pair in zip(left, right, strict=True) for piece in pair]
    assert in_reading_order(mixed, WIDTH) == [*left, *right]


def test_what_goes_across_divides_columns() -> None:
    left, right = column("l", 72, 100, 6), column("r", 320, 100, 6)
    below_left, below_right = column("m", 72, 260, 6), column("s", 320, 260, 6)
    across = run("across", 72, 230, 448)
    mixed = [*below_right, *right, across, *left, *below_left]
    assert in_reading_order(mixed, WIDTH) == [*left, *right, across, *below_left, *below_right]


def test_a_number_beside_a_line_is_part_of_it() -> None:
    ordered = in_reading_order([run("text", 108, 100, 300), run("1.", 72, 100.5, 9)], WIDTH)
    assert [[part.text for part in piece.words] for piece in ordered] == [["1.", "text"]]


@pytest.mark.parametrize(("top", "order"), [(90.0, ["box", "a0", "a1"]), (107.0, ["a0", "box", "a1"])])
def test_a_box_is_read_where_it_begins(top: float, order: list[str]) -> None:
    box = Box("box", 72, top, 500, top + 5, line_count=1)
    assert _texts(list(with_boxes(column("a", 72, 100 + 9, 2), [box], WIDTH))) == order


def test_boxes_side_by_side_are_read_from_left_to_right() -> None:
    boxes = [Box("right", 320, 101, 520, 160, 4), Box("left", 72, 100, 300, 160, 4)]
    assert _texts(list(with_boxes([], boxes, WIDTH))) == ["left", "right"]


places = st.tuples(
    st.sampled_from((30.0, 72.0, 90.0, 180.0, 250.0, 320.0, 330.5, 480.0)),
    st.sampled_from(tuple(float(y) for y in range(60, 400, 7))),
    st.sampled_from((8.0, 60.0, 150.0, 220.0, 420.0)),
)


@st.composite
def runs_anywhere(draw: st.DrawFn) -> list[Run]:
    """Runs at any place of a page, some over one another."""
    return [run(f"w{index}", *place) for index, place in enumerate(draw(st.lists(places, max_size=40)))]


@st.composite
def columns_and_lines(draw: st.DrawFn) -> list[Run]:
    """Columns with lines across, as reports have them, in any order of the text layer."""
    pieces: list[Run] = []
    y = 60.0
    for part in range(draw(st.integers(1, 4))):
        left, right = draw(st.integers(0, 9)), draw(st.integers(0, 9))
        pieces += [*column(f"l{part}-", 72, y, left), *column(f"r{part}-", 320, y, right)]
        y += 14 * max(left, right) + draw(st.sampled_from((0, 10, 30)))
        if draw(st.booleans()):
            pieces.append(run(f"across{part}", 72, y, 448))
            y += 20
    return list(draw(st.permutations(pieces)))


@st.composite
def boxes_anywhere(draw: st.DrawFn) -> list[Box]:
    """Boxes at any place of a page."""
    made: list[Box] = []
    for index, (x0, top, width) in enumerate(draw(st.lists(places, max_size=8))):
        made.append(Box(f"b{index}", x0, top, x0 + width, top + draw(st.sampled_from((10.0, 60.0, 150.0))), 4))
    return made


@given(st.one_of(runs_anywhere(), columns_and_lines()))
def test_no_word_is_lost_or_doubled(runs: list[Run]) -> None:
    ordered = in_reading_order(runs, WIDTH)
    assert Counter(part.text for piece in ordered for part in piece.words) == Counter(
        part.text for piece in runs for part in piece.words
    )


@given(st.one_of(runs_anywhere(), columns_and_lines()), boxes_anywhere())
def test_no_box_is_lost_or_doubled(runs: list[Run], boxes: list[Box]) -> None:
    pieces = with_boxes(runs, boxes, WIDTH)
    assert Counter(piece.name for piece in pieces if isinstance(piece, Box)) == Counter(box.name for box in boxes)
    assert Counter(part.text for piece in pieces if isinstance(piece, Run) for part in piece.words) == Counter(
        part.text for piece in runs for part in piece.words
    )


@given(columns_and_lines(), st.data())
def test_the_order_of_the_text_layer_does_not_matter(runs: list[Run], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(runs))
    assert _words(in_reading_order(mixed, WIDTH)) == _words(in_reading_order(runs, WIDTH))


def _words(runs: list[Run]) -> list[tuple[str, ...]]:
    return [tuple(part.text for part in piece.words) for piece in runs]
