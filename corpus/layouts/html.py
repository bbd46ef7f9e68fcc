"""Documents as HTML for WeasyPrint, shared by the layouts that differ only in their style sheet."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import weasyprint  # type: ignore[import-untyped,unused-ignore]
from builder.gold import CONTENTS_DEPTH
from builder.model import (
    Block,
    Cell,
    Container,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from builder.words import leading_runs_number, split_number

from .common import cover_lines, fields, rag_colour

Notes = dict[int, Runs]


def write_pdf(html: str, path: Path, identifier: str) -> None:
    """Set HTML; the PDF is the same each time."""
    weasyprint.HTML(string=html).write_pdf(str(path), pdf_identifier=identifier.encode())


def page(document: Document, css: str, cover: str, body: str | None = None) -> str:
    """A whole HTML page."""
    title = escape(document.front.title)
    contents = contents_list(document) if document.front.contents else ""
    inside = body if body is not None else blocks_html(document.blocks, note_texts(document))
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{css}</style></head><body>{cover}{contents}<main>{inside}</main></body></html>"
    )


def css_content(text: str) -> str:
    """Furniture as the value of the CSS property `content`."""
    parts = [
        f"counter({part})" if is_field else '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for part, is_field in fields(text)
    ]
    return " ".join(parts) or '""'


def cover_html(document: Document) -> str:
    """The title block, a line a paragraph."""
    lines = [
        f'<p class="{"title" if line.is_title else "line"}">{escape(line.text)}</p>' for line in cover_lines(document)
    ]
    return f'<header class="cover">{"".join(lines)}</header>'


def contents_list(document: Document) -> str:
    """A contents page whose page numbers the engine fills in."""
    entries = []
    for anchor, heading in _anchored(document.blocks):
        if heading.level <= CONTENTS_DEPTH and not heading.optional:
            number, text = split_number(plain(heading.runs))
            mark = f'<span class="no">{escape(number)}</span> ' if number else ""
            entries.append(f'<li class="l{heading.level}"><a href="#{anchor}">{mark}{escape(text)}</a></li>')
    return f'<nav class="contents"><p class="contents-title">Contents</p><ul>{"".join(entries)}</ul></nav>'


def _anchored(blocks: tuple[Block, ...]) -> list[tuple[str, Heading]]:
    found: list[tuple[str, Heading]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((f"h{block.line}", block))
        elif isinstance(block, Container):
            found.extend(_anchored(block.blocks))
    return found


def note_texts(document: Document) -> Notes:
    """Footnotes by number."""
    return {note.number: note.runs for note in document.notes}


def blocks_html(blocks: tuple[Block, ...], notes: Notes) -> str:
    """Blocks one after another."""
    return "".join(block_html(block, notes) for block in blocks)


def block_html(block: Block, notes: Notes) -> str:
    """One block."""
    if isinstance(block, Heading):
        number, _ = split_number(plain(block.runs))
        kind = " numbered" if number else ""
        return f'<h{block.level} id="h{block.line}" class="h{kind}">{runs_html(block.runs, notes)}</h{block.level}>'
    if isinstance(block, Paragraph):
        return _paragraph(block, notes)
    if isinstance(block, ListBlock):
        kind = "ordered" if block.items[0].marker else "bullets"
        return f'<div class="list {kind}">{"".join(_list_item(item, notes) for item in block.items)}</div>'
    if isinstance(block, ListItem):
        return _list_item(block, notes)
    if isinstance(block, Table):
        return _table(block, notes)
    title = f'<p class="box-title">{runs_html(block.title, notes)}</p>' if block.title else ""
    return f'<div class="{block.kind}">{title}{blocks_html(block.blocks, notes)}</div>'


def _paragraph(block: Paragraph, notes: Notes) -> str:
    number, rest = leading_runs_number(block.runs)
    if number is None:
        return f"<p>{runs_html(block.runs, notes)}</p>"
    return f'<p class="numbered"><span class="no">{number} </span>{runs_html(rest, notes)}</p>'


def _list_item(item: ListItem, notes: Notes) -> str:
    marker = escape(item.marker) if item.marker else "•"
    inner = item.blocks[0]
    first = runs_html(inner.runs, notes) if isinstance(inner, Paragraph) else block_html(inner, notes)
    rest = blocks_html(item.blocks[1:], notes)
    return f'<div class="li"><p><span class="marker">{marker} </span>{first}</p>{rest}</div>'


def _table(table: Table, notes: Notes) -> str:
    head = "".join(f"<th>{runs_html(cell.runs, notes)}</th>" for cell in table.header)
    rows = "".join(f"<tr>{''.join(_cell(cell, notes) for cell in row)}</tr>" for row in table.rows)
    widths = "".join(f'<col style="width:{width:.1f}%">' for width in column_widths(table))
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table><colgroup>{widths}</colgroup>{head}<tbody>{rows}</tbody></table>"


def _cell(cell: Cell, notes: Notes) -> str:
    colour = rag_colour(plain(cell.runs))
    style = f' style="background:#{colour}"' if colour else ""
    return f"<td{style}>{runs_html(cell.runs, notes)}</td>"


def column_widths(table: Table, line: int = 95) -> list[float]:
    """Widths in per cent: room for the longest word of a column, the rest by the amount of its text.

    `line` is how many letters go on one line over the whole width of the table.
    """
    rows = [row for row in (table.header, *table.rows) if row]
    columns = [[plain(row[index].runs) for row in rows if index < len(row)] for index in range(max(map(len, rows)))]
    least = [100 * (max(len(word) for text in texts for word in [*text.split(), ""]) + 3) / line for texts in columns]
    weights = [sum(map(len, texts)) ** 0.75 + 1 for texts in columns]
    rest = max(0.0, 100 - sum(least))
    widths = [low + rest * weight / sum(weights) for low, weight in zip(least, weights, strict=True)]
    return [100 * width / sum(widths) for width in widths]


def runs_html(runs: Runs, notes: Notes) -> str:
    """Runs of text; a footnote stands where it is called, as CSS footnotes want it."""
    parts: list[str] = []
    for index, run in enumerate(runs):
        called = index + 1 < len(runs) and runs[index + 1].note is not None
        head, blank, last = run.text.rpartition(" ") if called else (run.text, "", "")
        if run.note is None:
            parts.append(_run(replace(run, text=head + blank), notes))
            # the last word before a footnote's number keeps it on its line
            parts.append(f'<span class="keep">{_run(replace(run, text=last), notes)}' if called else "")
        else:
            parts.append(_run(run, notes) + ("</span>" if index and runs[index - 1].note is None else ""))
    return "".join(parts)


def _run(run: Run, notes: Notes) -> str:
    if run.note is not None:
        return f'<span class="fn">{runs_html(notes[run.note], {})}</span>'
    text = escape(run.text).replace("\n", "<br>")
    if run.link:
        text = f'<a href="{escape(run.link, quote=True)}">{text}</a>'
    text = f"<em>{text}</em>" if run.italic else text
    return f"<strong>{text}</strong>" if run.bold else text
