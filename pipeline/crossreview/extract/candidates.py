"""An item on its way: words, source and what its place tells, before its fields are read."""

from __future__ import annotations

from dataclasses import dataclass

from crossreview.records import ItemKind, Section, Source, Status


@dataclass(frozen=True)
class Candidate:
    """A statement taken for an item.

    `lead_in` is the sentence that opened its list; `who`, `when` and `status_text` are cells beside it in a table,
    `status` is how far it has come where its place says so and not its words;
    `about` is where the findings, recommendations or actions stand that are printed beside it or that it answers,
    `answers` the numbers of recommendations in its heading or row; `restated` is where else in the document it is
    stated.
    """

    kind: ItemKind
    label: str | None
    text: str
    source: Source
    section: Section | None
    lead_in: str | None = None
    who: str | None = None
    when: str | None = None
    status_text: str | None = None
    status: Status | None = None
    answers: tuple[str, ...] = ()
    about: tuple[Source, ...] = ()
    restated: tuple[Source, ...] = ()
