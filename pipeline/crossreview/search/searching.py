"""Searching a library."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import tantivy
from tantivy import DocAddress, Index, Searcher

from crossreview.errors import RecordDamaged, RecordVersionMismatch, UnknownTerm
from crossreview.library import Library, document_date
from crossreview.paths import shown
from crossreview.records import DocumentRecord
from crossreview.search.compiling import compiled
from crossreview.search.entries import Entry, entries
from crossreview.search.filters import filters_of
from crossreview.search.index import UnusableIndexError, damage_noticed, rebuild_index, usable_index
from crossreview.search.passages import passage
from crossreview.search.query import Hit, Query, Results
from crossreview.search.synonyms import load_synonyms
from crossreview.search.syntax import Clause, parse

log = logging.getLogger(__name__)

# More documents than a library of this kind will have; with fewer, the count of documents is exact.
MOST_DOCUMENTS = 1_000_000


def search(library: Library, query: Query) -> Results:
    """What a library says to a query: the best passages, with the counts of all.

    Raises QueryError where the text cannot be understood, UnknownTerm where a filter has an id that no vocabulary has.
    """
    clause = parse(query.text)
    asked = compiled(clause, filters_of(query), load_synonyms())
    index = usable_index(library)
    try:
        return _results(library, index, query, clause, asked)
    except UnusableIndexError as error:
        log.warning("%s: the search index is damaged (%s); it is made anew.", library.index_path, error)
    rebuild_index(library)
    return _results(library, usable_index(library), query, clause, asked)


def document_of(library: Library, item_id: str) -> str:
    """The id of the document that has an item. Raises UnknownTerm where none has."""
    index = usable_index(library)
    asked = tantivy.Query.term_query(index.schema, "part_id", item_id)
    searcher = index.searcher()
    with damage_noticed():
        found = [_place(searcher, address)[0] for _, address in searcher.search(asked, 1).hits]
    # What changed during a run is not in the index yet.
    for document_id in (*found, *library.not_indexed().documents):
        record = _record(library, document_id)
        if record is not None and any(item.id == item_id for item in record.items):
            return document_id
    raise UnknownTerm(
        f"The library has no item {shown(item_id)!r}.",
        remedy="Ids of items stand in items.jsonl and in search results.",
    )


def _results(library: Library, index: Index, query: Query, clause: Clause | None, asked: tantivy.Query) -> Results:
    searcher = index.searcher()
    with damage_noticed():
        # Without words every score is the same: the newest documents first.
        by_year = None if clause is not None else "year"
        found = searcher.search(asked, query.limit, order_by_field=by_year)
        documents = searcher.aggregate(
            asked, {"documents": {"terms": {"field": "document_id", "size": MOST_DOCUMENTS}}}
        )
        places = [(0.0 if by_year else score, *_place(searcher, address)) for score, address in found.hits]
    counts = [bucket["doc_count"] for bucket in documents["documents"]["buckets"]]
    return Results(sum(counts), len(counts), tuple(_hits(library, places, clause)))


def _place(searcher: Searcher, address: DocAddress) -> tuple[str, str]:
    document = searcher.doc(address)
    return str(document.get_first("document_id")), str(document.get_first("part_id"))


def _hits(library: Library, places: list[tuple[float, str, str]], clause: Clause | None) -> Iterator[Hit]:
    known: dict[str, dict[str, Entry]] = {}
    records: dict[str, DocumentRecord] = {}
    for score, document_id, part_id in places:
        if document_id not in known:
            record = _record(library, document_id)
            known[document_id] = {entry.part_id: entry for entry in entries(record)} if record is not None else {}
            if record is not None:
                records[document_id] = record
        entry = known[document_id].get(part_id)
        if entry is None:
            log.warning("%s: the search index is older than document %s.", library.index_path, document_id)
        else:
            yield _hit(records[document_id], entry, clause, score)


def _record(library: Library, document_id: str) -> DocumentRecord | None:
    try:
        return library.record(document_id)
    except (UnknownTerm, RecordDamaged, RecordVersionMismatch) as error:
        log.warning("%s", error)
        return None


def _hit(record: DocumentRecord, entry: Entry, clause: Clause | None, score: float) -> Hit:
    metadata, item = record.metadata, entry.item
    quoted = passage(entry.source, record.document.text, clause, load_synonyms())
    headings = {section.id: section.heading for section in record.sections}
    return Hit(
        document_id=record.document.id,
        filename=record.document.filename,
        title=metadata.title.value if metadata.title is not None else None,
        review_code=metadata.review_code.value if metadata.review_code is not None else None,
        areas=tuple(found.value.name for found in metadata.areas),
        date=document_date(record),
        page=quoted.page,
        section=headings.get(entry.section or ""),
        passage=quoted.text,
        matches=quoted.matches,
        cut_before=quoted.cut_before,
        cut_after=quoted.cut_after,
        item_id=item.id if item is not None else None,
        kind=entry.kind,
        themes=tuple(theme.theme for theme in item.themes) if item is not None else (),
        status=item.status if item is not None else None,
        by_hand=item.by_hand if item is not None else (),
        score=round(score, 4),
    )
