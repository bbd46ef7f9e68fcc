"""Tables ruled between their rows but not between their columns: columns are the blanks that run through all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pdfplumber.table import merge_edges

from crossreview.parse.grids import Grid, horizontal_edges
from crossreview.parse.shapes import Shape
from crossreview.parse.styles import Style
from crossreview.parse.words import Word
from crossreview.records import Box

_SNAP = 3.0  # points between lines that are meant to be one
_NARROWEST_TABLE = 150.0  # points
_NARROWEST_BLANK = 7.0  # points: a column of blank narrower than this is the blank between words
_HIGHEST_ROW = 420.0  # points: a longer stretch between two rules is running text
_FEWEST_ROWS = 3
_LOW = 0.7  # of the page height: a table whose last rule stands lower may be cut by the page end
_LARGER = 1.1  # times the size of the text: a heading
_HEAD_HEIGHT = 2.5  # of the font size: so far above the first rule the heads of the columns may begin
_LINE_GAP = 1.2  # of the font size between lines of one cell
_LETTERED_CELLS = 0.5  # of the cells of a first column: a column of numbers or bullets belongs to the text beside it


def find_open_grids(shapes: tuple[Shape, ...], words: Sequence[Word], page_height: float) -> tuple[Grid, ...]:
    """The grids of a page whose rows are told by rules of one width and whose columns by blanks.

    A row cut by the page end has no rule below it; it ends where its lines do. Nor have the heads of the columns always
    a rule above them; they begin where their lines do.
    """
    edges = merge_edges(horizontal_edges(shapes), _SNAP, _SNAP, _SNAP, _SNAP)
    levels: dict[tuple[int, int], list[float]] = {}
    for edge in edges:
        if edge["x1"] - edge["x0"] >= _NARROWEST_TABLE:
            key = (round(edge["x0"] / _SNAP), round(edge["x1"] / _SNAP))
            levels.setdefault(key, []).append(edge["top"])
    found = (
        _grid(left * _SNAP, right * _SNAP, sorted(heights), words, page_height)
        for (left, right), heights in levels.items()
        if len(heights) > _FEWEST_ROWS
    )
    return tuple(grid for grid in found if grid is not None)


def _grid(left: float, right: float, heights: list[float], words: Sequence[Word], page_height: float) -> Grid | None:
    rows = [band for band in pairwise(heights) if _SNAP < band[1] - band[0] <= _HIGHEST_ROW]
    held = [
        [word for word in words if top <= (word.top + word.bottom) / 2 <= bottom and left - 2 <= word.x0 <= right]
        for top, bottom in rows
    ]
    rows = [row for row, inside in zip(rows, held, strict=True) if inside]
    held = [inside for inside in held if inside]
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = _columns(left, right, held)
    if len(columns) < 2 or not _first_column_has_words(columns[0], held, of=len(columns)):
        return None
    if len(columns) == 2 and _heads_text(columns[1][0], held):
        return None
    below = _end_of_cut_row(columns, heights[-1], words) if heights[-1] > _LOW * page_height else None
    if below is not None:
        rows.append((heights[-1], below))
    heads = _heads_above(rows[0][0], left, right, words)
    with_heads = _columns(left, right, [*held, heads])
    if len(with_heads) == len(columns) and _are_heads(heads, with_heads, held):
        columns = with_heads
        rows.insert(0, (min(word.top for word in heads) - 1, rows[0][0]))
    return Grid(tuple(tuple((begin, top, end, bottom) for begin, end in columns) for top, bottom in rows))


def _end_of_cut_row(columns: list[tuple[float, float]], top: float, words: Sequence[Word]) -> float | None:
    """Where the lines end that go on in the columns right below the last rule; None if none do."""
    cuts = [end for _, end in columns[:-1]]
    bottom: float | None = None
    reach = top
    for word in sorted((word for word in words if word.top > top - 1), key=lambda word: word.top):
        inside = columns[0][0] - 2 <= word.x0 and word.x1 <= columns[-1][1] + 2
        crossing = any(word.x0 < cut - 1 and word.x1 > cut + 1 for cut in cuts)
        if word.top - reach > _LINE_GAP * word.style.size or not inside or crossing:
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


def _are_heads(line: Sequence[Word], columns: list[tuple[float, float]], held: Sequence[Sequence[Word]]) -> bool:
    """Whether a line has words over every column, each beginning where the column does."""
    for begin, end in columns:
        lefts = [word.x0 for row in held for word in row if begin <= word.x0 < end]
        heads = [word.x0 for word in line if begin - 2 <= word.x0 < end]
        if not lefts or not heads or abs(min(heads) - min(lefts)) > _SNAP:
            return False
    return True


def _columns(left: float, right: float, held: Sequence[Iterable[Word]]) -> list[tuple[float, float]]:
    """The stretches between blanks that no word of any row crosses."""
    cuts = [left]
    reach = left
    for word in sorted((word for row in held for word in row), key=lambda word: word.x0):
        if word.x0 - reach > _NARROWEST_BLANK and reach > left:
            cuts.append((reach + word.x0) / 2)
        reach = max(reach, word.x1)
    return list(pairwise([*cuts, right]))


def _first_column_has_words(column: tuple[float, float], held: Sequence[Iterable[Word]], *, of: int) -> bool:
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


def outside(grids: Iterable[Grid], taken: Iterable[Grid]) -> list[Grid]:
    """The grids that share no area with those taken."""
    boxes = [grid.box for grid in taken]
    return [grid for grid in grids if not any(_overlap(grid.box, box) for box in boxes)]


def _overlap(first: Box, second: Box) -> bool:
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > _SNAP
        and min(first[3], second[3]) - max(first[1], second[1]) > _SNAP
    )
