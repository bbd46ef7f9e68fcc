"""Watching how much memory the workers hold.

A limit on the address space (RLIMIT_AS) would be simpler, but numerical libraries reserve far more than they use; what
counts is the memory that is resident, and only the operating system knows it.
"""

from __future__ import annotations

import multiprocessing
import threading
from types import TracebackType

import psutil
from pebble.pool.process import WORKERS_NAME

# A document that runs away fills about a gigabyte a second: looks twenty times a second overshoot by 50 MB.
_SECONDS_BETWEEN_LOOKS = 0.05


class MemoryWatch:
    """A thread that kills workers over the limit and remembers whom it killed."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory watch", daemon=True)
        self.killed: set[int] = set()
        self.peak_bytes = 0

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_SECONDS_BETWEEN_LOOKS):
            for child in multiprocessing.active_children():
                if child.name == WORKERS_NAME and child.pid is not None:
                    self._look_at(child.pid)

    def _look_at(self, pid: int) -> None:
        try:
            process = psutil.Process(pid)
            resident = process.memory_info().rss
            self.peak_bytes = max(self.peak_bytes, resident)
            if resident > self._limit:
                self.killed.add(pid)  # before the kill, since the pool may notice it at once
                process.kill()
        except psutil.Error:
            return  # it ended by itself between two looks
