"""A document as metadata is sought in it: passages in reading order, and the front line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TypeVar

from crossreview.extract.metadata.dates import PrintedDate, find_dates
from crossreview.extract.sentences import sentences
from crossreview.parse import TextBlock, TextTable
from crossreview.records import Found
from crossreview.structure import StructuredBlock, StructuredDocument

T = TypeVar("T")

# How sure a value is, by where it comes from.
LABELLED, STATED, GATHERED, GUESSED = 0.95, 0.9, 0.75, 0.5

_OPENING_WORDS = 900  # two pages: who, what, when and why are told there, before the story begins
_FRONT_WORDS = 25  # a block with the authors' names, a reference and a date; longer ones are text
# Elsewhere a capital and a full stop are an initial, which ends no sentence.
_CODE_ENDS = re.compile(r"\b(?:Child|Baby|Infant|Adult|Person|Family|Case|Mr|Mrs|Ms) [A-Z]\d?\.(?= [A-Z][a-z]+ )")
# Sections that tell of other reviews, other places and the law.
_ELSEWHERE = frozenset({"research_context", "references", "glossary", "contents", "practitioner_guidance"})


def value_of(found: Found[T] | None) -> T | None:
    """The value alone, if there is one."""
    return None if found is None else found.value


@dataclass(frozen=True, eq=False)
class Passage:
    """A block of text and what it is in the document; a cell of a table counts as one. Compared by identity."""

    block: TextBlock
    kind: str
    role: str | None
    heading: str | None
    front: bool

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text

    def found(self, value: T, start: int, end: int, confidence: float) -> Found[T]:
        """A value that `text[start:end]` says."""
        return Found(value, self.block.source(start, end), confidence)

    @cached_property
    def lines(self) -> tuple[PassageLine, ...]:
        """Its lines."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[PassageLine]:
        offset = 0
        for fragment in self.block.fragments:
            shift = offset - fragment.start
            for line in fragment.lines:
                yield PassageLine(self, line.start + shift, line.end + shift, line.line.size, line.line.bold)
            offset += fragment.end - fragment.start + 1

    @cached_property
    def dates(self) -> tuple[PrintedDate, ...]:
        """The dates printed in it."""
        return tuple(find_dates(self.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences begin and end."""
        return tuple(part for span in sentences(self.text) for part in _parted(self.text, *span))

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence around an offset."""
        return next((span for span in self.sentences if offset < span[1]), (0, len(self.text)))


@dataclass(frozen=True)
class PassageLine:
    """A line of a passage: `passage.text[start:end]`, and how it is set."""

    passage: Passage
    start: int
    end: int
    size: float
    bold: bool

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]

    def found(self, value: T, confidence: float = LABELLED) -> Found[T]:
        """A value that the line says."""
        return self.passage.found(value, self.start, self.end, confidence)


@dataclass(frozen=True)
class Reading:
    """A document to read metadata from."""

    passages: tuple[Passage, ...]
    front: tuple[PassageLine, ...]

    @classmethod
    def of(cls, document: StructuredDocument) -> Reading:
        """The passages and front lines of a document."""
        front = _front(document)
        passages = tuple(passage for block in document.blocks for passage in _passages(block, block.index in front))
        lines = tuple(line for passage in passages if passage.front for line in passage.lines)
        return cls(passages, lines)

    @cached_property
    def front_passages(self) -> tuple[Passage, ...]:
        """The passages of the front."""
        return tuple(passage for passage in self.passages if passage.front)

    @cached_property
    def under_front(self) -> tuple[Passage, ...]:
        """The paragraphs between the front and what follows on its page: lines of a cover set as one are long."""
        last = max((place for place, passage in enumerate(self.passages) if passage.front), default=None)
        if last is None:
            return ()
        page = self.passages[last].block.page
        following = self.passages[last + 1 :]
        return tuple(takewhile(lambda passage: passage.kind == "paragraph" and passage.block.page == page, following))

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """All that is no front, no contents page, no footnote and no section about something else."""
        return tuple(
            passage
            for passage in self.passages
            if not passage.front and passage.kind != "footnote" and passage.role not in _ELSEWHERE
        )

    @cached_property
    def opening(self) -> tuple[Passage, ...]:
        """The first paragraphs of the body."""
        taken: list[Passage] = []
        words = 0
        for passage in self.body:
            if words >= _OPENING_WORDS:
                break
            words += len(passage.text.split())
            taken.append(passage)
        return tuple(taken)

    def in_roles(self, roles: Iterable[str]) -> tuple[Passage, ...]:
        """The opening, and what stands in sections of these roles."""
        wanted = frozenset(roles)
        opening = frozenset(self.opening)
        return tuple(passage for passage in self.body if passage in opening or passage.role in wanted)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in two where a coded name ended one: "Her daughter is called Child A. Irena was 41"."""
    for code in _CODE_ENDS.finditer(text, start, end):
        yield start, code.end()
        start = code.end() + 1
    yield start, end


def _front(document: StructuredDocument) -> frozenset[int]:
    """The blocks of the title, and the short ones after it on its page, up to the first heading of running text."""
    title = document.front.title
    front = {index for index in title if not _is_text(document.blocks[index])}
    for block in document.blocks[title[-1] + 1 :] if title else ():
        following = document.blocks[block.index + 1 : block.index + 2]
        opens_text = block.kind == "heading" and not any(map(_is_short, following))
        if block.content.page > document.blocks[title[-1]].content.page or not _is_short(block) or opens_text:
            break
        front.add(block.index)
    return frozenset(front)


def _is_text(block: StructuredBlock) -> bool:
    """Whether a block is a paragraph: the first of a letter can stand where others have a subject line."""
    text = block.content.text.rstrip() if isinstance(block.content, TextBlock) else ""
    return len(text.split()) > _FRONT_WORDS and text.endswith(".")


def _is_short(block: StructuredBlock) -> bool:
    """Whether a block is a line or two of a front: no sentence and no list item."""
    return (
        isinstance(block.content, TextBlock)
        and block.kind in ("heading", "paragraph")
        and len(block.content.text.split()) <= _FRONT_WORDS
        and not block.content.text.rstrip().endswith(".")
    )


def _passages(block: StructuredBlock, front: bool) -> Iterator[Passage]:
    if block.kind == "contents":
        return
    role = block.section.role if block.section else None
    heading = block.section.heading if block.section else None
    if isinstance(block.content, TextTable):
        cells = (cell for row in block.content.rows for cell in row)
        for text in (text for cell in cells for text in cell.blocks):
            yield Passage(text, "table", role, heading, front)
    else:
        yield Passage(block.content, block.kind, role, heading, front)
