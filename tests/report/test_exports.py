"""The tables of a library as files for other programs."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.commands import Answer
from tests.library.documents import Says, add, document
from tests.records.examples import record_of

from crossreview.errors import CrossreviewError, MissingExtra, StorageFull
from crossreview.library import TABLES, DamagedRecordWarning, Library
from crossreview.library.reviews import reviews_of
from crossreview.records import DocumentRecord
from crossreview.report import workbook as workbooks
from crossreview.report.exports import COLUMNS, WORKBOOK, Exported, export_tables
from crossreview.report.formats import FORMATS, Format, in_one_cell
from crossreview.report.workbook import LONGEST_CELL, SheetFull, as_cell

MADE = "2026-03-01T09:30:00+00:00"
PARTS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SHEETS = ("about", *COLUMNS)

Cell = str | float | bool | None


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library")


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "tables"


@pytest.fixture
def of_two_reviews(library: Library) -> Library:
    report = document(
        "report",
        Says("Visit every child.", label="1"),
        Says("Nobody saw him for a year.", "finding"),
        dates={"published": "2022-03"},
    )
    progress = document(
        "progress",
        Says("All are visited – now.", "progress", status="completed", links=(("reports_on", "1"),)),
        genre="progress_summary",
        dates={"published": "2024-05"},
    )
    other = document(
        "other",
        Says("Ask again.\nAnd again."),
        subject="Margaret",
        area=None,
        review_type="sar",
        dates={"incident": "2019"},
    )
    for record in (report, progress, other):
        add(library, record)
    return library


def saying(library: Library, *words: str) -> Library:
    add(library, document("report", *map(Says, words)))
    return library


def export(library: Library, to: Path, *formats: Format) -> Exported:
    return export_tables(library, to, MADE, formats or FORMATS)


def expected(library: Library, table: str) -> list[dict[str, Any]]:
    """The rows that are to come out, for tables that are made from records."""
    reviews = {"other": "margaret", "progress": "child-r-marlshire", "report": "child-r-marlshire"}
    return [
        {"review": reviews[record.document.id], **cells}
        for record in library.records()
        for name, definition in TABLES.items()
        if name == table
        for cells in definition.rows(record)
    ]


def jsonl_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def sheet_xml(path: Path, name: str) -> ElementTree.Element:
    with ZipFile(path) as parts:
        names = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter()
            if sheet.get("sheetId")
        ]
        return ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))


def sheet_rows(path: Path, name: str) -> list[list[Cell]]:
    """The cells of a sheet; those that are not there are None, at the end of a row too."""
    rows = [list(_cells(row)) for row in sheet_xml(path, name).iterfind(".//m:row", PARTS)]
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def sheet_table(path: Path, name: str) -> list[dict[Cell, Cell]]:
    header, *rows = sheet_rows(path, name)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _cells(row: ElementTree.Element) -> Iterator[Cell]:
    at = 0
    for cell in row.iterfind("m:c", PARTS):
        letters = cell.get("r", "").rstrip("0123456789")
        column = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters)))
        yield from [None] * (column - at - 1)
        at = column
        value = cell.findtext("m:v", None, PARTS)
        if cell.get("t") == "inlineStr":
            yield cell.findtext("m:is/m:t", None, PARTS)
        elif cell.get("t") == "b":
            yield value == "1"
        else:
            assert cell.get("t") is None, "text stands in its cell"
            yield None if value is None else float(value)


@pytest.mark.parametrize("table", TABLES)
def test_json_lines_have_the_rows_as_they_are(of_two_reviews: Library, to: Path, table: str) -> None:
    export(of_two_reviews, to, "jsonl")

    assert jsonl_rows(to / f"{table}.jsonl") == expected(of_two_reviews, table)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_same_rows(of_two_reviews: Library, to: Path, table: str) -> None:
    export(of_two_reviews, to, "parquet")

    rows = pq.read_table(to / f"{table}.parquet").to_pylist()
    assert rows == [
        {name: _strings(value) for name, value in cells.items()} for cells in expected(of_two_reviews, table)
    ]


def _strings(value: Any) -> Any:
    return [None if each is None else str(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_the_same_rows_with_lists_in_one_cell(of_two_reviews: Library, to: Path, table: str) -> None:
    export(of_two_reviews, to, "csv")

    assert csv_rows(to / f"{table}.csv") == [
        {name: "" if (cell := in_one_cell(value)) is None else str(cell) for name, value in cells.items()}
        for cells in expected(of_two_reviews, table)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_sheets_have_the_same_rows_with_lists_in_one_cell(of_two_reviews: Library, to: Path, table: str) -> None:
    export(of_two_reviews, to, "xlsx")

    assert sheet_table(to / WORKBOOK, table) == [
        {name: in_one_cell(value) for name, value in cells.items()} for cells in expected(of_two_reviews, table)
    ]


def test_reviews_have_a_row_each(of_two_reviews: Library, to: Path) -> None:
    exported = export(of_two_reviews, to)

    child_r = {
        "review": "child-r-marlshire",
        "title": "A review",
        "documents": 2,
        "document_ids": ["report", "progress"],
        "areas": ["Marlshire"],
        "review_types": ["lcspr"],
        "years": [2022, 2024],
        "by_hand": False,
    }
    margaret = {
        **child_r,
        **{"review": "margaret", "documents": 1, "document_ids": ["other"], "areas": [], "review_types": ["sar"]},
        "years": [],
    }
    assert jsonl_rows(to / "reviews.jsonl") == [child_r, margaret]
    assert pq.read_table(to / "reviews.parquet").to_pylist()[0] == {**child_r, "years": ["2022", "2024"]}
    assert csv_rows(to / "reviews.csv")[0]["document_ids"] == "report; progress"
    assert sheet_table(to / WORKBOOK, "reviews")[0]["years"] == "2022; 2024"
    assert exported.rows == {"reviews": 2, "documents": 3, "items": 4, "recommendations": 2, "sections": 3}
    assert {cells["review"] for cells in jsonl_rows(to / "items.jsonl")} == {"child-r-marlshire", "margaret"}


@pytest.mark.parametrize("is_empty", [True, False])
def test_columns_of_parquet_have_their_types_with_rows_and_without(library: Library, to: Path, is_empty: bool) -> None:
    if not is_empty:
        saying(library, "Visit every child.")
    export(library, to, "parquet")

    types = {
        name: dict(zip((s := pq.read_schema(to / f"{name}.parquet")).names, s.types, strict=True)) for name in COLUMNS
    }
    assert types["items"]["review"] == types["items"]["text"] == pa.string()
    assert types["items"]["page"] == types["documents"]["count_recommendation"] == pa.int64()
    assert types["items"]["smart_specific"] == types["reviews"]["by_hand"] == pa.bool_()
    assert types["sections"]["role_confidence"] == pa.float64()
    assert types["items"]["themes"] == types["documents"]["pages_ocr"] == pa.list_(pa.string())
    assert all(list(types[name]) == [column.name for column in columns] for name, columns in COLUMNS.items())


def test_parquet_is_written_in_parts(of_two_reviews: Library, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.report.formats._ROW_GROUP", 2)
    export(of_two_reviews, to, "parquet")

    assert pq.read_metadata(to / "items.parquet").num_row_groups == 3
    assert len(pq.read_table(to / "items.parquet")) == 4


def test_an_empty_library_gives_tables_without_rows(library: Library, to: Path) -> None:
    exported = export(library, to)

    assert set(exported.rows.values()) == {0}
    assert jsonl_rows(to / "items.jsonl") == csv_rows(to / "items.csv") == []
    for name, columns in COLUMNS.items():
        assert sheet_rows(to / WORKBOOK, name) == [[column.name for column in columns]]
        assert len(pq.read_table(to / f"{name}.parquet")) == 0


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://example.org","a")',
        "+1",
        "-1",
        "@SUM(A1)",
        "{=A1}",
        "http://example.org",
        "<r><t>a</t></r>",
        "1.5",
        "a & <b>",
    ],
)
def test_no_text_is_a_formula_a_link_a_number_or_markup(library: Library, to: Path, words: str) -> None:
    export(saying(library, words), to, "xlsx", "csv")

    (row,) = sheet_table(to / WORKBOOK, "items")
    assert str(row["text"]).rstrip() == words
    sheet = sheet_xml(to / WORKBOOK, "items")
    assert not any(sheet.findall(f".//m:{name}", PARTS) for name in ("f", "hyperlink", "r"))
    (in_csv,) = csv_rows(to / "items.csv")
    assert in_csv["text"] == (f"'{words}" if words[0] in "=+-@" else words)


def test_text_that_no_cell_can_hold_is_cut_and_told(library: Library, to: Path) -> None:
    exported = export(saying(library, "words" * 8000, "🙂" * 20_000, "short"), to)

    cut, faces, short = (str(cells["text"]) for cells in sheet_table(to / WORKBOOK, "items"))
    assert (len(cut), cut[-6:]) == (LONGEST_CELL, "ords …")
    assert len(faces.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert faces.strip("🙂") == " …"
    assert short == "short"
    assert exported.cells_cut == 5, "two in items, two in recommendations, one section"
    assert ["cells cut", 5.0] in sheet_rows(to / WORKBOOK, "about")
    assert len(csv_rows(to / "items.csv")[0]["text"]) == 40_000
    assert len(jsonl_rows(to / "items.jsonl")[0]["text"]) == 40_000


def test_the_longest_text_is_not_cut() -> None:
    assert as_cell("a" * LONGEST_CELL) == ("a" * LONGEST_CELL, False)
    assert as_cell("<r>" + "a" * (LONGEST_CELL - 7) + "</r>")[0].endswith(" …")


def test_characters_that_no_sheet_can_hold_are_left_out(library: Library, to: Path) -> None:
    export(saying(library, "one\x00two\x07 \x1bthree\ufffe\r\nfour\tfive _x0041_"), to)

    (row,) = sheet_table(to / WORKBOOK, "items")
    assert row["text"] == "onetwo three\nfour\tfive _x005F_x0041_", (
        "the last as spreadsheets write it, not the letter A"
    )
    (in_parquet,) = pq.read_table(to / "items.parquet").to_pylist()
    assert in_parquet["text"].startswith("one\x00two")


def test_a_sheet_can_be_filtered_and_its_header_stays(of_two_reviews: Library, to: Path) -> None:
    export(of_two_reviews, to, "xlsx")

    sheet = sheet_xml(to / WORKBOOK, "items")
    (pane,) = sheet.iterfind(".//m:pane", PARTS)
    (filtered,) = sheet.iterfind("m:autoFilter", PARTS)
    assert (pane.get("ySplit"), pane.get("topLeftCell"), pane.get("state")) == ("1", "A2", "frozen")
    assert filtered.get("ref") == "A1:AL5"
    widths = [float(column.get("width", 0)) for column in sheet.iterfind(".//m:col", PARTS)]
    assert all(8 <= width <= 71 for width in widths)
    styles = _styles(to / WORKBOOK)
    assert all(styles[int(cell.get("s", 0))][0] for cell in sheet.iterfind(".//m:row[@r='1']/m:c", PARTS)), "bold"


def _styles(path: Path) -> list[tuple[bool, bool]]:
    """Whether each style is bold, and whether it wraps."""
    with ZipFile(path) as parts:
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
    bold = [font.find("m:b", PARTS) is not None for font in styles.iterfind("m:fonts/m:font", PARTS)]
    return [
        (bold[int(xf.get("fontId", 0))], xf.find("m:alignment[@wrapText='1']", PARTS) is not None)
        for xf in styles.iterfind("m:cellXfs/m:xf", PARTS)
    ]


def test_long_text_is_wrapped_and_a_chapter_does_not_fill_the_window(library: Library, to: Path) -> None:
    export(saying(library, "short", "words " * 30, "words " * 3000), to, "xlsx")

    rows = sheet_xml(to / WORKBOOK, "items").findall(".//m:row", PARTS)
    styles = _styles(to / WORKBOOK)
    text = [styles[int(cell.get("s", 0))][1] for row in rows[1:] for cell in row if cell.get("r", "").startswith("E")]
    assert text == [False, True, True]
    assert [row.get("ht") for row in rows[1:]] == [None, None, "225"]


def test_the_first_sheet_says_what_the_workbook_is(of_two_reviews: Library, to: Path) -> None:
    export(of_two_reviews, to, "xlsx")

    with ZipFile(to / WORKBOOK) as parts:
        named = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter()
            if sheet.get("sheetId")
        ]
        assert b"2026-03-01T09:30:00Z" in parts.read("docProps/core.xml")
    assert tuple(named) == SHEETS
    about = dict(sheet_rows(to / WORKBOOK, "about"))
    assert (about["library"], about["made"], about["documents"], about["reviews"]) == ("library", MADE, 3, 2)
    assert "0 counts" in str(about["coverage_*: none_made"])
    assert "no update in this library" in str(about["status"])


def test_a_table_that_is_longer_than_a_sheet_is_told(
    of_two_reviews: Library, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 4)

    with pytest.raises(SheetFull, match=r"items .*\(3\)"):
        export(of_two_reviews, to)

    assert list(to.iterdir()) == []


def test_only_what_is_asked_for_is_written_and_other_files_stay(of_two_reviews: Library, to: Path) -> None:
    to.mkdir()
    (to / "notes.txt").write_text("mine")
    (to / "items.csv").write_text("of an earlier export")

    exported = export(of_two_reviews, to, "csv", "xlsx")

    assert {path.name for path in exported.files} == {WORKBOOK, *(f"{table}.csv" for table in COLUMNS)}
    assert {path.name for path in to.iterdir()} == {"notes.txt", *(path.name for path in exported.files)}
    assert len(csv_rows(to / "items.csv")) == 4


def test_the_same_library_gives_the_same_bytes(of_two_reviews: Library, tmp_path: Path) -> None:
    one, other = export(of_two_reviews, tmp_path / "one"), export(of_two_reviews, tmp_path / "other")

    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in other.files]


@pytest.mark.parametrize("failing", ["replace", "fsync"])
def test_a_full_disk_leaves_what_was_there(
    of_two_reviews: Library, to: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in export(of_two_reviews, to).files}
    add(of_two_reviews, document("new", Says("Something new."), subject="Arlo"))

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, no_space)
    with pytest.raises(StorageFull):
        export(of_two_reviews, to)

    assert {path: path.read_bytes() for path in to.iterdir()} == before


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_interrupted_leaves_what_was_there(
    of_two_reviews: Library, to: Path, format_: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in export(of_two_reviews, to, format_).files}
    records = tuple(of_two_reviews.records())
    passes = iter((iter(records), _interrupted(records[0])))
    monkeypatch.setattr(Library, "records", lambda *_: next(passes))

    with pytest.raises(KeyboardInterrupt):
        export(of_two_reviews, to, format_)

    assert {path: path.read_bytes() for path in to.iterdir()} == before


def _interrupted(record: DocumentRecord) -> Iterator[DocumentRecord]:
    yield record
    raise KeyboardInterrupt


def test_a_file_where_the_folder_should_be_is_told(library: Library, to: Path) -> None:
    to.write_text("mine")

    with pytest.raises(StorageFull):
        export(library, to)


def test_the_tables_of_the_library_itself_are_left_alone(of_two_reviews: Library) -> None:
    with pytest.raises(StorageFull, match="own tables"):
        export(of_two_reviews, of_two_reviews.root / ".." / of_two_reviews.root.name)


@pytest.mark.parametrize(("format_", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_what_is_not_installed_is_named_before_anything_is_written(
    of_two_reviews: Library, to: Path, format_: Format, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(MissingExtra, match=rf"{format_} needs {module}.*pip install 'crossreview\[report\]'"):
        export(of_two_reviews, to)
    assert not to.exists()
    assert export(of_two_reviews, to, "csv", "jsonl").rows["items"] == 4


def test_a_damaged_record_is_told_once_and_left_out(of_two_reviews: Library, to: Path) -> None:
    damaged = of_two_reviews.record_path("progress")
    damaged.write_bytes(damaged.read_bytes()[:-5])
    problems: list[CrossreviewError] = []

    exported = export_tables(of_two_reviews, to, MADE, on_damage=problems.append)

    assert [problem.path for problem in problems] == [damaged]
    assert (exported.rows["documents"], exported.rows["reviews"]) == (2, 2)
    with pytest.warns(DamagedRecordWarning, match="progress"):
        export(of_two_reviews, to, "jsonl")


def test_what_a_run_adds_meanwhile_is_left_for_the_next_export(
    of_two_reviews: Library, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(of_two_reviews.records())
    passes = iter((records[:2], records))
    monkeypatch.setattr(Library, "records", lambda *_: iter(next(passes)))

    assert export(of_two_reviews, to, "jsonl").rows["documents"] == 2
    assert all(cells["review"] for cells in jsonl_rows(to / "documents.jsonl"))


def test_open_output_goes_through_the_opener(of_two_reviews: Library, to: Path) -> None:
    opening = pytest.importorskip("crossreview.report.open_output")
    record = of_two_reviews.record("other")
    (row,) = TABLES["items"].rows(record)

    exported = export_tables(of_two_reviews, to, MADE, open_output=True)

    assert exported.rows["items"] == 4
    opened = opening.opened_row(row, opening.Opener.of(record))
    assert {"review": "margaret", **opened} in jsonl_rows(to / "items.jsonl")
    assert ["open output", "yes"] in sheet_rows(to / WORKBOOK, "about")


def test_reviews_can_be_counted_where_names_are_left_out_of_their_ids(library: Library, to: Path) -> None:
    pytest.importorskip("crossreview.report.open_output")
    add(library, document("report", Says("Visit every child."), subject="Tobias Edmund Hale"))
    add(library, document("briefing", Says("Visit."), subject=None, title="Learning from Tobias Edmund Hale"))
    add(library, document("other", Says("Ask again."), subject="Anna Maria Smith"))
    with_names = {"tobias-edmund-hale-marlshire", "anna-maria-smith-marlshire"}
    assert {review.id for review in reviews_of(library)} == with_names

    export_tables(library, to, MADE, ("jsonl",), open_output=True)

    reviews = [cells["review"] for cells in jsonl_rows(to / "reviews.jsonl")]
    assert len(set(reviews)) == 2
    assert {cells["review"] for cells in jsonl_rows(to / "documents.jsonl")} == set(reviews)
    assert not any(name in review for review in reviews for name in ("tobias", "hale", "anna", "smith"))


def test_the_command_says_what_it_wrote(crossreview: Callable[..., Answer], of_two_reviews: Library, to: Path) -> None:
    answer = crossreview("export", "--library", of_two_reviews.root, "--to", to, "--format", "csv", "--format", "xlsx")

    assert (answer.code, answer.out) == (0, "")
    assert f"6 files written to {to} (csv, xlsx)." in answer.talk
    assert "2 reviews, 3 documents, 4 items, 2 recommendations, 3 sections." in answer.talk
    assert "cut" not in answer.talk


def test_the_command_writes_all_formats_and_tells_of_cut_cells(
    crossreview: Callable[..., Answer], library: Library, to: Path
) -> None:
    add(library, record_of(("Title", "word " * 8000)))

    answer = crossreview("export", "--library", library.root, "--to", to)

    assert "16 files written" in answer.talk
    assert "3 cells of the workbook cut" in answer.talk


def test_the_command_knows_its_formats(crossreview: Callable[..., Answer], library: Library, to: Path) -> None:
    answer = crossreview("export", "--library", library.root, "--to", to, "--format", "ods")

    assert answer.code == 2
    assert "csv, xlsx, parquet, jsonl" in answer.talk
