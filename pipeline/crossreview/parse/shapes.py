"""Lines and filled areas drawn on a page: rulings of tables, boxes around text, and all that is painted.

Of rulings and frames only boxes are kept (a drawn path is taken as the box around it). What may hide text is kept in
its own outlines, cut to its clip, in the order of painting.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crossreview.parse import limits
from crossreview.parse import pdfium as calls
from crossreview.parse.paints import OPAQUE, Outline, Paint, Picture, Region, is_dark, is_marker, stroke_region
from crossreview.parse.pdfium import Frame
from crossreview.records import Box

_RULING_THICKNESS = 3.0  # points: a thinner shape is a line, a thicker one an area
_RECTANGLE = 6  # segments at most: a move, four lines, a closing move
_MAX_SEGMENTS = 400  # of one path: more are drawings, not rulings
_MAX_DEPTH = 12  # forms within forms that are looked into: a page placed in a page, and annotations, have a few
_FARTHEST = 1e9  # points: what reaches further is cut there, so that nothing ever becomes infinite
_MAX_SHAPES = 4000  # kept as rulings, of one page: maps and drawings have tens of thousands, tables and frames hundreds


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn line or area: box in points from the top left as shown; `fill` is 0xRRGGBB, None if only stroked."""

    box: Box
    fill: int | None
    stroked: bool

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


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page beside its text.

    `pictures` are boxes of images; `paints` all that may hide text or be its ground; `text_orders` tells when each
    text object (by its pointer) is drawn, as `Paint.order` does.
    """

    shapes: tuple[Shape, ...]
    pictures: tuple[Box, ...]
    paints: tuple[Paint, ...]
    text_orders: Mapping[int, int]


def read_drawing(page: pdfium.PdfPage, turn: int = 0) -> Drawing:
    """The lines, areas and pictures of a page, turned by `turn` degrees clockwise, in the order they are drawn."""
    pointer = _address(page.raw)
    walk = _Walk(Frame.of(page, turn), _address(page.pdf.raw), pointer)
    count = calls.page_objects(pointer)
    walk.visit([calls.page_object_at(pointer, index) for index in range(count)], _Within())
    return Drawing(tuple(walk.shapes), tuple(walk.pictures), tuple(walk.paints), walk.text_orders)


def _address(pointer: object) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Within:
    """What the forms around an object do to it: where they put it, what they cut off, and how they blend it.

    `blended` tells of forms that PDFium calls transparent: they may let through what is below, or be mere groups.
    """

    matrix: _Matrix = (1, 0, 0, 1, 0, 0)
    clips: tuple[Region, ...] = ()
    clear: bool = False
    blended: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: int
    x: float
    y: float
    closes: bool


class _Walk:
    """Objects of a page visited in drawing order, forms included."""

    def __init__(self, frame: Frame, document: int, page: int) -> None:
        self.frame = frame
        self.order = 0
        self.shapes: list[Shape] = []
        self.pictures: list[Box] = []
        self.paints: list[Paint] = []
        self.text_orders: dict[int, int] = {}
        self._document, self._page = document, page
        self._sides = (ctypes.c_float * 4)()
        self._sides_at = [ctypes.addressof(self._sides) + 4 * index for index in range(4)]

    def visit(self, objects: list[int], within: _Within) -> None:
        limits.OBJECTS.check(self.order + len(objects))
        for item in objects:
            self.order += 1
            kind = calls.kind_of_object(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                self.text_orders[item] = self.order
            elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                self._add_path(item, within)
            elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                self._add_picture(item, within)
            elif kind == pdfium_c.FPDF_PAGEOBJ_SHADING:
                self._add_shading(item, within)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and within.depth < _MAX_DEPTH:
                count = calls.form_objects(item)
                self.visit([calls.form_object_at(item, index) for index in range(count)], self._inside(item, within))

    def _inside(self, form: int, within: _Within) -> _Within:
        transparent = calls.is_transparent(form) > 0
        color = _color_of(calls.fill_color_of_object, form) if transparent else None
        return _Within(
            matrix=_times(_matrix_of(form), within.matrix),
            clips=(*within.clips, *self._clips(form, within.matrix)),
            clear=within.clear or (color is not None and color[1] < OPAQUE),
            blended=within.blended or transparent,
            depth=within.depth + 1,
        )

    def _add_path(self, path: int, within: _Within) -> None:
        mode, has_stroke = ctypes.c_int(), ctypes.c_int()
        calls.draw_mode_of_path(path, ctypes.addressof(mode), ctypes.addressof(has_stroke))
        filled, stroked = mode.value != pdfium_c.FPDF_FILLMODE_NONE, has_stroke.value > 0
        if not filled and not stroked:
            return
        fill = _opaque_fill(path) if filled else None
        if fill is None and not stroked:
            return
        bounds = self._bounds(path)
        if bounds is None:
            return
        segments = _Segments(path)
        if len(self.shapes) < _MAX_SHAPES:
            self._add_shapes(segments, bounds, fill, within.matrix, stroked=stroked)
        box = self._box(*bounds, within.matrix)
        if min(box[2] - box[0], box[3] - box[1]) > _RULING_THICKNESS:
            if fill is not None:
                self._paint_inside(segments, box, fill, within, even_odd=mode.value == pdfium_c.FPDF_FILLMODE_ALTERNATE)
            if stroked:
                self._paint_stroke(segments, box, within)

    def _add_shapes(
        self, segments: _Segments, bounds: Box, fill: int | None, matrix: _Matrix, *, stroked: bool
    ) -> None:
        # Several outlines in one path are a frame (an outer and an inner edge) or a whole grid: only their lines show.
        if not segments.has_several_outlines and (fill is not None or segments.count <= _RECTANGLE):
            lines = [bounds]
        else:
            lines, fill = segments.straight_lines(), None
        self.shapes.extend(Shape(self._box(*box, matrix), fill, stroked) for box in lines)

    def _paint_inside(self, segments: _Segments, box: Box, fill: int, within: _Within, *, even_odd: bool) -> None:
        if segments.count > _MAX_SEGMENTS:
            # It may colour any part of its box.
            self.paints.append(Paint(self.order, box, None, opaque=False, regions=self._bounded(segments.path, within)))
            return
        region = Region(self._outlines(segments.each, _times(segments.matrix, within.matrix)), even_odd)
        opaque = self._is_opaque(segments.path, fill, within)
        self.paints.append(Paint(self.order, box, fill, opaque, self._bounded(segments.path, within, region)))

    def _paint_stroke(self, segments: _Segments, box: Box, within: _Within) -> None:
        matrix = _times(segments.matrix, within.matrix)
        width = _stroke_width(segments.path) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        found = _color_of(calls.stroke_color_of_object, segments.path)
        if width <= _RULING_THICKNESS or found is None or found[1] < OPAQUE:
            return
        region = stroke_region(self._outlines(segments.each, matrix), width)
        opaque = self._is_opaque(segments.path, found[0], within)
        self.paints.append(Paint(self.order, box, found[0], opaque, self._bounded(segments.path, within, region)))

    def _add_picture(self, picture: int, within: _Within) -> None:
        bounds = self._bounds(picture)
        if bounds is None:
            return
        box = self._box(*bounds, within.matrix)
        self.pictures.append(box)
        matrix = _times(_matrix_of(picture), within.matrix)
        square = tuple(self._place(x, y, matrix) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
        paint = Paint(
            order=self.order,
            box=box,
            color=None,
            opaque=not within.clear and not calls.is_transparent(picture),
            regions=self._bounded(picture, within, Region((square,))),
            picture=Picture(self._document, self._page, picture),
            inverse=self._shares_of(bounds, within.matrix),
        )
        self.paints.append(paint)

    def _add_shading(self, shading: int, within: _Within) -> None:
        bounds = self._bounds(shading)
        if bounds is not None:
            # Where its colours end cannot be told, so it is a ground that nothing is known of, and hides nothing.
            box = self._box(*bounds, within.matrix)
            self.paints.append(Paint(self.order, box, None, opaque=False, regions=self._bounded(shading, within)))

    def _bounded(self, item: int, within: _Within, *own: Region) -> tuple[Region, ...]:
        """The regions that bound what an object paints: its own, and all clips."""
        return (*own, *within.clips, *self._clips(item, within.matrix))

    def _is_opaque(self, path: int, color: int, within: _Within) -> bool:
        """Whether nothing shows through an area. A dark one hides text however it is blended, a marker does not."""
        if within.clear:
            return False
        if calls.is_transparent(path):
            return is_dark(color)
        return not (within.blended and is_marker(color))

    def _clips(self, item: int, matrix: _Matrix) -> tuple[Region, ...]:
        clip = calls.clip_of_object(item)
        count = calls.clip_paths(clip) if clip else 0
        regions: list[Region] = []
        for index in range(count):
            length = calls.clip_segments(clip, index)
            if length <= _MAX_SEGMENTS:
                segments = [_segment(calls.clip_segment_at(clip, index, each)) for each in range(length)]
                regions.append(Region(self._outlines(segments, matrix)))
        return tuple(regions)

    def _outlines(self, segments: list[_Segment], matrix: _Matrix) -> tuple[Outline, ...]:
        """Outlines in points of the page as shown; curves become a few straight pieces."""
        outlines: list[list[tuple[float, float]]] = []
        handles: list[tuple[float, float]] = []
        for segment in segments:
            place = self._place(segment.x, segment.y, matrix)
            if segment.kind == pdfium_c.FPDF_SEGMENT_MOVETO or not outlines:
                outlines.append([place])
            elif segment.kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
                handles.append(place)
                if len(handles) == 3:
                    outlines[-1].extend(_curve(outlines[-1][-1], *handles))
                    handles = []
            else:
                outlines[-1].append(place)
            if segment.closes:
                outlines[-1].append(outlines[-1][0])
        return tuple(tuple(outline) for outline in outlines if len(outline) > 1)

    def _bounds(self, item: int) -> Box | None:
        if not calls.bounds_of_object(item, *self._sides_at):
            return None
        left, bottom, right, top = map(_near, self._sides)
        return (left, bottom, right, top)

    def _box(self, left: float, bottom: float, right: float, top: float, matrix: _Matrix) -> Box:
        corners = [self._place(x, y, matrix) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return (min(xs), min(ys), max(xs), max(ys))

    def _place(self, x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return self.frame.point(a * x + c * y + e, b * x + d * y + f)

    def _shares_of(self, bounds: Box, matrix: _Matrix) -> _Matrix | None:
        """From points as shown to shares of the width and height (from the top) of a box of the form around it."""
        left, bottom, right, top = bounds
        x0, y0 = self._place(left, top, matrix)
        x1, y1 = self._place(right, top, matrix)
        x2, y2 = self._place(left, bottom, matrix)
        a, b, c, d = x1 - x0, y1 - y0, x2 - x0, y2 - y0
        area = a * d - b * c
        if not area:
            return None
        return (d / area, -b / area, -c / area, a / area, (c * y0 - d * x0) / area, (b * x0 - a * y0) / area)


class _Segments:
    """The segments of a path, read when they are needed: most paths are told by their bounds."""

    def __init__(self, path: int) -> None:
        self.path = path
        self.count = calls.path_segments(path)

    @cached_property
    def matrix(self) -> _Matrix:
        """From the path's own coordinates to those of what it stands in."""
        return _matrix_of(self.path)

    @cached_property
    def has_several_outlines(self) -> bool:
        """Whether a second outline begins somewhere."""
        moves = 0
        for index in range(self.count):
            segment = calls.path_segment_at(self.path, index)
            moves += calls.kind_of_segment(segment) == pdfium_c.FPDF_SEGMENT_MOVETO
            if moves > 1:
                return True
        return False

    @cached_property
    def each(self) -> list[_Segment]:
        """The segments, as many as are looked at."""
        return [_segment(calls.path_segment_at(self.path, index)) for index in range(min(self.count, _MAX_SEGMENTS))]

    def straight_lines(self) -> list[Box]:
        """The upright and level strokes of a path, in the coordinates of what it stands in."""
        a, b, c, d, e, f = self.matrix
        here: tuple[float, float] | None = None
        lines: list[Box] = []
        for segment in self.each:
            there = (a * segment.x + c * segment.y + e, b * segment.x + d * segment.y + f)
            if segment.kind == pdfium_c.FPDF_SEGMENT_LINETO and here is not None:
                box = (min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1]))
                if min(box[2] - box[0], box[3] - box[1]) < _RULING_THICKNESS:
                    lines.append(box)
            here = there
        return lines


def _segment(segment: int) -> _Segment:
    x, y = ctypes.c_float(), ctypes.c_float()
    calls.point_of_segment(segment, ctypes.addressof(x), ctypes.addressof(y))
    return _Segment(calls.kind_of_segment(segment), x.value, y.value, calls.closes_outline(segment) > 0)


def _curve(
    start: tuple[float, float], first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """Points along a curve, its end included."""
    points: list[tuple[float, float]] = []
    for t in (0.25, 0.5, 0.75, 1.0):
        u = 1 - t
        parts = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        corners = (start, first, second, end)
        points.append(
            (
                sum(part * corner[0] for part, corner in zip(parts, corners, strict=True)),
                sum(part * corner[1] for part, corner in zip(parts, corners, strict=True)),
            )
        )
    return points


def _color_of(ask: Callable[..., int], item: int) -> tuple[int, int] | None:
    """(colour, alpha) as PDFium answers for an object; None if it has none."""
    parts = (ctypes.c_uint * 4)()
    base, step = ctypes.addressof(parts), ctypes.sizeof(ctypes.c_uint)
    if not ask(item, base, base + step, base + 2 * step, base + 3 * step):
        return None
    return ((parts[0] << 16) | (parts[1] << 8) | parts[2], parts[3])


def _opaque_fill(path: int) -> int | None:
    found = _color_of(calls.fill_color_of_object, path)
    return None if found is None or found[1] < OPAQUE else found[0]


def _stroke_width(path: int) -> float:
    width = ctypes.c_float()
    calls.stroke_width_of_object(path, ctypes.addressof(width))
    return width.value


def _matrix_of(item: int) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    calls.matrix_of_object(item, ctypes.addressof(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = map(_near, inner)
    g, h, i, j, k, m = map(_near, outer)
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _near(number: float) -> float:
    """A number no further from nothing than `_FARTHEST`; one that is none at all becomes the least."""
    return min(_FARTHEST, max(-_FARTHEST, number))
