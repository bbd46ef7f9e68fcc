from __future__ import annotations

from itertools import groupby, pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.examples import BOX, EMPTY_METADATA, item_of, record_of
from tests.search.documents import Writer, child_t

from crossreview.records import Block, DocumentRecord, Found, Source, Span
from crossreview.search.entries import FEWEST_LETTERS, FEWEST_OF_A_BLOCK, Entry, entries, sortable


def texts(record: DocumentRecord) -> list[str]:
    return [entry.source.text_in(record.document.text) for entry in entries(record)]


def test_every_passage_once_and_nothing_lost() -> None:
    found = texts(child_t())
    assert len(found) == len(set(found))
    # The number before an item is too little to be found by itself; headings are found through what stands under them.
    assert found == [
        "Local Child Safeguarding Practice Review: Child T",
        "The council should visit every child in elective home education once a year.",
        "The police should share information with schools after each domestic abuse incident.",
        "Child T – a café owner’s son – was educated at home, and nobody saw him for a year.",
    ]


def test_a_document_is_found_by_its_title() -> None:
    record = child_t()
    title = next(entries(record))
    assert record.metadata.title is not None
    assert title == Entry("child-t", record.metadata.title.source, None, "document", None)


def untitled(record: DocumentRecord) -> DocumentRecord:
    return msgspec.structs.replace(record, metadata=msgspec.structs.replace(record.metadata, title=None))


def test_a_document_without_a_title_is_found_by_its_first_words() -> None:
    record = untitled(child_t())
    first, *rest = entries(record)
    assert first == Entry("child-t", record.blocks[0].source, None, "document", None)
    assert first.source.text_in(record.document.text) == "Introduction"
    assert [entry.kind for entry in rest] == ["recommendation", "recommendation", "paragraph"]


def test_a_document_of_nothing_has_no_entry() -> None:
    assert list(entries(msgspec.structs.replace(untitled(child_t()), blocks=(), items=()))) == []


def test_the_paragraph_of_a_title_is_no_entry_beside_it() -> None:
    record = child_t()
    title = record.metadata.title
    assert title is not None
    above = Block("b-title", "paragraph", None, title.source)
    assert texts(msgspec.structs.replace(record, blocks=(above, *record.blocks))) == texts(record)


def test_what_a_paragraph_says_around_its_item_is_found_by_itself() -> None:
    writer = Writer("child-u", "Child U")
    writer.item("The board should write to all schools.", before="In the light of this long story, we say at last: ")
    record = writer.record(code="U1", dated=None, areas=(), review_type="lcspr")
    _, item, rest = entries(record)
    assert item.item is not None
    assert rest.item is None
    assert (item.part_id, rest.part_id) == ("i-child-u-1", "b-child-u-0")
    assert rest.source.text_in(record.document.text) == "In the light of this long story, we say at last: "


@pytest.mark.parametrize(("letters", "is_found"), [(FEWEST_OF_A_BLOCK - 1, False), (FEWEST_OF_A_BLOCK, True)])
def test_a_block_with_too_few_letters_is_not_worth_finding(letters: int, is_found: bool) -> None:
    words = "a" * letters + " 1. – 2023 (…)"
    record = Writer("u", "U").paragraph(words).record(code="U1", dated=None, areas=(), review_type="sar")
    assert (words in texts(record)) is is_found


@pytest.mark.parametrize("kind", ["heading", "footnote", "caption", "contents"])
def test_headings_and_notes_are_no_passages(kind: str) -> None:
    record = (
        Writer("u", "U")
        .paragraph("Long enough words to be found alone.")
        .record(code="U1", dated=None, areas=(), review_type="sar")
    )
    (block,) = record.blocks
    blocks = (msgspec.structs.replace(block, kind=kind),)
    assert texts(msgspec.structs.replace(record, blocks=blocks)) == ["U"]
    assert texts(record) == ["U", "Long enough words to be found alone."]


@pytest.mark.parametrize(
    ("date", "number"),
    [(None, 0), ("2023", 20230000), ("2023-05", 20230500), ("2023-05-09", 20230509)],
)
def test_dates_sort_as_numbers(date: str | None, number: int) -> None:
    assert sortable(date) == number


# A block is left without the words of items and title, however they overlap.

LENGTH = 160


def _source(*cuts: int) -> Source:
    return Source(tuple(Span(page, BOX, start, end) for page, (start, end) in enumerate(pairwise(cuts), start=1)))


def _record(text: str, blocks: list[Source], items: list[Source], title: Source | None) -> DocumentRecord:
    some = item_of("0" * 64, text, text[0], 1)
    record = record_of((text,))
    return msgspec.structs.replace(
        record,
        document=msgspec.structs.replace(record.document, text=text),
        metadata=msgspec.structs.replace(EMPTY_METADATA, title=Found("t", title, 0.9) if title is not None else None),
        blocks=tuple(Block(f"b{number}", "paragraph", None, source) for number, source in enumerate(blocks)),
        items=tuple(msgspec.structs.replace(some, id=f"i{n}", source=source) for n, source in enumerate(items)),
    )


cuts = st.lists(st.integers(0, LENGTH), min_size=2, max_size=4, unique=True).map(sorted)
sources = cuts.map(lambda places: _source(*places))
letters = st.text(st.sampled_from("aé1 –"), min_size=LENGTH, max_size=LENGTH) | st.just("a" * LENGTH)


@given(letters, st.lists(sources, max_size=4), st.lists(sources, max_size=4), st.none() | sources)
def test_of_a_block_what_neither_item_nor_title_has_is_left_in_order(
    text: str, blocks: list[Source], items: list[Source], title: Source | None
) -> None:
    of_items = {place for source in items for span in source.spans for place in _places(span)}
    free = (block for block in blocks if not any(of_items & set(_places(span)) for span in block.spans))
    shown = title or next(free, None)
    taken = {place for source in (*items, shown) if source for span in source.spans for place in _places(span)}
    expected = {}
    for number, block in enumerate(blocks):
        left = [Span(span.page, BOX, *piece) for span in block.spans for piece in _pieces(span, taken)]
        words = "".join(text[span.start : span.end] for span in left)
        fewest = FEWEST_OF_A_BLOCK if tuple(left) == block.spans else FEWEST_LETTERS
        if sum(letter.isalpha() for letter in words) >= fewest:
            expected[f"b{number}"] = Source(tuple(left))
    found = {entry.part_id: entry.source for entry in entries(_record(text, blocks, items, title)) if not entry.item}
    assert found.pop(record_of((text,)).document.id, None) == shown
    assert found == expected


def _places(span: Span) -> range:
    return range(span.start, span.end)


def _pieces(span: Span, taken: set[int]) -> list[tuple[int, int]]:
    """The runs of a span that nothing else has, place by place."""
    runs = [list(run) for free, run in groupby(_places(span), lambda place: place not in taken) if free]
    return [(run[0], run[-1] + 1) for run in runs]
