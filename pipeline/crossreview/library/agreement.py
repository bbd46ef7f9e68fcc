"""How far those who give themes to items agree: people with each other, and each of them with the reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from crossreview.library.anchors import item_at
from crossreview.library.corrections import Themes, by_document, corrected, in_force
from crossreview.library.folder import Library
from crossreview.vocabulary.agreement import kappa

READER: Final = "the reader"


@dataclass(frozen=True)
class Agreement:
    """Of two who coded the same items: how many, and how far they agree.

    `f1` counts the themes of all items together; `kappa` is Cohen's, over each decision whether an item has a theme.
    """

    first: str
    second: str
    items: int
    f1: float
    kappa: float


def agreements(library: Library) -> tuple[Agreement, ...]:
    """Between the reader and each person, then between each two people; none where they have no item in common.

    A person coded an item who set its themes, or confirmed them; the last time counts. People look at what seems
    wrong to them, so the reader agrees with them less than it would on items drawn by lot.
    """
    codings = _codings(library)
    people = sorted(codings.keys() - {READER})
    pairs = [*((READER, person) for person in people), *combinations(people, 2)]
    return tuple(
        between(first, second, [(codings[first][item], codings[second][item]) for item in common])
        for first, second in pairs
        if (common := sorted(codings.get(first, {}).keys() & codings[second].keys()))
    )


def between(first: str, second: str, coded: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Agreement:
    """The agreement of two, from what each gave to the same items."""
    both = sum(len(one & other) for one, other in coded)
    all_given = sum(len(one) + len(other) for one, other in coded)
    return Agreement(first, second, len(coded), 2 * both / all_given if all_given else 1.0, kappa(coded))


def _codings(library: Library) -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """By whom (the reader too), by document and item: the themes given."""
    given: defaultdict[str, dict[tuple[str, str], frozenset[str]]] = defaultdict(dict)
    for document_id, corrections in by_document(library.catalogue.corrections()).items():
        if document_id not in library.document_ids():
            continue
        as_read = library.record_as_read(document_id)
        record = corrected(as_read, corrections).record
        read = {item.id: frozenset(theme.theme for theme in item.themes) for item in as_read.items}
        for correction in in_force(corrections):
            item = item_at(correction.anchor, record) if correction.anchor is not None else None
            if isinstance(correction.change, Themes) and item is not None:
                given[correction.by][document_id, item.id] = frozenset(correction.change.themes)
                if item.id in read:
                    given[READER][document_id, item.id] = read[item.id]
    return dict(given)
