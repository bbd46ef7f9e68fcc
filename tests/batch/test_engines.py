"""What is under way at once, and what comes last, whoever reads."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crossreview.batch import BatchSettings, engines
from crossreview.batch.engines import Done, LocalEngine, read_each
from crossreview.batch.reading import Result, Task
from crossreview.errors import CrossreviewError, UnreadableDocument

READ = UnreadableDocument("Read.", remedy="None.")


@dataclass
class Fake:
    """An engine that says of each document, by its name, how often it is given back to be read alone."""

    under_way: int = 0
    alone: list[str] = field(default_factory=list)
    given_back: dict[str, int] = field(default_factory=lambda: {"b": 1, "c": 3, "e": 1})

    def __enter__(self) -> Fake:
        return self

    def __exit__(self, *_: object) -> None: ...

    @property
    def workers(self) -> int:
        return 2

    def places(self) -> int:
        return 4

    def submit(self, task: Task) -> Future[Result]:
        self.under_way += 1
        if task.alone:
            assert self.under_way == 1
            self.alone.append(task.filename)
        return Future()

    def wait(self, running: Collection[Future[Result]]) -> Collection[Future[Result]]:
        return list(running)[:1]

    def settle(self, task: Task, _: Future[Result]) -> Done | Task:
        self.under_way -= 1
        left = self.given_back.get(task.filename, 0)
        self.given_back[task.filename] = left - 1
        return replace(task, alone=True) if left > 0 else Done(task, READ)


def tasks(names: str) -> list[Task]:
    return [Task(Path(name), "", name) for name in names]


def test_who_may_be_to_blame_is_read_alone_and_last_however_often_it_comes_back() -> None:
    engine = Fake()

    done = [each.task.filename for each in read_each(tasks("abcdefgh"), engine)]

    assert done == ["a", "d", "f", "g", "h", "b", "e", "c"]
    assert sorted(engine.alone) == ["b", "c", "c", "c", "e"]


def test_few_are_drawn_before_there_is_a_place_for_them() -> None:
    drawn: list[str] = []

    def draw() -> Collection[Task]:
        for task in tasks("abcdefgh"):
            drawn.append(task.filename)
            yield task

    for number, _ in enumerate(read_each(draw(), Fake(given_back={}))):
        assert len(drawn) <= number + 4


def test_a_machine_without_threads_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(*_: object) -> Future[Result]:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(engines.ThreadPoolExecutor, "submit", submit)
    engine = LocalEngine(None, BatchSettings())  # type: ignore[arg-type]

    with pytest.raises(CrossreviewError, match="does not start"):
        engine.submit(tasks("a")[0])
