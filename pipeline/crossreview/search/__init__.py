"""Searching a library: words, phrases and filters; every answer quotes a page."""

from crossreview.search.index import rebuild_index, update_index
from crossreview.search.query import Hit, Query, Results
from crossreview.search.searching import document_of, search

__all__ = ["Hit", "Query", "Results", "document_of", "rebuild_index", "search", "update_index"]
