from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.examples import record_of

from crossreview.library import Library, hash_of
from crossreview.records import DocumentRecord


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "review.pdf"
    path.write_bytes(b"%PDF-1.7 not really")
    return path


@pytest.fixture
def record(pdf: Path) -> DocumentRecord:
    return record_of(digest=hash_of(pdf))
