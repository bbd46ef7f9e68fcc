"""What each phrase of the taxonomy means to the matcher: the taxonomy's lists as tables of phrase and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crossreview.vocabulary.taxonomy import Taxonomy, ThemeEntry

CueKind: TypeAlias = Literal["cue", "weak", "fallback"]


@dataclass(frozen=True)
class Cue:
    """A phrase that names a theme."""

    theme: str
    text: str
    kind: CueKind


@dataclass(frozen=True)
class Exclusion:
    """A phrase in which the words of a theme mean something else."""

    theme: str


@dataclass(frozen=True)
class NearHalf:
    """A phrase that names a theme together with a phrase of the other side (0 or 1)."""

    theme: str
    text: str
    side: int


@dataclass(frozen=True)
class Denial:
    """Words that deny what stands after them (`before`) or before them (`after`)."""

    place: Literal["before", "after"]


def cue_phrases(taxonomy: Taxonomy, without: frozenset[str]) -> Iterator[tuple[str, Cue | Exclusion]]:
    """The plain cues of all themes, and the phrases that exclude them."""
    for theme in taxonomy.themes:
        for kind, cues in _plain_lists(theme):
            for text in cues:
                if text not in without:
                    yield text, Cue(theme.id, text, kind)
        for text in theme.exclude:
            yield text, Exclusion(theme.id)


def _plain_lists(theme: ThemeEntry) -> tuple[tuple[CueKind, tuple[str, ...]], ...]:
    return ("cue", theme.cues), ("weak", theme.weak), ("fallback", theme.fallback)


def near_phrases(taxonomy: Taxonomy, without: frozenset[str]) -> Iterator[tuple[str, NearHalf]]:
    """The halves of the near cues: "share | exchange ~ information" has two phrases on one side, one on the other."""
    for theme in taxonomy.themes:
        for text in theme.near:
            if text in without:
                continue
            for side, half in enumerate(text.split(" ~ ")):
                for phrase in half.split(" | "):
                    yield phrase, NearHalf(theme.id, text, side)


def abbreviations(taxonomy: Taxonomy, without: frozenset[str]) -> Iterator[tuple[str, Cue]]:
    """The abbreviations of all themes."""
    for theme in taxonomy.themes:
        for text in theme.abbrev:
            if text not in without:
                yield text, Cue(theme.id, text, "cue")


def denials(taxonomy: Taxonomy) -> Iterator[tuple[str, Denial]]:
    """The words of denial."""
    for text in taxonomy.negation.before:
        yield text, Denial("before")
    for text in taxonomy.negation.after:
        yield text, Denial("after")
