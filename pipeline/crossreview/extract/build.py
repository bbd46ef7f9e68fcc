"""Candidates to items: ids, fields and status."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from crossreview.extract.candidates import Candidate
from crossreview.extract.fields import AskFields, FieldReader
from crossreview.extract.fields.actors import COLLECTIVE
from crossreview.extract.fields.context import Setting
from crossreview.extract.fields.named import NamedBodies
from crossreview.extract.fields.owners import date_in_cell, owner_in_cell, owner_of_action
from crossreview.extract.sentences import sentences
from crossreview.records import ASK_KINDS, Item, ItemKind, Section, SmartFlag, Source, Span, Stance, Status, Timescale
from crossreview.vocabulary.agency_matcher import AgencyMatcher

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_NOT_BEGUN = frozenset({"not_started", "planned"})
_OPENING, _RATING_WORDS = 3, 3  # sentences with which a report opens, and the words of one that is a rating
_QUOTATION = re.compile(r"[“\"‘](?=\w)")
_FIELDED: frozenset[ItemKind] = frozenset({*ASK_KINDS, "quoted_recommendation"})
_REPORTING: frozenset[ItemKind] = frozenset({"progress", "evidence"})


@dataclass(frozen=True)
class Around:
    """What the whole document says that its items are read by.

    `legend` tells what the words of its status column mean, `bodies` issued it, `named` are the names it explains,
    `recipient` the words that say who is to answer its concerns.
    """

    legend: Mapping[str, Status]
    bodies: tuple[str, ...]
    named: NamedBodies
    recipient: str | None = None


class ItemBuilder:
    """Builds items; holds the reader of fields, and nothing of a document."""

    def __init__(self, fields: FieldReader, agencies: AgencyMatcher) -> None:
        self._fields = fields
        self._agencies = agencies

    def build(
        self,
        candidates: Iterable[Candidate],
        document_id: str,
        sections: tuple[Section, ...],
        around: Around,
    ) -> tuple[Item, ...]:
        """The items of a document, one for each candidate, not linked yet."""
        headings = _heading_chains(sections)
        ids = _Ids(document_id)
        items: list[Item] = []
        for candidate in candidates:
            identifier = ids.of(candidate)
            who = around.recipient if candidate.kind == "concern" and around.recipient else candidate.who
            setting = Setting(_governing(candidate, headings), who, around.bodies, around.named)
            fields = self._ask_fields(candidate, setting)
            status = self._status(candidate, around.legend)
            when = candidate.when or (date_in_cell(candidate.who) if candidate.who is not None else None)
            due = self._fields.due_in(when) if when is not None else None
            told = _Told(identifier, status, self._fields.stance_of(candidate.text), due, _owner(candidate, fields))
            items.append(_item(candidate, told, fields))
        return tuple(items)

    def _ask_fields(self, candidate: Candidate, setting: Setting) -> AskFields | None:
        """The fields of an ask; of a statement that reports what was done, only who did it."""
        if candidate.kind in _FIELDED:
            fields = self._fields.ask_fields(candidate.text, setting)
            if candidate.kind != "area_for_improvement" or fields.addressees:
                return fields
            named = self._named_first(candidate.text, setting.named)  # "Caseloads in the school nursing service are"
            return replace(fields, addressees=named) if len(named) == 1 and named != (COLLECTIVE,) else fields
        if candidate.kind not in _REPORTING:
            return None
        asked = self._fields.ask_fields(candidate.text, replace(setting, governing=(), who=None))
        begins_with = self._fields.subject_of(candidate.text, setting)
        actors = asked.addressees or self._named_first(candidate.text, setting.named) or begins_with
        return AskFields(actors, asked.addressee_text, (), (), None, None, None, None, {})

    def _named_first(self, text: str, own: NamedBodies) -> tuple[str, ...]:
        """The agencies named in the first sentence, in the order in which they are named."""
        start, end = sentences(text)[0]
        own_words = _QUOTATION.split(text[start:end])[0]
        mentions = [(mention.start, mention.type_id) for mention in self._agencies.match(own_words)]
        mentions += [(start, type_id) for start, _, type_id in own.find(own_words)]
        named = dict.fromkeys(type_id for _, type_id in sorted(mentions))
        specific = tuple(agency for agency in named if agency != COLLECTIVE)
        return specific or tuple(named)

    def _status(self, candidate: Candidate, legend: Mapping[str, Status]) -> Status | None:
        if candidate.status is not None or candidate.kind == "evidence":
            # Evidence shows how things stood when somebody looked; the rating beside it is that of the action.
            return candidate.status or "no_status"
        if candidate.status_text is not None:
            answer = self._fields.answer_in(candidate.status_text) if candidate.kind == "response" else None
            rated = answer or self._fields.rag_status(candidate.status_text, legend)
            if rated is not None:
                return self._refined(rated, candidate)
        if candidate.kind == "response":
            return self._fields.response_status(candidate.text)
        if candidate.kind == "progress":
            return self._told(candidate.text, legend)
        if candidate.kind == "action" and candidate.status_text is not None:
            told = self._told(candidate.status_text, legend)
            return told if told != "no_status" else None
        return None

    def _told(self, text: str, legend: Mapping[str, Status]) -> Status:
        """What a report says: its rating, or that nothing has begun of what is only called late."""
        rated, told = self._rated_in(text, legend), self._fields.status_of(text)
        return told if rated is None or (rated == "in_progress" and told in _NOT_BEGUN) else rated

    def _rated_in(self, text: str, legend: Mapping[str, Status]) -> Status | None:
        """The rating that a report opens with, in a sentence of few words ("Recommendation 3. Partly done")."""
        for start, end in sentences(text)[:_OPENING]:
            said = text[start:end]
            if len(said.split()) <= _RATING_WORDS and (rated := self._fields.rag_status(said, legend)) is not None:
                return rated
        return None

    def _refined(self, rated: Status, candidate: Candidate) -> Status:
        """On track or late is how a plan stands; that nothing has begun is for the statement itself to say."""
        if rated != "in_progress" or candidate.kind != "progress":
            return rated
        told = self._fields.status_of(candidate.text)
        return told if told in _NOT_BEGUN else rated


class _Ids:
    """Ids from the document, the kind and the words; repeated words get a counter."""

    def __init__(self, document_id: str) -> None:
        self._document = document_id
        self._seen: dict[str, int] = {}

    def of(self, candidate: Candidate) -> str:
        words = _NOT_WORDS.sub("", candidate.text.lower())
        digest = hashlib.sha256(f"{self._document}\n{candidate.kind}\n{words}".encode()).hexdigest()[:12]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"


def _heading_chains(sections: tuple[Section, ...]) -> dict[str, tuple[str, ...]]:
    """The headings above each section and its own, outermost first."""
    chains: dict[str, tuple[str, ...]] = {}
    for section in sections:
        chains[section.id] = (*chains.get(section.parent or "", ()), section.heading)
    return chains


def _governing(candidate: Candidate, headings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    above = headings.get(candidate.section.id, ()) if candidate.section is not None else ()
    return (*above, candidate.lead_in) if candidate.lead_in else above


@dataclass(frozen=True)
class _Told:
    """What is known of any item, whatever its kind."""

    id: str
    status: Status | None
    stance: Stance
    due: Timescale | None
    owner: str | None


def _owner(candidate: Candidate, fields: AskFields | None) -> str | None:
    """Who answers for an item: of what is printed beside or in it, a person or a post."""
    if candidate.who is not None:
        return owner_in_cell(candidate.who)
    said = owner_of_action(candidate.text) if candidate.kind == "action" else None
    return said or (fields.owner if fields is not None else None)


def _item(candidate: Candidate, told: _Told, fields: AskFields | None) -> Item:
    timescale = told.due or (fields.timescale if fields else None)
    return Item(
        id=told.id,
        kind=candidate.kind,
        label=candidate.label,
        text=candidate.text,
        source=candidate.source,
        section=candidate.section.id if candidate.section is not None else None,
        addressees=fields.addressees if fields else (),
        addressee_text=fields.addressee_text if fields else None,
        action_types=fields.action_types if fields else (),
        beneficiaries=fields.beneficiaries if fields else (),
        level=fields.level if fields else None,
        modality=fields.modality if fields else None,
        timescale=timescale,
        owner=told.owner,
        status=told.status,
        smart=_smart(candidate.source, fields) if fields else {},
        stance="quoted" if candidate.kind == "quoted_recommendation" else told.stance,
        predates_review=False,
        themes=(),
        links=(),
        restated=candidate.restated,
    )


def _smart(source: Source, fields: AskFields) -> dict[SmartFlag, Span]:
    """The evidence of each flag; where it runs over a page end, its first part."""
    found = {flag: source.within(match.start, match.end) for flag, match in fields.smart.items()}
    return {flag: spans[0] for flag, spans in found.items() if spans}
