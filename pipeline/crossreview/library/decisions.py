"""What is decided about which documents are of one review, and which are versions of one document.

People decide the first, a run the second; people can take back both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal, TypeAlias

DecisionKind: TypeAlias = Literal["merge", "split", "version"]
Pair: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Decision:
    """Documents that are of one review, or that are not of the review of others, or a newer version of others.

    `documents` and `apart_from` are document ids, the second not of a merge; `decided` and `undone` are ISO times.
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


@dataclass(frozen=True)
class Versions:
    """Which documents are earlier versions of others: `later` has the one that is current for each."""

    later: Mapping[str, str]

    @classmethod
    def of(cls, decisions: Iterable[Decision], present: Set[str]) -> Versions:
        """What decisions say that were not undone, of versions that are `present`: where one is not, none is later."""
        later: dict[str, str] = {}
        for decision in sorted(decisions, key=lambda each: each.number):
            if decision.kind == "version" and decision.undone is None:
                for newer in present & set(decision.documents):
                    later |= dict.fromkeys(decision.apart_from, newer)
        return cls({document: _last(document, later) for document in later})

    def current(self, document_id: str) -> str:
        """The current version of a document: most are that themselves."""
        return self.later.get(document_id, document_id)

    def earlier_than(self, document_id: str) -> tuple[str, ...]:
        """The earlier versions of a document that is current."""
        return tuple(earlier for earlier, current in self.later.items() if current == document_id)


def in_force(decisions: Iterable[Decision]) -> Decided:
    """What decisions about reviews say that were not undone; of two about one pair the later counts."""
    together: dict[Pair, bool] = {}
    for decision in sorted(decisions, key=lambda each: each.number):
        if decision.undone is None and decision.kind != "version":
            together |= dict.fromkeys(_pairs(decision), decision.kind == "merge")
    return Decided(
        frozenset(pair for pair, joined in together.items() if joined),
        frozenset(pair for pair, joined in together.items() if not joined),
    )


def carried_over(decisions: Iterable[Decision], versions: Versions) -> Iterator[Decision]:
    """Decisions about earlier versions as decisions about those that are current."""
    for decision in decisions:
        documents, apart_from = (
            tuple(dict.fromkeys(map(versions.current, side))) for side in (decision.documents, decision.apart_from)
        )
        yield replace(decision, documents=documents, apart_from=apart_from)


def _last(document: str, later: Mapping[str, str]) -> str:
    """The end of a chain of versions."""
    seen = {document}
    while (newer := later.get(document, document)) not in seen:
        seen.add(newer)
        document = newer
    return document


def _pairs(decision: Decision) -> Iterator[Pair]:
    pairs = (
        combinations(decision.documents, 2)
        if decision.kind == "merge"
        else product(decision.documents, decision.apart_from)
    )
    return map(frozenset, pairs)
