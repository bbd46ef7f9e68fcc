"""What runs in a child process: load the reader once, then read one document after another."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

from crossreview.batch.settings import Pipeline
from crossreview.errors import CrossreviewError, DocumentTooLarge
from crossreview.library.sketches import UNKNOWN, Sketch
from crossreview.records import DocumentRecord, encode


@dataclass(frozen=True)
class Product:
    """A document that was read: the encoded record, and what a run wants to say about it."""

    document_id: str
    sha256: str
    data: bytes
    pages: int
    items: dict[str, int]
    warnings: tuple[str, ...]
    seconds: float
    resident_bytes: int
    sketch: Sketch = UNKNOWN


@dataclass(frozen=True)
class Counted:
    """How many pages a document has that is to be read."""

    pages: int


@dataclass(frozen=True)
class Unread:
    """A document that could not be read. As a value, since not every exception survives the way between processes."""

    error: CrossreviewError


@dataclass(frozen=True)
class Unprepared:
    """The reader itself could not be loaded, so that no document can be read."""

    error: CrossreviewError


@dataclass
class _Worker:
    pipeline: Pipeline
    reader: Any
    trouble: Unprepared | None


_this: _Worker | None = None  # one a process, set by `prepare`

T = TypeVar("T")


def prepare(pipeline: Pipeline) -> None:
    """Load the reader. Trouble is kept for the first document: a pool cannot pass it on from here."""
    global _this  # noqa: PLW0603  (pool initialisers have no other way to hand over)
    # One process a core is enough; numerical libraries would start one thread a core in each of them.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _this = _Worker(pipeline, pipeline.load(), None)
    except CrossreviewError as error:
        _this = _Worker(pipeline, None, Unprepared(error))
    except Exception as error:
        _this = _Worker(pipeline, None, Unprepared(_bug("The reader cannot be loaded", error, None)))


def count_pages_of(path: Path) -> Counted | Unread | Unprepared:
    """Open one document, to know how long it may take to read."""
    return _answer(path, lambda this: Counted(this.pipeline.count(path)))


def read_one(path: Path) -> Product | Unread | Unprepared:
    """Read one document."""
    return _answer(path, lambda this: _read(path, this))


def _answer(path: Path, work: Callable[[_Worker], T]) -> T | Unread | Unprepared:
    if _this is None:
        raise RuntimeError("the worker was not prepared")
    if _this.trouble is not None:
        return _this.trouble
    try:
        return work(_this)
    except CrossreviewError as error:
        return Unread(error)
    except MemoryError:
        return Unread(too_large(path, None))
    except (Exception, SystemExit) as error:
        return Unread(_bug("Reading stopped with an error that is not the document's", error, path))


def too_large(path: Path, limit_mb: int | None) -> DocumentTooLarge:
    """The failure of a document that takes more memory than it may."""
    limit = f"more than {limit_mb} MB of memory" if limit_mb is not None else "more memory than there is"
    return DocumentTooLarge(
        f"Reading this document took {limit}.",
        remedy="If it is a document you need, run it alone with a higher --memory.",
        path=path,
    )


def _read(path: Path, this: _Worker) -> Product:
    started = time.perf_counter()
    record = this.pipeline.read(path, this.reader)
    return _product(record, time.perf_counter() - started)


def _product(record: DocumentRecord, seconds: float) -> Product:
    return Product(
        document_id=record.document.id,
        sha256=record.document.sha256,
        data=encode(record),
        pages=record.document.pages,
        items=dict(Counter(item.kind for item in record.items)),
        warnings=record.warnings,
        seconds=seconds,
        resident_bytes=psutil.Process().memory_info().rss,
        sketch=Sketch.of(record.document.text, whole=not record.quality.pages_unreadable),
    )


def _bug(what: str, error: BaseException, path: Path | None) -> CrossreviewError:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return CrossreviewError(
        f"{what}: {error!r} in {Path(frame.filename).name}, line {frame.lineno}.",
        remedy="This is a bug in Crossreview: please report it with this message.",
        path=path,
    )


def _end_with_parent() -> None:
    # A parent that is killed cannot stop its workers, and one stuck in a document would stay for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
