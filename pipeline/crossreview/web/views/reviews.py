"""The reviews of a library: all of them, one with its thread, and what people decided about which belong together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

import numpy as np
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crossreview.errors import UnknownTerm
from crossreview.library import grouping
from crossreview.library.decisions import Decision
from crossreview.library.reviews import review_named
from crossreview.search import Field
from crossreview.search.index import OpenIndex
from crossreview.search.indexing import answered, usable_index
from crossreview.web.changes import follow
from crossreview.web.signing import signature
from crossreview.web.site import posted, site_of
from crossreview.web.views import comparing
from crossreview.web.views.comparing import MOST, chosen
from crossreview.web.views.reviewing import Listed, Reading, Ref, listed, page_address, review_with
from crossreview.web.views.versions import earlier_refs

_A_PAGE: Final = 50  # reviews
_SORTS: Final = ("date", "title")
_MOST_LETTERS: Final = 2_000
_UNSIGNED: Final = "Enter your name"
_MOST_SUGGESTED: Final = 50  # reviews that a review may be put together with


@dataclass(frozen=True)
class Row:
    """A review in the list. `recommendations` is the most that one of its documents has, for summaries repeat them."""

    review: Listed
    recommendations: int


@dataclass(frozen=True)
class DecidedShown:
    """A decision with the documents that it is about, as far as the library has them."""

    decision: Decision
    documents: tuple[Ref, ...]
    apart_from: tuple[Ref, ...]


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a form on the page of a review: in which field, where that stands, and what was given."""

    field: str
    at: str
    told: str
    given: str = ""
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is asked of the list of reviews: words, an order, and reviews that are ticked already."""

    words: str
    sort: str
    kept: tuple[str, ...]

    @classmethod
    def of(cls, asked: QueryParams) -> Asked:
        """Reads an address."""
        sort = asked.get("sort", "")
        return cls(asked.get("q", "").strip()[:_MOST_LETTERS], sort if sort in _SORTS else _SORTS[0], chosen(asked))

    def address(self, page: int) -> str:
        """The address of a page of the list."""
        parts = [*(("review", review) for review in self.kept), ("q", self.words), ("sort", self.sort)]
        usual = {("q", ""), ("sort", _SORTS[0])}
        told = [part for part in parts if part not in usual] + ([("page", str(page))] if page > 1 else [])
        return f"/reviews?{urlencode(told)}" if told else "/reviews"


# ---- the list -------------------------------------------------------------------------------------------------------


def show_all(request: Request) -> Response:
    """All reviews, or those that have some words in title, area or the name of a file."""
    site, asked = site_of(request), Asked.of(request.query_params)
    index = usable_index(site.library)
    reviews = listed(index)
    found = _sorted((review for review in reviews.values() if _has(review, asked.words)), asked.sort)
    last = max(1, -(-len(found) // _A_PAGE))
    page = _page(request.query_params, last)
    here = found[(page - 1) * _A_PAGE : page * _A_PAGE]
    return site.page(
        request,
        "reviews.html",
        asked=asked,
        rows=_rows(request, here),
        kept=[reviews[review] for review in asked.kept if review in reviews],
        total=len(found),
        of=len(reviews),
        first=(page - 1) * _A_PAGE + 1,
        number=page,
        before=asked.address(page - 1) if page > 1 else None,
        after=asked.address(page + 1) if page < last else None,
        most=MOST,
    )


def _page(asked: QueryParams, last: int) -> int:
    told = asked.get("page", "1")
    return min(last, max(1, int(told))) if told.isdecimal() and len(told) < 10 else 1


def _has(review: Listed, words: str) -> bool:
    """Whether a review has all words, or beginnings and ends of words, in whatever case and without accents."""
    if not words:
        return True
    files = (name for each in review.documents for name in (each.facts.filename, each.facts.title or ""))
    text = _folded(" ".join((review.id, *review.areas, *files)))
    return all(word in text for word in _folded(words).split())


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _sorted(reviews: Iterable[Listed], sort: str) -> list[Listed]:
    """By title, or the newest first and those without a date last."""
    by_title = sorted(reviews, key=lambda review: (_folded(review.title), review.id))
    return by_title if sort == "title" else sorted(by_title, key=lambda review: review.date or "", reverse=True)


def _rows(request: Request, reviews: Sequence[Listed]) -> list[Row]:
    counts = answered(site_of(request).library, _recommendations)
    return [
        Row(review, max((counts.get(document.number, 0) for document in review.documents), default=0))
        for review in reviews
    ]


def _recommendations(index: OpenIndex) -> Mapping[int, int]:
    """How many recommendations each document has, by its number in the index."""
    asked = index.compiler.compiled(None, [Field("kind", ("recommendation",))])
    rows = index.numbers(asked, "row", index.best(asked, 1)[0])
    numbers, counts = np.unique(index.tables.columns.document[rows], return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))


# ---- one review -----------------------------------------------------------------------------------------------------


def show(request: Request) -> Response:
    """A review. Raises UnknownTerm."""
    reviews = listed(usable_index(site_of(request).library))
    return _shown(request, review_with(reviews, request.path_params["review"]))


def _shown(request: Request, review: Listed, wrong: Wrong | None = None) -> Response:
    """The page of a review, with what is wrong with a form on it."""
    site = site_of(request)
    index = usable_index(site.library)
    reviews = listed(index)
    reading = Reading.of(site.library, review)
    thread = reading.thread
    only_gaps = request.query_params.get("gaps") == "1"
    return site.page(
        request,
        "review.html",
        400 if wrong is not None else 200,
        review=review,
        reading=reading,
        earlier=earlier_refs(site.library, review.document_ids),
        thread=thread,
        only_gaps=only_gaps,
        by_hand=review_named(index.reviews, review.id).by_hand,
        done=_done(request, reviews, site.library.catalogue.decisions()),
        suggested=_suggested(reviews, review) if not site.settings.read_only else [],
        signs=site.settings.proxy_header is None,
        wrong=wrong,
    )


def _suggested(reviews: Mapping[str, Listed], review: Listed) -> list[Listed]:
    """Reviews that this one may be put together with: of the same area."""
    areas = set(review.areas)
    near = [other for other in reviews.values() if other.id != review.id and areas.intersection(other.areas)]
    return _sorted(near, "title")[:_MOST_SUGGESTED]


def _done(request: Request, reviews: Mapping[str, Listed], decisions: Sequence[Decision]) -> DecidedShown | None:
    """The decision that led here, if it stands."""
    told = request.query_params.get("decided", "")
    stands = next((each for each in decisions if str(each.number) == told and each.undone is None), None)
    return _decided(_names(reviews), stands) if stands is not None else None


# ---- decisions ------------------------------------------------------------------------------------------------------


def show_decisions(request: Request) -> Response:
    """Who decided what and when, the latest first."""
    site = site_of(request)
    reviews = listed(usable_index(site.library))
    names = _names(reviews)
    decisions = [_decided(names, each) for each in reversed(site.library.catalogue.decisions())]
    told = request.query_params.get("undone", "")
    undone = (each for each in decisions if str(each.decision.number) == told and each.decision.undone is not None)
    return site.page(
        request,
        "decisions.html",
        decisions=decisions,
        undone=next(undone, None),
        signs=site.settings.proxy_header is None,
    )


def merge(request: Request, form: FormData) -> Response:
    """Put a review together with another. Raises UnknownTerm where the first is not there."""
    site = site_of(request)
    index = usable_index(site.library)
    review = review_with(listed(index), request.path_params["review"])
    given = str(form.get("other", "")).strip()[:_MOST_LETTERS]
    person = site.signed_by(request, form)
    wrong = Wrong("other", "other", "Enter the other review", given) if not given else None
    if wrong is None and not person:
        wrong = Wrong("person", "merge-person", _UNSIGNED, given)
    if wrong is None:
        try:
            number = grouping.merge(site.library.catalogue, index.reviews, [review.id, given], person, _now())
            return _decided_by(request, person, review.document_ids[0], number)
        except UnknownTerm as error:
            wrong = Wrong("other", "other", error.problem, given)
    return _shown(request, review, wrong)


def split(request: Request, form: FormData) -> Response:
    """Take documents out of a review. Raises UnknownTerm where the review or a document is not there."""
    site = site_of(request)
    index = usable_index(site.library)
    review = review_with(listed(index), request.path_params["review"])
    leaving = tuple(dict.fromkeys(str(document) for document in form.getlist("document")))
    staying = [document for document in review.document_ids if document not in leaving]
    person = site.signed_by(request, form)
    if not leaving or not staying:
        told = "Leave at least one document in the review" if leaving else "Tick the documents to take out"
        return _shown(request, review, Wrong("document", "document-1", told, ticked=leaving))
    if not person:
        return _shown(request, review, Wrong("person", "split-person", _UNSIGNED, ticked=leaving))
    named = review_named(index.reviews, review.id)
    number = grouping.split(site.library.catalogue, named, leaving, person, _now())
    return _decided_by(request, person, staying[0], number)


def undo(request: Request, form: FormData) -> Response:
    """Take a decision back. Raises UnknownTerm where there is none to take back."""
    site, number = site_of(request), request.path_params["number"]
    person = signature(request, form).by
    decisions = site.library.catalogue.decisions()
    decision = next((each for each in decisions if each.number == number and each.undone is None), None)
    if decision is None:
        raise UnknownTerm(
            "There is no such decision, or it was taken back before.", remedy="Load the list of decisions again."
        )
    site.library.catalogue.undo(number, person, _now())
    if decision.kind == "version":
        follow(site.library)  # both documents are current from now on
    return site.after(request, f"/decisions?undone={number}", person)


def _decided_by(request: Request, person: str, document: str, number: int) -> Response:
    """Lead to the review that a document is of now, with the decision that was made."""
    site = site_of(request)
    reviews = listed(usable_index(site.library)).values()
    review = next((each for each in reviews if document in each.document_ids), None)
    return site.after(request, f"{review.address}?decided={number}" if review is not None else "/reviews", person)


def _names(reviews: Mapping[str, Listed]) -> Mapping[str, str]:
    """The names of the files of documents, by their ids."""
    return {document.id: document.facts.filename for review in reviews.values() for document in review.documents}


def _decided(names: Mapping[str, str], decision: Decision) -> DecidedShown:
    def refs(documents: Iterable[str]) -> tuple[Ref, ...]:
        return tuple(Ref(names.get(each, each), page_address(each, 1)) for each in documents)

    return DecidedShown(decision, refs(decision.documents), refs(decision.apart_from))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


ROUTES: Final = (
    Route("/reviews", show_all),
    Route("/reviews/{review}", show),
    Route("/reviews/{review}/merge", posted(merge), methods=["POST"]),
    Route("/reviews/{review}/split", posted(split), methods=["POST"]),
    Route("/decisions", show_decisions),
    Route("/decisions/{number:int}/undo", posted(undo), methods=["POST"]),
    *comparing.ROUTES,
)
