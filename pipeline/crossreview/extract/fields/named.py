"""The names of bodies that one document explains itself, on top of those that the vocabulary knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class NamedBodies:
    """Names with the type of each, and for the last word of full names ("trust") the type that all so called share."""

    types: Mapping[str, str] = field(default_factory=dict)
    by_noun: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.types, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where the names stand in a text, `text[start:end]`, and the type of each."""
        if self._pattern is not None:
            for name in self._pattern.finditer(text):
                yield name.start(), name.end(), self.types[name.group()]


NO_NAMES = NamedBodies()
