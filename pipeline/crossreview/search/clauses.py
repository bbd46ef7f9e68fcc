"""What a query demands, as clauses: words, phrases, beginnings, facts, and how they go together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args


@dataclass(frozen=True)
class Word:
    """A word in any of its forms."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words exactly as they stand."""

    text: str


@dataclass(frozen=True)
class Prefix:
    """Every word that begins so."""

    text: str


@dataclass(frozen=True)
class All:
    """Every part must be there."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts must be there."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True)
class Without:
    """The part must not be there."""

    part: Clause


@dataclass(frozen=True)
class Field:
    """A fact that the passage or its document must have: one of the values."""

    name: FieldName
    values: tuple[str, ...]


Clause: TypeAlias = Word | Phrase | Prefix | Field | All | AnyOf | Without
FieldName: TypeAlias = Literal[
    "theme",
    "kind",
    "type",
    "genre",
    "area",
    "agency",
    "addressee",
    "status",
    "age",
    "harm",
    "year",
    "since",
    "until",
    "sort",
    "by",
]
_QUOTES: Final = r'["“”]'
FIELD_NAMES: Final[tuple[FieldName, ...]] = get_args(FieldName)
SETTINGS: Final[frozenset[FieldName]] = frozenset({"sort", "by"})  # how to search, not what for

# Words that say nothing by themselves and that a passage need not have: left out beside others, found in quotations.
# fmt: off
FUNCTION_WORDS = frozenset({
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "do", "does", "for",
    "from", "had", "has", "have", "how", "i", "in", "is", "it", "of", "on", "or", "our", "said", "say", "that",
    "the", "their", "them", "there", "they", "this", "to", "was", "we", "were", "what", "when", "where", "which",
    "who", "why", "with", "would", "you", "your",
})
# fmt: on


def parts_of(clause: Clause | None) -> tuple[Clause, ...]:
    """The clauses all of which must be met."""
    if clause is None:
        return ()
    return clause.parts if isinstance(clause, All) else (clause,)


def words_and_filters(clause: Clause | None) -> tuple[Clause | None, tuple[Clause, ...]]:
    """A clause parted into the words to look for and the facts that must be there, or must not."""
    filters = tuple(part for part in parts_of(clause) if filters_alone(part))
    words = tuple(part for part in parts_of(clause) if part not in filters)
    if len(words) > 1:
        return All(words), filters
    return (words[0] if words else None), filters


def told(clause: Clause) -> str:
    """A clause as somebody would write it."""
    match clause:
        case Field(name, values):
            words = f"{name}:{','.join(map(quoted, values))}"
        case Word(text):
            words = text
        case Phrase(text):
            words = f'"{text}"'
        case Prefix(text):
            words = f"{text}*"
        case Without(part):
            words = f"NOT {told(part)}"
        case All(parts):
            words = f"({' '.join(map(told, parts))})"
        case AnyOf(parts):
            words = f"({' OR '.join(map(told, parts))})"
    return words


def quoted(value: str) -> str:
    """A value of a fact as it has to be written: what is not one plain word stands in quotation marks."""
    plain = value and all(letter.isalnum() or letter in "._-+/" for letter in value)
    return value if plain else f'"{" ".join(re.sub(_QUOTES, " ", value).split())}"'


def filters_alone(clause: Clause) -> bool:
    """Whether a clause demands facts and nothing else."""
    match clause:
        case Field():
            return True
        case Without(part):
            return filters_alone(part)
        case All(parts) | AnyOf(parts):
            return all(map(filters_alone, parts))
        case _:
            return False
