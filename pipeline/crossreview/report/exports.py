"""The tables of a library as files for other programs: spreadsheets, statistics, data frames, scripts."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import crossreview
from crossreview.errors import CrossreviewError, StorageFull
from crossreview.library import TABLES, Library, warn_of_damage
from crossreview.library.columns import Column, row
from crossreview.library.reviews import Review, reviews_of
from crossreview.paths import shown
from crossreview.records import DocumentRecord
from crossreview.report.formats import (
    FORMATS,
    Format,
    OpenFile,
    Row,
    WriteRow,
    check_installed,
    csv_file,
    jsonl_file,
    parquet_file,
)
from crossreview.report.workbook import LONGEST_CELL, Workbook, workbook

WORKBOOK: Final = "crossreview.xlsx"
ExportName: TypeAlias = Literal["reviews", "documents", "items", "recommendations", "sections"]

_REVIEW: Final = "review"  # the column by which every table is joined to the table of reviews
_FILES: Final[Mapping[Format, OpenFile]] = {"csv": csv_file, "parquet": parquet_file, "jsonl": jsonl_file}


@dataclass(frozen=True)
class Exported:
    """What an export wrote: the files, the rows of each table, and how many cells of the workbook are cut."""

    files: tuple[Path, ...]
    rows: Mapping[ExportName, int]
    cells_cut: int


def export_tables(  # noqa: PLR0913  (what, where, when, how, and whom to tell)
    library: Library,
    to: Path,
    made: str,
    formats: Sequence[Format] = FORMATS,
    *,
    open_output: bool = False,
    on_damage: Callable[[CrossreviewError], None] = warn_of_damage,
) -> Exported:
    """Write the tables of a library into the folder `to`, made if needed; `made` (ISO) is when.

    Files of an earlier export are replaced, each when its new one is whole; other files are left alone. Damaged records
    are told to `on_damage` and left out. Raises MissingExtra, StorageFull, SheetFull.
    """
    check_installed(formats)
    _check_is_elsewhere(library, to)
    tell = _once(on_damage)
    reviews = reviews_of(library, tell)
    rows: Counter[ExportName] = Counter(dict.fromkeys(COLUMNS, 0))
    with contextlib.ExitStack() as stack:
        book = stack.enter_context(workbook(to / WORKBOOK, made)) if "xlsx" in formats else None
        writers = {table: tuple(_writers(table, to, formats, book, stack)) for table in COLUMNS}
        for table, cells in _rows(library, reviews, tell, open_output=open_output):
            rows[table] += 1
            for write in writers[table]:
                write(cells)
        exported = Exported(tuple(_paths(to, formats)), dict(rows), 0 if book is None else book.cells_cut)
        if book is not None:
            book.tell(_about(library, made, exported, open_output=open_output))
    return exported


def _review_columns() -> tuple[Column[Review], ...]:
    return (
        Column(_REVIEW, "string", lambda review: review.id),
        Column("title", "string", lambda review: review.title),
        Column("documents", "Int64", lambda review: len(review.documents)),
        Column("document_ids", "object", lambda review: list(review.document_ids)),
        Column("areas", "object", lambda review: _each_once(area for each in review.documents for area in each.areas)),
        Column("review_types", "object", lambda review: _each_once(each.review_type for each in review.documents)),
        Column("years", "object", lambda review: sorted(_each_once(each.year for each in review.documents))),
        Column("by_hand", "boolean", lambda review: review.by_hand),
    )


def _each_once(values: Iterable[Any]) -> list[Any]:
    return [value for value in dict.fromkeys(values) if value is not None]


_REVIEW_COLUMNS: Final = _review_columns()
COLUMNS: Final[Mapping[ExportName, tuple[Column[Any], ...]]] = {
    "reviews": _REVIEW_COLUMNS,
    **{table: (_REVIEW_COLUMNS[0], *definition.columns) for table, definition in TABLES.items()},
}


def _rows(
    library: Library, reviews: Iterable[Review], tell: Callable[[CrossreviewError], None], *, open_output: bool
) -> Iterator[tuple[ExportName, Row]]:
    """The rows of all tables, in one pass over the records."""
    review_of: dict[str, str] = {}
    told = Counter[str]()
    for review in reviews:
        cells = row(_REVIEW_COLUMNS, review)
        if open_output:
            cells = _opened_review(library, review, cells, told)
        review_of |= dict.fromkeys(review.document_ids, cells[_REVIEW])
        yield "reviews", cells
    for record in library.records(tell):
        review_id = review_of.get(record.document.id)
        if review_id is None:
            continue  # a run put it into the library after the reviews were told apart
        opened = _opening(record) if open_output else dict
        for table, definition in TABLES.items():
            for cells in definition.rows(record):
                yield table, {_REVIEW: review_id, **opened(cells)}


def _opened_review(library: Library, review: Review, cells: Row, told: Counter[str]) -> dict[str, Any]:
    """The row of a review without what any of its documents would leave out, and with an id that no other has."""
    opened = dict(cells)
    for document_id in review.document_ids:
        opened = _opening(library.record(document_id))(opened)
    # Two people of one place have the same id when their names are left out.
    told[opened[_REVIEW]] += 1
    if (number := told[opened[_REVIEW]]) > 1:
        opened[_REVIEW] += f"-{number}"
    return opened


def _opening(record: DocumentRecord) -> Callable[[Row], dict[str, Any]]:
    """What makes rows of a document such that they may be passed on."""
    from crossreview.report.open_output import Opener, opened_row  # noqa: PLC0415  (most exports do without)

    opener = Opener.of(record)
    return lambda cells: opened_row(cells, opener)


def _writers(
    table: ExportName, to: Path, formats: Iterable[Format], book: Workbook | None, stack: contextlib.ExitStack
) -> Iterator[WriteRow]:
    if book is not None:
        yield book.sheet(table, COLUMNS[table])
    for suffix, open_file in _FILES.items():
        if suffix in formats:
            yield stack.enter_context(open_file(to / f"{table}.{suffix}", COLUMNS[table]))


def _paths(to: Path, formats: Iterable[Format]) -> Iterator[Path]:
    for suffix in FORMATS:
        if suffix in formats:
            yield from [to / WORKBOOK] if suffix == "xlsx" else [to / f"{table}.{suffix}" for table in COLUMNS]


def _about(library: Library, made: str, exported: Exported, *, open_output: bool) -> Iterator[tuple[str, str | int]]:
    """What whoever opens the workbook must know to count with it."""
    yield "library", shown(library.root.resolve().name)  # not the path, which says whose computer it was
    yield "made", made
    yield "made by", f"crossreview {crossreview.__version__}"
    yield "open output", "yes" if open_output else "no"
    yield from exported.rows.items()
    yield "cells cut", exported.cells_cut
    yield from _MEANINGS


_MEANINGS: Final = (
    (
        "long text",
        f"A cell holds {LONGEST_CELL:,} characters. Longer text ends with ' …', and is whole in the other formats.",
    ),
    (_REVIEW, "Documents about one case are one review. To count by review, count each value of this column once."),
    ("page", "The page of the PDF on which a text begins, counted from 1; not the number that is printed on it."),
    (
        "count_*",
        "How many items of a kind a document has. 0 only where that can be relied on; "
        "empty where none was found and there may be some.",
    ),
    ("coverage_*: found", "Items of this kind were found, and the count is of these."),
    ("coverage_*: none_made", "The document says that it makes none, or asks in another form: its 0 counts."),
    (
        "coverage_*: referred_to_elsewhere",
        "They stand in another document. How many there are is not known from this one.",
    ),
    ("coverage_*: not_read", "None was found, and some pages could not be read. How many there are is not known."),
    ("coverage_*: empty", "None was found, and nothing in the document says whether there are any."),
    (
        "status",
        "How far something has come, as reported. Empty or no_status: no update in this library. "
        "That does not mean that nothing was done.",
    ),
    (
        "empty cells",
        "Not found in the document, or a list with nothing in it. '; ' stands between the values of a list.",
    ),
)


def _once(on_damage: Callable[[CrossreviewError], None]) -> Callable[[CrossreviewError], None]:
    """The same, without telling twice what is met each time the records are read."""
    told: set[str] = set()

    def tell(error: CrossreviewError) -> None:
        if str(error) not in told:
            told.add(str(error))
            on_damage(error)

    return tell


def _check_is_elsewhere(library: Library, to: Path) -> None:
    if to.resolve() == library.root.resolve():
        raise StorageFull(
            "This is the folder of the library, whose own tables have the same names.",
            remedy="Name another folder for the export.",
            path=to,
        )
