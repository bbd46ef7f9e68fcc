"""Reviews by hand: documents of one are put together, those of another are taken out."""

from __future__ import annotations

from collections.abc import Sequence

from crossreview.errors import UnknownTerm
from crossreview.library.catalogue import Catalogue
from crossreview.library.reviews import Review, review_named
from crossreview.paths import shown


def merge(catalogue: Catalogue, reviews: Sequence[Review], names: Sequence[str], by: str, decided: str) -> int:
    """Make one review of several, named by their ids or those of documents; returns the number of the decision.

    `by` is who decides, `decided` when (ISO). Raises UnknownTerm where a review is not there, or all names are of one.
    """
    named = {review.id: review for name in names for review in [review_named(reviews, name)]}
    if len(named) < 2:
        raise UnknownTerm(
            "These are one review already.", remedy="Name two or more: `crossreview reviews --library DIR` lists them."
        )
    documents = [document for review in named.values() for document in review.document_ids]
    return catalogue.decide("merge", documents, (), by, decided)


def split(catalogue: Catalogue, review: Review, documents: Sequence[str], by: str, decided: str) -> int:
    """Take documents, by id or file name, out of a review; returns the number of the decision.

    Raises UnknownTerm where a document is not there, or nothing would be left.
    """
    leaving = [_document_of(review, document) for document in documents]
    staying = [document for document in review.document_ids if document not in leaving]
    if not staying:
        raise UnknownTerm("This would take out all documents.", remedy="Leave at least one in the review.")
    return catalogue.decide("split", leaving, staying, by, decided)


def _document_of(review: Review, name: str) -> str:
    for facts in review.documents:
        if name in {facts.document_id, facts.filename}:
            return facts.document_id
    raise UnknownTerm(
        f"The review {review.id} has no document {shown(name)!r}.",
        remedy=f"It has {', '.join(facts.filename for facts in review.documents)}.",
    )
