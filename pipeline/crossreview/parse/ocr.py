"""Character recognition of scanned pages: a picture of the page in, words with place and style out.

Size and baseline come from the program. The weight, by which headings are told from text of the same size, and most
bullets do not: they are looked for on the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from statistics import fmean, median_low

import pypdfium2 as pdfium
from PIL import Image

from crossreview.parse.hocr import HocrLine, HocrWord, read_hocr
from crossreview.parse.ink import Ink, bullet_before, ink_of, strokes
from crossreview.parse.pdfium import Frame
from crossreview.parse.sight import PageWords
from crossreview.parse.styles import Style
from crossreview.parse.tesseract import Recogniser
from crossreview.parse.words import Word

_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 300  # what Tesseract is trained on; at 100 the confidence in small print falls from 0.96 to 0.86
_LONGEST_SIDE = 5000  # pixels: A3 at 300 dots an inch. Posters are read coarser, or they would take minutes

# All measured on 15 pages of the sample corpus in six typefaces, as drawn and as bad scans (150 and 200 dots an inch,
# blurred, noisy, slanted by 0.4 degrees, compressed).
_SIZE_OF_FONT = 0.91  # of the font size: ascenders to descenders (0.86 to 0.97 by typeface)
_SAME_SIZE = 0.12  # of the size: lines without tall or low letters come out smaller than they are
_BOLD = 1.2  # of the usual stroke: 98 in 100 plain words are below, 90 in 100 bold ones above
_UPRIGHT = 0.6  # mean confidence: upright pages have 0.86 and more, sideways and upside-down ones 0.36
_LEAST_CONFIDENCE = 0.2  # a word below is a speck or part of a picture
_ASCENT = 0.8  # of the font size: how far the box of a word reaches above its baseline

_BULLET = "•"
_TAKEN_FOR_BULLETS = frozenset("e©¢«»°*")  # what is read of a bullet, if anything is
_BULLET_GAP = 0.4  # of the font size: the least between a bullet and the text


@dataclass(frozen=True)
class Recognised:
    """The words of a scanned page, and the mean confidence of the program in their characters, from 0 to 1."""

    words: PageWords
    confidence: float


def recognise(page: pdfium.PdfPage, number: int, recogniser: Recogniser) -> Recognised | None:
    """Read the picture of a page, turned upright if it is not; None where no words are found on it."""
    try:
        picture, scale = _picture(page)
    except pdfium.PdfiumError:
        return None  # a page that cannot be drawn; the others can
    readings = [_read(picture, scale, recogniser, turn=0)]
    if readings[0] is None or readings[0].confidence < _UPRIGHT:
        turn = recogniser.turn_needed(picture)
        readings += [_read(picture, scale, recogniser, turn)] if turn else []
    best = max((each for each in readings if each is not None), key=lambda each: each.confidence, default=None)
    if best is None:
        return None
    width, height = Frame.of(page, best.turn).size
    words = PageWords(number, width, height, best.words, 0, 0, ocr_layer=True, turn=best.turn)
    return Recognised(words, best.confidence)


@dataclass(frozen=True)
class _Reading:
    turn: int
    words: tuple[Word, ...]
    confidence: float


def _picture(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """The page in grey, and how many pixels a point is."""
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_pil().copy(), scale
    finally:
        bitmap.close()


def _read(picture: Image.Image, scale: float, recogniser: Recogniser, turn: int) -> _Reading | None:
    """The words of the picture once it is turned by `turn` degrees clockwise."""
    picture = picture.rotate(-turn, expand=True)
    answer = recogniser.read(picture, scale * _POINTS_PER_INCH)
    lines = [line for line in map(_believed, read_hocr(answer)) if line.words] if answer else []
    if not lines:
        return None
    words = tuple(chain.from_iterable(_styled(lines, ink_of(picture), 1 / scale)))
    return _Reading(turn, words, _confidence(chain.from_iterable(line.words for line in lines)))


def _believed(line: HocrLine) -> HocrLine:
    """The line without words that the program itself does not believe."""
    return replace(line, words=tuple(word for word in line.words if word.confidence >= _LEAST_CONFIDENCE))


def _confidence(words: Iterable[HocrWord]) -> float:
    """The mean over characters, so that specks do not weigh as much as words."""
    weighed = [(word.confidence, len(word.text)) for word in words]
    return round(fmean([each for each, _ in weighed], [length for _, length in weighed]), 3)


def _styled(lines: list[HocrLine], ink: Ink, points: float) -> list[list[Word]]:
    """The words of each line in points (`points` to a pixel), each with size and weight."""
    weights = [strokes(line, ink) for line in lines]
    usual = median_low(chain.from_iterable(weights))
    return [
        _with_bullet(_words_of(line, size, points, [stroke > _BOLD * usual for stroke in own]), line, ink, points)
        for line, size, own in zip(lines, _font_sizes(lines, points), weights, strict=True)
    ]


def _font_sizes(lines: list[HocrLine], points: float) -> list[float]:
    """The font size of each line in points; lines of nearly the size of most text have that size."""
    measured = [line.size * points / _SIZE_OF_FONT for line in lines]
    usual = median_low(size for line, size in zip(lines, measured, strict=True) for _ in line.words)
    return [_to_half(usual if abs(size - usual) <= _SAME_SIZE * usual else size) for size in measured]


def _to_half(size: float) -> float:
    return round(2 * size) / 2


def _words_of(line: HocrLine, size: float, points: float, bold: list[bool]) -> list[Word]:
    # Its own baseline and height for the whole line: on a slanted scan those of its words run down the page.
    baseline = line.baseline * points
    top, bottom = baseline - _ASCENT * size, baseline + (1 - _ASCENT) * size
    styles = [Style("", size, bold=each, italic=False, color=0, visible=True, turn=0) for each in bold]
    return [
        Word(word.text, word.box[0] * points, top, word.box[2] * points, bottom, baseline, style)
        for word, style in zip(line.words, styles, strict=True)
    ]


def _with_bullet(words: list[Word], line: HocrLine, ink: Ink, points: float) -> list[Word]:
    """The words of a line with the bullet before them, if there is one."""
    first = words[0]
    if len(words) > 1 and first.text in _TAKEN_FOR_BULLETS and words[1].x0 - first.x1 > _BULLET_GAP * first.style.size:
        return [first._replace(text=_BULLET), *words[1:]]
    box = bullet_before(line, ink)
    if box is None:
        return words
    return [first._replace(text=_BULLET, x0=box[0] * points, x1=box[2] * points), *words]
