"""A small library of invented reviews, with everything that a search can meet."""

from __future__ import annotations

from hashlib import sha256
from typing import TypeVar

import msgspec
from tests.records.examples import BOX, EMPTY_METADATA, record_of

from crossreview.records import (
    Area,
    Block,
    BlockKind,
    DocumentRecord,
    Found,
    Genre,
    Item,
    ItemKind,
    Section,
    Source,
    Span,
    Status,
    Theme,
)

SEPARATOR = "\n"
GSS = {"Derby": "E06000015"}
T = TypeVar("T")


class Writer:
    """Writes a record line by line; every line is a block, and some are items too."""

    def __init__(self, name: str, title: str) -> None:
        self._name = name
        self._lines: list[tuple[str, int]] = []
        self._sections: list[Section] = []
        self._blocks: list[Block] = []
        self._items: list[Item] = []
        self._page = 1
        self._title = self._line(title)

    def new_page(self) -> Writer:
        self._page += 1
        return self

    def heading(self, words: str, role: str | None = None) -> Writer:
        source = self._line(words)
        section = Section(f"s{len(self._sections)}", None, None, words, 1, role, 0.9, source, source.start, source.end)
        self._sections.append(section)
        self._block("heading", source)
        return self

    def paragraph(self, words: str, kind: BlockKind = "paragraph") -> Writer:
        self._block(kind, self._line(words))
        return self

    def item(
        self,
        words: str,
        *,
        before: str = "",
        kind: ItemKind = "recommendation",
        themes: tuple[str, ...] = (),
        addressees: tuple[str, ...] = (),
        status: Status | None = None,
    ) -> Writer:
        line = self._line(before + words)
        self._block("list_item", line)
        span = line.spans[0]
        source = Source((Span(span.page, span.box, span.start + len(before), span.end),))
        number = len(self._items) + 1
        self._items.append(
            Item(
                id=f"i-{self._name}-{number}",
                kind=kind,
                label=str(number),
                text=words,
                source=source,
                section=self._section(),
                addressees=addressees,
                addressee_text=None,
                action_types=(),
                beneficiaries=(),
                level=None,
                modality=None,
                timescale=None,
                owner=None,
                status=status,
                smart={},
                stance="asserted",
                predates_review=False,
                themes=tuple(Theme(theme, 0.8, source.spans, "cue") for theme in themes),
                links=(),
                restated=(),
            )
        )
        return self

    def record(
        self,
        *,
        code: str,
        dated: str | None,
        areas: tuple[str, ...],
        review_type: str,
        genre: Genre = "full_report",
        agencies: tuple[str, ...] = (),
        age_band: str | None = None,
        harm_types: tuple[str, ...] = (),
    ) -> DocumentRecord:
        text = SEPARATOR.join(line for line, _ in self._lines)
        digest = sha256(self._name.encode()).hexdigest()
        base = record_of(digest=digest, filename=f"{self._name}.pdf")
        document = msgspec.structs.replace(base.document, id=self._name, pages=self._page, text=text)

        def found(value: T) -> Found[T]:
            return Found(value, self._title, 0.9)

        metadata = msgspec.structs.replace(
            EMPTY_METADATA,
            title=found(self._title.text_in(text)),
            genre=found(genre),
            review_type=found(review_type),
            review_code=found(code),
            areas=tuple(found(Area(name, GSS.get(name), "commissioning")) for name in areas),
            dates={"document_dated": found(dated)} if dated is not None else {},
            agencies=tuple(map(found, agencies)),
            age_band=found(age_band) if age_band is not None else None,
            harm_types=tuple(map(found, harm_types)),
        )
        return msgspec.structs.replace(
            base,
            document=document,
            metadata=metadata,
            sections=tuple(self._sections),
            blocks=tuple(self._blocks),
            items=tuple(self._items),
        )

    def _section(self) -> str | None:
        return self._sections[-1].id if self._sections else None

    def _block(self, kind: BlockKind, source: Source) -> None:
        self._blocks.append(Block(f"b-{self._name}-{len(self._blocks)}", kind, self._section(), source))

    def _line(self, words: str) -> Source:
        start = sum(len(line) + len(SEPARATOR) for line, _ in self._lines)
        self._lines.append((words, self._page))
        return Source((Span(self._page, BOX, start, start + len(words)),))


def child_t() -> DocumentRecord:
    writer = Writer("child-t", "Local Child Safeguarding Practice Review: Child T")
    writer.heading("Introduction", "introduction")
    writer.paragraph("Child T – a café owner’s son – was educated at home, and nobody saw him for a year.")
    writer.new_page().heading("Recommendations", "recommendations")
    writer.item(
        "The council should visit every child in elective home education once a year.",
        before="1. ",
        themes=("NEE.elective_home_education",),
        addressees=("la_education",),
    )
    writer.item(
        "The police should share information with schools after each domestic abuse incident.",
        themes=("MAW.information_sharing", "DAB.children_victims"),
        addressees=("police",),
    )
    return writer.record(
        code="KDS07",
        dated="2021-03",
        areas=("Derbyshire",),
        review_type="lcspr",
        agencies=("la_education", "police", "school_college"),
        age_band="11-15",
        harm_types=("HAR.neglect_emotional",),
    )


def margaret() -> DocumentRecord:
    writer = Writer("margaret", "Safeguarding Adults Review: Margaret")
    writer.heading("Self-neglect", "findings")
    writer.paragraph("Margaret neglected herself, and nobody asked whether she could decide about her care.")
    writer.item(
        "The board should be told each year how often capacity is assessed.",
        kind="learning_point",
        themes=("REC.mental_capacity",),
        addressees=("safeguarding_adults_board",),
    )
    writer.new_page()
    writer.item(
        "All EHE teams have been written to.",
        kind="progress",
        themes=("NEE.elective_home_education",),
        status="completed",
    )
    writer.paragraph("An agency that neglects its records cannot share information about neglect with anybody.")
    return writer.record(
        code="SAR12",
        dated="2019",
        areas=("Derby", "Derbyshire Dales"),
        review_type="sar",
        agencies=("gp_primary_care", "police"),
        age_band="65-79",
        harm_types=("HAR.self_neglect",),
    )


def child_t_progress() -> DocumentRecord:
    """What became of the recommendations for Child T: a second document of the same review."""
    writer = Writer("child-t-progress", "What has been done since: Child T")
    writer.heading("Progress", "progress")
    writer.item(
        "Every school has been told how to share information with the police.",
        kind="progress",
        themes=("MAW.information_sharing",),
        addressees=("police",),
        status="completed",
    )
    writer.item(
        "A visitor for children in elective home education is still being looked for.",
        kind="progress",
        themes=("NEE.elective_home_education",),
        status="in_progress",
    )
    return writer.record(
        code="KDS07",
        dated="2022-05-04",
        areas=("Derbyshire",),
        review_type="lcspr",
        genre="progress_summary",
        agencies=("police", "school_college"),
        harm_types=("HAR.neglect_emotional",),
    )
