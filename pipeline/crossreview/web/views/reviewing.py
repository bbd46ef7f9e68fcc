"""What is shown of a review: its documents, what their pages say of it, its themes, and its thread.

Everything has the page on which it stands. What is not there is said to be not in this library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from crossreview.errors import CrossreviewError, RecordDamaged, RecordVersionMismatch, UnknownTerm
from crossreview.library import Library, counted, document_date
from crossreview.library.threads import Node, Place, Thread, asked_once, thread_of
from crossreview.paths import shown
from crossreview.records import (
    ITEM_KINDS,
    RECOMMENDED_KINDS,
    Corrected,
    Coverage,
    CoverageStatus,
    DateKind,
    DocumentRecord,
    Found,
    Item,
    ItemKind,
    LinkBasis,
    LinkRelation,
    Metadata,
    Section,
    Status,
)
from crossreview.search.index import OpenIndex
from crossreview.search.tables import IndexedDocument
from crossreview.vocabulary.labels import agency_label, theme_label
from crossreview.web.labels import plain, type_label
from crossreview.web.views.search import passage_address

ASK_KINDS: Final[frozenset[ItemKind]] = RECOMMENDED_KINDS | {"action"}
_Telling: TypeAlias = Iterator[tuple[str, Found[Any]]]  # a value in words, and where it stands

_TOLD_BY: Final[Mapping[LinkBasis, str]] = {
    "beside": "printed beside it",
    "number": "told by its number",
    "section": "stands under it",
    "wording": "has its words",
}
_RELATIONS: Final[Mapping[LinkRelation, str]] = {
    "arises_from": "arises from the above",
    "carries_out": "carries out the above",
    "reports_on": "reports on the above",
    "answers": "answers the above",
    "quotes": "quotes the above",
}
_DATES: Final[Mapping[DateKind, str]] = {
    "document_dated": "Dated",
    "review_completed": "Review completed",
    "published": "Published",
    "incident": "Incident",
    "commissioned": "Commissioned",
    "period_from": "Period reviewed, from",
    "period_to": "Period reviewed, to",
    "inspection_undertaken": "Inspection undertaken",
    "inspection_published": "Inspection published",
    "progress_as_at": "Progress as at",
    "response_due": "Response due",
}


@dataclass(frozen=True)
class Listed:
    """A review as the index knows it: its documents, the fullest first."""

    id: str
    documents: tuple[IndexedDocument, ...]

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The ids of its documents."""
        return tuple(document.id for document in self.documents)

    @cached_property
    def title(self) -> str:
        """The title of the fullest document, or the name of its file."""
        return self.documents[0].facts.title or self.documents[0].facts.filename

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas of all its documents."""
        return tuple(dict.fromkeys(area for document in self.documents for area in document.areas))

    @property
    def review_type(self) -> str | None:
        """The type that the fullest document which tells one gives."""
        return next((each.facts.review_type for each in self.documents if each.facts.review_type is not None), None)

    @cached_property
    def date(self) -> str | None:
        """The date of the fullest document that has one."""
        return next((each.facts.date for each in self.documents if each.facts.date is not None), None)

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"/reviews/{quote(self.id, safe='')}"


@dataclass(frozen=True)
class Ref:
    """A place on a page: what stands there, and the address at which it is shown."""

    label: str
    address: str


@dataclass(frozen=True)
class FactValue:
    """A value of a fact, and where it stands: places with how sure the reader is, in percent."""

    text: str
    places: tuple[tuple[Ref, int], ...]


@dataclass(frozen=True)
class Fact:
    """A fact about a review as its pages tell it; no values where none was found."""

    name: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True)
class ThemeShown:
    """A theme, and the statements that have it, or the documents as a whole."""

    theme: str
    statements: tuple[Ref, ...]
    wholes: tuple[Ref, ...]


@dataclass(frozen=True)
class CoverageShown:
    """What can be said of how many items of a kind a document has; `ref` leads to the words that say so."""

    kind: ItemKind
    status: CoverageStatus
    count: int | None
    ref: Ref | None


@dataclass(frozen=True)
class Outline:
    """A section, its page, and those under it."""

    number: str | None
    heading: str
    page: Ref
    below: tuple[Outline, ...]


@dataclass(frozen=True)
class DocumentShown:
    """A document of a review as it was read."""

    id: str
    filename: str
    title: str | None
    genre: str | None
    date: str | None
    pages: int
    first_page: Ref
    warnings: tuple[str, ...]
    unreadable: tuple[Ref, ...]
    recognised: tuple[Ref, ...]
    disordered: tuple[Ref, ...]
    coverage: tuple[CoverageShown, ...]
    silent: tuple[ItemKind, ...]
    outline: tuple[Outline, ...]


@dataclass(frozen=True)
class Step:
    """A step of a thread: its words, where they are printed, what is known of it, and what follows.

    `how` is how its link to the step above was told; `gap` says what the library does not have.
    """

    kind: ItemKind
    label: str | None
    text: str | None
    status: Status | None
    places: tuple[Ref, ...]
    addressees: tuple[str, ...]
    by_when: str | None
    by_hand: tuple[Corrected, ...]
    how: str | None
    gap: str | None
    below: tuple[Step, ...]

    @property
    def is_ask(self) -> bool:
        """Whether somebody is asked to act."""
        return self.kind in ASK_KINDS

    @property
    def ref(self) -> Ref:
        """The place in the fullest document, named after what stands there."""
        label = f" {self.label}" if self.label is not None else ""
        return Ref(f"{plain(self.kind)}{label} ({self.places[0].label})", self.places[0].address)

    def walk(self) -> Iterator[Step]:
        """It and all that follows."""
        yield self
        for step in self.below:
            yield from step.walk()


@dataclass(frozen=True)
class ThreadShown:
    """The thread of a review: from what it found to what is known to have come of it."""

    roots: tuple[Step, ...]
    named: tuple[Step, ...]
    unlinked: tuple[Step, ...]
    gaps: tuple[Step, ...]

    @cached_property
    def asks(self) -> tuple[Step, ...]:
        """All that was asked, each once, however many documents print it and findings lead to it."""
        steps = (step for root in (*self.roots, *self.named, *self.unlinked) for step in root.walk())
        return tuple({step.places: step for step in steps if step.is_ask and step.places}.values())


@dataclass(frozen=True)
class Reading:
    """The records of a review that can be read, the fullest first, and what is wrong with the others, by file name."""

    records: tuple[DocumentRecord, ...]
    damaged: tuple[tuple[str, CrossreviewError], ...]

    @classmethod
    def of(cls, library: Library, review: Listed) -> Reading:
        """Reads the records of a review."""
        records: list[DocumentRecord] = []
        damaged: list[tuple[str, CrossreviewError]] = []
        for document in review.documents:
            try:
                records.append(library.record(document.id))
            except (RecordDamaged, RecordVersionMismatch, UnknownTerm) as error:
                damaged.append((document.facts.filename, error))
        return cls(tuple(records), tuple(damaged))

    @cached_property
    def documents(self) -> tuple[DocumentShown, ...]:
        """The documents."""
        return tuple(map(_document, self.records))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the pages say of the review, in the order in which people ask for it."""
        return tuple(Fact(name, tuple(self._values(tell))) for name, tell in _FACTS)

    @cached_property
    def themes(self) -> tuple[ThemeShown, ...]:
        """The themes, those of most statements first; what several documents print is one statement."""
        statements: defaultdict[str, list[Ref]] = defaultdict(list)
        record_of = {item.id: record for record in reversed(self.records) for item in record.items}
        for wordings in asked_once(self.records):
            first = {theme.theme: item for item in reversed(wordings) for theme in item.themes}
            for theme, item in first.items():
                statements[theme].append(_item_ref(record_of[item.id], item))
        wholes: defaultdict[str, list[Ref]] = defaultdict(list)
        for record in self.records:
            for whole in record.themes:
                page = whole.evidence[0].page if whole.evidence else 1
                wholes[whole.theme].append(_page_ref(record, page))
        found = (
            ThemeShown(theme, tuple(statements[theme]), tuple(wholes[theme]))
            for theme in dict.fromkeys([*statements, *wholes])
        )
        return tuple(sorted(found, key=lambda each: (-len(each.statements), theme_label(each.theme))))

    @cached_property
    def thread(self) -> ThreadShown:
        """The thread."""
        thread = thread_of(self.records)
        return _Steps(self.records).shown(thread)

    def _values(self, tell: Callable[[Metadata], _Telling]) -> Iterator[FactValue]:
        places: defaultdict[str, list[tuple[Ref, int]]] = defaultdict(list)
        for record in self.records:
            for text, found in tell(record.metadata):
                place = _page_ref(record, found.source.page), round(found.confidence * 100)
                if place not in places[text]:
                    places[text].append(place)
        yield from (FactValue(text, tuple(each)) for text, each in places.items())


def listed(index: OpenIndex) -> dict[str, Listed]:
    """The reviews of an index by their ids, in no order that matters."""
    documents: defaultdict[str, list[IndexedDocument]] = defaultdict(list)
    for document in index.tables.documents:
        documents[index.review_of[document.id]].append(document)
    return {
        review: Listed(review, tuple(sorted(members, key=lambda each: each.facts.order)))
        for review, members in documents.items()
    }


def review_with(reviews: Mapping[str, Listed], review_id: str) -> Listed:
    """The review with an id. Raises UnknownTerm."""
    if review_id not in reviews:
        raise UnknownTerm(
            f"The library has no review {shown(review_id)!r}.",
            remedy="Reviews are named after what their documents say, and perhaps this one was put together with "
            "another: look for it among all reviews.",
        )
    return reviews[review_id]


def page_address(document_id: str, page: int) -> str:
    """Where a page is shown."""
    return f"/documents/{quote(document_id, safe='')}/pages/{page}"


def _page_ref(record: DocumentRecord, page: int) -> Ref:
    return Ref(f"{record.document.filename}, page {page}", page_address(record.document.id, page))


def _item_ref(record: DocumentRecord, item: Item) -> Ref:
    label = f" {item.label}" if item.label is not None else ""
    where = f"{record.document.filename}, page {item.source.page}"
    return Ref(f"{plain(item.kind)}{label} ({where})", passage_address(record.document.id, item.id))


def _place_ref(place: Place) -> Ref:
    return Ref(f"{place.filename}, page {place.page}", passage_address(place.document_id, place.item_id))


# ---- a document -----------------------------------------------------------------------------------------------------


def _document(record: DocumentRecord) -> DocumentShown:
    document, metadata, quality = record.document, record.metadata, record.quality
    spoken = {coverage.kind for coverage in record.coverage} | {item.kind for item in record.items}
    return DocumentShown(
        id=document.id,
        filename=document.filename,
        title=metadata.title.value if metadata.title is not None else None,
        genre=metadata.genre.value if metadata.genre is not None else None,
        date=document_date(record),
        pages=document.pages,
        first_page=_page_ref(record, 1),
        warnings=record.warnings,
        unreadable=_numbers(record, quality.pages_unreadable),
        recognised=_numbers(record, quality.pages_ocr),
        disordered=_numbers(record, quality.pages_out_of_order),
        coverage=tuple(_coverage(record, each) for each in _covered(record)),
        silent=tuple(kind for kind in ITEM_KINDS if kind not in spoken),
        outline=_outline(record),
    )


def _numbers(record: DocumentRecord, pages: Iterable[int]) -> tuple[Ref, ...]:
    return tuple(Ref(str(page), page_address(record.document.id, page)) for page in pages)


def _covered(record: DocumentRecord) -> tuple[Coverage, ...]:
    """What is said of each kind; that items of one were found is said by the items where nothing else says it."""
    told = {each.kind: each for each in record.coverage}
    there = {item.kind for item in record.items}
    kinds = (kind for kind in ITEM_KINDS if kind in told or kind in there)
    return tuple(told.get(kind, Coverage(kind, "found", None)) for kind in kinds)


def _coverage(record: DocumentRecord, coverage: Coverage) -> CoverageShown:
    ref = _page_ref(record, coverage.source.page) if coverage.source is not None else None
    return CoverageShown(coverage.kind, coverage.status, counted(record, coverage.kind), ref)


def _outline(record: DocumentRecord) -> tuple[Outline, ...]:
    """The sections as they stand under each other."""
    ids = {section.id for section in record.sections}
    below: defaultdict[str | None, list[Section]] = defaultdict(list)
    for section in record.sections:
        below[section.parent if section.parent in ids else None].append(section)

    def of(parent: str | None) -> tuple[Outline, ...]:
        return tuple(
            Outline(each.number, each.heading, _page_ref(record, each.source.page), of(each.id))
            for each in below[parent]
        )

    return of(None)


# ---- facts ----------------------------------------------------------------------------------------------------------


def _one(found: Found[str] | None, name: Callable[[str], str] = str) -> _Telling:
    if found is not None:
        yield name(found.value), found


def _many(found: Iterable[Found[str]] | None, name: Callable[[str], str] = str) -> _Telling:
    for each in found or ():
        yield from _one(each, name)


def _genre(metadata: Metadata) -> _Telling:
    if metadata.genre is not None:
        yield plain(metadata.genre.value), metadata.genre


def _areas(metadata: Metadata) -> _Telling:
    for found in metadata.areas:
        involved = "" if found.value.role == "commissioning" else " (has a part in it)"
        yield f"{found.value.name}{involved}", found


def _dates(metadata: Metadata) -> _Telling:
    for kind, found in metadata.dates.items():
        yield f"{_DATES[kind]}: {found.value}", found


def _inspections(metadata: Metadata) -> _Telling:
    for found in metadata.inspections:
        inspection = found.value
        dates = {
            "inspected": inspection.inspected,
            "undertaken": inspection.undertaken,
            "published": inspection.published,
        }
        told = "".join(f", {name} {date}" for name, date in dates.items() if date is not None)
        yield f"{inspection.body}{told}", found


_FACTS: Final[Sequence[tuple[str, Callable[[Metadata], _Telling]]]] = (
    ("Title", lambda metadata: _one(metadata.title)),
    ("Kind of document", _genre),
    ("Type of review", lambda metadata: _one(metadata.review_type, type_label)),
    ("Code", lambda metadata: _one(metadata.review_code)),
    ("Called in it", lambda metadata: _one(metadata.subject)),
    ("Partnership or board", lambda metadata: _many(metadata.bodies)),
    ("Area", _areas),
    ("Written by", lambda metadata: _many(metadata.authors)),
    ("Chaired by", lambda metadata: _one(metadata.chair)),
    ("Dates", _dates),
    ("Methodology", lambda metadata: _many(metadata.methodology, plain)),
    ("Age", lambda metadata: _one(metadata.age_band)),
    ("Gender", lambda metadata: _one(metadata.gender)),
    ("Ethnicity", lambda metadata: _one(metadata.ethnicity)),
    ("Harm", lambda metadata: _many(metadata.harm_types, theme_label)),
    ("Agencies", lambda metadata: _many(metadata.agencies, agency_label)),
    ("Inspections referred to", _inspections),
    ("Addresses on the internet", lambda metadata: _many(metadata.links)),
)


# ---- the thread -----------------------------------------------------------------------------------------------------


class _Steps:
    """Makes steps of the nodes of a thread, with what the items behind them say."""

    def __init__(self, records: Iterable[DocumentRecord]) -> None:
        self._items = {(record.document.id, item.id): item for record in records for item in record.items}

    def shown(self, thread: Thread) -> ThreadShown:
        """The thread in steps."""
        roots, named, unlinked, gaps = (
            tuple(map(self._step, nodes)) for nodes in (thread.roots, thread.named, thread.unlinked, thread.gaps())
        )
        return ThreadShown(roots, named, unlinked, gaps)

    def _step(self, node: Node) -> Step:
        strand = node.strand
        items = [self._items[place.document_id, place.item_id] for place in strand.places]
        return Step(
            kind=strand.kind,
            label=strand.label,
            text=strand.text,
            status=strand.status if strand.status != "no_status" else None,
            places=tuple(map(_place_ref, strand.places)),
            addressees=tuple(dict.fromkeys(agency for item in items for agency in item.addressees)),
            by_when=next((item.timescale.text for item in items if item.timescale is not None), None),
            by_hand=tuple(dict.fromkeys(told for item in items for told in item.by_hand)),
            how=_how(node),
            gap=node.gap,
            below=tuple(map(self._step, node.below)),
        )


def _how(node: Node) -> str | None:
    if node.relation is None or node.told_by is None:
        return None
    return f"{_RELATIONS[node.relation]}: {_TOLD_BY[node.told_by]}"
