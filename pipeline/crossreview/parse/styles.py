"""How the words of a page are set: font, size, weight, colour and direction, from PDFium's text objects."""

from __future__ import annotations

import ctypes
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from crossreview.parse import pdfium as calls

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?<![a-z])it(?![a-z])", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18  # PDF 1.7, table 123
_INVISIBLE_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_STROKED_MODE = pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
_LARGEST = 10_000.0  # points: a font size beyond is none, and need not be told from infinity
_SIX_FLOATS = struct.Struct("6f")
_SLANT = 0.2  # of the longer side of the direction: more is a slant (a watermark), less an uneven scan


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is drawn: font size in points, and what tells headings from text.

    `turn` is by how many degrees clockwise the page must be turned to set the word upright; None if it is slanted.
    """

    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    visible: bool
    turn: int | None


NO_STYLE = Style("", 0.0, bold=False, italic=False, color=0, visible=True, turn=0)


class _Look(NamedTuple):
    """What PDFium says of a text object: font, mode of drawing, font size, its matrix (a to d) and its colour."""

    font: int
    mode: int
    size: float
    a: float
    b: float
    c: float
    d: float
    color: int


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool
    italic: bool


class Styles:
    """The styles of the text objects of one page, shown turned by `rotation` degrees clockwise.

    What looks the same has the same style, not only an equal one: words are compared by it more often than read.
    """

    def __init__(self, textpage: int, rotation: int) -> None:
        self._page = textpage
        self._rotation = rotation
        self._of_objects: dict[int, Style] = {0: NO_STYLE}
        self._of_looks: dict[_Look, Style] = {}
        self._kept: dict[Style, Style] = {}
        self._fonts: dict[int, _Font] = {}
        self._size = ctypes.c_float()
        self._matrix = pdfium_c.FS_MATRIX()
        self._color = (ctypes.c_uint * 4)()
        first, step = ctypes.addressof(self._color), ctypes.sizeof(ctypes.c_uint)
        self._color_at = (first, first + step, first + 2 * step, first + 3 * step)
        self._size_at, self._matrix_at = ctypes.addressof(self._size), ctypes.addressof(self._matrix)

    def of(self, text_object: int, index: int) -> Style:
        """The style of a text object, of which `index` is a character."""
        style = self._of_objects.get(text_object)
        if style is None:
            look = self._look(text_object, index)
            style = self._of_looks.get(look)
            if style is None:
                style = self._style(look)
                style = self._of_looks[look] = self._kept.setdefault(style, style)
            self._of_objects[text_object] = style
        return style

    def _look(self, text_object: int, index: int) -> _Look:
        calls.font_size_of_object(text_object, self._size_at)
        calls.matrix_at(self._page, index, self._matrix_at)
        calls.fill_color_of_object(text_object, *self._color_at)
        red, green, blue, _ = self._color
        a, b, c, d, _, _ = _SIX_FLOATS.unpack_from(self._matrix)
        return _Look(
            calls.font_of_object(text_object) or 0,
            calls.render_mode_of_object(text_object),
            self._size.value,
            a,
            b,
            c,
            d,
            (red << 16) | (green << 8) | blue,
        )

    def _style(self, look: _Look) -> Style:
        font = self._font(look.font)
        return Style(
            font=font.name,
            size=round(min(_LARGEST, abs(look.size) * (look.c**2 + look.d**2) ** 0.5), 1),
            bold=font.bold or look.mode == _STROKED_MODE,
            italic=font.italic,
            color=look.color,
            visible=look.mode not in _INVISIBLE_MODES,
            turn=_turn_needed(look.a, look.b, self._rotation),
        )

    def _font(self, font: int) -> _Font:
        found = self._fonts.get(font)
        if found is None:
            found = self._fonts[font] = _describe_font(calls.font_name(font), font)
        return found


def _describe_font(name: str, font: int) -> _Font:
    flags = calls.font_flags(font)
    bold, italic = _named_style(name)
    return _Font(
        name=name,
        bold=bold or flags & _FLAG_FORCE_BOLD > 0 or calls.font_weight(font) >= _BOLD_WEIGHT,
        italic=italic or flags & _FLAG_ITALIC > 0,
    )


@lru_cache(maxsize=1024)
def _named_style(name: str) -> tuple[bool, bool]:
    return bool(_BOLD_NAME.search(name)), bool(_ITALIC_NAME.search(name))


def _turn_needed(across: float, up: float, rotation: int) -> int | None:
    """By how much a page shown with this rotation must be turned clockwise for the text to run from left to right."""
    if min(abs(across), abs(up)) > _SLANT * max(abs(across), abs(up)):
        return None
    level = abs(across) >= abs(up)
    needed = (0 if across >= 0 else 180) if level else (90 if up > 0 else 270)
    return (needed - rotation) % 360
