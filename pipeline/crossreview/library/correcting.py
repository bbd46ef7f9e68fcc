"""Correcting by hand what the reader made of a document: its items, their themes, kind, status and addressees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from crossreview.errors import CrossreviewError, UnknownTerm
from crossreview.library.anchors import Passage, anchor_at, anchor_of, overlaps, source_of
from crossreview.library.corrections import (
    Added,
    Addressees,
    Change,
    Correction,
    Kind,
    Signed,
    State,
    Struck,
    Themes,
    added_id,
    by_document,
    corrected,
    in_force,
    state_of,
)
from crossreview.library.folder import Library, warn_of_damage
from crossreview.paths import shown
from crossreview.records import ITEM_KINDS, DocumentRecord, Item, ItemKind, Status
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import load_taxonomy

_TOUCHED = 0.1  # of an item or a passage; less is a mark that both have


def correct_item(library: Library, document_id: str, item_id: str, change: Change, signed: Signed) -> int:
    """Set something of an item, or strike it out; returns the number of the correction.

    To say again what the item has is a correction too: it confirms it.
    Raises UnknownTerm where the library has no such item, or a vocabulary no such theme, kind, status or agency.
    """
    (number,) = correct_as_seen(library, document_id, item_id, lambda _: (change,), signed)
    return number


def correct_as_seen(
    library: Library, document_id: str, item_id: str, changes_of: Callable[[Item], Sequence[Change]], signed: Signed
) -> tuple[int, ...]:
    """Make the changes that `changes_of` wants of an item as it is now, all or none; returns their numbers.

    Nobody else corrects anything between its look and the changes. Raises what it raises, and as `correct_item`.
    """
    with library.catalogue.correcting() as corrections:
        record = library.record(document_id)
        item = item_named(record, item_id)
        changes = tuple(changes_of(item))
        for change in changes:
            _check(change)
        anchor = anchor_of(item, record)
        return tuple(
            corrections.keep(document_id, anchor, change, state_of(item, change), signed) for change in changes
        )


def correct_document(library: Library, document_id: str, themes: Sequence[str], signed: Signed) -> int:
    """Set the themes of a document as a whole; returns the number of the correction. Raises UnknownTerm."""
    change = Themes(tuple(themes))
    _check(change)
    with library.catalogue.correcting() as corrections:
        before = Themes(tuple(theme.theme for theme in library.record(document_id).themes))
        return corrections.keep(document_id, None, change, before, signed)


def add_item(library: Library, document_id: str, passage: Passage, kind: ItemKind, signed: Signed) -> tuple[int, str]:
    """Add an item that the reader missed; returns the number of the correction and the id of the item.

    `passage` is the whole item as it is printed. Raises UnknownTerm where it is not found, or has words of an item.
    """
    change = Added(kind)
    _check(change)
    with library.catalogue.correcting() as corrections:
        record = library.record(document_id)
        source = source_of(passage, record)
        item_id = added_id(document_id, source, record.document.text)
        known = next(
            (each.item for each in overlaps(source, record) if max(each.of_item, each.of_source) > _TOUCHED), None
        )
        if known is not None:
            raise UnknownTerm(
                f"Words of it are the item {known.id} already, a {known.kind.replace('_', ' ')}.",
                remedy=f"Say what it is (`crossreview correct kind {known.id} KIND`), or strike it out first.",
            )
        return corrections.keep(document_id, anchor_at(item_id, source, record), change, None, signed), item_id


def item_named(record: DocumentRecord, item_id: str) -> Item:
    """The item of a record with this id. Raises UnknownTerm."""
    for item in record.items:
        if item.id == item_id:
            return item
    raise UnknownTerm(
        f"The document {record.document.id} has no item {shown(item_id)!r}.",
        remedy="Ids of items stand in items.jsonl and in search results.",
    )


def lost_corrections(
    library: Library, on_damage: Callable[[CrossreviewError], None] = warn_of_damage
) -> Iterator[Correction]:
    """The corrections in force whose item, or whole document, the library does not have any more.

    Of a record that cannot be read nothing is said but to `on_damage`.
    """
    there = library.document_ids()
    for document_id, corrections in by_document(library.catalogue.corrections()).items():
        if document_id not in there:
            yield from in_force(corrections)
            continue
        try:
            record = library.record_as_read(document_id)
        except CrossreviewError as error:
            on_damage(error)
        else:
            yield from corrected(record, corrections).lost


def _check(change: Change) -> None:
    match change:
        case Themes(themes):
            for theme in themes:
                load_taxonomy().theme(theme)
        case Addressees(addressees):
            known = load_agencies().ids
            for agency in addressees:
                if agency not in known:
                    raise unknown_term("agency", agency, known)
        case Kind(kind) | Added(kind):
            if kind not in ITEM_KINDS:
                raise unknown_term("kind", kind, ITEM_KINDS)
        case State(status):
            if status is not None and status not in get_args(Status):
                raise unknown_term("status", status, get_args(Status))
        case Struck():
            return
