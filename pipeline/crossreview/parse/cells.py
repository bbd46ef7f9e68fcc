"""What stands in the cells of grids: tables of data, and layout, whose cells are read one after the other.

A grid with data in rows and columns becomes a table; every other grid (a box around text, a form that frames the whole
report, a heading with its grade beside it) is layout. A table drawn inside a cell is read where it stands there.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from crossreview.parse.grids import Grid, area, cell_holding
from crossreview.parse.gutters import Columns
from crossreview.parse.labels import find_label
from crossreview.parse.lines import Line, Run, joined_text, line_of, merged, runs_of
from crossreview.parse.order import in_reading_order, with_boxes
from crossreview.parse.sight import PageWords
from crossreview.parse.words import Word
from crossreview.records import Box

_LONG_CELL = 130  # words: longer cells are running text in a form, not data (recommendations in tables have up to 90)
_FORM_LABELS = (14.0, 0.2)  # points, and of the page: a column of numbers in a form is wider, and narrower
_FORM_TEXT = 0.5  # of the page: the column of text beside it is wider
_LABEL_LENGTH = 6  # characters
_LONG_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){3,}\.?")
_GAP = 14.0  # points: a last column as narrow as this, and empty, is none
_SAME_EDGE = 3.0  # points between edges of the columns of a table on two pages
_TOP = 0.2  # of the height of the page: where a table begins that goes on from the page before
_NESTED = 2.0  # points by which a table may stand out of the cell that it is drawn in

Cell: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True)
class PageTable:
    """A table on one page: rows of cells, each with its lines in reading order."""

    page: int
    box: Box
    columns: Columns
    rows: tuple[tuple[Cell, ...], ...]


Element: TypeAlias = Line | PageTable


@dataclass(frozen=True)
class GridText:
    """A grid with what stands in its cells, read as a whole among the free text of its page."""

    box: Box
    columns: Columns
    rows: Rows

    @property
    def x0(self) -> float:
        """In points."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """In points."""
        return self.box[2]

    @property
    def top(self) -> float:
        """In points."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """In points."""
        return self.box[3]

    @property
    def line_count(self) -> int:
        """The lines of its fullest column."""
        return max(sum(map(_lines_in, (row[at] for row in self.rows))) for at in range(len(self.rows[0])))

    @property
    def number(self) -> int | None:
        """The number that begins its text."""
        first = next(piece for row in self.rows for cell in row for piece in cell)
        if isinstance(first, GridText):
            return None
        label = find_label(joined_text(first.words))
        return int(label.number or 0) if label is not None and label.kind == "number" else None

    def frames_text(self, page_width: float) -> bool:
        """Whether it is a form around running text: a narrow column of numbers or nothing, and a wide one of text."""
        if len(self.columns.lefts) != 2:
            return False
        left, middle = self.columns.lefts
        narrow = _FORM_LABELS[0] < middle - left < _FORM_LABELS[1] * page_width
        wide = narrow and self.columns.right - middle > _FORM_TEXT * page_width
        return wide and all(_is_label(piece) for row in self.rows if len(row) == 2 for piece in row[0])


Piece: TypeAlias = Run | GridText
Rows: TypeAlias = list[list[list[Piece]]]


def by_cell(words: Iterable[Word], grids: Iterable[Grid]) -> tuple[list[Word], dict[Box, list[Word]]]:
    """Words outside all cells, and those in each; of nested cells the smallest counts."""
    cells = sorted((cell for grid in grids for cell in grid.cells), key=area)
    free: list[Word] = []
    inside: dict[Box, list[Word]] = {}
    for word in words:
        cell = cell_holding((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, cells) if cells else None
        if cell is None:
            free.append(word)
        else:
            inside.setdefault(cell, []).append(word)
    return free, inside


def grid_texts(grids: Sequence[Grid], inside: dict[Box, list[Word]], page_width: float) -> list[GridText]:
    """The grids that hold words, with what stands in their cells; those drawn inside a cell of another are there."""
    cells = sorted((cell for grid in grids for cell in grid.cells), key=area)
    around = {id(grid): cell for grid in grids if (cell := _cell_around(grid, cells)) is not None}
    texts: list[GridText] = []
    nested: dict[Box, list[GridText]] = {}
    for grid in sorted(grids, key=lambda grid: area(grid.box)):
        rows = [
            [_in_order(inside.get(cell, ()), nested.get(cell, []), page_width) if cell else [] for cell in row]
            for row in grid.rows
        ]
        if any(map(any, rows)):
            cell = around.get(id(grid))
            text = _without_gap(_without_indents(grid, rows))
            (texts if cell is None else nested.setdefault(cell, [])).append(text)
    return sorted(texts, key=lambda text: text.top)


def _without_indents(grid: Grid, rows: Rows) -> GridText:
    """A grid without columns that only indent: all that begins in them goes on over the next one.

    Rows without words are left out.
    """
    columns = range(len(grid.columns.lefts))
    begun = {at: [cells[at + 1 :] for cells, row in zip(grid.rows, rows, strict=True) if row[at]] for at in columns}
    indents = {at for at in columns[:-1] if begun[at] and not any(after[0] for after in begun[at])}
    if len(columns) - len(indents) < 2:
        indents = set()
    kept = [at for at in columns if at - 1 not in indents]
    joined = [[row[at] or (row[at + 1] if at in indents else []) for at in kept] for row in rows if any(row)]
    return GridText(grid.box, Columns(tuple(grid.columns.lefts[at] for at in kept), grid.columns.right), joined)


def _without_gap(grid: GridText) -> GridText:
    """A grid without the blank between it and the frame that it is drawn in, where both are cut by the page end."""
    lefts = grid.columns.lefts
    if len(lefts) < 3 or grid.x1 - lefts[-1] > _GAP or any(row[-1] for row in grid.rows):
        return grid
    box = (grid.x0, grid.top, lefts[-1], grid.bottom)
    return GridText(box, Columns(lefts[:-1], lefts[-1]), [row[:-1] for row in grid.rows])


def _cell_around(grid: Grid, cells: Sequence[Box]) -> Box | None:
    """The first of the cells, sorted by their area, that a grid is drawn in; none of its own is larger than itself."""
    left, top, right, bottom = grid.box
    larger = bisect(cells, area(grid.box), key=area)
    around = (
        cell
        for cell in cells[larger:]
        if cell[0] - _NESTED <= left and right <= cell[2] + _NESTED
        if cell[1] - _NESTED <= top and bottom <= cell[3] + _NESTED
    )
    return next(around, None)


def _in_order(words: Iterable[Word], nested: list[GridText], page_width: float) -> list[Piece]:
    runs = runs_of(words)
    return with_boxes(runs, nested, page_width) if nested else [*in_reading_order(runs, page_width)]


def elements_of(pieces: Iterable[Piece], page: PageWords, above: Columns | None) -> Iterator[Element]:
    """Lines and tables of a page, of pieces in reading order; each cell and box is a region of its own.

    `above` are the columns of a table at the end of the page before: what goes on in them is a table, however short.
    """
    regions = count(1)
    for piece in pieces:
        yield from _elements(piece, page, above, 0, regions)


def _elements(
    piece: Piece, page: PageWords, above: Columns | None, region: int, regions: Iterator[int]
) -> Iterator[Element]:
    if isinstance(piece, Run):
        yield line_of(piece, page.number, region)
    elif is_data(piece.rows) or (above is not None and _goes_on(piece, above, page.height)):
        rows = tuple(tuple(tuple(_lines(cell, page.number, next(regions))) for cell in row) for row in piece.rows)
        yield PageTable(page.number, piece.box, piece.columns, rows)
    else:
        framed = piece.frames_text(page.width)
        for row in piece.rows:
            for cell in _layout_row(row):
                own = 0 if framed else next(regions)
                for part in cell:
                    yield from _elements(part, page, above, own, regions)


def _goes_on(grid: GridText, above: Columns, page_height: float) -> bool:
    """Whether a grid at the top of a page has the very columns of a table on the page before."""
    edges = zip((*grid.columns.lefts, grid.columns.right), (*above.lefts, above.right), strict=False)
    same = len(grid.columns.lefts) == len(above.lefts) > 1 and all(abs(a - b) < _SAME_EDGE for a, b in edges)
    return same and grid.top < _TOP * page_height


def _lines(cell: Iterable[Piece], page: int, region: int) -> Iterator[Line]:
    return (line_of(run, page, region) for run in _runs(cell))


def _runs(cell: Iterable[Piece]) -> Iterator[Run]:
    """The runs of a cell, those of boxes drawn in it included."""
    for piece in cell:
        if isinstance(piece, Run):
            yield piece
        else:
            yield from (run for row in piece.rows for inner in row for run in _runs(inner))


def _lines_in(cell: Iterable[Piece]) -> int:
    return sum(1 if isinstance(piece, Run) else piece.line_count for piece in cell)


def is_data(rows: Rows) -> bool:
    """Whether rows of cells hold data: two in two columns, no running text, no tables, no mere numbering."""
    cells = [cell for row in rows for cell in row]
    if any(isinstance(piece, GridText) and is_data(piece.rows) for cell in cells for piece in cell):
        return False
    shared = [row for row in rows if sum(1 for cell in row if cell) >= 2]
    longest = max(sum(len(run.words) for run in _runs(cell)) for cell in cells)
    if longest > _LONG_CELL:
        return False
    return (len(shared) >= 2 and not _is_numbered_form(shared)) or _is_list_with_head(rows)


def _is_list_with_head(rows: Rows) -> bool:
    """Whether there is one column, with a bold line as its head and two rows or more below it that have no other."""
    if len(rows) < 3 or any(len(row) > 1 for row in rows):
        return False
    bold = [all(word.style.bold for run in _runs(row[0]) for word in run.words) for row in rows]
    return bold[0] and not any(bold[1:]) and sum(1 for _ in _runs(rows[0][0])) == 1


def _is_numbered_form(rows: Rows) -> bool:
    """Whether there are two columns, of which the left one holds nothing but numbers: a numbered list in a frame."""
    columns = {at for row in rows for at, cell in enumerate(row) if cell}
    if len(columns) != 2:
        return False
    labels = [run for row in rows for run in _runs(row[min(columns)])]
    return bool(labels) and all(_is_label(run) and not run.words[0].text.isalpha() for run in labels)


def _is_label(piece: Piece) -> bool:
    """Whether a run is as short as a number in a cell of its own, or is a long number: "10.", "R12", "4.2.1.12"."""
    if isinstance(piece, GridText):
        return False
    text = "".join(word.text for word in piece.words)
    return len(text) <= _LABEL_LENGTH or _LONG_NUMBER.fullmatch(text) is not None


def _layout_row(row: list[list[Piece]]) -> list[list[Piece]]:
    """The cells of a row of a form, numbers in a cell of their own joined to the lines beside them."""
    cells = [cell for cell in row if cell]
    if len(cells) < 2 or not all(_is_label(piece) for piece in cells[0]):
        return cells
    beside = list(cells[1])
    for label in _runs(cells[0]):
        lines = [(at, run) for at, run in enumerate(beside) if isinstance(run, Run)]
        if not lines:
            return cells
        at, nearest = min(lines, key=lambda line: abs(line[1].baseline - label.baseline))
        beside[at] = merged([label, nearest])
    return [beside, *cells[2:]]
