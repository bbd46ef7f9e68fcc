"""Headings: found or not, hung under the right parent, and what their sections are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from msgspec import UNSET

from crossreview.evaluate.gold import Gold, GoldHeading, GoldSection
from crossreview.evaluate.normalise import squash
from crossreview.evaluate.score import Case, Measured, Score
from crossreview.records import DocumentRecord, Section

# Doubtful by the rules of annotation: finding or missing one of these is neither right nor wrong.
NEUTRAL_HEADINGS = frozenset({"contents", "tableofcontents", "response", "recommendation", "conclusion"})

# Two texts are one heading if their lengths differ by no more than a fifth and one contains the other, or if they are
# nearly equal letter by letter: text layers drop and double letters.
LENGTH_RATIO = 0.8
NEARLY_EQUAL = 0.92


@dataclass(frozen=True)
class Outlined:
    """A heading reduced to what is compared: `keys` are the texts by which it may be recognised."""

    page: int
    level: int
    text: str
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The text by which it is recognised as a parent."""
        return self.keys[-1]


def measure_headings(gold: Gold, record: DocumentRecord) -> Measured:
    """Headings one to one on the same page; of those found, how many hang under the same heading as in the gold."""
    wanted, found = gold_outline(gold), found_outline(gold, record.sections)
    pairs = pair_headings(wanted, found)
    wanted_parents, found_parents = parents(wanted), parents(found)
    hung_right = sum(_same_parent(wanted_parents[i], found_parents[j]) for i, j in pairs.items())
    cases = (
        *(Case("headings", "missed", h.page, h.text) for i, h in enumerate(wanted) if i not in pairs),
        *(Case("headings", "invented", h.page, h.text) for j, h in enumerate(found) if j not in set(pairs.values())),
    )
    scores = {
        "headings": Score(len(wanted), len(found), len(pairs)),
        "parents": Score(len(pairs), len(pairs), hung_right),
    }
    return Measured(scores, cases)


def measure_section_roles(gold: Gold, record: DocumentRecord) -> Measured:
    """What sections are for, where the gold says it and the heading was found."""
    if gold.sections is UNSET:
        return Measured({})
    wanted = [_outlined(s.page, 1, s.number, s.heading) for s in gold.sections]
    found = [_found_heading(section) for section in record.sections]
    pairs = pair_headings(wanted, found)
    both = [(gold.sections[i], record.sections[j]) for i, j in pairs.items()]
    wrong = [(expected, got) for expected, got in both if expected.role != got.role]
    score = Score(len(both), sum(got.role is not None for _, got in both), len(both) - len(wrong))
    return Measured({"section_roles": score}, tuple(_role_case(expected, got.role) for expected, got in wrong))


def gold_outline(gold: Gold) -> tuple[Outlined, ...]:
    """The headings that have to be found."""
    neutral = _neutral(gold)
    return tuple(_gold_heading(heading) for heading in gold.headings if squash(heading.text) not in neutral)


def found_outline(gold: Gold, sections: Sequence[Section]) -> tuple[Outlined, ...]:
    """The headings that were found, without the doubtful ones."""
    neutral = _neutral(gold)
    found = (_found_heading(section) for section in sections)
    return tuple(h for h in found if h.key not in neutral and h.key.lstrip("0123456789") not in neutral)


def pair_headings(wanted: Sequence[Outlined], found: Sequence[Outlined]) -> dict[int, int]:
    """Which heading of the gold is which of those found, one to one, the first that fits."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for i, heading in enumerate(wanted):
        match = next((j for j, other in enumerate(found) if j not in used and _is_same(heading, other)), None)
        if match is not None:
            pairs[i] = match
            used.add(match)
    return pairs


def parents(headings: Sequence[Outlined]) -> tuple[str | None, ...]:
    """The key of the heading above each: the last one before it of a higher level."""
    result: list[str | None] = []
    above: list[Outlined] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        result.append(above[-1].key if above else None)
        above.append(heading)
    return tuple(result)


def same_text(a: str, b: str) -> bool:
    """Whether two squashed texts are the same heading."""
    if a == b:
        return True
    if not a or not b or min(len(a), len(b)) < LENGTH_RATIO * max(len(a), len(b)):
        return False
    return a in b or b in a or SequenceMatcher(None, a, b).ratio() > NEARLY_EQUAL


def _role_case(expected: GoldSection, got: str | None) -> Case:
    text = f"{expected.role}, found {got or 'nothing'}: {expected.heading}"
    return Case("section_roles", "missed", expected.page, text)


def _neutral(gold: Gold) -> frozenset[str]:
    optional = {squash(heading.text) for heading in gold.headings if heading.optional}
    return NEUTRAL_HEADINGS | optional | {squash(gold.title)}


def _is_same(wanted: Outlined, found: Outlined) -> bool:
    return wanted.page == found.page and any(same_text(key, found.key) for key in wanted.keys)


def _same_parent(wanted: str | None, found: str | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return same_text(wanted, found)


def _gold_heading(heading: GoldHeading) -> Outlined:
    return _outlined(heading.page, heading.level, heading.number, heading.text)


def _outlined(page: int, level: int, number: str | None, text: str) -> Outlined:
    return Outlined(page, level, text, (squash((number or "") + text), squash(text)))


def _found_heading(section: Section) -> Outlined:
    text = section.heading if section.number is None else f"{section.number} {section.heading}"
    return Outlined(section.source.page, section.level, text, (squash(text),))
