"""Abbreviations and what they stand for, so that a search for one finds the other.

Vocabularies list abbreviations beside phrases without pairing them. They are paired here by initials: among the names
of one theme or agency, EHE can only be "elective home education".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crossreview.search.syntax import FUNCTION_WORDS
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.taxonomy import load_taxonomy

# Two letters stand for too many things (DA, CP, PA).
SHORTEST = 3


@dataclass(frozen=True)
class Synonyms:
    """Long forms of abbreviations (in small letters), and abbreviations of long forms (their telling words)."""

    long_forms: Mapping[str, tuple[str, ...]]
    short_forms: Mapping[tuple[str, ...], str]


@cache
def load_synonyms() -> Synonyms:
    """The pairs in the vocabularies of themes and agencies."""
    long_forms: dict[str, list[str]] = {}
    short_forms: dict[tuple[str, ...], str] = {}
    for short, phrase in _pairs():
        long_forms.setdefault(short.casefold(), []).append(phrase)
        telling = tuple(word for word in words_of(phrase) if word not in FUNCTION_WORDS)
        short_forms.setdefault(telling, short)
    unique = {short: tuple(dict.fromkeys(phrases)) for short, phrases in long_forms.items()}
    return Synonyms(unique, short_forms)


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in small letters, hyphens and apostrophes parting them as they do in the index."""
    return tuple(re.findall(r"\w+", phrase.casefold()))


def _pairs() -> Iterator[tuple[str, str]]:
    for theme in load_taxonomy().themes:
        yield from _by_initials(theme.abbrev, theme.cues)
    for agency in load_agencies().types:
        yield from _by_initials(agency.abbrev, agency.aliases)


def _by_initials(shorts: Iterable[str], phrases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for short in shorts:
        if len(short) >= SHORTEST and short.isalpha():
            for phrase in phrases:
                if short.casefold() in _initials(phrase):
                    yield short, phrase


def _initials(phrase: str) -> tuple[str, str]:
    words = [word for word in words_of(phrase) if word != "s"]
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in FUNCTION_WORDS)
