"""Other words for what a query says: abbreviations, names with the same meaning, other spellings.

Vocabularies list abbreviations beside phrases without pairing them. They are paired here by initials: among the names
of one theme or agency, EHE can only be "elective home education". What initials do not tell stands in `synonyms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations, takewhile
from typing import TypeAlias

from crossreview.search.clauses import FUNCTION_WORDS
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.synonyms import load_synonym_lists
from crossreview.vocabulary.taxonomy import load_taxonomy

Run: TypeAlias = tuple[str, ...]

# Two letters stand for too many things (DA, CP, PA).
SHORTEST = 3
_ISE_OR_IZE = re.compile(
    r"""
    (?<= [a-z]{3} )                           # realise, not wise
    i (?P<letter> [sz] )
    (?= (?: e[ds]? | er s? | ing s? | ation (?: s | al )? ) $ )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Synonyms:
    """`others`: for the telling words of a name, in small letters, the other names of the same thing."""

    others: Mapping[Run, tuple[str, ...]]
    longest: int

    def at_start(self, words: Sequence[Run]) -> tuple[int, tuple[str, ...]]:
        """How many of the first terms, each a run of words, are a name together, and what else it is called.

        The longest name counts; (1, ()) where there is none.
        """
        words = tuple(takewhile(bool, words[: self.longest]))
        for length in range(len(words), 0, -1):
            name = tuple(word for run in words[:length] for word in run)
            if name in self.others:
                return length, self.others[name]
        return 1, ()


@cache
def load_synonyms() -> Synonyms:
    """The names in the vocabularies of themes, agencies and synonyms."""
    others: dict[Run, list[str]] = {}
    for name, other in (*_by_initials_everywhere(), *_listed()):
        if other not in others.setdefault(_telling(name), []) and _telling(other) != _telling(name):
            others[_telling(name)].append(other)
    named = {name: tuple(phrases) for name, phrases in others.items() if name and phrases}
    return Synonyms(named, max(map(len, named)))


def words_of(phrase: str) -> Run:
    """The words of a phrase in small letters, hyphens and apostrophes parting them as they do in the index."""
    return tuple(re.findall(r"\w+", phrase.casefold()))


@lru_cache(maxsize=1000)
def spellings(word: str) -> tuple[str, ...]:
    """Other spellings of a word in small letters: organise and organize, behaviour and behavior."""
    swapped = _ISE_OR_IZE.sub(lambda match: "iz" if match["letter"] == "s" else "is", word)
    found = [swapped] if swapped != word else []
    for pair in load_synonym_lists().spelling:
        for mine, other in permutations(pair):
            if word.startswith(mine) and not (other.startswith(mine) and word.startswith(other)):
                found.append(other + word.removeprefix(mine))
    return tuple(found)


def _telling(phrase: str) -> Run:
    """The words that a query is left with when those that say nothing are gone."""
    words = words_of(phrase)
    return tuple(word for word in words if word not in FUNCTION_WORDS) or words


def _listed() -> Iterator[tuple[str, str]]:
    for names in load_synonym_lists().same:
        yield from permutations(names, 2)


def _by_initials_everywhere() -> Iterator[tuple[str, str]]:
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
                    yield phrase, short


def _initials(phrase: str) -> tuple[str, str]:
    words = [word for word in words_of(phrase) if word != "s"]
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in FUNCTION_WORDS)
