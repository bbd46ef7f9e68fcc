"""The words of a page, with style and place, from PDFium's text layer.

A word is a run of characters without white space in one style. Where the style changes inside a run (a superscript
glued to a word, an apostrophe in another font), the run is split and `glued` says so, so that it can be joined again.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium

from crossreview.parse import pdfium as calls
from crossreview.parse.paints import Point
from crossreview.parse.pdfium import Frame
from crossreview.parse.styles import Style, Styles
from crossreview.records import Box

_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_RUN = re.compile(rf"[{_NO_WIDTH}]*[^\s\x00{_NO_WIDTH}][^\s\x00]*")
_FOUR_FLOATS = struct.Struct("4f")
LINE_END_HYPHENS = "\ufffe\x02"  # PDFium's marks for a hyphen that ends a line
# Where small letters are, above the baseline, as shares of the font size: a line struck through lies over one at most.
_LOW, _HIGH = 0.15, 0.4
# Which way is up on the page as shown, by the turn that a word needs.
_UP = {0: (0, -1), 90: (-1, 0), 180: (0, 1), 270: (1, 0)}


class Word(NamedTuple):
    """A word on a page: box and baseline in points from the top left of the page as shown.

    A tuple, since a page has hundreds of them, and a frozen dataclass takes longer to make.
    """

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

    @property
    def middle(self) -> Point:
        """Of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Found(NamedTuple):
    """A word and where its characters stand in the text of the page."""

    word: Word
    start: int
    end: int


class TextPage:
    """The text of a page while it is being read, with buffers for PDFium's answers."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self.frame = frame
        self._page = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        self.text = calls.text_of(self._page or 0)
        self._hyphened = _has_line_end(self.text)
        self._sides = (ctypes.c_float * 4)()
        self._sides_at = ctypes.addressof(self._sides)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._styles = Styles(self._page or 0, frame.rotation)

    def words(self) -> list[Found]:
        """All words, in the order of the text layer."""
        return [found for run in _RUN.finditer(self.text) for found in self._words_in(*run.span())]

    def _words_in(self, start: int, end: int) -> list[Found]:
        """The words of the run `text[start:end]`: one, or several where style or line change inside it."""
        first = self.object_at(start)
        last = self.object_at(end - 1) if end - start > 1 else first
        style = self._styles.of(first, start)
        plain = first == last or style is self._styles.of(last, end - 1)
        if plain and not (self._hyphened and _has_line_end(self.text[start:end])):
            return [Found(self.word(start, end, style, glued=False), start, end)]
        cuts = [start, *self._cuts(start, end), end]
        return [
            Found(self.word(begin, stop, self._style_at(begin), glued=begin > start), begin, stop)
            for begin, stop in pairwise(cuts)
        ]

    def _cuts(self, start: int, end: int) -> Iterator[int]:
        """Where a run changes its style or its line."""
        before = self._style_at(start)
        for index in range(start + 1, end):
            style = self._style_at(index)
            if style is not before or self.text[index - 1] in LINE_END_HYPHENS:
                yield index
            before = style

    def word(self, start: int, end: int, style: Style, *, glued: bool) -> Word:
        """The word of the characters from `start` to `end`."""
        text = self.text[start:end]
        last = end - 1
        if self._hyphened and text[-1] in LINE_END_HYPHENS:
            text = text[:-1] + "-"
            # The mark of a hyphen has no box of its own in some files; the letter before it has.
            last = max(start, end - 2)
        x0, y0, x1, y1 = self._loose_box(start)
        if last > start:
            # Of all sides, not of the right one only: text runs to any side on a page that is shown turned.
            left, bottom, right, top = self._loose_box(last)
            x0, y0 = left if left < x0 else x0, bottom if bottom < y0 else y0
            x1, y1 = right if right > x1 else x1, top if top > y1 else y1
        left, top, right, bottom = self.frame.box(x0, y0, x1, y1)
        return Word(text, left, top, right, bottom, self._origin(start)[1], style, glued)

    def spots(self, index: int, style: Style) -> tuple[Point, ...]:
        """The points by which it is told whether a character can be seen: in its middle, where small letters are."""
        left, top, right, bottom = self.frame.box(*self._loose_box(index))
        x, y = (left + right) / 2, (top + bottom) / 2
        if style.turn is None or not style.size:
            return ((x, y),)
        origin_x, origin_y = self._origin(index)
        right_up, down_up = _UP[style.turn]
        if right_up:
            return tuple((origin_x + right_up * share * style.size, y) for share in (_LOW, _HIGH))
        return tuple((x, origin_y + down_up * share * style.size) for share in (_LOW, _HIGH))

    def _origin(self, index: int) -> Point:
        calls.origin_at(self._page, index, self._x_at, self._y_at)
        return self.frame.point(self._x.value, self._y.value)

    def _loose_box(self, index: int) -> Box:
        """(left, bottom, right, top) in the coordinates of the page."""
        calls.loose_box_at(self._page, index, self._sides_at)
        left, top, right, bottom = _FOUR_FLOATS.unpack_from(self._sides)
        return left, bottom, right, top

    def _style_at(self, index: int) -> Style:
        return self._styles.of(self.object_at(index), index)

    def object_at(self, index: int) -> int:
        """The text object that a character belongs to; 0 for one that PDFium put in."""
        return calls.text_object_at(self._page, index) or 0


def _has_line_end(text: str) -> bool:
    return any(mark in text for mark in LINE_END_HYPHENS)
