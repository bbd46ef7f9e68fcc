"""Gutters: stretches of the width that stay blank through all lines of a table, and so divide its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from crossreview.parse.words import Word

Stretch: TypeAlias = tuple[float, float]
"""From left to right, in points."""

_EVERYWHERE = float("inf")
_NARROWEST = 7.0  # points: a blank narrower than this is the blank between words


def blanks(words: Iterable[Word]) -> list[Stretch]:
    """The stretches that no word covers; the first and the last reach beyond the page."""
    found: list[Stretch] = []
    reach = -_EVERYWHERE
    for word in sorted(words, key=lambda word: word.x0):
        if word.x0 - reach > _NARROWEST:
            found.append((reach, word.x0))
        reach = max(reach, word.x1)
    found.append((reach, _EVERYWHERE))
    return found


def shared(first: Sequence[Stretch], second: Sequence[Stretch]) -> list[Stretch]:
    """What is blank in both."""
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(left, right) for left, right in both if right - left > _NARROWEST]


def between(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The gutters among blanks: those with words on either side."""
    return [(left, right) for left, right in stretches if left > -_EVERYWHERE and right < _EVERYWHERE]
