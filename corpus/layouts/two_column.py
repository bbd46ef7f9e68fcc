"""A journal-like report made with Typst: two columns, small serif, footnotes at the foot of each column."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from builder.gold import CONTENTS_DEPTH
from builder.model import (
    Block,
    Container,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Runs,
    Table,
    headings,
    plain,
)
from builder.words import leading_runs_number

from .common import cover_lines, fields, head_and_foot, rag_colour
from .html import Notes, column_widths, note_texts

PREAMBLE = Path(__file__).with_name("two_column.typ")
BULLET = "•"


def render(document: Document, path: Path) -> None:
    """Write Typst and compile it; the result is the same each time."""
    source = _source(document).encode("utf-8")
    typst.compile(source, output=str(path))  # type: ignore[type-var]  # its stub knows bytes only without output


def _source(document: Document) -> str:
    notes = note_texts(document)
    head_odd, foot_odd = head_and_foot(document.front, 1)
    head_even, foot_even = head_and_foot(document.front, 2)
    text = PREAMBLE.read_text(encoding="utf-8").replace("TITLE", _string(document.front.title))
    for name, value in (
        ("HEAD_ODD", head_odd),
        ("FOOT_ODD", foot_odd),
        ("HEAD_EVEN", head_even),
        ("FOOT_EVEN", foot_even),
    ):
        text = text.replace(name, _furniture(value))
    body = "\n".join(_block(block, notes) for block in document.blocks)
    if document.front.contents:
        return (
            f"{text}{_cover(document)}#pagebreak()\n{_contents(document)}#pagebreak()\n#set page(columns: 2)\n{body}\n"
        )
    banner = f'#place(top, scope: "parent", float: true, clearance: 8mm)[{_cover(document)}]'
    return f"{text}#set page(columns: 2)\n{banner}\n{body}\n"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _words(text: str) -> str:
    return "#linebreak()".join(f"#{_string(part)};" if part else "" for part in text.split("\n"))


def _furniture(text: str) -> str:
    made = {"page": "#counter(page).display();", "pages": "#counter(page).final().first();"}
    return "".join(made[part] if is_field else _words(part) for part, is_field in fields(text))


def _cover(document: Document) -> str:
    own_page = document.front.contents
    lines = ["#v(45mm)"] if own_page else []
    for line in cover_lines(document):
        size = (26 if own_page else 20) if line.is_title else (13 if own_page else 10.5)
        style = f"size: {size}pt{', weight: 700, fill: rgb(122, 31, 43), hyphenate: false' if line.is_title else ''}"
        below = "8mm" if own_page else "3mm"
        lines.append(f"#block(below: {below})[#set par(justify: false);#text({style})[{_words(line.text)}]]")
    rule = "" if own_page else "#line(length: 100%, stroke: 1pt + rgb(122, 31, 43))"
    return "\n".join([*lines, rule, ""])


def _contents(document: Document) -> str:
    lines = ["#block(below: 6mm)[#text(size: 15pt, weight: 700, fill: rgb(122, 31, 43))[Contents]]"]
    for heading in headings(document, CONTENTS_DEPTH):
        page = f"#context counter(page).at(<h{heading.line}>).first();"
        indent = 6 * (heading.level - 1)
        lines.append(
            f"#block(below: 2.6mm)[#h({indent}mm)#link(<h{heading.line}>)[{_words(plain(heading.runs))}]"
            f" #box(width: 1fr, repeat[.]) {page}]"
        )
    return "\n".join([*lines, ""])


def _block(block: Block, notes: Notes) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: {block.level})[{_runs(block.runs, notes)}] <h{block.line}>\n"
    if isinstance(block, Paragraph):
        return _paragraph(block, notes)
    if isinstance(block, ListBlock):
        return "".join(_list_item(item, notes) for item in block.items)
    if isinstance(block, ListItem):
        return _list_item(block, notes)
    if isinstance(block, Table):
        return _table(block, notes)
    return _container(block, notes)


def _hung(mark: str, text: str, width: str, rest: str = "") -> str:
    """A number or bullet, and its text hanging beside it."""
    first = f"#par(first-line-indent: 0pt)[#h(-{width})#box(width: {width})[{_words(mark)}]{text}]"
    return f"#block(inset: (left: {width}))[{first}{rest}]\n"


def _paragraph(block: Paragraph, notes: Notes) -> str:
    number, rest = leading_runs_number(block.runs)
    if number is None:
        return f"#par[{_runs(block.runs, notes)}]\n"
    return _hung(number, _runs(rest, notes), "9mm")


def _list_item(item: ListItem, notes: Notes) -> str:
    first = item.blocks[0]
    text = _runs(first.runs, notes) if isinstance(first, Paragraph) else _block(first, notes)
    rest = "".join(_block(block, notes) for block in item.blocks[1:])
    return _hung(item.marker or BULLET, text, "6mm" if item.marker else "4mm", rest)


def _table(table: Table, notes: Notes) -> str:
    widths = ", ".join(f"{width:.0f}fr" for width in column_widths(table, 55))
    cells = [
        f"table.cell(fill: rgb(122, 31, 43))[#text(fill: white, weight: 700)[{_runs(cell.runs, notes)}]]"
        for cell in table.header
    ]
    header = f"table.header({', '.join(cells)})," if cells else ""
    for cell in (cell for row in table.rows for cell in row):
        colour = rag_colour(plain(cell.runs))
        fill = f'fill: rgb("{colour}")' if colour else ""
        header += f"table.cell({fill})[{_runs(cell.runs, notes)}],"
    return f"#table(columns: ({widths},), align: left, {header})\n"


def _container(block: Container, notes: Notes) -> str:
    title = f"#block(below: 0.6em)[#text(weight: 700)[{_runs(block.title, notes)}]]" if block.title else ""
    inside = title + "\n".join(_block(inner, notes) for inner in block.blocks)
    if block.kind in ("box", "panel"):
        return f'#block(fill: rgb("f4ecea"), inset: 3mm, width: 100%, breakable: true)[{inside}]\n'
    if block.kind == "quote":
        return f'#block(inset: (x: 5mm))[#text(style: "italic")[{inside}]]\n'
    if block.kind == "signoff":
        return f"#block(above: 6mm, breakable: false)[{inside}]\n"
    return inside


def _runs(runs: Runs, notes: Notes) -> str:
    return "".join(_run(run, notes) for run in runs)


def _run(run: Run, notes: Notes) -> str:
    if run.note is not None:
        return f"#footnote[{_runs(notes[run.note], {})}];"
    text = _words(run.text)
    if run.link:
        text = f"#link({_string(run.link)})[{text}];"
    text = f"#emph[{text}];" if run.italic else text
    return f"#strong[{text}];" if run.bold else text
