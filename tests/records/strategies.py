"""Hypothesis strategies for valid records: every span lies on its page, every text equals the slices of its spans."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from crossreview.records import (
    GENRES,
    ITEM_KINDS,
    SCHEMA_VERSION,
    STATUSES,
    Area,
    AreaRole,
    Block,
    BlockKind,
    Coverage,
    CoverageStatus,
    DateKind,
    Document,
    DocumentRecord,
    Found,
    Furniture,
    Inspection,
    Item,
    Level,
    Link,
    LinkBasis,
    LinkRelation,
    Metadata,
    Modality,
    Provenance,
    Quality,
    Section,
    SmartFlag,
    Source,
    Span,
    Stance,
    Table,
    Theme,
    Timescale,
)

T = TypeVar("T")

# Letters of several scripts, quotes, dashes and an emoji: whatever may stand on a page, but no lone surrogates.
_words = st.text(alphabet=st.sampled_from("abcXYZ019 .,’–éßŵ語🙂"), min_size=1, max_size=30)
_names = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_ids = st.from_regex(r"[a-z][0-9a-f]{8}", fullmatch=True)
_numbers = st.floats(min_value=0, max_value=2000, width=32)
_scores = st.floats(min_value=0, max_value=1)
_dates = st.sampled_from(["2019", "2020-02", "2021-03-31"])


@dataclass(frozen=True)
class Pages:
    """The text of a document, and the spans of its paragraphs."""

    text: str
    offsets: tuple[int, ...]
    spans: tuple[Span, ...]


@st.composite
def pages(draw: st.DrawFn) -> Pages:
    paragraphs = draw(st.lists(st.lists(_words, min_size=1, max_size=3), min_size=1, max_size=4))
    texts = ["\n".join(page) for page in paragraphs]
    offsets = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    spans: list[Span] = []
    for number, (page, offset) in enumerate(zip(paragraphs, offsets, strict=True), start=1):
        starts = accumulate((len(words) + 1 for words in page[:-1]), initial=offset)
        spans += [
            Span(number, draw(_boxes), start, start + len(words)) for words, start in zip(page, starts, strict=True)
        ]
    return Pages("\n".join(texts), offsets, tuple(spans))


_boxes = st.tuples(_numbers, _numbers, _numbers, _numbers)


@st.composite
def sources(draw: st.DrawFn, on: Pages) -> Source:
    """A run of paragraphs, the outer ones perhaps cut short."""
    first = draw(st.integers(0, len(on.spans) - 1))
    last = draw(st.integers(first, min(first + 2, len(on.spans) - 1)))
    return Source(tuple(draw(parts_of(span)) for span in on.spans[first : last + 1]))


@st.composite
def parts_of(draw: st.DrawFn, span: Span) -> Span:
    start = draw(st.integers(span.start, span.end - 1))
    return Span(span.page, span.box, start, draw(st.integers(start + 1, span.end)))


@st.composite
def records(draw: st.DrawFn) -> DocumentRecord:
    on = draw(pages())
    count = len(on.offsets)
    document = Document(
        id=draw(_ids),
        filename=draw(_names),
        sha256=draw(st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
        pages=count,
        page_sizes=tuple(draw(st.tuples(_numbers, _numbers)) for _ in range(count)),
        page_turns=tuple(draw(st.sampled_from((0, 90, 180, 270))) for _ in range(count)),
        page_offsets=on.offsets,
        text=on.text,
    )
    sections = draw(_several(_sections(on)))
    return DocumentRecord(
        schema_version=SCHEMA_VERSION,
        document=document,
        metadata=draw(_metadata(on)),
        sections=sections,
        blocks=draw(_several(st.builds(Block, _ids, _one_of(BlockKind), st.none() | _ids, sources(on)))),
        items=draw(_several(_items(on, sections))),
        coverage=draw(_coverage(on)),
        tables=draw(_several(st.builds(Table, _ids, sources(on), _several(_words), _several(_several(_words))))),
        themes=draw(_several(_themes(on))),
        quality=draw(
            st.builds(
                Quality,
                st.just(count),
                _page_lists(count),
                _page_lists(count),
                st.integers(0, 10_000),
                st.integers(0, 10_000),
                _several(st.builds(Furniture, _words, st.integers(1, count))),
                pages_out_of_order=_page_lists(count),
            )
        ),
        warnings=draw(_several(_words)),
        provenance=draw(st.builds(Provenance, _words, *[st.dictionaries(_words, _words, max_size=2)] * 3)),
    )


@st.composite
def _sections(draw: st.DrawFn, on: Pages) -> Section:
    source = draw(sources(on))
    return Section(
        id=draw(_ids),
        parent=draw(st.none() | _ids),
        number=draw(st.none() | st.sampled_from(["1", "2.3", "A"])),
        heading=source.text_in(on.text),
        level=draw(st.integers(1, 6)),
        role=draw(st.none() | st.just("recommendations")),
        role_confidence=draw(_scores),
        source=source,
        start=source.start,
        end=draw(st.integers(source.end, len(on.text))),
    )


@st.composite
def _items(draw: st.DrawFn, on: Pages, sections: tuple[Section, ...]) -> Item:
    source = draw(sources(on))
    return Item(
        id=draw(_ids),
        kind=draw(st.sampled_from(ITEM_KINDS)),
        label=draw(st.none() | st.sampled_from(["1", "R3", "8.32"])),
        text=source.text_in(on.text),
        source=source,
        section=draw(st.none() | st.sampled_from([section.id for section in sections]) if sections else st.none()),
        addressees=draw(_several(_words)),
        addressee_text=draw(st.none() | _words),
        action_types=draw(_several(_words)),
        beneficiaries=draw(_several(_words)),
        level=draw(st.none() | _one_of(Level)),
        modality=draw(st.none() | _one_of(Modality)),
        timescale=draw(st.none() | st.builds(Timescale, _words, st.none() | st.just("P6M"))),
        owner=draw(st.none() | _words),
        status=draw(st.none() | st.sampled_from(STATUSES)),
        smart=draw(st.dictionaries(_one_of(SmartFlag), _parts(on), max_size=3)),
        stance=draw(_one_of(Stance)),
        predates_review=draw(st.booleans()),
        themes=draw(_several(_themes(on))),
        links=draw(_several(_links)),
        restated=(),
    )


def _metadata(on: Pages) -> st.SearchStrategy[Metadata]:
    words, found = _words, _found
    area = st.builds(Area, words, st.none() | st.just("E06000015"), _one_of(AreaRole))
    date = st.none() | _dates
    inspection = st.builds(Inspection, words, date, date, date, st.none() | st.booleans())
    return st.builds(
        Metadata,
        title=st.none() | found(on, words),
        genre=st.none() | found(on, st.sampled_from(GENRES)),
        review_type=st.none() | found(on, words),
        review_code=st.none() | found(on, words),
        subject=st.none() | found(on, words),
        bodies=_several(found(on, words)),
        areas=_several(found(on, area)),
        authors=st.none() | _several(found(on, words)),
        chair=st.none() | found(on, words),
        dates=st.dictionaries(_one_of(DateKind), found(on, _dates), max_size=3),
        methodology=st.none() | _several(found(on, words)),
        age_band=st.none() | found(on, words),
        gender=st.none() | found(on, words),
        ethnicity=st.none() | found(on, words),
        harm_types=_several(found(on, words)),
        agencies=_several(found(on, words)),
        inspections=_several(found(on, inspection)),
        links=_several(found(on, words)),
    )


@st.composite
def _coverage(draw: st.DrawFn, on: Pages) -> tuple[Coverage, ...]:
    kinds = draw(st.lists(st.sampled_from(ITEM_KINDS), unique=True, max_size=4))
    return tuple(Coverage(kind, draw(_one_of(CoverageStatus)), draw(st.none() | sources(on))) for kind in kinds)


def _themes(on: Pages) -> st.SearchStrategy[Theme]:
    origin: st.SearchStrategy[Any] = st.sampled_from(["cue", "model"])
    return st.builds(Theme, st.just("VOI.child_voice"), _scores, _several(_parts(on)), origin)


def _found(on: Pages, values: st.SearchStrategy[T]) -> st.SearchStrategy[Found[T]]:
    return st.builds(Found[T], value=values, source=sources(on), confidence=_scores)


def _parts(on: Pages) -> st.SearchStrategy[Span]:
    return st.sampled_from(on.spans).flatmap(parts_of)


def _page_lists(count: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(1, count)).map(lambda numbers: tuple(sorted(numbers)))


def _several(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=2).map(tuple)


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


_links = st.builds(Link, st.none() | _ids, _one_of(LinkRelation), _one_of(LinkBasis), st.none() | _words)
