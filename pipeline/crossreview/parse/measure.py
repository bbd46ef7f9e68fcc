"""How far to the right the text runs around each line of a page: a line that ends well before that was meant to end.

The widest line of the page tells it where all text is set to one width. Columns, headings in the margin, and text
beside a picture are narrower, and have an edge of their own:

    wide wide wide wide wide wide
    left left     right right        the reading order goes up the page before `right`
    left left     right right
"""

from __future__ import annotations

from itertools import pairwise

from crossreview.parse.lines import Line

_STEP = 40  # points: lines set in by less share an edge
_CHARACTER = 0.5  # of the font size: the width of a usual one
_RAGGED = 1.5  # of the font size: lines that run on leave no more beside the word that did not fit
_NARROWER = 5.0  # of the font size: lines ending so far before the edge of the page are set to another width
_TIGHT = 1.5  # of the font size between baselines: more is the space between paragraphs
_BESIDE = 2.0  # of the font size: a column may begin so far above the next one
_WRAPPED = 2  # lines that begin in the middle of a sentence: fewer do not tell to which width the text is set


def right_edges(lines: list[Line]) -> list[float]:
    """For each line of a page the right edge of the text to which it belongs, in points."""
    edges = _widest(lines)
    for start, stop in _columns(lines):
        column = lines[start:stop]
        if _wrapped(column) >= _WRAPPED:
            edges[start:stop] = _widest(column)
    for start, stop in _runs(lines):
        run = lines[start:stop]
        edge = max(line.x1 for line in run)
        if (
            _wrapped(run) >= _WRAPPED
            and _is_set_to(edge, run)
            and edge < max(edges[start:stop]) - _NARROWER * run[0].size
        ):
            edges[start:stop] = [edge] * len(run)
    return edges


def room_after(before: Line, line: Line, edge: float) -> float:
    """The points left up to the edge if the first word of a line stood at the end of the one before."""
    word = line.text.split(" ", 1)[0]
    return edge - before.x1 - (len(word) + 1) * _CHARACTER * line.size


def _widest(lines: list[Line]) -> list[float]:
    """For each line the right edge of those that share its region and left edge."""
    edges: dict[tuple[int, bool, int], float] = {}
    for line in lines:
        edges[_place(line)] = max(edges.get(_place(line), 0.0), line.x1)
    return [edges[_place(line)] for line in lines]


def _place(line: Line) -> tuple[int, bool, int]:
    return line.region, line.aside, int(line.x0 // _STEP)


def _columns(lines: list[Line]) -> list[tuple[int, int]]:
    """The stretches of lines cut where columns begin and end."""
    cuts = {0, len(lines)}
    for at in range(1, len(lines)):
        if _goes_up(lines[at - 1], lines[at]):
            start = _start_of_left(lines, at, max(cut for cut in cuts if cut < at))
            gutter = max((line.x1 for line in lines[start:at]), default=lines[at].x0)
            cuts |= {start, at, _end_of_right(lines, at, gutter)}
    return list(pairwise(sorted(cuts)))


def _goes_up(before: Line, line: Line) -> bool:
    """Whether the reading order goes up the page: a column begins."""
    level = line.region == before.region and not before.aside and not line.aside
    return level and line.baseline < before.baseline - before.size


def _start_of_left(lines: list[Line], at: int, first: int) -> int:
    """Where the column begins that is read before the one beginning `at`: its lines end left of that, beside it."""
    top = lines[at].baseline - _BESIDE * lines[at].size
    start = at
    while start > first and lines[start - 1].x1 <= lines[at].x0 and lines[start - 1].baseline > top:
        start -= 1
    return start


def _end_of_right(lines: list[Line], at: int, gutter: float) -> int:
    """Where the column ends that begins `at`: what comes after it begins left of the gutter, or is another column."""
    end = at + 1
    while end < len(lines) and lines[end].x0 >= gutter and not _goes_up(lines[end - 1], lines[end]):
        end += 1
    return end


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    """The stretches of lines of one size without spaces between them."""
    cuts = [at for at in range(1, len(lines)) if not _is_tight(lines[at - 1], lines[at])]
    return list(pairwise([0, *cuts, len(lines)])) if lines else []


def _is_tight(before: Line, line: Line) -> bool:
    same = line.region == before.region and line.aside == before.aside and abs(line.size - before.size) < 1
    return same and 0 < line.baseline - before.baseline < _TIGHT * line.size


def _wrapped(lines: list[Line]) -> int:
    """How many lines go on with a sentence of the line before."""
    return sum(line.text[:1].islower() for line in lines[1:])


def _is_set_to(edge: float, run: list[Line]) -> bool:
    """Whether every line that goes on with a sentence does so because its first word did not fit before the edge."""
    pairs = [(before, line) for before, line in pairwise(run) if line.text[:1].islower()]
    return all(room_after(before, line, edge) < _RAGGED * line.size for before, line in pairs)
