"""Words of pages as they are shown, some of them marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Words(NamedTuple):
    """A run of words, marked or not."""

    text: str
    is_marked: bool


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Words, ...]:
    """A text cut into what is marked and what is not; ranges that overlap count as one."""
    words: list[Words] = []
    at = 0
    for start, end in sorted(ranges):
        first, last = max(start, at), min(end, len(text))
        if first < last:
            words += [Words(text[at:first], False), Words(text[first:last], True)]
            at = last
    return tuple(each for each in (*words, Words(text[at:], False)) if each.text)
