"""How asks and the answers to them are read: what is to be done, who can be asked, what printed ratings say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crossreview.records import Status
from crossreview.vocabulary.files import read_vocabulary
from crossreview.vocabulary.nearest import unknown_term
from crossreview.vocabulary.taxonomy import WordForms


@dataclass(frozen=True)
class CuedTerm:
    """What is to be done about a problem, or for whom, and the words that say so."""

    id: str
    label: str
    cues: tuple[str, ...]


@dataclass(frozen=True)
class NamePattern:
    """A pattern of names whose middle differs from place to place ("Safer ... Partnership"), and their type."""

    pattern: str
    type: str


@dataclass(frozen=True)
class Actors:
    """Nouns for those who can be asked to act, beyond the names of agencies; see `recommendations.yaml`."""

    names: tuple[NamePattern, ...]
    bodies: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    local: dict[str, str | None]
    issuer: tuple[str, ...]
    people: tuple[str, ...]
    collective: tuple[str, ...]


@dataclass(frozen=True)
class Recommendations:
    """The vocabulary of recommendations, responses and progress."""

    version: str
    action_types: tuple[CuedTerm, ...]
    beneficiaries: tuple[CuedTerm, ...]
    word_forms: WordForms
    actors: Actors
    openers: tuple[str, ...]
    legend: dict[Status, tuple[str, ...]]
    products: tuple[str, ...]

    def action_type(self, type_id: str) -> CuedTerm:
        """The action type with this id. Raises UnknownTerm with the nearest ids."""
        for action in self.action_types:
            if action.id == type_id:
                return action
        raise unknown_term("action type", type_id, (action.id for action in self.action_types))


@cache
def load_recommendations() -> Recommendations:
    """The vocabulary in `recommendations.yaml`."""
    return read_vocabulary("recommendations", Recommendations)
