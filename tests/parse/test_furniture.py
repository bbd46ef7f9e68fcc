"""Running heads and feet, page numbers and footnotes, on small PDFs and on pages made of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import line
from tests.parse.reading import labelled, left_out, read, said, said_on, text_blocks
from tests.pdfs.words import CHANGE, MEETING, OPENING, PARAGRAPHS, SERVICES, VOICE, page_of_text

from crossreview.parse.furniture import masked, without_furniture
from crossreview.parse.lines import Line
from crossreview.parse.page import Page

PARTS = ("Introduction", "Events", "Analysis", "Findings", "Learning", "End")


def running_text(pages: int) -> list[str]:
    """The paragraphs of a document of `pages` pages of text."""
    return [paragraph for number in range(1, pages + 1) for paragraph in page_of_text(number)]


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("furniture-alternating", 8),
        ("furniture-letter-spaced", 6),
        ("furniture-of-a-browser", 4),
        ("furniture-first-in-the-text-layer", 4),
        ("protective-marks", 4),
    ],
)
def test_only_the_running_text_is_read(name: str, pages: int) -> None:
    assert said(name) == running_text(pages)


def test_what_was_left_out_is_told_with_its_pages() -> None:
    assert left_out("furniture-alternating") == {
        "child q: overview report": 4,
        "wendmere safeguarding partnership": 4,
        "N": 8,
    }


def test_slanted_marks_are_counted() -> None:
    assert read("protective-marks").sideways_characters == 4 * len("DRAFT")


def test_the_title_is_read_though_the_running_head_has_its_words() -> None:
    assert said("furniture-equal-to-title") == ["Safeguarding Adults Review: Mr Alder", *running_text(5)]


@pytest.mark.parametrize("name", ["page-number-of-20-points", "furniture-larger-than-headings"])
def test_size_says_nothing_about_furniture(name: str) -> None:
    for number in range(1, 6):
        assert said_on(name, number) == [PARTS[number - 1], *page_of_text(number)]


def test_printed_page_numbers_need_not_be_those_of_the_file() -> None:
    assert said("page-number-is-not-the-page") == [
        "Review of Child Q",
        *(paragraph for number in range(5) for paragraph in page_of_text(number)),
    ]


def test_a_heading_at_one_height_on_many_pages_is_no_furniture() -> None:
    name = "same-heading-on-every-page"
    assert [said_on(name, page)[0] for page in (1, 3, 5, 7)] == ["What we learned"] * 4
    assert left_out(name) == {"wendmere learning review": 8}


def test_a_paragraph_that_comes_twice_is_no_furniture() -> None:
    assert said("same-paragraph-on-two-pages") == [
        "Executive summary",
        OPENING,
        CHANGE,
        MEETING,
        "Background",
        OPENING,
        SERVICES,
    ]


def test_a_number_of_the_text_is_no_page_number() -> None:
    assert said("number-in-the-body-at-the-foot") == [
        OPENING,
        SERVICES,
        "The number of visits that the health visitor made in the year was 14.",
    ]


def test_a_long_report_keeps_every_line_of_its_text() -> None:
    for number in range(1, 31):
        heading = [f"{number // 5 + 1}. {PARTS[number // 5]}"] if number % 5 == 1 else []
        own = f"Paragraph {number} is the only one of its kind. {PARAGRAPHS[number % 5]}"
        assert said_on("long-report", number) == [*heading, own]


def test_an_item_is_read_past_a_footnote_and_the_page_end() -> None:
    name = "footnote-in-the-middle-of-an-item"
    assert labelled(name) == [
        ("1.", "The partnership should ask all agencies to use one form."),
        (
            "2.",
            "The health trust should tell the partnership how its health visitors and school nurses share what "
            "children say to them, and how it knows that they do so.",
        ),
        ("3.", "The housing office should join the meetings."),
    ]
    notes = [block for block in text_blocks(name) if block.kind == "footnote"]
    assert [note.text for note in notes] == ["Health visitors see all families with a child under five."]


def test_an_item_over_a_page_end_has_its_place_on_both_pages() -> None:
    (item,) = (b for b in text_blocks("footnote-in-the-middle-of-an-item") if b.label and b.label.text == "2.")
    assert [span.page for span in item.source().spans] == [1, 2]
    assert item.source().text_in(read("footnote-in-the-middle-of-an-item").placed.text) == item.text


def test_raised_figures_are_no_part_of_words() -> None:
    assert said("footnote-marks-glued-to-words") == [
        OPENING,
        "The guidance asks for a written plan within ten days. None was made.",
        "Wendmere guidance on neglect, 2018.",
        "Ten working days, that is.",
    ]


def test_a_footnote_goes_on_at_the_foot_of_the_next_page() -> None:
    notes = [block.text for block in text_blocks("footnote-over-two-pages") if block.kind == "footnote"]
    assert notes == [
        "A referral is a request for help that one service makes to another. The word is used here also for a call to "
        "the police, and for a letter from one doctor to another."
    ]


def test_text_below_a_footnote_of_the_page_before_is_read() -> None:
    assert said("footnote-over-two-pages")[3:5] == [MEETING, VOICE]


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("Page 3 of 9", "Page 4 of 9"),
        ("P a g e 1 | 25", "P a g e 2 | 25"),
        ("12/03/2021, 10:14", "13/04/2022, 09:01"),
    ],
)
def test_numbers_do_not_tell_running_feet_apart(printed: str, same: str) -> None:
    assert masked(printed) == masked(same)


words = st.sampled_from(("child", "review", "learning", "meeting", "summary", "nursery", "2019", "14 March"))
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)


@st.composite
def pages_of_lines(draw: st.DrawFn) -> tuple[Page, ...]:
    """Pages of lines at usual heights, with words that come again on other pages."""
    count = draw(st.integers(1, 6))
    pages: list[Page] = []
    for number in range(1, count + 1):
        heights = sorted(draw(st.sets(st.sampled_from(range(30, 820, 14)), max_size=12)))
        lines = tuple(line(draw(texts), page=number, baseline=height) for height in heights)
        pages.append(page_of(lines, number))
    return tuple(pages)


def page_of(lines: tuple[Line, ...], number: int) -> Page:
    """A page of the size of A4 that holds lines."""
    return Page(
        number=number,
        width=595.0,
        height=842.0,
        elements=lines,
        turn=0,
        hidden_characters=0,
        sideways_characters=0,
        ocr_layer=False,
        looks_scanned=False,
    )


@given(pages_of_lines())
def test_a_line_of_one_page_is_never_furniture_unless_it_is_a_number(pages: tuple[Page, ...]) -> None:
    on_pages: dict[str, set[int]] = {}
    for page in pages:
        for element in page.elements:
            assert isinstance(element, Line)
            on_pages.setdefault(masked(element.text), set()).add(page.number)
    for before, after in zip(pages, without_furniture(pages).pages, strict=True):
        kept = {id(element) for element in after.elements}
        for element in before.elements:
            assert isinstance(element, Line)
            text = masked(element.text)
            assert id(element) in kept or len(on_pages[text]) > 1 or text == "#"


@given(pages_of_lines())
def test_what_is_kept_stays_in_order_and_what_is_not_is_told(pages: tuple[Page, ...]) -> None:
    cleaned = without_furniture(pages)
    taken = 0
    for before, after in zip(pages, cleaned.pages, strict=True):
        order = {id(element): index for index, element in enumerate(before.elements)}
        kept = [order[id(element)] for element in after.elements]
        assert kept == sorted(kept)
        taken += len(before.elements) - len(after.elements)
    assert sum(furniture.pages for furniture in cleaned.furniture) <= taken
    assert bool(taken) == bool(cleaned.furniture)
