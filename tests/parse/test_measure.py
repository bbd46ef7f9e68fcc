"""The right edge of the text around each line: columns, margins and narrow paragraphs have their own."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import line

from crossreview.parse.lines import Line
from crossreview.parse.measure import right_edges, room_after

WIDE, NARROW = 80, 36  # characters of a line
RIGHT = 320.0


def paragraph(width: int, top: float, count: int, x0: float = 72.0) -> list[Line]:
    """Lines of one sentence that fill their width."""
    begins = ["A", *["a"] * (count - 1)]
    return [line(first * width, baseline=top + 14 * index, x0=x0) for index, first in enumerate(begins)]


def test_columns_under_wide_text_have_their_own_edges() -> None:
    wide = paragraph(WIDE, 100, 3)
    left, right = paragraph(NARROW, 160, 5), paragraph(NARROW, 160, 5, x0=RIGHT)
    assert right_edges([*wide, *left, *right]) == [*[wide[0].x1] * 3, *[left[0].x1] * 5, *[right[0].x1] * 5]


def test_wide_text_below_columns_has_its_edge() -> None:
    left, right = paragraph(NARROW, 160, 5), paragraph(NARROW, 160, 5, x0=RIGHT)
    wide = paragraph(WIDE, 300, 3)
    assert right_edges([*left, *right, *wide])[-3:] == [wide[0].x1] * 3


def test_a_narrow_paragraph_between_wide_ones_has_its_own_edge() -> None:
    first, narrow, last = paragraph(WIDE, 100, 3), paragraph(NARROW, 160, 4), paragraph(WIDE, 240, 3)
    assert right_edges([*first, *narrow, *last])[3:7] == [narrow[0].x1] * 4


def test_lines_that_end_early_tell_no_edge() -> None:
    wide = paragraph(WIDE, 100, 3)
    names = [
        line(name, baseline=160 + 14 * index) for index, name in enumerate(("Ada Fernley", "Corin Hale", "Bo Oakes"))
    ]
    assert right_edges([*wide, *names]) == [wide[0].x1] * 6


def test_the_margin_has_its_own_edge() -> None:
    body = paragraph(WIDE, 100, 3)
    heading = replace(line("What we found", baseline=160), aside=True)
    assert right_edges([*body, heading])[-1] == heading.x1


def test_the_room_for_a_word_is_less_by_its_width_and_a_blank() -> None:
    before, after = line("one", x0=0.0), line("word and more")
    assert room_after(before, after, 100.0) == 100.0 - before.x1 - 5 * 5.5


lefts = st.sampled_from((72.0, 90.0, RIGHT))
lines = st.builds(
    lambda text, baseline, x0, region: line(text, baseline=float(baseline), x0=x0, region=region),
    st.text(alphabet="abAB .", min_size=1, max_size=60),
    st.integers(50, 800),
    lefts,
    st.integers(0, 1),
)


@given(st.lists(lines, max_size=20))
def test_no_line_runs_over_its_edge_and_no_edge_is_beyond_the_text(page: list[Line]) -> None:
    edges = right_edges(page)
    assert len(edges) == len(page)
    for part, edge in zip(page, edges, strict=True):
        assert part.x1 <= edge <= max(other.x1 for other in page)
