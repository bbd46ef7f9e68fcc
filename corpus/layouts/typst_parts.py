"""Blocks as Typst markup, shared by the layouts that Typst sets."""

from __future__ import annotations

import json
from dataclasses import dataclass

from builder.model import Block, Container, Heading, ListBlock, ListItem, Paragraph, Run, Runs, Table, plain
from builder.words import leading_runs_number

from .common import fields, rag_colour
from .html import Notes, column_widths

BULLET = "•"


@dataclass(frozen=True)
class TypstStyle:
    """How a layout made with Typst looks. Colours as Typst expressions."""

    accent: str = "rgb(122, 31, 43)"
    box: str = 'rgb("f4ecea")'
    table_line: int = 55  # letters on a line over the whole width of a table
    number_width: str = "9mm"


def string(text: str) -> str:
    """A string literal."""
    return json.dumps(text, ensure_ascii=False)


def words(text: str) -> str:
    """Plain words, with their line breaks."""
    return "#linebreak()".join(f"#{string(part)};" if part else "" for part in text.split("\n"))


def furniture(text: str) -> str:
    """A running head or foot."""
    made = {"page": "#counter(page).display();", "pages": "#counter(page).final().first();"}
    return "".join(made[part] if is_field else words(part) for part, is_field in fields(text))


def runs_typst(runs: Runs, notes: Notes) -> str:
    """Runs of text, footnotes where they are called."""
    return "".join(_run(run, notes) for run in runs)


def _run(run: Run, notes: Notes) -> str:
    if run.note is not None:
        return f"#footnote[{runs_typst(notes[run.note], {})}];"
    text = words(run.text)
    if run.link:
        text = f"#link({string(run.link)})[{text}];"
    text = f"#emph[{text}];" if run.italic else text
    return f"#strong[{text}];" if run.bold else text


def heading_typst(block: Heading, notes: Notes) -> str:
    """A heading with the label that a contents page points at."""
    return f"#heading(level: {block.level})[{runs_typst(block.runs, notes)}] <h{block.line}>\n"


def block_typst(block: Block, notes: Notes, style: TypstStyle) -> str:
    """One block."""
    if isinstance(block, Heading):
        return heading_typst(block, notes)
    if isinstance(block, Paragraph):
        number, rest = leading_runs_number(block.runs)
        if number is None:
            return f"#par[{runs_typst(block.runs, notes)}]\n"
        return _hung(number, runs_typst(rest, notes), style.number_width)
    if isinstance(block, (ListBlock, ListItem)):
        items = block.items if isinstance(block, ListBlock) else (block,)
        return "".join(_list_item(item, notes, style) for item in items)
    if isinstance(block, Table):
        return _table(block, notes, style)
    return _container(block, notes, style)


def _hung(mark: str, text: str, width: str, rest: str = "") -> str:
    """A number or bullet, and its text hanging beside it."""
    first = f"#par(first-line-indent: 0pt)[#h(-{width})#box(width: {width})[{words(mark)}]{text}]"
    return f"#block(inset: (left: {width}))[{first}{rest}]\n"


def _list_item(item: ListItem, notes: Notes, style: TypstStyle) -> str:
    first = item.blocks[0]
    text = runs_typst(first.runs, notes) if isinstance(first, Paragraph) else block_typst(first, notes, style)
    rest = "".join(block_typst(block, notes, style) for block in item.blocks[1:])
    return _hung(item.marker or BULLET, text, "6mm" if item.marker else "4mm", rest)


def _table(table: Table, notes: Notes, style: TypstStyle) -> str:
    widths = ", ".join(f"{width:.0f}fr" for width in column_widths(table, style.table_line))
    cells = [
        f"table.cell(fill: {style.accent})[#text(fill: white, weight: 700)[{runs_typst(cell.runs, notes)}]]"
        for cell in table.header
    ]
    header = f"table.header({', '.join(cells)})," if cells else ""
    for cell in (cell for row in table.rows for cell in row):
        colour = rag_colour(plain(cell.runs))
        fill = f'fill: rgb("{colour}")' if colour else ""
        header += f"table.cell({fill})[{runs_typst(cell.runs, notes)}],"
    return f"#table(columns: ({widths},), align: left, {header})\n"


def _container(block: Container, notes: Notes, style: TypstStyle) -> str:
    title = f"#block(below: 0.6em)[#text(weight: 700)[{runs_typst(block.title, notes)}]]" if block.title else ""
    inside = title + "\n".join(block_typst(inner, notes, style) for inner in block.blocks)
    if block.kind in ("box", "panel"):
        return f"#block(fill: {style.box}, inset: 3mm, width: 100%, breakable: true)[{inside}]\n"
    if block.kind == "quote":
        return f'#block(inset: (x: 5mm))[#text(style: "italic")[{inside}]]\n'
    if block.kind == "signoff":
        return f"#block(above: 6mm, breakable: false)[{inside}]\n"
    return inside
