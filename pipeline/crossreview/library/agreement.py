"""How far those who give themes to items agree: people with each other, and each of them with the reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from crossreview.errors import CrossreviewError
from crossreview.library.anchors import item_at
from crossreview.library.corrections import Struck, Themes, by_document, corrected, in_force
from crossreview.library.folder import Library, warn_of_damage
from crossreview.vocabulary.agreement import kappa

Coding: TypeAlias = dict[tuple[str, str], frozenset[str]]  # the themes given, by document and item


@dataclass(frozen=True)
class Agreement:
    """Of two who coded the same items: how many, and how far they agree; `first` is None for the reader.

    `f1` counts the themes of all items together; `kappa` is Cohen's, over each decision whether an item has a theme.
    """

    first: str | None
    second: str
    items: int
    f1: float
    kappa: float


def agreements(
    library: Library, on_damage: Callable[[CrossreviewError], None] = warn_of_damage
) -> tuple[Agreement, ...]:
    """Between the reader and each person, then between each two people; none where they have no item in common.

    A person coded an item who set its themes, or confirmed them; the last time counts. People look at what seems
    wrong to them, so the reader agrees with them less than it would on items drawn by lot; and whoever comes second
    sees what the first one set.
    """
    read, codings = _codings(library, on_damage)
    people = sorted(codings)
    pairs: list[tuple[str | None, Coding, str]] = [(None, read, person) for person in people]
    pairs += [(first, codings[first], second) for first, second in combinations(people, 2)]
    return tuple(
        between(first, second, [(coding[item], codings[second][item]) for item in common])
        for first, coding, second in pairs
        if (common := sorted(coding.keys() & codings[second].keys()))
    )


def between(first: str | None, second: str, coded: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Agreement:
    """The agreement of two, from what each gave to the same items."""
    both = sum(len(one & other) for one, other in coded)
    all_given = sum(len(one) + len(other) for one, other in coded)
    return Agreement(first, second, len(coded), 2 * both / all_given if all_given else 1.0, kappa(coded))


def _codings(library: Library, on_damage: Callable[[CrossreviewError], None]) -> tuple[Coding, dict[str, Coding]]:
    """What the reader gave to the items that people coded, and what each of them gave."""
    there = library.document_ids()
    read: Coding = {}
    given: defaultdict[str, Coding] = defaultdict(dict)
    for document_id, corrections in by_document(library.catalogue.corrections()).items():
        if document_id not in there:
            continue
        try:
            as_read = library.record_as_read(document_id)
        except CrossreviewError as error:
            on_damage(error)
            continue
        # What is struck out had been coded before.
        standing = [each for each in in_force(corrections) if not isinstance(each.change, Struck)]
        record = corrected(as_read, standing).record
        of_reader = {item.id: frozenset(theme.theme for theme in item.themes) for item in as_read.items}
        for correction in standing:
            item = item_at(correction.anchor, record) if correction.anchor is not None else None
            if isinstance(correction.change, Themes) and item is not None:
                given[correction.by][document_id, item.id] = frozenset(correction.change.themes)
                if item.id in of_reader:
                    read[document_id, item.id] = of_reader[item.id]
    return read, dict(given)
