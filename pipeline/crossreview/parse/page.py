"""One page read: its lines in reading order, its tables, and what was left out.

The page is cut into regions, the free text and each cell or box drawn on it, so that no line runs from one into
another. A grid with data in rows and columns becomes a table; every other grid (a box around text, a form that frames
the whole report, a heading with its grade beside it) is layout, and its cells are read one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import pypdfium2 as pdfium

from crossreview.parse.aligned import find_aligned_grids
from crossreview.parse.grids import Grid, cell_holding, find_grids
from crossreview.parse.gutters import Columns
from crossreview.parse.labels import find_label
from crossreview.parse.lines import Line, Run, joined_text, line_of, merged, runs_of
from crossreview.parse.ocr import recognise
from crossreview.parse.open_grids import find_open_grids, outside
from crossreview.parse.order import in_reading_order, with_boxes
from crossreview.parse.shapes import Drawing, Shape, read_drawing
from crossreview.parse.sight import PageWords, read_words
from crossreview.parse.tesseract import Recogniser
from crossreview.parse.words import Word
from crossreview.records import Box

_WHOLE_PAGE = 0.8  # of width and height: a frame as large as the page separates nothing
_PICTURED = 0.3  # of the page: a page without text that shows a larger picture is a scan, not a blank or a logo
_MARKED = 2.0  # of the font size: an area behind words of one line is no higher
_FILLED = 0.8  # of the page: a page with nothing but a head and foot that shows a larger picture is a scan
_EDGE = 0.08  # of the height of the page: where a program prints heads and feet onto scans
_FOOT = 0.88  # of the height of the page: lines lower down may be its foot
_HALF = 0.5  # of the height of the page: a table that ends further up goes on nowhere
_DRAWN_SHAPES = 300  # shapes on a page without text: letters drawn as outlines
_LONG_CELL = 130  # words: longer cells are running text in a form, not data (recommendations in tables have up to 90)
_FORM_LABELS = (14.0, 0.2)  # points, and of the page: a column of numbers in a form is wider, and narrower
_FORM_TEXT = 0.5  # of the page: the column of text beside it is wider
_LABEL_LENGTH = 6  # characters of a number in a cell of its own: "10.", "R12"

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
class Page:
    """A page in reading order; sizes in points, as shown once it is turned by `turn` degrees clockwise.

    `trouble` says of a page that could not be read, and is no scan, what is wrong with it ("damaged").
    `ocr_layer` tells that its text comes from character recognition. Where that was done here, `confidence` is the mean
    of the program's in the characters, from 0 to 1; None where it was done before, or the text was never a picture.
    """

    number: int
    width: float
    height: float
    elements: tuple[Element, ...]
    turn: int
    hidden_characters: int
    sideways_characters: int
    ocr_layer: bool
    looks_scanned: bool
    confidence: float | None = None
    trouble: str | None = None


def unread_page(number: int, trouble: str) -> Page:
    """A page of which nothing is known but why it could not be read."""
    return Page(number, 0.0, 0.0, (), 0, 0, 0, ocr_layer=False, looks_scanned=False, trouble=trouble)


def read_page(
    page: pdfium.PdfPage, number: int, recogniser: Recogniser | None = None, above: Columns | None = None
) -> Page:
    """Read one page of an open PDF; `number` counts from 1. A scan without text is read with `recogniser`, if given.

    `above` are the columns of a table at the end of the page before, which may go on. Raises PageOverfull.
    """
    drawing = read_drawing(page)
    words = read_words(page, number, drawing)
    if words.turn:
        drawing = read_drawing(page, words.turn)
        words = read_words(page, number, drawing, words.turn)
    looks_scanned = _looks_scanned(drawing, words)
    read = recognise(page, number, recogniser) if looks_scanned and recogniser is not None else None
    if read is not None:
        seen = replace(
            read.words, hidden_characters=words.hidden_characters, sideways_characters=words.sideways_characters
        )
        # What is drawn on such a page is its letters, not rulings.
        return _page(seen, _elements(seen, (), above), looks_scanned=False, confidence=read.confidence)
    return _page(words, _elements(words, drawing.shapes, above), looks_scanned=looks_scanned, confidence=None)


def _page(words: PageWords, elements: list[Element], *, looks_scanned: bool, confidence: float | None) -> Page:
    return Page(
        number=words.number,
        width=words.width,
        height=words.height,
        elements=tuple(elements),
        turn=words.turn,
        hidden_characters=words.hidden_characters,
        sideways_characters=words.sideways_characters,
        ocr_layer=words.ocr_layer,
        looks_scanned=looks_scanned,
        confidence=confidence,
    )


def _looks_scanned(drawing: Drawing, words: PageWords) -> bool:
    """Whether a page shows text that it does not have: it has none, or at most a head or foot printed onto a scan."""
    if not words.words:
        return _is_pictured(drawing, words)
    filled = any(_area(box) > _FILLED * words.width * words.height for box in drawing.pictures)
    edge = _EDGE * words.height
    return (
        filled
        and not words.ocr_layer
        and all(word.bottom < edge or word.top > words.height - edge for word in words.words)
    )


def _is_pictured(drawing: Drawing, words: PageWords) -> bool:
    """Whether a page shows a picture or a drawing large enough to hold text."""
    pictured = sum(_area(box) for box in drawing.pictures)
    return pictured > _PICTURED * words.width * words.height or len(drawing.shapes) > _DRAWN_SHAPES


def columns_at_end(page: Page) -> Columns | None:
    """The columns of the table with which a page ends, but for its foot; None if it ends otherwise."""
    tables = [element for element in page.elements if isinstance(element, PageTable)]
    if not tables:
        return None
    last = max(tables, key=lambda table: table.box[3])
    if last.box[3] < _HALF * page.height:
        return None
    below = (element for element in page.elements if isinstance(element, Line) and element.top > last.box[3] - 1)
    return last.columns if all(line.top > _FOOT * page.height for line in below) else None


_Rows: TypeAlias = list[list[list[Run]]]


@dataclass(frozen=True)
class _GridText:
    """A grid with the runs in its cells, read as a whole among the free text of its page."""

    box: Box
    columns: Columns
    rows: _Rows

    def frames_text(self, page_width: float) -> bool:
        """Whether it is a form around running text: a narrow column of numbers or nothing, and a wide one of text."""
        if len(self.columns.lefts) != 2:
            return False
        left, middle = self.columns.lefts
        narrow = _FORM_LABELS[0] < middle - left < _FORM_LABELS[1] * page_width
        wide = narrow and self.columns.right - middle > _FORM_TEXT * page_width
        return wide and all(_is_label(run) for row in self.rows if len(row) == 2 for run in row[0])

    @property
    def x0(self) -> float:
        return self.box[0]

    @property
    def x1(self) -> float:
        return self.box[2]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def bottom(self) -> float:
        return self.box[3]

    @property
    def line_count(self) -> int:
        return max(sum(len(row[column]) for row in self.rows) for column in range(len(self.rows[0])))

    @property
    def number(self) -> int | None:
        first = next(run for row in self.rows for cell in row for run in cell)
        label = find_label(joined_text(first.words))
        return int(label.number or 0) if label is not None and label.kind == "number" else None


def _elements(words: PageWords, shapes: tuple[Shape, ...], above: Columns | None) -> list[Element]:
    grids = [grid for grid in find_grids(shapes) if not (_frames_page(grid, words) or _marks_words(grid, words))]
    ruled = [grid for grid in grids if len(grid.columns.lefts) > 1 and len(grid.rows) > 1]
    between_rules = outside(find_open_grids(shapes, words.words, words.height), ruled)
    grids = [*outside(grids, between_rules), *between_rules]
    free, inside = _by_cell(words.words, grids)
    aligned = find_aligned_grids(runs_of(free), words.height, above)
    if aligned:
        grids = [*outside(grids, aligned), *aligned]
        free, inside = _by_cell(words.words, grids)
    texts: list[_GridText] = []
    for grid in grids:
        rows = [[_cell_runs(inside.get(cell, ()), words) if cell else [] for cell in row] for row in grid.rows]
        rows = [row for row in rows if any(row)]
        if rows:
            texts.append(_GridText(grid.box, grid.columns, rows))
    elements: list[Element] = []
    region = 0
    for piece in with_boxes(runs_of(free), texts, words.width):
        if isinstance(piece, Run):
            elements.append(line_of(piece, words.number, 0))
        else:
            elements.extend(_grid_elements(piece, words.number, words.width, region + 1))
            region += sum(len(row) for row in piece.rows)
    return elements


def _frames_page(grid: Grid, words: PageWords) -> bool:
    left, top, right, bottom = grid.box
    alone = len(grid.cells) == 1
    return alone and right - left > _WHOLE_PAGE * words.width and bottom - top > _WHOLE_PAGE * words.height


def _marks_words(grid: Grid, words: PageWords) -> bool:
    """Whether a grid is an area behind a few words of a line, which goes on right beside it."""
    left, top, right, bottom = grid.box
    level = [word for word in words.words if top < word.baseline < bottom]
    inside = [word for word in level if left < (word.x0 + word.x1) / 2 < right]
    if not inside or len(grid.rows) > 1 or bottom - top > _MARKED * max(word.style.size for word in inside):
        return False
    beside = [word for word in level if word not in inside]
    return any(_is_next(word, other) or _is_next(other, word) for word in inside for other in beside)


def _is_next(word: Word, following: Word) -> bool:
    return word.baseline == following.baseline and 0 < following.x0 - word.x1 < word.style.size


def _by_cell(words: Iterable[Word], grids: list[Grid]) -> tuple[list[Word], dict[Box, list[Word]]]:
    """Words outside all cells, and those in each; of nested cells the smallest counts."""
    cells = sorted((cell for grid in grids for cell in grid.cells), key=_area)
    free: list[Word] = []
    inside: dict[Box, list[Word]] = {}
    for word in words:
        cell = cell_holding((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, cells) if cells else None
        if cell is None:
            free.append(word)
        else:
            inside.setdefault(cell, []).append(word)
    return free, inside


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _cell_runs(words: Iterable[Word], page: PageWords) -> list[Run]:
    return in_reading_order(runs_of(words), page.width)


def _grid_elements(grid: _GridText, page: int, page_width: float, region: int) -> tuple[Element, ...]:
    data = is_data(grid.rows)
    rows = grid.rows if data else [_layout_row(row) for row in grid.rows]
    if not data and grid.frames_text(page_width):
        return tuple(line_of(run, page, 0) for row in rows for cell in row for run in cell)
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        cells.append(tuple(tuple(line_of(run, page, region + index) for run in cell) for index, cell in enumerate(row)))
        region += len(row)
    if data:
        return (PageTable(page, grid.box, grid.columns, tuple(cells)),)
    return tuple(line for row in cells for cell in row for line in cell)


def is_data(rows: _Rows) -> bool:
    """Whether rows of cells hold data: two rows and two columns with words, no running text, no mere numbering."""
    columns = {index for row in rows for index, cell in enumerate(row) if cell}
    shared = sum(sum(1 for cell in row if cell) >= 2 for row in rows)
    longest = max(sum(len(run.words) for run in cell) for row in rows for cell in row)
    return len(columns) >= 2 and shared >= 2 and longest <= _LONG_CELL and not _is_numbered_form(rows, columns)


def _is_numbered_form(rows: _Rows, columns: set[int]) -> bool:
    """Whether there are two columns, of which the left one holds nothing but numbers: a numbered list in a frame."""
    if len(columns) != 2:
        return False
    labels = [run for row in rows for run in row[min(columns)]]
    return bool(labels) and all(_is_label(run) and not run.words[0].text.isalpha() for run in labels)


def _is_label(run: Run) -> bool:
    return sum(len(word.text) for word in run.words) <= _LABEL_LENGTH


def _layout_row(row: list[list[Run]]) -> list[list[Run]]:
    """The cells of a row of a form, numbers in a cell of their own joined to the lines beside them."""
    cells = [cell for cell in row if cell]
    if len(cells) < 2 or not all(_is_label(run) for run in cells[0]):
        return cells
    beside = list(cells[1])
    for label in cells[0]:
        nearest = min(range(len(beside)), key=lambda index: abs(beside[index].baseline - label.baseline))
        beside[nearest] = merged([label, beside[nearest]])
    return [beside, *cells[2:]]
