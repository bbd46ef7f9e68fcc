"""All candidates of a document, in reading order: statements, labelled sections, tables, progress and responses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crossreview.extract.asks import AskFinder, Place
from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import Context, ContextFinder, LabelFinder
from crossreview.extract.forms import AskForms
from crossreview.extract.progress import ProgressFinder, responses
from crossreview.extract.restated import without_restatements
from crossreview.extract.statements import Entry, Statement, read_statements
from crossreview.extract.tables import TableReader
from crossreview.parse import TextTable
from crossreview.records import Genre, ItemKind, Section, Source, joined
from crossreview.structure import StructuredBlock, StructuredDocument
from crossreview.vocabulary.items import ItemWords

_ONE_PARAGRAPH: frozenset[ItemKind] = frozenset({"finding", "learning_point", "good_practice"})


class Collector:
    """Collects candidates; holds the rules with their vocabulary, and nothing of a document."""

    def __init__(self, words: ItemWords) -> None:
        labels, self._forms = LabelFinder(words), AskForms.of(words)
        self._contexts = ContextFinder(words, labels)
        self._asks = AskFinder(self._forms, labels)
        self._tables = TableReader(words, labels, self._forms)
        self._progress = ProgressFinder(self._forms)

    def collect(self, document: StructuredDocument, genre: Genre | None) -> list[Candidate]:
        """The candidates of a document of a genre (None if it is not known)."""
        contexts = self._contexts.contexts_of(document.sections)
        entries = read_statements(document)
        lists, going_on = _sections_with_lists(entries), _sections_numbered_on(entries)
        found: list[Candidate] = []
        taken: set[int] = set()
        for position, entry in enumerate(entries):
            if position in taken:
                continue
            section = entry.section
            context = contexts.get(section.id, Context()) if section else Context()
            if isinstance(entry, Statement):
                identifier = section.id if section is not None else ""
                place = Place(context, identifier in lists, identifier in going_on, genre)
                if found and _goes_on_in_box(found[-1], entry, place):
                    found[-1] = _extended(found[-1], entry)
                    continue
                candidates = self._asks.candidates(entry, place)
                found.extend(candidates or self._progress.candidates(entry, context, genre))
            elif isinstance(entry.content, TextTable):
                found.extend(self._tables.candidates(entry.content, section, context, genre))
            elif context.labelled:
                under = list(_under_heading(entries, position, context, genre))
                if under:
                    found.append(_one_item([entries[at] for at in under], context, genre, section))
                    taken.update(under)
        if genre == "response":
            found = responses(entries, found, taken)
        return without_restatements(found)


def _goes_on_in_box(last: Candidate, statement: Statement, place: Place) -> bool:
    """Whether a bullet or paragraph in a box of quoted recommendations belongs to the numbered one before it."""
    boxed = place.genre == "response" and place.context.kind == "recommendation" and statement.region > 0
    same = last.kind == "quoted_recommendation" and last.section == statement.section
    return boxed and same and statement.number is None


def _extended(candidate: Candidate, statement: Statement) -> Candidate:
    source, text = statement.source_from()
    return replace(candidate, text=f"{candidate.text} {text}", source=joined((candidate.source, source)))


def _sections_with_lists(entries: Iterable[Entry]) -> set[str]:
    """Sections with at least two list items."""
    counts: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, Statement) and entry.is_bulleted and entry.section is not None:
            counts[entry.section.id] = counts.get(entry.section.id, 0) + 1
    return {section for section, count in counts.items() if count >= 2}


def _sections_numbered_on(entries: Iterable[Entry]) -> set[str]:
    """Sections whose first number goes on from the last of the section before: numbered paragraphs, not a list."""
    sections: set[str] = set()
    seen: set[str] = set()
    last = 0
    for entry in entries:
        if not isinstance(entry, Statement) or entry.section is None or not (entry.number or "").isdigit():
            continue
        number = int(entry.number or 0)
        if entry.section.id not in seen and 1 < number == last + 1:
            sections.add(entry.section.id)
        seen.add(entry.section.id)
        last = number
    return sections


def _under_heading(entries: tuple[Entry, ...], heading: int, context: Context, genre: Genre | None) -> Iterable[int]:
    """The statements that make up the item whose label is a heading.

    In a box they are those in it (it may go on over the page). Without a box they are all up to the next heading; of
    a finding or learning point, and of a recommendation that is answered below, only the first.
    """
    block = entries[heading]
    boxed = (
        isinstance(block, StructuredBlock)
        and not isinstance(block.content, TextTable)
        and block.content.lines[0].region > 0
    )
    for position in range(heading + 1, len(entries)):
        entry = entries[position]
        if not isinstance(entry, Statement) or (boxed and entry.region == 0):
            return
        yield position
        if not boxed and (context.kind in _ONE_PARAGRAPH or genre == "response"):
            return


def _one_item(entries: list[Entry], context: Context, genre: Genre | None, section: Section | None) -> Candidate:
    parts = [entry.source_from() for entry in entries if isinstance(entry, Statement)]
    kind: ItemKind = context.kind or "recommendation"
    if kind == "recommendation" and (genre == "response" or context.earlier):
        kind = "quoted_recommendation"
    source = Source(tuple(span for part, _ in parts for span in part.spans))
    return Candidate(kind, context.label, " ".join(text for _, text in parts), source, section)
