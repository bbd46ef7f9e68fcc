"""Where a text names somebody who could be asked to act: bodies, people who work for them, all of them together.

The names of agencies come from the gazetteer. The nouns of the vocabulary are looser ("the surgery", "staff"), and are
only used where the grammar of an ask puts an actor, so the finder returns all of them and judges none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacy.tokens import Doc, Token

from crossreview.extract.fields.named import NO_NAMES, NamedBodies
from crossreview.vocabulary.agencies import Agencies
from crossreview.vocabulary.agency_matcher import AgencyMatcher
from crossreview.vocabulary.phrases import PhraseFinder, PhraseReader
from crossreview.vocabulary.recommendations import Actors

# A `body` has a type; a `local` name stands for a body named elsewhere ("the Board"); `people` work for some body.
ActorKind: TypeAlias = Literal["body", "local", "people", "collective"]

COLLECTIVE = "collective"
# Where one phrase can be read in two ways, the reading that says more wins.
_PREFERENCE: dict[ActorKind, int] = {"body": 0, "local": 1, "collective": 2, "people": 3}
# What the gazetteer resolves to one type although the words alone do not say which.
_PLURALS = frozenset({"staff", "everyone", "everybody", "health"})
_LOCAL_NAMES = frozenset({"the partnership", "the council", "the councils", "council", "councils", "local authority"})


@dataclass(frozen=True)
class Actor:
    """A name in `text[start:end]`; `type_id` is None for people, and for a local name without a usual meaning."""

    start: int
    end: int
    kind: ActorKind
    noun: str
    type_id: str | None


@dataclass(frozen=True)
class _Reading:
    kind: ActorKind
    noun: str
    type_id: str | None


class ActorFinder:
    """Finds the actors in a text. Keeps nothing of the texts it reads."""

    def __init__(self, reader: PhraseReader, agencies: Agencies, actors: Actors) -> None:
        self._agencies = AgencyMatcher(agencies)
        self._nouns = PhraseFinder(reader, _nouns(actors))
        self._titles = PhraseFinder(
            reader, ((word, type_id) for type_id, words in actors.titles.items() for word in words)
        )
        self._patterns = tuple((re.compile(name.pattern), name.type) for name in actors.names)

    def find(self, text: str, doc: Doc, named: NamedBodies = NO_NAMES) -> tuple[Actor, ...]:
        """The actors in the text in the order in which they stand; of overlapping ones the longest.

        `named` are the names that the document itself explains.
        """
        own = (Actor(start, end, "body", text[start:end].lower(), type_id) for start, end, type_id in named.find(text))
        found = [*own, *self._named(text), *self._patterned(text), *self._common(doc)]
        kept: list[Actor] = []
        for actor in sorted(found, key=lambda actor: (actor.start - actor.end, _PREFERENCE[actor.kind])):
            if all(actor.end <= other.start or other.end <= actor.start for other in kept):
                kept.append(actor)
        return tuple(sorted(kept, key=lambda actor: actor.start))

    def titles(self, doc: Doc) -> tuple[str, ...]:
        """The types of bodies that a title of office names by what its holder is in charge of."""
        return tuple(dict.fromkeys(occurrence.meaning for occurrence in self._titles.find(doc)))

    def _named(self, text: str) -> Iterator[Actor]:
        for mention in self._agencies.match(text):
            name = mention.text.lower()
            noun = name.removeprefix("the ").removesuffix("s")
            kind: ActorKind = "collective" if mention.type_id == COLLECTIVE else "body"
            if name in _LOCAL_NAMES:
                kind = "local"
            start = mention.end - len(mention.text) + len("the ") * name.startswith("the ")
            yield Actor(start, mention.end, kind, noun, mention.type_id)

    def _patterned(self, text: str) -> Iterator[Actor]:
        for pattern, type_id in self._patterns:
            for name in pattern.finditer(text):
                yield Actor(name.start(), name.end(), "body", name.group().lower(), type_id)

    def _common(self, doc: Doc) -> Iterator[Actor]:
        for occurrence in self._nouns.find(doc):
            last = doc[occurrence.end - 1]
            reading = occurrence.meaning
            one = reading.kind == "collective" and not _is_plural(last)
            start, end = doc[occurrence.start].idx, last.idx + len(last)
            # "The agency" is one that was named before; only "agencies" are all of them.
            yield Actor(start, end, "people" if one else reading.kind, reading.noun, None if one else reading.type_id)


def _is_plural(token: Token) -> bool:
    word = token.text.lower()
    return word.endswith("s") or word in _PLURALS


def _nouns(actors: Actors) -> Iterable[tuple[str, _Reading]]:
    for noun, usual_type in actors.local.items():
        yield noun, _Reading("local", noun, usual_type)
    for type_id, nouns in actors.bodies.items():
        for noun in nouns:
            yield noun, _Reading("body", noun, type_id)
    for noun in actors.collective:
        yield noun, _Reading("collective", noun, COLLECTIVE)
    for noun in actors.people:
        yield noun, _Reading("people", noun, None)
