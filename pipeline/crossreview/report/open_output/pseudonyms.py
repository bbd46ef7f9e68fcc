"""Pseudonyms: the names of people that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from crossreview.report.open_output.expressions import CAPITAL, CODE_WITH_NOUN, any_case
from crossreview.vocabulary.names import NameWords, load_names

_CODE = re.compile(rf"{CODE_WITH_NOUN}|[A-Z]{{1,2}}\d{{0,2}}", re.VERBOSE)
LONGEST_CODE: Final = 2  # letters
_FORENAME = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
_WITH_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss)\.?\s+")
_JOINED = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+")
# A name in the patterns of pseudonyms: these are matched in any case, names are not.
_NAME = rf"(?-i:(?:(?:Mr|Mrs|Ms|Miss)\s)?[{CAPITAL}][\w’-]*)"


@dataclass(frozen=True)
class _Patterns:
    """Words that are no names, and how a document says that all names are pseudonyms, or that one is."""

    never_names: frozenset[str]
    titles: frozenset[str]
    of_all: tuple[re.Pattern[str], ...]
    of_one: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, words: NameWords) -> _Patterns:
        """The patterns for these words."""
        return cls(
            never_names=frozenset(words.never_names),
            titles=frozenset((*words.titles, *(part for title in words.titles_in_front for part in title.split()))),
            of_all=tuple(any_case(pattern) for pattern in words.pseudonyms.all),
            of_one=tuple(any_case(one.replace("NAME", _NAME)) for one in words.pseudonyms.one),
        )


@cache
def _patterns() -> _Patterns:
    return _Patterns.of(load_names())


def all_are_pseudonyms(text: str) -> bool:
    """Whether a document says that the names in it are pseudonyms."""
    return any(pattern.search(text) for pattern in _patterns().of_all)


def pseudonyms_in(subject: str, *, named_so: bool) -> tuple[str, ...]:
    """The pseudonyms in a subject ("Otto and Elsie"), none if it is a name in full.

    "Mr Ekwall" is one only where the document says that its names are pseudonyms.
    """
    parts = [part for part in _JOINED.split(subject.strip("“”‘’\"' ")) if part]
    names = [_WITH_TITLE.sub("", part) if named_so else part for part in parts]
    return tuple(names) if all(_CODE.fullmatch(name) or _FORENAME.fullmatch(name) for name in names) else ()


def names_in(subject: str) -> tuple[str, ...]:
    """The words of a name in full, without titles."""
    return tuple(name for name in _FORENAME.findall(bare(subject)) if name not in _patterns().never_names)


def bare(name: str) -> str:
    """A person's name without titles and ranks."""
    return " ".join(part for part in name.split() if part.rstrip(".") not in _patterns().titles)


def named_pseudonyms(text: str) -> Iterator[str]:
    """The names of which a document says that they are none: "a man known as Leslie"."""
    for pattern in _patterns().of_one:
        for match in pattern.finditer(text):
            names = (bare(name) for name in re.findall(_NAME, match.group()))
            yield from (name for name in names if name and name not in _patterns().never_names)
