"""What an evaluation says: one row for each document, and the totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from crossreview.evaluate.score import Case, Score, total
from crossreview.evaluate.splits import HELD_OUT, rank

ALL: Final = "all"


@dataclass(frozen=True)
class Row:
    """One document: its scores by measure, what stands behind them, and the seconds that reading took.

    `problem` says why the document could not be read; then everything in it counts as missed.
    """

    id: str
    pages: int
    seconds: float
    scores: Mapping[str, Score]
    cases: tuple[Case, ...]
    problem: str | None = None
    split: str | None = None


@dataclass(frozen=True)
class Report:
    """All documents."""

    rows: tuple[Row, ...]

    @property
    def totals(self) -> dict[str, Score]:
        """The sum over all documents of each measure, in the order of measuring, parts behind their wholes."""
        names = list(dict.fromkeys(name for row in self.rows for name in row.scores))
        wholes = list(dict.fromkeys(_whole(name) for name in names))
        names.sort(key=lambda name: wholes.index(_whole(name)))
        return {name: total(row.scores.get(name, Score()) for row in self.rows) for name in names}

    @property
    def by_split(self) -> dict[str, Report]:
        """A report of each split of the corpus; of all documents, under one name, where there are no splits."""
        names = sorted(dict.fromkeys(row.split for row in self.rows), key=rank)
        return {name or ALL: Report(tuple(row for row in self.rows if row.split == name)) for name in names}

    def without_held_out_cases(self) -> Report:
        """The same scores without the cases of documents that nobody should learn from."""
        return Report(tuple(replace(row, cases=()) if row.split == HELD_OUT else row for row in self.rows))

    @property
    def pages(self) -> int:
        """Pages of all documents."""
        return sum(row.pages for row in self.rows)

    @property
    def seconds(self) -> float:
        """Seconds that reading all documents took."""
        return sum(row.seconds for row in self.rows)

    @property
    def problems(self) -> tuple[Row, ...]:
        """The documents that could not be read."""
        return tuple(row for row in self.rows if row.problem is not None)


def _whole(name: str) -> str:
    """The measure that a part belongs to: `metadata` for `metadata.title`."""
    return name.partition(".")[0]
