"""hOCR, the XHTML in which Tesseract says what it read: lines with their baseline and size, words with their boxes.

All lengths are pixels of the picture that was read, from its top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from crossreview.records import Box

_SPAN = "{http://www.w3.org/1999/xhtml}span"
_WORD_CLASS = "ocrx_word"


@dataclass(frozen=True, slots=True)
class HocrWord:
    """A word as recognised, with the program's confidence from 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class HocrLine:
    """A line: `baseline` is the height at its middle, `size` the height from ascenders to descenders."""

    words: tuple[HocrWord, ...]
    baseline: float
    size: float


def read_hocr(page: bytes) -> tuple[HocrLine, ...]:
    """The lines of a page in the order of the program, without empty ones."""
    root = ElementTree.fromstring(page)
    lines = (_line(span, _properties(span)) for span in root.iter(_SPAN) if span.get("class") != _WORD_CLASS)
    return tuple(line for line in lines if line.words)


def _line(span: ElementTree.Element, properties: dict[str, list[float]]) -> HocrLine:
    left, _, right, bottom = properties["bbox"]
    # The baseline is a slope, and where it leaves the lower left corner of the box.
    slope, offset = properties.get("baseline", [0.0, 0.0])
    return HocrLine(
        words=tuple(_words(span)),
        baseline=bottom + offset + slope * (right - left) / 2,
        size=properties["x_size"][0],
    )


def _words(line: ElementTree.Element) -> Iterator[HocrWord]:
    for span in line.iter(_SPAN):
        text = "".join(span.itertext()).strip()
        if span.get("class") == _WORD_CLASS and text:
            properties = _properties(span)
            left, top, right, bottom = properties["bbox"]
            yield HocrWord(text, (left, top, right, bottom), properties["x_wconf"][0] / 100)


def _properties(span: ElementTree.Element) -> dict[str, list[float]]:
    """The properties in a title: "bbox 10 20 30 40; x_size 42" is {"bbox": [10, 20, 30, 40], "x_size": [42]}."""
    found: dict[str, list[float]] = {}
    for part in span.get("title", "").split(";"):
        name, _, numbers = part.strip().partition(" ")
        if re.fullmatch(r"[-\d. ]+", numbers):
            found[name] = [float(number) for number in numbers.split()]
    return found
