"""A journal-like report made with Typst: two columns, small serif, footnotes at the foot of each column."""

from __future__ import annotations

from pathlib import Path

import typst
from builder.gold import CONTENTS_DEPTH
from builder.model import Document, headings, plain

from .common import cover_lines, head_and_foot
from .html import note_texts
from .typst_parts import TypstStyle, block_typst, furniture, string, words

PREAMBLE = Path(__file__).with_name("two_column.typ")
STYLE = TypstStyle()


def render(document: Document, path: Path) -> None:
    """Write Typst and compile it; the result is the same each time."""
    source = _source(document).encode("utf-8")
    typst.compile(source, output=str(path))  # type: ignore[type-var]  # its stub knows bytes only without output


def _source(document: Document) -> str:
    notes = note_texts(document)
    head_odd, foot_odd = head_and_foot(document.front, 1)
    head_even, foot_even = head_and_foot(document.front, 2)
    text = PREAMBLE.read_text(encoding="utf-8").replace("TITLE", string(document.front.title))
    for name, value in (
        ("HEAD_ODD", head_odd),
        ("FOOT_ODD", foot_odd),
        ("HEAD_EVEN", head_even),
        ("FOOT_EVEN", foot_even),
    ):
        text = text.replace(name, furniture(value))
    body = "\n".join(block_typst(block, notes, STYLE) for block in document.blocks)
    if document.front.contents:
        return (
            f"{text}{_cover(document)}#pagebreak()\n{_contents(document)}#pagebreak()\n#set page(columns: 2)\n{body}\n"
        )
    banner = f'#place(top, scope: "parent", float: true, clearance: 8mm)[{_cover(document)}]'
    return f"{text}#set page(columns: 2)\n{banner}\n{body}\n"


def _cover(document: Document) -> str:
    own_page = document.front.contents
    lines = ["#v(45mm)"] if own_page else []
    for line in cover_lines(document):
        size = (26 if own_page else 20) if line.is_title else (13 if own_page else 10.5)
        style = f"size: {size}pt{', weight: 700, fill: rgb(122, 31, 43), hyphenate: false' if line.is_title else ''}"
        below = "8mm" if own_page else "3mm"
        lines.append(f"#block(below: {below})[#set par(justify: false);#text({style})[{words(line.text)}]]")
    rule = "" if own_page else "#line(length: 100%, stroke: 1pt + rgb(122, 31, 43))"
    return "\n".join([*lines, rule, ""])


def _contents(document: Document) -> str:
    lines = ["#block(below: 6mm)[#text(size: 15pt, weight: 700, fill: rgb(122, 31, 43))[Contents]]"]
    for heading in headings(document, CONTENTS_DEPTH):
        page = f"#context counter(page).at(<h{heading.line}>).first();"
        indent = 6 * (heading.level - 1)
        lines.append(
            f"#block(below: 2.6mm)[#h({indent}mm)#link(<h{heading.line}>)[{words(plain(heading.runs))}]"
            f" #box(width: 1fr, repeat[.]) {page}]"
        )
    return "\n".join([*lines, ""])
