"""A batch over hostile files, run once with the limits that it must keep, and what became of each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from crossreview.batch import BatchSettings, Failed, Failure, Job, Read, Skipped, run_batch, standard_pipeline
from crossreview.library import Library
from crossreview.records import DocumentRecord

# The limits are what is tested: nothing here looks at a clock.
LIMITS = BatchSettings(workers=2, timeout_seconds=20, memory_mb=1024)


@dataclass(frozen=True)
class Aftermath:
    """What a batch left behind: how each file ended, by its name, and the processes that are still there."""

    endings: dict[str, DocumentRecord | Failure]
    same_as_another: set[str]
    processes_left: list[psutil.Process]


def read_all(paths: Iterable[Path], library: Path) -> Aftermath:
    """Read files in a batch under the limits."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    endings: dict[str, DocumentRecord | Failure] = {}
    same: set[str] = set()

    def note(event: object) -> None:
        if isinstance(event, Failed) and event.path is not None:
            endings[event.path.stem] = event.failure
        elif isinstance(event, Skipped) and event.copy_of is not None:  # it was read, and has the words of another
            endings[event.path.stem] = Library.open(library).record(event.copy_of)
        elif isinstance(event, Skipped):
            same.add(event.path.stem)
        elif isinstance(event, Read):
            endings[event.path.stem] = Library.open(library).record(event.product.document_id)

    run_batch(Job(tuple(paths), library, LIMITS), standard_pipeline(), note)
    after = [process for process in psutil.Process().children(recursive=True) if process.pid not in before]
    return Aftermath(
        endings, same, [process for process in after if "resource_tracker" not in " ".join(process.cmdline())]
    )
