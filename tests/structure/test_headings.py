"""Which lines are headings, and which only look like them."""

from __future__ import annotations

import pytest
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE
from tests.structure.reading import headings, of_kind, structured, tree, under

THREE = ["Why we reviewed", "What the nursery knew", "The autumn meeting"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("headings-bold-at-body-size", THREE),
        (
            "headings-that-are-sentences",
            [
                "Practitioners did not always ask what a day in the life of the child was like, and seldom wrote it "
                "down.",
                "Nobody brought the parts together.",
            ],
        ),
        ("bold-by-stroke", ["What should change"]),
        ("letter-spaced-heading", ["Learning points"]),
        ("white-on-a-dark-band", ["What we found"]),
        ("heading-with-footnote-mark", ["Early help", "Strategy meetings"]),
        ("heading-alone-at-the-foot", ["Good practice"]),
        (
            "heading-with-grade-in-a-box",
            [
                "The experiences and progress of children who need help and protection",
                "The experiences and progress of children in care",
            ],
        ),
        (
            "heading-in-a-cell",
            ["What the nursery knew of the child and told", "How the doctor was kept out of it"],
        ),
        ("page-number-of-20-points", ["Introduction", "Events", "Analysis", "Findings", "Learning"]),
        ("furniture-larger-than-headings", ["Introduction", "Events", "Analysis", "Findings", "Learning"]),
        ("form-around-the-report", ["Introduction", "What happened", "What should change"]),
        ("underlined-words", ["Background", "Learning"]),
        (
            "heading-over-three-lines",
            [
                "Finding 1: how the services that knew the family told one another what they knew, why it was late, "
                "and what the nursery and the doctor made of it",
                "What should change",
                "In the nursery",
            ],
        ),
        ("heading-numbers-in-a-column", THREE),
        ("same-heading-on-every-page", ["What we learned"] * 4),
        ("first-heading-of-one-page", THREE),
        ("coloured-headings", THREE),
        ("headings-light-and-larger", THREE),
        ("bold-font-throughout", THREE[:2]),
        ("headings-in-the-margin", THREE),
        ("title-set-like-the-headings", ["Introduction", "The family", "The autumn meeting"]),
    ],
)
def test_headings(name: str, expected: list[str]) -> None:
    assert headings(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("letter-with-signatures", ["Headline findings", "What needs to improve?"]),
        ("captions", ["The services"]),
        ("sign-off-with-date", ["Introduction", "Progress since the review"]),
        ("column-heads", ["The panel", "The terms"]),
        ("lead-in-words", ["Learning points"]),
        ("grade-lines", ["Help and protection", "Children in care"]),
        ("heading-over-a-page-end", ["Recommendations"]),
        ("cover-page", ["Introduction", "Findings"]),
        ("paragraphs-with-numbers-like-headings", ["Introduction", "The family"]),
        ("shadowed-title", []),
        ("two-columns", []),
        ("bold-words-that-open-paragraphs", []),
    ],
)
def test_what_only_looks_like_a_heading_is_none(name: str, expected: list[str]) -> None:
    assert headings(name) == expected


def test_a_title_right_above_the_first_heading_is_no_part_of_it() -> None:
    assert tree("title-runs-into-first-heading") == [
        (1, "1.", "Introduction"),
        (1, "2.", "The circumstances"),
        (1, "3.", "Findings"),
    ]


@pytest.mark.parametrize("name", ["title-runs-into-first-heading", "heading-numbers-in-a-column"])
def test_numbers_of_headings_are_kept_apart_from_their_words(name: str) -> None:
    assert [section.number for section in structured(name).sections] == ["1.", "2.", "3."]


def test_a_heading_right_below_another_is_lower() -> None:
    assert [(level, heading) for level, _, heading in tree("heading-over-three-lines")][1:] == [
        (1, "What should change"),
        (2, "In the nursery"),
    ]


@pytest.mark.parametrize("text", ["1.2 The nursery was told in May.", "1.3 The doctor was not told."])
def test_short_numbered_paragraphs_are_items(text: str) -> None:
    assert text in of_kind("paragraphs-with-numbers-like-headings", "list_item")


@pytest.mark.parametrize(
    ("name", "count"), [("title-runs-into-first-heading", 1), ("cover-page", 5), ("letter-with-signatures", 3)]
)
def test_the_title_block_is_told(name: str, count: int) -> None:
    assert structured(name).front.title == tuple(range(count))


def test_whole_bold_paragraphs_are_text() -> None:
    (ask, after) = under("heading-over-a-page-end", "Recommendations")
    assert ask.startswith("The partnership should ask every agency")
    assert after == SERVICES


def test_text_stands_under_the_heading_before_it() -> None:
    name = "headings-bold-at-body-size"
    assert [under(name, heading) for heading in THREE] == [[OPENING], [SERVICES], [MEETING]]


def test_text_before_the_first_heading_stands_in_no_section() -> None:
    loose = [block for block in structured("headings-bold-at-body-size").blocks if block.section is None]
    assert len(loose) == 2


def test_a_heading_keeps_the_text_on_the_next_page() -> None:
    assert under("heading-alone-at-the-foot", "Good practice") == [CHANGE]


def test_a_heading_within_a_box_governs_the_box_only() -> None:
    name = "heading-in-a-side-box"
    assert under(name, "Good practice") == [VOICE]
    assert SERVICES not in under(name, "Good practice")


def test_footnotes_are_no_headings_and_stay_apart() -> None:
    assert of_kind("heading-with-footnote-mark", "footnote") == ["See the glossary of terms at the end."] * 2


def test_ratings_sentences_and_lead_ins_in_bold_are_no_headings() -> None:
    assert headings("bold-lines-that-are-no-headings") == ["Fathers", "A child who was not listened to", "Completed"]


def test_long_lines_of_a_title_block_do_not_end_it() -> None:
    assert headings("cover-lines-longer-than-a-line") == ["Summary", "The family"]
