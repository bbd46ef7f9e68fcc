"""Where a document speaks of each theme: what one statement alone seems to be about, it mostly is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossreview.records import Block, Source
from crossreview.themes.classifier import CodedTheme
from crossreview.themes.cues import CueMatcher, Strength

# What names a theme by itself; a weak word or one for what is to be done does not.
NAMING: frozenset[Strength] = frozenset({"cue", "near", "abbreviation"})


@dataclass(frozen=True)
class Mentions:
    """For each theme where the text names it, in characters, and the statements to which the model gives it."""

    named: Mapping[str, Sequence[tuple[int, int]]]
    given: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        blocks: Iterable[Block],
        text: str,
        matcher: CueMatcher,
        coded: Iterable[tuple[str, Iterable[CodedTheme]]],
    ) -> Mentions:
        """The mentions in the blocks of a document, and in its statements with what the model gives to each."""
        named: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for block in blocks:
            for hit in matcher.find(block.source.text_in(text)):
                if hit.strength in NAMING and not hit.negated:
                    named[hit.theme].extend((span.start, span.end) for span in block.source.within(hit.start, hit.end))
        given: dict[str, set[str]] = defaultdict(set)
        for statement, themes in coded:
            for theme in themes:
                given[theme.theme].add(statement)
        return cls(named, {theme: frozenset(statements) for theme, statements in given.items()})

    def elsewhere(self, theme: str, source: Source, statement: str) -> bool:
        """Whether the document speaks of the theme outside of a statement, and not only in the same words."""
        outside = any(end <= source.start or source.end <= start for start, end in self.named.get(theme, ()))
        return outside or bool(self.given.get(theme, frozenset()) - {statement})
