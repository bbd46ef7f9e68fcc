"""Searching a library."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import tantivy

from crossreview.errors import MissingExtra, QueryError, RecordDamaged, RecordVersionMismatch, UnknownTerm
from crossreview.library import Library
from crossreview.paths import shown
from crossreview.plurals import counted
from crossreview.records import ITEM_KINDS
from crossreview.search.blending import RANKED, Found, blended
from crossreview.search.clauses import Clause, Field, Word, parts_of, words_and_filters
from crossreview.search.explaining import why_nothing
from crossreview.search.facets import Totals
from crossreview.search.filters import checked, is_of_documents
from crossreview.search.index import Address, OpenIndex
from crossreview.search.indexing import answered
from crossreview.search.meaning import LEAST_LIKENESS, meaning_of
from crossreview.search.passages import Wanted, passage
from crossreview.search.query import WITH_ALL_WORDS, Hit, Note, Query, Results, Way
from crossreview.search.synonyms import load_synonyms
from crossreview.search.syntax import lone_fields, parse
from crossreview.search.tables import IndexedDocument

log = logging.getLogger(__name__)
ALL: Final = slice(None)
_ENOUGH: Final = 20  # passages with all words, beside which none that have only some of them are looked for


def search(library: Library, query: Query, part: slice = ALL) -> Results:
    """What a library says to a query: the best passages, with the counts of all.

    Of the passages listed, as many as the query allows, only those in `part` are read: each page of a long list is cut
    out of the same list. Raises QueryError where the text cannot be understood, UnknownTerm where a filter has an id
    that no vocabulary has.
    """
    question = _Question.of(query)
    return answered(library, lambda index: _answer(library, index, question, part))


@dataclass(frozen=True)
class Matches:
    """All that has the words and the facts of a query."""

    index: OpenIndex
    totals: Totals
    documents: tuple[IndexedDocument, ...]

    def review_of(self, document: IndexedDocument) -> str:
        """The id of the review of a document."""
        return self.index.review_of[document.id]


def matches(library: Library, query: Query) -> Matches:
    """All that matches a query by its words and facts, counted. Raises QueryError, UnknownTerm as `search`."""
    question = _Question.of(replace(query, way="words"))
    return answered(library, lambda index: _matches(index, question.words, question.filters))


def totals_among(library: Library, query: Query, reviews: Collection[str]) -> Totals:
    """What matches a query by its words and facts in some reviews alone, counted. Raises as `search`."""
    question = _Question.of(replace(query, way="words"))

    def counted_among(index: OpenIndex) -> Totals:
        asked = index.compiler.compiled(question.words, question.filters)
        rows = index.numbers(asked, "row", index.best(asked, 1)[0])
        theirs = [number for number, each in index.documents.items() if index.review_of[each.id] in reviews]
        return index.totals(rows[np.isin(index.tables.columns.document[rows], theirs)])

    return answered(library, counted_among)


def document_facts(query: Query) -> tuple[Clause, ...]:
    """What a query demands of documents, whatever it asks of their passages. Raises QueryError, UnknownTerm."""
    return tuple(filter(is_of_documents, _Question.of(replace(query, way="words")).filters))


def all_that_could_match(library: Library, facts: tuple[Clause, ...]) -> Matches:
    """All that is of documents with these facts: what the matches of a query that demands them are a share of."""
    return answered(library, lambda index: _matches(index, None, facts))


def _matches(index: OpenIndex, words: Clause | None, filters: Sequence[Clause]) -> Matches:
    counts = index.counts(words, tuple(filters), "reviews")
    return Matches(index, counts.totals, tuple(index.documents[number] for number in counts.documents.tolist()))


def document_of(library: Library, item_id: str) -> str:
    """The id of the document that has an item. Raises UnknownTerm where none has."""
    documents = answered(library, lambda index: index.documents_with(item_id))
    # What changed during a run is not in the index yet.
    for document_id in (*documents, *library.not_indexed().documents):
        try:
            record = library.record(document_id)
        except (UnknownTerm, RecordDamaged, RecordVersionMismatch) as error:
            log.warning("%s", error)
        else:
            if any(item.id == item_id for item in record.items):
                return document_id
    raise UnknownTerm(
        f"The library has no item {shown(item_id)!r}.",
        remedy="Ids of items stand in items.jsonl and in search results.",
    )


@dataclass(frozen=True)
class Unsure:
    """Statements to be asked about: how many, how many of them are listed, and some of these, the least certain first.

    `statements` are the ids of their documents and their own.
    """

    total: int
    listed: int
    statements: tuple[tuple[str, str], ...]


def least_certain(library: Library, query: Query, themes: tuple[str, ...] | None, listed: slice) -> Unsure:
    """The statements with the facts of a query whose themes are least certain; those that a person set are left out.

    Asked about are the themes that a model gave: any of `themes`, or the likeliest of each statement where that is
    None; where it names none at all, the statements without themes. Raises QueryError, UnknownTerm.
    """
    kinds = query.kinds or ITEM_KINDS
    facts = _Question.of(replace(query, kinds=kinds, way="words")).filters

    def asked(index: OpenIndex) -> Unsure:
        doubts = index.least_certain(facts, themes)
        entries = index.entries(doubts.addresses[listed])
        found = ((document.id, stored.part_id) for document, _, stored in entries if document is not None)
        return Unsure(doubts.total, len(doubts.addresses), tuple(found))

    return answered(library, asked)


@dataclass(frozen=True)
class _Question:
    """A query, read: the words to look for, and the facts that passages must have."""

    query: Query
    words: Clause | None
    filters: tuple[Clause, ...]

    @classmethod
    def of(cls, query: Query) -> _Question:
        if query.limit < 1:
            raise QueryError(f"A limit of {query.limit} asks for nothing.", remedy="Ask for one passage or more.")
        text, lone = lone_fields(query.text)
        fields = (*lone, *query.fields)
        for field in fields:
            checked(field)  # raises
        words, filters = words_and_filters(parse(text, alone=not fields))
        question = cls(query, words, (*filters, *fields))
        if query.way == "meaning" and not question.is_plain:
            raise QueryError(
                "Words like OR, quotations and prefixes have no meaning of their own.",
                remedy="Ask in plain words, or leave --meaning-only out.",
            )
        return question

    @property
    def by_date(self) -> bool:
        """Whether the newest come first: asked for, or nothing to go by but facts."""
        return self.words is None or (self.query.sort == "date" and self.query.way != "meaning")

    @property
    def plain_words(self) -> tuple[Word, ...]:
        """The words to look for, where there is nothing else."""
        words = tuple(part for part in parts_of(self.words) if isinstance(part, Word))
        return words if len(words) == len(parts_of(self.words)) else ()

    @property
    def is_plain(self) -> bool:
        """Whether the question is in words alone, which can be met by what means the same."""
        return bool(self.plain_words)

    @property
    def plain_text(self) -> str:
        """The words as they were written."""
        return lone_fields(self.query.text)[0]

    @property
    def way(self) -> Way:
        """How passages are found."""
        return self.query.way if self.is_plain and not self.by_date else "words"


def _answer(library: Library, index: OpenIndex, question: _Question, part: slice) -> Results:
    query = replace(question.query, limit=max(1, min(question.query.limit, index.passages)))
    question = replace(question, query=query)
    asked = index.compiler.compiled(question.words, question.filters)
    count, found, rows = 0, [], None
    if question.way == "meaning":
        found = _by_meaning(library, index, question, query.limit)
        rows = index.rows([each.address for each in found])
    else:
        # Without words every score is the same: the newest documents first.
        order = "date" if question.by_date else None
        wanted = max(query.limit, RANKED) if question.way == "both" else query.limit
        count, ranked = index.best(asked, wanted, order)
        found = _cut(_ranked(library, index, question, asked, ranked), count, query.limit)
        if len(ranked) == count:
            rows = index.rows([address for _, address in ranked])
    # Of what was found in full the rows are known already.
    totals = (
        index.totals(rows) if rows is not None else index.counts(question.words, question.filters, query.count).totals
    )
    hits = tuple(_hits(library, index, found[part], question.words))
    return Results(
        query=str(query),
        total_passages=totals.passages,
        total_documents=totals.documents,
        total_reviews=totals.reviews,
        listed=len(found),
        near=sum(each.by not in WITH_ALL_WORDS for each in found),
        facets=totals.by_value,
        hits=hits,
        way=question.way,
        newest_first=question.by_date,
        notes=tuple(_notes(library, index, question, nothing=(not count and question.way != "meaning") or not found)),
    )


def _ranked(
    library: Library,
    index: OpenIndex,
    question: _Question,
    asked: tantivy.Query,
    ranked: list[tuple[float, Address]],
) -> list[Found]:
    """What has the words, and where the question is in plain words what has some of them or is near in meaning."""
    if question.by_date or not question.is_plain:
        return [Found(address, 0.0 if question.by_date else score, "words") for score, address in ranked]
    some: list[tuple[float, Address]] = []
    if len(ranked) < _ENOUGH and len(question.plain_words) > 1:
        _, some = index.best(index.compiler.some_of(question.plain_words, question.filters), RANKED)
    near = _by_meaning(library, index, question, RANKED) if question.way == "both" else []
    if not (some or near):
        return [Found(address, score, "words") for score, address in ranked]
    have_all = [address for _, address in ranked]
    if len(ranked) >= RANKED:  # there may be more
        have_all += index.those_that_match(asked, [each.address for each in near])
    first = blended(ranked[:RANKED], some, [(each.address, each.score) for each in near], have_all)
    # What has all the words and is not among the best of them follows: no limit may hide it.
    return [*first, *(Found(address, 0.0, "words") for address in _beyond(ranked[RANKED:], first))]


def _cut(found: Sequence[Found], count: int, limit: int) -> list[Found]:
    """The best, and among them all that has all the words where there is room for that."""
    near = sum(each.by not in WITH_ALL_WORDS for each in found)
    left_out = near - (limit - count) if count <= limit < len(found) else 0
    cut: list[Found] = []
    for each in reversed(found):
        if left_out > 0 and each.by not in WITH_ALL_WORDS:
            left_out -= 1
        else:
            cut.append(each)
    return cut[::-1][:limit]


def _beyond(ranked: list[tuple[float, Address]], found: list[Found]) -> Iterator[Address]:
    there = {(each.address.segment_ord, each.address.doc) for each in found}
    yield from (address for _, address in ranked if (address.segment_ord, address.doc) not in there)


def _by_meaning(library: Library, index: OpenIndex, question: _Question, most: int) -> list[Found]:
    """The passages nearest in meaning; none where nothing is known of it."""
    try:
        meaning = meaning_of(library)
    except MissingExtra:
        if question.query.way == "meaning":
            raise
        return []
    if meaning is None:
        return []
    asked = [index.compiler.compiled(None, question.filters)] if question.filters else []
    near = meaning.nearest(index, question.plain_text, asked, most)
    return [Found(address, likeness, "meaning") for address, likeness in near if likeness >= LEAST_LIKENESS]


def _notes(library: Library, index: OpenIndex, question: _Question, *, nothing: bool) -> Iterator[Note]:
    if nothing:
        yield from map(Note, why_nothing(index, question.words, question.filters))
    undated = sum(document.facts.date is None for document in index.documents.values())
    if undated and any(isinstance(each, Field) and each.name in {"since", "until"} for each in question.filters):
        yield Note(f"Left out, since no date was found on them: {counted(undated, 'document')} of this library.")
    if (question.query.way == "both" and question.way == "both") or question.way == "meaning":
        yield from _lack_of_meaning(library)
    waiting = library.catalogue.changed_documents()
    if waiting:
        behind = f"What changed in {counted(waiting, 'document')} is not found yet: the next run brings it up to date."
        yield Note(behind, f"To do it now: `crossreview reindex --library {library.root}`.")


def _lack_of_meaning(library: Library) -> Iterator[Note]:
    how = f"`crossreview embed --library {library.root}` completes that."
    try:
        meaning = meaning_of(library)
    except MissingExtra as error:
        yield Note("Found by words alone, not by what they mean: a part of Crossreview is not installed.", error.remedy)
        return
    if meaning is None:
        yield Note("Found by words alone: what the passages of this library mean was not looked at yet.", how)
    elif not meaning.complete:
        yield Note("Not all passages can be found by what they mean yet, only by their words.", how)


def _hits(library: Library, index: OpenIndex, found: Iterable[Found], words: Clause | None) -> Iterator[Hit]:
    wanted = Wanted.of(words, load_synonyms())
    there: dict[str, bool] = {}
    found = list(found)
    kept = index.entries([each.address for each in found])
    for each, (document, combination, stored) in zip(found, kept, strict=True):
        if document is not None and document.id not in there:
            there[document.id] = library.record_path(document.id).exists()
        if document is None or not there[document.id]:
            name = document.id if document is not None else "unknown"
            log.warning("%s: document %s has gone since it was indexed.", library.index_path, name)
            continue
        facts = document.facts
        quoted = passage(stored, wanted)
        is_item = combination.kind in ITEM_KINDS
        yield Hit(
            document_id=document.id,
            filename=facts.filename,
            title=facts.title,
            review=index.review_of[document.id],
            review_code=facts.code,
            areas=document.areas,
            date=facts.date,
            page=quoted.places[0].page,
            places=quoted.places,
            section=stored.heading,
            passage=quoted.text,
            matches=quoted.matches,
            cut_before=quoted.cut_before,
            cut_after=quoted.cut_after,
            part_id=stored.part_id,
            item_id=stored.part_id if is_item else None,
            kind=combination.kind,
            label=stored.label,
            themes=combination.themes,
            addressees=combination.addressees,
            status=combination.status,
            by_hand=stored.by_hand,
            found_by=each.by,
            score=round(each.score, 4),
        )
