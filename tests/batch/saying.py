"""A reader that stands in for the real one: the first line of a file tells facts of the document, the others are pages.

`%PDF genre=briefing dated=2022 code=K1 unread`: what is not told is that of tests.batch.lines; `unread` are scans that
could not be read. Words that mean nothing make other bytes of the same text, as programs do that save a PDF again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec import structs
from tests.batch import lines

from crossreview.records import DocumentRecord, Found


def read(path: Path, reader: str) -> DocumentRecord:
    record = lines.read(path, reader)
    told = dict(fact.partition("=")[::2] for fact in path.read_text().splitlines()[0].split()[1:])
    metadata, title = record.metadata, record.metadata.title
    assert title is not None
    if "genre" in told:
        metadata = structs.replace(metadata, genre=Found(told["genre"], title.source, 0.9))
    if "dated" in told:
        metadata = structs.replace(metadata, dates={"published": Found(told["dated"], title.source, 0.9)})
    if "code" in told:
        metadata = structs.replace(metadata, review_code=Found(told["code"], title.source, 0.9))
    quality = structs.replace(record.quality, pages_unreadable=(1,)) if "unread" in told else record.quality
    return structs.replace(record, metadata=metadata, quality=quality)


SAYING = replace(lines.READING, read=read)
