"""Statements to candidates: which of them are items, and of what kind.

The rules are tried in the order of `_RULES`; the first that answers decides. A label in words ("Recommendation 3:")
counts anywhere; otherwise the section decides what a list item or paragraph can be, and its wording whether it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import Context, LabelFinder, ReportLabels
from crossreview.extract.forms import AskForms
from crossreview.extract.sentences import sentences
from crossreview.extract.statements import CODE, IN_QUOTES, Statement
from crossreview.parse import TextBlock
from crossreview.records import ASK_KINDS, Genre, ItemKind

REPORTING_GENRES: frozenset[Genre | None] = frozenset({"response", "progress_summary", "action_plan"})
_CODED = re.compile(rf"(?P<code>{CODE})\s+(?=[\w“\"'‘(])")
_QUOTES = "“\"‘'"
_SHORTEST_ASK, _SHORTEST = 3, 6  # words
_INTRODUCES = re.compile(
    r"""\bthe\ following\b | ^what\ follows\b
      | \b(?:acknowledge|recorded\ here|would\ like\ (?:others\ )?to|wish(?:es)?\ to|ha(?:s|ve)\ not\ been\ included)\b
      | ^(?:some|many|most|none|all|few)\ of\ (?:these|the)\ (?:lessons|points)\b
      | \b(?:two|three|four|five|six|several|some|these|many)\ (?:\w+\ ){0,2}
        (?:examples?|pieces|instances|things|people|matters|points)\b[^.]{0,60}
        (?:[:.]$|\b(?:stood|stands?)\ out\b|\bdeserve|\bare\ (?:set|worth|recorded|noted|described))
      | \bbeyond\ what\ is\ named\b | \basked\ to\ identify\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKING = (
    r"(?:who|whom|whose|what|when|where|which|why|how|do|does|did|is|are|was|were|would|could|can|should|have|has|am)"
)
_QUESTION = re.compile(
    rf"(?:{_ASKING}\b|(?:if|when|in|at|on|for)\b[^?]*,\ {_ASKING}\b)[^?]*\?", re.IGNORECASE | re.VERBOSE
)
_SAYS_WHO = re.compile(r"(?:For|To)\b[^.:]{2,50}[.:]")  # before an ask: "For the hospital."
_WEAK_LABELS: frozenset[ItemKind] = frozenset({"question", "action"})  # terms of reference number their questions too
_PARAGRAPH_KINDS: frozenset[ItemKind] = frozenset({"good_practice", "learning_point"})


@dataclass(frozen=True)
class Place:
    """What surrounds a statement.

    The context of its section, whether lists stand in that section, whether its numbers only number the paragraphs of
    the document (they go on from the section before), the genre, the kinds that have labels in words here (asks in this
    section, others anywhere in the document), and whether no heading of the document announces asks (`unannounced`).
    """

    context: Context
    has_list: bool
    numbers_go_on: bool
    genre: Genre | None
    labelled: frozenset[ItemKind] = frozenset()
    unannounced: bool = False


@dataclass(frozen=True)
class AskFinder:
    """The rules, with the vocabulary they need."""

    forms: AskForms
    labels: LabelFinder
    reports: ReportLabels

    def candidates(self, statement: Statement, place: Place) -> list[Candidate]:
        """The items in one statement; most statements hold none or one."""
        shortest = _SHORTEST_ASK if place.context.kind in ASK_KINDS else _SHORTEST
        if len(statement.text_from().split()) < shortest:
            return []
        if self.forms.none_made.search(statement.text_from()):
            return []
        for rule in _RULES:
            found = rule(self, statement, place)
            if found is not None:
                return [replace(candidate, lead_in=statement.lead_in) for candidate in found]
        return []


Rule: TypeAlias = Callable[[AskFinder, Statement, Place], Iterable[Candidate] | None]


def _whole(statement: Statement, kind: ItemKind, start: int | None = None, label: str | None = None) -> list[Candidate]:
    source, text = statement.source_from(start)
    return [Candidate(kind, label if label is not None else statement.number, text, source, statement.section)]


def _reported(finder: AskFinder, statement: Statement, _place: Place) -> list[Candidate] | None:
    """What was done, behind a label ("Progress: ...")."""
    block = statement.first
    label = finder.reports.find(block.body)
    if label is None:
        return None
    start = block.body_start + (0 if label.belongs else label.end)
    return _whole(statement, label.kind, start, statement.number)


def _labelled(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """A label in words ("Recommendation 3: ..."); in quotation marks it is another document's."""
    block = statement.first
    label = finder.labels.find(block.body)
    if label is None or (place.context.blocked and label.kind in _WEAK_LABELS):
        return None
    in_quotes = block.body[:1] in _QUOTES or IN_QUOTES.fullmatch(block.body[label.end :].strip()) is not None
    quoted = in_quotes or place.context.earlier or place.genre in REPORTING_GENRES
    if label.kind == "recommendation" and finder.reports.opens_with_rating(block.body[label.end :]):
        source, text = statement.source_from(block.body_start + label.end)
        numbers = (label.number,) if label.number is not None else ()
        return [Candidate("progress", None, text, source, statement.section, answers=numbers)]
    if quoted and label.kind == "recommendation":
        return _whole(statement, "quoted_recommendation", block.body_start + label.end, label.number)
    return _whole(statement, label.kind, block.body_start + label.end, label.number)


def _boxed_quotation(_finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """In a response, what stands in a box under a heading of recommendations is quoted; the answer stands outside."""
    if place.genre != "response" or place.context.kind != "recommendation" or statement.region == 0:
        return None
    return _whole(statement, "quoted_recommendation") if not place.context.labelled else None


def _earlier(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """Under a heading about earlier reviews: what they recommended is quoted, the rest is narrative."""
    if not place.context.earlier:
        return None
    text = statement.text_from().strip()
    goes_on = statement.is_bulleted or text[:1].islower()  # a sentence may end in a quotation without marks
    if (goes_on and not statement.ends_open) or IN_QUOTES.fullmatch(text):
        return _whole(statement, "quoted_recommendation")
    repeated = (_repeated(finder, block, statement) for block in statement.blocks[1:])
    if found := [candidate for candidate in repeated if candidate is not None]:
        return found
    return _quoted(finder, statement, place) or []


def _repeated(finder: AskFinder, block: TextBlock, statement: Statement) -> Candidate | None:
    """A recommendation that is printed again under the paragraph that tells of it: with its label, or in quotes."""
    label = finder.labels.find(block.body)
    if label is None and not IN_QUOTES.fullmatch(block.body.strip()):
        return None
    start = block.body_start + (label.end if label is not None else 0)
    number = label.number if label is not None else None
    return Candidate("quoted_recommendation", number, block.text[start:], block.source(start), statement.section)


def _quoted(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """Sentences that report what another document recommended."""
    if place.genre == "response" or statement.ends_open or not finder.forms.quoted.search(statement.first.body):
        return None
    block = statement.first
    found = [
        Candidate(
            "quoted_recommendation",
            None,
            block.body[start:end],
            block.source(block.body_start + start, block.body_start + end),
            statement.section,
        )
        for start, end in sentences(block.body)
        if finder.forms.quoted.search(block.body[start:end])
        and not finder.forms.to_others.search(block.body[start:end])
        and not finder.forms.quotes_below(block.body[start:end])
    ]
    return found or None


def _recipient(finder: AskFinder, statement: Statement, _place: Place) -> list[Candidate] | None:
    """In a list of those to whom a report goes, names look like short asks."""
    listed = statement.is_bulleted and finder.forms.recipients.search(statement.lead_in or "")
    return [] if listed else None


def _procedural(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """Duties of reply and publication."""
    in_answer = place.genre == "response" and place.context.kind != "action"
    in_list_of_asks = place.context.kind in ASK_KINDS and (statement.is_bulleted or in_answer)
    text = statement.text_from()
    if in_list_of_asks or finder.forms.narrative.search(text) or not finder.forms.procedural.search(text):
        return None
    return _whole(statement, "procedural")


def _concluded(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """Conclusions are told; a finding or lesson among them says so itself."""
    concludes = statement.section is not None and statement.section.role == "conclusion"
    return _told(finder, statement, place) if concludes else None


def _coded(_finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """An item of its section with a number of letters and figures before it: "A1 The Board should ..."."""
    code = _CODED.match(statement.first.body)
    if code is None or place.context.kind is None or place.context.labelled or place.context.blocked:
        return None
    start = statement.first.body_start + code.end()
    return _whole(statement, _own_or_quoted(place.context.kind, place), start, code["code"].rstrip(":.)"))


def _blocked(_finder: AskFinder, _statement: Statement, place: Place) -> list[Candidate] | None:
    """Under terms of reference, case studies, strengths and the like nothing is an item."""
    return [] if place.context.blocked or place.context.labelled else None


def _listed(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """A list item in a section that holds items."""
    kind = place.context.kind
    if kind in (None, "progress", "evidence") or not statement.is_bulleted or place.genre == "response":
        return None
    text = statement.text_from()
    if kind == "question" and "?" not in text:
        return []
    if kind == "action" and _QUESTION.fullmatch(text.strip()):
        return _whole(statement, "question")
    only_numbered = place.numbers_go_on and statement.number is not None and statement.number.isdigit()
    if kind in ASK_KINDS and (place.context.mixed or only_numbered) and not finder.forms.is_ask(text):
        return []
    return _whole(statement, _own_or_quoted(kind, place))


def _own_or_quoted(kind: ItemKind, place: Place) -> ItemKind:
    """A recommendation in a document that reports on recommendations is another document's."""
    quoted = kind == "recommendation" and place.genre in REPORTING_GENRES and not place.context.own
    return "quoted_recommendation" if quoted else kind


def _paragraph(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """A paragraph, numbered or not, or a cell of its own, in a section that holds items."""
    kind = place.context.kind
    text = statement.text_from()
    sums_up = kind == "finding" and place.context.summary
    if kind is None or kind in place.labelled or statement.ends_open or (place.genre == "response" and not sums_up):
        return None
    if kind in ASK_KINDS and finder.forms.progress.search(text):
        return _whole(statement, "progress")
    if kind in ASK_KINDS:
        alone = statement.region > 0 or not place.has_list or finder.forms.asks_by_itself(statement.number, text)
        asks = finder.forms.asks_at_once if place.context.mixed else finder.forms.is_ask
        titled = kind == "area_for_improvement" and statement.first.lines[0].lead > 0
        worded = "?" in text if kind == "question" else titled or asks(text)
        return _whole(statement, _own_or_quoted(kind, place)) if alone and worded else None
    introduces = place.has_list or _INTRODUCES.search(text) is not None
    numbered = statement.number is not None or kind == "good_practice"
    if kind in _PARAGRAPH_KINDS and numbered and not introduces:
        return _whole(statement, kind)
    if sums_up and not introduces:
        return _whole(statement, kind)
    return None


def _told(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """A paragraph of running text that says what it is: a finding, something learned, good practice."""
    kind = finder.forms.kind_told(statement.text_from())
    if kind is None and place.genre not in REPORTING_GENRES and finder.forms.own_finding.search(statement.text_from()):
        kind = "finding"
    summary = statement.section is not None and statement.section.role == "executive_summary"
    if kind is None or summary or place.genre == "response" or statement.ends_open:
        return None
    return _whole(statement, kind)


def _explicit(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """What says that it is a recommendation, anywhere else: a numbered paragraph, or the sentence of another."""
    if place.genre == "response" or statement.ends_open or not finder.forms.is_explicit(statement.first.body):
        return None
    block = statement.first
    spans = sentences(block.body)
    asking = [finder.forms.is_explicit(block.body[start:end]) for start, end in spans]
    titled = len(spans) > 1 and asking[1] and _SAYS_WHO.fullmatch(block.body[: spans[0][1]].strip())
    if statement.number is not None or titled:
        return _whole(statement, "recommendation")
    return [
        Candidate(
            "recommendation",
            None,
            block.body[start:end],
            block.source(block.body_start + start, block.body_start + end),
            statement.section,
        )
        for (start, end), asks in zip(spans, asking, strict=True)
        if asks
    ]


def _unannounced(finder: AskFinder, statement: Statement, place: Place) -> list[Candidate] | None:
    """A paragraph that asks a body, in a document that has no other place for what it asks."""
    text = statement.text_from()
    asks = place.unannounced and finder.forms.asks_somebody(text) and finder.forms.asks_body(text)
    return _whole(statement, "recommendation") if asks and not statement.ends_open else None


_RULES: tuple[Rule, ...] = (
    _reported,
    _labelled,
    _boxed_quotation,
    _earlier,
    _quoted,
    _recipient,
    _procedural,
    _concluded,
    _blocked,
    _coded,
    _listed,
    _paragraph,
    _told,
    _explicit,
    _unannounced,
)
