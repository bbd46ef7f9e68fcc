"""PDFium, as far as Crossreview needs it: opening a file with errors people understand, and a page's characters.

PDFium is called a few thousand times a page, so the calls are bound here with plain integers for pointers: pypdfium2's
own bindings build a ctypes object for each pointer, which costs more than the call itself (216 pages/s against 103 on
the real inspection reports).
"""

from __future__ import annotations

import ctypes
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crossreview.errors import DocumentTooLarge, EncryptedDocument, UnreadableDocument
from crossreview.parse import limits
from crossreview.records import Box

_PDF_MARK = b"%PDF-"
_OFFICE_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of today, and of before 2007
FILLER = "\u200b"  # no width: dropped with its kin where the text of a line is put together
_DRAWN_NOTES = frozenset(
    (
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_FREETEXT,
        pdfium_c.FPDF_ANNOT_INK,
        pdfium_c.FPDF_ANNOT_LINE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_POLYLINE,
        pdfium_c.FPDF_ANNOT_REDACT,
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_STAMP,
    )
)
_MARK_WITHIN = 1024  # readers accept the mark within the first kilobyte (PDF 1.7, implementation note 13)
# Of bookmarks in a loop and the like it would write to the terminal; what matters comes as an error.
logging.getLogger("pypdfium2").addHandler(logging.NullHandler())


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The PDF at `path`, closed on leaving.

    Raises UnreadableDocument (not a PDF, damaged, empty, without pages, not permitted), EncryptedDocument, or
    DocumentTooLarge (more pages than any report has).
    """
    _check_header(path)
    # Not by pypdfium2, which takes a PDF without pages for one that failed with the error of the file before.
    pointer = pdfium_c.FPDF_LoadDocument(os.fsencode(path) + b"\0", None)
    if not pointer:
        raise _opening_error(path, pdfium_c.FPDF_GetLastError())
    document = pdfium.PdfDocument(pointer)
    try:
        _check_pages(len(document), path)
        yield document
    finally:
        document.close()


def _check_pages(count: int, path: Path) -> None:
    if count == 0:
        raise UnreadableDocument("This PDF has no pages.", remedy="Ask the publisher for a whole copy.", path=path)
    if count > limits.PAGES:
        raise DocumentTooLarge(
            f"This PDF has {count:,} pages, and at most {limits.PAGES:,} are read.",
            remedy="If it is a document you need, divide it and read the parts.",
            path=path,
        )


def count_pages(path: Path) -> int:
    """How many pages the PDF at `path` has; raises what `open_pdf` raises."""
    with open_pdf(path) as document:
        return len(document)


@contextmanager
def open_page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    """A page with the notes laid over it (boxes, stamps, lines) drawn on it, as they hide what they cover.

    It is closed on leaving, or memory would grow with every page. Raises PdfiumError if it is damaged, PageOverfull.
    """
    page = document[number - 1]
    try:
        if _has_drawn_notes(page.raw):
            pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number - 1]  # PDFium reads what was laid on the page only when it is opened anew
        yield page
    finally:
        page.close()


def _has_drawn_notes(page: pdfium_c.FPDF_PAGE) -> bool:
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    limits.NOTES.check(count)
    for index in range(count):
        note = pdfium_c.FPDFPage_GetAnnot(page, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if kind in _DRAWN_NOTES:
            return True
    return False


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_MARK_WITHIN)
    except OSError as error:
        raise UnreadableDocument(
            f"This file cannot be opened ({error.strerror or error}).",
            remedy="Check that it exists and that you may read it.",
            path=path,
        ) from error
    if not head:
        raise UnreadableDocument("This file is empty.", remedy="Download it again.", path=path)
    if _PDF_MARK not in head:
        problem, remedy = _other_kind(head)
        raise UnreadableDocument(problem, remedy=remedy, path=path)


def _other_kind(head: bytes) -> tuple[str, str]:
    """What is wrong with a file that begins so, and what to do about it."""
    if head.lstrip()[:1] == b"<":
        return "This file is a web page, not a PDF.", "Download the PDF itself."
    if head.startswith(_OFFICE_MARKS):
        return (
            "This file is a Word, Excel or ZIP file, not a PDF.",
            "Open it and save it as PDF, or take the PDF out of it.",
        )
    return "This file is not a PDF.", "Find the PDF itself, or open this in its own program and save it as PDF."


def _opening_error(path: Path, code: int) -> UnreadableDocument:
    if code == pdfium_c.FPDF_ERR_PASSWORD:
        return EncryptedDocument(
            "This PDF is locked with a password.", remedy="Save a copy without the password and read that.", path=path
        )
    if code == pdfium_c.FPDF_ERR_SECURITY:
        return EncryptedDocument(
            "This PDF is locked in a way that is not known here (with a certificate, perhaps).",
            remedy="Open it where it can be opened, and print it to a new PDF.",
            path=path,
        )
    return UnreadableDocument(
        "This PDF is damaged and cannot be opened.",
        remedy="Download it again, or open it elsewhere and print it to a new PDF.",
        path=path,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates become points from the top left of the page as shown."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage, turn: int = 0) -> Frame:
        """The frame of a page: its crop box, and its rotation in degrees clockwise, turned further by `turn`."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right - left, top - bottom, (page.get_rotation() + turn) % 360)

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) as shown, in points."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as (x, y) from the top left as shown."""
        across, up = x - self.left, y - self.bottom
        if self.rotation == 0:
            return across, self.height - up
        if self.rotation == 90:
            return up, across
        if self.rotation == 180:
            return self.width - across, up
        return self.height - up, self.width - across

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page, given by its left, bottom, right and top, as it is shown: (left, top, right, bottom)."""
        if self.rotation == 0:
            base = self.height + self.bottom
            return x0 - self.left, base - y1, x1 - self.left, base - y0
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _bind(name: str, result: type | None, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_pointer, _int = ctypes.c_void_p, ctypes.c_int
text_object_at = _bind("FPDFText_GetTextObject", _pointer, _pointer, _int)
loose_box_at = _bind("FPDFText_GetLooseCharBox", _int, _pointer, _int, _pointer)
origin_at = _bind("FPDFText_GetCharOrigin", _int, _pointer, _int, _pointer, _pointer)
matrix_at = _bind("FPDFText_GetMatrix", _int, _pointer, _int, _pointer)
unicode_at = _bind("FPDFText_GetUnicode", ctypes.c_uint, _pointer, _int)
font_of_object = _bind("FPDFTextObj_GetFont", _pointer, _pointer)
font_weight = _bind("FPDFFont_GetWeight", _int, _pointer)
font_flags = _bind("FPDFFont_GetFlags", _int, _pointer)
render_mode_of_object = _bind("FPDFTextObj_GetTextRenderMode", _int, _pointer)
font_size_of_object = _bind("FPDFTextObj_GetFontSize", _int, _pointer, _pointer)
fill_color_of_object = _bind("FPDFPageObj_GetFillColor", _int, _pointer, _pointer, _pointer, _pointer, _pointer)
page_objects = _bind("FPDFPage_CountObjects", _int, _pointer)
page_object_at = _bind("FPDFPage_GetObject", _pointer, _pointer, _int)
form_objects = _bind("FPDFFormObj_CountObjects", _int, _pointer)
form_object_at = _bind("FPDFFormObj_GetObject", _pointer, _pointer, ctypes.c_ulong)
kind_of_object = _bind("FPDFPageObj_GetType", _int, _pointer)
bounds_of_object = _bind("FPDFPageObj_GetBounds", _int, _pointer, _pointer, _pointer, _pointer, _pointer)
matrix_of_object = _bind("FPDFPageObj_GetMatrix", _int, _pointer, _pointer)
is_transparent = _bind("FPDFPageObj_HasTransparency", _int, _pointer)
stroke_color_of_object = _bind("FPDFPageObj_GetStrokeColor", _int, _pointer, _pointer, _pointer, _pointer, _pointer)
stroke_width_of_object = _bind("FPDFPageObj_GetStrokeWidth", _int, _pointer, _pointer)
draw_mode_of_path = _bind("FPDFPath_GetDrawMode", _int, _pointer, _pointer, _pointer)
path_segments = _bind("FPDFPath_CountSegments", _int, _pointer)
path_segment_at = _bind("FPDFPath_GetPathSegment", _pointer, _pointer, _int)
kind_of_segment = _bind("FPDFPathSegment_GetType", _int, _pointer)
point_of_segment = _bind("FPDFPathSegment_GetPoint", _int, _pointer, _pointer, _pointer)
closes_outline = _bind("FPDFPathSegment_GetClose", _int, _pointer)
clip_of_object = _bind("FPDFPageObj_GetClipPath", _pointer, _pointer)
clip_paths = _bind("FPDFClipPath_CountPaths", _int, _pointer)
clip_segments = _bind("FPDFClipPath_CountPathSegments", _int, _pointer, _int)
clip_segment_at = _bind("FPDFClipPath_GetPathSegment", _pointer, _pointer, _int, _int)
picture_bitmap = _bind("FPDFImageObj_GetRenderedBitmap", _pointer, _pointer, _pointer, _pointer)
bitmap_buffer = _bind("FPDFBitmap_GetBuffer", _pointer, _pointer)
bitmap_width = _bind("FPDFBitmap_GetWidth", _int, _pointer)
bitmap_height = _bind("FPDFBitmap_GetHeight", _int, _pointer)
bitmap_stride = _bind("FPDFBitmap_GetStride", _int, _pointer)
bitmap_format = _bind("FPDFBitmap_GetFormat", _int, _pointer)
bitmap_destroy = _bind("FPDFBitmap_Destroy", None, _pointer)
FOUR_BYTES = (pdfium_c.FPDFBitmap_BGRA, pdfium_c.FPDFBitmap_BGRx, pdfium_c.FPDFBitmap_BGRA_Premul)
_font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _pointer, _pointer, ctypes.c_size_t)
_count_chars = _bind("FPDFText_CountChars", _int, _pointer)
_get_text = _bind("FPDFText_GetText", _int, _pointer, _int, _int, _pointer)


def points_of_picture(picture: int) -> float:
    """The area of a picture, in square points, as it is placed on the page or in the form around it."""
    matrix = pdfium_c.FS_MATRIX()
    matrix_of_object(picture, ctypes.addressof(matrix))
    return float((abs(matrix.a) + abs(matrix.c)) * (abs(matrix.b) + abs(matrix.d)))


def font_name(font: int) -> str:
    """The base font name, without a subset tag ("ABCDEF+")."""
    length = _font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    _font_name(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def text_of(textpage: int) -> str:
    """All characters of a text page; the index in the string is PDFium's character index. Raises PageOverfull."""
    count = _count_chars(textpage)
    if count <= 0:
        return ""
    limits.CHARACTERS.check(count)
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    units = _get_text(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # GetText leaves out characters without a code; then the indexes only fit when each is asked for by itself.
    codes = [unicode_at(textpage, index) for index in range(count)]
    around = zip([0, *codes[:-1]], codes, [*codes[1:], 0], strict=True)
    return "".join(_character(code, before, after) for before, code, after in around)


def _character(code: int, before: int, after: int) -> str:
    """The character of a code; halves of surrogate pairs and missing codes are none that can be written.

    The first half of a pair is the whole character and the second a filler, so that the indexes still fit.
    """
    if _is_first_half(code) and _is_second_half(after):
        return chr(0x10000 + ((code - 0xD800) << 10) + (after - 0xDC00))
    if _is_second_half(code) and _is_first_half(before):
        return FILLER
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _is_first_half(code: int) -> bool:
    return 0xD800 <= code < 0xDC00


def _is_second_half(code: int) -> bool:
    return 0xDC00 <= code < 0xE000
