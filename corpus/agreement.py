"""How far two people who annotated the corpus by themselves agree: `python corpus/agreement.py`.

It compares what the author of a document marked (`first/`, as it was before both were compared) with what a second
person wrote down who saw only the PDF (`second/`). `--write` puts the tables into SOURCES.md. Of the documents under
test only totals are shown.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from crossreview.evaluate.gold import GoldArea, GoldItem
from crossreview.evaluate.items import SCORED_AS_ASKS
from crossreview.evaluate.normalise import tidy
from crossreview.evaluate.pairing import Candidate, Fit, pair_items
from crossreview.evaluate.score import Score, overlap, total
from crossreview.evaluate.splits import HELD_OUT, SPLITS, load_splits
from crossreview.records import Item, ItemKind, Source, Span

CORPUS = Path(__file__).resolve().parent
SOURCES = CORPUS / "SOURCES.md"
BEGIN, END = "<!-- agreement: made by corpus/agreement.py -->\n", "<!-- end of agreement -->\n"
WITH_STATUS = frozenset({"progress", "response"})


class Annotated(GoldItem, frozen=True, kw_only=True):
    """An item as a person wrote it down. One that asks nobody, or by no time, says so."""

    addressees: tuple[str, ...]
    timescale: str | None
    owner: str | None
    to: str | None


class Facts(Struct, frozen=True, forbid_unknown_fields=True):
    """What the person wrote down about the document."""

    genre: str
    review_type: str | None
    review_code: str | None
    subject: str | None
    bodies: tuple[str, ...]
    areas: tuple[GoldArea, ...]
    authors: tuple[str, ...]
    chair: str | None
    dates: dict[str, str]
    methodology: tuple[str, ...]
    age_band: str | None
    harm_types: tuple[str, ...]
    themes: tuple[str, ...]


class Annotation(Struct, frozen=True, forbid_unknown_fields=True):
    """What one person wrote down about one document; `doubts` are in her words."""

    annotator: str
    metadata: Facts
    items: tuple[Annotated, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shared:
    """An item that both wrote down."""

    first: Annotated
    second: Annotated
    fit: Fit


@dataclass(frozen=True)
class Both:
    """One document as both saw it."""

    split: str
    first: Annotation
    second: Annotation
    shared: tuple[Shared, ...]


Measure: TypeAlias = Callable[[Both], Score]


def load_annotation(path: Path) -> Annotation:
    """Read one file of `first/` or `second/`."""
    return msgspec.json.decode(path.read_bytes(), type=Annotation)


def load_both(corpus: Path = CORPUS) -> tuple[Both, ...]:
    """All documents that were annotated twice."""
    splits = load_splits(corpus / "gold")
    paths = sorted((corpus / "second").glob("*.json"))
    return tuple(
        compare(splits[path.stem], load_annotation(corpus / "first" / path.name), load_annotation(path))
        for path in paths
    )


def compare(split: str, first: Annotation, second: Annotation) -> Both:
    """Pair the items of one document."""
    pairs = pair_items(second.items, [_candidate(item) for item in first.items])
    shared = (Shared(first.items[pair.found], second.items[pair.wanted], pair.fit) for pair in pairs)
    return Both(split, first, second, tuple(shared))


def _candidate(item: Annotated) -> Candidate:
    """An item as the pairing takes it; what stands between its first and its last words does not matter there."""
    text = f"{item.first_words} {item.last_words}"
    source = Source((Span(item.page, (0.0, 0.0, 1.0, 1.0), 0, len(text)),))
    record = Item(
        id="",
        kind=msgspec.convert(item.kind, ItemKind),
        label=item.label,
        text=text,
        source=source,
        section=None,
        addressees=item.addressees,
        addressee_text=item.addressee_text,
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
    )
    return Candidate.of(record)


def found_by_both(both: Both, fits: Sequence[Fit] = ("exact",)) -> Score:
    """Items of the first that the second has as well."""
    right = sum(each.fit in fits for each in both.shared)
    return Score(len(both.first.items), len(both.second.items), right)


def same_kind(both: Both) -> Score:
    """Kinds of shared items."""
    return _share(each.first.kind == each.second.kind for each in both.shared)


def of_kind(both: Both, kind: str) -> Score:
    """Items of one kind that both bound alike."""
    first, second = (sum(item.kind == kind for item in one.items) for one in (both.first, both.second))
    right = sum(each.fit == "exact" and each.first.kind == each.second.kind == kind for each in both.shared)
    return Score(first, second, right)


def kappa(documents: Iterable[Both]) -> float:
    """Cohen's kappa of the kinds of shared items."""
    kinds = [(each.first.kind, each.second.kind) for both in documents for each in both.shared]
    observed = sum(one == other for one, other in kinds) / len(kinds)
    first, second = Counter(one for one, _ in kinds), Counter(other for _, other in kinds)
    expected = sum(first[kind] * second[kind] for kind in first) / len(kinds) ** 2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def addressees(both: Both) -> Score:
    """Bodies asked, in shared asks."""
    return total(overlap(each.first.addressees, each.second.addressees) for each in _asks(both))


def timescales(both: Both) -> Score:
    """Words that say by when, in shared asks."""
    return total(_value(each.first.timescale, each.second.timescale) for each in _asks(both))


def statuses(both: Both) -> Score:
    """Statuses, where both have a progress statement or both a response."""
    told = (each for each in both.shared if each.first.kind == each.second.kind and each.first.kind in WITH_STATUS)
    return _share(each.first.status == each.second.status for each in told)


def themes_of_items(both: Both) -> Score:
    """Themes of shared items."""
    return total(overlap(each.first.themes, each.second.themes) for each in both.shared)


def themes_of_documents(both: Both) -> Score:
    """Themes of the documents."""
    return overlap(both.first.metadata.themes, both.second.metadata.themes)


def metadata(both: Both) -> Score:
    """All facts about the document but its themes."""
    return total(fields(both).values())


def fields(both: Both) -> dict[str, Score]:
    """Facts about the document, field by field."""
    first, second = _values(both.first.metadata), _values(both.second.metadata)
    return {name: overlap(values, second[name]) for name, values in first.items()}


def _values(facts: Facts) -> dict[str, list[str]]:
    single = ("genre", "review_type", "review_code", "subject", "chair", "age_band")
    several = ("bodies", "authors", "methodology", "harm_types")
    found = {name: [value] if (value := getattr(facts, name)) else [] for name in single}
    found |= {name: list(getattr(facts, name)) for name in several}
    found["areas"] = [f"{area.name}: {area.role}" for area in facts.areas]
    found["dates"] = [f"{kind}: {value}" for kind, value in facts.dates.items()]
    return {name: [tidy(value).casefold() for value in values] for name, values in found.items()}


def _asks(both: Both) -> list[Shared]:
    return [each for each in both.shared if each.first.kind in SCORED_AS_ASKS]


def _share(same: Iterable[bool]) -> Score:
    same = tuple(same)
    return Score(len(same), len(same), sum(same))


def _value(first: str | None, second: str | None) -> Score:
    same = first is not None and second is not None and tidy(first).casefold() == tidy(second).casefold()
    return Score(int(first is not None), int(second is not None), int(same))


MEASURES: Mapping[str, Measure] = {
    "items that begin and end alike": found_by_both,
    "items that begin alike": lambda both: found_by_both(both, ("exact", "loose")),
    "kind of an item that both found": same_kind,
    "addressees of asks": addressees,
    "timescale of asks, exact": timescales,
    "status of progress and responses": statuses,
    "themes of items": themes_of_items,
    "themes of documents": themes_of_documents,
    "facts about documents": metadata,
}


def tables(documents: Sequence[Both]) -> str:
    """The agreement as Markdown."""
    parts = {split: [both for both in documents if both.split == split] for split in SPLITS}
    parts = {split: part for split, part in parts.items() if part}
    parts["all"] = list(documents)
    seen = [both for both in documents if both.split != HELD_OUT]
    rows = [[name, *(_f1(map(measure, part)) for part in parts.values())] for name, measure in MEASURES.items()]
    rows.insert(3, ["the same, Cohen's kappa", *(f"{kappa(part):.2f}" for part in parts.values())])
    counts = [
        ["documents", *(str(len(part)) for part in parts.values())],
        ["items of the author", *(str(sum(len(both.first.items) for both in part)) for part in parts.values())],
        ["items of the second", *(str(sum(len(both.second.items) for both in part)) for part in parts.values())],
    ]
    kinds = sorted({item.kind for both in seen for one in (both.first, both.second) for item in one.items})
    by_kind = [(kind, total(of_kind(both, kind) for both in seen)) for kind in kinds]
    by_field = [(name, total(fields(both)[name] for both in seen)) for name in _values(documents[0].first.metadata)]
    return "\n".join(
        [
            *_table(["F1", *parts], [*counts, *rows]),
            "",
            "By kind (begins and ends alike, and of the same kind), `train` and `dev`:",
            "",
            *_table(["kind", "author", "second", "F1"], map(_counted, by_kind)),
            "",
            "Facts about documents by field, `train` and `dev`:",
            "",
            *_table(["field", "author", "second", "F1"], map(_counted, by_field)),
            "",
        ]
    )


def _f1(scores: Iterable[Score]) -> str:
    return f"{total(scores).f1:.2f}"


def _counted(named: tuple[str, Score]) -> list[str]:
    name, score = named
    return [name, str(score.gold), str(score.found), _f1([score])]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def with_tables(text: str, made: str) -> str:
    """SOURCES.md with the tables put between their marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Print the tables, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into corpus/SOURCES.md")
    made = tables(load_both())
    if parser.parse_args(arguments).write:
        SOURCES.write_text(with_tables(SOURCES.read_text(encoding="utf-8"), made), encoding="utf-8")
    else:
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
