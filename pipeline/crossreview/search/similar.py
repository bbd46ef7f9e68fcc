"""Have we been told this before? Asks of other reviews in the same words, and those that are close in meaning.

What is close is shown side by side and has to be read: it is about the same problem, and only sometimes the same ask. A
machine does not know whether carrying out the one would have done the other. How often it is right is measured
(`docs/search.md`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

import tantivy

from crossreview.errors import MissingExtra, QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.library.reviews import Facts
from crossreview.records import RECOMMENDED_KINDS
from crossreview.search.clauses import Field, Word
from crossreview.search.explaining import unknown_areas
from crossreview.search.index import Address, OpenIndex
from crossreview.search.indexing import answered
from crossreview.search.meaning import meaning_of
from crossreview.search.passages import Place
from crossreview.search.query import Note
from crossreview.search.searching import document_of
from crossreview.search.synonyms import words_of
from crossreview.search.tables import IndexedDocument
from crossreview.vocabulary.wording import same_wording, telling_words

Closeness: TypeAlias = Literal["same words", "close", "related"]
CLOSENESS: Final[tuple[Closeness, ...]] = get_args(Closeness)
ASKED_KINDS: Final = tuple(sorted(RECOMMENDED_KINDS | {"action"}))

_CONSIDERED: Final = 150  # asks that are near, in words or in meaning
_CLOSE, _RELATED = 0.62, 0.5  # likeness (cosine) from which on; chosen on drafts of known asks, see docs/search.md
_SHARED_WORDS: Final[dict[Closeness, float]] = {"close": 0.5, "related": 0.25}  # where only words are known
_ITEM_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class SimilarAsk:
    """An ask of another review that is close to the one in question.

    `likeness` is that of the meaning (cosine), or where that is not known the share of words that both have. `also` are
    other documents of the same review that print it: file name and page.
    """

    closeness: Closeness
    likeness: float
    review: str
    document_id: str
    filename: str
    title: str | None
    areas: tuple[str, ...]
    date: str | None
    page: int
    places: tuple[Place, ...]
    item_id: str
    kind: str
    label: str | None
    text: str
    addressees: tuple[str, ...]
    themes: tuple[str, ...]
    status: str | None
    also: tuple[tuple[str, int], ...]

    @property
    def year(self) -> str | None:
        """The year of its document."""
        return self.date[:4] if self.date is not None else None


@dataclass(frozen=True)
class AskedAgain:
    """An area in which several reviews ask for this, or close to it; that of the ask in question is one of them."""

    area: str
    reviews: tuple[str, ...]
    years: tuple[str, ...]


@dataclass(frozen=True)
class Similar:
    """What is close to an ask, the closest first, each statement of a review once; `notes` say what is lacking."""

    text: str
    item_id: str | None
    asks: tuple[SimilarAsk, ...]
    asked_again: tuple[AskedAgain, ...]
    notes: tuple[Note, ...]

    def of(self, closeness: Closeness) -> tuple[SimilarAsk, ...]:
        """Those of one closeness."""
        return tuple(ask for ask in self.asks if ask.closeness == closeness)


def similar(library: Library, ask: str, *, area: str | None = None) -> Similar:
    """The asks of other reviews that are close to `ask`: the id of an item, or the words of a draft.

    With `area`, only those of an area. At most 150 that are near are looked at.

    Raises QueryError where there are no words, UnknownTerm for an id that the library does not have.
    """
    return answered(library, lambda index: _similar(library, index, ask, area))


def _similar(library: Library, index: OpenIndex, ask: str, area: str | None) -> Similar:
    draft = _Draft.of(library, index, ask)
    filters = (Field("kind", ASKED_KINDS), *((Field("area", (area,)),) if area is not None else ()))
    near, notes = _near(library, index, draft.text, index.compiler.compiled(None, filters))
    asks = sorted(_once_a_review(_asks(library, index, draft, near)), key=_order)
    notes += [] if asks else map(Note, unknown_areas(index, filters))
    return Similar(draft.text, draft.item_id, tuple(asks), tuple(_asked_again(draft, asks)), tuple(notes))


@dataclass(frozen=True)
class _Draft:
    """The ask in question; the review and areas are those of its item, if it is one."""

    text: str
    item_id: str | None = None
    document_id: str | None = None
    review: str | None = None
    areas: tuple[str, ...] = ()
    year: str | None = None

    @classmethod
    def of(cls, library: Library, index: OpenIndex, ask: str) -> _Draft:
        ask = " ".join(ask.split())
        if not words_of(ask):
            raise QueryError("There are no words to compare.", remedy="Give the words of an ask, or an item's id.")
        if not _ITEM_ID.fullmatch(ask) and not index.documents_with(ask):
            return cls(ask)
        record = library.record(document_of(library, ask))
        item = next((item for item in record.items if item.id == ask), None)
        if item is None:
            raise UnknownTerm(f"The library has no item {ask!r} any more.", remedy="Search for its words.")
        facts = Facts.of(record)
        year = facts.date[:4] if facts.date is not None else None
        # Its review is not known yet where it was read in since the index was made; then it is taken for one.
        document_id = record.document.id
        return cls(item.text, item.id, document_id, index.review_of.get(document_id), facts.areas, year)


def _near(
    library: Library, index: OpenIndex, text: str, asked: tantivy.Query
) -> tuple[list[tuple[Address, float | None]], list[Note]]:
    """Asks that are near, each with its likeness in meaning where that is known; and what is lacking."""
    words = tuple(Word(word) for word in dict.fromkeys(words_of(text)))
    some = index.compiler.some_of(words, ())
    _, by_words = index.best(tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in (some, asked)]), _CONSIDERED)
    try:
        meaning = meaning_of(library)
    except MissingExtra as error:
        told = "Compared by words alone, not by what they mean: a part of Crossreview is not installed."
        return [(address, None) for _, address in by_words], [Note(told, error.remedy)]
    how = f"`crossreview embed --library {library.root}` completes that."
    if meaning is None:
        told = "Compared by words alone: what the asks of this library mean was not looked at yet."
        return [(address, None) for _, address in by_words], [Note(told, how)]
    near: list[tuple[Address, float | None]] = [
        *meaning.nearest(index, text, [asked], _CONSIDERED, of_a_wording=_CONSIDERED)
    ]
    known = {(address.segment_ord, address.doc) for address, _ in near}
    # Far in meaning, and perhaps the same words all the same.
    near += [(address, None) for _, address in by_words if (address.segment_ord, address.doc) not in known]
    return near, [] if meaning.complete else [Note("Some asks are compared by their words alone yet.", how)]


def _asks(
    library: Library, index: OpenIndex, draft: _Draft, near: Iterable[tuple[Address, float | None]]
) -> Iterator[SimilarAsk]:
    words = telling_words(draft.text)
    near = list(near)
    kept = index.entries([address for address, _ in near])
    for (_, likeness), (document, combination, stored) in zip(near, kept, strict=True):
        if document is None or index.review_of[document.id] == draft.review:
            continue
        if document.id == draft.document_id or not library.record_path(document.id).exists():
            continue
        theirs = telling_words(stored.text)
        shared = len(words & theirs) / max(1, len(words | theirs))
        closeness = _closeness(likeness, shared, same=same_wording(words, theirs) or stored.text == draft.text)
        if closeness is not None:
            facts = document.facts
            yield SimilarAsk(
                closeness=closeness,
                likeness=round(shared if likeness is None else likeness, 3),
                review=index.review_of[document.id],
                document_id=document.id,
                filename=facts.filename,
                title=facts.title,
                areas=_areas(document),
                date=facts.date,
                page=stored.places[0].page,
                places=stored.places,
                item_id=stored.part_id,
                kind=combination.kind,
                label=stored.label,
                text=stored.text,
                addressees=combination.addressees,
                themes=combination.themes,
                status=combination.status,
                also=(),
            )


def _areas(document: IndexedDocument) -> tuple[str, ...]:
    return document.facts.areas or document.areas


def _closeness(likeness: float | None, shared: float, *, same: bool) -> Closeness | None:
    if same:
        return "same words"
    if likeness is None:
        return next((each for each, least in _SHARED_WORDS.items() if shared >= least), None)
    if likeness >= _CLOSE:
        return "close"
    return "related" if likeness >= _RELATED else None


def _once_a_review(asks: Iterable[SimilarAsk]) -> list[SimilarAsk]:
    """What several documents of a review print, once: the closest wording, with where else it stands."""
    kept: dict[str, list[SimilarAsk]] = defaultdict(list)
    for ask in sorted(asks, key=_order):
        same = next((each for each in kept[ask.review] if _is_same(each, ask)), None)
        if same is None:
            kept[ask.review].append(ask)
        else:
            at = kept[ask.review].index(same)
            kept[ask.review][at] = replace(same, also=(*same.also, (ask.filename, ask.page)))
    return [ask for of_review in kept.values() for ask in of_review]


def _is_same(one: SimilarAsk, other: SimilarAsk) -> bool:
    return one.text == other.text or same_wording(telling_words(one.text), telling_words(other.text))


def _order(ask: SimilarAsk) -> tuple[int, float, str]:
    return CLOSENESS.index(ask.closeness), -ask.likeness, ask.document_id


def _asked_again(draft: _Draft, asks: Sequence[SimilarAsk]) -> Iterator[AskedAgain]:
    """The areas in which several reviews ask for this or close to it, those with the most first."""
    reviews: dict[str, dict[str, str]] = defaultdict(dict)
    if draft.review is not None:
        for area in draft.areas:
            reviews[area][draft.review] = draft.year or ""
    for ask in asks:
        for area in ask.areas if ask.closeness != "related" else ():
            reviews[area].setdefault(ask.review, ask.year or "")
    for area, of_area in sorted(reviews.items(), key=lambda each: (-len(each[1]), each[0])):
        if len(of_area) > 1:
            yield AskedAgain(area, tuple(of_area), tuple(sorted(filter(None, of_area.values()))))
