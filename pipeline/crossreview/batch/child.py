"""A child process that reads one document after another, watched from outside.

It is a pool of one process. Processes of one pool share pipes and locks, and one that is killed while it holds a lock
would stall its neighbours; this way a killed process takes only its own pool with it, and that pool is thrown away.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import psutil
from pebble import ProcessExpired, ProcessPool

from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Answer, count_pages_of, prepare, read_one

# A document that runs away fills about a gigabyte a second: looks twenty times a second overshoot by 50 MB.
#
# A limit on the address space (RLIMIT_AS) would be simpler, but numerical libraries reserve far more than they use;
# what counts is the memory that is resident, and only the operating system knows it.
_SECONDS_BETWEEN_LOOKS = 0.05
# A stopped process is asked first and killed after three seconds; more than this means that the system is stuck.
_SECONDS_TO_STOP = 10.0
_BYTES_PER_MB = 1 << 20
_SPAWN = multiprocessing.get_context("spawn")

Cause: TypeAlias = Literal["time", "memory", "death", "stop"]


@dataclass(frozen=True)
class Lost:
    """Why a child gave no answer: it took too long or too much memory, it died, or it was stopped by us."""

    cause: Cause
    exit_code: int | None = None


class Child:
    """A place for one child process, in which one document is read at a time; a new process is made when needed."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self._pipeline = pipeline
        self._settings = settings
        # The process writes its number here: a pool does not tell which process it has.
        self._pid = _SPAWN.RawValue("i", 0)
        self._pool: ProcessPool | None = None
        self._changing = threading.Lock()  # it may be stopped by another thread while a process is being made
        self._documents = 0  # read in this process
        self._stopped = False
        self._stopping: list[threading.Thread] = []
        self.peak_bytes = 0

    @property
    def is_fresh(self) -> bool:
        """Whether the process has had no document before."""
        return self._documents == 0

    def begin(self) -> None:
        """Get ready for a document: a process that has had many is replaced."""
        self.peak_bytes = 0
        if self._documents >= self._settings.documents_per_process:
            self.replace()

    def count_pages(self, path: Path) -> Answer | Lost:
        """Have the process count the pages of a document."""
        return self._ask(count_pages_of, (path,), self._settings.timeout_seconds)

    def read(self, path: Path, filename: str, pages: int) -> Answer | Lost:
        """Have the process read a document of so many pages, which is called `filename` in its record."""
        answer = self._ask(read_one, (path, filename), self._settings.seconds_for(pages))
        self._documents = 0 if isinstance(answer, Lost) else self._documents + 1
        return answer

    def replace(self) -> None:
        """Throw the process away; the next document gets a new one."""
        self._end()
        self._documents = 0

    def stop(self) -> None:
        """Begin to stop the process for good, without waiting for it; what it was asked is lost."""
        self._stopped = True
        self._end()

    def wait_until_stopped(self) -> None:
        """Wait for all processes that this place had."""
        for thread in self._stopping:
            thread.join(_SECONDS_TO_STOP)

    def _ask(self, work: Callable[..., Answer], arguments: tuple[Any, ...], seconds: float) -> Answer | Lost:
        try:
            future = self._scheduled(work, arguments, seconds)
        except RuntimeError:  # the pool was stopped, or its process died, a moment ago
            return self._lost(None, filled=False)
        filled = False
        while not wait((future,), timeout=_SECONDS_BETWEEN_LOOKS).done:
            filled = self._fills_memory() or filled
            if self._stopped:  # a pool that is stopped forgets what it was asked
                return self._lost(None, filled=filled)
        if future.cancelled():
            return self._lost(None, filled=filled)
        error = future.exception()
        return future.result() if error is None else self._lost(error, filled=filled)

    def _lost(self, error: BaseException | None, *, filled: bool) -> Lost:
        self.replace()
        if isinstance(error, TimeoutError):
            return Lost("time")
        if filled:
            return Lost("memory")
        if self._stopped:
            return Lost("stop")
        return Lost("death", error.exitcode if isinstance(error, ProcessExpired) else None)

    def _scheduled(self, work: Callable[..., Answer], arguments: tuple[Any, ...], seconds: float) -> Future[Answer]:
        if self._pool is not None and not self._pool.active:
            self.replace()
        with self._changing, _interrupts_for_us_alone(), _children_allowed():
            if self._stopped:
                raise RuntimeError("this place is no longer used")
            if self._pool is None:
                self._pid = _SPAWN.RawValue("i", 0)
                self._pool = ProcessPool(
                    max_workers=1,
                    initializer=prepare,
                    initargs=(self._pipeline, self._settings.output_mb * _BYTES_PER_MB, self._pid),
                    context=_SPAWN,
                )
            future: Future[Answer] = self._pool.schedule(work, args=arguments, timeout=seconds)
        return future

    def _fills_memory(self) -> bool:
        """Look how much memory the process has, and kill it if that is too much."""
        if not self._pid.value:
            return False  # it is just starting
        try:
            process = psutil.Process(self._pid.value)
            resident = process.memory_info().rss
            self.peak_bytes = max(self.peak_bytes, resident)
            if resident <= self._settings.memory_mb * _BYTES_PER_MB:
                return False
            process.kill()
        except psutil.Error:
            return False  # it ended by itself between two looks
        return True

    def _end(self) -> None:
        with self._changing:
            pool, self._pool = self._pool, None
            if pool is None:
                return
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without annotations
            _kill_group(self._pid.value)
        # In a thread, since a pool whose process was killed in the middle of a message may never finish joining.
        stopping = threading.Thread(target=pool.join, name="stopping a child", daemon=True)
        stopping.start()
        self._stopping = [thread for thread in self._stopping if thread.is_alive()] + [stopping]


def _kill_group(pid: int) -> None:
    """Kill a process that leads a group, with what it started (a program that recognises characters)."""
    if pid and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


@contextlib.contextmanager
def _interrupts_for_us_alone() -> Iterator[None]:
    # Ctrl-C goes to every process of the terminal. Children ignore it, but only once they run; the mask is inherited,
    # so one that is just starting does not print a trace.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _children_allowed() -> Iterator[None]:
    # The workers of a cluster are daemons under their nannies, and Python lets daemons have no children, since nobody
    # would end those. Ours end by themselves with whoever started them.
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if not config.get("daemon"):
        yield
        return
    config["daemon"] = False
    try:
        yield
    finally:
        config["daemon"] = True
