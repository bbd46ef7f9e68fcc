"""The entries of a sheet as marks on its picture."""

from __future__ import annotations

from collections.abc import Iterator

from crossreview.inspect.sheets import FURNITURE, ITEM, Entry, EntryKind, Sheet
from crossreview.render import Mark

# Dark enough for white labels (contrast 4.5 and more), and named in the list beside the picture, so that nobody has to
# tell them apart by colour.
COLOURS: dict[EntryKind, str] = {
    "heading": "#b3001b",
    "paragraph": "#1d5fa8",
    "list_item": "#00703c",
    "table": "#6b4a00",
    "footnote": "#5b5e8c",
    "caption": "#8a3d00",
    "contents": "#00686b",
    ITEM: "#8b1a89",
    FURNITURE: "#6b6b6b",
}


def marks_of(sheet: Sheet) -> tuple[Mark, ...]:
    """The marks of a sheet: blocks labelled on the left, items over them on the right."""
    return (
        *(mark for entry in sheet.furniture for mark in _marks(entry, FURNITURE)),
        *(mark for entry in sheet.blocks for mark in _marks(entry, f"{entry.id} {entry.kind.replace('_', ' ')}")),
        *(mark for entry in sheet.items for mark in _marks(entry, entry.facts[0])),
    )


def _marks(entry: Entry, label: str) -> Iterator[Mark]:
    """A mark for each box, the first with the label; the level of a heading belongs to it."""
    level = next((fact for fact in entry.facts if fact.startswith("level")), None)
    words = f"{label}, {level}" if level is not None else label
    for number, box in enumerate(entry.boxes):
        yield Mark(
            box, COLOURS[entry.kind], words if number == 0 else "", side="right" if entry.kind == ITEM else "left"
        )
