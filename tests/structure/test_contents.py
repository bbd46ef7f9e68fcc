"""Contents pages: nothing is read from them, and they tell which lines are headings, and of which level."""

from __future__ import annotations

import pytest
from tests.parse.lines import line
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE
from tests.structure.reading import headings, of_kind, tree, under

from crossreview.structure.contents import entry_of

LONG = "Why this review was carried out by the partnership and what the people who took part in it were asked"


def test_numbers_tell_levels_beside_contents_with_leaders() -> None:
    assert tree("contents-with-leaders") == [
        (1, "1.", "Introduction"),
        (2, "1.1", LONG),
        (1, "2.", "What happened"),
        (1, "3.", "Recommendations"),
    ]


def test_text_behind_a_contents_page_is_no_part_of_it() -> None:
    assert VOICE in of_kind("contents-with-leaders", "paragraph")


def test_entries_of_a_contents_page_are_no_text() -> None:
    shown = [*of_kind("contents-with-leaders", "paragraph"), *of_kind("contents-with-leaders", "list_item")]
    assert not any("....." in text for text in shown)


def test_headings_set_like_the_body_are_told_by_the_contents_page() -> None:
    assert headings("contents-tell-headings") == [
        "How the family lived",
        "Who saw the child",
        "Where the plan went wrong",
    ]


def test_headings_may_be_worded_otherwise_than_the_contents_page() -> None:
    assert headings("contents-differ-from-body") == [
        "The family and its history",
        "Hearing the child",
        "Concluding remarks",
    ]


def test_a_summary_before_the_contents_page_is_read() -> None:
    name = "summary-before-contents"
    assert headings(name) == ["Executive summary", "Background", "Findings", "Recommendations"]
    assert under(name, "Executive summary") == [VOICE, CHANGE, *of_kind(name, "contents")]
    assert [under(name, heading) for heading in ("Background", "Findings", "Recommendations")] == [
        [OPENING],
        [SERVICES],
        [MEETING],
    ]


def test_contents_tell_levels_where_sizes_mislead() -> None:
    assert [(level, heading) for level, _, heading in tree("headings-smaller-than-their-children")] == [
        (1, "FAMILY"),
        (2, "The mother"),
        (2, "The child"),
        (1, "SERVICES"),
        (2, "The nursery"),
        (2, "The doctor"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Introduction ........... 4", "Introduction"),
        ("Introduction . . . . . . 4", "Introduction"),
        ("1.1 The family ......... 12", "1.1 The family"),
        ("Introduction ……… 4", "Introduction"),
        ("Foreword ........... iv", "Foreword"),
        ("Appendix A: terms ........ 104", "Appendix A: terms"),
        ("The year 2019 ........... 7", "The year 2019"),
        ("The family lived there... in 4", None),
        ("In all there were 14", None),
        ("The plan was made.", None),
    ],
)
def test_entries(text: str, title: str | None) -> None:
    assert entry_of(line(text)) == title
