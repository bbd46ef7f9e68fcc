"""What has been done: progress and evidence statements, and answers to recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import Context
from crossreview.extract.forms import AskForms
from crossreview.extract.statements import Entry, Statement
from crossreview.parse import TextTable
from crossreview.records import Genre, ItemKind, Section, Source

_POINTER = re.compile(r"\b(?:can be|is|are) (?:viewed|found|read|seen|available|downloaded)\b|https?://|\bwww\.", re.I)
_SENTENCE_END = re.compile(r"[.!?;][\"'”’)\]]*$")  # a title or a dated sign-off has no stop, a lead-in a colon
_NARRATIVE_ROLES = frozenset(
    {
        *("front_matter", "tribute", "contents", "glossary", "introduction", "legal_criteria", "terms_of_reference"),
        *("methodology", "background", "incident", "timeline", "family_composition", "lived_experience", "references"),
        *("appendix", "executive_summary"),
    }
)
_INTRODUCES = re.compile(
    r"""\b(?:the\ following|following\ developments|set\ out\ below|this\ (?:paper|document|summary|report)\ )\b
      | \b(?:sent|gave|provided|supplied)\b.{0,40}\bthese\ (?:statements|accounts|updates|reports)\b
      | \b(?:asked|invited)\ (?:each|every|all)\b.{0,40}\bwhat\b
      | \bhas\ no\ actions\b | \bnothing\ to\ report\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORTEST = 8  # words
_ANSWER_LABEL = re.compile(
    r"^(?:(?:government|partnership|agency|our|the)\s+)*(?:response|answer)\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class ProgressFinder:
    """Finds statements of progress in documents and sections that report it."""

    forms: AskForms

    def candidates(self, statement: Statement, context: Context, genre: Genre | None) -> list[Candidate]:
        """One candidate where a statement reports what was done or found, else none."""
        section = statement.section
        reports = genre == "progress_summary" or (section is not None and section.role == "progress_response")
        narrative = section is None or section.role in _NARRATIVE_ROLES
        text = statement.text_from()
        lists_items = context.kind is not None and not context.labelled
        if not reports or narrative or lists_items or len(text.split()) < _SHORTEST:
            return []
        if genre == "response" or _INTRODUCES.search(text):
            return []
        if not _SENTENCE_END.search(text) or _POINTER.search(text):
            return []
        source, text = statement.source_from()
        opening = " ".join(re.split(r"(?<=[.!?]) ", text)[:2])
        kind: ItemKind = "evidence" if self.forms.evidence.search(opening) else "progress"
        return [Candidate(kind, statement.number, text, source, section, statement.lead_in)]


def responses(entries: tuple[Entry, ...], found: list[Candidate], taken: set[int]) -> list[Candidate]:
    """The candidates with the answer after each quoted recommendation, or after a run of them.

    An answer is all that stands between a recommendation and the next one, or the next heading that is not a label.
    """
    quoted = {candidate.source.start: candidate for candidate in found if candidate.kind == "quoted_recommendation"}
    if not quoted:
        return sorted([*found, *_under_numbers(entries, found)], key=lambda candidate: candidate.source.start)
    answered: list[Candidate] = []
    waiting: list[Candidate] = []
    answer: list[Statement] = []

    def close() -> None:
        if answer and waiting:
            answered.append(_answer(answer, waiting))
            waiting.clear()
        answer.clear()

    for position, entry in enumerate(entries):
        if isinstance(entry, Statement):
            recommendation = quoted.get(entry.source_from()[0].start) or _quoted_in(entry, quoted)
            if recommendation is not None:
                close()
                waiting.append(recommendation)
            elif position not in taken and waiting:
                answer.append(entry)
        elif not isinstance(entry.content, TextTable):
            close()
            if entry.content.lines[0].region == 0:
                waiting.clear()
    close()
    return sorted([*found, *answered], key=lambda candidate: candidate.source.start)


def _under_numbers(entries: tuple[Entry, ...], found: list[Candidate]) -> Iterator[Candidate]:
    """Answers to what is not printed again: all that stands under each heading with a number."""
    taken = {candidate.source.start for candidate in found}
    sections: dict[str, list[Statement]] = {}
    for entry in entries:
        if not isinstance(entry, Statement) or entry.section is None or entry.source_from()[0].start in taken:
            continue
        number = (entry.section.number or "").rstrip(".")
        if number.isdigit():
            sections.setdefault(number, []).append(entry)
    for number, statements in sections.items():
        yield replace(_answer(statements, []), answers=(number,))


def _quoted_in(statement: Statement, quoted: dict[int, Candidate]) -> Candidate | None:
    source = statement.source_from(0)[0]
    return next((candidate for start, candidate in quoted.items() if source.start <= start < source.end), None)


def _answer(statements: list[Statement], waiting: list[Candidate]) -> Candidate:
    parts = [statement.source_from(_label_end(statement)) for statement in statements]
    source = Source(tuple(span for part, _ in parts for span in part.spans))
    text = " ".join(part for _, part in parts)
    section: Section | None = statements[0].section
    return Candidate("response", None, text, source, section, about=tuple(candidate.source for candidate in waiting))


def _label_end(statement: Statement) -> int | None:
    match = _ANSWER_LABEL.match(statement.first.body)
    return statement.first.body_start + match.end() if match else None
