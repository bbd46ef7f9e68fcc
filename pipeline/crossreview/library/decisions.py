"""What people decided about which documents are of one review, and what that says of each pair of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal, TypeAlias

DecisionKind: TypeAlias = Literal["merge", "split"]
Pair: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Decision:
    """A correction by hand: documents that are of one review, or that are not of the review of others.

    `documents` and `apart_from` are document ids, the second only of a split; `decided` and `undone` are ISO times.
    """

    number: int
    kind: DecisionKind
    documents: tuple[str, ...]
    apart_from: tuple[str, ...]
    by: str
    decided: str
    undone: str | None = None
    undone_by: str | None = None


@dataclass(frozen=True)
class Decided:
    """Pairs of documents that belong together, and pairs that do not."""

    together: frozenset[Pair]
    apart: frozenset[Pair]

    @property
    def documents(self) -> frozenset[str]:
        """All documents that somebody put together with others."""
        return frozenset(document for pair in self.together for document in pair)


def in_force(decisions: Iterable[Decision]) -> Decided:
    """What decisions say that were not undone; of two about one pair the later counts."""
    together: dict[Pair, bool] = {}
    for decision in sorted(decisions, key=lambda each: each.number):
        if decision.undone is None:
            together |= dict.fromkeys(_pairs(decision), decision.kind == "merge")
    return Decided(
        frozenset(pair for pair, joined in together.items() if joined),
        frozenset(pair for pair, joined in together.items() if not joined),
    )


def _pairs(decision: Decision) -> Iterator[Pair]:
    pairs = (
        combinations(decision.documents, 2)
        if decision.kind == "merge"
        else product(decision.documents, decision.apart_from)
    )
    return map(frozenset, pairs)
