"""What a worker of a cluster does for the runs that use it, without a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import pytest
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE

from crossreview.batch import on_worker
from crossreview.batch.on_worker import read_on_worker, stop_children
from crossreview.batch.reading import Children, Task, Unseen, read_under_limits
from crossreview.batch.worker import Product, Unprepared, Unread
from crossreview.errors import StorageFull
from crossreview.library import hash_of

RUN = "a run"


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    yield
    for run in tuple(on_worker._kept):
        stop_children(run)
    on_worker._ended.clear()


def task_of(path: Path) -> Task:
    return Task(path, hash_of(path), path.name)


def read(task: Task, run: str = RUN) -> object:
    return read_on_worker(task, PIPELINE, SETTINGS, run)


def test_each_run_has_children_of_its_own(desk: Desk) -> None:
    task = task_of(desk.file("a.pdf"))
    assert isinstance(read(task), Product)
    assert isinstance(read(task, "another"), Product)

    stop_children(RUN)

    assert on_worker._kept.keys() == {"another"}
    assert isinstance(read(task, "another"), Product)


def test_what_comes_for_a_run_that_has_ended_is_not_read(desk: Desk) -> None:
    task = task_of(desk.file("a.pdf"))
    read(task)
    stop_children(RUN)

    with pytest.raises(CancelledError):
        read(task)
    assert not on_worker._kept


def test_children_of_a_run_that_nobody_ended_go_after_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(desk.file("a.pdf"))
    read(task)
    monkeypatch.setattr(on_worker, "_LONGEST_IDLE", -1.0)

    read(task, "another")

    assert on_worker._kept.keys() == {"another"}


def test_another_file_at_the_path_is_not_the_one_that_was_meant(desk: Desk) -> None:
    meant = task_of(desk.file("a.pdf"))
    desk.file("a.pdf", "encrypted")

    assert read(meant) == Unseen()
    assert isinstance(read(replace(meant, data=b"%PDF encrypted")), Unread)


def test_a_file_that_may_not_be_read_there_is_not_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(desk.file("a.pdf"))
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever tests may be allowed everything

    assert read(task) == Unseen()


def test_a_full_disk_on_a_worker_is_not_the_fault_of_documents(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_bytes(*_: object) -> None:
        raise OSError(28, "No space left on device")

    task = replace(task_of(desk.file("a.pdf")), data=b"%PDF good 2")
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    children = Children(PIPELINE, SETTINGS)

    answer = read_under_limits(task, children)

    assert isinstance(answer, Unprepared)
    assert isinstance(answer.error, StorageFull)
    assert answer.error.problem.startswith("On ")
