"""A reader that stands in for the real one: a file has what it says on its lines, and all files are of one review.

The first line is `%PDF`, the second the title, and each further one a recommendation; `locked` stands for an error.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from msgspec import structs
from tests.batch.readers import PIPELINE
from tests.records.examples import record_of

from crossreview.batch import update_search_index
from crossreview.errors import EncryptedDocument
from crossreview.records import DocumentRecord, Found


def count(_: Path) -> int:
    return 1


def read(path: Path, _: str) -> DocumentRecord:
    data = path.read_bytes()
    if b"locked" in data:
        raise EncryptedDocument("The PDF asks for a password.", remedy="Save it without one.", path=path)
    pages = tuple(data.decode().splitlines()[1:])
    record = record_of(pages, filename=path.name, digest=hashlib.sha256(data).hexdigest(), warnings=("odd",))
    title = record.metadata.title
    assert title is not None
    code = Found("KDS07", title.source, 0.9)
    return structs.replace(record, metadata=structs.replace(record.metadata, review_code=code))


READING = replace(PIPELINE, count=count, read=read, index=update_search_index)
