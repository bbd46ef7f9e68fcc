"""One measurement: one way over many files, in a process of its own, so that memory is that way's alone."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.ways import WAYS

# Linux counts resident memory in kibibytes, macOS in bytes.
_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Measurement:
    """Pages read, seconds of processor time for loading and for reading, and the most memory that was resident."""

    pages: int
    loading: float
    reading: float
    peak_mib: float

    @property
    def pages_per_second(self) -> float:
        """Speed once everything is loaded."""
        return self.pages / self.reading


def measure(way: str, paths: Sequence[Path]) -> Measurement:
    """Read all files in one way."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
        return pool.submit(_measure_here, way, tuple(paths)).result()


def _measure_here(way: str, paths: Sequence[Path]) -> Measurement:
    begin = time.process_time()
    read = WAYS[way]()
    loaded = time.process_time()
    pages = sum(read(path) for path in paths)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_PER_UNIT / _MIB
    return Measurement(pages, loaded - begin, done - loaded, peak)
