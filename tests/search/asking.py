"""What a library answered, as tests look at it."""

from __future__ import annotations

from crossreview.library import Library
from crossreview.search import WITH_ALL_WORDS, FacetName, Hit, Query, Results, search


def by_words(results: Results) -> tuple[Hit, ...]:
    """The hits that have all the words of the query; others have but some, or are near in meaning."""
    return tuple(hit for hit in results.hits if hit.found_by in WITH_ALL_WORDS)


def passages(results: Results) -> set[str]:
    return {hit.passage for hit in by_words(results)}


def marked(hit: Hit) -> list[str]:
    return [hit.passage[start:end] for start, end in hit.matches]


def total(library: Library, text: str) -> int:
    """How many passages meet a text, as it is typed."""
    return search(library, Query.read(text)).total_passages


def found(library: Library, text: str = "") -> set[str]:
    """The documents that have something of what a text says."""
    return {hit.document_id for hit in by_words(search(library, Query.read(text, limit=100)))}


def counts(results: Results, name: FacetName) -> dict[str, tuple[int, int]]:
    """How many passages and reviews have each value of a fact."""
    return {count.value: (count.passages, count.reviews) for count in results.facets[name]}
