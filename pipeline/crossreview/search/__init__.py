"""Searching a library: words, phrases and filters; every answer quotes a page."""

from crossreview.search.clauses import Field, FieldName
from crossreview.search.filters import checked
from crossreview.search.indexing import rebuild_index, update_index
from crossreview.search.query import (
    WITH_ALL_WORDS,
    Counted,
    FacetCount,
    FacetName,
    Hit,
    Note,
    Query,
    Results,
    Sort,
    Way,
    within,
)
from crossreview.search.searching import (
    Matches,
    Unsure,
    all_that_could_match,
    document_facts,
    document_of,
    least_certain,
    matches,
    search,
    totals_among,
)

__all__ = [
    "WITH_ALL_WORDS",
    "Counted",
    "FacetCount",
    "FacetName",
    "Field",
    "FieldName",
    "Hit",
    "Matches",
    "Note",
    "Query",
    "Results",
    "Sort",
    "Unsure",
    "Way",
    "all_that_could_match",
    "checked",
    "document_facts",
    "document_of",
    "least_certain",
    "matches",
    "rebuild_index",
    "search",
    "totals_among",
    "update_index",
    "within",
]
