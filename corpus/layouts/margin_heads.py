"""A committee's report made with Typst: headings in a column at the left, numbered paragraphs in one at the right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typst
from builder.gold import CONTENTS_DEPTH
from builder.model import Block, Container, Document, Heading, headings, plain

from .common import cover_lines, head_and_foot
from .html import Notes, note_texts
from .typst_parts import TypstStyle, block_typst, furniture, heading_typst, string, words

PREAMBLE = Path(__file__).with_name("margin_heads.typ")
STYLE = TypstStyle(accent='rgb("0b5c48")', box='rgb("e9f2ef")', table_line=60, number_width="10mm")
SIDE, GUTTER = 37, 6  # mm: the column of headings, and what parts it from the text


def render(document: Document, path: Path) -> None:
    """Write Typst and compile it; the result is the same each time."""
    source = _source(document).encode("utf-8")
    typst.compile(source, output=str(path))  # type: ignore[type-var]  # its stub knows bytes only without output


def _source(document: Document) -> str:
    text = PREAMBLE.read_text(encoding="utf-8").replace("TITLE", string(document.front.title))
    for name, page in (("ODD", 1), ("EVEN", 2)):
        head, foot = head_and_foot(document.front, page)
        text = text.replace(f"HEAD_{name}", furniture(head)).replace(f"FOOT_{name}", furniture(foot))
    front = _cover(document)
    if document.front.contents:
        front += f"#pagebreak()\n{_contents(document)}#pagebreak()\n"
    return f"{text}{front}{''.join(_rows(document.blocks, note_texts(document)))}"


def _rows(blocks: tuple[Block, ...], notes: Notes) -> Iterator[str]:
    """Headings beside the block that follows them; other blocks under one another in the wide column."""
    waiting: list[Heading] = []
    for block in _unwrapped(blocks):
        if isinstance(block, Heading):
            waiting.append(block)
            continue
        inside = block_typst(block, notes, STYLE)
        if waiting:
            yield _row(waiting, inside, notes)
            waiting = []
        else:
            yield f"#pad(left: {SIDE + GUTTER}mm)[{inside}]\n"
    if waiting:
        yield _row(waiting, "", notes)


def _unwrapped(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks; those of an item that begins with a heading one by one, so that its heading too stands at the side."""
    for block in blocks:
        if isinstance(block, Container) and block.kind == "item" and isinstance(block.blocks[0], Heading):
            yield from _unwrapped(block.blocks)
        else:
            yield block


def _row(heads: list[Heading], inside: str, notes: Notes) -> str:
    """A grid of one row: the headings at the left, the first block of their section at the right."""
    side = "".join(heading_typst(head, notes) for head in heads)
    rule = "#line(length: 100%, stroke: 0.8pt + rgb(11, 92, 72))\n" if heads[0].level == 1 else ""
    above = "#v(9mm, weak: true)" if rule else "#v(6mm, weak: true)"
    columns = f"columns: ({SIDE}mm, 1fr), column-gutter: {GUTTER}mm"
    return f"{above}\n{rule}#grid({columns}, [{side}], [{inside}])\n"


def _cover(document: Document) -> str:
    own_page = document.front.contents
    lines = ["#v(60mm)"] if own_page else []
    for line in cover_lines(document):
        size = (24 if own_page else 19) if line.is_title else (13 if own_page else 11)
        look = ', fill: rgb("0b5c48")' if line.is_title else ""
        lines.append(
            f'#pad(left: {SIDE + GUTTER}mm)[#text(size: {size}pt, font: "Carlito"{look})[{words(line.text)}]]\n'
            f"#v({6 if own_page else 2}mm)"
        )
    return "\n".join([*lines, ""])


def _contents(document: Document) -> str:
    lines = ['#block(below: 6mm)[#text(size: 14pt, weight: 700, font: "Carlito")[Contents]]']
    for heading in headings(document, CONTENTS_DEPTH):
        page = f"#context counter(page).at(<h{heading.line}>).first();"
        indent = 8 * (heading.level - 1)
        lines.append(
            f"#block(below: 2.4mm)[#h({indent}mm)#link(<h{heading.line}>)[{words(plain(heading.runs))}] #h(1fr) {page}]"
        )
    return "\n".join([*lines, ""])
