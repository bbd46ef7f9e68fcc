"""Counts, and the ratios made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Verdict: TypeAlias = Literal["missed", "invented"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Score:
    """What the gold holds, what was found, and how much of it is right. Scores of documents add up to a total."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.found + other.found, self.right + other.right)

    @property
    def missed(self) -> int:
        """What the gold holds and was not found."""
        return self.gold - self.right

    @property
    def invented(self) -> int:
        """What was found and the gold does not hold."""
        return self.found - self.right

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where there was nothing to find and nothing was found."""
        if self.found:
            return self.right / self.found
        return 0.0 if self.gold else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there was nothing to find and nothing was found."""
        if self.gold:
            return self.right / self.gold
        return 0.0 if self.found else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def invented_per_100(self) -> float:
        """Of a hundred that were found, how many the gold does not hold."""
        return 100 * self.invented / self.found if self.found else 0.0


@dataclass(frozen=True)
class Case:
    """One thing that was missed or invented, for people who want to see what stands behind a number."""

    measure: str
    verdict: Verdict
    page: int | None
    text: str


@dataclass(frozen=True)
class Measured:
    """What one way of measuring says about one document: scores by measure, and the cases behind them."""

    scores: Mapping[str, Score]
    cases: tuple[Case, ...] = ()


def total(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    return sum(scores, Score())


def merged(parts: Iterable[Measured]) -> Measured:
    """Several measurements of one document as one."""
    parts = tuple(parts)
    return Measured(
        {name: score for part in parts for name, score in part.scores.items()},
        tuple(case for part in parts for case in part.cases),
    )


def overlap(gold: Iterable[str], found: Iterable[str]) -> Score:
    """The score of two sets of values."""
    wanted, got = set(gold), set(found)
    return Score(len(wanted), len(got), len(wanted & got))
