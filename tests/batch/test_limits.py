"""What a document, and a machine, may do to the process that reads; and who is to blame."""

from __future__ import annotations

import itertools
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pebble import ProcessPool
from tests.batch import readers
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE

from crossreview.batch import (
    BatchSettings,
    Failed,
    Read,
    child,
    load_failures,
    reading,
)
from crossreview.errors import CrossreviewError, MissingExtra

REFRESH = replace(SETTINGS, refresh=True)

pytestmark = pytest.mark.usefixtures("no_process_is_left")


def test_a_document_that_never_ends_is_stopped(desk: Desk) -> None:
    desk.file("hang.pdf", "hang")
    desk.file("z.pdf")

    report = desk.run(settings=replace(SETTINGS, timeout_seconds=2))

    assert report.read == 1
    (failure,) = report.failures
    assert (Path(failure.file).name, failure.kind) == ("hang.pdf", "DocumentTimedOut")


def test_a_document_of_more_pages_may_take_longer(desk: Desk) -> None:
    desk.file("hang.pdf", "hang")

    report = desk.run(settings=replace(SETTINGS, timeout_seconds=1, seconds_per_page=0.5))

    (failure,) = report.failures
    assert failure.error == "Reading this document took longer than 1.5 seconds."
    assert BatchSettings().seconds_for(1000) == 120
    assert BatchSettings(most_seconds=60).seconds_for(1000) == 60


def test_a_document_that_eats_memory_is_stopped(desk: Desk) -> None:
    desk.file("bomb.pdf", "bomb")
    desk.file("z.pdf")

    report = desk.run(settings=replace(SETTINGS, memory_mb=250))

    assert report.read == 1
    (failure,) = report.failures
    assert (Path(failure.file).name, failure.kind) == ("bomb.pdf", "DocumentTooLarge")
    assert "250 MB" in failure.error
    assert report.peak_memory_mb >= 250


def test_a_document_that_fills_a_fresh_worker_is_not_tried_again(desk: Desk) -> None:
    tries = desk.pdfs / "tries"
    desk.file("bomb.pdf", f"bomb {tries}")

    report = desk.run(settings=replace(SETTINGS, memory_mb=250))

    assert report.failed == 1
    assert tries.read_text() == "x"


def test_a_record_that_is_too_large_fails(desk: Desk) -> None:
    desk.file("a.pdf", "good 2000")
    desk.file("b.pdf", "good 2")

    report = desk.run(settings=replace(SETTINGS, output_mb=1))

    assert report.read == 1
    assert report.failures[0].kind == "DocumentTooLarge"
    assert "The record of this document has 1 MB, more than it may." in report.failures[0].error


def test_a_document_is_tried_again_when_its_process_dies(desk: Desk) -> None:
    desk.file("once.pdf", f"dies 1 {desk.pdfs / 'tries'}")

    report = desk.run()

    assert (report.read, report.failed) == (1, 0)


def test_who_may_be_to_blame_is_read_at_the_end_alone(desk: Desk) -> None:
    desk.file("1.pdf", f"dies 2 {desk.pdfs / 'tries'}")
    desk.file("2.pdf", f"dies 3 {desk.pdfs / 'more tries'}")
    desk.file("3.pdf", "die")
    desk.file("4.pdf", f"short 1 {desk.pdfs / 'memory'}")
    desk.file("5.pdf", f"short 9 {desk.pdfs / 'more memory'}")
    for number in range(6, 10):
        desk.file(f"{number}.pdf", f"good {number}")

    report = desk.run()

    told = [event.path.stem for event in desk.events if isinstance(event, Read | Failed) and event.path]
    assert (report.read, report.failed) == (7, 2)
    assert sorted(told[-5:]) == ["1", "2", "3", "4", "5"]
    errors = {Path(failure.file).stem: failure.error for failure in report.failures}
    assert "though nothing else was read meanwhile" in errors["3"]
    assert "more memory than there is" in errors["5"]


def test_a_machine_that_starts_no_process_is_to_blame_and_no_document(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def schedule(*_: object, **__: object) -> None:
        raise RuntimeError("can't start new thread")

    desk.file("a.pdf")
    monkeypatch.setattr(ProcessPool, "schedule", schedule)
    monkeypatch.setattr(reading, "_SECONDS_BETWEEN_STARTS", 0.0)

    with pytest.raises(CrossreviewError, match="does not start"):
        desk.run()

    assert load_failures(desk.library.failures_path) == ()


def test_too_little_memory_for_the_reader_is_not_the_fault_of_documents(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("a.pdf")
    monkeypatch.setattr(reading, "_SECONDS_BETWEEN_STARTS", 0.0)

    with pytest.raises(CrossreviewError, match="1 MB \\(--memory\\) are too few"):
        desk.run(settings=replace(SETTINGS, memory_mb=1), pipeline=replace(PIPELINE, load=readers.load_slowly))

    assert load_failures(desk.library.failures_path) == ()


def test_a_parent_that_stood_still_does_not_think_that_its_children_were_slow(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("a.pdf", "slow")
    ticks = itertools.count(step=100)
    monkeypatch.setattr(child, "time", SimpleNamespace(monotonic=lambda: float(next(ticks))))

    assert desk.run(settings=replace(SETTINGS, timeout_seconds=90)).read == 1


def test_threads_that_start_children_at_once_leave_a_worker_of_a_cluster_a_daemon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config: dict[str, Any] = {"daemon": True}
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(_config=config))

    def start(_: int) -> bool:
        with child._children_allowed():
            time.sleep(0.002)
            return bool(config["daemon"])

    with ThreadPoolExecutor(8) as threads:
        assert not any(threads.map(start, range(40)))
    assert config["daemon"]


def test_workers_are_replaced_after_some_documents(desk: Desk) -> None:
    for number in range(5):
        desk.file(f"{number}.pdf", f"good {number + 1}")

    report = desk.run(settings=replace(SETTINGS, workers=1, documents_per_process=2))

    assert report.read == 5


@pytest.mark.parametrize(
    ("load", "kind"), [(readers.load_nothing, MissingExtra), (readers.load_with_a_bug, CrossreviewError)]
)
def test_a_reader_that_cannot_be_loaded_stops_the_run(desk: Desk, load: object, kind: type[CrossreviewError]) -> None:
    desk.file("a.pdf")

    with pytest.raises(kind):
        desk.run(pipeline=replace(PIPELINE, load=load))

    (run,) = desk.library.catalogue.runs()
    assert run.outcome == "stopped"
    assert not desk.library.failures_path.exists()


@pytest.mark.parametrize("load", [readers.load_and_die, readers.load_for_ever])
def test_a_reader_that_never_comes_to_be_stops_the_run(desk: Desk, load: object) -> None:
    desk.file("a.pdf")

    with pytest.raises(CrossreviewError, match="does not start"):
        desk.run(pipeline=replace(PIPELINE, load=load), settings=replace(SETTINGS, starting_seconds=0.5))
