"""What another version of the reader made of a document: which items came and went, and what is said otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import jsonlines
import msgspec

from crossreview.library import append_line
from crossreview.records import DocumentRecord, Item, ItemKind, Metadata

SUFFIX: Final = ".changes.jsonl"
_SHOWN = 300  # characters of an item: enough to know it by
_SAID_OF_ITEMS: Final = (
    *("label", "addressees", "action_types", "level", "timescale", "owner", "status", "themes", "links"),
)
# Where things stand, and how sure the reader is, moves with every change of it and is no news.
_WHERE: Final = frozenset({"source", "evidence", "confidence", "score"})


class ItemLine(msgspec.Struct, frozen=True):
    """An item, as a list of changes shows it."""

    kind: ItemKind
    page: int
    text: str


class RecordChange(msgspec.Struct, frozen=True):
    """How a record differs from the one that took its place.

    `metadata` are the names of fields, and `of_items` counts the items that stayed of which something is said
    otherwise, by what that is.
    """

    document_id: str
    filename: str
    gained: tuple[ItemLine, ...]
    lost: tuple[ItemLine, ...]
    metadata: tuple[str, ...]
    of_items: dict[str, int]

    @property
    def tells(self) -> bool:
        """Whether anything is otherwise."""
        return bool(self.gained or self.lost or self.metadata or self.of_items)


def change_between(before: DocumentRecord, after: DocumentRecord) -> RecordChange:
    """How two records of one file differ. Items are the same that are of one kind and have the same words."""
    old, new = _by_words(before.items), _by_words(after.items)
    stayed = [(one, other) for key in old.keys() & new.keys() for one, other in zip(old[key], new[key], strict=False)]
    return RecordChange(
        document_id=after.document.id,
        filename=after.document.filename,
        gained=_lines(_left_over(new, old)),
        lost=_lines(_left_over(old, new)),
        metadata=tuple(
            name
            for name in Metadata.__struct_fields__
            if _values(getattr(before.metadata, name)) != _values(getattr(after.metadata, name))
        ),
        of_items=dict(
            Counter(
                name
                for one, other in stayed
                for name in _SAID_OF_ITEMS
                if _values(getattr(one, name)) != _values(getattr(other, name))
            )
        ),
    )


def append_change(path: Path, change: RecordChange) -> None:
    """Write a change down at once, so that a run that is killed has told it."""
    append_line(path, msgspec.json.encode(change))


def load_changes(path: Path) -> tuple[RecordChange, ...]:
    """The changes of a run, as they were written; a line that a killed run left unfinished is passed over."""
    if not path.exists():
        return ()
    with path.open("rb") as lines, jsonlines.Reader(lines) as reader:
        return tuple(msgspec.convert(line, RecordChange) for line in reader.iter(type=dict, skip_invalid=True))


def _by_words(items: Iterable[Item]) -> dict[tuple[ItemKind, str], list[Item]]:
    found: dict[tuple[ItemKind, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.kind, item.text), []).append(item)
    return found


def _left_over(
    mine: dict[tuple[ItemKind, str], list[Item]], others: dict[tuple[ItemKind, str], list[Item]]
) -> list[Item]:
    return [item for key, items in mine.items() for item in items[len(others.get(key, ())) :]]


def _lines(items: Iterable[Item]) -> tuple[ItemLine, ...]:
    return tuple(ItemLine(item.kind, item.source.page, item.text[:_SHOWN]) for item in items)


def _values(value: object) -> object:
    """What a field says, without where it stands and how sure it is: those move with every change of the reader."""
    match value:
        case msgspec.Struct():
            return {name: _values(getattr(value, name)) for name in type(value).__struct_fields__ if name not in _WHERE}
        case dict():
            return {key: _values(part) for key, part in value.items()}
        case tuple() | list():
            return [_values(part) for part in value]
        case _:
            return value
