"""Reading one document: the stages in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crossreview.extract import Extractor, load_extractor
from crossreview.extract.coverage import unexplained
from crossreview.parse import ParsedDocument, Recogniser, TextTable, find_recogniser, parse
from crossreview.parse.legibility import judge, words_of
from crossreview.parse.tesseract import INSTALL
from crossreview.parts import PIPELINE_VERSION, parts
from crossreview.paths import shown
from crossreview.records import (
    OCR_PART,
    SCHEMA_VERSION,
    Document,
    DocumentRecord,
    ItemKind,
    Provenance,
    Quality,
    Table,
)
from crossreview.structure import RoleFinder, StructuredDocument, structure
from crossreview.themes import (
    Classifier,
    Coded,
    CueMatcher,
    build_cue_matcher,
    classifier_of,
    document_themes,
    population_of,
    with_answer_roles,
    with_themes,
)
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.progress import load_progress_words
from crossreview.vocabulary.recommendations import load_recommendations
from crossreview.vocabulary.sections import Sections, load_sections
from crossreview.vocabulary.taxonomy import load_taxonomy

_ID_LENGTH = 16  # hex digits of the file's hash: 64 bits, no collision among millions of documents
_TRUSTED = 0.75  # mean confidence of a page read by recognition; below, more than one word in ten was wrong
_EXAMPLES = 5  # of misread words in a warning


@dataclass(frozen=True)
class Reader:
    """Vocabularies and matchers, loaded once and passed to every reading.

    `recogniser` reads scanned pages, where that was asked for; `known_words` are those of the themes.
    """

    sections: Sections
    roles: RoleFinder
    extractor: Extractor
    themes: CueMatcher
    classifier: Classifier
    known_words: frozenset[str]
    recogniser: Recogniser | None = None


def load_reader(without_cues: frozenset[str] = frozenset(), *, ocr: bool = False, model: Path | None = None) -> Reader:
    """A reader with the vocabularies as shipped, without some theme cues where honest scoring asks for it.

    Scanned pages are read only with `ocr`, so that a record never depends on what happens to be installed; raises
    MissingExtra if that needs a program that is not there. `model` is the folder of a model of themes to use instead of
    the one that comes with the package; raises ModelMismatch if it cannot be used.
    """
    sections = load_sections()
    taxonomy = load_taxonomy()
    matcher = build_cue_matcher(taxonomy, without_cues)
    return Reader(
        sections=sections,
        roles=RoleFinder(sections, load_item_words().kinds),
        extractor=load_extractor(),
        themes=matcher,
        classifier=classifier_of(matcher, model),
        known_words=words_of(
            text for theme in taxonomy.themes for text in (theme.label, theme.definition, *theme.cues)
        ),
        recogniser=find_recogniser() if ocr else None,
    )


def read_document(path: Path, reader: Reader) -> DocumentRecord:
    """The record of the PDF at `path`.

    Raises UnreadableDocument, EncryptedDocument, NoTextLayer or DocumentTooLarge where no record can be made of it.
    """
    return record_of(path, parse(path, reader.recogniser), reader)


def record_of(path: Path, parsed: ParsedDocument, reader: Reader) -> DocumentRecord:
    """The record of a PDF that is parsed already."""
    structured = structure(parsed, reader.sections, reader.roles)
    document = _document(path, parsed)
    extracted = reader.extractor.extract(structured, document.id)
    genre = extracted.metadata.genre.value if extracted.metadata.genre is not None else None
    sections = with_answer_roles(structured.sections, genre, structured.text, reader.themes)
    texts = [item.source.text_in(structured.text) for item in extracted.items]
    coded = reader.classifier.classify(texts, [population_of(extracted.metadata)] * len(texts))
    blocks = structured.record_blocks()
    items = with_themes(extracted.items, sections, structured.text, reader.themes, Coded(coded, blocks))
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
        warnings=(*_warnings(parsed, reader), *_unfound_warnings(unexplained(extracted.coverage, genre))),
        provenance=provenance_of(reader, reader.recogniser if _was_recognised(parsed) else None),
    )


def _document(path: Path, parsed: ParsedDocument) -> Document:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
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
        ocr_confidence=parsed.ocr_confidence,
        pages_out_of_order=parsed.pages_out_of_order,
    )


def _warnings(parsed: ParsedDocument, reader: Reader) -> tuple[str, ...]:
    """What a person should know before trusting the record, in plain words."""
    warnings = list(_trouble_warnings(parsed))
    troubled = {page.number for page in parsed.pages if page.trouble is not None}
    scans = tuple(page for page in parsed.pages_unreadable if page not in troubled)
    if scans:
        pages = _page_list(scans)
        why, remedy = "no text layer", f" Read the document with --ocr, which needs Tesseract: {INSTALL}."
        if reader.recogniser is not None:
            why, remedy = "no text layer, and character recognition found no words", ""
        warnings.append(f"{pages} could not be read: {why}. Nothing on them is in this record.{remedy}")
    if parsed.pages_ocr:
        warnings += _recognition_warnings(parsed, reader)
    if parsed.pages_out_of_order:
        warnings.append(
            f"{_page_list(parsed.pages_out_of_order)}: sentences break off from line to line, so the text was perhaps "
            "not read in the order in which it is printed. Read the page itself."
        )
    if parsed.hidden_characters:
        warnings.append(f"{parsed.hidden_characters} characters that cannot be seen on the page were left out.")
    if parsed.sideways_characters:
        warnings.append(f"{parsed.sideways_characters} characters set sideways or slanted were left out.")
    return tuple(warnings)


def _trouble_warnings(parsed: ParsedDocument) -> Iterator[str]:
    """One for each thing that is wrong with pages, with the pages."""
    pages: dict[str, list[int]] = {}
    for page in parsed.pages:
        if page.trouble is not None:
            pages.setdefault(page.trouble, []).append(page.number)
    for trouble, numbers in pages.items():
        yield f"{_page_list(tuple(numbers))} could not be read: {trouble}. Nothing on them is in this record."


def _unfound_warnings(kinds: tuple[ItemKind, ...]) -> Iterator[str]:
    for kind in kinds:
        yield (
            f"No {kind.replace('_', ' ')} was found, and the document does not say that it makes none. "
            "Look at the document itself before you say that there is none."
        )


def _recognition_warnings(parsed: ParsedDocument, reader: Reader) -> list[str]:
    pages = _page_list(parsed.pages_ocr)
    warnings = [f"{pages}: the text comes from character recognition of a scan and may have errors."]
    legibility = judge(parsed.placed, parsed.pages_ocr, reader.known_words)
    unsure = {page.number for page in parsed.pages if page.confidence is not None and page.confidence < _TRUSTED}
    doubtful = tuple(sorted(unsure.union(legibility.garbled_pages)))
    if doubtful:
        warnings.append(f"{_page_list(doubtful)}: much of what was recognised is not words. Read the page itself.")
    if legibility.misread:
        words = ", ".join(f"“{word}”" for word in legibility.misread[:_EXAMPLES])
        warnings.append(f"Words were misread, for example {words}. Check quotations against the page.")
    return warnings


def _was_recognised(parsed: ParsedDocument) -> bool:
    """Whether there were pages for a recogniser to read, and so for it to have a part in the record."""
    return parsed.ocr_confidence is not None or bool(parsed.pages_unreadable)


def provenance_of(reader: Reader, recogniser: Recogniser | None = None) -> Provenance:
    """What makes records with a reader, and with a recogniser where it had a part in one."""
    used = parts(sentences=reader.classifier.reads_sentences)
    return Provenance(
        pipeline=PIPELINE_VERSION,
        parts=used if recogniser is None else used | {OCR_PART: recogniser.version},
        vocabularies={
            "agencies": load_agencies().version,
            "areas": load_areas().version,
            "items": load_item_words().version,
            "metadata": load_metadata_terms().version,
            "progress": load_progress_words().version,
            "recommendations": load_recommendations().version,
            "sections": load_sections().version,
            "themes": load_taxonomy().version,
        },
        models=reader.classifier.made_by,
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
