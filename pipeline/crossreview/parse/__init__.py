"""From PDF bytes to blocks: words, lines in reading order, furniture apart, tables apart, paragraphs joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean

from pypdfium2 import PdfDocument, PdfiumError

from crossreview.errors import NoTextLayer, UnreadableDocument
from crossreview.parse import limits
from crossreview.parse.blocks import Typography, read_blocks
from crossreview.parse.furniture import without_furniture
from crossreview.parse.gutters import Columns
from crossreview.parse.hyphens import Hyphens
from crossreview.parse.lines import Line
from crossreview.parse.page import Page, columns_at_end, read_page, unread_page
from crossreview.parse.pdfium import count_pages, open_page, open_pdf
from crossreview.parse.sequence import pages_out_of_order
from crossreview.parse.tesseract import INSTALL, Recogniser, find_recogniser
from crossreview.parse.text import PlacedText, TextBlock, TextCell, TextTable, place
from crossreview.records import Furniture

__all__ = [
    "Page",
    "ParsedDocument",
    "PlacedText",
    "Recogniser",
    "TextBlock",
    "TextCell",
    "TextTable",
    "Typography",
    "count_pages",
    "find_recogniser",
    "parse",
]


@dataclass(frozen=True)
class ParsedDocument:
    """A PDF read: its text in blocks, and what was left out or could not be read. Pages count from 1.

    `pages` are as read, with the lines that were then taken out as furniture (`furniture_lines`). The lines of
    `pages_out_of_order` do not follow one another as those of a text do.
    """

    pages: tuple[Page, ...]
    page_sizes: tuple[tuple[float, float], ...]
    page_turns: tuple[int, ...]
    placed: PlacedText
    typography: Typography
    outline: tuple[tuple[int, str], ...]
    furniture: tuple[Furniture, ...]
    furniture_lines: tuple[Line, ...]
    hidden_characters: int
    sideways_characters: int
    pages_ocr: tuple[int, ...]
    pages_unreadable: tuple[int, ...]
    pages_out_of_order: tuple[int, ...]

    @property
    def ocr_confidence(self) -> float | None:
        """The mean confidence (0 to 1) over the pages that were read from their pictures; None if none was."""
        confidences = [page.confidence for page in self.pages if page.confidence is not None]
        return round(fmean(confidences), 3) if confidences else None


def parse(path: Path, recogniser: Recogniser | None = None) -> ParsedDocument:
    """Read the PDF at `path` into blocks; pages without a text layer with `recogniser`, if one is given.

    Raises UnreadableDocument, EncryptedDocument or DocumentTooLarge if it cannot be opened, UnreadableDocument if no
    page can be read, NoTextLayer if none has text.
    """
    with open_pdf(path) as document:
        bookmarks = islice(document.get_toc(), limits.BOOKMARKS)
        outline = tuple((entry.level + 1, (entry.get_title() or "").strip()) for entry in bookmarks)
        pages = tuple(_read_pages(document, recogniser))
    if not any(page.elements for page in pages):
        raise _nothing_read(path, pages, recognised=recogniser is not None)
    cleaned = without_furniture(pages)
    blocks, typography = read_blocks(cleaned.pages)
    return ParsedDocument(
        pages=pages,
        page_sizes=tuple((round(page.width, 1), round(page.height, 1)) for page in pages),
        page_turns=tuple(page.turn for page in pages),
        placed=place(blocks, len(pages), Hyphens.learn(line for page in cleaned.pages for line in page.lines)),
        typography=typography,
        outline=outline,
        furniture=cleaned.furniture,
        furniture_lines=_taken_out(pages, cleaned.pages),
        hidden_characters=sum(page.hidden_characters for page in pages),
        sideways_characters=sum(page.sideways_characters for page in pages),
        pages_ocr=tuple(page.number for page in pages if page.ocr_layer and page.elements),
        pages_unreadable=tuple(page.number for page in pages if page.looks_scanned or page.trouble is not None),
        pages_out_of_order=pages_out_of_order(cleaned.pages),
    )


def _nothing_read(path: Path, pages: tuple[Page, ...], *, recognised: bool) -> UnreadableDocument:
    troubled = next((page for page in pages if page.trouble is not None), None)
    if troubled is not None and not any(page.looks_scanned for page in pages):
        return UnreadableDocument(
            f"No page of this PDF could be read (page {troubled.number}: {troubled.trouble}).",
            remedy="Look at it: if its pages can be seen, print them to a new PDF and read that.",
            path=path,
        )
    if recognised:
        return NoTextLayer(
            "No page of this PDF has a text layer, and character recognition found no words on any.",
            remedy="Look at it: pictures, handwriting and very poor copies cannot be read.",
            path=path,
        )
    return NoTextLayer(
        "No page of this PDF has a text layer: it is a scan, a drawing, or an empty form.",
        remedy=f"Read it by character recognition: add --ocr, which needs Tesseract: {INSTALL}.",
        path=path,
    )


def _taken_out(before: tuple[Page, ...], after: tuple[Page, ...]) -> tuple[Line, ...]:
    """The lines that are no longer there after; known by themselves, since two lines can be equal."""
    kept = {id(element) for page in after for element in page.elements}
    elements = (element for page in before for element in page.elements)
    return tuple(element for element in elements if isinstance(element, Line) and id(element) not in kept)


def _read_pages(document: PdfDocument, recogniser: Recogniser | None) -> Iterator[Page]:
    """The pages from first to last; each knows whether a table at the end of the one before may go on."""
    above: Columns | None = None
    for number in range(1, len(document) + 1):
        page = _read(document, number, recogniser, above)
        above = columns_at_end(page)
        yield page


def _read(document: PdfDocument, number: int, recogniser: Recogniser | None, above: Columns | None) -> Page:
    """One page; one that is damaged or a bomb is kept as not read so that the others are not lost."""
    try:
        with open_page(document, number) as page:
            return read_page(page, number, recogniser, above)
    except PdfiumError:
        return unread_page(number, "damaged")
    except limits.PageOverfull as overfull:
        return unread_page(number, str(overfull))
