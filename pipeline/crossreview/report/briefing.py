"""A briefing on a theme or a search, in the form of a seven-minute briefing, from quotations alone.

What reviews say, what was asked of whom and what became of it, good practice, where it recurs, and the sources. Every
quotation has its page. Headings and numbers are made here; sentences about what happened, or should happen, never are.
What the library does not tell is said to be not in the library, and not to be not done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from crossreview.errors import CrossreviewError, NothingFound
from crossreview.library import Library, warn_of_damage
from crossreview.library.threads import NO_UPDATE, Node, Strand
from crossreview.records import ASK_KINDS, DocumentRecord, Item, ItemKind, Status
from crossreview.report.open_output import Opener
from crossreview.report.outcomes import ReviewThread
from crossreview.search import WITH_ALL_WORDS, Field, Hit, Matches, Query, checked, matches, search
from crossreview.search.fields import stemmed
from crossreview.search.tokens import OPERATORS
from crossreview.vocabulary.labels import agency_label
from crossreview.vocabulary.taxonomy import load_taxonomy

SAYING: Final[tuple[ItemKind, ...]] = ("finding", "learning_point")
# Actions are told as what became of asks; questions are asked of readers.
ASKING: Final[tuple[ItemKind, ...]] = tuple(kind for kind in ASK_KINDS if kind not in {"action", "question"})
REPORTING: Final[tuple[ItemKind, ...]] = ("progress", "evidence", "response")
PRACTICE: Final[tuple[ItemKind, ...]] = ("good_practice",)
_CONSIDERED: Final = 300  # passages of each kind, from which those to be quoted are taken
_RECURS: Final = 2  # reviews of one area
_WORD: Final = re.compile(r"\w+")
_REMOVED: Final = "[removed]"


@dataclass(frozen=True)
class Length:
    """How many quotations of each kind there may be at most; about seven minutes of reading by default."""

    says: int = 7
    asked: int = 8
    reported: int = 4
    practice: int = 4


@dataclass(frozen=True)
class Quote:
    """Words from a page. `source` is the number of its document among the sources."""

    text: str
    source: int
    page: int
    kind: ItemKind
    label: str | None
    status: Status | None


@dataclass(frozen=True)
class Asked:
    """What was asked, of whom, by when, and what the library says became of it; `gap` where it says nothing."""

    quote: Quote
    addressees: tuple[str, ...]
    by_when: str | None
    updates: tuple[Quote, ...]
    gap: str | None


@dataclass(frozen=True)
class Cited:
    """A document that is quoted, with the pages."""

    number: int
    title: str
    filename: str
    areas: tuple[str, ...]
    date: str | None
    pages: tuple[int, ...]


@dataclass(frozen=True)
class Recurrence:
    """An area with several reviews that say this, and the years of their documents."""

    area: str
    reviews: int
    years: tuple[str, ...]


@dataclass(frozen=True)
class Briefing:
    """A briefing, ready to be written. The totals are of what the library has, beside what is quoted of it."""

    title: str
    definition: str | None
    search: str
    reviews: int
    of_reviews: int
    documents: int
    years: tuple[str, ...]
    says: tuple[Quote, ...]
    says_total: int
    asked: tuple[Asked, ...]
    asked_total: int
    reported: tuple[Quote, ...]
    reported_total: int
    practice: tuple[Quote, ...]
    practice_total: int
    recurs: tuple[Recurrence, ...]
    sources: tuple[Cited, ...]
    open_output: bool


def brief(
    library: Library,
    query: Query,
    *,
    length: Length = Length(),
    open_output: bool = False,
    on_damage: Callable[[CrossreviewError], None] = warn_of_damage,
) -> Briefing:
    """The briefing on what a query finds by its words and facts.

    With `open_output`, ages are banded, dates of birth, death and incident cut to years, and names left out. A record
    that cannot be read is told to `on_damage` and left out. Raises NothingFound, which says what stood in the way,
    QueryError, UnknownTerm.
    """
    return _Writer(library, replace(query, way="both", sort="relevance"), open_output, on_damage).written(length)


@dataclass(frozen=True)
class _Told:
    """An item in the thread of its review."""

    record: DocumentRecord
    item: Item
    strand: Strand | None
    node: Node | None


class _Writer:
    """Writes one briefing."""

    def __init__(
        self, library: Library, query: Query, open_output: bool, on_damage: Callable[[CrossreviewError], None]
    ) -> None:
        self._library = library
        self._query = query
        self._open_output = open_output
        self._on_damage = on_damage
        self._pages: dict[str, set[int]] = {}
        self._threads: dict[str, ReviewThread] = {}
        self._openers: dict[str, Opener] = {}
        self._records: dict[str, DocumentRecord] = {}
        self._used: set[object] = set()
        self._words_told: set[str] = set()  # words of quotations that readers outside are shown

    def written(self, length: Length) -> Briefing:
        found = self._found
        if not found.documents:
            results = search(self._library, replace(self._query, way="words"))
            raise NothingFound(
                "The library has nothing on this.",
                remedy=" ".join(note.text for note in results.notes) or "Search for something else.",
            )
        says, says_total = self._chosen(SAYING, length.says)
        asked, asked_total = self._chosen(ASKING, length.asked)
        said = tuple(self._quote(told) for told in says)
        asks = tuple(map(self._asked, asked))  # before reports: what is reported on them stands with them
        reports, reported_total = self._chosen(REPORTING, length.reported)
        practice, practice_total = self._chosen(PRACTICE, length.practice)
        reported, practised = (tuple(map(self._quote, chosen)) for chosen in (reports, practice))
        sources = tuple(self._sources())
        dates = sorted(document.facts.date[:4] for document in found.documents if document.facts.date is not None)
        title, definition = self._subject()
        return Briefing(
            title=title,
            definition=definition,
            search=str(self._asked_openly()),
            reviews=found.totals.reviews,
            of_reviews=len(set(found.index.review_of.values())),
            documents=found.totals.documents,
            years=tuple(dict.fromkeys((*dates[:1], *dates[-1:]))),
            says=said,
            says_total=says_total,
            asked=asks,
            asked_total=asked_total,
            reported=reported,
            reported_total=reported_total,
            practice=practised,
            practice_total=practice_total,
            recurs=tuple(self._recurs()),
            sources=sources,
            open_output=self._open_output,
        )

    @cached_property
    def _found(self) -> Matches:
        return matches(self._library, self._query)

    @cached_property
    def _themes(self) -> frozenset[tuple[str, ...]]:
        """The themes that were asked for, each as the first of an item's."""
        return frozenset((theme,) for theme in checked(Field("theme", self._query.themes)).values)

    def _subject(self) -> tuple[str, str | None]:
        """What the briefing is about: a theme with its definition, or the words of the search."""
        query = self._query
        if query.text or len(query.themes) != 1:
            return str(self._asked_openly()), None
        theme = load_taxonomy().named(query.themes[0])
        rest = str(replace(query, themes=()))
        return f"{theme.label} ({rest})" if rest else theme.label, theme.definition

    def _chosen(self, kinds: Sequence[ItemKind], most: int) -> tuple[list[_Told], int]:
        """The items to quote, from each review in turn, each statement once, and how many there are."""
        if self._query.kinds and not set(kinds) & set(self._query.kinds):
            return [], 0
        asked = replace(self._query, kinds=tuple(kind for kind in kinds if kind in (self._query.kinds or kinds)))
        results = search(self._library, replace(asked, way="words", limit=max(most, _CONSIDERED)))
        chosen: list[_Told] = []
        # What is mainly about a theme that was asked for comes before what touches it.
        found = [hit for hit in results.hits if hit.found_by in WITH_ALL_WORDS]
        hits = sorted(found, key=lambda hit: bool(self._themes) and hit.themes[:1] not in self._themes)
        for hit in _in_turns(hits):
            if len(chosen) == most:
                break
            told = self._told(hit)
            if told is not None:
                chosen.append(told)
        return chosen, results.total_passages

    def _told(self, hit: Hit) -> _Told | None:
        """The item of a hit; None where its statement is quoted already, or is gone since."""
        thread = self._thread_of(hit.review)
        record, item = thread.item(hit.document_id, hit.item_id)
        if record is None or item is None:
            return None
        node = thread.nodes.get((hit.document_id, item.id))
        statement: object = (hit.review, node.strand) if node is not None else (hit.document_id, item.id)
        if statement in self._used:
            return None
        self._used.add(statement)
        return _Told(record, item, node.strand if node is not None else None, node)

    def _thread_of(self, review: str) -> ReviewThread:
        if review not in self._threads:
            documents = [document for document, name in self._found.index.review_of.items() if name == review]
            thread = self._threads[review] = ReviewThread.read(self._library, documents, self._on_damage)
            self._records |= {record.document.id: record for record in thread.records}
        return self._threads[review]

    def _quote(self, told: _Told) -> Quote:
        item, record = told.item, told.record
        number = self._cite(record.document.id, item.source.page)
        return Quote(
            text=self._shown(record, item.text),
            source=number,
            page=item.source.page,
            kind=item.kind,
            label=self._shown(record, item.label) if item.label is not None else None,
            status=item.status,
        )

    def _asked(self, told: _Told) -> Asked:
        item = told.item
        document = told.record.document.id
        thread = self._thread_of(self._found.index.review_of[document])
        updates = tuple(self._update(below) for below in thread.reports(document, item.id))
        elsewhere = tuple(self._stated_elsewhere(thread, told))
        stated = bool(elsewhere) or item.status not in {None, "no_status"}
        return Asked(
            quote=self._quote(told),
            addressees=tuple(agency_label(each) for each in item.addressees),
            by_when=self._shown(told.record, item.timescale.text) if item.timescale is not None else None,
            updates=(*elsewhere, *updates),
            gap=None if updates or stated else NO_UPDATE,
        )

    def _stated_elsewhere(self, thread: ReviewThread, told: _Told) -> Iterator[Quote]:
        found = thread.stated_elsewhere(told.record.document.id, told.item.id)
        if found is not None:
            yield self._quote(_Told(*found, told.strand, told.node))

    def _update(self, node: Node) -> Quote:
        strand = node.strand
        place = strand.places[0]
        self._used.add((self._found.index.review_of[place.document_id], strand))
        record = self._records[place.document_id]
        text = self._shown(record, strand.text or "")
        label = self._shown(record, strand.label) if strand.label is not None else None
        number = self._cite(place.document_id, place.page)
        return Quote(text, number, place.page, strand.kind, label, strand.status)

    def _shown(self, record: DocumentRecord, text: str) -> str:
        if not self._open_output:
            return text
        opened = self._opener(record).text(text)
        self._words_told |= _stems_of(opened)
        return opened

    def _asked_openly(self) -> Query:
        """What was searched for, as it may leave, when all is quoted.

        Whoever asks may know names, and write them: of their words, those are told that quotations show.
        """
        if not self._open_output:
            return self._query
        text = _WORD.sub(
            lambda word: word[0] if _stems_of(word[0]) <= self._words_told or word[0] in OPERATORS else _REMOVED,
            self._query.text,
        )
        return replace(self._query, text=text)

    def _opener(self, record: DocumentRecord) -> Opener:
        if record.document.id not in self._openers:
            self._openers[record.document.id] = Opener.of(record)
        return self._openers[record.document.id]

    def _cite(self, document_id: str, page: int) -> int:
        self._pages.setdefault(document_id, set()).add(page)
        return list(self._pages).index(document_id) + 1

    def _sources(self) -> Iterator[Cited]:
        documents = {document.id: document for document in self._found.index.tables.documents}
        for number, (document_id, pages) in enumerate(self._pages.items(), start=1):
            facts = documents[document_id].facts
            title, filename = facts.title or facts.filename, facts.filename
            if self._open_output:
                opener = self._openers[document_id]  # of which something is quoted
                filename = opener.reference(filename)
                title = self._shown(self._records[document_id], facts.title) if facts.title is not None else filename
            areas = documents[document_id].areas
            yield Cited(number, title, filename, areas, facts.date, tuple(sorted(pages)))

    def _recurs(self) -> Iterator[Recurrence]:
        """The areas with several reviews, those with the most first."""
        reviews: dict[str, dict[str, str]] = defaultdict(dict)
        for document in self._found.documents:
            for area in document.facts.areas:
                year = (document.facts.date or "")[:4]
                known = reviews[area].get(self._found.review_of(document), "")
                reviews[area][self._found.review_of(document)] = min(filter(None, (known, year)), default="")
        for area, of_area in sorted(reviews.items(), key=lambda each: (-len(each[1]), each[0])):
            if len(of_area) >= _RECURS:
                yield Recurrence(area, len(of_area), tuple(sorted(filter(None, of_area.values()))))


def _stems_of(text: str) -> set[str]:
    return set(stemmed().analyze(text))


def _in_turns(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The best of each review, then the second of each, and so on: no review speaks twice before all have spoken."""
    by_review: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_review[hit.review].append(hit)
    for turn in range(max(map(len, by_review.values()), default=0)):
        yield from (of_review[turn] for of_review in by_review.values() if turn < len(of_review))
