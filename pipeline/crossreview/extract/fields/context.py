"""What stands around an ask: the headings above it, the sentence that leads into it, the bodies behind the document.

It is read only where the words of the ask send the reader there, since most asks name who is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from crossreview.extract.fields.actors import Actor, ActorFinder
from crossreview.extract.fields.groups import GroupReader
from crossreview.extract.fields.named import NO_NAMES, NamedBodies
from crossreview.vocabulary.phrases import PhraseReader


@dataclass(frozen=True)
class Reading:
    """The tools with which a text is read."""

    reader: PhraseReader
    actors: ActorFinder
    openers: frozenset[str]
    issuer: frozenset[str]
    partnerships: frozenset[str]


@dataclass(frozen=True)
class Setting:
    """Where an ask stands.

    `governing` are the headings above it and the sentence that leads into it, outermost first; `who` is the cell beside
    it that says who is to act; `bodies` issued the document, and are meant by "the Board" where no heading says
    otherwise; `named` are the names that the document explains itself.
    """

    governing: tuple[str, ...] = ()
    who: str | None = None
    bodies: tuple[str, ...] = ()
    named: NamedBodies = NO_NAMES


NOWHERE = Setting()


class Surrounding:
    """One text around an ask, with its actors."""

    def __init__(self, text: str, reading: Reading, named: NamedBodies) -> None:
        self.text = text
        self._reading = reading
        self._named = named

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The actors named in it."""
        return self._reading.actors.find(self.text, self._reading.reader.read(self.text), self._named)

    @property
    def titles(self) -> tuple[str, ...]:
        """The types of bodies that titles of office in it belong to."""
        return self._reading.actors.titles(self._reading.reader.read(self.text))

    @property
    def groups(self) -> GroupReader:
        """The reader of its groups."""
        return GroupReader(self.text, self.actors, self._reading.openers)

    def named(self) -> Iterator[tuple[str, str]]:
        """The bodies in it: the words of each name in small letters, and its type."""
        before = 0
        for actor in self.actors:
            if actor.type_id is not None and (actor.kind == "body" or self._is_named(actor)):
                yield self.text[before : actor.end].lower(), actor.type_id
            before = actor.end

    def _is_named(self, actor: Actor) -> bool:
        """Whether a local noun is the end of a name ("Hollins Surgery") and does not stand for another body itself."""
        words = self.text[: actor.start].split()
        return actor.kind == "local" and bool(words) and words[-1][0].isupper() and words[-1] != "The"


class Context:
    """Everything around one ask."""

    def __init__(self, setting: Setting, reading: Reading) -> None:
        named = setting.named
        # A bilingual heading says the same on both sides of its stroke.
        parts = (part for text in reversed(setting.governing) for part in reversed(text.split(" / ")))
        self.governing = tuple(Surrounding(part, reading, named) for part in parts)
        self.who = Surrounding(setting.who, reading, named) if setting.who is not None else None
        self._bodies = tuple(Surrounding(text, reading, named) for text in setting.bodies)
        self._named = named
        self._reading = reading
        self._issuer = reading.issuer
        self._partnerships = reading.partnerships

    def actors_in(self, text: str, doc: Doc) -> tuple[Actor, ...]:
        """The actors in a text, with the names of the document."""
        return self._reading.actors.find(text, doc, self._named)

    def surrounding(self, text: str) -> Surrounding:
        """Other words around the ask, read with the names of the document."""
        return Surrounding(text, self._reading, self._named)

    @property
    def ourselves(self) -> tuple[str, ...]:
        """The types of the bodies that issued the document, who say "we"."""
        return tuple(dict.fromkeys(type_id for body in self._bodies for _, type_id in body.named()))

    @property
    def own_staff(self) -> tuple[str, ...]:
        """The type of the one agency that issued the document: the heads and managers in it are its own."""
        issuers = {type_id for body in self._bodies for _, type_id in body.named()}
        return tuple(issuers) if len(issuers) == 1 and not issuers & self._partnerships else ()

    def meaning_of(self, actor: Actor) -> str | None:
        """The type of an actor: its own, or for a local name ("the Trust") that of the nearest body so called."""
        if actor.kind != "local":
            return actor.type_id
        for surrounding in (*self.governing, *self._bodies):
            for name, type_id in surrounding.named():
                if name.endswith((actor.noun, f"{actor.noun}s")) or f"{actor.noun} for " in name:
                    return type_id
        if actor.noun in self._issuer:
            named = (type_id for body in self._bodies for _, type_id in body.named())
            if (issuer := next((type_id for type_id in named if type_id in self._partnerships), None)) is not None:
                return issuer
        return actor.type_id or self._named.by_noun.get(actor.noun)
