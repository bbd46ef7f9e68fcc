"""How well themes are given: precision and recall against two coders, and whether probabilities mean what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crossreview.themes.statements import TwiceCoded

_BINS = 10
_RESAMPLED = 1000


@dataclass(frozen=True)
class Agreement:
    """Counts of themes given: right, wrong, and missing ones; and the scores from them."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the themes given, the share that either coder gave."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of the right ones and those that both coders gave and the model did not, the share of the right ones."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(frozen=True)
class Calibration:
    """The expected calibration error over bins of equal size, its 95 % interval, and for each bin mean and share."""

    error: float
    interval: tuple[float, float]
    bins: tuple[tuple[float, float], ...]


def agreement(given: Sequence[Iterable[str]], coded: Sequence[TwiceCoded]) -> Agreement:
    """Of all themes together (micro-average)."""
    counts = by_theme(given, coded).values()
    return Agreement(*(sum(getattr(one, name) for one in counts) for name in ("right", "wrong", "missed")))


def by_theme(given: Sequence[Iterable[str]], coded: Sequence[TwiceCoded]) -> Mapping[str, Agreement]:
    """Of each theme that was given or should have been."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for themes, one in zip(map(frozenset, given), coded, strict=True):
        right.update(themes & one.either)
        wrong.update(themes - one.either)
        missed.update(one.both - themes)
    return {theme: Agreement(right[theme], wrong[theme], missed[theme]) for theme in sorted(right | wrong | missed)}


def group_agreement(first: Sequence[str | None], coded: Sequence[TwiceCoded]) -> float:
    """The share of coded statements whose first theme is of a group that either coder gave."""
    judged = [(theme, one) for theme, one in zip(first, coded, strict=True) if one.either]
    right = sum(theme is not None and _group(theme) in set(map(_group, one.either)) for theme, one in judged)
    return right / max(len(judged), 1)


def calibration(scores: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Of themes that were given with a probability, one or more; the interval by resampling."""
    chances, hits = np.array(scores), np.array(right, dtype=float)
    generator = np.random.default_rng(0)
    draws = [
        _error(chances[rows], hits[rows]) for rows in generator.integers(0, len(chances), (_RESAMPLED, len(chances)))
    ]
    low, high = np.quantile(draws, (0.025, 0.975))
    bins = tuple((float(chances[part].mean()), float(hits[part].mean())) for part in _parts(chances))
    return Calibration(_error(chances, hits), (float(low), float(high)), bins)


def _error(chances: np.ndarray, hits: np.ndarray) -> float:
    gaps = (abs(chances[part].mean() - hits[part].mean()) * len(part) for part in _parts(chances))
    return float(sum(gaps) / len(chances))


def _parts(chances: np.ndarray) -> list[np.ndarray]:
    return [part for part in np.array_split(np.argsort(chances, kind="stable"), _BINS) if len(part)]


def _group(theme: str) -> str:
    return theme.partition(".")[0]
