"""Horizontal bars of a trend, as numbers for the template that draws them, and the table with the same numbers.

Each bar says its numbers. Series differ by their pattern as well as their colour; what has too few reviews for a share
has no bar, and is said to be few.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from crossreview.report.trends import FEW, Dimension, Trend, TrendRow

# What a bar is as long as: the share of reviews, or where there is nothing to be a share of, their number.
Measure: TypeAlias = Literal["share", "reviews"]
Link: TypeAlias = Callable[[TrendRow], str | None]
MOST_SERIES: Final = 4  # that the style has patterns and colours for
COLUMNS: Final[dict[Dimension, str]] = {
    "year": "Year",
    "area": "Area",
    "type": "Type of review",
    "theme": "Theme",
    "addressee": "Addressee",
}
_MOST_VALUES: Final = 25  # that can be read in one picture; the table has all
_SCALES: Final = (0.1, 0.25, 0.5, 1.0)

# All in pixels.
_WIDTH: Final = 760
_FOR_NUMBERS: Final = 150
_LETTER: Final = 9.0  # on the average, of those that labels have, with room for those who space letters wider
_LINE: Final = 17
_BAR: Final = 17
_GAP: Final = 9
_MOST_LETTERS: Final = 30  # in a line of a label
_MOST_LINES: Final = 3
_KEY: Final = 24
_AXIS: Final = 22
_TEXT_DOWN: Final = 13  # from the top of a line to the foot of its letters


@dataclass(frozen=True)
class Bar:
    """A bar, with its numbers printed beside it."""

    series: int
    x: float
    y: float
    width: float
    height: float
    says: str
    says_x: float
    says_y: float


@dataclass(frozen=True)
class Words:
    """Words in the picture, and where they begin or end."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Key:
    """Which pattern is which series."""

    series: int
    y: float
    label: Words


@dataclass(frozen=True)
class Cell:
    """The numbers of one value and series in the table; `address` is of the search that lists the passages."""

    reviews: int
    of: int
    share: str | None
    address: str | None


@dataclass(frozen=True)
class Row:
    """A row of the table: a cell for each series."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """A chart and its table. `id` tells it from others on the page; `remarks` are what must be known to read it."""

    id: str
    title: str
    column: str
    measure: Measure
    series: tuple[str, ...]
    width: int
    height: float
    left: float
    top: float
    bars: tuple[Bar, ...]
    labels: tuple[Words, ...]
    ticks: tuple[Words, ...]
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What a chart is called, and what its bars measure; `link` gives the address of what a number counts."""

    id: str
    title: str
    measure: Measure = "share"
    link: Link | None = None


def chart_of(trend: Trend, told: Told, names: Iterable[str] = ()) -> Chart:
    """The chart of a trend of at most four series: those of its rows, and of `names`, which may have no rows."""
    series = tuple(dict.fromkeys((*names, *(row.series for row in trend.rows))))
    measure = told.measure
    trend = replace(trend, rows=(*trend.rows, *_noughts(trend, series)))
    values = _values(trend)
    by_value: dict[str, list[TrendRow]] = {value: [] for value in values}
    for row in trend.rows:
        by_value[row.value].append(row)
    shown = _shown(trend.by, values)
    labels = {value: textwrap.wrap(_label(by_value[value]), _MOST_LETTERS, max_lines=_MOST_LINES, placeholder=" …")
              for value in shown}  # fmt: skip
    keys = tuple(_keys(series)) if len(series) > 1 else ()
    place = _Place(
        left=max([2 * _KEY, *(len(line) * _LETTER + _GAP for lines in labels.values() for line in lines)]),
        top=len(keys) * _KEY + _AXIS,
        most=_most([row for value in shown for row in by_value[value]], measure),
        measure=measure,
    )
    bars: list[Bar] = []
    words: list[Words] = []
    y = float(place.top + _GAP)
    for value in shown:
        height = max(len(series) * _BAR, len(labels[value]) * _LINE)
        words += place.label(labels[value], y, height)
        bars += place.bars(by_value[value], series, y + (height - len(series) * _BAR) / 2)
        y += height + _GAP
    return Chart(
        id=told.id,
        title=told.title,
        column=COLUMNS[trend.by],
        measure=measure,
        series=series,
        width=_WIDTH,
        height=y,
        left=place.left,
        top=place.top,
        bars=tuple(bars),
        labels=tuple(words),
        ticks=tuple(place.ticks()),
        keys=keys,
        rows=tuple(_row(by_value[value], series, told.link) for value in values),
        remarks=tuple(_remarks(trend, measure, len(values) - len(shown))),
    )


@dataclass(frozen=True)
class _Place:
    """Where things stand in the picture; `most` is what the longest bar may be."""

    left: float
    top: float
    most: float
    measure: Measure

    @property
    def _room(self) -> float:
        return _WIDTH - self.left - _FOR_NUMBERS

    def label(self, lines: Sequence[str], y: float, height: float) -> Iterator[Words]:
        first = y + (height - len(lines) * _LINE) / 2 + _TEXT_DOWN
        for at, line in enumerate(lines):
            yield Words(line, self.left - _GAP, round(first + at * _LINE, 1))

    def bars(self, rows: Iterable[TrendRow], series: Sequence[str], y: float) -> Iterator[Bar]:
        for row in rows:
            at = series.index(row.series)
            width = round(self._room * _length(row, self.measure) / self.most, 1)
            top = round(y + at * _BAR + 1, 1)
            yield Bar(
                series=at % MOST_SERIES,
                x=self.left,
                y=top,
                width=width,
                height=_BAR - 2,
                says=_says(row, self.measure),
                says_x=round(self.left + width + 6, 1),
                says_y=top + _TEXT_DOWN - 1,
            )

    def ticks(self) -> Iterator[Words]:
        for part in (0.0, 0.5, 1.0):
            number = self.most * part
            if self.measure == "share":
                yield Words(f"{number * 100:g} %", round(self.left + self._room * part, 1), self.top - 6)
            elif number == int(number):
                yield Words(f"{int(number):,}", round(self.left + self._room * part, 1), self.top - 6)


def _noughts(trend: Trend, series: Iterable[str]) -> Iterator[TrendRow]:
    """Rows for what other series have and one has not: it occurs in none of as many reviews."""
    known = {(row.series, row.value) for row in trend.rows}
    firsts: dict[str, TrendRow] = {}
    for row in trend.rows:
        firsts.setdefault(row.value, row)
    for name in series:
        for value, row in firsts.items():
            if (name, value) not in known:
                yield replace(row, series=name, reviews=0)


def _values(trend: Trend) -> tuple[str, ...]:
    """The values, those of most reviews in any series first; years in their order."""
    most: dict[str, int] = {}
    for row in trend.rows:
        most[row.value] = max(row.reviews, most.get(row.value, 0))
    return tuple(sorted(most)) if trend.by == "year" else tuple(sorted(most, key=lambda value: -most[value]))


def _shown(by: Dimension, values: Sequence[str]) -> Sequence[str]:
    """Years ascend, and the newest count most; everything else begins with what is most frequent."""
    return values[-_MOST_VALUES:] if by == "year" else values[:_MOST_VALUES]


def _most(rows: Sequence[TrendRow], measure: Measure) -> float:
    longest = max((_length(row, measure) for row in rows), default=0.0)
    return next(scale for scale in _SCALES if longest <= scale) if measure == "share" else max(1.0, longest)


def _length(row: TrendRow, measure: Measure) -> float:
    if measure == "reviews":
        return float(row.reviews)
    return min(1.0, row.share) if not row.is_small else 0.0


def _says(row: TrendRow, measure: Measure) -> str:
    if measure == "reviews":
        return f"{row.reviews:,}"
    numbers = f"{row.reviews:,} of {row.of:,}"
    return f"{numbers}, few" if row.is_small else numbers


def _keys(series: Sequence[str]) -> Iterator[Key]:
    for at, name in enumerate(series):
        label = textwrap.shorten(name, int((_WIDTH - 2 * _KEY) / _LETTER), placeholder=" …")
        yield Key(at % MOST_SERIES, at * _KEY + 2, Words(label, _KEY + 6, at * _KEY + 2 + _TEXT_DOWN))


def _label(rows: Sequence[TrendRow]) -> str:
    return rows[0].label


def _row(rows: Sequence[TrendRow], series: Sequence[str], link: Link | None) -> Row:
    by_series = {row.series: row for row in rows}
    return Row(_label(rows), tuple(_cell(by_series[name], link) for name in series))


def _cell(row: TrendRow, link: Link | None) -> Cell:
    share = None if row.is_small else f"{row.share * 100:.0f} %"
    return Cell(row.reviews, row.of, share, link(row) if link is not None and row.reviews else None)


def _remarks(trend: Trend, measure: Measure, left_out: int) -> Iterator[str]:
    if measure == "share" and any(row.is_small for row in trend.rows):
        yield f"“Few”, and no bar: of fewer than {FEW} reviews, of which a share says nothing."
    if left_out:
        which = "earlier" if trend.by == "year" else "less frequent"
        yield f"The chart leaves out {left_out:,} {which} of {left_out + _MOST_VALUES:,}; the table has all."
