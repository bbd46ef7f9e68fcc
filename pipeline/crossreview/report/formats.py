"""Files of rows for other programs: CSV, JSON lines and Parquet, written row by row and put in place when whole."""

from __future__ import annotations

import codecs
import contextlib
import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

import jsonlines

from crossreview.errors import MissingExtra
from crossreview.library.columns import Column
from crossreview.library.products import encoded
from crossreview.library.storage import replacing, storage_errors
from crossreview.spreadsheets import harmless

Format: TypeAlias = Literal["csv", "xlsx", "parquet", "jsonl"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
Row: TypeAlias = Mapping[str, Any]
WriteRow: TypeAlias = Callable[[Row], None]
OpenFile: TypeAlias = Callable[[Path, Sequence[Column[Any]]], contextlib.AbstractContextManager[WriteRow]]

_NEEDED: Final[Mapping[Format, str]] = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}
_ROW_GROUP: Final = 10_000  # rows of Parquet held until they are written together: some 20 MB of items


def check_installed(formats: Sequence[Format]) -> None:
    """Raise MissingExtra where what writes one of the formats is not installed."""
    for chosen in formats:
        if chosen in _NEEDED and find_spec(_NEEDED[chosen]) is None:
            raise MissingExtra(
                f"Writing {chosen} needs {_NEEDED[chosen]}; csv and jsonl need nothing more.",
                remedy="Install it: pip install 'crossreview[report]'.",
            )


def in_one_cell(value: Any) -> Any:
    """A value as a cell of a spreadsheet holds it: values of a list one after another, nothing where it has none."""
    if not isinstance(value, list):
        return value
    return "; ".join(str(each) for each in value if each is not None) or None


@contextlib.contextmanager
def csv_file(path: Path, columns: Sequence[Column[Any]]) -> Iterator[WriteRow]:
    """A CSV file that spreadsheets take for UTF-8, and in which they find no formula."""
    with replacing(path) as handle:
        # Excel takes a file without a byte order mark for Windows-1252.
        writer = csv.writer(codecs.getwriter("utf-8-sig")(handle), lineterminator="\n")
        writer.writerow([column.name for column in columns])

        def write(row: Row) -> None:
            with storage_errors(path):
                writer.writerow([harmless(in_one_cell(row[column.name])) for column in columns])

        yield write


@contextlib.contextmanager
def jsonl_file(path: Path, columns: Sequence[Column[Any]]) -> Iterator[WriteRow]:
    """A file with one JSON object a line; lists are lists, and what was not found is null."""
    with replacing(path) as handle, jsonlines.Writer(handle, dumps=encoded) as writer:

        def write(row: Row) -> None:
            with storage_errors(path):
                writer.write({column.name: row[column.name] for column in columns})

        yield write


@contextlib.contextmanager
def parquet_file(path: Path, columns: Sequence[Column[Any]]) -> Iterator[WriteRow]:
    """A Parquet file whose columns have the same types whether there are rows or not; lists are of strings."""
    import pyarrow as pa  # noqa: PLC0415  (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        "string": pa.string(),
        "Int64": pa.int64(),
        "Float64": pa.float64(),
        "boolean": pa.bool_(),
        "object": pa.list_(pa.string()),
    }
    schema = pa.schema([(column.name, types[column.dtype]) for column in columns])
    waiting: list[dict[str, Any]] = []
    with replacing(path) as handle, pq.ParquetWriter(handle, schema) as writer:

        def write_waiting() -> None:
            with storage_errors(path):
                writer.write_table(pa.Table.from_pylist(waiting, schema))
            waiting.clear()

        def write(row: Row) -> None:
            waiting.append({column.name: _of_strings(row[column.name]) for column in columns})
            if len(waiting) == _ROW_GROUP:
                write_waiting()

        yield write
        write_waiting()


def _of_strings(value: Any) -> Any:
    # Columns do not say what their lists hold, and an empty library has to give the same types as a full one.
    return [None if each is None else str(each) for each in value] if isinstance(value, list) else value
