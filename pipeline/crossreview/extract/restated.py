"""The same ask stated twice in one document: in a summary or after a theme, and in the full list.

It is one item, taken from the list; the other places are kept beside it. Counting it twice would double what a review
asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from crossreview.extract.candidates import Candidate
from crossreview.records import ASK_KINDS, Section
from crossreview.vocabulary.wording import likeness, same_wording, telling_words

_SHARED_WITH_LABEL = 0.5  # of the words of the shorter one, where both carry the same number
_SHARED = 0.8  # where one of them carries none
# "(A2)", "(Recommendation 3)", "(See number 1 in the table.)"
_REFERENCE = re.compile(
    r"""\((?:see\ )?(?:(?:recommendation|number|no\.?)\ )?
        ([A-Z]\d{1,2}[a-z]?|(?<=recommendation\ )\d{1,2}|(?<=number\ )\d{1,2})
        (?:\ (?:in|below|above)\b[^()]{0,20})?\.?\)""",
    re.IGNORECASE | re.VERBOSE,
)
_FEWEST_PAIRS = 2  # pairs with the same number and words that show two runs of numbers to be one


def without_restatements(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each ask once, with the sources of its other statements."""
    asks = [candidate for candidate in candidates if candidate.kind in ASK_KINDS]
    in_section = Counter(candidate.section.id for candidate in asks if candidate.section is not None)
    kept_for: dict[int, int] = {}
    for first, second in _pairs(asks):
        if first not in kept_for and second not in kept_for:
            keep, drop = _kept(first, second, asks, in_section)
            kept_for[drop] = keep
    for position, main in _referring(asks):
        kept_for.setdefault(position, main)
    restated: dict[int, list[Candidate]] = {}
    for drop in kept_for:
        restated.setdefault(id(asks[_main_of(drop, kept_for)]), []).append(asks[drop])
    gone = {id(asks[drop]) for drop in kept_for}
    return [
        replace(candidate, restated=tuple(other.source for other in restated.get(id(candidate), ())))
        for candidate in candidates
        if id(candidate) not in gone
    ]


def _main_of(position: int, kept_for: dict[int, int]) -> int:
    """The statement that is kept for one that is dropped; what it was dropped for may itself have been dropped."""
    while position in kept_for:
        position = kept_for[position]
    return position


def _referring(asks: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Asks without a number that name in brackets those of the list that say it in full: "A single plan (A2)."."""
    labelled = {ask.label: position for position, ask in enumerate(asks) if ask.label is not None}
    for position, ask in enumerate(asks):
        named = _REFERENCE.findall(ask.text) if ask.label is None else []
        if named and all(label in labelled for label in named):
            yield position, labelled[named[0]]


def _pairs(asks: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Pairs of statements of one ask.

    Where most asks with the same number have the same words, the two runs of numbers are one, and those of the same
    number are the same ask however they are worded; so they are where two sections have the same numbers throughout and
    some of the words. Elsewhere the numbers begin anew for each addressee.
    """
    words = [telling_words(ask.text) for ask in asks]
    same: list[tuple[int, int]] = []
    only_numbered: list[tuple[int, int]] = []
    for first, second in combinations(range(len(asks)), 2):
        if asks[first].kind != asks[second].kind or _are_siblings(asks[first].section, asks[second].section):
            continue
        if _have_same_words(words[first], words[second], asks[first].label, asks[second].label):
            same.append((first, second))
        elif asks[first].label is not None and asks[first].label == asks[second].label:
            only_numbered.append((first, second))
    numbered = [pair for pair in same if asks[pair[0]].label == asks[pair[1]].label is not None]
    if len(numbered) >= max(_FEWEST_PAIRS, len(only_numbered)):
        return same + only_numbered
    agreeing = Counter(_sections(asks, pair) for pair in numbered)
    labels = _labels_by_section(asks)
    return same + [
        pair
        for pair in only_numbered
        if agreeing[beside := _sections(asks, pair)] >= _FEWEST_PAIRS and labels[beside[0]] == labels[beside[1]]
    ]


def _sections(asks: Sequence[Candidate], pair: tuple[int, int]) -> tuple[str, str]:
    first, second = (asks[position].section for position in pair)
    return first.id if first is not None else "", second.id if second is not None else ""


def _labels_by_section(asks: Sequence[Candidate]) -> dict[str, list[str | None]]:
    """The numbers of the asks in each section, in reading order."""
    labels: dict[str, list[str | None]] = {}
    for ask in asks:
        labels.setdefault(ask.section.id if ask.section is not None else "", []).append(ask.label)
    return labels


def _are_siblings(first: Section | None, second: Section | None) -> bool:
    """Whether two sections are one, or stand side by side under one heading: lists for different addressees."""
    if first is None or second is None:
        return first is second
    return first.id == second.id or (first.parent is not None and first.parent == second.parent)


def _have_same_words(words: frozenset[str], others: frozenset[str], label: str | None, other_label: str | None) -> bool:
    numbered = label is not None and other_label is not None
    if numbered and label != other_label:
        return same_wording(words, others)
    return likeness(words, others) >= (_SHARED_WITH_LABEL if numbered else _SHARED)


def _kept(first: int, second: int, asks: Sequence[Candidate], in_section: Counter[str]) -> tuple[int, int]:
    """Which of two statements is the main one: in the section with more asks, then the longer one."""

    def weight(position: int) -> tuple[int, int]:
        section = asks[position].section
        return (in_section[section.id] if section is not None else 0, len(asks[position].text))

    return (first, second) if weight(first) > weight(second) else (second, first)
