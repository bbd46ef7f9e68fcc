"""What is changed in a text, and what is put in its place: marks in square brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NAME_REMOVED: Final = "[name removed]"
DATE_REMOVED: Final = "[date removed]"  # a day without a year, of which nothing may be told
_MARK = re.compile(
    r"\[(?:name removed|date removed|(?:aged )?(?:under 1|\d{1,2}-\d{2}|\d-\d|80\+)|\d{4}(?: to \d{4})?)\]"
)


@dataclass(frozen=True)
class Change:
    """What is to stand in the place of `text[start:end]`."""

    start: int
    end: int
    mark: str


def changed(words: str, changes: Iterable[Change]) -> str:
    """The text with its changes made: what an earlier round put in stays, and of two that overlap the first counts."""
    done = {at for mark in _MARK.finditer(words) for at in range(*mark.span())}
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda each: (each.start, -each.end)):
        if change.start < at or not done.isdisjoint(range(change.start, change.end)):
            continue
        parts += [words[at : change.start], change.mark]
        at = change.end
    return "".join((*parts, words[at:]))
