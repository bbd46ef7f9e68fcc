"""Where documents are read: on this machine, or on those of a cluster. Both map the one function that reads one."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol

from crossreview.batch.reading import Children, Result, Task, Unseen, does_not_start, read_under_limits
from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Product, Unprepared, Unread
from crossreview.errors import CrossreviewError, UnreadableDocument


@dataclass(frozen=True)
class Done:
    """What became of a file: its product, or the reason why there is none, and the most memory that reading took."""

    task: Task
    result: Product | CrossreviewError
    peak_bytes: int = 0


class Engine(Protocol):
    """Somewhere to read documents; on leaving, all reading is stopped."""

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def workers(self) -> int:
        """How many documents it reads at once."""
        ...

    def places(self) -> int:
        """How many documents it is good to have under way, one at least."""
        ...

    def submit(self, task: Task) -> Future[Result]:
        """Have a document read."""
        ...

    def wait(self, running: Collection[Future[Result]]) -> Collection[Future[Result]]:
        """Wait until one of them has ended, or more. Raises ClusterUnreachable."""
        ...

    def settle(self, task: Task, future: Future[Result]) -> Done | Task:
        """What became of a document; or the task that has to be read again. Raises why no document can be read."""
        ...


def engine_of(pipeline: Pipeline, settings: BatchSettings) -> Engine:
    """The engine that the settings ask for; entering it raises MissingExtra, ClusterUnreachable, VersionMismatch."""
    if settings.cluster is None:
        return LocalEngine(pipeline, settings)
    from crossreview.batch.cluster import ClusterEngine  # noqa: PLC0415  (an extra)

    return ClusterEngine(pipeline, settings, settings.cluster)


def read_each(tasks: Iterable[Task], engine: Engine) -> Generator[Done]:
    """Read the tasks, in the order in which they finish.

    Tasks are drawn only when there is a place for them: whatever their number, few are in memory. What has to be read
    alone comes at the end. Raises the reader's own error if it cannot be loaded, and ClusterUnreachable.
    """
    waiting = iter(tasks)
    suspects: deque[Task] = deque()
    running: dict[Future[Result], Task] = {}
    while True:
        while len(running) < engine.places() and (task := next(waiting, None)):
            running[engine.submit(task)] = task
        if not running:
            if not suspects:
                return
            task = suspects.popleft()
            running[engine.submit(task)] = task
        for future in engine.wait(running):
            outcome = engine.settle(running.pop(future), future)
            if isinstance(outcome, Done):
                yield outcome
            elif outcome.alone:
                suspects.append(outcome)
            else:
                running[engine.submit(outcome)] = outcome


class LocalEngine:
    """Children of this process: as many at a time as the settings have workers."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self._children = Children(pipeline, settings)
        self._workers = settings.workers
        self._threads = ThreadPoolExecutor(settings.workers, "reading")

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._children.stop()
        self._threads.shutdown(cancel_futures=True)

    @property
    def workers(self) -> int:
        """How many children read."""
        return self._workers

    def places(self) -> int:
        """One document for each worker, and one that is next, so that none waits while results are written."""
        return 2 * self._workers

    def submit(self, task: Task) -> Future[Result]:
        """Have a document read as soon as a child is free. Raises CrossreviewError where the machine has no threads."""
        try:
            return self._threads.submit(read_under_limits, task, self._children)
        except RuntimeError as error:
            raise does_not_start(self._children.settings) from error

    def wait(self, running: Collection[Future[Result]]) -> Collection[Future[Result]]:
        """Wait until one has ended."""
        return wait(running, return_when=FIRST_COMPLETED).done

    def settle(self, task: Task, future: Future[Result]) -> Done | Task:
        """What became of a document; or the task that has to be read again, alone."""
        return settled(task, future.result())


def settled(task: Task, result: Result) -> Done | Task:
    """What an answer means for a run; raises the error of a reader that cannot be loaded.

    Whoever is short of memory kills processes, and the document that one of them read is not to blame: that is only one
    which ends them while nothing else is read.
    """
    match result:
        case Product():
            return Done(task, result, result.resident_bytes)
        case Unread(doubtful=True) if not task.alone:
            return replace(task, alone=True)
        case Unread(error=error, peak_bytes=peak_bytes):
            return Done(task, error, peak_bytes)
        case Unprepared(error):
            raise error
        case Unseen():
            return Done(task, _gone(task))


def _gone(task: Task) -> UnreadableDocument:
    return UnreadableDocument(
        "The file is no longer there, or must no longer be read.",
        remedy="Check that nobody moved it, and that the disk is still connected; then run again.",
        path=task.path,
    )
