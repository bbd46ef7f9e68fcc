"""Columns, boxes, and pages that are turned, cropped or of another shape."""

from __future__ import annotations

import pytest
from tests.parse.reading import PDFS, read, said, text_blocks
from tests.pdfs.sheet import width_of
from tests.pdfs.words import CHANGE, MEETING, OPENING, PARAGRAPHS, SERVICES, VOICE

from crossreview.parse.pdfium import open_pdf
from crossreview.parse.shapes import read_drawing
from crossreview.parse.sight import read_words

A4 = (595.3, 841.9)


def test_columns_are_read_one_after_the_other() -> None:
    assert said("two-columns") == ["Learning from Child Q", OPENING, SERVICES, MEETING]


def test_columns_under_text_of_full_width_are_paragraphs() -> None:
    assert said("columns-under-wide-text") == ["Learning from Child Q", OPENING, SERVICES, MEETING]


def test_text_beside_a_picture_is_one_paragraph() -> None:
    assert said("text-beside-a-picture") == [OPENING, SERVICES, CHANGE]


def test_a_quotation_across_the_columns_divides_the_page() -> None:
    first, second, third, fourth = PARAGRAPHS[:4]
    quotation = "“Nobody asked me what I wanted to happen next.”"
    assert said("pull-quote-in-the-middle") == [first, second, quotation, third, fourth]


def test_three_columns_are_read_one_after_the_other() -> None:
    assert said("three-columns") == [
        "Learning from Child Q",
        "Background",
        OPENING,
        "What we found",
        SERVICES,
        "What to do",
        CHANGE,
    ]


def test_a_side_box_does_not_run_into_the_text_beside_it() -> None:
    assert said("side-box") == [
        OPENING,
        SERVICES,
        "Key facts",
        "The child was four. She went to a nursery and saw a health visitor.",
        CHANGE,
    ]


def test_boxes_in_rows_are_read_row_by_row() -> None:
    assert said("boxes-beside-each-other")[2:] == [
        "1. Background",
        OPENING,
        "2. What we found",
        SERVICES,
        "3. Learning",
        VOICE,
        "4. To do",
        CHANGE,
    ]


def test_each_box_is_read_by_itself() -> None:
    assert {OPENING, SERVICES, VOICE, CHANGE} <= set(said("boxes-beside-each-other"))


def test_shaded_boxes_are_read_one_after_the_other() -> None:
    assert said("boxes-filled") == [OPENING, SERVICES, CHANGE]


def test_headings_in_the_margin_stand_before_their_text() -> None:
    assert said("headings-in-the-margin")[2:] == [
        "Why we reviewed",
        OPENING,
        "What the nursery knew",
        SERVICES,
        "The autumn meeting",
        MEETING,
    ]


def test_landscape_pages_have_their_own_size() -> None:
    assert read("landscape-page").page_sizes == (A4, A4[::-1], A4)
    assert said("landscape-page") == [OPENING, SERVICES, CHANGE]


@pytest.mark.parametrize(("angle", "size"), [(90, A4[::-1]), (180, A4), (270, A4[::-1])])
def test_pages_shown_turned_are_read_as_shown(angle: int, size: tuple[float, float]) -> None:
    parsed = read(f"rotate-{angle}")
    assert said(f"rotate-{angle}") == [OPENING, "In a box", SERVICES]
    assert parsed.page_sizes == (size,)
    assert parsed.page_turns == (0,)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_boxes_count_from_the_top_left_of_the_page_as_shown(angle: int) -> None:
    first, boxed, _ = text_blocks(f"rotate-{angle}")
    left, top, right, _ = first.source().spans[0].box
    assert (round(left), round(top)) == (72, 62)  # the baseline is 72 points from the top
    assert 450 < right < 523 + 1
    assert boxed.source().spans[0].box[:2] == pytest.approx((82, 215), abs=2)


@pytest.mark.parametrize(
    ("name", "page", "turn"),
    [
        ("two-columns", 1, 0),
        ("rotate-90", 1, 0),
        ("rotate-180", 1, 0),
        ("rotate-270", 1, 0),
        ("sideways-page", 2, 90),
    ],
)
def test_the_box_of_a_word_is_as_wide_as_the_word(name: str, page: int, turn: int) -> None:
    with open_pdf(PDFS / f"{name}.pdf") as document:
        shown = document[page - 1]
        words = read_words(shown, page, read_drawing(shown, turn), turn).words
        shown.close()
    for word in words:
        width = width_of(word.text, size=word.style.size)
        assert word.x1 - word.x0 == pytest.approx(width, rel=0.15, abs=2), word.text


def test_a_page_set_sideways_is_turned_to_be_read() -> None:
    parsed = read("sideways-page")
    assert said("sideways-page") == [OPENING, SERVICES, MEETING, CHANGE]
    assert parsed.page_turns == (0, 90, 0)
    assert parsed.page_sizes == (A4, A4[::-1], A4)


def test_a_note_up_the_margin_is_counted_and_not_read() -> None:
    assert said("sideways-note") == [OPENING, SERVICES]
    assert read("sideways-note").sideways_characters == len("PrintedinWendmere")


@pytest.mark.parametrize("name", ["crop-box", "media-box"])
def test_boxes_of_pages_need_not_begin_at_the_origin(name: str) -> None:
    assert said(name)[0] == OPENING
    assert read(name).page_sizes == ((595.0, 842.0),)
    (span, *_) = text_blocks(name)[0].source().spans
    assert span.box[0] == pytest.approx(72, abs=0.5)
    assert 80 < span.box[1] < 145


def test_what_the_crop_box_cuts_off_is_not_read() -> None:
    assert said("crop-box") == [OPENING]


def test_text_beside_the_page_is_not_read() -> None:
    assert said("text-outside-the-page") == [OPENING]
