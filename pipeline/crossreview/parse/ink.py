"""What the picture of a page shows and character recognition does not tell: the weight of words, and bullets.

Lengths are pixels from the top left corner of the picture.
"""

from __future__ import annotations

from statistics import fmean
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

from crossreview.parse.hocr import HocrLine
from crossreview.records import Box

Ink: TypeAlias = npt.NDArray[np.bool_]

_DARK = 128  # of 255: darker is ink
_SPREAD = 0.25  # of the mean stroke of a line: words within it have one weight
_ALIKE = 0.8  # of the characters of a line

# All in shares of the height of the line. A bullet is a compact spot at the height of small letters, apart from the
# text; specks are smaller, rules longer, letters and rings less full.
_BULLET_REACH = (3.5, 0.35)  # how far to the left of the text it stands
_BULLET_BAND = (0.75, -0.05)  # above the baseline
_BULLET_SIZE = (0.15, 0.5)
_BULLET_FULL = 0.6  # of its box; a disc fills 0.79


def ink_of(picture: Image.Image) -> Ink:
    """Which pixels of a grey picture are dark."""
    return np.asarray(picture) < _DARK


def strokes(line: HocrLine, ink: Ink) -> list[float]:
    """How thick each word of a line is drawn, as a share of the height of the line.

    Where nearly the whole line is alike, that is one number for all of its words, since short words vary by chance.
    """
    measured = [_stroke(ink, word.box) / line.size for word in line.words]
    lengths = [len(word.text) for word in line.words]
    mean = fmean(measured, lengths)
    alike = sum(length for stroke, length in zip(measured, lengths, strict=True) if abs(stroke - mean) < _SPREAD * mean)
    return [mean] * len(measured) if alike >= _ALIKE * sum(lengths) else measured


def _stroke(ink: Ink, box: Box) -> float:
    """The mean length of the runs of ink from left to right."""
    part = _part(ink, box)
    if 2 * int(part.sum()) > part.size:
        part = ~part  # light words on a dark ground
    runs = int(part[:, :1].sum()) + int((part[:, 1:] & ~part[:, :-1]).sum())
    return int(part.sum()) / max(runs, 1)


def bullet_before(line: HocrLine, ink: Ink) -> Box | None:
    """The box of a bullet to the left of a line. Recognition leaves out most of them, as specks."""
    left, base, size = line.words[0].box[0], line.baseline, line.size
    far, near = _BULLET_REACH
    high, low = _BULLET_BAND
    window = (max(left - far * size, 0.0), max(base - high * size, 0.0), left - near * size, base - low * size)
    if window[2] <= window[0]:
        return None
    part = _part(ink, window)
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not rows.size:
        return None
    height, width = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    smallest, largest = (share * size for share in _BULLET_SIZE)
    compact = smallest <= min(height, width) and max(height, width) <= largest
    if not compact or int(part.sum()) < _BULLET_FULL * height * width:
        return None
    x, y = int(window[0]) + int(columns[0]), int(window[1]) + int(rows[0])
    return (x, y, x + width, y + height)


def _part(ink: Ink, box: Box) -> Ink:
    left, top, right, bottom = (int(side) for side in box)
    return ink[top:bottom, left:right]
