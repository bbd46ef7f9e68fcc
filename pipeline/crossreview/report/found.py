"""What a search found, as a file for a spreadsheet: a row for each passage, with its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from crossreview.errors import UnknownFormat
from crossreview.library.columns import Column, Dtype
from crossreview.report.formats import Row, check_installed, csv_file
from crossreview.report.workbook import workbook
from crossreview.search import Hit, Results
from crossreview.vocabulary.labels import agency_label, theme_label

# Beside the ids of the vocabularies what they are called, for those who read and do not sort.
_IN_WORDS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "asked_of": ("addressees", agency_label),
    "about": ("themes", theme_label),
}
_NUMBERS: Final[dict[str, Dtype]] = {"page": "Int64", "score": "Float64"}


def _value(hit: Hit, name: str) -> Any:
    if name in _IN_WORDS:
        ids, label = _IN_WORDS[name]
        return tuple(map(label, getattr(hit, ids)))
    return getattr(hit, name)


HIT_COLUMNS: Final = (
    "passage", "kind", "label", "status", "asked_of", "about", "addressees", "themes",
    "title", "review", "review_code", "areas", "date",
    "filename", "page", "section", "item_id", "document_id", "by_hand", "found_by", "score",
)  # fmt: skip
_COLUMNS: Final[tuple[Column[Hit], ...]] = tuple(
    Column(name, _NUMBERS.get(name, "string"), partial(_value, name=name)) for name in HIT_COLUMNS
)


def hit_rows(results: Results) -> Iterator[dict[str, Any]]:
    """The hits as flat rows; several values in one cell are parted by semicolons."""
    for hit in results.hits:
        row = {name: _value(hit, name) for name in HIT_COLUMNS}
        yield {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def write_found(results: Results, to: Path, made: str) -> None:
    """Write the hits to a `.csv` or an `.xlsx`, whose first sheet says what they are; `made` (ISO) is when.

    Raises UnknownFormat, StorageFull, MissingExtra where what writes workbooks is not installed.
    """
    rows: Iterator[Row] = hit_rows(results)
    if to.suffix == ".csv":
        with csv_file(to, _COLUMNS) as write:
            for row in rows:
                write(row)
    elif to.suffix == ".xlsx":
        check_installed(("xlsx",))
        with workbook(to, made) as book:
            write = book.sheet("passages", _COLUMNS)
            for row in rows:
                write(row)
            book.tell(_facts(results, made))
    else:
        raise UnknownFormat(f"What is found is not written as {to.suffix!r}.", remedy="Use .csv or .xlsx.", path=to)


def _facts(results: Results, made: str) -> Iterator[tuple[str, str | int]]:
    yield "Search", results.query or "everything"
    yield "Made", made
    yield "Passages that have all of it", results.total_passages
    yield "In reviews", results.total_reviews
    yield "Passages on the sheet", len(results.hits)
    if results.near:
        yield "Of these have only some of the words, or are near in meaning (found_by)", results.near
    yield "To be known", "Every passage is quoted from a page. What is not here is not known to be not done."
