"""A workbook (XLSX) with a sheet for each table, for people who filter and sort in a spreadsheet.

The words come from anybody's PDF: all text is written as text, never as a formula, a link or markup.
"""

from __future__ import annotations

import contextlib
import math
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import crossreview
from crossreview.errors import CrossreviewError
from crossreview.library.columns import Column
from crossreview.library.storage import replacing, storage_errors
from crossreview.report.formats import Row, WriteRow, in_one_cell

LONGEST_CELL: Final = 32_767  # UTF-16 units, the most that Excel opens
MOST_ROWS: Final = 1_048_576  # of a sheet, with the header
_CUT: Final = " …"
_NOT_IN_XLSX: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n?")

_NARROWEST, _WIDEST = 8, 70  # characters; a SHA-256 fits, and a paragraph has lines that can be read
_ROOM_FOR_FILTER: Final = 3  # characters that the button of the filter hides
_MOST_LINES: Final = 15  # of a row; a chapter in a cell would fill the window
_LINE_HEIGHT: Final = 15  # points
_ABOUT_WIDTHS: Final = (36, 110)


class SheetFull(CrossreviewError):
    """A table has more rows than a sheet of a workbook can hold."""


class Workbook:
    """A workbook while it is written; of each sheet no more than one row is held in memory."""

    def __init__(self, book: Any, path: Path) -> None:
        self._book = book
        self._path = path
        self._about = book.add_worksheet("about")
        self._sheets: list[_Sheet] = []

    @property
    def cells_cut(self) -> int:
        """How many cells were longer than a cell can be, and are cut."""
        return sum(sheet.cells_cut for sheet in self._sheets)

    def sheet(self, name: str, columns: Sequence[Column[Any]]) -> WriteRow:
        """A new sheet; what is returned writes its next row."""
        sheet = _Sheet(self._book, self._path, name, columns)
        self._sheets.append(sheet)
        return sheet.write

    def tell(self, facts: Iterable[tuple[str, str | int]]) -> None:
        """Fill the first sheet, which says what the others are."""
        bold, wrapped = _look(self._book, bold=True), _look(self._book, text_wrap=True, align="left")
        for column, width in enumerate(_ABOUT_WIDTHS):
            self._about.set_column(column, column, width)
        for number, (name, value) in enumerate(facts):
            self._about.write_string(number, 0, as_cell(name)[0], bold)
            if isinstance(value, str):
                self._about.write_string(number, 1, as_cell(value)[0], wrapped)
            else:
                self._about.write_number(number, 1, value, wrapped)

    def finish(self) -> None:
        """Set what is known only when all rows are there: widths, filters."""
        for sheet in self._sheets:
            sheet.finish()


class _Sheet:
    def __init__(self, book: Any, path: Path, name: str, columns: Sequence[Column[Any]]) -> None:
        self.cells_cut = 0
        self._sheet = book.add_worksheet(name)
        self._path = path
        self._columns = columns
        self._widths = [max(_NARROWEST, len(column.name) + _ROOM_FOR_FILTER) for column in columns]
        self._plain, self._wrapped = _look(book), _look(book, text_wrap=True)
        self._whole = _look(book, num_format="0")
        self._rows = 1
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column.name, _look(book, bold=True))
        self._sheet.freeze_panes(1, 0)

    def write(self, row: Row) -> None:
        if self._rows == MOST_ROWS:
            raise SheetFull(
                f"The table {self._sheet.name} has more rows than a sheet can hold ({MOST_ROWS - 1:,}).",
                remedy="Leave xlsx out: --format csv --format parquet --format jsonl.",
                path=self._path,
            )
        cells = [self._cell(in_one_cell(row[column.name])) for column in self._columns]
        with storage_errors(self._path):
            self._set_height(cells)
            for at, cell in enumerate(cells):
                self._write_cell(at, cell)
        self._rows += 1

    def finish(self) -> None:
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._columns) - 1)

    def _cell(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text, is_cut = as_cell(value)
        self.cells_cut += is_cut
        return text

    def _write_cell(self, at: int, cell: Any) -> None:
        if isinstance(cell, str):
            longest = max(map(len, cell.split("\n")))
            self._widths[at] = max(self._widths[at], min(longest + 1, _WIDEST))
            self._sheet.write_string(self._rows, at, cell, self._wrapped if _lines(cell) > 1 else self._plain)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(self._rows, at, cell, self._plain)
        elif cell is not None:
            look = self._whole if self._columns[at].dtype == "Int64" else self._plain
            self._sheet.write_number(self._rows, at, cell, look)

    def _set_height(self, cells: Iterable[Any]) -> None:
        # Spreadsheets make each row as high as its text when they open the file, unless it says how high it is.
        if max((_lines(cell) for cell in cells if isinstance(cell, str)), default=1) > _MOST_LINES:
            self._sheet.set_row(self._rows, _MOST_LINES * _LINE_HEIGHT)


@contextlib.contextmanager
def workbook(path: Path, made: str) -> Iterator[Workbook]:
    """A workbook to write sheets to; `made` (ISO) is when. It takes the place of `path` when all went well."""
    import xlsxwriter  # noqa: PLC0415  (an extra)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    # Rows wait in files until all are there; in a folder of ours, none stays when something goes wrong.
    with replacing(path) as handle, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as waiting:
        whole = Path(waiting) / path.name
        book = xlsxwriter.Workbook(
            whole,
            {"constant_memory": True, "tmpdir": waiting, "strings_to_formulas": False, "strings_to_urls": False},
        )
        book.set_properties({"created": _in_utc(made), "comments": f"crossreview {crossreview.__version__}"})
        try:
            filling = Workbook(book, path)
            yield filling
            filling.finish()
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error  # what the operating system said
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
        # Not written here from the start: a ZipFile whose disk is full complains once more when it is forgotten.
        with whole.open("rb") as data:
            shutil.copyfileobj(data, handle)


def as_cell(text: str) -> tuple[str, bool]:
    """A text as a cell can hold it, and whether it had to be cut."""
    text = _NOT_IN_XLSX.sub("", _LINE_END.sub("\n", text))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would write it as it is, for it marks its own formatted text so
    if len(text) <= LONGEST_CELL // 2:  # no character has more than two units
        return text, False
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text, False
    return units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT, True


def _lines(text: str) -> int:
    return sum(max(1, math.ceil(len(line) / _WIDEST)) for line in text.split("\n"))


def _look(book: Any, **properties: Any) -> Any:
    return book.add_format({"valign": "top", **properties})


def _in_utc(made: str) -> datetime:
    moment = datetime.fromisoformat(made)
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
