"""Ruled grids: cells found by pdfplumber's table algorithm, fed with the lines that PDFium draws.

pdfplumber's own reading of a page takes many times as long as PDFium's (`make bench` shows how many); only its geometry
is needed, and PDFium has the lines already. A grid is only looked for where a page has rulings in both directions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from crossreview.parse.gutters import Columns
from crossreview.parse.limits import CROSSINGS
from crossreview.parse.shapes import Shape
from crossreview.records import Box

_SNAP = 3.0  # points between lines that are meant to be one
_SHORTEST = 4.0  # points: shorter strokes are dashes and ticks
_FEWEST_CUT = 3  # uprights that end together where a row is cut
_LINE = 8.0  # points: what is no higher holds no line of text
_GAP = 7.0  # points: what is no wider holds no word
_MAX_EDGES = 1500  # of one page; drawings and charts have more
_SPARSE = 1 / 3  # of rows times columns: tables with merged cells have more cells, drawings far fewer
_DRAWN = 0.6  # of the area of a table: what has fewer cells has others that only rules divide
_FAINTEST = 0xEE  # of each part of a colour: a tint that is no fainter marks a box, though nobody could read it as ink
_SLACK = 1.5  # points that a word's middle may lie outside its cell


@dataclass(frozen=True)
class Grid:
    """Cells that touch one another, row by row; None stands where a merged cell leaves no corner."""

    rows: tuple[tuple[Box | None, ...], ...]

    @cached_property
    def box(self) -> Box:
        """Around all cells."""
        cells = self.cells
        return (
            min(cell[0] for cell in cells),
            min(cell[1] for cell in cells),
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        )

    @cached_property
    def cells(self) -> tuple[Box, ...]:
        """The cells in reading order."""
        return tuple(cell for row in self.rows for cell in row if cell is not None)

    @property
    def is_patchy(self) -> bool:
        """Whether only some cells are drawn, such as heads and ratings on a ground of their own, and not the rest."""
        return sum(map(area, self.cells)) < _DRAWN * area(self.box)

    @cached_property
    def columns(self) -> Columns:
        """The columns of its cells."""
        return Columns(tuple(sorted({cell[0] for cell in self.cells})), self.box[2])


def find_grids(shapes: tuple[Shape, ...]) -> tuple[Grid, ...]:
    """The grids of a page, from top to bottom; a single box is a grid of one cell."""
    edges = [edge for shape in _without_shading(shapes) for edge in _edges(shape)]
    levels = {round(edge["top"] / _SNAP) for edge in edges if edge["orientation"] == "h"}
    uprights = {round(edge["x0"] / _SNAP) for edge in edges if edge["orientation"] == "v"}
    if len(levels) < 2 or len(uprights) < 2 or len(edges) > _MAX_EDGES:
        return ()
    edges = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    edges += [*_missing_edges(edges, "top"), *_missing_edges(edges, "bottom")]
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > CROSSINGS:
        return ()
    # Between a form and a table drawn in it is a gap, in which no word has room: it is no cell, and joins nothing.
    cells = [cell for cell in intersections_to_cells(crossings) if cell[2] - cell[0] > _GAP]
    grids = (grid for group in _groups(cells) for grid in _without_drawings(Grid(_in_rows(group))))
    return tuple(sorted(grids, key=lambda grid: grid.box[1]))


def area(box: Box) -> float:
    """In square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _without_drawings(grid: Grid) -> list[Grid]:
    """A grid; or its cells one by one where they leave most places empty: boxes of a drawing, joined by lines."""
    if len(grid.cells) >= _SPARSE * len(grid.rows) * len(grid.columns.lefts):
        return [grid]
    return [Grid(((cell,),)) for cell in grid.cells]


def _missing_edges(edges: list[dict[str, Any]], side: str) -> list[dict[str, Any]]:
    """Rules where uprights of a table end together without one: there the page end cuts a row."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    ends: dict[int, list[dict[str, Any]]] = {}
    for upright in (edge for edge in edges if edge["orientation"] == "v"):
        crossed = [rule["top"] for rule in level if rule["x0"] - _SNAP <= upright["x0"] <= rule["x1"] + _SNAP]
        inside = [y for y in crossed if upright["top"] - _SNAP <= y <= upright["bottom"] + _SNAP]
        if inside and not any(abs(y - upright[side]) <= _LINE for y in crossed):
            ends.setdefault(round(upright[side] / _SNAP), []).append(upright)
    return [
        _edge(min(each["x0"] for each in cut), cut[0][side], max(each["x0"] for each in cut), cut[0][side])
        for cut in ends.values()
        if len(cut) >= _FEWEST_CUT
    ]


def horizontal_edges(shapes: tuple[Shape, ...]) -> list[dict[str, Any]]:
    """The level rules and edges of a page, in pdfplumber's form."""
    return [edge for shape in _without_shading(shapes) for edge in _edges(shape) if edge["orientation"] == "h"]


def cell_holding(x: float, y: float, cells: Iterable[Box]) -> Box | None:
    """The cell in which a point lies."""
    for cell in cells:
        if cell[0] - _SLACK <= x <= cell[2] + _SLACK and cell[1] - _SLACK <= y <= cell[3] + _SLACK:
            return cell
    return None


def _without_shading(shapes: tuple[Shape, ...]) -> list[Shape]:
    """Shapes whose edges a person sees: no white areas, and areas of one colour stacked line by line made one."""
    kept: list[Shape] = []
    for shape in shapes:
        if not shape.is_area or shape.stroked or shape.fill is None:
            kept.append(shape)
        elif not _is_white(shape.fill):
            if kept and _stacked(kept[-1], shape):
                kept[-1] = replace(kept[-1], box=_around(kept[-1].box, shape.box))
            else:
                kept.append(shape)
    return kept


def _is_white(color: int) -> bool:
    return all((color >> shift & 255) >= _FAINTEST for shift in (16, 8, 0))


def _stacked(upper: Shape, lower: Shape) -> bool:
    return (
        upper.fill == lower.fill
        and upper.is_area
        and not upper.stroked
        and abs(upper.box[0] - lower.box[0]) < _SNAP
        and abs(upper.box[2] - lower.box[2]) < _SNAP
        and abs(upper.box[3] - lower.box[1]) < _SNAP
    )


def _around(first: Box, second: Box) -> Box:
    return (min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]))


def _groups(cells: list[Box]) -> list[list[Box]]:
    """Cells that share corners; cells_to_tables leaves out single cells, which are boxes around text."""
    tables = [list(table) for table in cells_to_tables(cells)]
    taken = {cell for table in tables for cell in table}
    return tables + [[cell] for cell in cells if cell not in taken]


def _in_rows(cells: list[Box]) -> tuple[tuple[Box | None, ...], ...]:
    lefts = sorted({cell[0] for cell in cells})
    tops = sorted({cell[1] for cell in cells})
    by_corner = {(cell[1], cell[0]): cell for cell in cells}
    return tuple(tuple(by_corner.get((top, left)) for left in lefts) for top in tops)


def _edges(shape: Shape) -> list[dict[str, Any]]:
    x0, top, x1, bottom = shape.box
    if shape.is_horizontal_line:
        middle = (top + bottom) / 2
        return [_edge(x0, middle, x1, middle)] if shape.width >= _SHORTEST else []
    if shape.is_vertical_line:
        middle = (x0 + x1) / 2
        return [_edge(middle, top, middle, bottom)] if shape.height >= _SHORTEST else []
    if not shape.is_area:
        return []
    return [
        _edge(x0, top, x1, top),
        _edge(x0, bottom, x1, bottom),
        _edge(x0, top, x0, bottom),
        _edge(x1, top, x1, bottom),
    ]


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if top == bottom else "v",
    }
