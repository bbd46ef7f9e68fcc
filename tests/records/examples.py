"""Small valid records made by hand, for tests that need a document and do not care which."""

from __future__ import annotations

from hashlib import sha256
from itertools import accumulate
from typing import Any

import msgspec

from crossreview.records import (
    SCHEMA_VERSION,
    Block,
    Coverage,
    Document,
    DocumentRecord,
    Found,
    Item,
    ItemKind,
    Metadata,
    Provenance,
    Quality,
    Section,
    Source,
    Span,
    Theme,
)

PAGE_BREAK = "\n"
BOX = (72.0, 72.0, 523.0, 700.0)

EMPTY_METADATA = Metadata(
    title=None,
    genre=None,
    review_type=None,
    review_code=None,
    subject=None,
    bodies=(),
    areas=(),
    authors=None,
    chair=None,
    dates={},
    methodology=None,
    age_band=None,
    gender=None,
    ethnicity=None,
    harm_types=(),
    agencies=(),
    inspections=(),
    links=(),
)


def record_of(
    pages: tuple[str, ...] = ("Recommendations", "The partnership should listen to children."),
    *,
    filename: str = "review.pdf",
    digest: str | None = None,
    pipeline: str = "1",
    **fields: Any,
) -> DocumentRecord:
    """A record whose first page is its title and heading, and each further page one recommendation."""
    text = PAGE_BREAK.join(pages)
    digest = digest or sha256(text.encode()).hexdigest()
    offsets = tuple(accumulate((len(page) + len(PAGE_BREAK) for page in pages[:-1]), initial=0))
    heading = source_of(text, pages[0], 1)
    section = Section("s1", None, None, pages[0], 1, "recommendations", 0.9, heading, 0, len(text))
    items = tuple(item_of(digest, text, words, page) for page, words in enumerate(pages[1:], start=2))
    record = DocumentRecord(
        schema_version=SCHEMA_VERSION,
        document=Document(
            id=f"d{digest[:16]}",
            filename=filename,
            sha256=digest,
            pages=len(pages),
            page_sizes=((595.0, 842.0),) * len(pages),
            page_turns=(0,) * len(pages),
            page_offsets=offsets,
            text=text,
        ),
        metadata=msgspec.structs.replace(
            EMPTY_METADATA,
            title=Found(pages[0], heading, 0.8),
            dates={"published": Found("2021-05", heading, 0.7)},
        ),
        sections=(section,),
        blocks=(Block("b1", "heading", "s1", heading),),
        items=items,
        coverage=(Coverage("recommendation", "found" if items else "referred_to_elsewhere", None),),
        tables=(),
        themes=(),
        quality=Quality(len(pages), (), (), 0, 0, ()),
        warnings=(),
        provenance=Provenance(pipeline, {}, {}, {}),
    )
    return msgspec.structs.replace(record, **fields)


def source_of(text: str, words: str, page: int) -> Source:
    start = text.index(words)
    return Source((Span(page, BOX, start, start + len(words)),))


def item_of(digest: str, text: str, words: str, page: int, kind: ItemKind = "recommendation") -> Item:
    source = source_of(text, words, page)
    return Item(
        id=f"i{digest[:8]}{page}",
        kind=kind,
        label=str(page - 1),
        text=words,
        source=source,
        section="s1",
        addressees=(),
        addressee_text=None,
        action_types=(),
        beneficiaries=(),
        level=None,
        modality="should",
        timescale=None,
        owner=None,
        status=None,
        smart={"specific": source.spans[0]},
        stance="asserted",
        predates_review=False,
        themes=(Theme("VOI.child_voice", 0.8, source.spans, "cue"),),
        links=(),
        restated=(),
    )
