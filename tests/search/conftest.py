from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.search.documents import child_t, margaret

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index

Put = Callable[[DocumentRecord], None]


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
def library(empty_library: Library, put: Put) -> Library:
    for record in (child_t(), margaret()):
        put(record)
    rebuild_index(empty_library)
    return empty_library
