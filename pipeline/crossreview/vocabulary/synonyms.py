"""Different words for one thing: names with the same meaning, and spellings of the same word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crossreview.vocabulary.files import read_vocabulary


@dataclass(frozen=True)
class SynonymLists:
    """`same`: groups of names for one thing. `spelling`: pairs of spellings of a part of a word."""

    same: tuple[tuple[str, ...], ...]
    spelling: tuple[tuple[str, str], ...]


@cache
def load_synonym_lists() -> SynonymLists:
    """The lists of `synonyms.yaml`."""
    return read_vocabulary("synonyms", SynonymLists)
