"""Reading one document: the stages in order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from crossreview import __version__
from crossreview.extract import Extractor, load_extractor
from crossreview.parse import ParsedDocument, TextTable, parse
from crossreview.paths import shown
from crossreview.records import SCHEMA_VERSION, Document, DocumentRecord, Provenance, Quality, Table
from crossreview.structure import RoleFinder, StructuredDocument, structure
from crossreview.themes import CueMatcher, build_cue_matcher, document_themes, with_theme_roles, with_themes
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.recommendations import load_recommendations
from crossreview.vocabulary.sections import Sections, load_sections
from crossreview.vocabulary.taxonomy import load_taxonomy

PIPELINE_VERSION = __version__
_ID_LENGTH = 16  # hex digits of the file's hash: 64 bits, no collision among millions of documents
_PARTS = ("pypdfium2", "pdfplumber", "spacy")


@dataclass(frozen=True)
class Reader:
    """Vocabularies and matchers, loaded once and passed to every reading."""

    sections: Sections
    roles: RoleFinder
    extractor: Extractor
    themes: CueMatcher


def load_reader(without_cues: frozenset[str] = frozenset()) -> Reader:
    """A reader with the vocabularies as shipped, without some theme cues where honest scoring asks for it."""
    sections = load_sections()
    return Reader(sections, RoleFinder(sections), load_extractor(), build_cue_matcher(load_taxonomy(), without_cues))


def read_document(path: Path, reader: Reader) -> DocumentRecord:
    """The record of the PDF at `path`.

    Raises UnreadableDocument, EncryptedDocument or NoTextLayer where there is nothing to make a record of.
    """
    parsed = parse(path)
    structured = structure(parsed, reader.sections, reader.roles)
    document = _document(path, parsed)
    extracted = reader.extractor.extract(structured, document.id)
    genre = extracted.metadata.genre.value if extracted.metadata.genre is not None else None
    sections = with_theme_roles(structured.sections, genre, structured.text, reader.themes)
    items = with_themes(extracted.items, sections, structured.text, reader.themes)
    blocks = structured.record_blocks()
    themes = document_themes(items, sections, blocks, structured.text, reader.themes)
    return DocumentRecord(
        schema_version=SCHEMA_VERSION,
        document=document,
        metadata=extracted.metadata,
        sections=sections,
        blocks=blocks,
        items=items,
        coverage=extracted.coverage,
        tables=_tables(structured),
        themes=themes,
        quality=_quality(parsed),
        warnings=_warnings(parsed),
        provenance=_provenance(),
    )


def _document(path: Path, parsed: ParsedDocument) -> Document:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(
        id=digest[:_ID_LENGTH],
        filename=shown(path.name),
        sha256=digest,
        pages=len(parsed.page_sizes),
        page_sizes=parsed.page_sizes,
        page_turns=parsed.page_turns,
        page_offsets=parsed.placed.page_offsets,
        text=parsed.placed.text,
    )


def _tables(structured: StructuredDocument) -> tuple[Table, ...]:
    tables: list[Table] = []
    for block in structured.blocks:
        if isinstance(block.content, TextTable):
            rows = tuple(tuple(cell.text for cell in row) for row in block.content.rows)
            tables.append(Table(block.id, block.content.source, rows[0], rows[1:]))
    return tuple(tables)


def _quality(parsed: ParsedDocument) -> Quality:
    return Quality(
        pages_read=len(parsed.page_sizes) - len(parsed.pages_unreadable),
        pages_ocr=parsed.pages_ocr,
        pages_unreadable=parsed.pages_unreadable,
        hidden_characters=parsed.hidden_characters,
        sideways_characters=parsed.sideways_characters,
        furniture=parsed.furniture,
    )


def _warnings(parsed: ParsedDocument) -> tuple[str, ...]:
    """What a person should know before trusting the record, in plain words."""
    warnings: list[str] = []
    if parsed.pages_unreadable:
        pages = _page_list(parsed.pages_unreadable)
        warnings.append(f"{pages} could not be read: no text layer. Nothing on them is in this record.")
    if parsed.pages_ocr:
        pages = _page_list(parsed.pages_ocr)
        warnings.append(f"{pages}: the text comes from character recognition of a scan and may have errors.")
    if parsed.hidden_characters:
        warnings.append(f"{parsed.hidden_characters} characters that cannot be seen on the page were left out.")
    if parsed.sideways_characters:
        warnings.append(f"{parsed.sideways_characters} characters set sideways or slanted were left out.")
    return tuple(warnings)


@cache
def _provenance() -> Provenance:
    return Provenance(
        pipeline=PIPELINE_VERSION,
        parts={part: version(part) for part in _PARTS},
        vocabularies={
            "agencies": load_agencies().version,
            "areas": load_areas().version,
            "items": load_item_words().version,
            "metadata": load_metadata_terms().version,
            "recommendations": load_recommendations().version,
            "sections": load_sections().version,
            "themes": load_taxonomy().version,
        },
        models={},
    )


def _page_list(pages: tuple[int, ...]) -> str:
    """Page numbers in words, neighbours as ranges: "Pages 3-5 and 9"."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1].append(page)
        else:
            ranges.append([page])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ranges]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Page {listed}" if len(pages) == 1 else f"Pages {listed}"
