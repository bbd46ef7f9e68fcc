"""Items: the asks, the answers to them, and all items by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from msgspec import UNSET

from crossreview.evaluate.gold import Gold, GoldItem, Worded
from crossreview.evaluate.pairing import Candidate, Pair, candidates, is_one_of, pair_items
from crossreview.evaluate.score import Case, Measured, Score
from crossreview.records import ASK_KINDS, DocumentRecord, ItemKind

# The gold lists what a document quotes from another beside its own asks, and learning points, which ask nobody.
SCORED_AS_ASKS: Final[tuple[ItemKind, ...]] = (*ASK_KINDS, "quoted_recommendation")
NO_ASK: Final = "learning_point"
ANSWER_KINDS: Final[tuple[ItemKind, ...]] = ("response", "progress", "evidence")


def measure_asks(gold: Gold, record: DocumentRecord) -> Measured:
    """Asks: `asks_exact` begin and end where they should, `asks_loose` are at least seen."""
    wanted = [ask for ask in gold.recommendations if ask.kind != NO_ASK]
    return _exact_and_loose("asks", wanted, _of_kinds(gold, record, SCORED_AS_ASKS))


def measure_answers(gold: Gold, record: DocumentRecord) -> Measured:
    """Responses, progress and evidence, likewise."""
    return _exact_and_loose("answers", gold.responses, _of_kinds(gold, record, ANSWER_KINDS))


def measure_kinds(gold: Gold, record: DocumentRecord) -> Measured:
    """Where the gold lists all items: those that begin, end and are of the kind that they should, and each kind."""
    if gold.items is UNSET:
        return Measured({})
    read = [Candidate.of(item) for item in record.items]
    found = _without_doubtful(gold, read, pair_items(gold.items, read, same_kind_first=True))
    pairs = pair_items(gold.items, found, same_kind_first=True)
    right = [
        pair for pair in pairs if pair.fit == "exact" and gold.items[pair.wanted].kind == found[pair.found].item.kind
    ]
    scores = {"items": Score(len(gold.items), len(found), len(right))}
    for kind in sorted({entry.kind for entry in gold.items} | {candidate.item.kind for candidate in found}):
        scores[f"items.{kind}"] = Score(
            sum(entry.kind == kind for entry in gold.items),
            sum(candidate.item.kind == kind for candidate in found),
            sum(gold.items[pair.wanted].kind == kind for pair in right),
        )
    return Measured(scores, _kind_cases(gold.items, found, right))


def _without_doubtful(gold: Gold, found: Sequence[Candidate], pairs: Iterable[Pair]) -> list[Candidate]:
    paired = {pair.found for pair in pairs}
    return [each for j, each in enumerate(found) if j in paired or not is_one_of(gold.doubtful, each)]


def _of_kinds(gold: Gold, record: DocumentRecord, kinds: Collection[str]) -> tuple[Candidate, ...]:
    return candidates((item for item in record.items if item.kind in kinds), gold)


def _exact_and_loose(measure: str, wanted: Sequence[Worded], found: Sequence[Candidate]) -> Measured:
    pairs = pair_items(wanted, found)
    exact = sum(pair.fit == "exact" for pair in pairs)
    scores = {
        f"{measure}_exact": Score(len(wanted), len(found), exact),
        f"{measure}_loose": Score(len(wanted), len(found), len(pairs)),
    }
    return Measured(scores, _cases(measure, wanted, found, pairs))


def _cases(
    measure: str, wanted: Sequence[Worded], found: Sequence[Candidate], pairs: Iterable[Pair]
) -> tuple[Case, ...]:
    pairs = tuple(pairs)
    paired, used = {pair.wanted for pair in pairs}, {pair.found for pair in pairs}
    return (
        *(_missed(measure, entry) for i, entry in enumerate(wanted) if i not in paired),
        *(_missed(f"{measure}_exact", wanted[p.wanted], found[p.found]) for p in pairs if p.fit == "loose"),
        *(_invented(measure, candidate) for j, candidate in enumerate(found) if j not in used),
    )


def _kind_cases(wanted: Sequence[GoldItem], found: Sequence[Candidate], right: Iterable[Pair]) -> tuple[Case, ...]:
    right = tuple(right)
    paired, used = {pair.wanted for pair in right}, {pair.found for pair in right}
    return (
        *(_missed(f"items.{e.kind}", e) for i, e in enumerate(wanted) if i not in paired),
        *(_invented(f"items.{c.item.kind}", c) for j, c in enumerate(found) if j not in used),
    )


def _missed(measure: str, entry: Worded, instead: Candidate | None = None) -> Case:
    text = f"{entry.first_words} ... {entry.last_words}"
    if instead is not None:
        text = f"{text} | found: {instead.item.text}"
    return Case(measure, "missed", entry.page, text)


def _invented(measure: str, candidate: Candidate) -> Case:
    return Case(measure, "invented", candidate.item.source.page, candidate.item.text)
