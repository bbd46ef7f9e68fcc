"""Stopping a run from outside, as a terminal, a service manager or a crash would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.batch.conftest import Desk

from crossreview.batch import load_failures
from crossreview.library import Library

ROOT = Path(__file__).parents[2]
# Only there so that a test that has gone wrong ends at all.
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them")


@pytest.fixture
def running(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """A run that has read two documents and is stuck in two more."""
    for name in ("1", "2"):
        desk.file(f"{name}.pdf", f"good {name}")
    desk.file("8.pdf", "hang")
    desk.file("9.pdf", "spin")
    with start(desk) as process:
        wait_until(lambda: records_in(desk) == 2, process)
        yield process
        process.kill()


def start(desk: Desk) -> subprocess.Popen[str]:
    arguments = ["run", str(desk.pdfs), "--library", str(desk.library_path), "--workers", "2"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batch.command", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "pipeline")])},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def records_in(desk: Desk) -> int:
    return len(list(desk.library_path.glob("records/*/*.json")))


def wait_until(true: object, process: subprocess.Popen[str]) -> None:
    assert callable(true)
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_keeps_what_is_finished(
    desk: Desk, running: subprocess.Popen[str], ask: signal.Signals
) -> None:
    children = psutil.Process(running.pid).children(recursive=True)
    assert children

    os.killpg(running.pid, ask)  # a terminal asks every process in front of it
    out, said = running.communicate(timeout=PATIENCE)

    assert running.returncode == 130
    assert out == ""
    assert "2 documents of this run are kept, 2 files remain" in said
    assert "Run the same command again" in said
    assert "Traceback" not in said
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []
    assert len(list(Library.open(desk.library_path).records())) == 2


def test_a_run_that_is_killed_leaves_no_process_and_can_be_run_again(
    desk: Desk, running: subprocess.Popen[str]
) -> None:
    children = psutil.Process(running.pid).children(recursive=True)

    running.kill()
    running.wait()

    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []
    for stuck in ("8", "9"):
        (desk.pdfs / f"{stuck}.pdf").unlink()
    with start(desk) as again:
        _, said = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, said
    assert "2 files: 2 there already." in said
    assert [run.outcome for run in Library.open(desk.library_path).catalogue.runs()] == ["under way", "finished"]


def test_a_second_run_is_refused_at_once(desk: Desk, running: subprocess.Popen[str]) -> None:
    with start(desk) as second:
        _, said = second.communicate(timeout=PATIENCE)

    assert second.returncode == 1
    assert said.startswith("Error:")
    assert "Another run is writing to this library" in said
    assert running.poll() is None


def test_workers_that_are_killed_cost_no_other_document(desk: Desk, running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < deadline:
        for worker in workers_of(running):
            if time.time() - worker.create_time() > 3:  # it has begun to read
                worker.kill()
        time.sleep(0.3)
    _, said = running.communicate(timeout=PATIENCE)

    assert running.returncode == 1, said
    assert "Traceback" not in said
    assert records_in(desk) == 2
    failures = load_failures(desk.library.failures_path)
    assert sorted((Path(failure.file).stem, failure.kind) for failure in failures) == [
        ("8", "WorkerDied"),
        ("9", "WorkerDied"),
    ]


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        children = psutil.Process(process.pid).children()
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]
    except psutil.NoSuchProcess:
        return []
