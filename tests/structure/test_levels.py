"""Levels and sections: a tree that holds every block once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.pdfs.make import makers
from tests.structure.reading import structured, tree, under

from crossreview.errors import CrossreviewError
from crossreview.parse import TextTable
from crossreview.structure import StructuredDocument


def test_numbers_tell_levels_where_all_headings_look_the_same() -> None:
    assert tree("headings-with-levels") == [
        (1, "1.", "Introduction"),
        (2, "1.1", "Why we reviewed"),
        (2, "1.2", "How we reviewed"),
        (1, "2.", "The family"),
        (2, "2.1", "The child"),
        (3, "2.1.1", "The child at the nursery"),
        (1, "3.", "Findings"),
    ]


def test_the_same_heading_may_come_many_times_each_below_its_own_parent() -> None:
    name = "same-heading-many-times"
    sections = {section.id: section for section in structured(name).sections}
    parents = [
        sections[section.parent].heading
        for section in sections.values()
        if section.heading == "Summary" and section.parent is not None
    ]
    assert parents == [f"Finding {number}: what the services knew" for number in (1, 2, 3)]
    assert len(under(name, "Summary")) == 3


def test_a_heading_that_lost_its_number_stands_with_its_neighbours() -> None:
    assert tree("headings-numbered-now-and-then") == [
        (1, None, "Introduction"),
        (1, "2.", "The family"),
        (1, None, "What happened"),
        (1, "4.", "Findings"),
        (1, None, "Findings"),
        (1, "5.", "Recommendations"),
    ]


def test_bookmarks_do_not_tell_levels() -> None:
    assert [level for level, _, _ in tree("outline-in-the-file")] == [1, 1, 1]


def _readable(name: str) -> StructuredDocument | None:
    try:
        return structured(name)
    except CrossreviewError:
        return None


@pytest.mark.parametrize("name", makers())
def test_sections_make_a_tree_that_covers_the_text_behind_the_first_heading(name: str) -> None:
    document = _readable(name)
    if document is None:
        return
    by_id = {section.id: section for section in document.sections}
    for section in document.sections:
        assert section.level >= 1
        assert 0 <= section.start < section.end <= len(document.text)
        assert section.source.text_in(document.text).endswith(section.heading)
        if section.parent is not None:
            parent = by_id[section.parent]
            assert parent.level < section.level
            assert parent.start <= section.start
            assert section.end <= parent.end
    for before, after in pairwise(document.sections):
        assert before.start < after.start
    assert min((section.level for section in document.sections), default=1) == 1


@pytest.mark.parametrize("name", makers())
def test_every_block_has_its_place_once_and_stands_in_its_section(name: str) -> None:
    document = _readable(name)
    if document is None:
        return
    assert [block.index for block in document.blocks] == list(range(len(document.parsed.placed.blocks)))
    for block, record in zip(document.blocks, document.record_blocks(), strict=True):
        assert record.id == block.id
        text = record.source.text_in(document.text)
        assert text.strip() == text != ""
        if not isinstance(block.content, TextTable):
            assert text == block.content.text
        if block.section is not None:
            assert block.section.start <= record.source.start
            assert record.source.end <= block.section.end + 1


@pytest.mark.parametrize("name", makers())
def test_every_page_is_known_and_every_span_lies_on_it(name: str) -> None:
    document = _readable(name)
    if document is None:
        return
    parsed = document.parsed
    pages = len(parsed.page_sizes)
    assert len(parsed.placed.page_offsets) == len(parsed.page_turns) == pages
    assert list(parsed.placed.page_offsets) == sorted(parsed.placed.page_offsets)
    for record in document.record_blocks():
        for span in record.source.spans:
            assert 1 <= span.page <= pages
            assert span.box[0] <= span.box[2]
            assert span.box[1] <= span.box[3]


def test_italic_headings_stand_below_upright_ones() -> None:
    assert [(level, heading) for level, _, heading in tree("upright-and-italic-headings")] == [
        (1, "Introduction"),
        (1, "What we ask for"),
        (2, "The partnership"),
        (2, "Single agencies"),
        (3, "The nursery"),
        (3, "The housing office"),
        (1, "Publication"),
    ]


def test_numbers_between_larger_headings_begin_below_them() -> None:
    assert [(level, heading) for level, _, heading in tree("numbers-below-larger-headings")] == [
        (1, "About this inspection"),
        (1, "What we found"),
        (2, "Asking for help"),
        (3, "What is strong"),
        (2, "Making plans"),
        (3, "What is strong"),
        (2, "Leaders and staff"),
        (3, "What is strong"),
        (1, "Next steps"),
    ]
