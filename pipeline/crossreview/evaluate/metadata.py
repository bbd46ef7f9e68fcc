"""The facts about a document: each field by itself, and all together.

A value that the document does not give counts twice against precision: a field left empty sends a person to the page,
an invented one sends her away from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar, get_args

from msgspec import UNSET, UnsetType

from crossreview.evaluate.gold import Gold
from crossreview.evaluate.normalise import tidy
from crossreview.evaluate.score import Case, Measured, Score, total
from crossreview.records import DateKind, DocumentRecord, Found, Metadata

T = TypeVar("T")

INVENTED_COUNTS: Final = 2

# Gold made for other kinds of document speaks of them in its own words.
GENRES: Final[Mapping[str, str]] = {
    "joint_inspection": "inspection_report",
    "safeguarding_review": "full_report",
    "government_response": "response",
    "pfd_report": "coroner_report",
    "coroner_finding": "coroner_report",
    "accident_report": "other",
}
REVIEW_TYPES: Final[Mapping[str, str]] = {"local child safeguarding practice review": "lcspr"}


@dataclass(frozen=True)
class Field:
    """What the gold and the record hold of one field."""

    name: str
    gold: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def score(self) -> Score:
        """Values that agree; what was found where the document gives nothing counts twice."""
        found = len(self.found) if self.gold else INVENTED_COUNTS * len(self.found)
        return Score(len(self.gold), found, (Counter(self.gold) & Counter(self.found)).total())

    @property
    def cases(self) -> Iterator[Case]:
        """The values that are missing or wrong."""
        gold, found = Counter(self.gold), Counter(self.found)
        for value in (gold - found).elements():
            yield Case(f"metadata.{self.name}", "missed", None, value)
        for value in (found - gold).elements():
            yield Case(f"metadata.{self.name}", "invented", None, value)


def measure_metadata(gold: Gold, record: DocumentRecord) -> Measured:
    """Each field that the gold speaks of, exact but for blanks, quotes and hyphens, and all together."""
    fields = tuple(_fields(gold, record.metadata))
    scores = {f"metadata.{field.name}": field.score for field in fields}
    return Measured(
        {"metadata": total(scores.values()), **scores}, tuple(case for field in fields for case in field.cases)
    )


def measure_coverage(gold: Gold, record: DocumentRecord) -> Measured:
    """Whether the record says rightly what a count of each kind is worth, for the kinds that the gold speaks of."""
    if gold.coverage is UNSET:
        return Measured({})
    found: dict[str, str] = {entry.kind: entry.status for entry in record.coverage if entry.kind in gold.coverage}
    wrong = [(kind, status) for kind, status in gold.coverage.items() if found.get(kind) != status]
    cases = (Case("coverage", "missed", None, f"{k}: {s}, found {found.get(k, 'nothing')}") for k, s in wrong)
    score = Score(len(gold.coverage), len(found), len(gold.coverage) - len(wrong))
    return Measured({"coverage": score}, tuple(cases))


def _fields(gold: Gold, metadata: Metadata) -> Iterator[Field]:
    yield from _field("title", gold.title, _value(metadata.title))
    yield from _field("genre", GENRES.get(gold.genre, gold.genre), _value(metadata.genre))
    yield from _field("review_type", _review_type(gold.review_type), _lower(_value(metadata.review_type)))
    yield from _field("review_code", gold.review_code, _value(metadata.review_code))
    yield from _field("subject", gold.subject, _value(metadata.subject))
    yield from _field("bodies", gold.bodies, _values(metadata.bodies))
    yield from _field("areas", gold.areas, (area.value.name for area in metadata.areas))
    yield from _field("area_roles", _gold_roles(gold), (f"{a.value.name}: {a.value.role}" for a in metadata.areas))
    yield from _field("authors", gold.authors, _values(metadata.authors))
    yield from _field("chair", gold.chair, _value(metadata.chair))
    yield from _field("age_band", gold.age_band, _value(metadata.age_band))
    yield from _field("methodology", gold.methodology, _values(metadata.methodology))
    yield from _field("harm_types", gold.harm_types, _values(metadata.harm_types))
    yield from _dates(gold, metadata)


def _dates(gold: Gold, metadata: Metadata) -> Iterator[Field]:
    """One field for each kind of date that the gold lists; gold that lists all items lists every date there is."""
    found = {str(kind): date.value for kind, date in metadata.dates.items()}
    kinds = gold.dates.keys() & set(get_args(DateKind))
    if gold.items is not UNSET:
        kinds |= found.keys()
    elif "document_dated" in found:
        # Gold for other kinds of document does not tell apart the date of the document and that of its publication.
        found.setdefault("published", found["document_dated"])
    for kind in sorted(kinds):
        yield from _field(f"dates.{kind}", gold.dates.get(kind), found.get(kind))


def _field(
    name: str, gold: str | Iterable[str] | UnsetType | None, found: str | Iterable[str] | None
) -> Iterator[Field]:
    """The field, if the gold speaks of it."""
    if gold is not UNSET:
        yield Field(name, _tidied(gold), _tidied(found))


def _tidied(values: str | Iterable[str] | None) -> tuple[str, ...]:
    if values is None:
        return ()
    return tuple(tidy(value) for value in ([values] if isinstance(values, str) else values))


def _value(found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def _values(found: Iterable[Found[str]] | None) -> tuple[str, ...]:
    return tuple(each.value for each in found or ())


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _review_type(printed: str | UnsetType | None) -> str | UnsetType | None:
    if printed is UNSET or printed is None:
        return printed
    return REVIEW_TYPES.get(printed.lower(), printed.lower())


def _gold_roles(gold: Gold) -> tuple[str, ...] | UnsetType:
    if gold.areas_with_role is UNSET:
        return UNSET
    return tuple(f"{area.name}: {area.role}" for area in gold.areas_with_role)
