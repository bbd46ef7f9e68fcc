from __future__ import annotations

from typing import cast

from tests.extract.metadata.written import Large, written

from crossreview.extract.metadata.passages import Passage, Reading
from crossreview.parse import ParsedDocument
from crossreview.records import BlockKind
from crossreview.structure import Front, StructuredBlock, StructuredDocument

RUNNING = (
    "This is a paragraph of running text, which goes on for longer than any line of a cover does, tells who did what, "
    "and says what came of it all."
)


def document(title: int, *blocks: tuple[BlockKind, str]) -> StructuredDocument:
    """A document of blocks, the first `title` of which are its title."""
    contents = [passage.block for passage in written([text for _, text in blocks]).passages]
    structured = tuple(
        StructuredBlock(index, kind, content, None)
        for index, ((kind, _), content) in enumerate(zip(blocks, contents, strict=True))
    )
    return StructuredDocument(cast(ParsedDocument, None), Front(title, tuple(range(title))), (), structured)


def front_of(made: StructuredDocument) -> list[str]:
    return [passage.text for passage in Reading.of(made).front_passages]


def test_short_lines_after_the_title_belong_to_the_front() -> None:
    made = document(
        1,
        ("paragraph", "Adult Practice Review"),
        ("heading", "Agreed by the Board: 25 January 2024"),
        ("paragraph", "FICTIONAL sample document"),
        ("heading", "Circumstances"),
        ("paragraph", RUNNING),
    )
    assert front_of(made) == [
        "Adult Practice Review",
        "Agreed by the Board: 25 January 2024",
        "FICTIONAL sample document",
    ]


def test_a_paragraph_is_no_front_wherever_it_stands() -> None:
    assert front_of(document(2, ("paragraph", "Dear Panel members"), ("paragraph", RUNNING))) == ["Dear Panel members"]


def test_contents_pages_are_not_read() -> None:
    made = document(1, ("paragraph", "A review"), ("contents", "1 Introduction ... 3"), ("paragraph", RUNNING))
    assert [passage.text for passage in Reading.of(made).passages] == ["A review", RUNNING]


def test_a_line_knows_its_words_and_size() -> None:
    reading = written([("One line", "and another"), Large("A title")])
    assert [(line.text, line.size) for line in reading.front] == [
        ("One line", 11.0),
        ("and another", 11.0),
        ("A title", 20.0),
    ]


def test_passages_are_compared_by_identity() -> None:
    first, second = (written([], ["The same words."]).passages[0] for _ in range(2))
    assert first != second
    assert isinstance(first, Passage)
