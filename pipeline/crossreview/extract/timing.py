"""Evidence that is older than the review it is quoted for: it cannot show that recommendations were carried out."""

from __future__ import annotations

import calendar

from msgspec.structs import replace

from crossreview.records import Inspection, Item, ItemKind, Metadata

_REPORTING: frozenset[ItemKind] = frozenset({"progress", "evidence", "response"})


def with_timing(items: tuple[Item, ...], metadata: Metadata) -> tuple[Item, ...]:
    """The items, those that rest on an inspection made before the review was completed flagged."""
    earlier = [found.value for found in metadata.inspections if found.value.predates_review]
    if not earlier:
        return items
    alone = len(earlier) == len(metadata.inspections) == 1
    return tuple(
        replace(item, predates_review=True)
        if item.kind in _REPORTING and any(_rests_on(item.text, inspection, alone=alone) for inspection in earlier)
        else item
        for item in items
    )


def _rests_on(text: str, inspection: Inspection, *, alone: bool) -> bool:
    """Whether a text names the inspection by its month, or by its body where the document knows only one."""
    dates = [_in_words(date) for date in (inspection.undertaken, inspection.published) if date is not None]
    named = inspection.body.lower() in text.lower() and "inspect" in text.lower()
    return named and (alone or any(date in text for date in dates))


def _in_words(date: str) -> str:
    """A partial ISO date as it is printed: "November 2023" for 2023-11 and 2023-11-06, "2023" for 2023."""
    year, *rest = date.split("-")
    return f"{calendar.month_name[int(rest[0])]} {year}" if rest else year
