"""A cluster on this machine: scheduler and workers are processes of their own, some of which are killed."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from tests.batch import readers
from tests.batch.cluster import TestCluster, Wire, can_hide, free_port, running, until
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE

from crossreview.batch import BatchSettings, Certificates, Cluster, Event, Read, load_failures, standard_pipeline
from crossreview.errors import ClusterUnreachable, MissingExtra, VersionMismatch
from crossreview.resources import resource_folder

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them"),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning"),
]
pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[TestCluster]:
    """Two workers with a thread each, and with nannies that start them anew."""
    with running(tmp_path, 2) as started:
        yield started


def on(cluster: TestCluster, patience: float = 20) -> BatchSettings:
    return replace(SETTINGS, cluster=Cluster(cluster.address, patience=patience))


def records_of(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.library_path.glob("records/*/*.json")}


def processes_of(worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """What stands below a nanny: the worker and its children."""
    return psutil.Process(worker.pid).children(recursive=True)


def test_records_are_those_of_a_local_run_byte_for_byte(desk: Desk, cluster: TestCluster, tmp_path: Path) -> None:
    samples = sorted(resource_folder("samples").glob("*.pdf"), key=lambda path: path.stat().st_size)[:3]
    pipeline = standard_pipeline()

    there = desk.run(*samples, settings=on(cluster), pipeline=pipeline)

    here = Desk(desk.pdfs, tmp_path / "other")
    assert here.run(*samples, pipeline=pipeline).read == there.read == 3
    assert records_of(desk) == records_of(here)
    assert there.workers == 2


def test_what_fails_is_named_as_in_a_local_run(desk: Desk, cluster: TestCluster, tmp_path: Path) -> None:
    for number in range(1, 6):
        desk.file(f"{number}.pdf", f"good {number}")
    for words in ("bug", "encrypted", "die", "bomb", "hang"):
        desk.file(f"{words}.pdf", words)
    limits = replace(SETTINGS, timeout_seconds=2, memory_mb=300)

    there = desk.run(settings=replace(limits, cluster=on(cluster).cluster))

    here = Desk(desk.pdfs, tmp_path / "other").run(settings=limits)
    assert there.read == here.read == 5
    told = [{(each.file, each.kind, each.error, each.remedy) for each in report.failures} for report in (there, here)]
    assert told[0] == told[1]
    assert len(told[0]) == 5


def test_nothing_is_left_running_on_the_workers(desk: Desk, cluster: TestCluster) -> None:
    desk.file("a.pdf")

    desk.run(settings=on(cluster))

    # Each nanny has its worker, and the process in which Python keeps track of what is shared.
    until(lambda: all(len(processes_of(worker)) <= 2 for worker in cluster.workers))


def test_a_worker_that_sees_no_file_gets_its_bytes(desk: Desk, tmp_path: Path) -> None:
    if not can_hide(desk.pdfs):
        pytest.skip("only an administrator of Linux can hide a folder from a process")
    names = {desk.file(f"{number}.pdf", f"good {number}").name for number in range(1, 6)}
    desk.file("bug.pdf", "bug")

    with running(tmp_path, 0) as cluster:
        cluster.start_worker(hidden=desk.pdfs)
        report = desk.run(settings=on(cluster))

    assert report.read == 5
    assert {record.document.filename for record in desk.library.records()} == names
    (failure,) = report.failures
    assert failure.file == str(desk.pdfs / "bug.pdf")


def test_a_document_that_kills_workers_is_named_and_the_others_are_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 9):
        desk.file(f"{number}.pdf", f"good {number}")
    desk.file("4 killer.pdf", "killer")
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")  # four workers take long to start

    with running(tmp_path, 2) as cluster:
        report = desk.run(settings=on(cluster))

    assert report.read == 8
    (failure,) = load_failures(desk.library.failures_path)
    assert (Path(failure.file).name, failure.kind) == ("4 killer.pdf", "WorkerDied")
    assert "Several workers" in failure.error


def test_workers_may_be_killed_while_they_read(desk: Desk, cluster: TestCluster) -> None:
    for number in range(1, 13):
        desk.file(f"{number}.pdf", f"slow {number}")
    killed: list[int] = []

    def kill_one(event: Event) -> None:
        if isinstance(event, Read) and len(killed) < 2:
            (worker, *_) = processes_of(cluster.workers[len(killed)])
            killed.append(worker.pid)
            worker.kill()

    report = desk.run(settings=on(cluster), tell=kill_one)

    assert len(killed) == 2
    assert (report.read, report.failed) == (12, 0)


def test_a_connection_that_is_cut_is_made_again(desk: Desk, cluster: TestCluster) -> None:
    for number in range(1, 9):
        desk.file(f"{number}.pdf", f"slow {number}")
    wire = Wire(cluster.port)
    wire.join()
    cut: list[threading.Thread] = []

    def cut_it(event: Event) -> None:
        if isinstance(event, Read) and not cut:
            wire.cut()
            cut.append(threading.Timer(1, wire.join))
            cut[0].start()

    settings = replace(SETTINGS, cluster=Cluster(f"tcp://127.0.0.1:{wire.port}", patience=20))
    try:
        report = desk.run(settings=settings, tell=cut_it)
    finally:
        cut[0].join()
        wire.cut()

    assert (report.read, report.failed) == (8, 0)


def test_a_scheduler_that_goes_away_ends_the_run_and_the_next_goes_on(desk: Desk, cluster: TestCluster) -> None:
    for number in range(1, 9):
        desk.file(f"{number}.pdf", f"slow {number}")

    def kill_it(event: Event) -> None:
        if isinstance(event, Read) and cluster.scheduler is not None:
            cluster.scheduler.kill()

    with pytest.raises(ClusterUnreachable, match="went away"):
        desk.run(settings=on(cluster, patience=2), tell=kill_it)

    kept = len(records_of(desk))
    assert 1 <= kept < 8
    report = desk.run()
    assert (report.read, report.unchanged) == (8 - kept, kept)


def test_a_scheduler_that_is_started_again_is_found_again(desk: Desk, cluster: TestCluster) -> None:
    for number in range(1, 9):
        desk.file(f"{number}.pdf", f"slow {number}")
    killed: list[Event] = []

    def start_again(event: Event) -> None:
        if isinstance(event, Read) and not killed and cluster.scheduler is not None:
            killed.append(event)
            cluster.scheduler.kill()
            cluster.scheduler.wait()
            cluster.start_scheduler()
            cluster.start_worker()

    report = desk.run(settings=on(cluster), tell=start_again)

    assert (report.read, report.failed) == (8, 0)


def test_few_documents_are_under_way_whatever_their_number(desk: Desk, cluster: TestCluster) -> None:
    for number in range(1, 41):
        desk.file(f"{number:02}.pdf", f"good {number}")
    begun = desk.pdfs.parent / "begun"
    begun.mkdir()
    ahead: list[int] = []

    def count(event: Event) -> None:
        if isinstance(event, Read):
            ahead.append(len(list(begun.iterdir())) - len(ahead))

    report = desk.run(settings=on(cluster), pipeline=replace(PIPELINE, read=readers.read_and_tell), tell=count)

    assert report.read == 40
    assert max(ahead) <= 2 * 2 + 1


def test_no_scheduler_is_a_clear_error(desk: Desk) -> None:
    desk.file("a.pdf")
    settings = replace(SETTINGS, cluster=Cluster(f"tcp://127.0.0.1:{free_port()}", patience=1))

    with pytest.raises(ClusterUnreachable, match="No scheduler answers at tcp:"):
        desk.run(settings=settings)


def test_an_address_that_is_none_is_a_clear_error(desk: Desk) -> None:
    desk.file("a.pdf")

    with pytest.raises(ClusterUnreachable, match="No scheduler answers at nonsense://"):
        desk.run(settings=replace(SETTINGS, cluster=Cluster("nonsense://here", patience=1)))


def test_a_scheduler_without_workers_is_a_clear_error(desk: Desk, tmp_path: Path) -> None:
    desk.file("a.pdf")

    with running(tmp_path, 0) as cluster, pytest.raises(ClusterUnreachable, match="has had no workers for 1 sec"):
        desk.run(settings=on(cluster, patience=1))


def test_workers_with_other_versions_read_nothing(desk: Desk, cluster: TestCluster) -> None:
    desk.file("a.pdf")
    newer = replace(PIPELINE, parts={"crossreview": "99.0"})

    with pytest.raises(VersionMismatch, match=r" workers .* has crossreview .* instead of 99\.0"):
        desk.run(settings=on(cluster), pipeline=newer)

    assert records_of(desk) == {}


def test_a_worker_without_crossreview_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.file("a.pdf")
    empty = tmp_path / "empty"
    (empty / "crossreview").mkdir(parents=True)
    (empty / "crossreview" / "__init__.py").write_text("raise ImportError('not here')")

    with running(tmp_path, 0) as cluster:
        cluster.start_worker(python_path=str(empty))
        with pytest.raises(VersionMismatch, match="1 of 1 workers cannot read as this machine would"):
            desk.run(settings=on(cluster))


def test_without_the_extra_it_is_said_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("a.pdf")
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(MissingExtra, match=r"crossreview\[cluster\]"):
        desk.run(settings=replace(SETTINGS, cluster=Cluster("tcp://127.0.0.1:1")))


def test_what_is_said_may_be_sealed(desk: Desk, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=fictional", "-days", "2"]
    try:
        subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl makes the certificates")
    desk.file("a.pdf")
    options = ("--tls-ca-file", str(certificate), "--tls-cert", str(certificate), "--tls-key", str(key))

    with running(tmp_path, 1, *options, protocol="tls") as cluster:
        sealed = Cluster(cluster.address, Certificates(certificate, certificate, key), patience=20)
        report = desk.run(settings=replace(SETTINGS, cluster=sealed))
        with pytest.raises(ClusterUnreachable, match="asks for certificates"):
            desk.run(settings=replace(SETTINGS, refresh=True, cluster=Cluster(cluster.address, patience=1)))

    assert report.read == 1


def test_a_certificate_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.file("a.pdf")
    lost = Certificates(tmp_path / "ca.pem", tmp_path / "cert.pem", tmp_path / "key.pem")

    with pytest.raises(ClusterUnreachable, match=r"ca\.pem: There is no such certificate"):
        desk.run(settings=replace(SETTINGS, cluster=Cluster("tls://127.0.0.1:1", lost)))


def test_a_run_that_is_interrupted_leaves_the_cluster_free(desk: Desk, cluster: TestCluster) -> None:
    desk.file("1.pdf", "good 1")
    desk.file("2.pdf", "hang")

    def interrupt(event: Event) -> None:
        if isinstance(event, Read):
            raise KeyboardInterrupt

    report = desk.run(settings=on(cluster), tell=interrupt)

    assert (report.ending, report.read) == ("interrupted", 1)
    until(lambda: all(len(processes_of(worker)) <= 2 for worker in cluster.workers))
