"""What runs in a child process: load the reader once, then read one document after another."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any, TypeAlias

import psutil
from msgspec import structs

from crossreview.batch.digest import NOTHING, Digest
from crossreview.batch.settings import Pipeline, other_versions
from crossreview.errors import CrossreviewError, DocumentTooLarge, VersionMismatch
from crossreview.library.sketches import UNKNOWN, Sketch
from crossreview.records import DocumentRecord, encode

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True)
class Product:
    """A document that was read: the encoded record, and what a run wants to say about it.

    `seconds` is the time that its process took, to make the record and to encode it.
    """

    document_id: str
    sha256: str
    data: bytes
    pages: int
    items: dict[str, int]
    warnings: tuple[str, ...]
    seconds: float
    resident_bytes: int
    sketch: Sketch = UNKNOWN
    digest: Digest = NOTHING


@dataclass(frozen=True)
class Unread:
    """A document that could not be read. As a value, since not every exception survives the way between processes.

    `peak_bytes` is the most memory that its process had. It is `doubtful` where the machine may be to blame.
    """

    error: CrossreviewError
    peak_bytes: int = 0
    doubtful: bool = False


@dataclass(frozen=True)
class Unprepared:
    """The reader itself could not be loaded, so that no document can be read."""

    error: CrossreviewError


Answer: TypeAlias = Product | Unread | Unprepared


class Board:
    """What a child tells while it works, in memory that it shares with whoever watches it.

    `pid` is the number of its process, and `pages` how many the document has that it reads; 0 where it has not said so
    yet.
    """

    def __init__(self, context: SpawnContext) -> None:
        self._values = context.RawArray("d", 3)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._values[0])

    @property
    def began(self) -> bool:
        """Whether it has begun with the document."""
        return bool(self._values[1])

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return int(self._values[2])

    def sign(self) -> None:
        """Say which process this is."""
        self._values[0] = os.getpid()

    def begin(self) -> None:
        """Say that reading begins now."""
        self._values[1] = 1

    def count(self, pages: int) -> None:
        """Say how many pages there are."""
        self._values[2] = pages

    def wipe(self) -> None:
        """Make it ready for the next document."""
        self._values[1] = self._values[2] = 0


@dataclass
class _Worker:
    pipeline: Pipeline
    most_bytes: int
    board: Board
    reader: Any
    trouble: Unprepared | None


_this: _Worker | None = None  # one a process, set by `prepare`


def prepare(pipeline: Pipeline, most_bytes: int, board: Board) -> None:
    """Load the reader. Trouble is kept for the first document: a pool cannot pass it on from here.

    A record may have `most_bytes` as it is written.
    """
    global _this  # noqa: PLW0603  (pool initialisers have no other way to hand over)
    # A group of its own, so that what it starts can be ended with it.
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    board.sign()
    # One process a core is enough; numerical libraries would start one thread a core in each of them.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    _end_with_parent()
    try:
        _check_parts(pipeline)
        _this = _Worker(pipeline, most_bytes, board, pipeline.load(), None)
    except CrossreviewError as error:
        _this = _Worker(pipeline, most_bytes, board, None, Unprepared(error))
    except MemoryError:  # another process may find some
        os._exit(1)
    except Exception as error:
        trouble = Unprepared(_bug("The reader cannot be loaded", error, None))
        _this = _Worker(pipeline, most_bytes, board, None, trouble)


def _check_parts(pipeline: Pipeline) -> None:
    """Raises VersionMismatch where this machine has other versions than the one that hands documents out."""
    others = other_versions(pipeline.parts, pipeline.models)
    if others:
        raise _other_versions(f"has {', '.join(others)}")


def _other_versions(what: str) -> VersionMismatch:
    return VersionMismatch(
        f"The machine {socket.gethostname()} {what}.",
        remedy="Install the same Crossreview, from the same lock, on all machines.",
    )


def read_one(path: Path, filename: str) -> Answer:
    """Read one document, which is called `filename` in its record."""
    if _this is None:
        raise RuntimeError("the worker was not prepared")
    if _this.trouble is not None:
        return _this.trouble
    try:
        return _read(path, filename, _this)
    except VersionMismatch as error:
        return Unprepared(error)
    except CrossreviewError as error:
        return Unread(error)
    except MemoryError:
        return Unread(too_large(path, "more memory than there is"), doubtful=True)
    except (Exception, SystemExit) as error:
        return Unread(_bug("Reading stopped with an error that is not the document's", error, path))


def too_large(path: Path, limit: str) -> DocumentTooLarge:
    """The failure of a document that takes more memory than it may."""
    return DocumentTooLarge(
        f"Reading this document took {limit}.",
        remedy="If it is a document you need, run it alone with a higher --memory.",
        path=path,
    )


def _read(path: Path, filename: str, this: _Worker) -> Product:
    started = time.perf_counter()
    this.board.begin()
    this.board.count(this.pipeline.count(path))
    record = this.pipeline.read(path, this.reader)
    if record.document.filename != filename:  # it came from elsewhere, or lies in the library
        record = structs.replace(record, document=structs.replace(record.document, filename=filename))
    if this.pipeline.models and record.provenance.models != this.pipeline.models:
        raise _other_versions("reads with other trained models")
    product = _product(record)
    if len(product.data) > this.most_bytes:
        raise DocumentTooLarge(
            f"The record of this document has {len(product.data) >> 20} MB, more than it may.",
            remedy="The file is damaged or was made to do harm; if it is a document you need, please report it.",
            path=path,
        )
    return replace(product, seconds=time.perf_counter() - started)


def _product(record: DocumentRecord) -> Product:
    return Product(
        document_id=record.document.id,
        sha256=record.document.sha256,
        data=encode(record),
        pages=record.document.pages,
        items=dict(Counter(item.kind for item in record.items)),
        warnings=record.warnings,
        seconds=0.0,
        digest=Digest.of(record),
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
    """See to it that this process, and what it starts, ends when its parent does.

    A parent that is killed cannot stop its workers, and one stuck in a document would stay for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    if sys.platform != "win32":
        # That thread has no turn while a regular expression runs. The system has: it sends a signal, which ends the
        # whole group, when the pipe closes that the parent holds open.
        pipe = parent.sentinel
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETOWN, -os.getpgrp())
            fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


def _end_after(parent: Any) -> None:
    parent.join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)  # what it started too
    os._exit(1)
