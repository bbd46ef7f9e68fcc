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
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from pebble import ProcessExpired, ProcessPool

from crossreview.batch.memory import MemoryWatch
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Counted, Product, Unprepared, Unread, count_pages_of, prepare, read_one, too_large
from crossreview.errors import CrossreviewError, DocumentTimedOut, WorkerDied

# A worker may have died of what an earlier document left behind, or because the machine ran out of memory. Only a
# document that ends two workers, the second one fresh, is to blame, or one that fills the memory of a fresh one.
_ATTEMPTS = 2
_TASKS_PER_DOCUMENT = 2  # its pages are counted, then it is read
# Stopped workers are asked first and killed after three seconds; more than this means that the system is stuck.
_SECONDS_TO_STOP = 10.0

_Answer: TypeAlias = Counted | Product | Unread | Unprepared


@dataclass(frozen=True)
class Task:
    """A file to read, and the hash of the bytes it had when it was found."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class _Attempt:
    """A task in a worker; `pages` are counted first, since the time that it may take depends on them."""

    task: Task
    slot: _Slot
    number: int
    pages: int = 0


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
                running[slot.count(task)] = _Attempt(task, slot, 1)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                attempt = running.pop(future)
                task, slot = attempt.task, attempt.slot
                answer = future.result() if future.exception() is None else None
                if isinstance(answer, Counted):
                    running[slot.read(task, answer.pages)] = replace(attempt, pages=answer.pages)
                    continue
                if answer is not None:
                    yield task, _judged(answer, task.path)
                    continue
                to_blame = _is_to_blame(future, attempt, watch)
                if _worker_lost(future):
                    slot.replace()
                if to_blame:
                    yield task, _failure(future, attempt, settings, watch)
                else:
                    running[slot.count(task)] = _Attempt(task, slot, attempt.number + 1)


def _worker_lost(future: Future[_Answer]) -> bool:
    # A pool whose only worker dies between two documents reports a RuntimeError (BrokenProcessPool is one).
    return isinstance(future.exception(), ProcessExpired | RuntimeError)


def _is_to_blame(future: Future[_Answer], attempt: _Attempt, watch: MemoryWatch) -> bool:
    """Whether it is the document because of which its worker gave no answer."""
    if not _worker_lost(future) or attempt.number == _ATTEMPTS:
        return True
    return attempt.slot.is_fresh and _filled_memory(future, watch)


def _filled_memory(future: Future[_Answer], watch: MemoryWatch) -> bool:
    error = future.exception()
    return isinstance(error, ProcessExpired) and error.pid in watch.killed


def _failure(
    future: Future[_Answer], attempt: _Attempt, settings: BatchSettings, watch: MemoryWatch
) -> CrossreviewError:
    error, path = future.exception(), attempt.task.path
    if isinstance(error, TimeoutError):
        return DocumentTimedOut(
            f"Reading this document took longer than {settings.seconds_for(attempt.pages):g} seconds.",
            remedy="If it is a document you need, run it alone with a higher --timeout.",
            path=path,
        )
    if _filled_memory(future, watch):
        return too_large(path, settings.memory_mb)
    code = f" (exit code {error.exitcode})" if isinstance(error, ProcessExpired) else ""
    return WorkerDied(
        f"The process that read this document died{code}, twice.",
        remedy="The file probably breaks a library that reads PDFs: please report it.",
        path=path,
    )


def _judged(answer: Product | Unread | Unprepared, path: Path) -> Product | CrossreviewError:
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
        self._documents = 0  # given to this worker
        self._stopping: list[threading.Thread] = []

    @property
    def is_fresh(self) -> bool:
        """Whether the worker has had no document before the present one."""
        return self._documents <= 1

    def count(self, task: Task) -> Future[_Answer]:
        """Have the worker count the pages of the next document."""
        future = self._schedule(count_pages_of, task, self._settings.timeout_seconds)
        self._documents += 1
        return future

    def read(self, task: Task, pages: int) -> Future[_Answer]:
        """Have the worker read a document of so many pages."""
        return self._schedule(read_one, task, self._settings.seconds_for(pages))

    def _schedule(self, work: Callable[[Path], _Answer], task: Task, seconds: float) -> Future[_Answer]:
        """Give the worker something to do; a new worker is made if there is none."""
        if self._pool is not None and not self._pool.active:
            self.replace()
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=_TASKS_PER_DOCUMENT * self._settings.documents_per_worker,
                initializer=prepare,
                initargs=(self._pipeline,),
                context=multiprocessing.get_context("spawn"),
            )
        with _interrupts_for_us_alone():
            future: Future[_Answer] = self._pool.schedule(work, args=(task.path,), timeout=seconds)
        return future

    def replace(self) -> None:
        """Throw the worker away; the next document gets a new one."""
        self.stop()
        self._pool = None
        self._documents = 0

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
