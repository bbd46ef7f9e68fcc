"""PDFium, as far as Crossreview needs it: opening a file with errors people understand, and a page's characters.

PDFium is called a few thousand times a page, so the calls are bound here with plain integers for pointers: pypdfium2's
own bindings build a ctypes object for each pointer, which costs more than the call itself (216 pages/s against 103 on
the real inspection reports).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crossreview.errors import EncryptedDocument, UnreadableDocument

_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # readers accept the mark within the first kilobyte (PDF 1.7, implementation note 13)


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The PDF at `path`, closed on leaving.

    Raises UnreadableDocument (not a PDF, damaged, empty, without pages, not permitted) or EncryptedDocument.
    """
    _check_header(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _opening_error(path, error) from error
    try:
        if len(document) == 0:
            raise UnreadableDocument("This PDF has no pages.", remedy="Ask the publisher for a whole copy.", path=path)
        yield document
    finally:
        document.close()


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
        kind = "a web page" if head.lstrip()[:1] == b"<" else "not a PDF"
        raise UnreadableDocument(
            f"This file is named .pdf but is {kind}.", remedy="Download the PDF itself again.", path=path
        )


def _opening_error(path: Path, error: pdfium.PdfiumError) -> UnreadableDocument:
    if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD:
        return EncryptedDocument(
            "This PDF is locked with a password.", remedy="Save a copy without the password and read that.", path=path
        )
    return UnreadableDocument(
        f"This PDF is damaged ({error}).", remedy="Download it again, or open it and print it to a new PDF.", path=path
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
_font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _pointer, _pointer, ctypes.c_size_t)
_count_chars = _bind("FPDFText_CountChars", _int, _pointer)
_get_text = _bind("FPDFText_GetText", _int, _pointer, _int, _int, _pointer)


def font_name(font: int) -> str:
    """The base font name, without a subset tag ("ABCDEF+")."""
    length = _font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    _font_name(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def text_of(textpage: int) -> str:
    """All characters of a text page; the index in the string is PDFium's character index."""
    count = _count_chars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    units = _get_text(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # GetText leaves out characters without a code; then the indexes only fit when each is asked for by itself.
    return "".join(_character(unicode_at(textpage, index)) for index in range(count))


def _character(code: int) -> str:
    """The character of a code; halves of surrogate pairs and missing codes are none that can be written."""
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
