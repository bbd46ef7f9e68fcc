"""The cover and the title block: what stands before the first heading and is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossreview.parse import TextBlock, TextTable
from crossreview.structure.contents import Contents
from crossreview.structure.style import Body, HeadingStyle

_COVER_WORDS = 160  # a page at the front with fewer words and no running text is a cover
_ITEM_SIZE = 1.1  # times the body size: larger lines with a bullet or number are display
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*$")
_SALUTATION = re.compile(r"^dear\b", re.IGNORECASE)


@dataclass(frozen=True)
class Front:
    """`first` is the first block in which headings are sought; `title` are the blocks of cover and title block."""

    first: int
    title: tuple[int, ...]


def find_front(blocks: tuple[TextBlock | TextTable, ...], contents: Contents, body: Body) -> Front:
    """Where the front of a document ends."""
    covers = _cover_pages(blocks, contents, body)
    if covers:
        title = tuple(index for index, block in enumerate(blocks) if block.page in covers)
        return Front(first=len(title), title=title)
    title = tuple(_title_block(blocks, contents, body))
    return Front(first=0, title=title)


def _cover_pages(blocks: tuple[TextBlock | TextTable, ...], contents: Contents, body: Body) -> set[int]:
    """The pages at the front without running text and lists."""
    pages: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        pages.setdefault(block.page, []).append(index)
    covers: set[int] = set()
    for page, indexes in sorted(pages.items()):
        words = sum(len(block.text.split()) for i in indexes if isinstance(block := blocks[i], TextBlock))
        running = any(body.is_running(blocks[index]) or _is_item(blocks, index, body) for index in indexes)
        if running or words >= _COVER_WORDS or contents.blocks.intersection(indexes):
            break
        covers.add(page)
    return covers


def _title_block(blocks: tuple[TextBlock | TextTable, ...], contents: Contents, body: Body) -> list[int]:
    """The lines above the first running text of page 1, or the subject line of a letter.

    The last of them is the first heading where its style comes again below; so is any that has a number.
    """
    first_page = [index for index, block in enumerate(blocks) if block.page == 1]
    for index in first_page:
        block = blocks[index]
        if isinstance(block, TextBlock) and _SALUTATION.match(block.text):
            return [at for at in first_page if at <= index + 1]
    above: list[int] = []
    for index in first_page:
        block = blocks[index]
        if not isinstance(block, TextBlock) or index in contents.blocks:
            break
        if (body.is_running(block) and _ENDS_SENTENCE.search(block.text)) or _is_item(blocks, index, body):
            break
        above.append(index)
    return [
        index
        for index in above
        if not (_is_numbered(blocks[index]) or (index == above[-1] and _comes_again(blocks, index, contents, body)))
    ]


def _is_item(blocks: tuple[TextBlock | TextTable, ...], index: int, body: Body) -> bool:
    """Whether a block is a list item: a bullet, or a number that the next block continues."""
    block = blocks[index]
    if not isinstance(block, TextBlock) or block.label is None or block.lines[0].size > _ITEM_SIZE * body.size:
        return False
    return block.label.kind == "bullet" or follows_number(block, blocks[index + 1] if index + 1 < len(blocks) else None)


def follows_number(block: TextBlock, following: TextBlock | TextTable | None) -> bool:
    """Whether the next block carries the number after that of `block`: the two are items of one list."""
    if not isinstance(following, TextBlock) or following.label is None or block.label is None:
        return False
    first, second = block.label.number or "", following.label.number or ""
    return first.isdigit() and second.isdigit() and int(second) == int(first) + 1


def _is_numbered(block: TextBlock | TextTable) -> bool:
    return isinstance(block, TextBlock) and block.label is not None and block.label.kind != "bullet"


def _comes_again(blocks: tuple[TextBlock | TextTable, ...], index: int, contents: Contents, body: Body) -> bool:
    """Whether the style of a block comes again below, outside the contents page."""
    block = blocks[index]
    if not isinstance(block, TextBlock):
        return False
    style = HeadingStyle.of(block, body)
    below = (blocks[at] for at in range(index + 1, len(blocks)) if at not in contents.blocks)
    return any(isinstance(other, TextBlock) and HeadingStyle.of(other, body) == style for other in below)
