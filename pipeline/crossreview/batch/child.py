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
import time
from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import psutil
from pebble import ProcessExpired, ProcessPool

from crossreview.batch.settings import BatchSettings, Pipeline
from crossreview.batch.worker import Answer, Board, Product, prepare, read_one

# A document that runs away fills about a gigabyte a second: looks twenty times a second overshoot by 50 MB.
#
# A limit on the address space (RLIMIT_AS) would be simpler, but numerical libraries reserve far more than they use;
# what counts is the memory that is resident, and only the operating system knows it.
_SECONDS_BETWEEN_LOOKS = 0.05
# A parent that was stopped itself (Ctrl-Z, a frozen container) does not find that its children took the whole time.
_LONGEST_LOOK = 1.0
# A stopped process is asked first and killed after three seconds; more than this means that the system is stuck.
_SECONDS_TO_STOP = 10.0
_BYTES_PER_MB = 1 << 20
_MOST_KEPT = 0.8  # of the memory that it may have; one that has read a review holds half of it
_FEWEST = 50  # documents before a process is replaced for that: under a low limit each would be full after the first
_SPAWN = multiprocessing.get_context("spawn")
_one_at_a_time = threading.Lock()

Cause: TypeAlias = Literal["time", "memory", "death", "stop", "start"]


@dataclass(frozen=True)
class Lost:
    """Why a child gave no answer: it took too long or too much memory, it died, it was stopped by us, or never started.

    `pages` are those of the document, if it came so far as to count them.
    """

    cause: Cause
    pages: int
    exit_code: int | None = None


class Child:
    """A place for one child process, in which one document is read at a time; a new process is made when needed."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings) -> None:
        self._pipeline = pipeline
        self._settings = settings
        self._board = Board(_SPAWN)
        self._process: psutil.Process | None = None  # as it was seen, since its number may be another's by now
        self._pool: ProcessPool | None = None
        self._changing = threading.Lock()  # it may be stopped by another thread while a process is being made
        self._documents = 0  # read in this process
        self._kept_bytes = 0  # after the last of them
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
        is_full = self._kept_bytes > self._settings.memory_mb * _BYTES_PER_MB * _MOST_KEPT
        if self._documents >= self._settings.documents_per_process or (is_full and self._documents >= _FEWEST):
            self.replace()

    def read(self, path: Path, filename: str) -> Answer | Lost:
        """Have the process read a document, which is called `filename` in its record."""
        answer = self._ask(path, filename)
        self._documents = 0 if isinstance(answer, Lost) else self._documents + 1
        self._kept_bytes = answer.resident_bytes if isinstance(answer, Product) else 0
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

    def _ask(self, path: Path, filename: str) -> Answer | Lost:
        try:
            future = self._scheduled(path, filename)
        except (RuntimeError, OSError):  # it was stopped a moment ago; or there are too many processes, threads, files
            return self._lost("stop" if self._stopped else "start")
        starting = reading = 0.0
        looked = time.monotonic()
        while not wait((future,), timeout=_SECONDS_BETWEEN_LOOKS).done:
            before, looked = looked, time.monotonic()
            passed = min(looked - before, _LONGEST_LOOK)
            if self._board.began:
                reading += passed
            else:
                starting += passed
            cause = self._cause_to_end(starting, reading)
            if cause is not None:
                return self._lost(cause)
        if future.cancelled():
            return self._lost("stop")
        error = future.exception()
        if error is None:
            return future.result()
        exit_code = error.exitcode if isinstance(error, ProcessExpired) else None
        return self._lost("death" if self._board.began else "start", exit_code)

    def _lost(self, cause: Cause, exit_code: int | None = None) -> Lost:
        lost = Lost(cause, self._board.pages, exit_code)
        self.replace()
        return lost

    def _scheduled(self, path: Path, filename: str) -> Future[Answer]:
        if self._pool is not None and not self._pool.active:
            self.replace()
        with self._changing, _interrupts_for_us_alone(), _children_allowed():
            if self._stopped:
                raise RuntimeError("this place is no longer used")
            if self._pool is None:
                self._board, self._process = Board(_SPAWN), None
                self._pool = ProcessPool(
                    max_workers=1,
                    initializer=prepare,
                    initargs=(self._pipeline, self._settings.output_mb * _BYTES_PER_MB, self._board),
                    context=_SPAWN,
                )
            self._board.wipe()
            future: Future[Answer] = self._pool.schedule(read_one, args=(path, filename))
        return future

    def _cause_to_end(self, starting: float, reading: float) -> Cause | None:
        """Why the process has to be ended now, if it has, after so many seconds before and with the document."""
        if self._stopped:
            return "stop"
        if self._resident_bytes() > self._settings.memory_mb * _BYTES_PER_MB:
            return "memory" if self._board.began else "start"
        if reading > self._settings.seconds_for(self._board.pages):
            return "time"
        return "start" if starting > self._settings.starting_seconds else None

    def _resident_bytes(self) -> int:
        """How much memory the process has; 0 before it has started, and once it has ended."""
        self._look()
        try:
            resident: int = self._process.memory_info().rss if self._process is not None else 0
        except psutil.Error:
            return 0
        self.peak_bytes = max(self.peak_bytes, resident)
        return resident

    def _look(self) -> None:
        """See which process it is."""
        pid = self._board.pid
        if pid and (self._process is None or self._process.pid != pid):
            with contextlib.suppress(psutil.Error):
                self._process = psutil.Process(pid)

    def _end(self) -> None:
        with self._changing:
            pool, self._pool = self._pool, None
            if pool is None:
                return
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without annotations
            self._look()  # if nobody has yet
            _kill_group(self._process)
            # In a thread, since a pool whose process was killed in the middle of a message may never finish joining.
            stopping = threading.Thread(target=pool.join, name="stopping a child", daemon=True)
            with contextlib.suppress(RuntimeError):  # too many threads on this machine: nobody waits for it then
                stopping.start()
                self._stopping = [thread for thread in self._stopping if thread.is_alive()] + [stopping]


def _kill_group(process: psutil.Process | None) -> None:
    """Kill a process that leads a group, with what it started (a program that recognises characters)."""
    if process is not None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError, psutil.Error):
            # Not of another process that has its number by now; a group of which the first has ended keeps it.
            if process.is_running() or not psutil.pid_exists(process.pid):
                os.killpg(process.pid, signal.SIGKILL)


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
    with _one_at_a_time:  # it is of the whole process, and a worker has several threads
        daemon = config.get("daemon", False)
        config["daemon"] = False
        try:
            yield
        finally:
            config["daemon"] = daemon
