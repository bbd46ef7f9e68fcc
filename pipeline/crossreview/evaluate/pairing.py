"""Which item of the gold is which of those found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from crossreview.evaluate.gold import Gold, GoldItem, Worded
from crossreview.evaluate.normalise import squash
from crossreview.records import Item

Fit: TypeAlias = Literal["exact", "loose"]

# An item printed at the foot of a page may be counted to the next.
PAGES_APART = 1
# Letters that may stand before the first or after the last words of the gold: a number, a bullet, a footnote mark.
SLACK = 12


@dataclass(frozen=True)
class Candidate:
    """An item that was found, and its words squashed."""

    item: Item
    key: str

    @classmethod
    def of(cls, item: Item) -> Candidate:
        """The item as a candidate."""
        return cls(item, squash(item.text))


@dataclass(frozen=True)
class Pair:
    """A place in the gold, a place among the candidates, and whether the item begins and ends where it should."""

    wanted: int
    found: int
    fit: Fit


def candidates(items: Iterable[Item], gold: Gold) -> tuple[Candidate, ...]:
    """The items that were found, without those that the gold calls doubtful."""
    words = [entry for entry in (*gold.borderline, *gold.doubtful) if isinstance(entry, Worded)]
    return tuple(candidate for candidate in map(Candidate.of, items) if not is_one_of(words, candidate))


def is_one_of(entries: Iterable[Worded], candidate: Candidate) -> bool:
    """Whether the candidate contains the first words of any of the entries."""
    return any(key in candidate.key for entry in entries if (key := squash(entry.first_words)))


def pair_items(
    wanted: Sequence[Worded], found: Sequence[Candidate], *, same_kind_first: bool = False
) -> tuple[Pair, ...]:
    """Pairs, one to one: each item of the gold takes the first that fits exactly, or else the first that fits loosely.

    With `same_kind_first`, an item of the kind that the gold names comes before those of other kinds.
    """
    pairs: list[Pair] = []
    used: set[int] = set()
    for i, entry in enumerate(wanted):
        order = _same_kind_first(entry, found) if same_kind_first else range(len(found))
        pair = _best(i, entry, found, [j for j in order if j not in used])
        if pair is not None:
            pairs.append(pair)
            used.add(pair.found)
    return tuple(pairs)


def fit(entry: Worded, candidate: Candidate) -> Fit | None:
    """Exact: begins with the first words and ends with the last. Loose: contains the first words, hereabouts."""
    first, last, key = squash(entry.first_words), squash(entry.last_words), candidate.key
    if abs(candidate.item.source.page - entry.page) > PAGES_APART or first not in key:
        return None
    begins = key.index(first) <= SLACK
    ends = last in key and len(key) - (key.rindex(last) + len(last)) <= SLACK
    return "exact" if begins and ends else "loose"


def _best(i: int, entry: Worded, found: Sequence[Candidate], order: Sequence[int]) -> Pair | None:
    loose: Pair | None = None
    for j in order:
        how = fit(entry, found[j])
        if how == "exact":
            return Pair(i, j, how)
        if how == "loose" and loose is None:
            loose = Pair(i, j, how)
    return loose


def _same_kind_first(entry: Worded, found: Sequence[Candidate]) -> Sequence[int]:
    kind = entry.kind if isinstance(entry, GoldItem) else None
    return sorted(range(len(found)), key=lambda j: found[j].item.kind != kind)
