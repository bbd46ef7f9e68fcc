"""What text layers do to words: the words that a person reads come out."""

from __future__ import annotations

import pytest
from tests.parse.reading import read, said, text_blocks
from tests.pdfs.words import OPENING, SERVICES


def test_apostrophes_in_another_font_do_not_split_words() -> None:
    assert said("apostrophe-in-another-font") == [
        OPENING,
        "The children’s centre and both of the parents’ doctors did not know of it at the time, and it wasn’t written "
        "down.",
    ]


def test_blanks_around_apostrophes_are_closed() -> None:
    assert said("apostrophe-with-blanks") == [
        OPENING,
        "The children's centre saw the plans, and the family’s doctor didn’t.",
    ]


def test_stray_blanks_within_words_are_closed() -> None:
    assert said("stray-blanks")[1:3] == [
        "The decision-making of the panel was slow, and multi-agency meetings were rare.",
        "Nobody asked the child what she wanted.",
    ]


def test_a_dash_between_blanks_is_no_hyphen() -> None:
    assert said("stray-blanks")[3] == "The visit was late - the third that month - and it was not recorded."


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen() -> None:
    assert said("hyphens-at-line-ends")[1] == (
        "The review looked at self-neglect and at how practitioners working in safeguarding saw it. The partnership "
        "has had a multi-agency plan for the long-term work with people."
    )


def test_compounds_at_line_ends_keep_their_hyphens_in_a_document_that_breaks_no_words() -> None:
    assert said("compounds-at-line-ends")[1] == (
        "The young man saw his step-father on most days and the child-minder once a week. A trauma-informed plan was "
        "made with him."
    )


def test_ranges_and_names_cut_at_a_line_end_keep_their_hyphen() -> None:
    assert said("range-at-a-line-end") == [
        "The review looked at what the services did in the years 2015-2018 and at how the family saw it. The "
        "non-English speaking father was not heard."
    ]


def test_ligatures_are_spelled_out() -> None:
    assert said("ligatures") == ["The office of the first reflection was staffed by two people."]


def test_soft_hyphens_are_not_shown() -> None:
    assert said("soft-hyphens") == [
        "The practitioner knew. The safeguarding partnership met, and the chair asked the practitioner to write to the "
        "doctor."
    ]


def test_odd_blanks_are_blanks_or_nothing() -> None:
    assert said("odd-blanks") == ["The child was seen alone by the doctor in May."]


def test_a_code_without_meaning_can_be_written() -> None:
    (text,) = said("codes-without-meaning")
    assert text == "The plan was made � and kept."
    assert text.encode("utf-8")


def test_a_sign_beyond_16_bits_is_read() -> None:
    assert said("character-beyond-16-bits") == ["\U0001f4a1 What to do now"]


def test_a_shadowed_title_is_read_once() -> None:
    assert said("shadowed-title") == ["Serious Case Review: Baby Fern", OPENING]


def test_letters_drawn_twice_are_read_once() -> None:
    assert said("doubled-letters") == ["Serious Case Review: Baby Fern", OPENING]


def test_noncharacters_for_hyphens_are_hyphens() -> None:
    assert said("hyphens-as-noncharacters") == [
        "The partnership wrote a multi-agency plan about self-neglect and long-term work, and agreed a step-by-step "
        "guide for its staff."
    ]


@pytest.mark.parametrize("name", ["quotes-of-windows", "quotes-decoded-twice"])
def test_quotes_in_another_encoding_are_those_of_the_page(name: str) -> None:
    assert said(name) == ["The child’s doctor said “come tomorrow” and the parents’ plan was kept."]


def test_stroked_letters_are_bold() -> None:
    bold = [block.text for block in text_blocks("bold-by-stroke") if all(line.bold for line in block.lines)]
    assert bold == ["What should change"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("words-placed-one-by-one", "The nursery wrote to the doctor in June and had an answer in September."),
        (
            "justified-text",
            "The nursery wrote to the doctor in June and had an answer in the autumn of that year, which came late.",
        ),
    ],
)
def test_words_are_told_apart_by_where_they_stand(name: str, text: str) -> None:
    assert said(name) == [text]


def test_letters_spread_over_a_heading_are_words() -> None:
    assert said("letter-spaced-heading") == [OPENING, "Learning points", SERVICES]


def test_a_word_in_two_fonts_is_one_word() -> None:
    assert said("fonts-in-one-word")[1] == "Safeguarding is the work of everybody."


def test_bookmarks_are_read_with_their_levels() -> None:
    assert read("outline-in-the-file").outline == ((1, "1. Introduction"), (2, "2. Findings"), (1, "3. Learning"))
