"""The one function that reads a document, on this machine and on every worker of a cluster."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from crossreview.batch.child import Child, Lost
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Product, Unprepared, Unread, too_large
from crossreview.errors import CrossreviewError, DocumentTimedOut, StorageFull, WorkerDied
from crossreview.library.storage import storage_errors

# A process may have died of what an earlier document left behind, or because the machine ran out of memory. A document
# that ends two processes, the second one fresh, may be to blame, and is if it does so again alone (`Task.alone`); one
# that fills the memory of a fresh process is.
_ATTEMPTS = 2
_SECONDS_BETWEEN_STARTS = 1.0
_STARTS = 5  # of processes that end before they have read anything; then it is the machine


@dataclass(frozen=True)
class Task:
    """A file to read, the hash of the bytes it had when it was found, and the name that its record gives it.

    `data` are those bytes, for a machine that does not see the file. What is to be read `alone`, while nothing else is,
    has perhaps ended the processes that read it; or somebody ended them who was short of memory.
    """

    path: Path
    sha256: str
    filename: str
    data: bytes | None = None
    alone: bool = False


@dataclass(frozen=True)
class Unseen:
    """There is no such file on the machine that was to read it."""


Result: TypeAlias = Product | Unread | Unprepared | Unseen


class Children:
    """The child processes of this process for one pipeline: lent for a document, and kept for the next."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self.settings = settings
        self._pipeline = pipeline
        self._lock = threading.Lock()
        self._all: list[Child] = []
        self._idle: list[Child] = []
        self._stopped = False

    @contextlib.contextmanager
    def lent(self) -> Iterator[Child]:
        """A child for one document: one that is idle, or a new one. Raises CancelledError once they are stopped."""
        with self._lock:
            if self._stopped:
                raise CancelledError
            if not self._idle:
                self._idle.append(Child(self._pipeline, self.settings))
                self._all.append(self._idle[-1])
            child = self._idle.pop()
        try:
            yield child
        finally:
            with self._lock:
                self._idle.append(child)

    def stop(self) -> None:
        """End all child processes, those that are reading too."""
        with self._lock:
            self._stopped = True
            children = tuple(self._all)
        for child in children:
            child.stop()
        for child in children:
            child.wait_until_stopped()


def read_under_limits(task: Task, children: Children) -> Result:
    """Read one document in a child process that may take only so much time and memory, and give so much back.

    Without a file there, or the right to read it, it is not seen. Raises CancelledError where the children are stopped
    meanwhile.
    """
    try:
        with _on_disk(task) as path, children.lent() as child:
            if not os.access(path, os.R_OK):
                return Unseen()
            return _read(task, path, child, children.settings)
    except StorageFull as error:
        return Unprepared(_no_space(error))
    except OSError:  # there are too many processes or files
        return Unprepared(does_not_start(children.settings))


def _read(task: Task, path: Path, child: Child, settings: BatchSettings) -> Result:
    child.begin()
    attempts = starts = 0
    while True:
        fresh = child.is_fresh
        answer = child.read(path, task.filename)
        match answer:
            case Product():
                return replace(answer, resident_bytes=max(answer.resident_bytes, child.peak_bytes))
            case Unread(error):
                error.path = task.path  # the one on the machine that asked
                return replace(answer, error=error, peak_bytes=child.peak_bytes)
            case Unprepared():
                return answer
            case Lost(cause="stop"):
                raise CancelledError
            case Lost(cause="start"):
                starts += 1
                if starts == _STARTS:
                    return Unprepared(does_not_start(settings))
                time.sleep(_SECONDS_BETWEEN_STARTS)
            case Lost(cause):
                attempts += 1
                if attempts == _ATTEMPTS or cause == "time" or (cause == "memory" and fresh):
                    error = _failure(answer, task.path, settings)
                    return Unread(error, child.peak_bytes, doubtful=cause == "death")


def does_not_start(settings: BatchSettings) -> CrossreviewError:
    """What is wrong with a machine on which no process begins to read."""
    return CrossreviewError(
        f"The process that reads documents does not start on {socket.gethostname()}.",
        remedy=f"Perhaps memory is short there, or {settings.memory_mb} MB (--memory) are too few for the reader. "
        "`crossreview doctor` says whether it can be loaded.",
    )


def _no_space(error: StorageFull) -> StorageFull:
    return StorageFull(f"On {socket.gethostname()}: {error.problem}", remedy=error.remedy, path=error.path)


def _failure(lost: Lost, path: Path, settings: BatchSettings) -> CrossreviewError:
    if lost.cause == "time":
        return DocumentTimedOut(
            f"Reading this document took longer than {settings.seconds_for(lost.pages):g} seconds.",
            remedy="If it is a document you need, run it alone with a higher --timeout.",
            path=path,
        )
    if lost.cause == "memory":
        return too_large(path, f"more than {settings.memory_mb} MB of memory")
    code = f" (exit code {lost.exit_code})" if lost.exit_code is not None else ""
    return WorkerDied(
        f"Each process that read this document died{code}, though nothing else was read meanwhile.",
        remedy="The file probably breaks a library that reads PDFs: please report it.",
        path=path,
    )


@contextlib.contextmanager
def _on_disk(task: Task) -> Iterator[Path]:
    """The file of a task, or a passing one where only its bytes came. Raises StorageFull."""
    if task.data is None:
        yield task.path
        return
    with contextlib.ExitStack() as stack:
        with storage_errors(Path(tempfile.tempdir or "/tmp")):  # where Python looks for space
            folder = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="crossreview-", ignore_cleanup_errors=True))
            )
            path = folder / "document.pdf"
            path.write_bytes(task.data)
        yield path
