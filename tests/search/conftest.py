from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.search.documents import child_t, child_t_progress, margaret

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index

Put = Callable[[DocumentRecord], None]
Indexed = Callable[..., Library]


@pytest.fixture
def empty_library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library")


@pytest.fixture
def put(empty_library: Library, tmp_path: Path) -> Put:
    def put_record(record: DocumentRecord) -> None:
        pdf = tmp_path / record.document.filename
        pdf.write_bytes(record.document.id.encode())
        empty_library.put(record, pdf)

    return put_record


@pytest.fixture
def indexed(empty_library: Library, put: Put) -> Indexed:
    """Makes a library of some records, with an index that lacks nothing."""

    def index(*records: DocumentRecord) -> Library:
        for record in records:
            put(record)
        rebuild_index(empty_library)
        empty_library.note_indexed(empty_library.not_indexed())
        return empty_library

    return index


@pytest.fixture
def library(indexed: Indexed) -> Library:
    """Two reviews, a document each."""
    return indexed(child_t(), margaret())


@pytest.fixture
def three(indexed: Indexed) -> Library:
    """Two reviews; the one of Child T has two documents."""
    return indexed(child_t(), child_t_progress(), margaret())
