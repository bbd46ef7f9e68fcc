"""The text of a document and the places of its words, for documents made of lines by chance."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import line

from crossreview.parse import PlacedText, TextBlock, TextTable
from crossreview.parse.blocks import BlockType, LineBlock, TableBlock
from crossreview.parse.cells import PageTable
from crossreview.parse.gutters import Columns
from crossreview.parse.hyphens import Hyphens
from crossreview.parse.labels import label_of
from crossreview.parse.lines import Line
from crossreview.parse.text import place
from crossreview.records import Span

PAGES = 5
words = st.text(alphabet="abcdeÄß語🙂-‐.'’0", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=6).map(" ".join)
kinds: st.SearchStrategy[BlockType] = st.sampled_from(("paragraph", "list_item", "footnote"))


@st.composite
def line_blocks(draw: st.DrawFn, first: int = 1) -> LineBlock:
    """A block of one to six lines over one or two pages."""
    texts = draw(st.lists(sentences, min_size=1, max_size=6))
    page = draw(st.integers(first, PAGES))
    cut = draw(st.integers(1, len(texts)))
    lines = tuple(
        line(text, page=min(page + (index >= cut), PAGES), baseline=100.0 + 14 * index)
        for index, text in enumerate(texts)
    )
    return LineBlock(draw(kinds), lines, label_of(lines[0]))


@st.composite
def table_blocks(draw: st.DrawFn) -> TableBlock:
    """A table with at least one word in each row."""
    page = draw(st.integers(1, PAGES))
    columns = draw(st.integers(1, 3))
    rows: list[tuple[tuple[LineBlock, ...], ...]] = []
    for number in range(draw(st.integers(1, 3))):
        full = (LineBlock("paragraph", (line(draw(sentences), page=page, baseline=100.0 + 20 * number),), None),)
        others = [(full if draw(st.booleans()) else ()) for _ in range(columns - 1)]
        rows.append((full, *others))
    part = PageTable(page, (72.0, 90.0, 500.0, 200.0), Columns((72.0,), 500.0), ())
    return TableBlock((part,), tuple(rows))


def _page(block: LineBlock | TableBlock) -> int:
    return block.first.page if isinstance(block, LineBlock) else block.parts[0].page


documents = st.lists(st.one_of(line_blocks(), line_blocks(), table_blocks()), max_size=8).map(
    lambda blocks: tuple(sorted(blocks, key=_page))
)


@st.composite
def placed_documents(draw: st.DrawFn) -> PlacedText:
    """A document placed, with hyphens learnt from its own lines."""
    blocks = draw(documents)
    lines = [part for block in blocks if isinstance(block, LineBlock) for part in block.lines]
    return place(blocks, PAGES, draw(st.sampled_from((Hyphens.learn(lines), Hyphens(frozenset(), automatic=True)))))


def _text_blocks(placed: PlacedText) -> list[TextBlock]:
    found: list[TextBlock] = []
    for block in placed.blocks:
        if isinstance(block, TextBlock):
            found.append(block)
        else:
            found += [part for row in block.rows for cell in row for part in cell.blocks]
    return found


@given(placed_documents(), st.data())
def test_any_part_of_a_block_is_found_again(placed: PlacedText, data: st.DataObject) -> None:
    for block in _text_blocks(placed):
        start = data.draw(st.integers(0, len(block.text)))
        end = data.draw(st.integers(start, len(block.text)))
        expected = block.text[start:end].strip()
        assert block.source(start, end).text_in(placed.text) == expected


@given(placed_documents())
def test_the_text_of_a_block_is_that_of_its_spans(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        assert block.source().text_in(placed.text) == block.text
        assert (block.source().start, block.source().end) == (block.start, block.end)
        assert block.text == block.text.strip()


@given(placed_documents())
def test_every_span_lies_in_the_text_and_on_its_page(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        for span in block.source().spans:
            assert 0 <= span.start < span.end <= len(placed.text)
            lines = [part for part in block.lines if part.page == span.page]
            assert lines
            assert _around(span, lines)


def _around(span: Span, lines: list[Line]) -> bool:
    left, top, right, bottom = span.box
    return (
        left == round(min(part.x0 for part in lines), 1)
        and top == round(min(part.top for part in lines), 1)
        and right == round(max(part.x1 for part in lines), 1)
        and bottom == round(max(part.bottom for part in lines), 1)
    )


@given(placed_documents())
def test_the_box_of_a_line_is_its_own(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        for fragment in block.fragments:
            for part in fragment.lines:
                if part.start < part.end:
                    box = fragment.span(part.start, part.end).box
                    assert box == tuple(round(edge, 1) for edge in part.line.box)


@given(placed_documents())
def test_lines_follow_one_another_in_the_text(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        for fragment in block.fragments:
            assert fragment.lines[0].start == fragment.start
            assert fragment.lines[-1].end == fragment.end
            for before, after in pairwise(fragment.lines):
                assert before.start <= before.end <= after.start <= after.end
                assert placed.text[before.end : after.start] in ("", " ")


@given(placed_documents())
def test_page_offsets_go_up_and_tell_the_page_of_each_first_fragment(placed: PlacedText) -> None:
    assert len(placed.page_offsets) == PAGES
    assert list(placed.page_offsets) == sorted(placed.page_offsets)
    assert all(0 <= offset <= len(placed.text) for offset in placed.page_offsets)
    starts: dict[int, int] = {}
    for block in _text_blocks(placed):
        for span in block.source().spans:
            starts[span.page] = min(starts.get(span.page, span.start), span.start)
    for page, start in starts.items():
        assert placed.page_offsets[page - 1] <= start


@given(placed_documents())
def test_no_letter_of_the_lines_is_lost(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        printed = "".join(part.text for part in block.lines)
        assert _letters(block.text) == _letters(printed)


def _letters(text: str) -> str:
    return "".join(char for char in text if char not in " -‐")


@given(placed_documents())
def test_blocks_do_not_overlap_and_fill_the_text(placed: PlacedText) -> None:
    pieces = sorted((part.start, part.end) for block in _text_blocks(placed) for part in block.fragments)
    at = 0
    for start, end in pieces:
        assert start == at
        at = end + 1
    assert at in (0, len(placed.text) + 1)


@given(placed_documents())
def test_the_source_of_a_table_is_all_its_cells(placed: PlacedText) -> None:
    for block in placed.blocks:
        if isinstance(block, TextTable):
            cells = [cell.text for row in block.rows for cell in row if cell.text]
            assert block.source.text_in(placed.text) == " ".join(cells)
            assert block.page == block.source.page


@given(placed_documents())
def test_the_body_of_a_block_is_its_text_behind_the_label(placed: PlacedText) -> None:
    for block in _text_blocks(placed):
        assert block.text.endswith(block.body)
        if block.label is not None:
            assert block.text.startswith(block.label.text)
