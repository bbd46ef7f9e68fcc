"""Links: which recommendation a response, a report on progress or an action is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from crossreview.evaluate.gold import Gold
from crossreview.evaluate.pairing import Candidate, pair_items
from crossreview.evaluate.score import Case, Measured, overlap, total
from crossreview.records import DocumentRecord, Item
from crossreview.vocabulary.wording import label_key

_MEASURE: Final = "links"


def measure_links(gold: Gold, record: DocumentRecord) -> Measured:
    """The labels that found items lead to, where the gold says which.

    A report on an action leads to the recommendation behind it as well; the gold may name the one or the other.
    """
    found = [Candidate.of(item) for item in record.items]
    items = {item.id: item for item in record.items}
    told = [
        (entry.to, found[pair.found].item)
        for pair in pair_items(gold.statements, found, same_kind_first=True)
        if (entry := gold.statements[pair.wanted]).to is not None
    ]
    if not told:
        return Measured({})
    compared = [
        (wanted := _wanted(to), _nearest(_reached(item, items), wanted), item) for to, item in told if to is not None
    ]
    score = total(overlap(wanted, reached) for wanted, reached, _ in compared)
    return Measured({_MEASURE: score}, tuple(_cases(compared)))


def _wanted(to: str) -> set[str]:
    return {label_key(label) for label in to.split(",")}


def _nearest(reached: list[set[str]], wanted: set[str]) -> set[str]:
    """The labels at the step of the thread that the gold speaks of, or at the last where it speaks of none."""
    steps = [step for step in reached if step]
    return next((step for step in steps if step & wanted), steps[-1] if steps else set())


def _reached(item: Item, items: Mapping[str, Item]) -> list[set[str]]:
    """The labels of what an item is linked to: of actions first, then of what stands behind them or is named."""
    targets = [(link, items.get(link.to or "")) for link in item.links]
    actions = [target for _, target in targets if target is not None and target.kind == "action"]
    behind = {link.label for link, target in targets if target is None or target.kind != "action"}
    if item.kind != "action":
        behind |= {link.label for action in actions for link in action.links}
    return [_keys(action.label for action in actions), _keys(behind)]


def _keys(labels: Iterable[str | None]) -> set[str]:
    return {label_key(label) for label in labels if label is not None}


def _cases(compared: Iterable[tuple[set[str], set[str], Item]]) -> Iterable[Case]:
    for wanted, reached, item in compared:
        page = item.source.page
        for label in sorted(wanted - reached):
            yield Case(_MEASURE, "missed", page, f"{label} <- {item.text}")
        for label in sorted(reached - wanted):
            yield Case(_MEASURE, "invented", page, f"{label} <- {item.text}")
