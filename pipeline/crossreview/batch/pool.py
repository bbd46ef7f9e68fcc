"""Reading documents in child processes, so that no document can take the others down.

Each worker is a pool of its own with one process. Workers of one pool share pipes and locks, and a process that is
killed while it holds a lock would stall its neighbours; this way a killed process takes only its own pool with it, and
that pool is thrown away.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from pebble import ProcessExpired, ProcessPool

from crossreview.batch.memory import MemoryWatch
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Product, Unprepared, Unread, prepare, read_one, too_large
from crossreview.errors import CrossreviewError, DocumentTimedOut, WorkerDied

# A worker may have died of what an earlier document left behind, or because the machine ran out of memory. Only a
# document that ends two workers, the second one fresh, is to blame.
_ATTEMPTS = 2
# Stopped workers are asked first and killed after three seconds; more than this means that the system is stuck.
_SECONDS_TO_STOP = 10.0

_Answer: TypeAlias = Product | Unread | Unprepared


@dataclass(frozen=True)
class Task:
    """A file to read, and the hash of the bytes it had when it was found."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class _Attempt:
    task: Task
    slot: _Slot
    number: int


def read_each(
    tasks: Iterable[Task], pipeline: Pipeline, settings: BatchSettings, watch: MemoryWatch
) -> Generator[tuple[Task, Product | CrossreviewError]]:
    """Read the tasks, each with its product or the reason why there is none, in the order in which they finish.

    Tasks are drawn only when a worker is free for them. Raises the reader's own error if it cannot be loaded.
    """
    waiting = iter(tasks)
    running: dict[Future[_Answer], _Attempt] = {}
    with _Crew(pipeline, settings) as crew:
        while True:
            while (slot := crew.free_slot(running.values())) and (task := next(waiting, None)):
                running[slot.start(task)] = _Attempt(task, slot, 1)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                attempt = running.pop(future)
                if _worker_lost(future):
                    attempt.slot.replace()
                    if attempt.number < _ATTEMPTS:
                        again = _Attempt(attempt.task, attempt.slot, attempt.number + 1)
                        running[attempt.slot.start(attempt.task)] = again
                        continue
                yield attempt.task, _verdict(future, attempt.task.path, settings, watch)


def _worker_lost(future: Future[_Answer]) -> bool:
    # A pool whose only worker dies between two documents reports a RuntimeError (BrokenProcessPool is one).
    return isinstance(future.exception(), ProcessExpired | RuntimeError)


def _verdict(
    future: Future[_Answer], path: Path, settings: BatchSettings, watch: MemoryWatch
) -> Product | CrossreviewError:
    error = future.exception()
    if error is None:
        return _judged(future.result(), path)
    if isinstance(error, TimeoutError):
        return DocumentTimedOut(
            f"Reading this document took longer than {settings.timeout_seconds:g} seconds.",
            remedy="If it is a document you need, run it alone with a higher --timeout.",
            path=path,
        )
    if isinstance(error, ProcessExpired) and error.pid in watch.killed:
        return too_large(path, settings.memory_mb)
    code = f" (exit code {error.exitcode})" if isinstance(error, ProcessExpired) else ""
    return WorkerDied(
        f"The process that read this document died{code}, twice.",
        remedy="The file probably breaks a library that reads PDFs: please report it.",
        path=path,
    )


def _judged(answer: _Answer, path: Path) -> Product | CrossreviewError:
    if isinstance(answer, Unprepared):
        raise answer.error
    if isinstance(answer, Product):
        return answer
    if answer.error.path is None:
        answer.error.path = path
    return answer.error


class _Crew:
    """All slots of a batch; on leaving, every process is stopped."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self._slots = [_Slot(pipeline, settings) for _ in range(settings.workers)]

    def __enter__(self) -> _Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in self._slots:
            slot.stop()
        for slot in self._slots:
            slot.wait_until_stopped()

    def free_slot(self, running: Iterable[_Attempt]) -> _Slot | None:
        """Find a slot that reads nothing."""
        busy = {id(attempt.slot) for attempt in running}
        return next((slot for slot in self._slots if id(slot) not in busy), None)


class _Slot:
    """A place for one worker."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self._pipeline = pipeline
        self._settings = settings
        self._pool: ProcessPool | None = None
        self._stopping: list[threading.Thread] = []

    def start(self, task: Task) -> Future[_Answer]:
        """Give the worker a document; a new worker is made if there is none."""
        if self._pool is not None and not self._pool.active:
            self.replace()
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=self._settings.documents_per_worker,
                initializer=prepare,
                initargs=(self._pipeline,),
                context=multiprocessing.get_context("spawn"),
            )
        with _interrupts_for_us_alone():
            future: Future[_Answer] = self._pool.schedule(
                read_one, args=(task.path,), timeout=self._settings.timeout_seconds
            )
        return future

    def replace(self) -> None:
        """Throw the worker away; the next document gets a new one."""
        self.stop()
        self._pool = None

    def stop(self) -> None:
        """Begin to stop the worker, without waiting for it."""
        if self._pool is None:
            return
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without annotations
        # In a thread, since a pool whose process was killed in the middle of a message may never finish joining.
        stopping = threading.Thread(target=self._pool.join, name="stopping a worker", daemon=True)
        stopping.start()
        self._stopping.append(stopping)

    def wait_until_stopped(self) -> None:
        """Wait for all workers that this slot had."""
        for thread in self._stopping:
            thread.join(_SECONDS_TO_STOP)


@contextlib.contextmanager
def _interrupts_for_us_alone() -> Iterator[None]:
    # Ctrl-C goes to every process of the terminal. Workers ignore it, but only once they run; the mask is inherited,
    # so one that is just starting does not print a trace.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
