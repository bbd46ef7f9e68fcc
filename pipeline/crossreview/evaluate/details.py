"""What is said about items: who is asked, by when, whether it was done, what it is about.

All of it is measured on items that were found, so that a missed item is not counted against five measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import UNSET, UnsetType

from crossreview.evaluate.gold import Gold, GoldItem
from crossreview.evaluate.normalise import tidy
from crossreview.evaluate.pairing import Candidate, pair_items
from crossreview.evaluate.score import Case, Measured, Score, overlap, total
from crossreview.records import DocumentRecord, Item

PREDATES_REVIEW = "predates_review"


def measure_details(gold: Gold, record: DocumentRecord) -> Measured:
    """Addressees, labels, timescales, owners, statuses and themes of the items that were found."""
    wanted, found = gold.statements, [Candidate.of(item) for item in record.items]
    pairs = pair_items(wanted, found, same_kind_first=True)
    both = [(wanted[pair.wanted], found[pair.found].item) for pair in pairs]
    scores = {
        name: score
        for name, measure in _DETAILS.items()
        if (score := total(measure(*pair) for pair in both)) != Score()
    }
    return Measured(scores, tuple(case for pair in both for case in _status_cases(*pair)))


def _addressees(entry: GoldItem, item: Item) -> Score:
    """Agencies asked, where the item names somebody."""
    if entry.addressees is UNSET or not (entry.addressees or entry.addressee_text):
        return Score()
    return overlap(entry.addressees, item.addressees)


def _silence_on_addressees(entry: GoldItem, item: Item) -> Score:
    """Where the item names nobody, whether the reader says nobody."""
    if entry.addressees is UNSET or entry.addressees or entry.addressee_text:
        return Score()
    return Score(1, 1, int(not item.addressees))


def _labels(entry: GoldItem, item: Item) -> Score:
    return _one(entry.label, item.label) if entry.label is not None else Score()


def _timescales(entry: GoldItem, item: Item) -> Score:
    return _one(entry.timescale, item.timescale.text if item.timescale else None)


def _owners(entry: GoldItem, item: Item) -> Score:
    return _one(entry.owner, item.owner)


def _statuses(entry: GoldItem, item: Item) -> Score:
    if entry.status is None:
        return Score()
    return Score(1, int(item.status is not None), int(item.status in (entry.status, *entry.status_alt)))


def _timing(entry: GoldItem, item: Item) -> Score:
    if entry.timing is UNSET:
        return Score()
    predates = entry.timing == PREDATES_REVIEW
    return Score(int(predates), int(item.predates_review), int(predates and item.predates_review))


def _themes(entry: GoldItem, item: Item) -> Score:
    return overlap(entry.themes, (theme.theme for theme in item.themes)) if entry.themes else Score()


def _one(wanted: str | UnsetType | None, found: str | None) -> Score:
    """One value as printed, against one value as found; nothing where the gold is silent about the field."""
    if wanted is UNSET:
        return Score()
    same = wanted is not None and found is not None and tidy(wanted) == tidy(found)
    return Score(int(wanted is not None), int(found is not None), int(same))


def _status_cases(entry: GoldItem, item: Item) -> Iterable[Case]:
    if _statuses(entry, item).missed:
        found = item.status or "nothing"
        yield Case("status", "missed", entry.page, f"{entry.status}, found {found}: {item.text}")


_DETAILS: dict[str, Callable[[GoldItem, Item], Score]] = {
    "addressees": _addressees,
    "addressees_unnamed": _silence_on_addressees,
    "labels": _labels,
    "timescales": _timescales,
    "owners": _owners,
    "status": _statuses,
    "predates_review": _timing,
    "themes_of_items": _themes,
}
