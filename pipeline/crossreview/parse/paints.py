"""What is painted on a page, in order: whether a letter lies under something, and on what ground it stands.

A page is painted like a canvas, each object over those before it. Text under an opaque area is not seen by anybody,
whatever the colour of the area; text on an area is seen if its colour differs from that of the area.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias

from crossreview.parse import limits
from crossreview.parse import pdfium as calls
from crossreview.records import Box

OPAQUE = 250  # of 255
_DARK = 80  # of 255: black and dark grey
_ROWS = 1 / 24  # to a point: paints are looked up by the rows of the page that they touch
_LAST_ROW = 600  # further down (a page of 200 inches is the largest there may be) all is one row

Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Closed outlines, filled by the even-odd rule (a frame is hollow) or by that of winding."""

    outlines: tuple[Outline, ...]
    even_odd: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        winding = crossings = 0
        for outline in self.outlines:
            for (ax, ay), (bx, by) in pairwise((*outline, outline[0])):
                if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                    crossings += 1
                    winding += 1 if by > ay else -1
        return crossings % 2 == 1 if self.even_odd else winding != 0


class Picture:
    """The pixels of a picture as it is placed on the page; drawn when first asked for, since few have text near."""

    def __init__(self, document: int, page: int, item: int) -> None:
        self._key = (document, page, item)

    @cached_property
    def _pixels(self) -> tuple[bytes, int, int, int]:
        """Four bytes a pixel (blue, green, red, alpha), the length of a row, width and height."""
        limits.PICTURE.check(calls.points_of_picture(self._key[2]))
        bitmap = calls.picture_bitmap(*self._key)
        if not bitmap:
            return (b"", 0, 0, 0)
        try:
            stride, height = calls.bitmap_stride(bitmap), calls.bitmap_height(bitmap)
            if calls.bitmap_format(bitmap) not in calls.FOUR_BYTES:
                return (b"", 0, 0, 0)
            pixels = ctypes.string_at(calls.bitmap_buffer(bitmap), stride * height)
            return (pixels, stride, calls.bitmap_width(bitmap), height)
        finally:
            calls.bitmap_destroy(bitmap)

    @cached_property
    def plain_color(self) -> int | None:
        """Its colour if it has but one, as boxes have that are kept as pictures."""
        pixels, stride, width, height = self._pixels
        rows = (pixels[row * stride : row * stride + 4 * width] for row in range(height))
        return self.pixel(0, 0)[0] if pixels and all(row == pixels[:4] * width for row in rows) else None

    def pixel(self, across: float, down: float) -> tuple[int, int]:
        """(colour, alpha) at a place given as shares of width and height; what cannot be drawn is clear."""
        pixels, stride, width, height = self._pixels
        if not pixels:
            return (0, 0)
        column, row = min(int(across * width), width - 1), min(int(down * height), height - 1)
        at = max(row, 0) * stride + 4 * max(column, 0)
        blue, green, red, alpha = pixels[at : at + 4]
        return ((red << 16) | (green << 8) | blue, alpha)


@dataclass(frozen=True, slots=True)
class Paint:
    """Something painted: box in points from the top left as shown, and the regions all of which bound it.

    `color` is 0xRRGGBB, None where it varies; `opaque` tells that nothing shows through, except where a picture does.
    """

    order: int
    box: Box
    color: int | None
    opaque: bool
    regions: tuple[Region, ...]
    picture: Picture | None = None
    inverse: tuple[float, float, float, float, float, float] | None = None

    def touches(self, x: float, y: float) -> bool:
        """Whether it paints a point."""
        left, top, right, bottom = self.box
        return left <= x <= right and top <= y <= bottom and all(region.holds(x, y) for region in self.regions)

    def hides(self, x: float, y: float) -> bool:
        """Whether nothing below shows through at a point."""
        return self.opaque and self.touches(x, y) and (self.picture is None or self.pixel(x, y)[1] >= OPAQUE)

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """(colour, alpha) of a picture at a point of the page."""
        if self.picture is None or self.inverse is None:
            return (0, 0)
        a, b, c, d, e, f = self.inverse
        return self.picture.pixel(a * x + c * y + e, b * x + d * y + f)

    @property
    def corners(self) -> int:
        """Of all its regions: so much is there to look at to tell whether it paints a point."""
        return sum(len(outline) for region in self.regions for outline in region.outlines)

    @property
    def area(self) -> float:
        """Of its box, in square points."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


class Paints:
    """The paints of a page by the rows that they touch, each row in the order of painting."""

    def __init__(self, paints: Iterable[Paint]) -> None:
        self._rows: dict[int, list[Paint]] = {}
        for paint in paints:
            for row in range(_row(paint.box[1]), _row(paint.box[3]) + 1):
                self._rows.setdefault(row, []).append(paint)

    def near(self, box: Box) -> list[Paint]:
        """The paints whose boxes meet a box, in order."""
        left, top, right, bottom = box
        first, last = _row(top), _row(bottom)
        rows = [self._rows[row] for row in range(first, last + 1) if row in self._rows]
        if not rows:
            return []
        found = [
            paint
            for row in rows
            for paint in row
            if paint.box[0] <= right and paint.box[2] >= left and paint.box[1] <= bottom and paint.box[3] >= top
        ]
        return found if len(rows) == 1 else sorted(dict.fromkeys(found), key=lambda paint: paint.order)


def _row(y: float) -> int:
    """The row of a height in points; what is far beside the page is in the first or last."""
    return int(min(_LAST_ROW, max(-1.0, y * _ROWS)))


def stroke_region(outlines: Sequence[Outline], width: float) -> Region:
    """What a stroke of a width paints: an upright box along each of its segments."""
    boxes: list[Outline] = []
    for outline in outlines:
        for (ax, ay), (bx, by) in pairwise(outline):
            length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
            if length:
                dx, dy = (by - ay) * width / 2 / length, (ax - bx) * width / 2 / length
                boxes.append(((ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy)))
    return Region(tuple(boxes))


@lru_cache(maxsize=4096)
def alike(first: int, second: int) -> bool:
    """Whether two colours cannot be told apart by eye."""
    return all(abs((first >> shift & 255) - (second >> shift & 255)) <= 24 for shift in (16, 8, 0))


def is_dark(color: int) -> bool:
    """Whether a colour is that of ink: what it is multiplied with cannot be read either."""
    return 0.299 * (color >> 16 & 255) + 0.587 * (color >> 8 & 255) + 0.114 * (color & 255) < _DARK


def is_marker(color: int) -> bool:
    """Whether a colour is bright and no grey, as those are with which text is marked."""
    parts = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return not is_dark(color) and max(parts) - min(parts) > 48
