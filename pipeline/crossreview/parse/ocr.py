"""Character recognition of scanned pages: a picture of the page in, words with place and style out.

Size and baseline come from the program; weight, by which headings are told from text of the same size, it does not
tell, so that is measured on the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from statistics import fmean, median_low

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image

from crossreview.parse.hocr import HocrLine, HocrWord, read_hocr
from crossreview.parse.pdfium import Frame
from crossreview.parse.tesseract import Recogniser
from crossreview.parse.words import PageWords, Style, Word

_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 300  # what Tesseract is trained on; at 100 the confidence in small print falls from 0.96 to 0.86
_LONGEST_SIDE = 5000  # pixels: A3 at 300 dots an inch. Posters are read coarser, or they would take minutes
_DARK = 128  # of 255: darker is ink

# All measured on 15 pages of the sample corpus in six typefaces, as drawn and as bad scans (150 and 200 dots an inch,
# blurred, noisy, slanted by 0.4 degrees, compressed).
_SIZE_OF_FONT = 0.91  # of the font size: ascenders to descenders (0.86 to 0.97 by typeface)
_SAME_SIZE = 0.12  # of the size: lines without tall or low letters come out smaller than they are
_BOLD = 1.2  # of the usual stroke: 98 in 100 plain words are below, 90 in 100 bold ones above
_SPREAD = 0.25  # of the mean stroke of a line: words within it have one weight
_UPRIGHT = 0.6  # mean confidence: upright pages have 0.86 and more, sideways and upside-down ones 0.36
_LEAST_CONFIDENCE = 0.2  # a word below is a speck or part of a picture
_ASCENT = 0.8  # of the font size: how far the box of a word reaches above its baseline

# A bullet is read as the letter or sign that it is most like, which begins a line with a wide gap behind it.
_TAKEN_FOR_BULLETS = frozenset("e©¢«»°*")
_BULLET = "•"
_BULLET_GAP = 0.4  # of the font size

_Ink = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Recognised:
    """The words of a scanned page, and the mean confidence of the program in their characters, from 0 to 1."""

    words: PageWords
    confidence: float


def recognise(page: pdfium.PdfPage, number: int, recogniser: Recogniser) -> Recognised | None:
    """Read the picture of a page, turned upright if it is not; None where no words are found on it."""
    picture, scale = _picture(page)
    read = _recognise(picture, scale, recogniser)
    turn = 0
    if read is None or read.confidence < _UPRIGHT:
        turn = recogniser.turn_needed(picture)
        turned = _recognise(picture.rotate(-turn, expand=True), scale, recogniser) if turn else None
        if turned is None or (read is not None and turned.confidence < read.confidence):
            turn = 0
        else:
            read = turned
    if read is None:
        return None
    width, height = Frame.of(page, turn).size
    words = PageWords(number, width, height, read.words, 0, 0, ocr_layer=True, turn=turn)
    return Recognised(words, read.confidence)


@dataclass(frozen=True)
class _Reading:
    words: tuple[Word, ...]
    confidence: float


def _picture(page: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """The page in grey, and how many pixels a point is."""
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_pil().copy(), scale
    finally:
        bitmap.close()


def _recognise(picture: Image.Image, scale: float, recogniser: Recogniser) -> _Reading | None:
    answer = recogniser.read(picture, scale * _POINTS_PER_INCH)
    lines = [line for line in map(_believed, read_hocr(answer)) if line.words] if answer else []
    if not lines:
        return None
    ink = np.asarray(picture) < _DARK
    words = tuple(chain.from_iterable(_styled(lines, ink, 1 / scale)))
    return _Reading(words, _confidence(chain.from_iterable(line.words for line in lines)))


def _believed(line: HocrLine) -> HocrLine:
    """The line without words that the program itself does not believe."""
    return replace(line, words=tuple(word for word in line.words if word.confidence >= _LEAST_CONFIDENCE))


def _confidence(words: Iterable[HocrWord]) -> float:
    """The mean over characters, so that specks do not weigh as much as words."""
    weighed = [(word.confidence, len(word.text)) for word in words]
    return round(fmean([each for each, _ in weighed], [length for _, length in weighed]), 3)


def _styled(lines: list[HocrLine], ink: _Ink, points: float) -> list[list[Word]]:
    """The words of each line in points (`points` to a pixel), each with size and weight."""
    strokes = [_evened(line, [_stroke(word, ink) / line.size for word in line.words]) for line in lines]
    usual = median_low(chain.from_iterable(strokes))
    return [
        _words_of(line, size, points, [stroke > _BOLD * usual for stroke in own])
        for line, size, own in zip(lines, _font_sizes(lines, points), strokes, strict=True)
    ]


def _font_sizes(lines: list[HocrLine], points: float) -> list[float]:
    """The font size of each line in points; lines of nearly the size of most text have that size."""
    measured = [line.size * points / _SIZE_OF_FONT for line in lines]
    usual = median_low(size for line, size in zip(lines, measured, strict=True) for _ in line.words)
    return [_to_half(usual if abs(size - usual) <= _SAME_SIZE * usual else size) for size in measured]


def _to_half(size: float) -> float:
    return round(2 * size) / 2


def _stroke(word: HocrWord, ink: _Ink) -> float:
    """How thick a word is drawn, in pixels: the mean length of its runs of ink from left to right."""
    left, top, right, bottom = (int(side) for side in word.box)
    part = ink[top:bottom, left:right]
    if 2 * int(part.sum()) > part.size:
        part = ~part  # light words on a dark ground
    runs = int(part[:, :1].sum()) + int((part[:, 1:] & ~part[:, :-1]).sum())
    return int(part.sum()) / max(runs, 1)


def _evened(line: HocrLine, strokes: list[float]) -> list[float]:
    """The strokes of the words; one for all of them where nearly the whole line is alike, since short words vary."""
    lengths = [len(word.text) for word in line.words]
    mean = fmean(strokes, lengths)
    alike = sum(length for stroke, length in zip(strokes, lengths, strict=True) if abs(stroke - mean) < _SPREAD * mean)
    return [mean] * len(strokes) if alike >= 0.8 * sum(lengths) else strokes


def _words_of(line: HocrLine, size: float, points: float, bold: list[bool]) -> list[Word]:
    # Its own baseline and height for the whole line: on a slanted scan those of its words run down the page.
    baseline = line.baseline * points
    top, bottom = baseline - _ASCENT * size, baseline + (1 - _ASCENT) * size
    styles = [Style("", size, bold=each, italic=False, color=0, visible=True, turn=0) for each in bold]
    words = [
        Word(word.text, word.box[0] * points, top, word.box[2] * points, bottom, baseline, style)
        for word, style in zip(line.words, styles, strict=True)
    ]
    if _begins_with_bullet(words):
        words[0] = replace(words[0], text=_BULLET)
    return words


def _begins_with_bullet(words: list[Word]) -> bool:
    if len(words) < 2 or words[0].text not in _TAKEN_FOR_BULLETS:
        return False
    return words[1].x0 - words[0].x1 > _BULLET_GAP * words[0].style.size
