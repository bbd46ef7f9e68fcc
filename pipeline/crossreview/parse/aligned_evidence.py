"""Whether lines that the same gutters divide are a table: what looks like one, and is none, is told from it here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from crossreview.parse.aligned_rows import LABEL, SAME_LINE, WIDE_PITCH, Cell, Row, Rows, cells_of
from crossreview.parse.styles import Style
from crossreview.parse.words import Word

SAME_EDGE = 3.0  # points between edges of cells of one column
_MOST_WORDS = 130  # in a cell: more is running text
_TOGETHER = 0.8  # of the cells begin on the first line of their row
_FILLED = 0.5  # of the cells
_AGREE = 0.7  # of the cells of a column agree in an edge or in their middle
_SHORT_TERM = 4  # words: of a name or term in the first column
_SHORT_CELL = 8  # words: of the usual cell of one column at least, and of a table without heads
_ROWS = {"heads": 2, "two columns with heads": 3, "no heads": 4, "dates": 4, "terms": 5}  # below the heads, at least
_LARGER = 1.1  # times the size of the text: a heading
_CUT = 0.1  # of the cells, at most, begin where the one above broke off
_STOPS = frozenset(".!?:;")
_PLAIN_HEAD = re.compile(r"[A-Z][^\d.,;:!]*")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH}\b|(?:19|20)\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
)
_MOST = 0.7  # of the cells
_PERSON = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,3}[A-Z][\w’'-]*,\s")  # "Ada Fernley, head of service"
_PAGE_NUMBER = re.compile(r"\d{1,3}|[ivxlc]{1,7}")


def is_table(rows: Rows, *, cut: bool) -> bool:
    """Whether rows and columns are a table; `cut` tells whether the page ends below, and with it perhaps the table."""
    cells = [cell for row in (rows.head_cells, *rows.cells) for cell in row]
    if not rows.heads:
        cells = cells[len(rows.lefts) :]
    words = [len(_words(cell)) for cell in cells if cell]
    return (
        len(words) >= _FILLED * len(cells)
        and max(words) <= _MOST_WORDS
        and begin_together(rows)
        and all(_agree([row[at] for row in rows.cells if row[at]]) for at in range(len(rows.lefts)))
        and not _is_contents(rows)
        and not _runs_on(rows)
        and not _has_headings(rows)
        and (_speak_heads(rows, cut=cut) or _speak_rows(rows))
    )


def begin_together(rows: Rows) -> bool:
    """Whether the cells of each row begin on one line."""
    begun = [_begin_together(row, rows.lefts) for row in rows.all]
    return sum(together for together, _ in begun) >= _TOGETHER * sum(cells for _, cells in begun)


def _begin_together(row: Row, lefts: Sequence[float]) -> tuple[int, int]:
    """How many cells of a row begin on its first line, and how many it has."""
    firsts = [cell[0][0] for cell in cells_of(row, lefts) if cell]
    return sum(abs(word.baseline - row[0].baseline) <= SAME_LINE * word.style.size for word in firsts), len(firsts)


def _agree(cells: list[Cell]) -> bool:
    """Whether the cells of a column begin, end or are centred at one place."""
    lines = [cell[0] for cell in cells]
    edges: tuple[Callable[[list[Word]], float], ...] = (
        lambda words: words[0].x0,
        lambda words: words[-1].x1,
        lambda words: (words[0].x0 + words[-1].x1) / 2,
    )
    return any(_agreeing([edge(words) for words in lines]) >= _AGREE * len(lines) for edge in edges)


def _agreeing(places: list[float]) -> int:
    return max((sum(abs(place - other) <= SAME_EDGE for other in places) for place in places), default=0)


def _is_contents(rows: Rows) -> bool:
    """Whether the last column holds nothing but page numbers, none lower than the one before."""
    printed = [text for row in rows.cells if (text := " ".join(word.text for word in _words(row[-1])))]
    if len(printed) < 3 or not all(_PAGE_NUMBER.fullmatch(text.lower()) for text in printed):
        return False
    numbers = [int(text) for text in printed if text.isdigit()]
    return all(before <= number for before, number in pairwise(numbers))


def _runs_on(rows: Rows) -> bool:
    """Whether cells go on in small letters below, as lines of running text do."""
    columns = [[_words(row[at]) for row in rows.cells if row[at]] for at in range(len(rows.lefts))]
    pairs = [pair for column in columns for pair in pairwise(column)]
    cut = sum(_is_lower(below[0].text) and above[-1].text[-1:] not in _STOPS for above, below in pairs)
    return cut > _CUT * len(pairs)


def _has_headings(rows: Rows) -> bool:
    """Whether lines below the first row are larger than the text around them: two columns of a page, with headings."""
    below = (
        [line for row in rows.body for line in row] if rows.heads else [line for row in rows.all[1:] for line in row]
    )
    sizes = Counter(word.style.size for line in below for word in line.words)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return any(
        piece.words and min(w.style.size for w in piece.words) > _LARGER * usual
        for line in below
        for piece in line.pieces
    )


def _is_lower(text: str) -> bool:
    return text[:1].islower() and text.isalpha()


def _speak_heads(rows: Rows, *, cut: bool) -> bool:
    """Whether heads over all columns but one, perhaps, and rows enough below them speak for a table."""
    if sum(map(bool, rows.head_cells)) < max(2, len(rows.lefts) - 1):
        return False
    columns, found = _text_columns(rows), len(rows.body)
    if len(columns) > 2:
        shortest = min(median(len(_words(row[at])) for row in rows.cells) for at in columns)
        return found + cut >= _ROWS["heads"] and shortest <= _SHORT_CELL
    enough = found >= _ROWS["two columns with heads"] or (cut and found > 1 and _begins_with_names(rows))
    spaced = enough and _is_spaced(rows) and not _lists_people(rows)
    return len(columns) == 2 and spaced and all(_may_be_head(cell) for cell in rows.head_cells)


def _may_be_head(cell: Cell) -> bool:
    """Whether a cell is as short as a head; a bold sentence beside a heading in the margin is none, nor a lead-in."""
    words = _words(cell)
    runs_on = bool(words) and (_is_lower(words[0].text) or words[-1].text.endswith((".", ":")))
    return len(words) <= _SHORT_CELL and not runs_on


def _speak_rows(rows: Rows) -> bool:
    """Whether many rows speak for a table without heads, or with heads that are set like the rest."""
    columns, found = _text_columns(rows), len(rows.body)
    if len(columns) > 2:
        lengths = [len(_words(cell)) for row in rows.cells for cell in row if cell]
        shortest = min(median(len(_words(row[at])) for row in rows.cells) for at in columns)
        short = median(lengths) <= _SHORT_CELL or (_begins_with_plain_heads(rows) and shortest <= _SHORT_TERM)
        return found >= _ROWS["no heads"] and short
    if len(columns) < 2 or len(rows.lefts) > 2 or not all(row[0] and row[1] for row in rows.cells):
        return False
    return (found >= _ROWS["terms"] and _explains_terms(rows)) or (found >= _ROWS["dates"] and _is_chronology(rows))


def _begins_with_plain_heads(rows: Rows) -> bool:
    """Whether the first row has a few words over each column, without figures or stops."""
    firsts = [" ".join(word.text for word in _words(cell)) for cell in rows.cells[0]]
    return all(_PLAIN_HEAD.fullmatch(text) for text in firsts)


def _is_chronology(rows: Rows) -> bool:
    """Whether the first column holds dates."""
    firsts = [" ".join(word.text for word in _words(row[0])) for row in rows.cells]
    return sum(_DATE.match(text) is not None for text in firsts) >= len(firsts) - 1


def _text_columns(rows: Rows) -> list[int]:
    """The columns that hold more than numbers or bullets of what stands beside them."""
    return [
        at
        for at in range(len(rows.lefts))
        if not all(len(words) == 1 and LABEL.fullmatch(words[0].text) for row in rows.cells for words in row[at])
    ]


def _begins_with_names(rows: Rows) -> bool:
    """Whether the first column is short, and what stands in the last one longer."""
    first, last = ([len(_words(row[at])) for row in rows.cells] for at in (0, -1))
    return median(first) <= _SHORT_TERM and median(last) > median(first)


def _lists_people(rows: Rows) -> bool:
    """Whether each column is a list of people with their offices, by the bodies they come from."""
    cells = [" ".join(word.text for word in _words(cell)) for row in rows.cells for cell in row if cell]
    return sum(_PERSON.match(cell) is not None for cell in cells) > _MOST * len(cells)


def _is_spaced(rows: Rows) -> bool:
    """Whether the rows are further apart than the lines within; names right below one another are a list of people."""
    steps = [below[0].baseline - above[-1].baseline for above, below in pairwise(rows.body)]
    inside = [below.baseline - above.baseline for row in rows.all for above, below in pairwise(row)]
    usual = min(inside, default=1.25 * rows.body[-1][0].size)
    return not steps or median(steps) > WIDE_PITCH * usual


def _explains_terms(rows: Rows) -> bool:
    """Whether two columns hold terms and what they mean: short on the left, in the style of what stands beside."""
    terms, meanings = ([_words(row[at]) for row in rows.cells] for at in (0, 1))
    asked = sum(words[-1].text.endswith((":", "?")) for words in terms)
    short = all(len(words) <= _SHORT_TERM for words in terms)
    return short and 2 * asked < len(terms) and _prevailing(terms) == _prevailing(meanings)


def _prevailing(cells: list[list[Word]]) -> Style:
    return Counter(word.style for words in cells for word in words).most_common(1)[0][0]


def _words(cell: Cell) -> list[Word]:
    return [word for words in cell for word in words]
