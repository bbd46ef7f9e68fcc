"""What is said of each recommendation that a response quotes: the answers, what has been done since, what will be.

All that stands below a quotation, up to the next one or the next heading, is said of it. Some authors write one answer
of several paragraphs, others a paragraph for each thing: the answer of each body, each change, each figure. Which of
the two a document does is told by its marks: answers printed as a word of their own, the names of those who answer in
bold, dates before what was added later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from crossreview.extract.candidates import Candidate
from crossreview.extract.fields.responses import answer_in
from crossreview.extract.progress import ProgressFinder
from crossreview.extract.statements import Entry, Statement
from crossreview.parse import TextTable
from crossreview.records import ItemKind, Section, Source
from crossreview.structure import StructuredBlock

# What a statement is in a thread: an item of a kind, something that goes on, or what is said beside it ("Cost: ...").
Part: TypeAlias = Literal["response", "progress", "evidence", "action", "goes_on", "aside"]

_ANSWER_LABEL = re.compile(
    r"""^(?:(?:government|partnership|agency|departmental|department[’']s|board[’']s|council[’']s|our|the)\s+)*
        (?:response|reply|answer|decision)\s*[:–-]\s*
        (?P<answer>(?:(?:not|partially|partly|fully|wholly)\s+)?(?:accept|agree|reject|declin|support)(?:e?d|s)?
            (?:\s+in\s+(?:principle|part|full))?(?:\.?\s*$|\.?\s+(?-i:(?=[A-Z]))))?""",
    re.IGNORECASE | re.VERBOSE,
)
# A heading, or a line of its own, over the answer: "Response: accept in principle", "Our answer".
_ANSWER_HEAD = re.compile(
    r"""^(?:(?:our|the|its|this|\w+(?:[’']s)?)\s+){0,2}(?:response|answer|reply|decision)
        (?:\s+(?:to|of)\s+[^:]{3,40})?(?:\s*[:–—-]\s*(?P<rating>.{2,60}))?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATED = re.compile(
    rf"^(?:update(?:d)?,?\s*)?(?:\d{{1,2}}\s+)?{_MONTH}\s+\d{{4}}(?:\s+update)?\s*[:–—]\s*(?=\S)",
    re.IGNORECASE | re.VERBOSE,
)
_ASIDE = re.compile(
    r"(?:costs?|funding|resources?|resource implications|contact|equality impact|further information)\s*:",
    re.IGNORECASE,
)
_WILL_DO = re.compile(r"^[A-Z][^.]*(?:\bwill\b|[’']ll\b|\bto be\b)")
_LEADS_IN = 6  # words: a shorter line with a colon only announces the list below it
_OPENING = 2  # sentences in which somebody who answers says whether he agrees
_FEWEST_MARKS = 2  # marks that are a habit of the author


@dataclass
class _Thread:
    """A recommendation, or a run of them, and what is being read about it."""

    quoted: list[Candidate] = field(default_factory=list)
    rating: str | None = None
    answer: list[Statement] = field(default_factory=list)
    begun: bool = False
    opens: bool = False


@dataclass(frozen=True)
class AnswerReader:
    """Reads what stands below quoted recommendations; holds the rules, and nothing of a document."""

    progress: ProgressFinder

    def candidates(self, entries: tuple[Entry, ...], found: list[Candidate], taken: set[int]) -> list[Candidate]:
        """The candidates, with those that stand below the recommendations quoted among them."""
        if not any(candidate.kind == "quoted_recommendation" for candidate in found):
            said = list(_under_numbers(entries, found))
        else:
            said = _Reading(self, entries, found, taken).said()
        return sorted([*found, *said], key=lambda candidate: candidate.source.start)

    def part_of(self, statement: Statement, *, first: bool, apart: bool) -> Part:
        """What a statement below a recommendation is; `apart` where each paragraph says a thing of its own."""
        text = statement.text_from()
        if first and not _DATED.match(text):
            return "response"
        if not apart:
            return "goes_on"
        if _ASIDE.match(text) or (text.rstrip().endswith(":") and len(text.split()) <= _LEADS_IN):
            return "aside"
        if is_named_answer(statement):
            return "response"
        return self._told(text, bulleted=statement.is_bulleted)

    def _told(self, text: str, *, bulleted: bool) -> Part:
        """What a paragraph or bullet below an answer tells: what will be done, what was found, what was done."""
        if bulleted:
            return "action" if _WILL_DO.match(text) else "goes_on"
        if self.progress.kind_of(text) == "evidence":
            return "evidence"
        told = self.progress.statuses.tells(text) and not self.progress.stories.is_told_again(text, None)
        return "progress" if told or _DATED.match(text) else "goes_on"


class _Reading:
    """A walk through the entries of one response."""

    def __init__(
        self, rules: AnswerReader, entries: tuple[Entry, ...], found: list[Candidate], taken: set[int]
    ) -> None:
        self._rules = rules
        self._entries = entries
        self._items = {candidate.source.start: candidate for candidate in found}
        self._taken = taken
        self._said: list[Candidate] = []
        self._thread = _Thread()
        self._apart = sum(map(_is_mark, entries)) >= _FEWEST_MARKS

    def said(self) -> list[Candidate]:
        """What is said of the recommendations, in reading order."""
        for position, entry in enumerate(self._entries):
            if isinstance(entry, StructuredBlock):
                self._heading(entry)
            elif (item := self._item_in(entry)) is not None and self._is_apart(item):
                self._close()
                if item.kind == "quoted_recommendation":
                    self._quotation(item)
            elif position not in self._taken and self._thread.quoted:
                self._statement(entry)
        self._close()
        return self._said

    def _item_in(self, statement: Statement) -> Candidate | None:
        source = statement.source_from(0)[0]
        found = (item for start, item in self._items.items() if source.start <= start < source.end)
        return next(found, None)

    def _is_apart(self, item: Candidate) -> bool:
        """Whether an item ends the answer above it; in an answer of several paragraphs one of them may be an item."""
        return self._apart or item.kind == "quoted_recommendation"

    def _quotation(self, quoted: Candidate) -> None:
        if self._thread.begun:
            self._thread = _Thread()
        self._thread.quoted.append(quoted)

    def _heading(self, block: StructuredBlock) -> None:
        if isinstance(block.content, TextTable):
            return
        self._close()
        answer = _ANSWER_HEAD.match(block.content.text.strip())
        if answer is not None and self._thread.quoted:
            self._open(answer["rating"])
        elif block.content.lines[0].region == 0:
            self._thread = _Thread()

    def _open(self, rating: str | None) -> None:
        """Begin an answer under its head; a second head without a verdict leaves the one above it."""
        self._close()
        self._thread.opens = True
        self._thread.rating = rating or self._thread.rating

    def _statement(self, statement: Statement) -> None:
        thread = self._thread
        head = _ANSWER_HEAD.match(statement.text_from().strip())
        if head is not None and (head["rating"] is None or answer_in(head["rating"]) is not None):
            self._open(head["rating"])
            return
        first = thread.opens or (not thread.begun and not thread.answer)
        thread.opens = False
        part = self._rules.part_of(statement, first=first, apart=self._apart)
        if part == "response":
            self._close()
            thread.answer = [statement]
        elif part == "goes_on":
            if thread.answer:
                thread.answer.append(statement)
        else:
            self._close()
            if part != "aside":
                self._report(statement, part)

    def _report(self, statement: Statement, kind: ItemKind) -> None:
        source, text = statement.source_from()
        about = tuple(quoted.source for quoted in self._thread.quoted)
        self._thread.begun = True
        self._said.append(Candidate(kind, None, text, source, statement.section, about=about))

    def _close(self) -> None:
        """End the answer that is being read."""
        thread = self._thread
        if thread.answer:
            answer = _answer(thread.answer, tuple(quoted.source for quoted in thread.quoted))
            self._said.append(replace(answer, status_text=thread.rating or answer.status_text))
            thread.answer, thread.rating, thread.begun = [], None, True


def is_named_answer(statement: Statement) -> bool:
    """Whether a paragraph opens with the name of a body in bold, and says whether it agrees."""
    lead = statement.first.lines[0].lead
    text = statement.text_from()
    if lead == 0 or answer_in(text[:lead]) is not None:
        return False
    opening = " ".join(re.split(r"(?<=[.!?])\s", text)[:_OPENING])
    return answer_in(opening) is not None or answer_in(opening[lead:].lstrip(" :–—-")) is not None


def _is_mark(entry: Entry) -> bool:
    """Whether something in an answer is printed apart: its verdict, who gives it, or when it was added."""
    if isinstance(entry, Statement):
        text = entry.text_from()
        head = _ANSWER_HEAD.match(text.strip())
        return bool(_DATED.match(text)) or (head is not None and bool(head["rating"])) or is_named_answer(entry)
    if isinstance(entry.content, TextTable):
        return False
    head = _ANSWER_HEAD.match(entry.content.text.strip())
    return head is not None and bool(head["rating"]) and answer_in(head["rating"]) is not None


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
        yield replace(_answer(statements, ()), answers=(number,))


def _answer(statements: list[Statement], about: tuple[Source, ...]) -> Candidate:
    parts = [statement.source_from(_label_end(statement)) for statement in statements]
    source = Source(tuple(span for part, _ in parts for span in part.spans))
    text = " ".join(part for _, part in parts)
    section: Section | None = statements[0].section
    label = _ANSWER_LABEL.match(statements[0].first.body)
    verdict = label["answer"] if label is not None else None
    return Candidate("response", None, text, source, section, about=about, status_text=verdict)


def _label_end(statement: Statement) -> int | None:
    match = _ANSWER_LABEL.match(statement.first.body)
    return statement.first.body_start + match.end() if match else None
