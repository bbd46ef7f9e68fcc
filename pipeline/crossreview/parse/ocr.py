"""Character recognition of scanned pages with Tesseract: a picture of the page in, words with place and style out.

The program is called with the picture on its standard input and answers with hOCR, which holds what a wrapper's tables
leave out: the baseline and the size of each line, by which headings are told from text. Weight is not recognised by the
program and is measured on the picture.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import fmean, median_low

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image

from crossreview.errors import MissingExtra
from crossreview.parse.hocr import HocrLine, HocrWord, read_hocr
from crossreview.parse.pdfium import Frame
from crossreview.parse.words import PageWords, Style, Word

_PROGRAM = "tesseract"
_LANGUAGE = "eng"
INSTALL = "apt install tesseract-ocr (Debian, Ubuntu), brew install tesseract (macOS)"

_DOTS_PER_INCH = 300  # what Tesseract is trained on; at 100 a twelfth of the words of small print were wrong
_LONGEST_SIDE = 5000  # pixels: A3 at 300 dots an inch. Posters are read coarser, or they would take minutes
_SECONDS_A_PAGE = 60.0  # a page of text takes 1 to 3 seconds
_SECONDS_TO_ANSWER = 10.0  # for questions about the program itself
_POINTS_PER_INCH = 72

# All measured on 15 pages of the sample corpus, set in six typefaces, as drawn and as bad scans of 150 and 200 dots an
# inch (blurred, noisy, slanted by 0.4 degrees, compressed).
_SIZE_OF_FONT = 0.91  # of the font size: ascenders to descenders (0.86 to 0.97 by typeface)
_SAME_SIZE = 0.12  # of the size: lines without tall or low letters come out smaller than they are
_BOLD = 1.2  # of the usual stroke: 98 in 100 plain words stay below 1.2, 90 in 100 bold ones are above 1.25
_UPRIGHT = 0.6  # mean confidence: 0.94 and more on pages that are upright, 0.36 on sideways and upside-down ones
_LEAST_CONFIDENCE = 0.2  # a word below is a smudge or part of a picture
_ASCENT = 0.8  # of the font size: how far the box of a word reaches above its baseline

# A bullet is read as the letter it is most like; such a letter begins a line by itself, with a wide gap behind it.
_BULLETS_READ_AS = frozenset("e©¢«»°*")
_BULLET = "•"
_BULLET_GAP = 0.4  # of the font size

_Ink = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Recogniser:
    """Tesseract as it is installed: the path of the program, and its version."""

    program: str
    version: str


@dataclass(frozen=True)
class Recognised:
    """The words of a scanned page, and the mean confidence of the program in their characters, from 0 to 1."""

    words: PageWords
    confidence: float


def find_recogniser() -> Recogniser:
    """Tesseract with its English model. Raises MissingExtra where either is not installed."""
    program = shutil.which(_PROGRAM)
    if program is None:
        raise MissingExtra("Character recognition needs Tesseract, which is not installed.", remedy=f"{INSTALL}.")
    languages = _call(program, "--list-langs", seconds=_SECONDS_TO_ANSWER).decode("utf-8", "replace").split()
    if _LANGUAGE not in languages:
        raise MissingExtra("Tesseract is installed without its English model.", remedy="apt install tesseract-ocr-eng.")
    answer = _call(program, "--version", seconds=_SECONDS_TO_ANSWER).decode("utf-8", "replace")
    version = re.search(r"\d[\w.-]*", answer)
    return Recogniser(program, version.group() if version else "unknown")


def recognise(page: pdfium.PdfPage, number: int, recogniser: Recogniser) -> Recognised | None:
    """Read the picture of a page, turned upright if it is not; None where no words are found on it."""
    read = _read(page, number, recogniser, turn=0)
    if read is not None and read.confidence >= _UPRIGHT:
        return read
    turn = _turn_needed(page, recogniser)
    turned = _read(page, number, recogniser, turn) if turn else None
    return max((each for each in (read, turned) if each is not None), key=lambda each: each.confidence, default=None)


def _read(page: pdfium.PdfPage, number: int, recogniser: Recogniser, turn: int) -> Recognised | None:
    picture, scale = _picture(page, turn)
    lines = _lines(recogniser, picture, scale)
    if not lines:
        return None
    ink = np.asarray(picture) < 128  # of 255: darker is ink
    words = tuple(_bullets_restored(word for line in _styled(lines, ink, 1 / scale) for word in line))
    width, height = Frame.of(page, turn).size
    read = PageWords(number, width, height, words, hidden_characters=0, sideways_characters=0, ocr_layer=True, turn=turn)
    return Recognised(read, _confidence(word for line in lines for word in line.words))


def _picture(page: pdfium.PdfPage, turn: int) -> tuple[Image.Image, float]:
    """The page in grey, and how many pixels a point is."""
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, rotation=turn, grayscale=True)
    try:
        return bitmap.to_pil().copy(), scale
    finally:
        bitmap.close()


def _lines(recogniser: Recogniser, picture: Image.Image, scale: float) -> list[HocrLine]:
    """What the program reads, without words that it does not believe itself."""
    answer = _ask(recogniser, picture, "--dpi", str(round(scale * _POINTS_PER_INCH)), "-l", _LANGUAGE, "hocr")
    believed = (
        replace(line, words=tuple(word for word in line.words if word.confidence >= _LEAST_CONFIDENCE))
        for line in (read_hocr(answer) if answer else ())
    )
    return [line for line in believed if line.words]


def _turn_needed(page: pdfium.PdfPage, recogniser: Recogniser) -> int:
    """By how many degrees clockwise the page must be turned to be read; 0 where that cannot be told."""
    picture, _ = _picture(page, turn=0)
    answer = _ask(recogniser, picture, "--psm", "0").decode("utf-8", "replace")
    found = re.search(r"^Rotate: (90|180|270)$", answer, re.MULTILINE)
    return int(found[1]) if found else 0


def _ask(recogniser: Recogniser, picture: Image.Image, *arguments: str) -> bytes:
    """The program's answer about a picture; nothing where it fails or takes too long, so that other pages go on."""
    stream = io.BytesIO()
    picture.save(stream, "PPM")
    return _call(recogniser.program, "-", "-", *arguments, given=stream.getvalue(), seconds=_SECONDS_A_PAGE)


def _call(program: str, *arguments: str, given: bytes = b"", seconds: float) -> bytes:
    # More threads than one make it slower (9 s against 3 s for a page, with four on two processors).
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [program, *arguments], input=given, capture_output=True, env=environment, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _confidence(words: Iterable[HocrWord]) -> float:
    """The mean over characters, so that specks do not weigh as much as words."""
    weighed = [(word.confidence, len(word.text)) for word in words]
    return round(sum(each * length for each, length in weighed) / sum(length for _, length in weighed), 3)


def _styled(lines: list[HocrLine], ink: _Ink, points: float) -> list[list[Word]]:
    """The words of each line in points (`points` to a pixel), with the style of the line."""
    strokes = [[_stroke(word, ink) / line.size for word in line.words] for line in lines]
    usual_stroke = median_low([stroke for line in strokes for stroke in line])
    sizes = _font_sizes(lines, points)
    return [
        _words_of(line, size, points, bold=[stroke > _BOLD * usual_stroke for stroke in _smoothed(line, own)])
        for line, size, own in zip(lines, sizes, strokes, strict=True)
    ]


def _font_sizes(lines: list[HocrLine], points: float) -> list[float]:
    """The font size of each line in points; lines of nearly the size of most text have that size."""
    measured = [line.size * points / _SIZE_OF_FONT for line in lines]
    usual = median_low([size for line, size in zip(lines, measured, strict=True) for _ in line.words])
    return [_to_half(usual if abs(size - usual) <= _SAME_SIZE * usual else size) for size in measured]


def _to_half(size: float) -> float:
    return round(2 * size) / 2


def _stroke(word: HocrWord, ink: _Ink) -> float:
    """How thick the strokes of a word are in pixels: the mean length of its runs of ink from left to right."""
    left, top, right, bottom = (int(side) for side in word.box)
    part = ink[top:bottom, left:right]
    if 2 * int(part.sum()) > part.size:
        part = ~part  # light words on a dark ground
    starts = int(part[:, :1].sum()) + int((part[:, 1:] & ~part[:, :-1]).sum())
    return int(part.sum()) / max(starts, 1)


def _smoothed(line: HocrLine, strokes: list[float]) -> list[float]:
    """The strokes of the words, or one for all where nearly the whole line is alike; short words vary by chance."""
    lengths = [len(word.text) for word in line.words]
    mean = fmean(strokes, lengths)
    alike = sum(length for stroke, length in zip(strokes, lengths, strict=True) if abs(stroke - mean) < 0.25 * mean)
    return [mean] * len(strokes) if alike >= 0.8 * sum(lengths) else strokes


def _words_of(line: HocrLine, size: float, points: float, *, bold: list[bool]) -> list[Word]:
    baseline = line.baseline * points
    top, bottom = baseline - _ASCENT * size, baseline + (1 - _ASCENT) * size
    return [
        Word(
            text=word.text,
            x0=word.box[0] * points,
            top=top,
            x1=word.box[2] * points,
            bottom=bottom,
            baseline=baseline,
            style=Style(font="", size=size, bold=is_bold, italic=False, color=0, visible=True, turn=0),
        )
        for word, is_bold in zip(line.words, bold, strict=True)
    ]


def _bullets_restored(words: Iterable[Word]) -> list[Word]:
    """The words, with bullets where a line begins with the sign or letter that bullets are taken for."""
    restored: list[Word] = []
    for word in words:
        before = restored[-1] if restored else None
        begins_text = before is not None and before.baseline == word.baseline
        wide = begins_text and before is not None and word.x0 - before.x1 > _BULLET_GAP * word.style.size
        first = len(restored) < 2 or restored[-2].baseline != word.baseline
        if before is not None and wide and first and before.text in _BULLETS_READ_AS:
            restored[-1] = replace(before, text=_BULLET)
        restored.append(word)
    return restored
