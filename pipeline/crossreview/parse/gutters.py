"""Gutters: stretches of the width that stay blank through all lines of a table, and so divide its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Stretch: TypeAlias = tuple[float, float]
"""From left to right, in points."""

_EVERYWHERE = float("inf")


@dataclass(frozen=True)
class Columns:
    """The columns of a table: their left edges, and the right edge of the last one, in points."""

    lefts: tuple[float, ...]
    right: float


def blanks(covered: Iterable[Stretch], narrowest: float) -> list[Stretch]:
    """What is left blank, unless it is narrower than that; the first and the last blank reach beyond the page."""
    found: list[Stretch] = []
    reach = -_EVERYWHERE
    for left, right in sorted(covered):
        if left - reach > narrowest:
            found.append((reach, left))
        reach = max(reach, right)
    found.append((reach, _EVERYWHERE))
    return found


def shared(first: Sequence[Stretch], second: Sequence[Stretch], narrowest: float) -> list[Stretch]:
    """What is blank in both."""
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(left, right) for left, right in both if right - left > narrowest]


def between(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The gutters among blanks: those with words on either side."""
    return [(left, right) for left, right in stretches if left > -_EVERYWHERE and right < _EVERYWHERE]
