"""A scheduler and workers of dask.distributed on this machine, for measuring."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crossreview.batch import Cluster

_REPOSITORY = Path(__file__).resolve().parents[1]
_PORT = 8797


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """A cluster with so many workers of one thread each."""
    address = f"tcp://127.0.0.1:{_PORT}"
    scheduler = _start("scheduler", "--host", "127.0.0.1", "--port", str(_PORT))
    time.sleep(2)  # until it listens
    nannies = _start("worker", address, "--nworkers", str(workers), "--nthreads", "1")
    try:
        yield Cluster(address)
    finally:
        for process in (nannies, scheduler):
            process.terminate()
            process.wait()


def _start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_REPOSITORY), str(_REPOSITORY / "pipeline")])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
