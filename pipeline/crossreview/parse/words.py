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

from crossreview.parse import limits
from crossreview.parse import pdfium as calls
from crossreview.parse.paints import Paint, Paints, Point, alike, is_dark
from crossreview.parse.pdfium import Frame
from crossreview.parse.shapes import Drawing
from crossreview.records import Box

_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_RUN = re.compile(rf"[{_NO_WIDTH}]*[^\s\x00{_NO_WIDTH}][^\s\x00]*")
_LINE_END_HYPHENS = "￾\x02"  # PDFium's marks for a hyphen that ends a line
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|(?<![a-z])it(?![a-z])", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18  # PDF 1.7, table 123
_INVISIBLE_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_PAPER = 0xFFFFFF
_LARGEST = 10_000.0  # points: a font size beyond is none, and need not be told from infinity
_SLANT = 0.2  # of the longer side of the direction: more is a slant (a watermark), less an uneven scan
_STROKED_MODE = pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
# Where small letters are, above the baseline, as shares of the font size: a line struck through lies over one at most.
_LOW, _HIGH = 0.15, 0.4
_SCANNED = 0.5  # of the page: a larger picture over text is a scan over what was recognised on it
# Which way is up on the page as shown, by the turn that a word needs.
_UP = {0: (0, -1), 90: (-1, 0), 180: (0, 1), 270: (1, 0)}


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


@dataclass(frozen=True, slots=True)
class _Found:
    """A word and where its characters stand in the text of the page."""

    word: Word
    start: int
    end: int


def read_words(page: pdfium.PdfPage, number: int, drawing: Drawing, turn: int = 0) -> PageWords:
    """The words that a person sees on a page, turned by `turn` degrees clockwise.

    What is drawn invisible, beside the page, under an area, or in the colour of its ground is counted and left out; so
    is what is slanted or stands sideways (a watermark, a note up the margin). A scanned page whose text layer comes
    from character recognition has its text drawn invisible, or under the picture: where most of the text is so, it is
    taken as such a layer and kept.
    """
    textpage = page.get_textpage()
    try:
        reader = _PageReader(textpage, Frame.of(page, turn))
        found = [each for run in _RUN.finditer(reader.text) for each in reader.words_in(*run.span())]
        limits.WORDS.check(len(found))
        width, height = reader.frame.size
        inside = [each for each in found if _holds((0, 0, width, height), *_middle(each.word))]
        sight = _Sight(reader, drawing, _SCANNED * width * height, inside)
        seen = [word for each in inside for word in sight.seen_of(each)]
    finally:
        textpage.close()
    upright = tuple(word for word in seen if word.style.turn == 0)
    return PageWords(
        number=number,
        width=width,
        height=height,
        words=upright,
        hidden_characters=_characters(each.word for each in found) - _characters(seen),
        sideways_characters=_characters(seen) - _characters(upright),
        ocr_layer=sight.ocr_layer,
        turn=turn if 2 * len(upright) >= len(seen) else _prevailing_turn(seen, turn),
    )


def _characters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _prevailing_turn(words: list[Word], turn: int) -> int:
    """The turn of the page that sets most of its words upright."""
    turns = Counter(word.style.turn for word in words if word.style.turn is not None)
    return (turn + turns.most_common(1)[0][0]) % 360 if turns else turn


def _middle(word: Word) -> Point:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2


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

    def words_in(self, start: int, end: int) -> list[_Found]:
        """The words of the run `text[start:end]`: one, or several where style or line change inside it."""
        first, last = self.object_at(start), self.object_at(end - 1)
        style = self._style(first, start)
        plain = first == last or style == self._style(last, end - 1)
        if plain and not (self._hyphened and _has_line_end(self.text[start:end])):
            return [_Found(self.word(start, end, style, glued=False), start, end)]
        cuts = [start, *self._cuts(start, end)]
        return [
            _Found(self.word(begin, stop, self._style(self.object_at(begin), begin), glued=begin > start), begin, stop)
            for begin, stop in pairwise([*cuts, end])
        ]

    def _cuts(self, start: int, end: int) -> Iterator[int]:
        """Where a run changes its style or its line."""
        before = self._style(self.object_at(start), start)
        for index in range(start + 1, end):
            style = self._style(self.object_at(index), index)
            if style != before or self.text[index - 1] in _LINE_END_HYPHENS:
                yield index
            before = style

    def word(self, start: int, end: int, style: Style, *, glued: bool) -> Word:
        """The word of the characters from `start` to `end`."""
        text = self.text[start:end]
        last = end - 1
        if text[-1] in _LINE_END_HYPHENS:
            text = text[:-1] + "-"
            # The mark of a hyphen has no box of its own in some files; the letter before it has.
            last = max(start, end - 2)
        x0, y0, x1, y1 = self._loose_box(start)
        if last > start:
            # Of all sides, not of the right one only: text runs to any side on a page that is shown turned.
            left, bottom, right, top = self._loose_box(last)
            x0, y0, x1, y1 = min(x0, left), min(y0, bottom), max(x1, right), max(y1, top)
        _, baseline = self._origin(start)
        return Word(text, *self._as_shown(x0, y0, x1, y1), baseline, style, glued)

    def spots(self, index: int, style: Style) -> tuple[Point, ...]:
        """The points by which it is told whether a character can be seen: in its middle, where small letters are."""
        left, top, right, bottom = self._as_shown(*self._loose_box(index))
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

    def _as_shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        left, top = self.frame.point(x0, y1)
        right, bottom = self.frame.point(x1, y0)
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        return (left, top, right, bottom)

    def _loose_box(self, index: int) -> tuple[float, float, float, float]:
        calls.loose_box_at(self._page, index, self._box_at)
        box = self._box
        return box.left, box.bottom, box.right, box.top

    def object_at(self, index: int) -> int:
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
            size=round(min(_LARGEST, abs(size.value) * (matrix.c**2 + matrix.d**2) ** 0.5), 1),
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


class _Sight:
    """What of the words of a page can be seen, by what is painted before and after them."""

    def __init__(self, reader: _PageReader, drawing: Drawing, large: float, found: list[_Found]) -> None:
        self._reader = reader
        self._orders = drawing.text_orders
        self._paints = Paints(drawing.paints)
        self._large = large  # square points: a picture of this size is a scan
        self._corners = 0  # looked at so far
        self.ocr_layer = self._is_recognised(found, drawing)

    def _is_recognised(self, found: list[_Found], drawing: Drawing) -> bool:
        """Whether most of the text is invisible, or lies under the picture of a scan."""
        total = _characters(each.word for each in found)
        if 2 * _characters(each.word for each in found if not each.word.style.visible) > total:
            return True
        over = [paint for paint in drawing.paints if paint.picture is not None and paint.opaque]
        if sum(paint.area for paint in over) <= self._large:
            return False
        return 2 * _characters(each.word for each in found if self._is_under_scan(each)) > total

    def _is_under_scan(self, found: _Found) -> bool:
        order, (x, y) = self._order(found.start), _middle(found.word)
        over = (paint for paint in self._paints.near(found.word.box) if paint.picture is not None)
        return any(paint.order > order and paint.hides(x, y) and self._is_scan(paint) for paint in over)

    def _is_scan(self, paint: Paint) -> bool:
        """Whether it is a picture, or part of one, on which text may have been recognised; not a box kept as one."""
        if paint.picture is None:
            return False
        plain = paint.picture.plain_color
        return plain is None or (paint.area > self._large and not is_dark(plain))

    def seen_of(self, found: _Found) -> list[Word]:
        """The word if it can be seen; where something lies over some of its characters, the others."""
        word = found.word
        if not (self.ocr_layer or word.style.visible):
            return []
        near = self._paints.near(word.box)
        if not near:
            return [] if word.style.visible and alike(word.style.color, _PAPER) and not self.ocr_layer else [word]
        self._corners += (found.end - found.start) * sum(paint.corners for paint in near)
        limits.CORNERS.check(self._corners)
        first = min(self._order(found.start), self._order(found.end - 1))
        over = near if self.ocr_layer else [paint for paint in near if paint.order > first]
        parts = self._uncovered(found, over) if any(paint.opaque for paint in over) else [word]
        return [part for part in parts if self.ocr_layer or not self._is_of_its_ground(part, near, first)]

    def _uncovered(self, found: _Found, over: list[Paint]) -> list[Word]:
        """The parts of a word over which nothing lies."""
        word = found.word
        seen: list[int] = []
        for index in range(found.start, found.end):
            mark = self._reader.text[index] in _LINE_END_HYPHENS
            # The mark of a hyphen has no place of its own in some files.
            if (seen[-1:] == [index - 1]) if mark and index > found.start else self._can_be_seen(index, word, over):
                seen.append(index)
        if len(seen) == found.end - found.start:
            return [word]
        starts = [index for index in seen if index - 1 not in seen]
        ends = [index + 1 for index in seen if index + 1 not in seen]
        return [
            self._reader.word(start, end, word.style, glued=word.glued and start == found.start)
            for start, end in zip(starts, ends, strict=True)
        ]

    def _can_be_seen(self, index: int, word: Word, over: list[Paint]) -> bool:
        spots = self._reader.spots(index, word.style)
        return not all(self._is_hidden_at(x, y, self._order(index), word, over) for x, y in spots)

    def _is_hidden_at(self, x: float, y: float, order: int, word: Word, over: list[Paint]) -> bool:
        if not self.ocr_layer:
            return any(paint.order > order and paint.hides(x, y) for paint in over)
        # Of recognised text the picture is what is seen, whether it was drawn before the text or after it.
        scans = [paint.order for paint in over if paint.touches(x, y) and self._is_scan(paint)]
        scan = max(scans, default=order)
        after = max(scan, order) if word.style.visible else scan
        return any(paint.order > after and paint.hides(x, y) and not self._is_scan(paint) for paint in over)

    def _is_of_its_ground(self, word: Word, near: list[Paint], order: int) -> bool:
        """Whether a word has the colour of what it stands on."""
        x, y = _middle(word)
        under = (paint for paint in reversed(near) if paint.order < order and paint.touches(x, y))
        ground = next(under, None)
        color = _PAPER if ground is None else ground.color
        return color is not None and alike(color, word.style.color)

    def _order(self, index: int) -> int:
        return self._orders.get(self._reader.object_at(index), 0)


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
