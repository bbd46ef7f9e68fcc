"""Rows of tables."""

from __future__ import annotations

import msgspec
from tests.report.open_output.documents import NOBODY, record

from crossreview.library import TABLES
from crossreview.records import Item, Timescale
from crossreview.report.open_output import Opener, opened_row


def test_rows_of_documents() -> None:
    document = record(
        "Danielle Ottway, aged 14, died on 12 October 2020.",
        subject="Danielle Ottway",
        authors=("Miriam Castell",),
        chair="Dr Ann Pike",
        title="The death of Danielle Ottway in October 2020",
        incident="2020-10-12",
        period_to="2020-10-12",
        published="2022-03",
    )
    document = msgspec.structs.replace(
        document, document=msgspec.structs.replace(document.document, filename="marl-danielle-ottway.pdf")
    )
    (row,) = TABLES["documents"].rows(document)
    opened = opened_row(row, Opener.of(document))
    assert list(opened) == list(row)
    assert opened["title"] == "The death of [name removed] in [2020]"
    assert (opened["subject"], opened["filename"]) == ("[name removed]", "marl-[name removed].pdf")
    assert (opened["authors"], opened["chair"]) == (["Miriam Castell"], "Dr Ann Pike")
    assert (opened["dates_incident"], opened["dates_period_to"], opened["dates_published"]) == (
        "2020",
        "2020",
        "2022-03",
    )
    same = ("document_id", "sha256", "document_date", "pages", "schema_version", "themes", "count_recommendation")
    assert {name: opened[name] for name in same} == {name: row[name] for name in same}


def test_rows_of_items_and_sections() -> None:
    words = "Mr Hollins should see the 14-year-old by 30 September 2022."
    document = record(words)
    item: Item = msgspec.structs.replace(
        document.items[0],
        owner="Jane Pike, Team Manager",
        addressee_text="Mr Hollins",
        timescale=Timescale("by 30 September 2022", "2022-09-30"),
    )
    document = msgspec.structs.replace(document, items=(item,))
    opener = Opener.of(document)
    (row,) = TABLES["items"].rows(document)
    opened = opened_row(row, opener)
    assert opened["text"] == "[name removed] should see the [aged 11-15] by 30 September 2022."
    assert (opened["owner"], opened["addressee_text"]) == ("[name removed], Team Manager", "[name removed]")
    assert (opened["timescale"], opened["timescale_normalised"]) == ("by 30 September 2022", "2022-09-30")
    unchanged = set(row) - {"text", "owner", "addressee_text"}
    assert {name: opened[name] for name in unchanged} == {name: row[name] for name in unchanged}
    (section,) = TABLES["sections"].rows(document)
    assert "[aged 11-15]" in opened_row(section, opener)["text"]


def test_rows_with_other_columns() -> None:
    row = {"notes": "Jane Pike", "date_of_birth": "2009-03-12", "date_death": "2021-01-02", "mixed": [1, "Mr Pike"]}
    opened = opened_row(row, NOBODY)
    assert (opened["notes"], opened["mixed"]) == ("[name removed]", [1, "[name removed]"])
    assert (opened["date_of_birth"], opened["date_death"]) == ("2009", "2021")
