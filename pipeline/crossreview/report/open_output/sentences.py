"""Sentences of a text."""

from __future__ import annotations

import re

_SENTENCE_ENDS = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?][”\"’)]*\s+(?=[“\"‘'(\[•]?[A-Z\d])|\n")
_LONGEST_SENTENCE = 1500  # characters on either side, where none ends


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that `text[start:end]` stands in; a date that is all of one ("14 December.") belongs to the next."""
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    for boundary in _SENTENCE_ENDS.finditer(text, first, last):
        if boundary.end() <= start:
            first = boundary.end()
        elif boundary.start() >= end:
            if re.search(r"\w", text[first:start] + text[end : boundary.start()]):
                return first, boundary.start()
            end = boundary.end() + 1
    return first, last
