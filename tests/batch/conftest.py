from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.batch.readers import PIPELINE

from crossreview.batch import BatchSettings, Event, Job, Pipeline, RunReport, run_batch
from crossreview.library import Library

SETTINGS = BatchSettings(workers=2, timeout_seconds=60, memory_mb=1000)


@dataclass
class Desk:
    """A folder for PDFs, a library, and a way to run one into the other."""

    pdfs: Path
    library_path: Path
    events: list[Event] = field(default_factory=list)

    @property
    def library(self) -> Library:
        return Library.open(self.library_path)

    def file(self, name: str, content: str = "good 2") -> Path:
        path = self.pdfs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"%PDF {content}")
        return path

    def run(
        self,
        *paths: Path,
        settings: BatchSettings = SETTINGS,
        pipeline: Pipeline = PIPELINE,
        tell: Callable[[Event], None] | None = None,
    ) -> RunReport:
        self.events.clear()
        job = Job(paths or (self.pdfs,), self.library_path, settings)
        return run_batch(job, pipeline, tell or self.events.append)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    pdfs = tmp_path / "pdfs"
    pdfs.mkdir()
    return Desk(pdfs, tmp_path / "library")


@pytest.fixture
def no_process_is_left() -> Iterator[None]:
    before = set(multiprocessing.active_children())  # tests of other files may keep theirs
    yield
    assert set(multiprocessing.active_children()) <= before
