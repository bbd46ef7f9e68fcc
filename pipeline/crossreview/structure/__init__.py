"""From blocks to the heading tree: contents pages set apart, headings found, levels, roles, sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossreview.parse import ParsedDocument, TextBlock, TextTable
from crossreview.records import Block, BlockKind, Section
from crossreview.structure.contents import Contents, find_contents
from crossreview.structure.front import Front, find_front, follows_number
from crossreview.structure.headings import Headings, find_headings
from crossreview.structure.levels import levels_of, number_of
from crossreview.structure.roles import RoleFinder, RoleGuess
from crossreview.structure.style import Body
from crossreview.structure.titles import with_title_apart
from crossreview.vocabulary.sections import Sections

__all__ = ["Front", "RoleFinder", "StructuredBlock", "StructuredDocument", "follows_number", "structure"]


@dataclass(frozen=True)
class StructuredBlock:
    """A block with its number, what it is, and the section it stands in (a heading stands in its own)."""

    index: int
    kind: BlockKind
    content: TextBlock | TextTable
    section: Section | None

    @property
    def id(self) -> str:
        """The id of the block in the record."""
        return f"b{self.index}"


@dataclass(frozen=True)
class StructuredDocument:
    """A document with its heading tree."""

    parsed: ParsedDocument
    front: Front
    sections: tuple[Section, ...]
    blocks: tuple[StructuredBlock, ...]

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.parsed.placed.text

    def record_blocks(self) -> tuple[Block, ...]:
        """The blocks as they go into the record."""
        return tuple(
            Block(
                block.id,
                block.kind,
                block.section.id if block.section else None,
                block.content.source if isinstance(block.content, TextTable) else block.content.source(),
            )
            for block in self.blocks
        )


def structure(parsed: ParsedDocument, vocabulary: Sections, roles: RoleFinder) -> StructuredDocument:
    """Find the headings of a document and fold its blocks into sections."""
    parsed = with_title_apart(parsed, vocabulary)
    contents = find_contents(parsed)
    headings = find_headings(parsed, contents, vocabulary)
    sections = _sections(parsed, contents, headings, roles)
    blocks = _blocks(parsed, contents, sections)
    front = find_front(parsed.placed.blocks, contents, Body.of(parsed))
    return StructuredDocument(parsed, front, tuple(sections.values()), blocks)


def _sections(parsed: ParsedDocument, contents: Contents, headings: Headings, roles: RoleFinder) -> dict[int, Section]:
    """Sections by the number of their heading's block."""
    blocks = parsed.placed.blocks
    levels = levels_of(headings, blocks, contents)
    ends = _ends(headings.blocks, levels, blocks, len(parsed.placed.text))
    sections: dict[int, Section] = {}
    open_sections: list[Section] = []
    for number, index in enumerate(headings.blocks, start=1):
        block = blocks[index]
        assert isinstance(block, TextBlock)
        while open_sections and open_sections[-1].level >= levels[index]:
            open_sections.pop()
        parent = open_sections[-1] if open_sections else None
        inherited = RoleGuess(parent.role, parent.role_confidence) if parent else RoleGuess(None, 0.0)
        guess = roles.role_of(block.text, inherited)
        section = Section(
            id=f"s{number}",
            parent=parent.id if parent else None,
            number=number_of(block),
            heading=_without_number(block),
            level=levels[index],
            role=guess.role,
            role_confidence=guess.confidence,
            source=block.source(),
            start=block.start,
            end=ends[index],
        )
        sections[index] = section
        open_sections.append(section)
    return sections


def _without_number(heading: TextBlock) -> str:
    number = number_of(heading)
    return heading.text.strip().removeprefix(number).strip() if number else heading.text.strip()


def _ends(
    headings: tuple[int, ...], levels: dict[int, int], blocks: tuple[TextBlock | TextTable, ...], length: int
) -> dict[int, int]:
    """Where each section ends: at the next heading of its own or a higher level, or with the box that it fills."""
    ends: dict[int, int] = {}
    for position, index in enumerate(headings):
        following = (later for later in headings[position + 1 :] if levels[later] <= levels[index])
        after = next(following, None)
        end = length if after is None else max(blocks[after].start - 1, blocks[index].end)
        ends[index] = min(end, blocks[last].end) if (last := _last_in_box(index, blocks)) is not None else end
    return ends


def _last_in_box(heading: int, blocks: tuple[TextBlock | TextTable, ...]) -> int | None:
    """The last block of a box with a heading and its text, where the page goes on with text outside the box.

    None for a heading that is alone in its box, and for boxes that follow one another: those frame a whole report.
    """
    box = _box_of(blocks[heading])
    if box is None:
        return None
    last = heading
    while last + 1 < len(blocks) and _box_of(blocks[last + 1]) == box:
        last += 1
    below = blocks[last + 1] if last + 1 < len(blocks) else None
    goes_on_outside = isinstance(below, TextBlock) and below.page == box[0] and _box_of(below) is None
    return last if last > heading and goes_on_outside else None


def _box_of(block: TextBlock | TextTable) -> tuple[int, int] | None:
    """The page and number of the box in which a block begins."""
    if isinstance(block, TextTable) or block.lines[0].region == 0:
        return None
    return block.page, block.lines[0].region


def _blocks(parsed: ParsedDocument, contents: Contents, sections: dict[int, Section]) -> tuple[StructuredBlock, ...]:
    by_id = {section.id: section for section in sections.values()}
    current: Section | None = None
    found: list[StructuredBlock] = []
    for index, block in enumerate(parsed.placed.blocks):
        in_contents = index in contents.blocks
        current = sections.get(index, _still_open(current, block.start, by_id))
        kind: BlockKind = "table" if isinstance(block, TextTable) else block.kind
        if index in sections or in_contents:
            kind = "heading" if index in sections else "contents"
        found.append(StructuredBlock(index, kind, block, current))
    return tuple(found)


def _still_open(section: Section | None, offset: int, by_id: Mapping[str, Section]) -> Section | None:
    """The innermost of a section and those above it that has not ended at an offset."""
    while section is not None and offset > section.end:
        section = by_id[section.parent] if section.parent is not None else None
    return section
