"""Reading on the machines of a cluster, by dask.distributed: an engine that is already there for many.

A document goes to a worker by its path, and with its bytes where the worker does not see the file, or sees another one
there. What was with a worker that is gone is given to another by the scheduler. It blames all that a worker had for its
end, that which only waited too: what it sets aside is read again alone, and named if that ends workers as well.
"""

from __future__ import annotations

import contextlib
import socket
import time
import uuid
import warnings
from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from crossreview.batch.engines import Done, settled
from crossreview.batch.on_worker import read_on_worker, stop_children
from crossreview.batch.reading import Result, Task, Unseen
from crossreview.batch.settings import BatchSettings, Certificates, Cluster, Pipeline, other_versions
from crossreview.batch.worker import Product
from crossreview.errors import (
    ClusterUnreachable,
    CrossreviewError,
    MissingExtra,
    UnreadableDocument,
    VersionMismatch,
    WorkerDied,
)
from crossreview.library.storage import chunks_of

# Each worker has a document that it reads and one that is next: then none waits for the network, and few are on the
# way. Whatever the number of documents, those of so many threads are in memory.
_PER_THREAD = 2
_SECONDS_BETWEEN_COUNTS = 2.0  # of workers, which come and go
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_ANSWER = 10.0  # for a scheduler at the start of a run
_MOST_LOSSES = 3  # of the connection, while one document was under way


class ClusterEngine:
    """The workers of a cluster."""

    def __init__(self, pipeline: Pipeline, settings: BatchSettings, cluster: Cluster) -> None:
        self._pipeline = pipeline
        self._settings = replace(settings, cluster=None)  # how the cluster is reached is no business of its workers
        self._cluster = cluster
        self._run = uuid.uuid4().hex  # runs of other programs have children of their own
        self._losses: dict[Path, int] = {}
        self._threads, self._counted = 0, 0.0
        self._by_bytes = False  # once a worker did not see a file

    def __enter__(self) -> ClusterEngine:
        self._client = _connected(self._cluster)
        try:
            self._wait_for_workers()
            _check_versions(self._client, self._pipeline)
        except BaseException:
            self._client.close(timeout=_SECONDS_BETWEEN_LOOKS)
            raise
        self._executor = self._client.get_executor(pure=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(Exception):  # what is lost already cannot be tidied
            self._executor.shutdown(wait=False)
            if self._client.status == "running":
                self._client.run(stop_children, self._run, on_error="ignore")
        with contextlib.suppress(Exception):
            self._client.close(timeout=_SECONDS_BETWEEN_LOOKS)

    @property
    def workers(self) -> int:
        """How many documents the workers read at once."""
        return self._threads

    def places(self) -> int:
        """Two documents for each thread that the workers have now."""
        if time.monotonic() - self._counted > _SECONDS_BETWEEN_COUNTS:
            self._threads = self._count_threads()
            self._counted = time.monotonic()
        return max(1, _PER_THREAD * self._threads)

    def submit(self, task: Task) -> Future[Result]:
        """Have a document read by some worker."""
        if self._by_bytes and task.data is None:
            with contextlib.suppress(UnreadableDocument):  # the file is gone, which the answer will say
                task = _with_bytes(task)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # a PDF is no graph
            future: Future[Result] = self._executor.submit(
                read_on_worker, task, self._pipeline, self._settings, self._run
            )
        return future

    def wait(self, running: Collection[Future[Result]]) -> Collection[Future[Result]]:
        """Wait until one has ended. Raises ClusterUnreachable when nobody is there to read for too long."""
        alone_since: float | None = None
        while True:
            done = wait(running, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED).done
            if done:
                return done
            if self._client.status == "closed":
                raise _gone(self._cluster)
            if self._client.status == "running" and self._count_threads():
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > self._cluster.patience:
                raise _without_workers(self._cluster)

    def settle(self, task: Task, future: Future[Result]) -> Done | Task:
        """What became of a document; the task again where it was lost on the way, or its file not seen."""
        if future.cancelled():
            return self._lost(task)
        error = future.exception()
        if error is None:
            return self._answered(task, future.result())
        if isinstance(error, CancelledError):  # its worker is being ended
            return self._lost(task)
        if _kills_workers(error):
            return _suspected(task)
        raise CrossreviewError(
            f"The cluster cannot read documents: {type(error).__name__}: {error}.",
            remedy="Look at the logs of its workers. Finished documents are kept.",
        ) from error

    def _answered(self, task: Task, result: Result) -> Done | Task:
        self._losses.pop(task.path, None)
        unseen = isinstance(result, Unseen) or (isinstance(result, Product) and result.sha256 != task.sha256)
        if not unseen or task.data is not None:
            return settled(replace(task, data=None), result)
        self._by_bytes = True
        try:
            return _with_bytes(task)
        except UnreadableDocument as error:
            return Done(task, error)

    def _lost(self, task: Task) -> Task:
        """The connection or a worker was lost: wait until it is there again, and read the document again.

        Raises ClusterUnreachable when that happens again and again; no document is to blame for it.
        """
        self._losses[task.path] = self._losses.get(task.path, 0) + 1
        if self._losses[task.path] > _MOST_LOSSES:
            raise _unsteady(self._cluster)
        deadline = time.monotonic() + self._cluster.patience
        while self._client.status != "running":
            if self._client.status == "closed" or time.monotonic() > deadline:
                raise _gone(self._cluster)
            time.sleep(_SECONDS_BETWEEN_LOOKS / 10)
        return task

    def _wait_for_workers(self) -> None:
        deadline = time.monotonic() + self._cluster.patience
        while not self._count_threads():
            if time.monotonic() > deadline:
                raise _without_workers(self._cluster)
            time.sleep(_SECONDS_BETWEEN_LOOKS / 10)

    def _count_threads(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except Exception:  # the connection is being made anew
            return 0


def _connected(cluster: Cluster) -> Any:
    try:
        import distributed  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MissingExtra(
            "Reading on a cluster needs dask.distributed, which is not installed.",
            remedy="Install it: pip install 'crossreview[cluster]'.",
        ) from None
    try:
        security = _security(cluster.scheduler, cluster.certificates)
        _knock(cluster)
        return distributed.Client(  # type: ignore[no-untyped-call]
            cluster.scheduler,
            timeout=cluster.patience,
            security=security,
            set_as_default=False,
        )
    except (OSError, TimeoutError, ValueError, ImportError) as error:
        raise ClusterUnreachable(
            f"No scheduler answers at {cluster.scheduler} ({_first_line(error)}).",
            remedy="Check the address, that `dask scheduler` runs there, and that no firewall stands between.",
        ) from error


def _knock(cluster: Cluster) -> None:
    """See whether anybody listens there: a client that finds nobody is long in saying so, and in ending.

    Raises OSError, or ValueError for an address that is none.
    """
    from distributed.comm.addressing import parse_address, parse_host_port  # noqa: PLC0415  (an extra)

    host, port = parse_host_port(parse_address(cluster.scheduler)[1])
    deadline = time.monotonic() + min(cluster.patience, _SECONDS_TO_ANSWER)
    while True:
        try:
            with socket.create_connection((host, port), timeout=_SECONDS_TO_ANSWER):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_SECONDS_BETWEEN_LOOKS / 10)


def _security(scheduler: str, certificates: Certificates | None) -> Any:
    from distributed.security import Security  # noqa: PLC0415  (an extra)

    if certificates is None:
        if scheduler.startswith("tls:"):
            raise ClusterUnreachable(f"{scheduler} asks for certificates.", remedy="Name their files with --tls.")
        return None
    for path in (certificates.authority, certificates.certificate, certificates.key):
        if not path.is_file():
            raise ClusterUnreachable("There is no such certificate or key.", remedy="Check the path.", path=path)
    return Security(  # type: ignore[no-untyped-call]
        tls_ca_file=str(certificates.authority),
        tls_client_cert=str(certificates.certificate),
        tls_client_key=str(certificates.key),
        require_encryption=True,
    )


def _check_versions(client: Any, pipeline: Pipeline) -> None:
    """Raises VersionMismatch where workers have other versions of what reads documents, or no Crossreview."""
    answers = client.run(other_versions, pipeline.parts, pipeline.models, on_error="return")
    wrong = [f"{worker} {_told(answer)}" for worker, answer in sorted(answers.items()) if answer != ()]
    if wrong:
        raise VersionMismatch(
            f"{len(wrong)} of {len(answers)} workers cannot read as this machine would: {'; '.join(wrong[:3])}.",
            remedy="Install the same Crossreview, from the same lock, on all machines.",
        )


def _told(answer: Any) -> str:
    """What a worker has that is other; or what stands in the way of telling, such as a package that it lacks."""
    return f"has {', '.join(answer)}" if isinstance(answer, tuple) else f"cannot answer ({_first_line(answer)})"


def _with_bytes(task: Task) -> Task:
    """A task with the bytes of its file. Raises UnreadableDocument."""
    return replace(task, data=b"".join(chunks_of(task.path)))


def _kills_workers(error: BaseException) -> bool:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415  (an extra)

    return isinstance(error, KilledWorker)


def _suspected(task: Task) -> Done | Task:
    """What is with a document that several workers did not survive; only one that was read alone is to blame."""
    if not task.alone:
        return replace(task, data=None, alone=True)
    error = WorkerDied(
        "Several workers of the cluster ended while they read this document and nothing else, so it was set aside.",
        remedy="Run it without --scheduler. If it ends that too, please report it.",
        path=task.path,
    )
    return Done(task, error)


def _gone(cluster: Cluster) -> ClusterUnreachable:
    return ClusterUnreachable(
        f"The scheduler at {cluster.scheduler} went away, and did not come back for {cluster.patience:g} seconds.",
        remedy="Start it again, then run the same command: finished documents are kept.",
    )


def _unsteady(cluster: Cluster) -> ClusterUnreachable:
    return ClusterUnreachable(
        f"The connection to the scheduler at {cluster.scheduler} or to its workers is lost again and again.",
        remedy="Look at the network and at the logs of the workers, then run the same command: what is read is kept.",
    )


def _without_workers(cluster: Cluster) -> ClusterUnreachable:
    return ClusterUnreachable(
        f"The scheduler at {cluster.scheduler} has had no workers for {cluster.patience:g} seconds.",
        remedy=f"Start some: dask worker {cluster.scheduler}. Finished documents are kept.",
    )


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__
