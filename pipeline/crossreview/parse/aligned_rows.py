"""Lines of a page in the rows and columns of a table that has no rules: by gutters, by space, by what begins a row."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from crossreview.parse.gutters import Stretch, between, blanks
from crossreview.parse.lines import Run
from crossreview.parse.words import Word

NARROWEST_GUTTER = 5.0  # points: a blank through all lines that is narrower is one between words
SAME_LINE = 0.35  # of the font size between baselines
WIDE_PITCH = 1.18  # of the distance between lines of one cell: more is the space between rows
LABEL = re.compile(r"[\W_o]{1,2}|\(?(?:[A-Za-z]{0,3}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[A-Za-z]|[ivx]{1,5})[.):]?")
_BULLET = re.compile(r"[\W_o]{1,2}")
_LABEL_GAP = 3.0  # of the font size between a number or bullet and its text
_SAME_STEP = 1.04  # times another: the same distance between lines
_WRAPPED = 1.6  # of the font size: lines of one cell are no further apart
_LEVEL = 3.0  # points between baselines that are counted as one
_FEWEST_PARTED = 2  # lines; a table has three, of which a scan may show one unevenly
_HEAD_LINES = 4  # of heads, at most
_FIGURE = re.compile(r"[\d.,:/£%–-]*\d[\d.,:/£%–-]*")

Cell: TypeAlias = list[list[Word]]
"""The words of a cell, line by line."""


@dataclass(frozen=True)
class PartedLine:
    """What stands on one baseline, from left to right in pieces with gaps between them."""

    pieces: tuple[Run, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All its words."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @cached_property
    def top(self) -> float:
        """In points."""
        return min(piece.top for piece in self.pieces)

    @cached_property
    def bottom(self) -> float:
        """In points."""
        return max(piece.bottom for piece in self.pieces)

    @cached_property
    def right(self) -> float:
        """In points."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def baseline(self) -> float:
        """In points from the top."""
        return self.pieces[0].baseline

    @cached_property
    def size(self) -> float:
        """The largest font size, in points."""
        return max(piece.size for piece in self.pieces)

    @cached_property
    def is_parted(self) -> bool:
        """Whether it has a gap that is not the one behind a number or bullet."""
        return len(_with_labels(self.pieces, LABEL)) > 1

    @cached_property
    def blanks(self) -> list[Stretch]:
        """What it leaves blank; the gap behind a number or bullet belongs to its text."""
        return blanks(_covered(_with_labels(self.pieces, LABEL)), NARROWEST_GUTTER)

    @property
    def covered(self) -> Iterable[Stretch]:
        """What its words cover, and the gaps behind bullets; a number may have a column of its own."""
        return _covered(_with_labels(self.pieces, _BULLET))

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(word.style.bold for word in self.words)

    @property
    def colors(self) -> set[int]:
        """Of its words."""
        return {word.style.color for word in self.words}

    def by_column(self, lefts: Sequence[float]) -> dict[int, list[Word]]:
        """Its words by the column, counted from 0, in which they stand; `lefts` are the edges of the columns."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            found.setdefault(max(bisect(lefts, word.x0 + 1) - 1, 0), []).append(word)
        return found


Row: TypeAlias = tuple[PartedLine, ...]


@dataclass(frozen=True)
class Rows:
    """Lines in rows and columns; `lefts` are the left edges of the columns in points."""

    lefts: tuple[float, ...]
    heads: Row
    body: tuple[Row, ...]

    @property
    def all(self) -> tuple[Row, ...]:
        """The heads, if there are any, and the rows below."""
        return (self.heads, *self.body) if self.heads else self.body

    @cached_property
    def head_cells(self) -> list[Cell]:
        """The heads of the columns."""
        return cells_of(self.heads, self.lefts)

    @cached_property
    def cells(self) -> list[list[Cell]]:
        """The cells below the heads."""
        return [cells_of(row, self.lefts) for row in self.body]


def has_columns(runs: Iterable[Run]) -> bool:
    """Whether several lines have two runs that are more than a number or bullet: the cheap sign of a table."""
    levels: Counter[int] = Counter()
    for run in runs:
        first = run.words[0]
        if len(run.words) > 1 or not LABEL.fullmatch(first.text):
            levels[round(first.baseline / _LEVEL)] += 1
    return sum(count > 1 for count in levels.values()) >= _FEWEST_PARTED


def parted_lines(runs: Iterable[Run]) -> list[PartedLine]:
    """Runs of a page by baseline, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if rows and run.baseline - rows[-1][0].baseline <= SAME_LINE * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [PartedLine(tuple(sorted(row, key=lambda run: run.x0))) for row in rows]


def _with_labels(pieces: Sequence[Run], label: re.Pattern[str]) -> list[tuple[Run, ...]]:
    """Pieces in groups: a label together with the text right behind it."""
    groups: list[tuple[Run, ...]] = []
    for piece in pieces:
        if groups and _labels(groups[-1], piece, label):
            groups[-1] = (*groups[-1], piece)
        else:
            groups.append((piece,))
    return groups


def _labels(group: tuple[Run, ...], piece: Run, label: re.Pattern[str]) -> bool:
    alone = len(group) == 1 and len(group[0].words) == 1
    near = piece.x0 - group[-1].x1 < _LABEL_GAP * piece.size
    text = any(word.text.isalpha() for word in piece.words)
    return alone and near and text and label.fullmatch(group[0].words[0].text) is not None


def _covered(groups: Iterable[Sequence[Run]]) -> Iterable[Stretch]:
    for group in groups:
        if len(group) > 1:
            yield (group[0].x0, group[-1].x0)
        for word in group[-1].words:
            yield (word.x0, word.x1)


def in_rows(lines: list[PartedLine], lefts: tuple[float, ...] | None = None, *, cut: bool = False) -> Rows | None:
    """Lines in rows and columns, without what only stands below; None if there are no two columns or no rows.

    The columns are those at `lefts`, if given, else what gutters divide. `cut` tells whether the page ends below.
    """
    columns = lefts or lefts_of(lines)
    heads = _head_lines(lines)
    body = _body(lines[heads:], columns)
    while len(body) > 1 and _is_below(body, columns, cut=cut):
        body.pop()
    if not body:
        return None
    # What was left out may have hidden a gutter, or made one.
    columns = lefts or lefts_of([*lines[:heads], *(line for row in body for line in row)])
    return Rows(columns, tuple(lines[:heads]), tuple(map(tuple, body))) if len(columns) > 1 else None


def lefts_of(lines: Iterable[PartedLine]) -> tuple[float, ...]:
    """The left edges of the columns that gutters through all lines divide."""
    covered = [stretch for line in lines for stretch in line.covered]
    return (min(left for left, _ in covered), *(right for _, right in between(blanks(covered, NARROWEST_GUTTER))))


def _head_lines(lines: list[PartedLine]) -> int:
    """How many lines at the top are set apart from all that follows: in bold, or in a colour of their own."""
    for count in range(1, min(_HEAD_LINES, len(lines) - 1) + 1):
        heads, rest = lines[:count], lines[count:]
        bold = all(line.bold for line in heads) and not rest[0].bold
        colored = not set[int]().union(*(line.colors for line in heads)) & set[int]().union(
            *(line.colors for line in rest)
        )
        if bold or colored:
            return count
    return 0


def _is_below(body: list[list[PartedLine]], lefts: Sequence[float], *, cut: bool) -> bool:
    """Whether the last row has words in the first column only: a heading or caption below the table.

    Where the page ends there, the first line of a row may have been cut off from what stands beside it.
    """
    last, before = body[-1], body[-2]
    if filled(last, lefts) != {0}:
        return False
    if not cut or last[0].bold or len(body) < 3:
        return True
    usual = median(below[0].top - above[-1].bottom for above, below in pairwise(body[:-1]))
    return last[0].top - before[-1].bottom > WIDE_PITCH * usual


def filled(row: Iterable[PartedLine], lefts: Sequence[float]) -> set[int]:
    """The columns in which a row has words."""
    return {at for line in row for at in line.by_column(lefts)}


def _body(lines: list[PartedLine], lefts: Sequence[float]) -> list[list[PartedLine]]:
    """Lines in rows, by the space between them; where there is none, by what begins one."""
    bands = _bands(lines, lefts)
    usual = _row_gap(bands, lefts)
    rows: list[list[PartedLine]] = []
    for band in bands:
        for part in _split(band, lefts, evenly=len(bands) == 1):
            columns = filled(part, lefts)
            inside = len(columns) == 1 and 0 not in columns
            if rows and inside and (len(lefts) > 2 or part[0].top - rows[-1][-1].bottom < usual - 1):
                rows[-1] = [*rows[-1], *part]  # a further paragraph in one cell
            else:
                rows.append(part)
    return rows


def _row_gap(bands: list[list[PartedLine]], lefts: Sequence[float]) -> float:
    """The least space above a band that is a row for certain, in points."""
    gaps = (below[0].top - above[-1].bottom for above, below in pairwise(bands) if len(filled(below, lefts)) > 1)
    return min(gaps, default=0.0)


def _bands(lines: list[PartedLine], lefts: Sequence[float]) -> list[list[PartedLine]]:
    """Lines parted where the space between them is wider than within a cell."""
    pitch = _pitch(lines, lefts)
    bands: list[list[PartedLine]] = []
    for line in lines:
        if bands and line.baseline - bands[-1][-1].baseline <= WIDE_PITCH * pitch:
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _pitch(lines: list[PartedLine], lefts: Sequence[float]) -> float:
    """The distance between lines of one cell: the least that is found more than once; 0 if no cell has two lines."""
    steps: list[float] = []
    last: dict[int, PartedLine] = {}
    for line in lines:
        for at in line.by_column(lefts):
            if at in last and line.baseline - last[at].baseline <= _WRAPPED * line.size:
                steps.append(line.baseline - last[at].baseline)
            last[at] = line
    steps.sort()
    twice = (step for step, following in pairwise(steps) if following <= _SAME_STEP * step)
    return next(twice, steps[0] if steps else 0.0)


def _split(band: list[PartedLine], lefts: Sequence[float], *, evenly: bool) -> list[list[PartedLine]]:
    """The rows of a band: lines of figures, or evenly spaced lines, are a row each where all that could be are."""
    first = [0 in line.by_column(lefts) for line in band]
    figures = all(_has_figures(line, lefts) for line, begins in zip(band, first, strict=True) if begins)
    even = evenly and all(_begins_evenly(line, lefts) for line, begins in zip(band, first, strict=True) if begins)
    if not (figures or even):
        return [band]
    rows: list[list[PartedLine]] = []
    for line, begins in zip(band, first, strict=True):
        if rows and not begins:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _has_figures(line: PartedLine, lefts: Sequence[float]) -> bool:
    """Whether half of the cells of a line, two at least, are a number or date and nothing else."""
    cells = line.by_column(lefts).values()
    figures = sum(_FIGURE.fullmatch("".join(word.text for word in words)) is not None for words in cells)
    return figures > 1 and 2 * figures >= len(cells)


def _begins_evenly(line: PartedLine, lefts: Sequence[float]) -> bool:
    """Whether a line has words in most columns, none of which goes on with a small letter."""
    cells = line.by_column(lefts).values()
    return 2 * len(cells) > len(lefts) and not any(words[0].text[:1].islower() for words in cells)


def cells_of(row: Iterable[PartedLine], lefts: Sequence[float]) -> list[Cell]:
    """The words of a row by column and line."""
    cells: list[Cell] = [[] for _ in lefts]
    for line in row:
        for at, words in line.by_column(lefts).items():
            cells[at].append(words)
    return cells
