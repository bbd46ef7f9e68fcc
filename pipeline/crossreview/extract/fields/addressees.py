"""Who is asked to act: from the words of the ask, else from the heading, lead-in or cell that governs it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from crossreview.extract.fields import wording
from crossreview.extract.fields.actors import COLLECTIVE, Actor
from crossreview.extract.fields.asked import Asked, AskReader, Place
from crossreview.extract.fields.context import NOWHERE, Context, Reading, Setting, Surrounding
from crossreview.extract.fields.groups import Group, GroupReader, Member
from crossreview.extract.fields.values import Match

_HEADING_OPENING = re.compile(
    r"""\s*(?:\d+(?:\.\d+)*[.)]?\s+)?
        (?:(?:(?:single|individual|multi)[\s-]agency\s+)?
            (?:recommendations?|actions?|learning|questions?|priorities|areas?\s+for\s+improvement)
            \s*(?:for|to|by|of|from|[:–—-])\s*
          |(?:for|to)\s+|what\s+(?:does|do|should|must|needs?)\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADING_CLOSING = re.compile(
    r"""\s*(?:[:–—-]|['’]s?)?\s*(?:(?:single|individual|multi)[\s-]agency\s+)?
        (?:recommendations?|actions?|learning|questions?|to\s+consider|needs?\s+to\s+(?:do|improve).*|,\s+[A-Z].{0,40})?
        \s*[?:.]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)

_GOES_ON = re.compile(r"\s+(?:and|or|in|of|with|across|as|at|for)\b|['’]s?\s|,")
_BRACKET = re.compile(r"\s*[(\[](?P<who>[^()\[\]]{2,90})[)\]]\s*[:–—-]?\s+(?=[A-Z])")  # "(MARAC, Cafcass): That ..."
_DEPARTMENT, _WHOLE_COUNCIL = "la_", "la_corporate"
_ANY_CHIEF = "chief executive"  # of a council, where no other body is named


@dataclass(frozen=True)
class Addressees:
    """The types asked and the words that name them; `match` is where in the ask, None where it is the context."""

    types: tuple[str, ...]
    text: str | None
    match: Match | None


NOBODY = Addressees((), None, None)


class AddresseeReader:
    """Reads who is asked to act."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def read(self, text: str, doc: Doc, setting: Setting) -> Addressees:
        """Those asked in `text`."""
        context = Context(setting, self._reading)
        groups = GroupReader(text, self._reading.actors.find(text, doc, setting.named), self._reading.openers)
        found = tuple(AskReader(text, groups, self._reading.openers).asked())
        told = self._in_order(text, doc, found, context)
        return next((addressees for addressees in told if addressees is not NOBODY), NOBODY)

    def _in_order(self, text: str, doc: Doc, found: tuple[Asked, ...], context: Context) -> Iterator[Addressees]:
        """Where those asked can be named, the surest first."""
        subject = _said(text, found, (Place.SUBJECT,), context)
        beside = _owners(context.who, context) if context.who is not None else NOBODY
        # "Leaders across education, health and care should": the cell beside says which bodies these are.
        yield beside if COLLECTIVE in subject.types and COLLECTIVE not in beside.types else subject
        yield subject
        yield _said(text, found, (Place.AGENT,), context)
        yield beside
        if (bracket := _BRACKET.match(text)) is not None:
            yield _owners(context.surrounding(bracket["who"]), context)
        yield from (self._governs(above, context) for above in context.governing)
        if (ourselves := wording.OURSELVES.match(text)) is not None and context.ourselves:
            yield Addressees(context.ourselves, ourselves.group(), None)
        yield self._before_verb(text, doc, context)
        yield _said(text, found, (Place.QUESTIONED,), context)
        yield _said(text, found, (Place.TOLD, Place.FAULTED), context)

    def _before_verb(self, text: str, doc: Doc, context: Context) -> Addressees:
        """The bodies in a subject that was not read as a whole: "Designated persons in schools should ..."."""
        subject = wording.SUBJECT_OF_MODAL.match(text)
        if subject is None:
            return NOBODY
        end = subject.end("subject")
        actors = [actor for actor in context.actors_in(text, doc) if _stands_alone(text, actor, end)]
        named = [actor for actor in actors if actor.kind == "body" or (actor.kind == "local" and actor.type_id)]
        types = tuple(dict.fromkeys(actor.type_id for actor in named if actor.type_id is not None))
        return Addressees(types, text[named[0].start : named[-1].end], None) if types else NOBODY

    def subject(self, text: str, doc: Doc, setting: Setting) -> tuple[str, ...]:
        """The types of those with whom a statement begins, who did what it reports: "The Health Board appointed"."""
        groups = GroupReader(text, self._reading.actors.find(text, doc, setting.named), self._reading.openers)
        group = groups.read(0)
        return _types(group, Context(setting, self._reading)) if group is not None else ()

    def owners(self, cell: str) -> tuple[str, ...]:
        """The types of the bodies in words that say who is to act."""
        context = Context(NOWHERE, self._reading)
        return _owners(context.surrounding(cell), context).types

    def _governs(self, above: Surrounding, context: Context) -> Addressees:
        """Those whom a heading or lead-in names as the ones asked; a heading about bodies names nobody."""
        for group in self._asked_above(above):
            if types := _types(group, context):
                return Addressees(types, above.text[group.start : group.end].strip(), None)
        return NOBODY

    def _asked_above(self, above: Surrounding) -> Iterator[Group]:
        groups = above.groups
        for asked in AskReader(above.text, groups, self._reading.openers).asked():
            if asked.place is Place.SUBJECT:
                yield asked.group
        opening = _HEADING_OPENING.match(above.text)
        group = groups.read(opening.end()) if opening else None
        if group is not None and (group.open or _HEADING_CLOSING.match(above.text, group.end)):
            yield group


def _stands_alone(text: str, actor: Actor, end: int) -> bool:
    """Whether an actor in a subject that ends at `end` is no noun before another one ("health visitor caseloads")."""
    return actor.end == end or (actor.end < end and bool(_GOES_ON.match(text, actor.end)))


def _owners(cell: Surrounding, context: Context) -> Addressees:
    """The bodies in a cell that says who is to act: by name, by somebody's title of office ("MASH manager"), or all."""
    actors = cell.actors
    named = {actor.type_id for actor in actors if actor.kind == "body"}
    if named:
        named |= {actor.type_id for actor in actors if actor.kind == "local"}
        if any(type_id and type_id.startswith(_DEPARTMENT) for type_id in named - {_WHOLE_COUNCIL}):
            named.discard(_WHOLE_COUNCIL)  # "Marlshire Council, Adult Social Care"
        if len(named) > 1 and all(actor.noun == _ANY_CHIEF for actor in actors if actor.type_id == _WHOLE_COUNCIL):
            named.discard(_WHOLE_COUNCIL)  # "The Chief Executive, Marlshire Hospitals NHS Trust"
    local = (context.meaning_of(actor) for actor in actors if actor.kind == "local")
    everybody = (COLLECTIVE for actor in actors if actor.kind == "collective")
    in_order = (actor.type_id for actor in actors if actor.type_id in named)
    for meant in (in_order, cell.titles, local, everybody, context.own_staff):
        if types := tuple(dict.fromkeys(type_id for type_id in meant if type_id is not None)):
            return Addressees(types, cell.text.strip(), None)
    return NOBODY


def _said(text: str, found: Iterable[Asked], places: Collection[Place], context: Context) -> Addressees:
    """All who are asked in these places; the words are those of the first."""
    types: dict[str, None] = {}
    first: Group | None = None
    for asked in found:
        named = _types(asked.group, context) if asked.place in places else ()
        if named:
            first = first or asked.group
            types.update(dict.fromkeys(named))
    if first is None:
        return NOBODY
    return Addressees(tuple(types), text[first.start : first.end].strip(), Match(first.start, first.end))


def _types(group: Group, context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(type_id for member in group.members for type_id in _member_types(member, context)))


def _member_types(member: Member, context: Context) -> Iterator[str]:
    actor = member.actor
    if actor.kind == "body" and actor.type_id is not None:
        yield actor.type_id
        return
    owners = (context.meaning_of(owner) for owner in member.owners)
    # "The agencies' board" is a board of some type that was not found, not all agencies.
    owned = [type_id for type_id in owners if type_id is not None and (type_id, actor.kind) != (COLLECTIVE, "local")]
    if owned:
        yield from owned
    elif actor.kind == "local" and (meant := context.meaning_of(actor)) is not None:
        yield meant
    elif actor.kind == "collective" or (actor.kind == "people" and member.wide):
        yield COLLECTIVE
