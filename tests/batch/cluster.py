"""A scheduler and workers of dask.distributed, as processes of their own on this machine."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
# Only there so that a test that has gone wrong ends at all.
PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)


@dataclass
class TestCluster:
    """The processes of a cluster, with what they say in files in a folder."""

    __test__ = False

    folder: Path
    protocol: str = "tcp"
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.protocol}://127.0.0.1:{self.port}"

    def start_scheduler(self) -> None:
        arguments = ("--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard", "--protocol", self.protocol)
        self.scheduler = self._start("scheduler", *arguments, *self.options)
        until(self._answers)

    def start_worker(self, *options: str, python_path: str = "", hidden: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker; it can be one that does not see what is in a folder."""
        arguments = (self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", *options, *self.options)
        self.workers.append(self._start("worker", *arguments, python_path=python_path, hidden=hidden))
        return self.workers[-1]

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                end_tree(process.pid)
                process.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def _start(
        self, kind: str, *arguments: str, python_path: str = "", hidden: Path | None = None
    ) -> subprocess.Popen[bytes]:
        before = () if hidden is None else hiding(hidden)
        path = os.pathsep.join(filter(None, [python_path, str(ROOT), str(ROOT / "pipeline")]))
        log = self.folder / f"{kind}-{len(self.workers)}.log"
        with log.open("ab") as said:
            return subprocess.Popen(
                [*before, sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": ""},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )


def hiding(folder: Path) -> tuple[str, ...]:
    """What to put before a command so that it finds a folder empty."""
    return ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', str(folder))


def can_hide(folder: Path) -> bool:
    """Whether this machine and user can do that."""
    with contextlib.suppress(FileNotFoundError):
        return subprocess.run([*hiding(folder), "true"], capture_output=True, check=False).returncode == 0
    return False


def end_tree(pid: int) -> None:
    """Kill a process and all below it, the nanny before the worker that it would start anew."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        parent.suspend()
        for process in (*parent.children(recursive=True), parent):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


class Wire:
    """Stands between a client and the scheduler, and can be cut."""

    def __init__(self, to: int) -> None:
        self.port = free_port()
        self._to = to
        self._process: subprocess.Popen[bytes] | None = None

    def join(self) -> None:
        code = f"import tests.batch.wire as wire; wire.serve({self.port}, {self._to})"
        self._process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
        until(lambda: _open(self.port))

    def cut(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def running(folder: Path, workers: int = 1, *options: str, protocol: str = "tcp") -> Iterator[TestCluster]:
    """A cluster with some workers."""
    cluster = TestCluster(folder, protocol, options)
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.stop()
