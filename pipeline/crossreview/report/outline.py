"""What stands in a briefing, part by part, whatever it is written as: web page, Word document or Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from crossreview.plurals import counted
from crossreview.report.briefing import Asked, Briefing, Cited, Quote


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Statement:
    """A line that is made here: numbers, never what happened."""

    text: str


@dataclass(frozen=True)
class Quotation:
    """Words from a page, where they stand, and what is known of them (of whom asked, by when, how it stands)."""

    text: str
    citation: str
    facts: tuple[str, ...] = ()
    updates: tuple[Quotation, ...] = ()
    gap: str | None = None

    @property
    def known(self) -> str:
        """What is known of it, as one line."""
        facts = (*self.facts, *((self.gap,) if self.gap is not None else ()))
        return " ".join(f"{fact[:1].upper()}{fact[1:].rstrip('.')}." for fact in facts)


@dataclass(frozen=True)
class Grid:
    """A table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sources:
    """The documents that are quoted, by number."""

    lines: tuple[tuple[int, str], ...]


Part: TypeAlias = Heading | Statement | Quotation | Grid | Sources


def title_of(briefing: Briefing) -> str:
    """What stands above it all."""
    return f"Briefing: {briefing.title}"


def outline(briefing: Briefing) -> Iterator[Part]:
    """The parts in order; one that has nothing is left out, but for what was asked."""
    yield Heading("What this is about")
    if briefing.definition is not None:
        yield Statement(briefing.definition)
    yield Statement(_extent(briefing))
    yield Statement(
        "Everything in quotation marks is quoted from the documents listed at the end: [1], page 4 is page 4 of the "
        "first of them."
    )
    if briefing.says:
        yield Heading("What reviews say")
        yield Statement(_shown(len(briefing.says), briefing.says_total, "finding or learning point"))
        yield from map(_quotation, briefing.says)
    yield Heading("What was asked, and what became of it")
    yield Statement(_shown(len(briefing.asked), briefing.asked_total, "recommendation or other ask"))
    if any(asked.gap is not None for asked in briefing.asked):
        yield Statement("Where there is no update in this library, it is not known what was done.")
    yield from map(_asked, briefing.asked)
    if briefing.reported:
        yield Heading("What else is reported")
        yield Statement(_shown(len(briefing.reported), briefing.reported_total, "statement on progress"))
        yield from (Quotation(quote.text, _citation(quote), _status(quote)) for quote in briefing.reported)
    if briefing.practice:
        yield Heading("Good practice")
        yield Statement(_shown(len(briefing.practice), briefing.practice_total, "example"))
        yield from map(_quotation, briefing.practice)
    if briefing.recurs:
        yield Heading("Where it recurs")
        rows = tuple((each.area, str(each.reviews), ", ".join(dict.fromkeys(each.years))) for each in briefing.recurs)
        yield Grid(("Area", "Reviews", "Dated"), rows)
    yield Heading("Sources")
    yield Sources(tuple((source.number, _source(source)) for source in briefing.sources))
    yield Statement(f"Search: {briefing.search}")
    if briefing.open_output:
        yield Statement("Ages, dates and names were replaced where square brackets stand in quotations.")


def _extent(briefing: Briefing) -> str:
    years = f", dated {' to '.join(briefing.years)}" if briefing.years else ""
    reviews = f"{briefing.reviews:,} of the {counted(briefing.of_reviews, 'review')} in this library"
    verb = "has" if briefing.reviews == 1 else "have"
    return f"{reviews} {verb} it, in {counted(briefing.documents, 'document')}{years}."


_PLURALS: Final = {
    "finding or learning point": "findings and learning points",
    "recommendation or other ask": "recommendations and other asks",
    "statement on progress": "statements on progress",
    "example": "examples",
}


def _shown(shown: int, total: int, thing: str) -> str:
    if not total:
        return "None in this library."
    things = _PLURALS[thing]
    if total > shown:
        return f"{shown} of {total:,} {things}, from as many reviews as can be."
    return f"All {total} {things}." if total > 1 else f"The only {thing}."


def _quotation(quote: Quote) -> Quotation:
    return Quotation(quote.text, _citation(quote))


def _asked(asked: Asked) -> Quotation:
    facts: list[str] = []
    if asked.addressees:
        facts.append(f"Asked of: {', '.join(asked.addressees)}")
    if asked.by_when is not None:
        facts.append(f"By when: {asked.by_when}")
    if asked.quote.status not in {None, "no_status"}:
        facts.append(f"Stated there: {_plain(str(asked.quote.status))}")
    updates = tuple(Quotation(each.text, _citation(each), _status(each)) for each in asked.updates)
    return Quotation(asked.quote.text, _citation(asked.quote), tuple(facts), updates, asked.gap)


def _status(quote: Quote) -> tuple[str, ...]:
    kind = _plain(quote.kind)
    return (f"{kind}: {_plain(quote.status)}" if quote.status not in {None, "no_status"} else kind,)


def _citation(quote: Quote) -> str:
    label = f", {_plain(quote.kind)} {quote.label}" if quote.label is not None else ""
    return f"[{quote.source}], page {quote.page}{label}"


def _source(source: Cited) -> str:
    about = "; ".join(part for part in (", ".join(source.areas), source.date) if part)
    pages = ("page " if len(source.pages) == 1 else "pages ") + _listed(source.pages)
    return f"{source.title}{f' ({about})' if about else ''}. {source.filename}, {pages}."


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def _plain(name: str) -> str:
    return name.replace("_", " ")
