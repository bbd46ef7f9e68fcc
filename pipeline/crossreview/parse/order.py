"""Reading order: what stands on a page in the order in which a person reads it, columns one after the other.

The order of a text layer is not to be trusted (boxes and page numbers come first or last), nor is the order from top
to bottom where there are columns. So: look for a gutter that nothing crosses; where there is one, the left side is
read before the right one; everywhere else, from top to bottom and from left to right. Headings in a margin beside the
body are read before the line they stand beside.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, Protocol, TypeVar

from crossreview.parse.lines import Run, merged

_MARGIN_SHARE = 0.15  # a gutter lies this share of the width or more from either edge of the page
_COLUMN_LINES = 4  # fewer lines on one side are a label, a date or a signature, not a column
_COLUMN_WIDTH = 0.17  # of the page: the median line of a column is wider
_SIDE_MARGIN, _SIDE_MARGIN_MOST = 0.22, 0.5  # of the page: where a body begins that has a margin for headings
_SIDE_MARGIN_WIDEST = 0.4  # of the page: where columns part further to the right, the left one is text
_INSET = 12.0  # points by which the text of a table may be set in from the edge of the body
_CROSSING = 3  # lines of a page, such as its title and running head, cross from a margin into the body
_SPARSE = 0.6  # of the lines of the body: a left column with more is text or a list of labels, not headings
_SAME_ROW = 0.5  # of the font size between baselines
_SAME_TOP = 12.0  # points between the tops of boxes that stand side by side


class Boxed(Protocol):
    """A box or table on a page that is read as a whole; `line_count` is how many lines it holds."""

    @property
    def x0(self) -> float:
        """Left edge in points."""

    @property
    def x1(self) -> float:
        """Right edge in points."""

    @property
    def top(self) -> float:
        """Top edge in points."""

    @property
    def bottom(self) -> float:
        """Bottom edge in points."""

    @property
    def line_count(self) -> int:
        """The lines of its fullest column."""

    @property
    def number(self) -> int | None:
        """The number that begins its text."""


B = TypeVar("B", bound=Boxed)


@dataclass(frozen=True)
class _Gutter:
    x: float
    top: float
    bottom: float
    lines: int


def in_reading_order(runs: list[Run], page_width: float) -> list[Run]:
    """Runs of one region in reading order, those of one row joined."""
    ordered = _Order[Boxed](page_width).of(runs, [])
    return [piece for piece in ordered if isinstance(piece, Run)]


def with_boxes(runs: list[Run], boxes: list[B], page_width: float) -> list[Run | B]:
    """Free runs and boxes of a page in reading order, runs of one row joined."""
    return _Order[B](page_width).of(runs, boxes)


@dataclass(frozen=True)
class _Order(Generic[B]):
    page_width: float

    def of(self, runs: list[Run], boxes: list[B]) -> list[Run | B]:
        gutter = self._find_gutter(runs, boxes)
        if gutter is None:
            return self._downwards(runs, boxes)
        top, bottom = gutter.top + 1, gutter.bottom - 1

        def part(left: float, right: float, above: float, below: float) -> list[Run | B]:
            """What begins between `left` and `right`, and reaches below `above` and begins above `below`."""
            return self.of(
                [run for run in runs if left <= run.x0 < right and above < run.bottom and run.top < below],
                [box for box in boxes if left <= box.x0 < right and above < box.bottom and box.top < below],
            )

        everywhere = float("inf")
        above_runs = [run for run in runs if run.bottom <= top]
        above_boxes = [box for box in boxes if box.bottom <= top]
        below_runs = [run for run in runs if run.bottom > top and run.top >= bottom]
        below_boxes = [box for box in boxes if box.bottom > top and box.top >= bottom]
        beside = [*part(-everywhere, gutter.x, top, bottom), *part(gutter.x, everywhere, top, bottom)]
        return [
            *self.of(above_runs, above_boxes),
            *(_by_number(beside) or beside),
            *self.of(below_runs, below_boxes),
        ]

    def _downwards(self, runs: list[Run], boxes: list[B]) -> list[Run | B]:
        rows = _rows(runs, self.page_width)
        ordered: list[Run | B] = list(rows)
        for box in reversed(_side_by_side(boxes)):
            at = next((index for index, piece in enumerate(ordered) if _follows(piece, box)), len(ordered))
            beside = _heading_beside(ordered, at, box) if _begins_body(box, rows) else []
            ordered[at : at + len(beside)] = [*beside, box]
        return ordered

    def _find_gutter(self, runs: list[Run], boxes: list[B]) -> _Gutter | None:
        """The gutter with most lines beside it, or None."""
        pieces: list[Run | B] = [*runs, *boxes]
        if sum(_lines_in(piece) for piece in pieces) < 2 * _COLUMN_LINES:
            return None
        first, last = _MARGIN_SHARE * self.page_width, (1 - _MARGIN_SHARE) * self.page_width
        places = sorted({round(piece.x0) for piece in pieces if first <= piece.x0 <= last})
        found = [
            gutter
            for x in places
            for gutter in self._gutters_at(x - 2.0, pieces)
            if not self._parts_headings(gutter, runs, boxes)
        ]
        return max(found, key=lambda gutter: gutter.lines, default=None)

    def _parts_headings(self, gutter: _Gutter, runs: list[Run], boxes: list[B]) -> bool:
        """Whether what stands to the left of a gutter are headings in a narrow margin."""
        if gutter.x > _SIDE_MARGIN_WIDEST * self.page_width or any(box.x1 <= gutter.x + 1 for box in boxes):
            return False
        return bool(_beside_body([run for run in runs if gutter.top < run.baseline < gutter.bottom], gutter.x + 1))

    def _gutters_at(self, x: float, pieces: list[Run | B]) -> list[_Gutter]:
        """The stretches of the page in which nothing crosses `x` and both sides hold a column."""
        crossing = sorted((piece.top, piece.bottom) for piece in pieces if piece.x0 < x - 1 and piece.x1 > x + 1)
        stretches: list[tuple[float, float]] = []
        top = float("-inf")
        for begin, end in crossing:
            if begin > top:
                stretches.append((top, begin))
            top = max(top, end)
        stretches.append((top, float("inf")))
        return [gutter for stretch in stretches if (gutter := self._gutter_in(stretch, x, pieces)) is not None]

    def _gutter_in(self, stretch: tuple[float, float], x: float, pieces: list[Run | B]) -> _Gutter | None:
        top, bottom = stretch
        inside = [piece for piece in pieces if piece.bottom > top + 1 and piece.top < bottom - 1]
        left = [piece for piece in inside if piece.x1 <= x + 1]
        right = [piece for piece in inside if piece.x0 >= x - 1]
        if len(left) + len(right) < len(inside) or min(_line_sum(left), _line_sum(right)) < _COLUMN_LINES:
            return None
        if min(_median_width(left), _median_width(right)) < _COLUMN_WIDTH * self.page_width:
            return None
        upper = max(min(piece.top for piece in left), min(piece.top for piece in right))
        lower = min(max(piece.bottom for piece in left), max(piece.bottom for piece in right))
        beside = _line_sum([piece for piece in inside if piece.bottom > upper and piece.top < lower])
        return _Gutter(x, top, bottom, beside) if beside >= 2 * _COLUMN_LINES else None


def _by_number(pieces: list[Run | B]) -> list[Run | B] | None:
    """Boxes in the order of the numbers that begin them; None where something else stands among them."""
    numbered = {
        number: piece for piece in pieces if not isinstance(piece, Run) and (number := piece.number) is not None
    }
    in_sequence = bool(numbered) and max(numbered) - min(numbered) + 1 == len(numbered) == len(pieces)
    return [numbered[number] for number in sorted(numbered)] if in_sequence else None


def _lines_in(piece: Run | Boxed) -> int:
    return 1 if isinstance(piece, Run) else piece.line_count


def _line_sum(pieces: list[Run | B]) -> int:
    return sum(_lines_in(piece) for piece in pieces)


def _median_width(pieces: list[Run | B]) -> float:
    return median(piece.x1 - piece.x0 for piece in pieces)


def _side_by_side(boxes: list[B]) -> list[B]:
    """Boxes from top to bottom, those that begin at one height from left to right."""
    rows: list[list[B]] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if rows and box.top - rows[-1][0].top < _SAME_TOP:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box.x0)]


def _follows(piece: Run | Boxed, box: Boxed) -> bool:
    """Whether a piece is read after a box: it begins further down, or at one height to the right."""
    if isinstance(piece, Run):
        return piece.top >= box.top - 1
    return piece.top >= box.top + _SAME_TOP or (piece.top > box.top - _SAME_TOP and piece.x0 > box.x0)


def _begins_body(box: Boxed, rows: list[Run]) -> bool:
    """Whether the left edge of a box is that of the body: little stands before it, and hardly a line crosses it."""
    before = sum(run.x1 <= box.x0 + 1 for run in rows)
    after = sum(run.x0 >= box.x0 - _INSET for run in rows) + box.line_count
    return before <= _SPARSE * after and len(rows) - before - after + box.line_count <= _CROSSING


def _heading_beside(pieces: Sequence[Run | Boxed], at: int, box: Boxed) -> list[Run]:
    """The lines from `at` on that are in the margin, as a heading that begins where a box to the right of it does."""
    beside: list[Run] = []
    above = pieces[at - 1] if at else None
    reach = above.bottom + above.size if isinstance(above, Run) and above.x1 <= box.x0 + 1 else 0.0
    for piece in pieces[at:]:
        if not isinstance(piece, Run) or piece.x1 > box.x0 + 1 or piece.top > max(reach, box.top + _SAME_TOP):
            break
        beside.append(Run(piece.words, aside=True))
        reach = piece.bottom + piece.size
    return beside


def _rows(runs: list[Run], page_width: float) -> list[Run]:
    """Top to bottom; what stands on one baseline becomes one run, but for headings in the margin."""
    beside = _side_headings(runs, page_width)
    if beside:
        return _inserted(beside, _rows([run for run in runs if run not in beside], page_width))
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.baseline, run.x0)):
        if rows and _on_row(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [merged(row) if len(row) > 1 else row[0] for row in rows]


def _on_row(row: list[Run], run: Run) -> bool:
    first = max(row, key=lambda part: part.size)
    reach = _SAME_ROW * max(min(first.size, run.size), 4.0)
    if abs(first.baseline - run.baseline) > reach:
        return False
    return all(run.x0 >= part.x1 - part.size or run.x1 <= part.x0 + part.size for part in row)


def _side_headings(runs: list[Run], page_width: float) -> list[Run]:
    """Runs of words in a left margin beside the body, set in another style than the body.

    The body begins at an edge; what ends before it is sparse and looks different. What crosses the edge (a title, a
    running head) divides the page, and each part is looked at by itself.
    """
    if len(runs) < 2 * _COLUMN_LINES:
        return []
    low, high = _SIDE_MARGIN * page_width, _SIDE_MARGIN_MOST * page_width
    best: list[Run] = []
    for edge in {round(run.x0) for run in runs if low <= run.x0 <= high}:
        beside = [run for part in _between_crossings(runs, edge) for run in _beside_body(part, edge)]
        if len(beside) > len(best):
            best = beside
    return best


def _between_crossings(runs: list[Run], edge: float) -> list[list[Run]]:
    """The runs of a page in parts, divided where a run crosses an edge."""
    crossing = sorted(run.baseline for run in runs if run.x0 < edge - 1 and run.x1 >= edge - 1)
    parts: list[list[Run]] = [[] for _ in range(len(crossing) + 1)]
    for run in runs:
        if run.x1 < edge - 1 or run.x0 >= edge - 1:
            parts[bisect(crossing, run.baseline)].append(run)
    return parts


def _beside_body(runs: list[Run], edge: float) -> list[Run]:
    left = [run for run in runs if run.x1 < edge - 1]
    right = [run for run in runs if run.x0 >= edge - 1]
    if not left or len(right) < _COLUMN_LINES or len(left) > len(right):
        return []
    if len(left) > _SPARSE * len(right) and not _begin_beside(left, right):
        return []
    body = Counter(run.main.style for run in right).most_common(1)[0][0]
    differs = all(run.main.style != body for run in left)
    groups = _groups(left)
    return left if differs and 2 * sum(map(_is_lettered, groups)) > len(groups) else []


def _begin_beside(left: list[Run], right: list[Run]) -> bool:
    """Whether each group of lines begins level with a line of the body: long headings of short stretches of text.

    Labels of the fields of a form do so too, and end in colons.
    """
    if 2 * sum(run.words[-1].text.endswith(":") for run in left) >= len(left):
        return False
    tops = [run.top for run in right]
    return all(any(abs(group[0].top - top) <= _SAME_TOP for top in tops) for group in _groups(left))


def _is_lettered(group: list[Run]) -> bool:
    """Whether the lines of a heading have a word; its number may stand on a line of its own."""
    return any(sum(char.isalpha() for char in word.text) >= 3 for run in group for word in run.words)


def _groups(beside: list[Run]) -> list[list[Run]]:
    """Runs in a margin, those of one heading together, from top to bottom."""
    groups: list[list[Run]] = []
    for run in sorted(beside, key=lambda run: run.baseline):
        if groups and run.top - groups[-1][-1].bottom < run.size:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _inserted(beside: list[Run], rows: list[Run]) -> list[Run]:
    """Margin headings, each group of lines put before the body line that begins beside it."""
    ordered = list(rows)
    for group in reversed(_groups(beside)):
        top = group[0].top
        at = next((index for index, row in enumerate(ordered) if row.bottom > top + 1), len(ordered))
        ordered[at:at] = [Run(run.words, aside=True) for run in group]
    return ordered
