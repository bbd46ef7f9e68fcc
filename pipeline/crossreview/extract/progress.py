"""What has been done: progress and evidence statements, and answers to recommendations."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from crossreview.extract.asks import REPORTING_GENRES
from crossreview.extract.candidates import Candidate
from crossreview.extract.contexts import EVIDENCE, REPORT, Context
from crossreview.extract.fields import StatusReader
from crossreview.extract.forms import NARRATIVE_ROLES, AskForms
from crossreview.extract.statements import IN_QUOTES, Statement
from crossreview.extract.stories import StoryFinder
from crossreview.extract.timing import HEADS_EARLIER
from crossreview.records import Genre, ItemKind, Section

_POINTER = re.compile(
    r"""^© | \b(?:can|may)\ be\ (?:viewed|found|read|seen|downloaded)\b | \bavailable\ (?:on|at|from|online)\b
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
      | ^[^.]{0,60}\b(?:were|was)\ asked\b.{0,40}\bwhat\b | ^[^.]{0,80}\basked\ (?:all|each|every|for\ evidence|those)\b
      | \b(?:told|informed)\b.{0,30}\b(?:as\ follows|of\ (?:some|several|various|work|a\ number\ of|changes|steps))\b
      | ^(?:a\ number\ of|some|several|many|most)\ (?:agencies|services|organisations|partners|things)\ ha(?:d|ve)\b
      | \b(?:we|i)\ (?:report|set\ out|describe|record)\b
      | \b(?:is|are)\ (?:reported|recorded|listed|printed|described|set\ out)\ (?:here|below|above)\b
      | \b(?:that|in)\ these\ (?:steps|actions|things|words)\b | ^(?:the|our)\ [\w’']+(?:\ \w+)?\ view\ is\ that\b
      | \b(?:read|saw|was\ shown|were\ shown)\ (?:a|the|this|an\ early)\ (?:draft|report|paper|page)\b
      | \bnot\ (?:asked\ for|recommended|requested)\ by\ (?:the|this|any)\b
      | \bhas\ no\ actions\b | \bnothing\ to\ report\b | \bno\ evidence\ to\ (?:offer|give|show)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# In an answer, what was done before it was given stands under a heading that says so.
_TELLS_OF_WORK = re.compile(
    r"\b(?:done|changed|changes|happened|progress)\b.*\b(?:already|since|so far|to date)\b", re.IGNORECASE
)
# "Response to children living with neglect": how services answer to a need, as inspectors found it.
_ANSWERS_NEED = re.compile(
    r"""(?:\d[\d.]*\s+)?(?:the\ )?(?:\w+\ ){0,3}responses?\ to\ (?!.*\b(?:
          reviews?|recommendations?|reports?|findings?|inspections?|inquir(?:y|ies)|inquests?|coroner|letters?|learning
        |actions?|matters)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT = re.compile(
    r"(?:next|the\ next\ step\ is|our\ next\ step\ is)\b[^.]*\b(?:will|to)\b", re.IGNORECASE | re.VERBOSE
)
_NOTE = re.compile(r"(?P<label>[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*[:–—-]\s+\S")
_QUOTES = '“"‘'
_SHORTEST = 8  # words
_OPENING = 2  # sentences that say what a report is about
_FEWEST_THREADS = 2  # sections in which a recommendation is repeated and reported on


@dataclass(frozen=True)
class About:
    """What a document is, and whom it is about; None for what is not known."""

    genre: Genre | None
    subject: str | None = None


@dataclass(frozen=True)
class ProgressFinder:
    """Finds statements of progress in documents and sections that report it."""

    forms: AskForms
    statuses: StatusReader
    stories: StoryFinder

    def candidates(
        self, statement: Statement, context: Context, about: About, *, opens_list: bool, by_heading: bool
    ) -> list[Candidate]:
        """One candidate where a statement reports what was done or found, else none."""
        text, genre = statement.text_from(), about.genre
        if not _is_place_of_reports(statement, context, genre, by_heading=by_heading) or len(text.split()) < _SHORTEST:
            return []
        quoted = context == EVIDENCE and text[:1] in _QUOTES  # who said it stands behind, without a stop
        if not (_SENTENCE_END.search(text) or quoted) or _POINTER.search(text) or _INTRODUCES.search(text):
            return []
        planned = self.statuses.status_of(_opening(text)) == "planned"
        kind = "evidence" if context == EVIDENCE and not planned else self.kind_of(text)
        told = kind == "evidence" or self.statuses.tells(text)
        if not told or (opens_list and genre != "progress_summary"):
            return []
        if kind == "progress" and self.stories.is_told_again(text, about.subject):
            return []
        source, text = statement.source_from()
        if kind == "progress" and genre == "progress_summary" and _NEXT.match(text):
            kind = "action"
        return [Candidate(kind, statement.number, text, source, statement.section, statement.lead_in)]

    def outcome(
        self, statement: Statement, quoted: Candidate | None, genre: Genre | None, *, earlier: bool
    ) -> list[Candidate]:
        """What became of an earlier review's recommendation that stands right above."""
        text = statement.text_from()
        if quoted is None or genre in REPORTING_GENRES or statement.is_bulleted or len(text.split()) < _SHORTEST:
            return []
        if statement.section is None or statement.section.role in NARRATIVE_ROLES or IN_QUOTES.fullmatch(text.strip()):
            return []
        repeated = earlier or quoted.label is not None or quoted.text[:1] in _QUOTES
        if not (self.statuses.tells(text, surely=True) if repeated else self.forms.outcome.search(text)):
            return []
        if self.stories.is_told_again(text, None):
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
        return [Candidate(self.kind_of(text), None, text, source, statement.section, answers=(label["label"],))]

    def kind_of(self, text: str) -> ItemKind:
        """Whether a report says what was done, or what was found when somebody looked."""
        opening = _opening(text)
        shown = self.forms.evidence.search(opening) or self.forms.measures.search(text)
        found = shown and self.statuses.status_of(opening) != "planned"
        return "evidence" if found else "progress"


def _is_place_of_reports(statement: Statement, context: Context, genre: Genre | None, *, by_heading: bool) -> bool:
    """Whether reports stand here; where a progress report has headings for them, `by_heading` only under those."""
    if genre == "response":
        headed = statement.section is not None and bool(_TELLS_OF_WORK.search(statement.section.heading))
        return headed or (context == EVIDENCE and statement.is_bulleted)
    if context in (REPORT, EVIDENCE):
        return context == REPORT or genre in REPORTING_GENRES
    section = statement.section
    headed = section is not None and section.role == "progress_response" and not _ANSWERS_NEED.match(section.heading)
    shows = (
        genre in REPORTING_GENRES and statement.section is not None and statement.section.role == "inspection_assurance"
    )
    reports = headed or shows or (genre == "progress_summary" and not by_heading)
    # "Recommendation 1: chronologies" tells no story.
    narrative = section is None or (section.role in NARRATIVE_ROLES and not context.labelled)
    lists_items = context.kind is not None and not context.labelled
    return reports and not narrative and not lists_items


def within_threads(found: list[Candidate], sections: tuple[Section, ...], statuses: StatusReader) -> list[Candidate]:
    """The candidates without what a report on progress tells elsewhere than below the recommendations that it repeats.

    Where it repeats none, or all of them in a table, progress may be reported anywhere.
    """
    own = {one.section.id for one in found if one.kind == "quoted_recommendation" and _in_text(one) and one.section}
    if len(own) < _FEWEST_THREADS:
        return found
    around = {section.parent for section in sections if section.id in own and section.parent is not None}
    threads = own | {section.id for section in sections if section.parent in own | around}

    def belongs(candidate: Candidate) -> bool:
        told_apart = not _in_text(candidate) or candidate.kind != "progress"
        section = candidate.section
        inside = section is not None and (section.id in threads or HEADS_EARLIER.search(section.heading) is not None)
        return told_apart or inside or statuses.tells(_opening(candidate.text), surely=True)

    return [candidate for candidate in found if belongs(candidate)]


def _in_text(candidate: Candidate) -> bool:
    """Whether a candidate is a statement of its own, and not beside something in a row or named by its number."""
    return not candidate.about and not candidate.answers and candidate.who is None


def _opening(text: str) -> str:
    return " ".join(re.split(r"(?<=[.!?]) ", text)[:_OPENING])
