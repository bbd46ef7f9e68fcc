"""Searching a library: words, phrases and filters; every answer quotes a page."""

from crossreview.search.index import rebuild_index, update_index
from crossreview.search.query import Hit, Query, Results
from crossreview.search.searching import search

__all__ = ["Hit", "Query", "Results", "rebuild_index", "search", "update_index"]
