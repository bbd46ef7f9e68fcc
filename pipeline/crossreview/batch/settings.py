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
from crossreview.records import DocumentRecord


def available_processors() -> int:
    """How many processors this process may use, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


SECONDS_PER_PAGE = 0.1  # three times what the slowest documents of the corpus take for a page
OCR_SECONDS_PER_PAGE = 20.0  # a page takes two; six if it has to be turned; more where all processors are busy


@dataclass(frozen=True)
class BatchSettings:
    """How a batch is run.

    The limits are for documents that have gone wrong. A document may take `timeout_seconds`, and `seconds_per_page`
    more for each of its pages, but never more than `most_seconds`: one of 1,000 pages takes half a minute, and 280 MB
    of memory.
    """

    workers: int = field(default_factory=available_processors)
    timeout_seconds: float = 20.0
    seconds_per_page: float = SECONDS_PER_PAGE
    most_seconds: float = math.inf
    memory_mb: int = 900  # and less than a gigabyte until a worker that fills it is stopped
    refresh: bool = False
    # A worker is replaced after this many documents, so that what libraries in C do not give back cannot pile up.
    documents_per_worker: int = 100

    def __post_init__(self) -> None:
        if min(self.workers, self.timeout_seconds, self.memory_mb, self.documents_per_worker) <= 0:
            raise ValueError("workers, timeout, memory and documents per worker must be greater than nothing")

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
    """

    version: str
    count: Callable[[Path], int]
    load: Callable[[], Any]
    read: Callable[[Path, Any], DocumentRecord]
    index: Callable[[Library, tuple[str, ...]], None]
    ocr: bool = False
    models: Mapping[str, str] = field(default_factory=dict)


def standard_pipeline(*, ocr: bool = False, model: Path | None = None) -> Pipeline:
    """The pipeline that reads published reviews, scanned pages too with `ocr`.

    `model` is the folder of a model of themes to use instead of the one that comes with the package. Raises
    ModelMismatch.
    """
    from crossreview.document import PIPELINE_VERSION, load_reader, read_document  # noqa: PLC0415  (loads spaCy)
    from crossreview.parse import count_pages  # noqa: PLC0415  (loads PDFium)
    from crossreview.themes import models_used  # noqa: PLC0415

    load = partial(load_reader, ocr=ocr, model=model)
    return Pipeline(PIPELINE_VERSION, count_pages, load, read_document, update_search_index, ocr, models_used(model))


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
