"""The words of a page, with style and place, from PDFium's text layer.

A word is a run of characters without white space in one style. Where the style changes inside a run (a superscript
glued to a word, an apostrophe in another font), the run is split and `glued` says so, so that it can be joined again.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crossreview.parse import pdfium as calls
from crossreview.parse.pdfium import Frame
from crossreview.parse.shapes import Drawing, Shape, alike
from crossreview.records import Box

_RUN = re.compile(r"[^\s\x00]+")
_LINE_END_HYPHENS = "￾\x02"  # PDFium's marks for a hyphen that ends a line
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?<![a-z])it(?![a-z])", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18  # PDF 1.7, table 123
_INVISIBLE_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_PAPER = 0xFFFFFF
_SLANT = 0.2  # of the longer side of the direction: more is a slant (a watermark), less an uneven scan
_STROKED_MODE = pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: box and baseline in points from the top left of the page as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    style: Style
    glued: bool = False

    @property
    def box(self) -> Box:
        """(left, top, right, bottom)."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The upright words of one page in the order of its text layer.

    `turn` is what `read_words` was asked for, or would have to be asked for if most of the text is sideways.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    hidden_characters: int
    sideways_characters: int
    ocr_layer: bool
    turn: int


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool
    italic: bool


def read_words(page: pdfium.PdfPage, number: int, drawing: Drawing, turn: int = 0) -> PageWords:
    """The words that a person sees on a page, turned by `turn` degrees clockwise.

    What is drawn invisible, under an area, or in the colour of its ground is counted and left out; so is what is
    slanted or stands sideways (a watermark, a note up the margin). A scanned page whose text layer comes from character
    recognition has all its text drawn invisible, over the picture: where most of the text is invisible, it is taken as
    such a layer and kept.
    """
    textpage = page.get_textpage()
    try:
        reader = _PageReader(textpage, Frame.of(page, turn))
        words = [word for run in _RUN.finditer(reader.text) for word in reader.words_in(*run.span())]
    finally:
        textpage.close()
    covers = tuple(shape for shape in drawing.shapes if shape.fill is not None and shape.is_area)
    ocr_layer = 2 * _characters(word for word in words if not word.style.visible) > _characters(words)
    seen = [word for word in words if (ocr_layer or word.style.visible) and not _is_covered(word, covers, drawing)]
    upright = tuple(word for word in seen if word.style.turn == 0)
    width, height = reader.frame.size
    return PageWords(
        number=number,
        width=width,
        height=height,
        words=upright,
        hidden_characters=_characters(words) - _characters(seen),
        sideways_characters=_characters(seen) - _characters(upright),
        ocr_layer=ocr_layer,
        turn=turn if 2 * len(upright) >= len(seen) else _prevailing_turn(seen, turn),
    )


def _characters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _prevailing_turn(words: list[Word], turn: int) -> int:
    """The turn of the page that sets most of its words upright."""
    turns = Counter(word.style.turn for word in words if word.style.turn is not None)
    return (turn + turns.most_common(1)[0][0]) % 360 if turns else turn


def _is_covered(word: Word, covers: tuple[Shape, ...], drawing: Drawing) -> bool:
    """Whether the middle of the word lies under a redaction, or on an area or paper of the word's own colour."""
    pale = alike(word.style.color, _PAPER)
    if not covers and not pale:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    painted = (*drawing.pictures, *drawing.tints)
    ground: int | None = _PAPER if pale and not any(_holds(box, x, y) for box in painted) else None
    for shape in covers:
        if _holds(shape.box, x, y):
            if shape.hides_text:
                return True
            ground = shape.fill
    return ground is not None and alike(ground, word.style.color)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _has_line_end(text: str) -> bool:
    return any(mark in text for mark in _LINE_END_HYPHENS)


class _PageReader:
    """One text page while it is being read: buffers for PDFium's answers, and styles by text object."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self.frame = frame
        self._page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        self.text = calls.text_of(self._page or 0)
        self._hyphened = _has_line_end(self.text)
        self._box = pdfium_c.FS_RECTF()
        self._box_at = ctypes.addressof(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, _Font] = {}

    def words_in(self, start: int, end: int) -> list[Word]:
        """The words of the run `text[start:end]`: one, or several where style or line change inside it."""
        first, last = self._object(start), self._object(end - 1)
        style = self._style(first, start)
        plain = first == last or style == self._style(last, end - 1)
        if plain and not (self._hyphened and _has_line_end(self.text[start:end])):
            return [self._word(start, end, style, glued=False)]
        cuts = [start, *self._cuts(start, end)]
        return [
            self._word(begin, stop, self._style(self._object(begin), begin), glued=begin > start)
            for begin, stop in pairwise([*cuts, end])
        ]

    def _cuts(self, start: int, end: int) -> Iterator[int]:
        """Where a run changes its style or its line."""
        before = self._style(self._object(start), start)
        for index in range(start + 1, end):
            style = self._style(self._object(index), index)
            if style != before or self.text[index - 1] in _LINE_END_HYPHENS:
                yield index
            before = style

    def _word(self, start: int, end: int, style: Style, *, glued: bool) -> Word:
        text = self.text[start:end]
        last = end - 1
        if text[-1] in _LINE_END_HYPHENS:
            text = text[:-1] + "-"
            # The mark of a hyphen has no box of its own in some files; the letter before it has.
            last = max(start, end - 2)
        x0, y0, x1, y1 = self._loose_box(start)
        if last > start:
            x1 = self._loose_box(last)[2]
        calls.origin_at(self._page, start, self._x_at, self._y_at)
        left, top = self.frame.point(x0, y1)
        right, bottom = self.frame.point(x1, y0)
        _, baseline = self.frame.point(self._x.value, self._y.value)
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        return Word(text, left, top, right, bottom, baseline, style, glued)

    def _loose_box(self, index: int) -> tuple[float, float, float, float]:
        calls.loose_box_at(self._page, index, self._box_at)
        box = self._box
        return box.left, box.bottom, box.right, box.top

    def _object(self, index: int) -> int:
        return calls.text_object_at(self._page, index) or 0

    def _style(self, text_object: int, index: int) -> Style:
        style = self._styles.get(text_object)
        if style is None:
            style = self._styles[text_object] = self._read_style(text_object, index)
        return style

    def _read_style(self, text_object: int, index: int) -> Style:
        if not text_object:
            return Style("", 0.0, bold=False, italic=False, color=0, visible=True, turn=0)
        font = self._font(calls.font_of_object(text_object) or 0)
        mode = calls.render_mode_of_object(text_object)
        size = ctypes.c_float()
        calls.font_size_of_object(text_object, ctypes.addressof(size))
        matrix = pdfium_c.FS_MATRIX()
        calls.matrix_at(self._page, index, ctypes.addressof(matrix))
        return Style(
            font=font.name,
            size=round(abs(size.value) * (matrix.c**2 + matrix.d**2) ** 0.5, 1),
            bold=font.bold or mode == _STROKED_MODE,
            italic=font.italic,
            color=_fill_color(text_object),
            visible=mode not in _INVISIBLE_MODES,
            turn=_turn_needed(matrix, self.frame.rotation),
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


def _fill_color(text_object: int) -> int:
    parts = (ctypes.c_uint * 4)()
    base, step = ctypes.addressof(parts), ctypes.sizeof(ctypes.c_uint)
    calls.fill_color_of_object(text_object, base, base + step, base + 2 * step, base + 3 * step)
    return (parts[0] << 16) | (parts[1] << 8) | parts[2]


def _turn_needed(matrix: pdfium_c.FS_MATRIX, rotation: int) -> int | None:
    """By how much a page shown with this rotation must be turned clockwise for the text to run from left to right."""
    across, up = matrix.a, matrix.b
    if min(abs(across), abs(up)) > _SLANT * max(abs(across), abs(up)):
        return None
    level = abs(across) >= abs(up)
    needed = (0 if across >= 0 else 180) if level else (90 if up > 0 else 270)
    return (needed - rotation) % 360
