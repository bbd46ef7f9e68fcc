"""List items, numbers, and paragraphs over line and page ends."""

from __future__ import annotations

import pytest
from tests.parse.reading import labelled, read, said, text_blocks
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE

ASKS = (
    "The partnership should ask all agencies to use one form for referrals and to say who has read it.",
    "The health trust should tell the partnership by the autumn how it has gone.",
    "The housing office should join the meetings.",
)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("number-touches-text", ("15.", "16.", "17.")),
        ("number-with-bracket", ("1)", "(2)", "(3)")),
        ("number-without-point", ("8.32", "8.33", "8.34")),
        ("number-printed-twice", ("4.", "4.", "5.")),
        ("number-with-tab", ("1", "2", "3")),
    ],
)
def test_a_number_begins_an_item(name: str, labels: tuple[str, ...]) -> None:
    assert labelled(name) == list(zip(labels, ASKS, strict=True))


def test_items_with_codes_are_paragraphs_of_their_own() -> None:
    labels = ("R3", "Rec 4b", "Rec. 5")
    assert said("number-as-code")[1:] == [f"{label} {ask}" for label, ask in zip(labels, ASKS, strict=True)]


def test_numbers_in_a_column_of_their_own_stand_before_their_text() -> None:
    assert labelled("number-in-a-column") == [("3.1", OPENING), ("3.2", SERVICES), ("3.3", CHANGE)]


def test_numbered_paragraphs_go_on_over_the_page_end() -> None:
    assert labelled("paragraphs-with-numbers") == [("1.1", OPENING), ("1.2", VOICE), ("1.3", CHANGE)]


def test_what_hangs_at_the_indent_of_a_cut_item_belongs_to_it() -> None:
    name = "item-over-a-page-end-between-sentences"
    assert labelled(name) == [("1.1", OPENING), ("1.2", SERVICES), ("1.3", CHANGE)]


def test_a_line_that_begins_with_a_number_is_no_item() -> None:
    assert said("lines-that-begin-with-numbers") == [
        "The review covers the years from 2015 until the end of the summer of 2019. It draws on the records of eleven "
        "services, and heard from more than 14 practitioners. The services are described in the guidance, paragraph "
        "4.12 of which asks for one form. The cost was put at no less than 2.5 million pounds in that year, for what "
        "the plan of the board calls phase 1. After that the money came to an end, as the family and the child said to "
        "a doctor in the autumn.",
        SERVICES,
        "2019 was the year in which the family moved to the town.",
        "14 children lived in the street.",
    ]
    assert labelled("lines-that-begin-with-numbers") == []


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    assert labelled("bullets-of-symbol-fonts") == [
        ("\uf0b7", "ask all agencies to use one form, and say who has read it;"),
        ("\uf0a7", "look at ten cases every quarter."),
    ]


@pytest.mark.parametrize("name", ["bullets-that-are-letters-of-wingdings", "bullets-without-a-code"])
def test_bullets_that_lost_their_font_are_bullets(name: str) -> None:
    assert [body for _, body in labelled(name)] == [
        "ask all agencies to use one form;",
        "look at ten cases every quarter.",
    ]


def test_the_letter_o_is_a_bullet_where_it_hangs() -> None:
    assert labelled("bullets-that-are-the-letter-o") == [
        ("•", "ask all agencies to use one form,"),
        (
            "o",
            "for referrals to the health visitor and the nursery, whoever makes them and whenever they are made;",
        ),
        ("o", "for calls;"),
        ("•", "look at ten cases every quarter."),
    ]


def test_bullets_on_another_baseline_begin_their_text() -> None:
    assert labelled("bullets-on-another-baseline") == [
        ("•", "ask all agencies to use one form;"),
        ("•", "look at ten cases every quarter;"),
        ("•", "write to the doctor."),
    ]


def test_dashes_below_a_bullet_are_items() -> None:
    assert labelled("dashes-below-bullets") == [
        ("•", "The health trust should see to it that"),
        (
            "–",
            "records are kept of every visit that a health visitor makes or tries to make to the home of a child;",
        ),
        ("–", "they are read."),
        ("•", "The housing office should join the meetings."),
    ]


def test_sub_bullets_hang_further_in_than_their_parent() -> None:
    lefts = [block.lines[0].x0 for block in text_blocks("dashes-below-bullets")]
    assert lefts[0] == lefts[3] < lefts[1] == lefts[2]


def test_letters_and_roman_numbers_begin_items() -> None:
    assert [label for label, _ in labelled("letters-and-romans")] == ["(a)", "(b)", "iii)", "iv)"]


def test_items_need_no_gap_between_them() -> None:
    assert labelled("items-without-gaps") == [("1.", SERVICES), ("2.", CHANGE)]


def test_a_bullet_goes_on_over_the_page_end() -> None:
    assert labelled("item-over-a-page-end") == [
        (
            "•",
            "The health trust should see to it that records are kept of every visit to the home, and that they are "
            "read.",
        ),
        ("•", "The housing office should join the meetings."),
    ]


def test_a_paragraph_goes_on_over_the_page_end_only_in_mid_sentence() -> None:
    assert said("paragraph-over-a-page-end") == [
        CHANGE,
        SERVICES,
        "The last meeting was in May.",
        "Nobody wrote to the doctor after that.",
    ]


def test_short_last_lines_divide_paragraphs() -> None:
    assert said("paragraphs-told-by-short-lines") == [OPENING, MEETING, VOICE]


def test_indents_divide_paragraphs() -> None:
    assert said("paragraphs-told-by-indent") == [OPENING, SERVICES, CHANGE]


def test_bold_words_begin_a_paragraph() -> None:
    name = "bold-words-that-open-paragraphs"
    assert said(name)[1:3] == [
        "Recommendation 1: the partnership should ask all agencies to use one form, and say who reads it.",
        "Recommendation 2: the housing office should join the meetings.",
    ]
    assert [block.lines[0].lead for block in text_blocks(name)[1:3]] == [len("Recommendation 1:")] * 2


def test_the_text_of_a_block_is_what_its_source_points_at() -> None:
    for name in ("item-over-a-page-end", "paragraph-over-a-page-end", "paragraphs-with-numbers"):
        text = read(name).placed.text
        for block in text_blocks(name):
            assert block.source().text_in(text) == block.text
