"""The record of one document: what was read from one PDF, and where on its pages each thing stands.

Conventions: pages count from 1; boxes are (left, top, right, bottom) in points from the top left corner of the page as
it is shown; offsets are characters of `Document.text`, end exclusive. `None` means "not found"; an empty tuple means
"looked, and there is none".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeAlias, TypeVar

from msgspec import Struct

from crossreview.records.values import (
    AreaRole,
    BlockKind,
    Corrected,
    CoverageStatus,
    DateKind,
    Genre,
    ItemKind,
    Level,
    LinkBasis,
    LinkRelation,
    Modality,
    SmartFlag,
    Stance,
    Status,
    ThemeOrigin,
)

SCHEMA_VERSION = 2
OCR_PART: Final = "tesseract"  # the name in Provenance.parts of the program that reads scanned pages, where it had to

Box: TypeAlias = tuple[float, float, float, float]
T = TypeVar("T")


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in a record: frozen, compared by value, closed to unknown fields."""


class Span(Value, frozen=True):
    """A run of `Document.text` on one page, `text[start:end]`, and the box around it."""

    page: int
    box: Box
    start: int
    end: int


class Source(Value, frozen=True):
    """Where a text came from: one span or more, since a text may run over a page, around a footnote, through cells."""

    spans: tuple[Span, ...]

    @property
    def page(self) -> int:
        """The page on which the text begins."""
        return self.spans[0].page

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.spans[-1].end

    def text_in(self, document_text: str) -> str:
        """The text that the spans point at: their slices joined by one blank."""
        return " ".join(document_text[span.start : span.end] for span in self.spans)

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """What `text_in(...)[start:end]` came from: one span for each of the source's that it touches.

        The blank between two spans comes from no page. Boxes are those of the whole spans.
        """
        parts: list[Span] = []
        offset = 0
        for span in self.spans:
            length = span.end - span.start
            first, last = max(start - offset, 0), min(end - offset, length)
            if first < last:
                parts.append(Span(span.page, span.box, span.start + first, span.start + last))
            offset += length + 1
        return tuple(parts)


def joined(sources: Iterable[Source]) -> Source:
    """One source made of several, in the order given."""
    return Source(tuple(span for source in sources for span in source.spans))


class Found(Value, Generic[T], frozen=True):
    """A value read from the document, with the words that say so and how sure the reader is (0 to 1)."""

    value: T
    source: Source
    confidence: float


class Area(Value, frozen=True):
    """A local authority area; `gss` is None where the name is not in the gazetteer."""

    name: str
    gss: str | None
    role: AreaRole


class Inspection(Value, frozen=True):
    """An inspection that the document refers to; dates are partial ISO dates (2023-11)."""

    body: str
    inspected: str | None
    undertaken: str | None
    published: str | None
    predates_review: bool | None


class Metadata(Value, frozen=True):
    """The facts on the cover and in the first paragraphs. Never inferred: None where the text does not say."""

    title: Found[str] | None
    genre: Found[Genre] | None
    review_type: Found[str] | None
    review_code: Found[str] | None
    subject: Found[str] | None
    bodies: tuple[Found[str], ...]
    areas: tuple[Found[Area], ...]
    authors: tuple[Found[str], ...] | None
    chair: Found[str] | None
    dates: dict[DateKind, Found[str]]
    methodology: tuple[Found[str], ...] | None
    age_band: Found[str] | None
    gender: Found[str] | None
    ethnicity: Found[str] | None
    harm_types: tuple[Found[str], ...]
    agencies: tuple[Found[str], ...]
    inspections: tuple[Found[Inspection], ...]
    links: tuple[Found[str], ...]


class Section(Value, frozen=True):
    """A heading and what stands under it, up to the next heading of the same or a higher level.

    `level` counts from 1; `source` is the heading's own; `start` and `end` bound the section in the text.
    """

    id: str
    parent: str | None
    number: str | None
    heading: str
    level: int
    role: str | None
    role_confidence: float
    source: Source
    start: int
    end: int


class Block(Value, frozen=True):
    """A unit of layout as a person sees it: heading, paragraph, list item, table, footnote, caption, contents."""

    id: str
    kind: BlockKind
    section: str | None
    source: Source


class Theme(Value, frozen=True):
    """A theme of an item or of a document: score from 0 to 1, and the words that led there."""

    theme: str
    score: float
    evidence: tuple[Span, ...]
    origin: ThemeOrigin


class Timescale(Value, frozen=True):
    """By when: as printed, and as a partial ISO date or ISO duration ("P6M") where it can be normalised."""

    text: str
    normalised: str | None


class Link(Value, frozen=True):
    """What an item says about another, back along the thread from findings to progress.

    An ask arises from a finding, an action carries out a recommendation, progress or evidence reports on an ask, a
    response answers one, and a recommendation printed again quotes the first. `to` is the id of an item of the same
    document; None where only a number is named (`label`, as printed) that stands in another document of the review.
    `told_by`: a cell or line beside it, a number, the section that both stand in, the same words.
    """

    to: str | None
    relation: LinkRelation
    told_by: LinkBasis
    label: str | None = None


class Item(Value, frozen=True, omit_defaults=True):
    """A statement worth retrieving by itself. An ask is an item by which somebody is asked to act.

    The id comes from the document, the kind and the words, not from the position, so that what people say about an
    item stays with it when the reader changes. `links` lead back along the thread from findings to asks, actions and
    progress; `restated` is where else in the document the same ask stands (a summary, a box after a theme).
    `beneficiaries` are ids of those for whom things are to change (`recommendations.yaml`), where the ask names them.
    `by_hand` says what of it a person set in a library; what the reader writes never has it.
    """

    id: str
    kind: ItemKind
    label: str | None
    text: str
    source: Source
    section: str | None
    addressees: tuple[str, ...]
    addressee_text: str | None
    action_types: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    level: Level | None
    modality: Modality | None
    timescale: Timescale | None
    owner: str | None
    status: Status | None
    smart: dict[SmartFlag, Span]
    stance: Stance
    predates_review: bool
    themes: tuple[Theme, ...]
    links: tuple[Link, ...]
    restated: tuple[Source, ...]
    by_hand: tuple[Corrected, ...] = ()


class Coverage(Value, frozen=True):
    """Whether a count of one kind of item can be trusted, and the words that say so where there are any.

    A kind without coverage was not found, and nothing in the document says whether it has any.
    """

    kind: ItemKind
    status: CoverageStatus
    source: Source | None


class Table(Value, frozen=True):
    """A table of data: the header row and the rows below it, cell by cell; `source` covers all of it."""

    id: str
    source: Source
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Furniture(Value, frozen=True):
    """A running head or foot that was left out of the text (numbers masked as N) and on how many pages it stood."""

    text: str
    pages: int


class Quality(Value, frozen=True):
    """What a reader must know before trusting the record. Page lists count from 1.

    `pages_ocr` are pages whose text comes from character recognition, in the file or here; `ocr_confidence` is the mean
    confidence (0 to 1) over those recognised here, None where there are none. `pages_unreadable` are scans, damaged, or
    hold more than a page of a report does; the warnings say which. On `pages_out_of_order` sentences break off from
    line to line: they were perhaps read in another order than that in which they are printed.
    """

    pages_read: int
    pages_ocr: tuple[int, ...]
    pages_unreadable: tuple[int, ...]
    hidden_characters: int
    sideways_characters: int
    furniture: tuple[Furniture, ...]
    ocr_confidence: float | None = None
    pages_out_of_order: tuple[int, ...] = ()


class Provenance(Value, frozen=True):
    """What made the record. No time of day: the same file read twice gives the same bytes."""

    pipeline: str
    parts: dict[str, str]
    vocabularies: dict[str, str]
    models: dict[str, str]


class Document(Value, frozen=True):
    """The file, and its text in reading order without furniture.

    `page_sizes` are (width, height) in points; `page_turns` by how many degrees clockwise each page is turned to be
    read (a landscape table on an upright page), which boxes and sizes take into account; `page_offsets[i]` is where
    page i+1 begins in `text`.
    """

    id: str
    filename: str
    sha256: str
    pages: int
    page_sizes: tuple[tuple[float, float], ...]
    page_turns: tuple[int, ...]
    page_offsets: tuple[int, ...]
    text: str


class DocumentRecord(Value, frozen=True):
    """All that was read from one PDF."""

    schema_version: int
    document: Document
    metadata: Metadata
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    coverage: tuple[Coverage, ...]
    tables: tuple[Table, ...]
    themes: tuple[Theme, ...]
    quality: Quality
    warnings: tuple[str, ...]
    provenance: Provenance
