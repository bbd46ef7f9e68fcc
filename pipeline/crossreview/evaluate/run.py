"""Read the documents, and measure what was read against the gold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeAlias

from crossreview.errors import CrossreviewError, GoldError
from crossreview.evaluate.contents import measure_document_themes, measure_reading_order, measure_tables
from crossreview.evaluate.details import measure_details
from crossreview.evaluate.gold import Gold, GoldFile, load_gold
from crossreview.evaluate.headings import measure_headings, measure_section_roles
from crossreview.evaluate.items import measure_answers, measure_asks, measure_kinds
from crossreview.evaluate.links import measure_links
from crossreview.evaluate.metadata import measure_coverage, measure_metadata
from crossreview.evaluate.report import Report, Row
from crossreview.evaluate.score import Measured, merged
from crossreview.evaluate.unread import nothing_read
from crossreview.records import DocumentRecord

Read: TypeAlias = Callable[[Path], DocumentRecord]

MEASURES: Final[tuple[Callable[[Gold, DocumentRecord], Measured], ...]] = (
    measure_headings,
    measure_section_roles,
    measure_asks,
    measure_answers,
    measure_kinds,
    measure_details,
    measure_links,
    measure_metadata,
    measure_coverage,
    measure_document_themes,
    measure_tables,
    measure_reading_order,
)


def evaluate(pdfs: Path, gold: Path, read: Read, split: str | None = None) -> Report:
    """Read every PDF under `pdfs` that a file in `gold` (or in one split of it) describes, and measure the records.

    Raises GoldError if a gold file is damaged, its PDF is missing, or no document is in the split. A PDF that `read`
    cannot read counts as all missed.
    """
    files = load_gold(pdfs, gold)
    chosen = [file for file in files if split in (None, file.split)]
    if not chosen:
        raise GoldError(f"No document is in the split {split!r}.", remedy="See splits.json beside the gold.", path=gold)
    return evaluate_files(chosen, read)


def evaluate_files(files: Iterable[GoldFile], read: Read) -> Report:
    """The same for gold files that are already loaded."""
    return Report(tuple(_row(file, read) for file in files))


def measure(gold: Gold, record: DocumentRecord) -> Measured:
    """Everything that can be measured about one document."""
    return merged(each(gold, record) for each in MEASURES)


def _row(file: GoldFile, read: Read) -> Row:
    begin = time.perf_counter()
    problem = None
    try:
        record = read(file.pdf)
    except CrossreviewError as error:
        record, problem = nothing_read(file.gold), str(error)
    seconds = time.perf_counter() - begin
    measured = measure(file.gold, record)
    return Row(file.id, file.gold.pages, seconds, measured.scores, measured.cases, problem, file.split)
