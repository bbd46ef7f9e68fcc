"""Searching a library: words, phrases and filters; every answer quotes a page."""

from crossreview.search.clauses import Field, FieldName
from crossreview.search.filters import checked
from crossreview.search.index import rebuild_index, update_index
from crossreview.search.query import Counted, FacetCount, FacetName, Hit, Query, Results, Sort, Way
from crossreview.search.searching import Matches, document_of, matches, search

__all__ = [
    "Counted",
    "FacetCount",
    "FacetName",
    "Field",
    "FieldName",
    "Hit",
    "Matches",
    "Query",
    "Results",
    "Sort",
    "Way",
    "checked",
    "document_of",
    "matches",
    "rebuild_index",
    "search",
    "update_index",
]
