"""Have we been told this before? A draft beside what other reviews asked, and what its words say of who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.errors import QueryError, UnknownTerm
from crossreview.extract.fields import FieldReader, build_field_reader
from crossreview.library import Library, warn_of_damage
from crossreview.library.threads import NO_UPDATE, Place, Strand
from crossreview.records import DocumentRecord, Item, SmartFlag
from crossreview.report.outcomes import ReviewThread
from crossreview.search import Note
from crossreview.search.indexing import usable_index
from crossreview.search.similar import CLOSENESS, AskedAgain, Closeness, Similar, SimilarAsk
from crossreview.search.similar import similar as find_similar
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.recommendations import load_recommendations
from crossreview.vocabulary.wording import same_wording, telling_words
from crossreview.vocabulary.words import singular
from crossreview.web.quoting import Words, marked
from crossreview.web.site import site_of
from crossreview.web.views.search import passage_address

MOST_LETTERS: Final = 2_000
_TOLD: Final = 3  # reports on an ask that are quoted
_FIRST: Final = 8  # asks of each closeness, before one has to open the others
_WORD: Final = re.compile(r"[A-Za-z]{4,}")
_TITLES: Final[dict[Closeness, str]] = {
    "same words": "In the same words",
    "close": "Close: about the same problem, and perhaps the same ask",
    "related": "Related",
}
# What each flag means, and what is looked for.
_FLAGS: Final[dict[SmartFlag, tuple[str, str]]] = {
    "specific": ("Specific", "names something that can be made or done, such as a policy, an audit or training"),
    "measurable": ("Measurable", "says how it would show: a number, a measure, an audit of the effect"),
    "assigned": ("Assigned", "says which body is to act"),
    "realistic": ("Realistic", "bounds what is asked: a pilot, a first step, existing resources"),
    "time_bound": ("Time-bound", "says by when"),
}
_one_at_a_time: Final = Lock()


class TooLong(QueryError):
    """A draft has more letters than are compared."""


@dataclass(frozen=True)
class Beside:
    """A draft and an ask of a review, with the words that both have marked."""

    ask: SimilarAsk
    draft: tuple[Words, ...]
    theirs: tuple[Words, ...]
    address: str
    is_here: bool
    outcome: Outcome | None


@dataclass(frozen=True)
class Told:
    """What a page says of how an ask stands."""

    kind: str
    text: str
    status: str | None
    filename: str
    page: int
    address: str


@dataclass(frozen=True)
class Outcome:
    """What became of an ask as far as the library has it: what is told of it, and how many more tell something."""

    told: tuple[Told, ...]
    more: int


@dataclass(frozen=True)
class Group:
    """The asks of one closeness, those of the area in question first: what is shown at once, and the others."""

    title: str
    first: tuple[Beside, ...]
    others: tuple[Beside, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first) + len(self.others)


@dataclass(frozen=True)
class Flag:
    """What a draft says of one letter of SMART; no words where none were found."""

    title: str
    meaning: str
    words: str | None


@dataclass(frozen=True)
class Here:
    """In how many reviews of the area in question something the same or close was asked."""

    area: str
    reviews: int
    years: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """A draft, compared; `reviews` and `areas` are those with something in the same words or close."""

    text: str
    is_item: bool
    groups: tuple[Group, ...]
    here: Here | None
    reviews: int
    areas: int
    again: tuple[AskedAgain, ...]
    flags: tuple[Flag, ...]
    notes: tuple[Note, ...]

    @property
    def asks(self) -> int:
        """How many asks are like it."""
        return sum(group.count for group in self.groups)


def show(request: Request) -> Response:
    """The form, with what is like the draft in it, or what is wrong with it."""
    site, asked = site_of(request), request.query_params
    draft = asked.get("draft", "").replace("\r\n", "\n")
    areas = _areas(site.library)
    told = asked.get("area", "").strip()
    area = next((each for each in areas if each.casefold() == told.casefold()), told)
    error: QueryError | UnknownTerm | None = None
    compared, status = None, 200
    if "draft" in asked and not draft.strip():
        error, status = QueryError("Enter a draft.", remedy="Write or paste one recommendation or action."), 400
    elif draft.strip():
        try:
            compared = _compared(site.library, draft, area or None)
        except (QueryError, UnknownTerm) as refused:
            error, status = refused, 400 if isinstance(refused, QueryError) else 404
    return site.page(
        request,
        "similar.html",
        status,
        draft=draft,
        area=area,
        areas=areas if not area or area in areas else [area, *areas],
        error=error,
        compared=compared,
        most=MOST_LETTERS,
        no_update=NO_UPDATE,
    )


def flags_of(text: str) -> tuple[Flag, ...]:
    """What the words of a draft say of each letter of SMART, read as those of any ask are."""
    text = " ".join(text.split())
    with _one_at_a_time:  # the tokenizer keeps the words that it has met
        found = _reader().ask_fields(text).smart
    return tuple(
        Flag(*_FLAGS[flag], text[found[flag].start : found[flag].end] if flag in found else None)
        for flag in get_args(SmartFlag)
    )


def _compared(library: Library, draft: str, area: str | None) -> Compared:
    if len(draft) > MOST_LETTERS:
        raise TooLong(
            f"The draft has {len(draft):,} letters, and at most {MOST_LETTERS:,} are compared.",
            remedy="Compare one ask at a time.",
        )
    everywhere = find_similar(library, draft)
    here = find_similar(library, draft, area=area) if area is not None else None
    asks = tuple(_together(everywhere, here))
    close = [ask for ask in asks if ask.closeness != "related"]
    ours = frozenset(ask.item_id for ask in here.asks) if here is not None else frozenset[str]()
    return Compared(
        text=everywhere.text,
        is_item=everywhere.item_id is not None,
        groups=tuple(_groups(library, everywhere.text, asks, ours)),
        here=_here(area, here) if area is not None and here is not None else None,
        reviews=len({ask.review for ask in close}),
        areas=len({area for ask in close for area in ask.areas}),
        again=tuple(again for again in everywhere.asked_again if again.area != area),
        flags=flags_of(everywhere.text),
        notes=tuple(dict.fromkeys((*everywhere.notes, *(here.notes if here is not None else ())))),
    )


def _together(everywhere: Similar, here: Similar | None) -> Iterator[SimilarAsk]:
    """What the area asked, then what all asked: of so many that are near, those of one area may all be left out."""
    ours = here.asks if here is not None else ()
    yield from ours
    for ask in everywhere.asks:
        if not any(_is_same(ask, each) for each in ours):
            yield ask


def _is_same(one: SimilarAsk, other: SimilarAsk) -> bool:
    """Whether two are one statement of one review."""
    if one.review != other.review:
        return False
    return one.text == other.text or same_wording(telling_words(one.text), telling_words(other.text))


def _groups(library: Library, draft: str, asks: Iterable[SimilarAsk], ours: frozenset[str]) -> Iterator[Group]:
    asks, outcomes = tuple(asks), _Outcomes(library)
    for closeness in CLOSENESS:
        of = [ask for ask in asks if ask.closeness == closeness]
        # What only touches the same is not followed further: whoever wants to know looks at its review.
        first = [_beside(draft, ask, ours, outcomes.of(ask) if closeness != "related" else None) for ask in of[:_FIRST]]
        others = [_beside(draft, ask, ours, None) for ask in of[_FIRST:]]
        if of:
            yield Group(_TITLES[closeness], tuple(first), tuple(others))


class _Outcomes:
    """What became of asks, a review read once for all of its asks."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._review_of = usable_index(library).review_of
        self._threads: dict[str, ReviewThread] = {}

    def of(self, ask: SimilarAsk) -> Outcome:
        """What is told of an ask in any document of its review."""
        thread = self._thread(ask.review)
        elsewhere = thread.stated_elsewhere(ask.document_id, ask.item_id)
        reports = thread.reports(ask.document_id, ask.item_id)
        told = (
            *([_told_by(*elsewhere)] if elsewhere is not None else ()),
            *(_told_in(node.strand, node.strand.places[0]) for node in reports),
        )
        return Outcome(told[:_TOLD], len(told[_TOLD:]))

    def _thread(self, review: str) -> ReviewThread:
        if review not in self._threads:
            documents = [document for document, name in self._review_of.items() if name == review]
            self._threads[review] = ReviewThread.read(self._library, documents, warn_of_damage)
        return self._threads[review]


def _told_by(record: DocumentRecord, item: Item) -> Told:
    page, name = item.source.page, record.document.filename
    return Told(item.kind, item.text, item.status, name, page, passage_address(record.document.id, item.id))


def _told_in(strand: Strand, place: Place) -> Told:
    address = passage_address(place.document_id, place.item_id)
    return Told(strand.kind, strand.text or "", strand.status, place.filename, place.page, address)


def _beside(draft: str, ask: SimilarAsk, ours: frozenset[str], outcome: Outcome | None) -> Beside:
    both = telling_words(draft) & telling_words(ask.text)
    return Beside(
        ask=ask,
        draft=marked(draft, _places(draft, both)),
        theirs=marked(ask.text, _places(ask.text, both)),
        address=passage_address(ask.document_id, ask.item_id),
        is_here=ask.item_id in ours,
        outcome=outcome,
    )


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where some words stand in a text, in whatever form they are compared in."""
    for found in _WORD.finditer(text):
        if singular(found[0].lower()) in words:
            yield found.span()


def _here(area: str, here: Similar) -> Here:
    asks = [ask for ask in here.asks if ask.closeness != "related"]
    years = sorted({ask.year for ask in asks if ask.year is not None})
    return Here(area, len({ask.review for ask in asks}), tuple(years))


def _areas(library: Library) -> list[str]:
    return sorted({area for document in usable_index(library).tables.documents for area in document.areas})


@cache
def _reader() -> FieldReader:
    return build_field_reader(load_recommendations(), load_agencies())


ROUTES: Final = (Route("/similar", show),)
