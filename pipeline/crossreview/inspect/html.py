"""Sheets as one HTML page: no scripts, no other hosts, and nothing that only its colour tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from crossreview.inspect.marks import COLOURS
from crossreview.inspect.sheets import FURNITURE, ITEM, Entry, Sheet
from crossreview.records import DocumentRecord

_STYLE = """
body { font: 1rem/1.5 Arial, sans-serif; color: #0b0c0c; background: #fff; margin: 1rem auto; max-width: 110rem;
       padding: 0 1rem; }
a { color: #1d5fa8; }
:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; }
.page { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; align-items: start;
        border-top: 2px solid #0b0c0c; margin-top: 2rem; }
.page > h2 { grid-column: 1 / -1; margin-bottom: 0; }
figure { margin: 0; position: sticky; top: 0; }
img { max-width: 100%; height: auto; border: 1px solid #6b6b6b; }
.entries { list-style: none; padding: 0; margin: 0; }
.entries li { border-left: .4rem solid; padding: .1rem .6rem; margin-bottom: .6rem; overflow-wrap: anywhere; }
.entries p { margin: 0; }
.facts { font-size: .9rem; color: #505a5f; }
@media (max-width: 60rem) { .page { display: block; } figure { position: static; } }
""" + "\n".join(f".{kind} {{ border-color: {colour} !important; }}" for kind, colour in COLOURS.items())


def page_of_sheets(record: DocumentRecord, sheets: Sequence[Sheet]) -> str:
    """The HTML page for the sheets of a document."""
    name = escape(record.document.filename)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en-GB">',
            f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}: what the '
            f"reader saw</title><style>{_STYLE}</style></head>",
            f"<body><header><h1>{name}: what the reader saw</h1>",
            *_about(record),
            "</header>",
            _contents(sheets),
            "<main>",
            *(_sheet(sheet, record.document.pages) for sheet in sheets),
            "</main></body></html>",
            "",
        ]
    )


def _about(record: DocumentRecord) -> Iterable[str]:
    metadata, quality = record.metadata, record.quality
    title = metadata.title.value if metadata.title is not None else "not found"
    genre = metadata.genre.value if metadata.genre is not None else "not found"
    yield f"<p>Title: {escape(title)}. Genre: {escape(genre.replace('_', ' '))}.</p>"
    yield (
        f"<p>{quality.pages_read} of {record.document.pages} pages read; {len(record.blocks)} blocks, "
        f"{len(record.sections)} sections, {len(record.items)} items. Hidden characters left out: "
        f"{quality.hidden_characters}.</p>"
    )
    if record.warnings:
        yield f"<h2>Warnings</h2><ul>{''.join(f'<li>{escape(warning)}</li>' for warning in record.warnings)}</ul>"


def _contents(sheets: Sequence[Sheet]) -> str:
    links = (f'<li><a href="#page-{sheet.number}">Page {sheet.number}</a></li>' for sheet in sheets)
    return f'<nav aria-label="Pages"><ol>{"".join(links)}</ol></nav>'


def _sheet(sheet: Sheet, pages: int) -> str:
    heading = f"page-{sheet.number}"
    alternative = (
        f"Page {sheet.number} with its {len(sheet.blocks)} blocks and {len(sheet.items)} items marked, "
        "which are listed beside it."
    )
    parts = [
        f'<section class="page" aria-labelledby="{heading}">',
        f'<h2 id="{heading}">Page {sheet.number} of {pages}</h2>',
        f'<figure><img src="{sheet.picture}" alt="{alternative}" loading="lazy"></figure><div>',
        *(f"<p><strong>{escape(note)}</strong></p>" for note in sheet.notes),
        _entries("Blocks in reading order", sheet.blocks),
        _entries("Items", sheet.items),
        _entries("Left out as furniture", sheet.furniture),
        "</div></section>",
    ]
    return "\n".join(part for part in parts if part)


def _entries(title: str, entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    rows = "\n".join(_entry(entry) for entry in entries)
    return f'<h3>{title}</h3>\n<ol class="entries">\n{rows}\n</ol>'


def _entry(entry: Entry) -> str:
    # The kind of an item is the first of its facts.
    name = entry.id if entry.kind == ITEM else f"{entry.id} {entry.kind.replace('_', ' ')}"
    facts = "; ".join((name.strip(), *entry.facts))
    shown = "" if entry.kind == FURNITURE else f'<p class="facts">{escape(facts)}</p>'
    return f'<li class="{entry.kind}">{shown}<p>{escape(entry.text)}</p></li>'
