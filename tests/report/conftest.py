from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.search.documents import child_t, child_t_progress, margaret

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index

Shelf = Callable[..., Library]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Makes an indexed library of some records."""

    def make(*records: DocumentRecord) -> Library:
        library = Library.create(tmp_path / "shelf")
        for record in records:
            pdf = tmp_path / record.document.filename
            pdf.write_bytes(record.document.id.encode())
            library.put(record, pdf)
        rebuild_index(library)
        library.note_indexed(library.not_indexed())
        return library

    return make


@pytest.fixture
def three(shelf: Shelf) -> Library:
    """Two reviews; the one of Child T has two documents."""
    return shelf(child_t(), child_t_progress(), margaret())
