"""Tables of data, forms around text, shading and rulings."""

from __future__ import annotations

import pytest
from tests.parse.reading import labelled, read, said, tables
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE

from crossreview.parse import TextTable


def test_a_form_around_a_report_is_no_table() -> None:
    name = "form-around-the-report"
    assert said(name) == [
        "Introduction",
        f"1. {OPENING}",
        f"2. {SERVICES}",
        "What happened",
        f"3. {MEETING}",
        f"4. {VOICE}",
        "What should change",
        f"5. {CHANGE}",
    ]
    assert [label for label, _ in labelled(name)] == ["1.", "2.", "3.", "4.", "5."]


def test_a_table_goes_on_over_the_page_end() -> None:
    assert tables("table-over-two-pages") == [
        [
            ["Recommendation", "Lead", "By when"],
            ["Ask all agencies to use one form for referrals.", "Partnership", "May 2021"],
            [
                "Look at ten cases every quarter and report to the partnership what was found.",
                "Health trust",
                "June 2021",
            ],
            ["Join the meetings.", "Housing office", "July 2021"],
        ]
    ]


def test_a_row_cut_by_the_page_end_has_its_place_on_both_pages() -> None:
    parsed = read("table-over-two-pages")
    (table,) = (block for block in parsed.placed.blocks if isinstance(block, TextTable))
    source = table.rows[2][0].source
    assert source is not None
    assert [span.page for span in source.spans] == [1, 2]
    assert source.text_in(parsed.placed.text) == table.rows[2][0].text


def test_text_around_a_table_is_read() -> None:
    assert said("table-of-data")[0] == OPENING
    assert said("table-of-data")[-1] == CHANGE


def test_empty_cells_are_kept() -> None:
    assert tables("table-of-data") == [
        [["Agency", "Report", "Author"], ["Health trust", "Yes", ""], ["Police", "No", "Corin Hale"]]
    ]


def test_a_head_across_the_columns_is_a_row() -> None:
    assert tables("table-with-merged-head") == [
        [["Visits in the year 2019", ""], ["Nursery", "12"], ["Health visitor", "3"]]
    ]


def test_columns_can_be_told_by_blanks() -> None:
    assert tables("table-without-upright-rules") == [
        [
            ["Agency", "Report", "Author"],
            ["Health trust", "Received in May", "Ada Fernley"],
            ["Police", "Received in June", "Corin Hale"],
            ["Housing", "None", "Bertram Oakes"],
        ]
    ]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("shading-line-by-line", [OPENING, SERVICES, CHANGE]),
        ("frame-of-two-outlines", [OPENING, SERVICES, CHANGE]),
        ("white-rectangles-behind-text", [OPENING, SERVICES]),
        ("frame-of-the-page", [CHANGE, "Introduction", OPENING, SERVICES]),
        ("underlined-words", [OPENING, "Background", SERVICES, "Learning", CHANGE]),
        ("paths-by-the-thousand", [OPENING, CHANGE]),
    ],
)
def test_frames_shading_and_rules_cut_nothing(name: str, texts: list[str]) -> None:
    assert said(name) == texts


def test_a_mark_behind_a_word_does_not_tear_it_out_of_its_sentence() -> None:
    assert said("shading-behind-words") == [OPENING, "The name of the nursery was given by the mother in May"]


def test_rows_of_names_do_not_run_together() -> None:
    rows = ["Name Organisation", "Ada Fernley Health trust", "Bertram Oakes Housing office", "Corin Hale Police"]
    assert [text for text in said("column-heads") if text in rows] == rows
