"""What people correct in the records of a library, and the records as they are corrected.

A record on disk is what the reader wrote, and stays so. Corrections are kept in the catalogue, with who made them and
when, and are laid over the record whenever it is looked at. They hold on to the words of an item, so that they stay
with it when a newer reader makes another record; what loses its item is told, never dropped.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from crossreview.errors import UnknownTerm
from crossreview.library.anchors import Anchor, Passage, item_at, letters, like_a_block, overlaps, same_item, source_of
from crossreview.records import (
    ITEM_KINDS,
    Corrected,
    Coverage,
    DocumentRecord,
    Item,
    ItemKind,
    Link,
    Section,
    Source,
    Status,
    Theme,
)

_ID_LENGTH = 12
_MOSTLY = 0.5  # of an item


class _Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what"):
    pass


class Themes(_Change, frozen=True, tag="themes"):
    """An item, or a document as a whole, has these themes, the main one first."""

    themes: tuple[str, ...]


class Kind(_Change, frozen=True, tag="kind"):
    """An item is of this kind."""

    kind: ItemKind


class State(_Change, frozen=True, tag="status"):
    """An item has this status; None where it has none."""

    status: Status | None


class Addressees(_Change, frozen=True, tag="addressees"):
    """An item asks these agencies, by their ids."""

    addressees: tuple[str, ...]


class Added(_Change, frozen=True, tag="added"):
    """The words of the anchor are an item of this kind."""

    kind: ItemKind


class Struck(_Change, frozen=True, tag="struck"):
    """What was taken for an item is none."""


Change: TypeAlias = Themes | Kind | State | Addressees | Added | Struck


@dataclass(frozen=True)
class Signed:
    """Who says so, and when (ISO time)."""

    by: str
    at: str


@dataclass(frozen=True)
class Correction:
    """What somebody corrected: `anchor` is the item, None for the document as a whole.

    `before` is what stood there, None where nothing did; `made` and `undone` are ISO times.
    """

    number: int
    document_id: str
    anchor: Anchor | None
    change: Change
    before: Change | None
    by: str
    made: str
    undone: str | None = None
    undone_by: str | None = None


@dataclass(frozen=True)
class CorrectedRecord:
    """A record with corrections laid over it, and those whose item it does not have."""

    record: DocumentRecord
    lost: tuple[Correction, ...]


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Those that were not undone, the earliest first."""
    return tuple(sorted((each for each in corrections if each.undone is None), key=lambda each: each.number))


def by_document(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """Corrections by the ids of their documents."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        found[correction.document_id].append(correction)
    return dict(found)


def corrected(record: DocumentRecord, corrections: Iterable[Correction]) -> CorrectedRecord:
    """A record as people corrected it; of two corrections of one thing the later counts.

    What is about an item that a later correction adds again waits for it. A strike whose item is not there is done.
    """
    now, waiting = record, in_force(corrections)
    for _ in range(2):
        lost: list[Correction] = []
        for correction in waiting:
            after = _applied(now, correction)
            if after is None:
                lost.append(correction)
            else:
                now = after
        waiting = tuple(each for each in lost if not isinstance(each.change, Struck))
    return CorrectedRecord(_without_gone_themes(now, record) if now is not record else now, waiting)


def _without_gone_themes(now: DocumentRecord, as_read: DocumentRecord) -> DocumentRecord:
    """The record without the themes of the document that people took from each item that had them."""
    had, has = ({theme.theme for item in record.items for theme in item.themes} for record in (as_read, now))
    kept = tuple(each for each in now.themes if each.origin == "person" or each.theme not in had - has)
    return replace(now, themes=kept)


def state_of(item: Item, change: Change) -> Change | None:
    """What an item says where a change would set something else."""
    match change:
        case Themes():
            return Themes(tuple(theme.theme for theme in item.themes))
        case Kind() | Struck():
            return Kind(item.kind)
        case State():
            return State(item.status)
        case Addressees():
            return Addressees(item.addressees)
        case Added():
            return None


def _applied(record: DocumentRecord, correction: Correction) -> DocumentRecord | None:
    """The record with one correction, None where it has not what is corrected."""
    anchor, change = correction.anchor, correction.change
    if anchor is None:
        return replace(record, themes=_by_hand(change.themes)) if isinstance(change, Themes) else None
    if isinstance(change, Added):
        return _with(record, anchor, change)
    if isinstance(change, Struck):
        # Never by likeness: where the item is gone, another that is like it has not to go too.
        struck = same_item(anchor, record)
        return _without(record, struck) if struck is not None else None
    item = item_at(anchor, record)
    return _changed(record, item, change) if item is not None else None


def _changed(record: DocumentRecord, item: Item, change: Change) -> DocumentRecord:
    changed = replace(_set(item, change), by_hand=tuple(dict.fromkeys((*item.by_hand, _named(change)))))
    items = tuple(changed if each.id == item.id else each for each in record.items)
    return _covered(replace(record, items=items), {item.kind, changed.kind})


def _set(item: Item, change: Change) -> Item:
    match change:
        case Themes(themes):
            return replace(item, themes=_by_hand(themes))
        case Kind(kind) | Added(kind):
            return replace(item, kind=kind)
        case State(status):
            return replace(item, status=status)
        case Addressees(addressees):
            return replace(item, addressees=addressees)
        case Struck():
            return item


def _named(change: Change) -> Corrected:
    match change:
        case Themes():
            return "themes"
        case State():
            return "status"
        case Addressees():
            return "addressees"
        case Added():
            return "added"
        case Kind() | Struck():
            return "kind"


def _by_hand(themes: Iterable[str]) -> tuple[Theme, ...]:
    return tuple(Theme(theme, 1.0, (), "person") for theme in themes)


def _with(record: DocumentRecord, anchor: Anchor, change: Added) -> DocumentRecord | None:
    """The record with an item more, in the order of the text.

    Where a newer reader has it too, that item has the kind; items that are parts of it give way to it.
    """
    try:
        source: Source | None = source_of(Passage(anchor.words, anchor.page), record)
    except UnknownTerm:
        source = like_a_block(anchor, record)
    if source is None:
        known = item_at(anchor, record)
        return _changed(record, known, change) if known is not None else None
    for overlap in overlaps(source, record):
        if min(overlap.of_item, overlap.of_source) > _MOSTLY:
            return _changed(record, overlap.item, change)
        if overlap.of_item > _MOSTLY:
            record = _without(record, overlap.item)
    item = _item(anchor.item_id, change.kind, source, record)
    items = sorted((*record.items, item), key=lambda each: each.source.start)
    return _covered(replace(record, items=tuple(items)), {change.kind})


def added_id(document_id: str, source: Source, text: str) -> str:
    """The id of an item that a person adds, from its words and not from its kind, which may be corrected too."""
    words = letters(source.text_in(text))
    return "h" + hashlib.sha256(f"{document_id}\n{words}".encode()).hexdigest()[: _ID_LENGTH - 1]


def _item(item_id: str, kind: ItemKind, source: Source, record: DocumentRecord) -> Item:
    return Item(
        id=item_id,
        kind=kind,
        label=None,
        text=" ".join(source.text_in(record.document.text).split()),
        source=source,
        section=_section_at(source, record.sections),
        addressees=(),
        addressee_text=None,
        action_types=(),
        beneficiaries=(),
        level=None,
        modality=None,
        timescale=None,
        owner=None,
        status=None,
        smart={},
        stance="asserted",
        predates_review=False,
        themes=(),
        links=(),
        restated=(),
        by_hand=("added",),
    )


def _section_at(source: Source, sections: Iterable[Section]) -> str | None:
    """The innermost section that a source stands in."""
    around = [section for section in sections if section.start <= source.start < section.end]
    return max(around, key=lambda section: (section.level, section.start)).id if around else None


def _without(record: DocumentRecord, item: Item) -> DocumentRecord:
    """The record without an item, and without what others say of it; a number that they name stays."""
    items = tuple(
        replace(each, links=tuple(_unlinked(each.links, item.id))) for each in record.items if each.id != item.id
    )
    return _covered(replace(record, items=items), {item.kind})


def _unlinked(links: Iterable[Link], gone: str) -> Iterator[Link]:
    for link in links:
        if link.to != gone:
            yield link
        elif link.label is not None:
            yield replace(link, to=None)


def _covered(record: DocumentRecord, kinds: Collection[ItemKind]) -> DocumentRecord:
    """The record with its coverage of some kinds as its items are now."""
    there = {item.kind for item in record.items}
    wrong = {
        each.kind for each in record.coverage if each.kind in kinds and (each.status == "found") != (each.kind in there)
    }
    kept = tuple(each for each in record.coverage if each.kind not in wrong)
    known = {each.kind for each in kept}
    more = tuple(Coverage(kind, "found", None) for kind in kinds if kind in there and kind not in known)
    return replace(record, coverage=tuple(sorted((*kept, *more), key=lambda each: ITEM_KINDS.index(each.kind))))
