"""Lines and filled areas drawn on a page: rulings of tables, boxes around text, and areas that hide text.

Only boxes are kept (a drawn path is taken as the box around it), which is what rulings, frames and redactions are.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crossreview.parse.pdfium import Frame
from crossreview.records import Box

_RULING_THICKNESS = 3.0  # points: a thinner shape is a line, a thicker one an area
_OPAQUE = 250
_DARK = 80  # of 255: the black and dark grey of redaction boxes
_RECTANGLE = 6  # segments at most: a move, four lines, a closing move
_MAX_SEGMENTS = 400  # of one path: more are drawings, not rulings
_MAX_DEPTH = 4  # forms within forms that are looked into
_MAX_SHAPES = 4000  # of one page: maps and drawings have tens of thousands, tables and frames hundreds


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn line or area: box in points from the top left as shown; `fill` is 0xRRGGBB, None if only stroked."""

    box: Box
    fill: int | None
    stroked: bool
    on_top: bool

    @property
    def width(self) -> float:
        """In points."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3] - self.box[1]

    @property
    def is_horizontal_line(self) -> bool:
        """A ruling from left to right."""
        return self.height <= _RULING_THICKNESS < self.width

    @property
    def is_vertical_line(self) -> bool:
        """A ruling from top to bottom."""
        return self.width <= _RULING_THICKNESS < self.height

    @property
    def is_area(self) -> bool:
        """A frame or a filled area."""
        return self.width > _RULING_THICKNESS and self.height > _RULING_THICKNESS

    @property
    def hides_text(self) -> bool:
        """Whether it is a dark area drawn after all text, as redactions are."""
        return self.on_top and self.is_area and self.fill is not None and _luminance(self.fill) < _DARK


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page beside its text.

    `pictures` are boxes of images, `tints` of paths of several outlines that may colour any part of their box.
    """

    shapes: tuple[Shape, ...]
    pictures: tuple[Box, ...]
    tints: tuple[Box, ...]


def read_drawing(page: pdfium.PdfPage, turn: int = 0) -> Drawing:
    """The lines, areas and pictures of a page, turned by `turn` degrees clockwise, in the order they are drawn."""
    walk = _Walk(Frame.of(page, turn))
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    walk.visit([pdfium_c.FPDFPage_GetObject(page.raw, index) for index in range(count)], (1, 0, 0, 1, 0, 0), depth=0)
    shapes = tuple(Shape(box, fill, stroked, on_top=order > walk.last_text) for order, box, fill, stroked in walk.paths)
    return Drawing(shapes, tuple(walk.pictures), tuple(walk.tints))


def alike(first: int, second: int) -> bool:
    """Whether two colours cannot be told apart by eye."""
    return all(abs((first >> shift & 255) - (second >> shift & 255)) <= 24 for shift in (16, 8, 0))


def _luminance(color: int) -> float:
    return 0.299 * (color >> 16 & 255) + 0.587 * (color >> 8 & 255) + 0.114 * (color & 255)


_Matrix = tuple[float, float, float, float, float, float]


class _Walk:
    """Objects of a page visited in drawing order, forms included."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.order = 0
        self.last_text = -1
        self.paths: list[tuple[int, Box, int | None, bool]] = []
        self.pictures: list[Box] = []
        self.tints: list[Box] = []
        self._sides = [ctypes.c_float() for _ in range(4)]

    def visit(self, objects: list[object], matrix: _Matrix, depth: int) -> None:
        for item in objects:
            self.order += 1
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                self.last_text = self.order
            elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and len(self.paths) < _MAX_SHAPES:
                self._add_path(item, matrix)
            elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(item, matrix)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                count = pdfium_c.FPDFFormObj_CountObjects(item)
                inner = [pdfium_c.FPDFFormObj_GetObject(item, index) for index in range(count)]
                self.visit(inner, _times(_matrix_of(item), matrix), depth + 1)

    def _add_path(self, path: object, matrix: _Matrix) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(path, mode, stroked)
        filled = mode.value != pdfium_c.FPDF_FILLMODE_NONE
        if not filled and not stroked.value:
            return
        fill = _opaque_fill(path) if filled else None
        if fill is None and not stroked.value:
            return
        bounds = self._bounds(path)
        if bounds is None:
            return
        # Several outlines in one path are a frame (an outer and an inner edge) or a whole grid: only their lines show.
        outlines = _outlines(path)
        if outlines == 1 and (fill is not None or pdfium_c.FPDFPath_CountSegments(path) <= _RECTANGLE):
            lines = [bounds]
        else:
            if fill is not None:
                self.tints.append(self._box(*bounds, matrix))
            lines, fill = _straight_lines(path), None
        for box in lines:
            self.paths.append((self.order, self._box(*box, matrix), fill, bool(stroked.value)))

    def _add_picture(self, picture: object, matrix: _Matrix) -> None:
        bounds = self._bounds(picture)
        if bounds is not None:
            self.pictures.append(self._box(*bounds, matrix))

    def _bounds(self, item: object) -> Box | None:
        if not pdfium_c.FPDFPageObj_GetBounds(item, *self._sides):
            return None
        left, bottom, right, top = (side.value for side in self._sides)
        return (left, bottom, right, top)

    def _box(self, left: float, bottom: float, right: float, top: float, matrix: _Matrix) -> Box:
        a, b, c, d, e, f = matrix
        corners = [self.frame.point(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))


def _outlines(path: object) -> int:
    """How many separate outlines a path has (at most 2 are told apart)."""
    moves = 0
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        moves += pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO
        if moves > 1:
            return 2
    return moves


def _straight_lines(path: object) -> list[Box]:
    """The upright and level strokes of a path, in the coordinates of the page."""
    own = _matrix_of(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    here: tuple[float, float] | None = None
    lines: list[Box] = []
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), _MAX_SEGMENTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = own
        there = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_LINETO and here is not None:
            box = (min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1]))
            if min(box[2] - box[0], box[3] - box[1]) < _RULING_THICKNESS:
                lines.append(box)
        here = there
    return lines


def _opaque_fill(path: object) -> int | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or alpha.value < _OPAQUE:
        return None
    return (red.value << 16) | (green.value << 8) | blue.value


def _matrix_of(form: object) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(form, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
