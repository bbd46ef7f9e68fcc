"""Tables without rules or shading: columns that agree over many lines, and rows that begin together.

Much looks like columns and is none: two columns of text, contents pages, numbered lists, headings in a margin,
signatures, addresses. So a stretch of lines divided by the same gutters is a table only if its rows begin together,
its cells are short, and either its heads look like heads or its rows are many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossreview.parse.aligned_evidence import SAME_EDGE, begin_together, is_table
from crossreview.parse.aligned_rows import (
    NARROWEST_GUTTER,
    PartedLine,
    Rows,
    filled,
    has_columns,
    in_rows,
    lefts_of,
    parted_lines,
)
from crossreview.parse.grids import Grid
from crossreview.parse.gutters import Columns, between, blanks, shared
from crossreview.parse.lines import Run
from crossreview.parse.words import Word

_WIDEST_GAP = 2.6  # of the font size between a row and the next: more is the end of the table
_SUPPORTED = 2  # lines with words on both sides of a gutter: what crosses it then is no part of the table
_BESIDE = 0.5  # of the lines of a table, at most, have a heading in the margin beside them
_CLOSE = 0.3  # of the font size: between lines of one head
_LARGER = 1.1  # times the font size
_LINES_ABOVE = 4  # of a running head, at most
_FOOT = 0.88  # of the height of the page: what stands lower may be its foot


def find_aligned_grids(runs: Sequence[Run], page_height: float, above: Columns | None = None) -> list[Grid]:
    """The tables in the free text of a page, from top to bottom; `above` are the columns that the page before ends in.

    Where the page goes on in those columns, it needs no further evidence. Nor does a table that the page end cuts off
    need as many rows.
    """
    if above is None and not has_columns(runs):
        return []
    lines = parted_lines(runs)
    continued = _continued(lines, above) if above is not None else None
    grids = [continued] if continued is not None else []
    at = _line_below(continued, lines) if continued is not None else 0
    while at < len(lines):
        grid = _grid(lines, at, _FOOT * page_height) if lines[at].is_parted else None
        if grid is not None:
            grids.append(grid)
        at = _line_below(grid, lines) if grid is not None else at + 1
    return grids


def _line_below(grid: Grid, lines: Sequence[PartedLine]) -> int:
    """The index of the first line below a grid."""
    return next((index for index, line in enumerate(lines) if line.top >= grid.box[3] - 1), len(lines))


def _continued(lines: Sequence[PartedLine], above: Columns) -> Grid | None:
    """The grid of the lines at the top of a page that stand in the columns of the table that ends the page before."""
    for start in range(min(_LINES_ABOVE, len(lines))):
        if not _begins_in(lines[start], above):
            continue
        taken: list[PartedLine] = []
        for line in lines[start:]:
            if (taken and line.top - taken[-1].bottom > _WIDEST_GAP * line.size) or not _stays_in(line, above):
                break
            taken.append(line)
        rows = in_rows(taken, above.lefts)
        if rows is not None and begin_together(rows) and _goes_on(rows):
            return _grid_of(rows, above.right)
    return None


def _goes_on(rows: Rows) -> bool:
    """Whether rows fill two columns, or are the rest of one cell: a running head might stand in a column by chance."""
    columns = {at for row in rows.all for at in filled(row, rows.lefts)}
    return len(columns) > 1 or rows.all[0][0].words[0].text[:1].islower()


def _begins_in(line: PartedLine, columns: Columns) -> bool:
    """Whether all cells of a line begin where columns do; one that has words in the first column only may be a head."""
    cells = line.by_column(columns.lefts)
    level = all(abs(words[0].x0 - columns.lefts[at]) <= SAME_EDGE for at, words in cells.items())
    return level and set(cells) != {0} and _stays_in(line, columns)


def _stays_in(line: PartedLine, columns: Columns) -> bool:
    """Whether a line leaves the edges of the columns blank."""
    blank = blanks(line.covered, NARROWEST_GUTTER)
    inside = line.pieces[0].x0 >= columns.lefts[0] - SAME_EDGE
    return inside and all(any(left < edge - 1 < right + 1 for left, right in blank) for edge in columns.lefts[1:])


def _grid(lines: Sequence[PartedLine], start: int, foot: float) -> Grid | None:
    """The grid of the lines from `start` on, if they are a table; the foot of the page begins at `foot`, in points."""
    stretch = _with_heads_above(lines[:start], _stretch(lines, start, foot))
    cut = all(line.top > foot for line in lines if line.top > stretch[-1].top)
    rows = in_rows(stretch, cut=cut)
    if rows is not None and _has_heading_beside(rows):
        rows = in_rows(_from(rows.lefts[1], stretch), cut=cut)
    return _grid_of(rows) if rows is not None and is_table(rows, cut=cut) else None


def _with_heads_above(above: Sequence[PartedLine], stretch: list[PartedLine]) -> list[PartedLine]:
    """Lines with what is right above them, set alike and within their columns: the first lines of some of the heads."""
    for line in reversed(above):
        first = stretch[0]
        close = first.top - line.bottom < _CLOSE * first.size
        alike = line.bold == first.bold and line.colors == first.colors
        if not (close and alike) or len(lefts_of([line, *stretch])) < len(lefts_of(stretch)):
            break
        stretch = [line, *stretch]
    return stretch


def _has_heading_beside(rows: Rows) -> bool:
    """Whether the first column is a heading in the margin: words beside the top lines, set like nothing else."""
    lines = [line.by_column(rows.lefts) for row in rows.all for line in row]
    beside = [0 in cells for cells in lines]
    if len(rows.lefts) < 3 or not beside[0] or sum(beside) > _BESIDE * len(lines):
        return False
    margin = {_look(word) for cells in lines for word in cells.get(0, ())}
    return not margin & {_look(word) for cells in lines for at, words in cells.items() if at for word in words}


def _look(word: Word) -> tuple[str, float, int]:
    return (word.style.font, word.style.size, word.style.color)


def _from(left: float, lines: Sequence[PartedLine]) -> list[PartedLine]:
    """What stands to the right of an edge."""
    inside = (tuple(piece for piece in line.pieces if piece.x0 >= left - 1) for line in lines)
    return [PartedLine(pieces) for pieces in inside if pieces]


@dataclass
class _Gutter:
    """A gutter while lines are gathered, and in how many of them words stand on both sides."""

    left: float
    right: float
    support: int


def _stretch(lines: Sequence[PartedLine], start: int, foot: float) -> list[PartedLine]:
    """The lines from `start` on that leave the same gutters blank."""
    taken = [lines[start]]
    gutters = [_Gutter(left, right, 1) for left, right in between(lines[start].blanks)]
    bottom = lines[start].bottom
    for line in lines[start + 1 :]:
        far = line.top - bottom > _WIDEST_GAP * line.size
        if far or _is_larger(line, taken) or (line.top > foot and not _is_level(line, taken)):
            break
        narrowed = _narrowed(gutters, line)
        if not narrowed:
            break
        gutters = narrowed
        taken.append(line)
        bottom = max(bottom, line.bottom)
    return taken


def _is_larger(line: PartedLine, taken: Sequence[PartedLine]) -> bool:
    """Whether a line is set larger than all above: a heading."""
    return line.size > _LARGER * max(above.size for above in taken)


def _is_level(line: PartedLine, taken: Sequence[PartedLine]) -> bool:
    """Whether all pieces of a line begin where pieces above do."""
    places = [piece.x0 for above in taken for piece in above.pieces]
    return all(any(abs(piece.x0 - place) <= SAME_EDGE for place in places) for piece in line.pieces)


def _narrowed(gutters: list[_Gutter], line: PartedLine) -> list[_Gutter]:
    """What a line leaves blank of some gutters; nothing if it crosses one that lines before have respected."""
    narrowed: list[_Gutter] = []
    for gutter in gutters:
        parts = shared([(gutter.left, gutter.right)], line.blanks, NARROWEST_GUTTER)
        if not parts and gutter.support >= _SUPPORTED:
            return []
        narrowed.extend(_Gutter(a, b, gutter.support + (line.pieces[0].x0 < a and line.right > b)) for a, b in parts)
    return narrowed


def _grid_of(rows: Rows, right: float = 0.0) -> Grid:
    """Cells around the words of a table that reaches to `right` at least: they touch half-way between rows."""
    right = max(right, *(line.right + 1 for row in rows.all for line in row))
    tops = [min(line.top for line in row) for row in rows.all]
    bottoms = [max(line.bottom for line in row) for row in rows.all]
    edges = [tops[0] - 1, *((b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)), bottoms[-1] + 1]
    columns = list(pairwise([*(left - 1 for left in rows.lefts), right]))
    return Grid(tuple(tuple((a, top, b, bottom) for a, b in columns) for top, bottom in pairwise(edges)))
