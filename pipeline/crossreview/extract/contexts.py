"""What kind of items a section holds, from its heading and those above it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossreview.records import ItemKind, Section
from crossreview.vocabulary.items import ItemWords, any_of
from crossreview.vocabulary.sections import is_rating, plain_heading

_MIXED = re.compile(r"(?:conclusions?|findings|learning|analysis)\b.* and ")
_SHOWS_GOOD_PRACTICE = re.compile(r"\bstud(?:y|ies)\b.*\b(?:good|effective|strong|excellent) practice")
_ANNOUNCES = re.compile(r"\b(?:recommendations|action plan)$")  # "Annex: recommendations", "Next steps and action plan"
_BELOW = re.compile(r"\b(?:following|these|did not wait)\b", re.IGNORECASE)
_LONGEST_INTRODUCTION = 30  # words: a longer paragraph tells something itself
_SURE = 0.8  # a heading that is, or begins with, the usual words of a role
# What lists hold under headings that have a role although the vocabulary of items does not know them.
_USUAL_KINDS: dict[str, ItemKind] = {"good_practice": "good_practice"}
_LONGEST_RUN_IN = 8  # words of a heading set as a paragraph
_LONGEST_HEADING = 12  # words: a longer heading that ends in "recommendations" is a sentence about them
# "The panel reached the following findings.", "Three examples of good practice stand out:" before a list.
_ANNOUNCED = re.compile(
    r"""\b(?:following|these|two|three|four|five|six|seven|eight|nine|ten)\ (?:\w+\ ){0,2}
        (?P<what>findings|conclusions|lessons|learning\ points|examples\ of\ good\ practice)\b[^.:]{0,40}[.:]\s*$
      | \b(?P<named>findings|conclusions|lessons|learning\ points)\ (?:of\ the\ \w+\ )?(?:are|were)
        \         (?:these|as\ follows|the\ following|set\ out\ below)\s*[.:]\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ANNOUNCED_KINDS: dict[str, ItemKind] = {
    "findings": "finding",
    "conclusions": "finding",
    "lessons": "learning_point",
    "learning points": "learning_point",
    "examples of good practice": "good_practice",
}
_IN_WORDS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_RUN_IN = re.compile(r"(?P<heading>[A-Z][^.:?!]{3,50})[.:?](?:\s|$)")


@dataclass(frozen=True)
class Context:
    """What stands under a heading.

    Items of a `kind` (`mixed` with conclusions that are none; a `summary` of findings), nothing (`blocked`), one item
    whose `label` is in the heading itself (`labelled`), or what `earlier` reviews recommended. What is asked is the
    document's `own` where a report on what others asked says so.
    """

    kind: ItemKind | None = None
    blocked: bool = False
    label: str | None = None
    labelled: bool = False
    earlier: bool = False
    mixed: bool = False
    summary: bool = False
    own: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether the heading announces no items, or asks for none to be made ("Conclusions")."""
        return self.kind is None and not self.earlier


REPORT = Context(kind="progress")  # under words that say that a report follows
EVIDENCE = Context(kind="evidence")  # under words that say that it is shown how things are


@dataclass(frozen=True)
class Label:
    """A label in words at the beginning of a text: its kind, its number as printed, and where the words begin.

    It `belongs` to them where it says more than the kind does ("Baseline: ...").
    """

    kind: ItemKind
    number: str | None
    end: int
    belongs: bool = False


class LabelFinder:
    """Finds labels such as "Recommendation 3:" or "Learning:" at the beginning of a text."""

    def __init__(self, words: ItemWords) -> None:
        self._kinds = {label: kind.kind for kind in words.kinds for label in kind.labels}
        names = _alternatives(self._kinds)
        self._pattern = re.compile(
            rf"""[“"‘']?(?P<name>{names})s?\s*
                 (?:(?:no\.?|number)\s*)?
                 (?P<number>[A-Z]?\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?|{_IN_WORDS}|[A-Z](?=\s*[:.–-]))?
                 \s*(?P<mark>[:.)–—-]*)(?:\s+|$)""",
            re.IGNORECASE | re.VERBOSE,
        )
        self._short = re.compile(r"(?P<number>(?:R|Rec)\s?\d{1,2}[a-z]?)[:.)]?\s+(?=[A-Z“‘\"'])")

    def find(self, text: str) -> Label | None:
        """The label, or None where the words only begin like one ("Recommendation 3 has been met")."""
        short = self._short.match(text)
        if short:
            return Label("recommendation", short["number"], short.end())
        match = self._pattern.match(text)
        following = text[match.end() : match.end() + 1] if match is not None else ""
        if match is None or not (
            match["number"] or ":" in match["mark"] or ("." in match["mark"] and following.isupper())
        ):
            return None
        if following.islower() and not match["mark"]:
            return None
        number = match["number"]
        if number is not None and len(number) > 2 and number.isalpha():
            number = f"{match['name']} {number}"  # "Lesson One" is a name, and no number
        return Label(self._kinds[match["name"].lower()], number, match.end())


class ReportLabels:
    """Finds labels such as "Progress:" before what was done, and "Status: Green" or "Complete" lines."""

    def __init__(self, words: ItemWords, ratings: Iterable[str]) -> None:
        self._ratings = frozenset(ratings)
        self._kinds = {label: report for report in words.reports for label in report.labels}
        self._label = re.compile(rf"(?P<name>{_alternatives(self._kinds)})\s*(?::|[–—-]\s)\s*(?=\S)", re.IGNORECASE)
        self._status = re.compile(
            rf"(?:{_alternatives(words.status_labels)})\s*[:–—-]\s*(?P<status>\S.{{0,60}})", re.IGNORECASE
        )

    def find(self, text: str) -> Label | None:
        """The label at the beginning of a text, or None."""
        match = self._label.match(text)
        if match is None:
            return None
        report = self._kinds[match["name"].lower()]
        return Label(report.kind, None, match.end(), report.belongs)

    def opens_with_rating(self, text: str) -> bool:
        """Whether the first sentence of a text only says how far something is ("Partly done.")."""
        first, stop, _ = text.strip().partition(". ")
        return bool(stop) and is_rating(first, self._ratings)

    def status_in(self, text: str) -> str | None:
        """The words of a line that only gives a status; in small letters it ends a sentence ("... in place")."""
        text = text.strip()
        if not text[:1].islower() and is_rating(text, self._ratings):
            return text.rstrip(".:")
        match = self._status.fullmatch(text)
        return match["status"].rstrip(".") if match else None


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


class ContextFinder:
    """Finds the context of each section of a document."""

    def __init__(self, words: ItemWords, labels: LabelFinder) -> None:
        self._headings = [(plain_heading(heading), kind.kind) for kind in words.kinds for heading in kind.headings]
        self._patterns = [(any_of(kind.patterns), kind.kind) for kind in words.kinds if kind.patterns]
        self._blocked = re.compile(rf"(?:{'|'.join(words.blocked_headings)})(?![a-z])", re.IGNORECASE)
        self._weak = any_of(words.weak_ask_headings, at_start=True)
        self._earlier = any_of(words.earlier_headings)
        self._done = any_of(words.done_headings)
        self._own = any_of(words.own_headings)
        self._summaries = {plain_heading(heading) for heading in words.summary_findings}
        self._labels = labels
        self._announces_progress = any_of(words.progress_lead_ins)
        self._shows = any_of(words.evidence_headings)
        self._report_headings = {plain_heading(heading) for heading in words.report_headings}

    def contexts_of(self, sections: tuple[Section, ...]) -> dict[str, Context]:
        """The context of each section by its id; what a heading does not say is inherited from the one above."""
        contexts: dict[str, Context] = {}
        strong = any(self._kind_of(plain_heading(section.heading)) is not None for section in sections)
        for section in sections:
            above = contexts.get(section.parent or "", Context())
            contexts[section.id] = self._context_of(section, above, weak_counts=not strong)
        return contexts

    def run_in(self, paragraph: str) -> Context | None:
        """The context of the list below a paragraph that opens with a heading: "What went well. Two matters ..."."""
        announced = _ANNOUNCED.search(paragraph)
        if announced is not None:
            return Context(kind=_ANNOUNCED_KINDS[(announced["what"] or announced["named"]).lower()])
        if len(paragraph.split()) <= _LONGEST_RUN_IN and paragraph.rstrip()[-1:] not in ".?!":
            alone = plain_heading(paragraph)
            heads = (kind for heading, kind in self._headings if heading == alone)
            told = next(heads, None) or self._patterned_kind(alone)
            report = REPORT if self._announces_progress.search(paragraph) else None
            return Context(kind=told) if told is not None else report
        opening = _RUN_IN.match(paragraph)
        plain = plain_heading(opening["heading"]) if opening else ""
        found = next((Context(kind=kind) for heading, kind in self._headings if heading == plain), None)
        return found or (REPORT if self._announces_progress.search(paragraph) else None)

    def announces_report(self, paragraph: str) -> bool:
        """Whether the paragraphs below one are those that it announces: "We were told of the following changes."."""
        announces = self._announces_progress.search(paragraph) and _BELOW.search(paragraph)
        return bool(announces) and len(paragraph.split()) <= _LONGEST_INTRODUCTION

    def heads_report(self, words: str) -> bool:
        """Whether words in bold at the beginning of a paragraph are the heading of a report on what is done."""
        return plain_heading(words) in self._report_headings

    def _context_of(self, section: Section, above: Context, *, weak_counts: bool) -> Context:
        # A bilingual heading says the same on both sides of its stroke; the last one is usually English.
        plain = plain_heading(section.heading.split(" / ")[-1])
        if self._shows.search(plain):
            return EVIDENCE
        if self._done.search(plain):
            return REPORT
        if (
            section.role == "progress_response"
            and section.role_confidence >= _SURE
            and self._patterned_kind(plain) is None
        ):
            return Context()
        labelled = self._labelled(section, above)
        if labelled is None and self._earlier.search(plain):
            return Context(earlier=True)
        told = labelled or self._announced(plain, above, weak_counts=weak_counts)
        usual = _USUAL_KINDS.get(section.role or "") if section.role_confidence >= _SURE else None
        return Context(kind=usual) if usual is not None and told == Context() else told

    def _labelled(self, section: Section, above: Context) -> Context | None:
        label = self._labels.find(section.heading)
        if label is not None and label.number is not None and not above.blocked:
            return Context(kind=label.kind, label=label.number, labelled=True)
        return None

    def _announced(self, plain: str, above: Context, *, weak_counts: bool) -> Context:
        if self._blocked.match(plain) and not _ANNOUNCES.search(plain):
            shows = _SHOWS_GOOD_PRACTICE.search(plain)
            return Context(kind="good_practice", labelled=True) if shows else Context(blocked=True)
        kind = self._kind_of(plain)
        if kind is None and weak_counts and self._weak.match(plain):
            kind = "area_for_improvement"
        if kind is not None:
            mixed = kind == "recommendation" and bool(_MIXED.match(plain))
            own = kind == "recommendation" and bool(self._own.search(plain))
            return Context(kind=kind, mixed=mixed, summary=plain in self._summaries, own=own)
        if above.labelled:
            return Context()
        return replace(above, label=None, summary=False)

    def _kind_of(self, plain: str) -> ItemKind | None:
        if len(plain.split()) > _LONGEST_HEADING:
            return None
        return self._listed_kind(plain) or self._patterned_kind(plain)

    def _patterned_kind(self, plain: str) -> ItemKind | None:
        return next((kind for words, kind in self._patterns if words.fullmatch(plain)), None)

    def _listed_kind(self, plain: str) -> ItemKind | None:
        for heading, kind in self._headings:
            ends = kind == "recommendation" or " " in heading
            if plain == heading or plain.startswith(heading + " ") or (ends and plain.endswith(" " + heading)):
                return kind
        return None
