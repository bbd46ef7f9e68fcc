"""What has been done: progress and evidence statements, and answers to recommendations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from crossreview.extract.asks import REPORTING_GENRES
from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import EVIDENCE, REPORT, Context
from crossreview.extract.fields import StatusReader
from crossreview.extract.forms import NARRATIVE_ROLES, AskForms
from crossreview.extract.statements import Entry, Statement
from crossreview.parse import TextTable
from crossreview.records import Genre, ItemKind, Section, Source

_POINTER = re.compile(
    r"""\b(?:can|may)\ be\ (?:viewed|found|read|seen|downloaded)\b | \bavailable\ (?:on|at|from|online)\b
      | \b(?:write\ to|contact|e-?mail|telephone)\ (?:the|us|our)\b | https?:// | \bwww\.""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?;][\"'”’)\]]*$")  # a title or a dated sign-off has no stop, a lead-in a colon
_INTRODUCES = re.compile(
    r"""\b(?:the\ following|following\ developments|set\ out\ below|this\ (?:paper|document|summary|report)\ )\b
      | \b(?:sent|gave|provided|supplied)\b.{0,40}\bthese\ (?:statements|accounts|updates|reports)\b
      | \b(?:asked|invited)\ (?:each|every|all|agencies|partners|them|services)\b.{0,40}\bwhat\b
      | \b(?:told|informed)\ (?:the\ \w+|us|me)\ (?:of|about)\ what\b
      | \bdid\ not\ wait\b | \bwaited\ for\ (?:the|this)\ (?:report|review)\b
      | \b(?:we|i)\ (?:report|set\ out|describe|record)\b
      | \bhas\ no\ actions\b | \bnothing\ to\ report\b""",
    re.IGNORECASE | re.VERBOSE,
)
# In an answer, what was done before it was given stands under a heading that says so.
_TELLS_OF_WORK = re.compile(
    r"\b(?:done|changed|changes|happened|progress)\b.*\b(?:already|since|so far|to date)\b", re.IGNORECASE
)
_NOTE = re.compile(r"(?P<label>[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*[:–—-]\s+\S")
_QUOTES = '“"‘'
_SHORTEST = 8  # words
_ANSWER_LABEL = re.compile(
    r"^(?:(?:government|partnership|agency|our|the)\s+)*(?:response|answer)\s*:\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class ProgressFinder:
    """Finds statements of progress in documents and sections that report it."""

    forms: AskForms
    statuses: StatusReader

    def candidates(
        self, statement: Statement, context: Context, genre: Genre | None, *, opens_list: bool, by_heading: bool
    ) -> list[Candidate]:
        """One candidate where a statement reports what was done or found, else none."""
        text = statement.text_from()
        if not _is_place_of_reports(statement, context, genre, by_heading=by_heading) or len(text.split()) < _SHORTEST:
            return []
        quoted = context == EVIDENCE and text[:1] in _QUOTES  # who said it stands behind, without a stop
        if not (_SENTENCE_END.search(text) or quoted) or _POINTER.search(text) or _INTRODUCES.search(text):
            return []
        kind = "evidence" if context == EVIDENCE else self._kind_of(text)
        told = genre == "progress_summary" or kind == "evidence" or self.statuses.tells(text)
        if not told or (opens_list and genre != "progress_summary"):
            return []
        source, text = statement.source_from()
        return [Candidate(kind, statement.number, text, source, statement.section, statement.lead_in)]

    def outcome(
        self, statement: Statement, quoted: Candidate | None, genre: Genre | None, *, earlier: bool
    ) -> list[Candidate]:
        """What became of an earlier review's recommendation that stands right above."""
        text = statement.text_from()
        if quoted is None or genre in REPORTING_GENRES or statement.is_bulleted or len(text.split()) < _SHORTEST:
            return []
        if statement.section is None or statement.section.role in NARRATIVE_ROLES:
            return []
        repeated = earlier or quoted.label is not None or quoted.text[:1] in _QUOTES
        if not (self.statuses.tells(text, surely=True) if repeated else self.forms.outcome.search(text)):
            return []
        source, text = statement.source_from()
        return [Candidate("progress", statement.number, text, source, statement.section, about=(quoted.source,))]

    def labelled(self, statement: Statement, labels: Collection[str], genre: Genre | None) -> list[Candidate]:
        """A note on what was asked above, with its label before it ("B1: the group agreed ...")."""
        text = statement.text_from()
        label = _NOTE.match(text)
        if label is None or genre not in REPORTING_GENRES:
            return []
        if not any(known == label["label"] or known.startswith(f"{label['label']}.") for known in labels):
            return []
        source, text = statement.source_from()
        return [Candidate(self._kind_of(text), None, text, source, statement.section, answers=(label["label"],))]

    def _kind_of(self, text: str) -> ItemKind:
        opening = " ".join(re.split(r"(?<=[.!?]) ", text)[:2])
        shown = self.forms.evidence.search(opening) or self.forms.measures.search(text)
        found = shown and self.statuses.status_of(opening) != "planned"
        return "evidence" if found else "progress"


def _is_place_of_reports(statement: Statement, context: Context, genre: Genre | None, *, by_heading: bool) -> bool:
    """Whether reports stand here; where a progress report has headings for them, `by_heading` only under those."""
    if genre == "response":
        return statement.section is not None and bool(_TELLS_OF_WORK.search(statement.section.heading))
    if context in (REPORT, EVIDENCE):
        return context == REPORT or genre in REPORTING_GENRES
    section = statement.section
    headed = section is not None and section.role == "progress_response"
    reports = headed or (genre == "progress_summary" and not by_heading)
    narrative = section is None or section.role in NARRATIVE_ROLES
    lists_items = context.kind is not None and not context.labelled
    return reports and not narrative and not lists_items


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
