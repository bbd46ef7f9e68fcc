"""Who is asked to act: from the words of the ask, else from the heading, lead-in or cell that governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.extract.fields.actors import COLLECTIVE, Actor, ActorFinder
from crossreview.extract.fields.asked import Asked, AskReader, Place
from crossreview.extract.fields.groups import Group, GroupReader, Member
from crossreview.extract.fields.values import Match
from crossreview.vocabulary.phrases import PhraseReader

_HEADING_OPENING = re.compile(
    r"""\s*(?:\d+(?:\.\d+)*[.)]?\s+)?
        (?:(?:(?:single|individual|multi)[\s-]agency\s+)?(?:recommendations?|actions?|learning|questions?|priorities|areas?\s+for\s+improvement)
           \s*(?:for|to|by|of|from|[:–—-])\s*
          |(?:for|to)\s+|what\s+(?:does|do|should|must|needs?)\s+)""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADING_NUMBER = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?\s+)?")
_HEADING_CLOSING = re.compile(
    r"""\s*(?:[:–—-]|['’]s?)?\s*(?:(?:single|individual|multi)[\s-]agency\s+)?
        (?:recommendations?|actions?|learning|questions?|to\s+consider|need(?:s)?\s+to\s+(?:do|improve).*)?\s*[?:.]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Addressees:
    """The types asked and the words that name them; `match` is where in the ask, None where it is the context."""

    types: tuple[str, ...]
    text: str | None
    match: Match | None


NOBODY = Addressees((), None, None)


class AddresseeReader:
    """Reads who is asked to act."""

    def __init__(self, reader: PhraseReader, actors: ActorFinder, openers: Iterable[str]) -> None:
        self._reader = reader
        self._actors = actors
        self._openers = frozenset(openers)

    def read(self, text: str, governing: tuple[str, ...], bodies: tuple[str, ...] = ()) -> Addressees:
        """Those asked in `text`; `bodies` issued the document, and are meant by "the Board" where no heading says."""
        context = self._context(governing, bodies)
        found = tuple(AskReader(text, self._groups(text)).asked())
        for places in ((Place.SUBJECT,), (Place.AGENT,)):
            said = self._resolved(text, found, places, context)
            if said.types:
                return said
        for above in reversed(governing):
            governs = self._governing(above, context)
            if governs.types:
                return governs
        weaker = self._resolved(text, found, (Place.QUESTIONED,), context)
        if weaker.types:
            return weaker
        return self._resolved(text, found, (Place.TOLD, Place.FAULTED), context)

    def _groups(self, text: str) -> GroupReader:
        return GroupReader(text, self._actors.find(text, self._reader.read(text)), self._openers)

    def _context(self, governing: tuple[str, ...], bodies: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
        """The bodies that a local name can stand for, the nearest first: words of the name, type."""
        names = (*reversed(governing), *bodies)
        return tuple((name.lower(), type_id) for name in names for type_id in self._types_in(name))

    def _types_in(self, name: str) -> Iterator[str]:
        for actor in self._actors.find(name, self._reader.read(name)):
            if actor.type_id is not None and actor.kind == "body":
                yield actor.type_id

    def _governing(self, above: str, context: tuple[tuple[str, str | None], ...]) -> Addressees:
        groups = self._groups(above)
        for asked in AskReader(above, groups).asked():
            if asked.place is Place.SUBJECT and (types := tuple(_types(asked.group, context))):
                return Addressees(types, _words(above, asked.group), None)
        for opening in (_HEADING_OPENING, _HEADING_NUMBER):
            start = opening.match(above)
            group = groups.read(start.end()) if start else None
            if group is None or not (group.open or _HEADING_CLOSING.match(above, group.end)):
                continue
            if types := tuple(_types(group, context)):
                return Addressees(types, _words(above, group), None)
        return NOBODY

    def _resolved(
        self,
        text: str,
        found: tuple[Asked, ...],
        places: tuple[Place, ...],
        context: tuple[tuple[str, str | None], ...],
    ) -> Addressees:
        types: dict[str, None] = {}
        first: Group | None = None
        for asked in found:
            if asked.place not in places:
                continue
            if named := tuple(_types(asked.group, context)):
                first = first or asked.group
                types.update(dict.fromkeys(named))
        if first is None:
            return NOBODY
        return Addressees(tuple(types), _words(text, first), Match(first.start, first.end))


def _words(text: str, group: Group) -> str:
    return text[group.start : group.end].strip()


def _types(group: Group, context: tuple[tuple[str, str | None], ...]) -> Iterator[str]:
    for member in group.members:
        yield from dict.fromkeys(_member_types(member, context))


def _member_types(member: Member, context: tuple[tuple[str, str | None], ...]) -> Iterator[str]:
    actor = member.actor
    if actor.kind == "body" and actor.type_id is not None:
        yield actor.type_id
        return
    owned = [type_id for owner in member.owners if (type_id := _one(owner, context)) is not None]
    if owned:
        yield from owned
    elif actor.kind == "local" and (meant := _one(actor, context)) is not None:
        yield meant
    elif actor.kind == "collective" or (actor.kind == "people" and member.wide):
        yield COLLECTIVE


def _one(actor: Actor, context: tuple[tuple[str, str | None], ...]) -> str | None:
    if actor.kind == "local":
        for name, type_id in context:
            if type_id is not None and actor.noun in name:
                return type_id
    return actor.type_id
