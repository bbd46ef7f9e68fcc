from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pandas as pd
import pytest
from tests.records.examples import record_of, source_of

from crossreview.library import Library, counted, document_date
from crossreview.library.columns import derive, row
from crossreview.library.rows import TABLES, TableName
from crossreview.records import (
    Area,
    Coverage,
    CoverageStatus,
    DateKind,
    DocumentRecord,
    Found,
    Genre,
    Item,
    Metadata,
    Timescale,
)


@pytest.mark.parametrize("table", get_args(TableName))
def test_an_empty_table_has_the_same_columns_and_types(
    library: Library, record: DocumentRecord, pdf: Path, table: TableName
) -> None:
    empty = library.frame(table)
    library.put(record, pdf)
    full = library.frame(table)

    assert len(empty) == 0
    assert len(full) == 1
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


@pytest.mark.parametrize("table", get_args(TableName))
def test_column_names_are_used_once(table: TableName) -> None:
    names = [column.name for column in TABLES[table].columns]

    assert len(names) == len(set(names))


def test_every_field_of_an_item_has_a_column() -> None:
    names = {column.name for column in TABLES["items"].columns}
    renamed = {"id": "item_id", "section": "section_id", "source": "page", "smart": "smart_specific"}

    assert {renamed.get(field, field) for field in Item.__struct_fields__} <= names


def test_every_kind_of_date_has_a_column() -> None:
    names = {column.name for column in derive(Metadata)}

    assert {f"dates_{kind}" for kind in get_args(DateKind)} <= names


def test_values_are_flattened_by_rule() -> None:
    record = record_of()
    heading = record.sections[0].source
    area = Found(Area("Wigan", "E08000010", "commissioning"), heading, 0.9)
    metadata = msgspec.structs.replace(record.metadata, areas=(area,))
    item = msgspec.structs.replace(record.items[0], timescale=Timescale("within six months", "P6M"))
    record = msgspec.structs.replace(record, metadata=metadata, items=(item,))

    (cells,) = TABLES["items"].rows(record)

    assert cells["areas"] == ["Wigan"]
    assert cells["title"] == "Recommendations"
    assert (cells["timescale"], cells["timescale_normalised"]) == ("within six months", "P6M")
    assert (cells["smart_specific"], cells["smart_measurable"]) == (True, False)
    assert cells["themes"] == ["VOI.child_voice"]
    assert cells["status"] is None
    assert cells["section_role"] == "recommendations"


def test_none_and_nothing_stay_apart() -> None:
    metadata = msgspec.structs.replace(record_of().metadata, authors=None, methodology=())

    cells = row(derive(Metadata), metadata)

    assert cells["authors"] is None
    assert cells["methodology"] == []


def test_a_section_row_carries_the_text_of_the_section() -> None:
    record = record_of(("Findings", "Nobody asked him."))

    (cells,) = TABLES["sections"].rows(record)

    assert cells["text"] == record.document.text
    assert cells["heading"] == "Findings"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("none_made", 0), ("found", 0), ("referred_to_elsewhere", None), ("not_read", None)],
)
def test_no_recommendations_is_only_said_where_it_is_known(status: CoverageStatus, expected: int | None) -> None:
    coverage = Coverage("recommendation", status, None)

    assert counted(record_of(("Title only",), coverage=(coverage,)), "recommendation") == expected


def test_without_coverage_nothing_is_known_of_what_was_not_found() -> None:
    assert counted(record_of(("Title only",), coverage=()), "recommendation") is None


def test_recommendations_are_the_items_of_that_kind() -> None:
    record = record_of(("Title", "Do this.", "That went well."))
    finding = msgspec.structs.replace(record.items[1], kind="good_practice")
    record = msgspec.structs.replace(record, items=(record.items[0], finding))

    assert [cells["text"] for cells in TABLES["recommendations"].rows(record)] == ["Do this."]
    assert len(list(TABLES["items"].rows(record))) == 2


def test_a_span_knows_its_page() -> None:
    text = "one\ntwo"

    assert source_of(text, "two", 2).page == 2


@pytest.mark.parametrize(
    ("genre", "dates", "date"),
    [
        ("full_report", {"review_completed": "2021-05", "published": "2021-09"}, "2021-09"),
        ("full_report", {"review_completed": "2021-05", "progress_as_at": "2021-04"}, "2021-05"),
        # The review that it follows ended, and was published, before.
        ("progress_summary", {"review_completed": "2021-05", "progress_as_at": "2022-06-30"}, "2022-06-30"),
        ("progress_summary", {"published": "2021-09-07", "progress_as_at": "2022-06-30"}, "2022-06-30"),
        ("action_plan", {"document_dated": "2022-07", "progress_as_at": "2022-06-30"}, "2022-07"),
        ("response", {"published": "2021-09-07", "progress_as_at": "2022-06-30"}, "2022-06-30"),
        ("response", {"review_completed": "2021-05"}, None),
    ],
)
def test_the_date_of_a_document_is_not_that_of_the_review_which_it_follows(
    genre: Genre, dates: dict[DateKind, str], date: str | None
) -> None:
    record = record_of()
    source = source_of(record.document.text, "Recommendations", 1)
    found = {kind: Found(value, source, 0.9) for kind, value in dates.items()}
    metadata = msgspec.structs.replace(record.metadata, genre=Found(genre, source, 0.9), dates=found)
    assert document_date(msgspec.structs.replace(record, metadata=metadata)) == date
