"""What is said about items: who is asked, by when, whether it was done, what it is about.

All of it is measured on items that were found, so that a missed item is not counted against five measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from crossreview.evaluate.gold import Gold, GoldItem
from crossreview.evaluate.normalise import tidy
from crossreview.evaluate.pairing import Candidate, pair_items
from crossreview.evaluate.score import Case, Measured, Score, overlap, total
from crossreview.records import ASK_KINDS, DocumentRecord, Item

_ASKED: frozenset[str] = frozenset({*ASK_KINDS, "quoted_recommendation"})
PREDATES_REVIEW = "predates_review"


@dataclass(frozen=True)
class _Compared:
    """One detail of one item: the score, and both values for people."""

    score: Score
    wanted: str
    found: str

    @property
    def differs(self) -> bool:
        """Whether anything was missed or invented."""
        return bool(self.score.missed or self.score.invented)


def measure_details(gold: Gold, record: DocumentRecord) -> Measured:
    """Addressees, labels, timescales, owners, statuses and themes of the items that were found."""
    wanted, found = gold.statements, [Candidate.of(item) for item in record.items]
    pairs = pair_items(wanted, found, same_kind_first=True)
    both = [(wanted[pair.wanted], found[pair.found].item) for pair in pairs]
    compared = [
        (name, entry, item, detail)
        for entry, item in both
        for name, compare in _DETAILS.items()
        if (detail := compare(entry, item)) is not None
    ]
    scores = {name: total(detail.score for told, _, _, detail in compared if told == name) for name in _DETAILS}
    cases = tuple(
        Case(name, "missed" if detail.score.missed else "invented", entry.page, _difference(detail, item))
        for name, entry, item, detail in compared
        if detail.differs
    )
    return Measured({name: score for name, score in scores.items() if score != Score()}, cases)


def _difference(detail: _Compared, item: Item) -> str:
    return f"{detail.wanted or 'nothing'}, found {detail.found or 'nothing'}: {item.text}"


def _sets(wanted: Iterable[str], found: Iterable[str]) -> _Compared:
    wanted, found = tuple(wanted), tuple(found)
    return _Compared(overlap(wanted, found), " + ".join(wanted), " + ".join(found))


def _one(wanted: str | UnsetType | None, found: str | None) -> _Compared | None:
    """One value as printed, against one value as found; nothing where the gold is silent about the field."""
    if wanted is UNSET:
        return None
    same = wanted is not None and found is not None and tidy(wanted).casefold() == tidy(found).casefold()
    score = Score(int(wanted is not None), int(found is not None), int(same))
    return _Compared(score, wanted or "", found or "")


def _addressees(entry: GoldItem, item: Item) -> _Compared | None:
    """Agencies asked, where the item names somebody; what asks nothing has nobody who is asked."""
    if entry.kind not in _ASKED or entry.addressees is UNSET or not (entry.addressees or entry.addressee_text):
        return None
    return _sets(entry.addressees, item.addressees)


def _silence_on_addressees(entry: GoldItem, item: Item) -> _Compared | None:
    """Where the item names nobody, whether the reader says nobody."""
    if entry.kind not in _ASKED or entry.addressees is UNSET or entry.addressees or entry.addressee_text:
        return None
    return _Compared(Score(1, 1, int(not item.addressees)), "", " + ".join(item.addressees))


def _labels(entry: GoldItem, item: Item) -> _Compared | None:
    return _one(entry.label, item.label) if entry.label is not None else None


def _timescales(entry: GoldItem, item: Item) -> _Compared | None:
    return _one(entry.timescale, item.timescale.text if item.timescale else None)


def _owners(entry: GoldItem, item: Item) -> _Compared | None:
    return _one(entry.owner, item.owner)


def _statuses(entry: GoldItem, item: Item) -> _Compared | None:
    if entry.status is None:
        return None
    score = Score(1, int(item.status is not None), int(item.status in (entry.status, *entry.status_alt)))
    return _Compared(score, entry.status, item.status or "")


def _timing(entry: GoldItem, item: Item) -> _Compared | None:
    if entry.timing is UNSET:
        return None
    predates = entry.timing == PREDATES_REVIEW
    score = Score(int(predates), int(item.predates_review), int(predates and item.predates_review))
    return _Compared(score, PREDATES_REVIEW * predates, PREDATES_REVIEW * item.predates_review)


def _themes(entry: GoldItem, item: Item) -> _Compared | None:
    return _sets(entry.themes, (theme.theme for theme in item.themes)) if entry.themes else None


_DETAILS: dict[str, Callable[[GoldItem, Item], _Compared | None]] = {
    "addressees": _addressees,
    "addressees_unnamed": _silence_on_addressees,
    "labels": _labels,
    "timescales": _timescales,
    "owners": _owners,
    "status": _statuses,
    "predates_review": _timing,
    "themes_of_items": _themes,
}
