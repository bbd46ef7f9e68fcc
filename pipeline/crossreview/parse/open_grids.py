"""Tables ruled between their rows but not between their columns: columns are the blanks that run through all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pdfplumber.table import merge_edges

from crossreview.parse.grids import Grid, horizontal_edges
from crossreview.parse.gutters import Stretch, between, blanks, shared
from crossreview.parse.shapes import Shape
from crossreview.parse.styles import Style
from crossreview.parse.words import Word
from crossreview.records import Box

_SNAP = 3.0  # points between lines that are meant to be one
_NARROWEST_TABLE = 150.0  # points
_NARROWEST_BLANK = 7.0  # points: a column of blank narrower than this is the blank between words
_HIGHEST_ROW = 420.0  # points: a longer stretch between two rules is running text
_FEWEST_ROWS = 3  # without heads that look like heads
_LOW = 0.7  # of the page height: a table whose last rule stands lower may be cut by the page end
_SAME_SIZE = 0.6  # points
_LARGER = 1.1  # times the size of the text: a heading
_HEAD_HEIGHT = 2.5  # of the font size: so far above the first rule the heads of the columns may begin
_LINE_GAP = 1.2  # of the font size between lines of one cell
_LETTERED_CELLS = 0.5  # of the cells of a first column: a column of numbers or bullets belongs to the text beside it


@dataclass(frozen=True)
class _Rules:
    """Rules that begin and end alike, from top to bottom."""

    left: float
    right: float
    heights: list[float]


@dataclass(frozen=True)
class _Band:
    """What stands between two rules."""

    top: float
    bottom: float
    words: list[Word]


def find_open_grids(shapes: tuple[Shape, ...], words: Sequence[Word], page_height: float) -> tuple[Grid, ...]:
    """The grids of a page whose rows are told by rules of one width and whose columns by blanks.

    A row cut by the page end has no rule below it; it ends where its lines do. Nor have the heads of the columns always
    a rule above them; they begin where their lines do.
    """
    found = (
        _grid(rules, rows, words, page_height)
        for rules in _families(shapes)
        for rows in _tables(_bands(rules, words))
        if len(rows) >= _FEWEST_ROWS or (len(rows) > 1 and _begins_with_heads(rows))
    )
    return tuple(grid for grid in found if grid is not None)


def _families(shapes: tuple[Shape, ...]) -> list[_Rules]:
    """The rules of a page that are wide enough to divide rows, by where they begin and end."""
    edges = merge_edges(horizontal_edges(shapes), _SNAP, _SNAP, _SNAP, _SNAP)
    families: list[_Rules] = []
    for edge in sorted(edges, key=lambda edge: float(edge["top"])):
        left, right = edge["x0"], edge["x1"]
        if right - left < _NARROWEST_TABLE:
            continue
        alike = (rules for rules in families if abs(rules.left - left) < _SNAP and abs(rules.right - right) < _SNAP)
        family = next(alike, None)
        if family is None:
            families.append(_Rules(left, right, [edge["top"]]))
        else:
            family.heights.append(edge["top"])
    return [rules for rules in families if len(rules.heights) > 2]


def _bands(rules: _Rules, words: Sequence[Word]) -> list[_Band]:
    """The stretches between rules that hold words."""
    bands: list[_Band] = []
    for top, bottom in pairwise(rules.heights):
        if _SNAP < bottom - top <= _HIGHEST_ROW:
            inside = [
                word
                for word in words
                if top <= (word.top + word.bottom) / 2 <= bottom and rules.left - 2 <= word.x0 <= rules.right
            ]
            if inside:
                bands.append(_Band(top, bottom, inside))
    return bands


def _tables(bands: list[_Band]) -> list[list[_Band]]:
    """Bands one below the other whose columns are the same; running text between two tables parts them.

    Text with a number in its margin has a column too: it is no first row where what follows has more of them.
    """
    tables: list[list[_Band]] = []
    columns: list[Stretch] = []
    for band in bands:
        blank = blanks(((word.x0, word.x1) for word in band.words), _NARROWEST_BLANK)
        both = shared(columns, blank, _NARROWEST_BLANK)
        alone = bool(tables) and len(tables[-1]) == 1
        spanned = 1 if alone and _begins_with_heads([*tables[-1], band]) else 0  # one head may stand over two columns
        fewest = len(between(blank)) - spanned if alone else len(between(columns))
        if tables and both and len(between(both)) >= max(1, fewest):
            tables[-1].append(band)
            columns = both
        else:
            tables.append([band])
            columns = blank
    return tables


def _begins_with_heads(bands: list[_Band]) -> bool:
    """Whether all words of the first band are set in another weight or colour than those below."""
    heads = {(word.style.bold, word.style.color) for word in bands[0].words}
    rest = {(word.style.bold, word.style.color) for band in bands[1:] for word in band.words}
    return not heads & rest


def _grid(rules: _Rules, bands: list[_Band], words: Sequence[Word], page_height: float) -> Grid | None:
    left, right = rules.left, rules.right
    rows = [(band.top, band.bottom) for band in bands]
    held = [band.words for band in bands]
    columns = _columns(left, right, held)
    if len(columns) < 2 or not _first_column_has_words(columns[0], held, of=len(columns)):
        return None
    if len(columns) == 2 and _heads_text(columns[1][0], held):
        return None
    last = rows[-1][1]
    size = Counter(round(word.style.size, 1) for word in held[-1]).most_common(1)[0][0]
    below = _end_of_cut_row(columns, last, size, words) if last > _LOW * page_height else None
    if below is not None:
        rows.append((last, below))
    heads = _heads_above(rows[0][0], left, right, words)
    with_heads = _columns(left, right, [*held, heads])
    if len(with_heads) == len(columns) and _are_heads(heads, with_heads, held):
        columns = with_heads
        rows.insert(0, (min(word.top for word in heads) - 1, rows[0][0]))
    return Grid(tuple(tuple((begin, top, end, bottom) for begin, end in columns) for top, bottom in rows))


def _end_of_cut_row(columns: list[Stretch], top: float, size: float, words: Sequence[Word]) -> float | None:
    """Where the lines of a font size end that go on in the columns right below the last rule; None if none do."""
    cuts = [end for _, end in columns[:-1]]
    bottom: float | None = None
    reach = top
    for word in sorted((word for word in words if word.top > top - 1), key=lambda word: word.top):
        inside = columns[0][0] - 2 <= word.x0 and word.x1 <= columns[-1][1] + 2
        crossing = any(word.x0 < cut - 1 and word.x1 > cut + 1 for cut in cuts)
        alike = abs(word.style.size - size) < _SAME_SIZE
        if word.top - reach > _LINE_GAP * size or not (inside and alike) or crossing:
            break
        reach = max(reach, word.bottom)
        bottom = reach + 1
    return bottom


def _heads_above(bottom: float, left: float, right: float, words: Sequence[Word]) -> list[Word]:
    """The line right above the first rule of a table."""
    above = [
        word
        for word in words
        if left - 2 <= word.x0 <= right
        and bottom - _HEAD_HEIGHT * word.style.size < word.top
        and word.bottom <= bottom + 1
    ]
    lowest = max((word.bottom for word in above), default=0.0)
    return [word for word in above if word.bottom > lowest - word.style.size / 2]


def _are_heads(line: Sequence[Word], columns: list[Stretch], held: Sequence[Sequence[Word]]) -> bool:
    """Whether a line has words over every column, each beginning where the column does; numbers need no head."""
    for at, (begin, end) in enumerate(columns):
        lefts = [word.x0 for row in held for word in row if begin <= word.x0 < end]
        heads = [word.x0 for word in line if begin - 2 <= word.x0 < end]
        if at == 0 and not heads and len(columns) > 2:
            continue
        if not lefts or not heads or abs(min(heads) - min(lefts)) > _SNAP:
            return False
    return True


def _columns(left: float, right: float, held: Sequence[Iterable[Word]]) -> list[Stretch]:
    """The stretches between the gutters of some rows."""
    gutters = between(blanks(((word.x0, word.x1) for row in held for word in row), _NARROWEST_BLANK))
    return list(pairwise([left, *((begin + end) / 2 for begin, end in gutters), right]))


def _first_column_has_words(column: Stretch, held: Sequence[Iterable[Word]], *, of: int) -> bool:
    """Whether the first column holds words; with two more beside it, it may hold numbers."""
    cells = [[word for word in row if column[0] - 2 <= word.x0 < column[1]] for row in held]
    filled = [cell for cell in cells if cell]
    lettered = sum(any(char.isalpha() for word in cell for char in word.text[1:]) for cell in filled)
    return of > 2 or (len(filled) >= 2 and lettered >= _LETTERED_CELLS * len(filled))


def _heads_text(cut: float, held: Sequence[Sequence[Word]]) -> bool:
    """Whether the left column holds headings of the text to the right: set apart from it in every row."""
    right = Counter(word.style for row in held for word in row if word.x0 >= cut)
    if not right:
        return False
    body = right.most_common(1)[0][0]
    left = [[word for word in row if word.x0 < cut] for row in held]
    filled = [cell for cell in left if cell]
    apart = sum(all(_stands_out(word, body) for word in cell) for cell in filled)
    return len(filled) >= 2 and apart == len(filled)


def _stands_out(word: Word, body: Style) -> bool:
    return (word.style.bold and not body.bold) or word.style.size > _LARGER * body.size


def outside(grids: Iterable[Grid], taken: Iterable[Grid], *, or_around: bool = False) -> list[Grid]:
    """The grids that share no area with those taken; `or_around` keeps those, too, that have them inside a cell."""
    boxes = [grid.box for grid in taken]
    return [
        grid
        for grid in grids
        if all(not _overlap(grid.box, box) or (or_around and _has_inside(grid, box)) for box in boxes)
    ]


def _has_inside(grid: Grid, box: Box) -> bool:
    return any(
        cell[0] - 1 <= box[0] and box[2] <= cell[2] + 1 and cell[1] - 1 <= box[1] and box[3] <= cell[3] + 1
        for cell in grid.cells
    )


def _overlap(first: Box, second: Box) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > _SNAP
        and min(first[3], second[3]) - max(first[1], second[1]) > _SNAP
    )
