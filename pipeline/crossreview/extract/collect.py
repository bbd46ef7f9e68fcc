"""All candidates of a document, in reading order: statements, labelled sections, tables, progress and responses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from crossreview.extract.answers import AnswerReader
from crossreview.extract.asks import REPORTING_GENRES, AskFinder, Place
from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import REPORT, Context, ContextFinder, Label, LabelFinder, ReportLabels
from crossreview.extract.fields import StatusReader
from crossreview.extract.forms import AskForms
from crossreview.extract.habits import (
    lists_that_ask,
    reports_by_heading,
    sections_asking_beside_lessons,
    sections_numbered_on,
    sections_that_quote,
    sections_with_lists,
)
from crossreview.extract.progress import About, ProgressFinder, within_threads
from crossreview.extract.restated import without_restatements
from crossreview.extract.statements import IN_QUOTES, Entry, Statement, read_statements
from crossreview.extract.stories import StoryFinder
from crossreview.extract.tables import TableReader
from crossreview.parse import TextTable
from crossreview.records import ASK_KINDS, Genre, ItemKind, Section, Source, joined
from crossreview.structure import StructuredBlock, StructuredDocument
from crossreview.vocabulary.items import ItemWords

_ONE_PARAGRAPH: frozenset[ItemKind] = frozenset({"finding", "learning_point", "good_practice"})
_ASKED: frozenset[ItemKind] = frozenset({*ASK_KINDS, "quoted_recommendation"})
_DECIDED = re.compile(r"\b(?:accepted|agreed|rejected)\b", re.IGNORECASE)  # a rating that is an answer, no progress
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_TOLD_BY_HEADING: frozenset[ItemKind] = frozenset({"finding", "learning_point"})
_STATED = 5  # words of a heading that may be a sentence
# A verb that is finite whatever stands before it ("told" is, "identified" may be a participle), in no relative clause.
_SAYS = re.compile(
    r"""^(?:(?!\b(?:that|who|whom|which|whose|theme|thema)\b).)*?
        \b(?:was|were|is|are|had|has|have|did|does|do|could|would|became|began|came|gave|knew|rang|saw|spoke|took|went
            |wrote|told|lost|left|looked|missed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMES = re.compile(r"(?:what|how|why|when|where|who|whether)\b", re.IGNORECASE)
_SENTENCE = 7  # words: a shorter heading only names what was found
_ANSWERED: frozenset[Genre | None] = frozenset({"response", "progress_summary"})  # a report stands below each ask
_SHORT: frozenset[Genre | None] = frozenset({"briefing", "learning_summary"})
_FOR_READERS: frozenset[ItemKind] = frozenset({"question", "action"})


class Collector:
    """Collects candidates; holds the rules with their vocabulary, and nothing of a document."""

    def __init__(self, words: ItemWords, ratings: Iterable[str], statuses: StatusReader, stories: StoryFinder) -> None:
        labels, forms = LabelFinder(words), AskForms.of(words)
        self.labels, self.forms = labels, forms
        self.reports = ReportLabels(words, ratings)
        self.contexts = ContextFinder(words, labels)
        self.asks = AskFinder(forms, labels, self.reports)
        self.tables = TableReader(words, labels, statuses)
        self.progress = ProgressFinder(forms, statuses, stories)
        self.answers = AnswerReader(self.progress)

    def collect(self, document: StructuredDocument, genre: Genre | None, subject: str | None = None) -> list[Candidate]:
        """The candidates of a document of a genre and about somebody (None for what is not known)."""
        entries = read_statements(document)
        contexts = self.contexts.contexts_of(document.sections)
        walk = _Walk(self, entries, document.sections, contexts, genre, subject)
        walk.through()
        found = walk.found
        if genre == "response":
            found = self.answers.candidates(entries, found, walk.taken)
        elif genre == "progress_summary":
            found = within_threads(found, document.sections, self.progress.statuses)
        return without_restatements([one for one in found if one.text])  # a label may stand alone


@dataclass
class _Walk:
    """A walk through the entries of one document: what was found so far, and entries already taken.

    `run_in` is what a paragraph announced for the list that follows it, `rating` the status that stands on a line of
    its own between a recommendation and the report on it, of which the first statement is `rated`. `asked` is whether
    the statement just read was an ask, `reporting` whether the last heading in bold at the beginning of a paragraph
    said that a report follows, `by_heading` whether headings say where reports stand, `quoted` the recommendation that
    stands right above, and `listed` holds the sections whose list has begun.
    """

    rules: Collector
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    contexts: dict[str, Context]
    genre: Genre | None
    subject: str | None = None
    found: list[Candidate] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    run_in: Context | None = None
    rating: str | None = None
    asked: bool = False
    rated: bool = False
    reporting: bool = False
    by_heading: bool = False
    quoted: Candidate | None = None
    listed: set[str] = field(default_factory=set)

    def through(self) -> None:
        asking = lists_that_ask(self.entries, self.contexts, self.rules.forms)
        labelled = self._labelled_kinds()
        self.by_heading = reports_by_heading(self.entries)
        among_lessons = sections_asking_beside_lessons(self.entries, self.contexts, self.rules.forms)
        unannounced = self.genre in _SHORT and not any(
            context.kind in ASK_KINDS and context.kind not in _FOR_READERS for context in self.contexts.values()
        )
        lists, going_on = sections_with_lists(self.entries), sections_numbered_on(self.entries, self.contexts)
        quoting = sections_that_quote(self.entries)
        for position, entry in enumerate(self.entries):
            section = entry.section.id if entry.section is not None else ""
            context = self.contexts.get(section, Context())
            if position in self.taken:
                continue
            if isinstance(entry, StructuredBlock):
                self.rated = False
                self.rating, self.reporting, self.quoted = None, False, None
            if isinstance(entry, Statement):
                asks = asking.get((section, entry.lead_in)) if entry.is_bulleted else None
                runs_on = section in going_on and (entry.number or "").isdigit()
                announced = self._announced(entry, context, runs_on=runs_on)
                if entry.number is not None and section in among_lessons:
                    asks = "recommendation"
                context = Context(kind=asks) if asks is not None and announced == context else announced
                kinds = frozenset(kind for kind, where in labelled if kind not in ASK_KINDS or where == section)
                place = Place(context, section in lists, section in going_on, self.genre, kinds, unannounced)
                self._statement(position, entry, place)
                if entry.is_bulleted:
                    self.listed.add(section)
            elif isinstance(entry.content, TextTable):
                self.asked = False
                tables = self.rules.tables
                beside = _tables_beside(position, self.entries)
                self.found.extend(tables.candidates(entry.content, entry.section, context, self.genre, beside))
            else:
                self.run_in, self.asked = None, False
                quotes = self.genre in _ANSWERED and (heading := entry.section) is not None and heading.id in quoting
                if quotes and not context.labelled:
                    context = Context(kind="recommendation", label=self._number_above(entry.section), labelled=True)
                if context.labelled:
                    self._labelled_section(position, entry, context)
                elif (stated := self._stated_by_heading(entry)) is not None:
                    self.found.append(stated)

    def _announced(self, statement: Statement, context: Context, *, runs_on: bool) -> Context:
        """The context of a statement: that of its section or, where a paragraph announces something else, of that."""
        below = (statement.is_bulleted and not runs_on) or IN_QUOTES.fullmatch(
            statement.text_from().strip()
        ) is not None
        below = below or (self.run_in is not None and self.run_in.earlier and statement.text_from()[:1].islower())
        announced = self.run_in
        if not below:
            self.run_in = self.rules.contexts.run_in(statement.text_from()) or (
                Context(earlier=True) if self.rules.forms.quotes_below(statement.text_from()) else None
            )
            lead = statement.first.lines[0].lead
            below_heading = self.reporting and not lead and context == Context()
            self.reporting = self.rules.contexts.heads_report(statement.first.text[:lead]) if lead else self.reporting
            self.reporting = self.reporting or self.rules.contexts.announces_report(statement.text_from())
            return REPORT if below_heading else context
        lead_in = statement.lead_in or ""
        if context.says_nothing and self.rules.forms.leads_into_recommendations(lead_in):
            return Context(kind="recommendation")
        if context.says_nothing and self.rules.forms.leads_into_actions(lead_in):
            return Context(kind="action")
        if context.kind not in ASK_KINDS and not context.earlier and self.rules.forms.quoted.search(lead_in):
            return Context(earlier=True)
        concludes = statement.section is not None and statement.section.role == "conclusion"
        silent = (context.kind not in ASK_KINDS and not context.blocked) or (concludes and context.blocked)
        return announced if announced is not None and silent else context

    def _labelled_kinds(self) -> frozenset[tuple[ItemKind, str]]:
        """The kinds of items that have labels in words, with the sections in which they stand."""
        statements = (entry for entry in self.entries if isinstance(entry, Statement) and entry.section is not None)
        labels = ((self.rules.labels.find(entry.first.body), entry.section) for entry in statements)
        return frozenset(
            (label.kind, section.id) for label, section in labels if label is not None and section is not None
        )

    def _statement(self, position: int, statement: Statement, place: Place) -> None:
        last = self.found[-1] if self.found else None
        status = self.rules.reports.status_in(statement.text_from())
        if status is not None:
            if last is not None and last.section == statement.section:
                self.found[-1] = replace(last, status_text=status)
                self.rating = status if last.kind == "quoted_recommendation" else None
                self.rated = False
        elif last is not None and (_goes_on_in_box(last, statement, place) or self._goes_on(statement)):
            source, text = statement.source_from()
            self.found[-1] = replace(last, text=f"{last.text} {text}", source=joined((last.source, source)))
        elif (label := self._bare_label(statement, place)) is not None:
            self._under_label(position, label, statement.section)
        else:
            found = self.rules.asks.candidates(statement, place) or self._reports(statement, place)
            self.found.extend(self._rated(candidate) for candidate in found)
            self.asked = len(found) == 1 and found[0].kind in _ASKED
            self.quoted = next((one for one in reversed(found) if one.kind == "quoted_recommendation"), None)

    def _reports(self, statement: Statement, place: Place) -> list[Candidate]:
        """What a statement that asks for nothing reports."""
        section = statement.section.id if statement.section is not None else ""
        opens = place.has_list and not statement.is_bulleted and section not in self.listed
        labels = {candidate.label for candidate in self.found if candidate.label is not None}
        rules, about = self.rules.progress, About(self.genre, self.subject)
        return (
            rules.labelled(statement, labels, self.genre)
            or rules.outcome(statement, self.quoted, self.genre, earlier=place.context.earlier)
            or rules.candidates(statement, place.context, about, opens_list=opens, by_heading=self.by_heading)
        )

    def _goes_on(self, statement: Statement) -> bool:
        """Whether a paragraph right below an ask says what is hoped for from it, by when, why, or more of it."""
        apart = statement.is_bulleted or statement.number is not None
        return self.asked and not apart and bool(self.rules.forms.continues.match(statement.text_from()))

    def _bare_label(self, statement: Statement, place: Place) -> Label | None:
        """The label that is all that a paragraph holds: the item stands below."""
        label = self.rules.labels.find(statement.text_from())
        rest = statement.text_from()[label.end :].strip() if label is not None else ""
        alone = not rest or _IN_BRACKETS.fullmatch(rest)
        return label if alone and not place.context.blocked else None

    def _under_label(self, position: int, label: Label, section: Section | None) -> None:
        """The item whose label is the paragraph above it."""
        below = self.entries[position + 1] if position + 1 < len(self.entries) else None
        if isinstance(below, Statement) and below.section == section:
            context = Context(kind=label.kind, label=label.number, labelled=True)
            self.found.append(_one_item([below], context, self.genre, section))
            self.taken.add(position + 1)
            self.asked = label.kind in _ASKED

    def _rated(self, candidate: Candidate) -> Candidate:
        """A report with the rating that stands above it; one that says what was decided is an answer."""
        if candidate.kind != "progress" or self.rating is None:
            return candidate
        decided = _DECIDED.search(self.rating) is not None
        if decided or not (self.rated and self.rules.progress.statuses.tells(candidate.text)):
            candidate = replace(candidate, kind="response" if decided else "progress", status_text=self.rating)
        self.rating, self.rated = None if decided else self.rating, True
        return candidate

    def _number_above(self, section: Section | None) -> str | None:
        """The number in the heading over one that announces a quotation: "Recommendation 2", "2. Leaving hospital"."""
        parent = next((one for one in self.sections if section is not None and one.id == section.parent), None)
        if parent is None:
            return None
        return self.contexts[parent.id].label or (parent.number or "").rstrip(".") or None

    def _labelled_section(self, heading: int, block: StructuredBlock, context: Context) -> None:
        """One item of the statements under a heading that is its label."""
        under = list(self._under(heading, block, context))
        if (told := self._told_by_heading(block, context, under)) is not None:
            self.found.append(told)
        elif under:
            statements = [entry for at in under if isinstance(entry := self.entries[at], Statement)]
            self.found.append(_one_item(statements, context, self.genre, block.section))
            self.taken.update(under)

    def _told_by_heading(self, block: StructuredBlock, context: Context, under: list[int]) -> Candidate | None:
        """The finding or lesson that a heading says in a sentence, unless a sentence in bold below says it."""
        content = block.content
        kind = context.kind
        if kind is None or kind not in _TOLD_BY_HEADING:
            return None
        if isinstance(content, TextTable) or content.lines[0].region > 0:
            return None
        below = self.entries[under[0]] if under else None
        if isinstance(below, Statement) and all(line.bold for line in below.first.lines):
            return None
        label = self.rules.labels.find(content.body)
        start = content.body_start + (label.end if label is not None else 0)
        text = content.text[start:]
        if len(text.split()) < _SENTENCE:
            return None
        return Candidate(kind, context.label, text, content.source(start), block.section)

    def _stated_by_heading(self, block: StructuredBlock) -> Candidate | None:
        """The finding that a heading among findings says in a sentence, without a label."""
        section, content = block.section, block.content
        if section is None or section.parent is None or isinstance(content, TextTable):
            return None
        above, text = self.contexts.get(section.parent, Context()), content.text[content.body_start :]
        among = above.kind in _TOLD_BY_HEADING and not above.labelled and not above.blocked
        if not among or content.lines[0].region > 0 or len(text.split()) < _STATED:
            return None
        if not _SAYS.search(text) or _NAMES.match(text) or text.rstrip("\"”’'")[-1:] in ".?:":
            return None
        number = content.label.number if content.label is not None else None
        return Candidate("finding", number, text, content.source(content.body_start), section)

    def _under(self, heading: int, block: StructuredBlock, context: Context) -> Iterable[int]:
        """The statements that make up the item whose label is a heading.

        In a box they are those in it (it may go on over the page). Without a box they are all up to the next heading
        or report on it; of a finding or learning point, and of a recommendation answered below, only the first.
        """
        boxed = not isinstance(block.content, TextTable) and block.content.lines[0].region > 0
        for position in range(heading + 1, len(self.entries)):
            entry = self.entries[position]
            if not isinstance(entry, Statement) or (boxed and entry.region == 0) or self._begins_anew(entry):
                return
            if entry.text_from().isdigit():
                continue  # the number of a heading that was set beside the text
            yield position
            if not boxed and (context.kind in _ONE_PARAGRAPH or self.genre in _ANSWERED):
                return

    def _begins_anew(self, statement: Statement) -> bool:
        text = statement.text_from()
        reports = self.rules.reports
        labelled = self.rules.labels.find(text) is not None
        return labelled or reports.find(text) is not None or reports.status_in(text) is not None


def _tables_beside(position: int, entries: tuple[Entry, ...]) -> Iterable[TextTable]:
    """The tables right before and after one, in its section."""
    own = entries[position].section
    for other in entries[max(0, position - 1) : position + 2]:
        if not isinstance(other, StructuredBlock) or other.section != own or other is entries[position]:
            continue
        if isinstance(other.content, TextTable) and other.content.rows:
            yield other.content


def _goes_on_in_box(last: Candidate, statement: Statement, place: Place) -> bool:
    """Whether a bullet or paragraph in a box of quoted recommendations belongs to the numbered one before it."""
    boxed = place.genre == "response" and place.context.kind == "recommendation" and statement.region > 0
    same = last.kind == "quoted_recommendation" and last.section == statement.section
    return boxed and same and statement.number is None


def _one_item(
    statements: Iterable[Statement], context: Context, genre: Genre | None, section: Section | None
) -> Candidate:
    parts = [statement.source_from() for statement in statements]
    kind: ItemKind = context.kind or "recommendation"
    if kind == "recommendation" and (genre in REPORTING_GENRES or context.earlier):
        kind = "quoted_recommendation"
    source = Source(tuple(span for part, _ in parts for span in part.spans))
    return Candidate(kind, context.label, " ".join(text for _, text in parts), source, section)
