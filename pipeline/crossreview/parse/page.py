"""One page read: its lines in reading order, its tables, and what was left out.

The page is cut into regions, the free text and each cell or box drawn on it, so that no line runs from one into
another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from crossreview.parse.aligned import find_aligned_grids
from crossreview.parse.cells import Element, PageTable, by_cell, elements_of, grid_texts
from crossreview.parse.grids import Grid, area, find_grids
from crossreview.parse.gutters import Columns
from crossreview.parse.lines import Line, runs_of
from crossreview.parse.ocr import recognise
from crossreview.parse.open_grids import find_open_grids, outside
from crossreview.parse.order import with_boxes
from crossreview.parse.shapes import Drawing, Shape, read_drawing
from crossreview.parse.sight import PageWords, read_words
from crossreview.parse.tesseract import Recogniser
from crossreview.parse.words import Word

_WHOLE_PAGE = 0.8  # of width and height: a frame as large as the page separates nothing
_PICTURED = 0.3  # of the page: a page without text that shows a larger picture is a scan, not a blank or a logo
_MARKED = 2.0  # of the font size: an area behind words of one line is no higher
_FILLED = 0.8  # of the page: a page with nothing but a head and foot that shows a larger picture is a scan
_EDGE = 0.08  # of the height of the page: where a program prints heads and feet onto scans
_FOOT = 0.88  # of the height of the page: lines lower down may be its foot
_HALF = 0.5  # of the height of the page: a table that ends further up goes on nowhere
_DRAWN_SHAPES = 300  # shapes on a page without text: letters drawn as outlines


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

    @property
    def lines(self) -> Iterator[Line]:
        """All lines, those in tables included."""
        for element in self.elements:
            if isinstance(element, Line):
                yield element
            else:
                yield from (line for row in element.rows for cell in row for line in cell)


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
    filled = any(area(box) > _FILLED * words.width * words.height for box in drawing.pictures)
    edge = _EDGE * words.height
    return (
        filled
        and not words.ocr_layer
        and all(word.bottom < edge or word.top > words.height - edge for word in words.words)
    )


def _is_pictured(drawing: Drawing, words: PageWords) -> bool:
    """Whether a page shows a picture or a drawing large enough to hold text."""
    pictured = sum(area(box) for box in drawing.pictures)
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


def _elements(words: PageWords, shapes: tuple[Shape, ...], above: Columns | None) -> list[Element]:
    grids = [grid for grid in find_grids(shapes) if not (_frames_page(grid, words) or _marks_words(grid, words))]
    ruled = [grid for grid in grids if len(grid.columns.lefts) > 1 and len(grid.rows) > 1 and not grid.is_patchy]
    between_rules = outside(find_open_grids(shapes, words.words, words.height), ruled)
    grids = [*outside(grids, between_rules, or_around=True), *between_rules]
    free, inside = by_cell(words.words, grids)
    runs = runs_of(free)
    aligned = find_aligned_grids(runs, words.height, above)
    for box in (grid.box for grid in grids if len(grid.cells) == 1):
        aligned += find_aligned_grids(runs_of(inside.get(box, ())), words.height)
    if aligned:
        grids = [*outside(grids, aligned, or_around=True), *aligned]
        free, inside = by_cell(words.words, grids)
        runs = runs_of(free)
    pieces = with_boxes(runs, grid_texts(grids, inside, words.width), words.width)
    return list(elements_of(pieces, words, above))


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
