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


def test_a_table_in_a_form_is_read_where_it_stands() -> None:
    assert said("table-in-a-form") == [
        f"1. {OPENING}",
        f"2. {SERVICES}",
        "Agency | Report | Health trust | Yes | Police | No",
        CHANGE,
    ]


def test_a_row_without_a_rule_below_it_is_a_row() -> None:
    assert tables("row-cut-without-a-rule") == [
        [
            ["Recommendation", "Lead", "By when"],
            ["Ask all agencies to use one form for referrals.", "Partnership", "May 2021"],
            [
                "Look at ten cases every quarter and say to the partnership what was found.",
                "Health trust",
                "June 2021",
            ],
        ]
    ]


def test_a_ruled_list_with_a_head_is_a_table() -> None:
    assert tables("list-with-a-head") == [[["Areas for improvement"], [VOICE], [CHANGE], [MEETING]]]


def test_a_column_that_only_indents_is_none() -> None:
    assert tables("columns-that-indent") == [
        [["1. Children seen by a worker", "Good"], ["1.1 Children seen alone", "Poor"], ["2. Leadership", "Good"]]
    ]


def test_boxes_of_a_drawing_are_no_table() -> None:
    assert tables("boxes-of-a-drawing") == []
    named = ["Council", "Trust", "Board", "Police", "Nursery", "Midwife", "School", "Doctor", "Child"]
    assert said("boxes-of-a-drawing")[1:-1] == named


def test_tables_of_one_width_are_two() -> None:
    assert tables("tables-of-one-width") == [
        [["Agency", "Report"], ["Health trust", "Received in May"], ["Police", "Received in June"]],
        [["Date", "Event", "Known to"], ["May 2020", "A birth", "Midwife"], ["June 2020", "A move", "Housing"]],
    ]


def test_a_word_broken_for_its_column_is_one() -> None:
    assert tables("words-too-long-for-their-column")[0][0] == ["Recommendation", "Answer"]


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
