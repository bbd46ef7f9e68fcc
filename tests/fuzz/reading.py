"""Reading under the limits of a batch, in a child process: what ends the child is a finding, and not the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from crossreview.batch import BatchSettings, Pipeline, standard_pipeline
from crossreview.batch.reading import Children, Task, read_under_limits
from crossreview.batch.worker import Product, Unprepared, Unread
from crossreview.document import Reader, read_document
from crossreview.errors import CrossreviewError, WorkerDied
from crossreview.records import DocumentRecord, Source, decode, encode

SETTINGS = BatchSettings(workers=1)


class Fault(Exception):
    """A record that says what cannot be."""


def read_and_check(path: Path, reader: Reader) -> DocumentRecord:
    """The record of a PDF, looked over."""
    record = read_document(path, reader)
    if decode(encode(record)) != record:
        raise Fault("the record is not what is written of it")
    for source in _sources(record):
        for span in source.spans:
            if not (1 <= span.page <= record.document.pages and 0 <= span.start <= span.end <= _length(record)):
                raise Fault(f"a span lies outside the document: {span}")
    for item in record.items:
        if item.source.text_in(record.document.text) != item.text:
            raise Fault(f"an item says what its places do not: {item.text[:80]!r}")
    return record


def _sources(record: DocumentRecord) -> Iterator[Source]:
    yield from (item.source for item in record.items)
    yield from (block.source for block in record.blocks)
    yield from (section.source for section in record.sections)


def _length(record: DocumentRecord) -> int:
    return len(record.document.text)


def checking_pipeline() -> Pipeline:
    """The pipeline of every batch, its records looked over."""
    return replace(standard_pipeline(), read=read_and_check)


class UnderLimits:
    """One child that reads file after file; a new one where it was ended."""

    def __init__(self, folder: Path, pipeline: Pipeline) -> None:
        self._path = folder / "mutated.pdf"
        self._children = Children(pipeline, SETTINGS)
        self.endings: Counter[str] = Counter()

    def __enter__(self) -> UnderLimits:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._children.stop()

    def problem_of(self, data: bytes) -> str | None:
        """What is wrong with the reading of a file; None for a record, and for an error with a name of its own."""
        self._path.write_bytes(data)
        task = Task(self._path, "", self._path.name)
        answer = read_under_limits(task, self._children)
        result = answer.error if isinstance(answer, Unread | Unprepared) else answer
        self.endings["record" if isinstance(result, Product) else type(result).__name__] += 1
        if isinstance(result, Product) or type(result) not in (CrossreviewError, WorkerDied):
            return None
        return result.problem
