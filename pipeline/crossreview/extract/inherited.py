"""What an action takes over from the recommendation that it carries out.

A plan names people in its column of leads ("Caldicott Guardian"), and leaves it to the recommendation beside it or with
its number to say for which body they act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from crossreview.records import Item


def with_inherited_addressees(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a document; an action that names nobody is for the one body whose recommendation it carries out."""
    by_id = {item.id: item for item in items}
    return tuple(_inheriting(item, by_id) for item in items)


def _inheriting(item: Item, by_id: Mapping[str, Item]) -> Item:
    if item.kind != "action" or item.addressees:
        return item
    asked = {by_id[target].addressees for target in _carried_out(item) if target in by_id}
    sole = asked.pop() if len(asked) == 1 else ()
    return replace(item, addressees=sole) if len(sole) == 1 else item


def _carried_out(item: Item) -> Iterable[str]:
    return (link.to for link in item.links if link.relation == "carries_out" and link.to is not None)
