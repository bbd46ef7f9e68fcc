"""Settings of a batch, and the pipeline it runs."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from crossreview.errors import RecordDamaged, RecordVersionMismatch, UnknownTerm
from crossreview.library import Library
from crossreview.networks import models_used
from crossreview.parts import PIPELINE_VERSION, parts
from crossreview.records import DocumentRecord


def available_processors() -> int:
    """How many processors this process may use, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


SECONDS_PER_PAGE = 0.1  # three times what the slowest documents of the corpus take for a page
OCR_SECONDS_PER_PAGE = 20.0  # a page takes two; six if it has to be turned; more where all processors are busy


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, such as `tcp://10.0.0.5:8786`, and how to reach it.

    `certificates` are for addresses that begin with `tls://`. A scheduler that goes away, and one without workers, is
    waited for so many seconds of `patience`.
    """

    scheduler: str
    certificates: Certificates | None = None
    patience: float = 60.0


@dataclass(frozen=True)
class Certificates:
    """The files by which machines of a cluster know each other: PEM, the authority's, one's own, and its key."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True)
class BatchSettings:
    """How a batch is run.

    The limits are for documents that have gone wrong. A document may take `timeout_seconds`, and `seconds_per_page`
    more for each of its pages, but never more than `most_seconds`: one of 1,000 pages takes half a minute, and 280 MB
    of memory. Its record, as it is written, may have `output_mb`: one of 1,000 pages has 10 MB. With a `cluster` it is
    read by the workers of that, and not by `workers` of this machine.
    """

    workers: int = field(default_factory=available_processors)
    timeout_seconds: float = 20.0
    seconds_per_page: float = SECONDS_PER_PAGE
    most_seconds: float = math.inf
    memory_mb: int = 900  # and less than a gigabyte until a process that fills it is stopped
    output_mb: int = 100
    starting_seconds: float = 60.0  # for a process to load what it reads with; on a cold disk it takes ten
    refresh: bool = False
    # A process is replaced after this many documents, or when most of the memory that it may have stays full, so
    # that what libraries in C do not give back cannot pile up. Starting one takes 2.5 s: 1 ms a document.
    documents_per_process: int = 2500
    cluster: Cluster | None = None

    def __post_init__(self) -> None:
        limits = (self.timeout_seconds, self.memory_mb, self.output_mb, self.documents_per_process)
        if min(self.workers, *limits) <= 0:
            raise ValueError("workers, timeout, memory, output and documents per process must be greater than nothing")

    def seconds_for(self, pages: int) -> float:
        """How long a document of so many pages may take."""
        return min(self.timeout_seconds + self.seconds_per_page * pages, self.most_seconds)


@dataclass(frozen=True)
class Pipeline:
    """What a batch does with a document. The functions go to other processes, so they must be importable by name.

    `count` tells how many pages it has, so how long it may take; `load` makes, once a process, what `read` needs;
    `index` brings the library's index up to date after changes to the
    documents named. With `ocr`, `read` reads scanned pages too, so that documents with unread ones are read again.
    `models` are the names of the trained models, and the hashes of their manifests: what others made is read again.
    `parts` are the packages by which documents are read, with their versions: a machine with others refuses to.
    """

    version: str
    count: Callable[[Path], int]
    load: Callable[[], Any]
    read: Callable[[Path, Any], DocumentRecord]
    index: Callable[[Library, tuple[str, ...]], None]
    ocr: bool = False
    models: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


def standard_pipeline(*, ocr: bool = False, model: Path | None = None) -> Pipeline:
    """The pipeline that reads published reviews, scanned pages too with `ocr`.

    `model` is the folder of a model of themes to use instead of the one that comes with the package. Raises
    ModelMismatch. Nothing is loaded by that which only reading needs: whoever hands documents out reads none.
    """
    models = models_used(model)
    return Pipeline(
        version=PIPELINE_VERSION,
        count=_count_pages,
        load=partial(_load_reader, ocr, model),
        read=_read_document,
        index=update_search_index,
        ocr=ocr,
        models=models,
        parts=versions_here(models),
    )


def versions_here(models: Mapping[str, str]) -> dict[str, str]:
    """The versions on this machine of Crossreview, and of the packages by which it reads with these models."""
    return {"crossreview": PIPELINE_VERSION, **parts(sentences=len(models) > 1)}


def other_versions(wanted: Mapping[str, str], models: Mapping[str, str]) -> tuple[str, ...]:
    """What this machine has other versions of than are wanted, in words."""
    here = versions_here(models) if wanted else {}
    return tuple(
        f"{part} {here.get(part)} instead of {version}" for part, version in wanted.items() if here.get(part) != version
    )


def _count_pages(path: Path) -> int:
    from crossreview.parse import count_pages  # noqa: PLC0415  (loads PDFium)

    return count_pages(path)


def _load_reader(ocr: bool, model: Path | None) -> Any:
    from crossreview.document import load_reader  # noqa: PLC0415  (loads spaCy)

    return load_reader(ocr=ocr, model=model)


def _read_document(path: Path, reader: Any) -> DocumentRecord:
    from crossreview.document import read_document  # noqa: PLC0415

    return read_document(path, reader)


def update_search_index(library: Library, changed: tuple[str, ...]) -> None:
    """Make the search index say what the library says of the documents `changed`."""
    from crossreview.search import rebuild_index, update_index  # noqa: PLC0415  (tantivy, not needed to read)

    if not library.index_path.exists():
        rebuild_index(library)
        return
    readable = {each for each in library.current_ids().intersection(changed) if _is_readable(library, each)}
    update_index(library, readable, set(changed) - readable)


def _is_readable(library: Library, document_id: str) -> bool:
    # Erased, or damaged, which is told of where the products are written.
    try:
        library.record(document_id)
    except (UnknownTerm, RecordDamaged, RecordVersionMismatch):
        return False
    return True
