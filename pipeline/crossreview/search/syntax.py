"""The text of a query, read: words, "phrases", prefix*, name:value, AND, OR, NOT and brackets."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NoReturn, TypeAlias, get_args

from crossreview.errors import QueryError


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
    "theme", "kind", "type", "genre", "area", "agency", "addressee", "status", "age", "harm", "since", "until"
]
FIELD_NAMES: Final[tuple[FieldName, ...]] = get_args(FieldName)

_FIELD = re.compile(
    r"""
    (?P<name> [A-Za-z_]+ ) : (?P<value> ["“”] [^"“”]* (?P<closed> ["“”] )? | [^\s()"“”]* )
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(
    r"""
      (?P<phrase>    ["“”] (?P<inside> [^"“”]* ) (?P<closed> ["“”] )? )
    | (?P<bracket>  [()] )
    | (?P<word>     [^\s()"“”]+ )
    """,
    re.VERBOSE,
)
_OPERATORS = ("AND", "OR", "NOT")
_QUOTES = ('"', "“", "”")
_NEAR = 0.75  # how alike a name must be to that of a filter, to be one that is misspelt
_EXAMPLES: Final[dict[FieldName, str]] = {
    "theme": "theme:HAR.neglect_emotional",
    "kind": "kind:recommendation",
    "type": "type:sar",
    "genre": "genre:full_report",
    "area": 'area:"County Durham"',
    "agency": "agency:police",
    "addressee": "addressee:gp_primary_care",
    "status": "status:completed",
    "age": 'age:"under 1"',
    "harm": "harm:HAR.self_neglect",
    "since": "since:2019",
    "until": "until:2023-06",
}
# Words that say nothing by themselves and that a passage need not have: left out beside others, found in quotations.
# fmt: off
FUNCTION_WORDS = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "how", "in",
    "is", "it", "of", "on", "or", "said", "say", "that", "the", "their", "this", "to", "was", "were", "what", "which",
    "who", "with",
})
# fmt: on


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int
    field: Field | None = None


def parse(text: str, *, alone: bool = True) -> Clause | None:
    """The query that a text says, or None where it says nothing. Raises QueryError, which points at the place.

    One that stands `alone` must say what to look for; beside facts it may say only what must not be there.
    """
    tokens = tuple(_tokens(text))
    if not tokens:
        return None
    reader = _Reader(text, tokens)
    clause = reader.alternatives()
    if (extra := reader.peek()) is not None:
        _fail(text, extra.place, "closes a bracket that is not open", "Take the bracket away, or open one before it.")
    if alone and all(isinstance(part, Without) and not _filters_alone(part) for part in parts_of(clause)):
        _fail(text, 0, "says only what must not be there", 'Add a word to look for: neglect NOT "self-neglect".')
    return clause


def parts_of(clause: Clause | None) -> tuple[Clause, ...]:
    """The clauses all of which must be met."""
    if clause is None:
        return ()
    return clause.parts if isinstance(clause, All) else (clause,)


def words_and_filters(clause: Clause | None) -> tuple[Clause | None, tuple[Clause, ...]]:
    """A clause parted into the words to look for and the facts that must be there, or must not."""
    filters = tuple(part for part in parts_of(clause) if _filters_alone(part))
    words = tuple(part for part in parts_of(clause) if part not in filters)
    if len(words) > 1:
        return All(words), filters
    return (words[0] if words else None), filters


def told(clause: Clause) -> str:
    """A clause as somebody would write it."""
    match clause:
        case Field(name, values):
            words = f"{name}:{','.join(values)}"
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


def lone_fields(text: str) -> tuple[str, tuple[Field, ...]]:
    """A text parted into the facts that it demands as a whole, and what else it says.

    A fact in brackets, or beside OR or NOT, stays in the text. Raises QueryError.
    """
    tokens = tuple(_tokens(text))
    depth, kept, fields = 0, text, []
    for at in reversed(range(len(tokens))):
        token = tokens[at]
        depth += {")": 1, "(": -1}.get(token.kind, 0)
        beside = {each.kind for each in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
        if token.field is not None and depth == 0 and not beside & {"OR", "NOT", "AND"}:
            fields.append(token.field)
            kept = kept[: token.place] + kept[token.place + len(token.text) :]
    return " ".join(kept.split()), tuple(reversed(fields))


def _filters_alone(clause: Clause) -> bool:
    match clause:
        case Field():
            return True
        case Without(part):
            return _filters_alone(part)
        case All(parts) | AnyOf(parts):
            return all(map(_filters_alone, parts))
        case _:
            return False


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        named, match = _FIELD.match(text, place), _TOKEN.match(text, place)
        if named is not None and (field := _field(text, named)) is not None:
            yield _Token("field", named[0], place, field)
            place = named.end()
        elif match is not None:
            if (token := _plain_token(text, match)) is not None:
                yield token
            place = match.end()
        else:
            place += 1


def _plain_token(text: str, match: re.Match[str]) -> _Token | None:
    """A phrase, a bracket, an operator or a word; None for marks that are no word."""
    place = match.start()
    if match["phrase"] is not None:
        if match["closed"] is None:
            _fail(text, place, "opens a quotation that is not closed", 'Close it: "like this".')
        if not any(letter.isalnum() for letter in match["inside"]):
            _fail(text, place, "quotes nothing", "Write words between the quotation marks, or take them away.")
        return _Token("phrase", match["inside"], place)
    if match["bracket"] is not None:
        return _Token(match["bracket"], match["bracket"], place)
    if match["word"] in _OPERATORS:
        return _Token(match["word"], match["word"], place)
    return _Token("word", match["word"], place) if any(letter.isalnum() for letter in match["word"]) else None


def _field(text: str, match: re.Match[str]) -> Field | None:
    """The fact that `name:value` demands; None where it is but a word with a colon ("re:", "child:")."""
    name = match["name"].lower()
    known = next((each for each in FIELD_NAMES if each == name), None)
    if known is None:
        near = difflib.get_close_matches(name, FIELD_NAMES, n=1, cutoff=_NEAR)
        if near and match["value"]:
            place = match.start()
            _fail(text, place, f"has no filter '{name}:'", f"Perhaps {near[0]}: is meant; else put quotation marks on.")
        return None
    if match["value"][:1] in _QUOTES and match["closed"] is None:
        _fail(text, match.start("value"), "opens a quotation that is not closed", 'Close it: "like this".')
    values = _values(match["value"])
    if not values:
        place = match.end()
        _fail(text, place, f"has '{name}:' without a value", f"Write one behind the colon: {_EXAMPLES[known]}.")
    return Field(known, values)


def _values(told: str) -> tuple[str, ...]:
    if told[:1] in _QUOTES:
        return tuple(value for value in (told.strip("".join(_QUOTES)).strip(),) if value)
    return tuple(value for value in told.split(",") if value)


class _Reader:
    """Reads the tokens from left to right: alternatives of sequences of single clauses."""

    def __init__(self, text: str, tokens: tuple[_Token, ...]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0

    def peek(self) -> _Token | None:
        """The next token, or None at the end."""
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def alternatives(self) -> Clause:
        """`A OR B OR C`."""
        parts = [self._sequence()]
        while self._take("OR"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _sequence(self) -> Clause:
        """`A B AND C`: all of them, whether AND is written or not."""
        parts = [self._single()]
        while (token := self.peek()) is not None and token.kind not in ("OR", ")"):
            self._take("AND")
            parts.append(self._single())
        telling = [part for part in parts if not _is_function_word(part)] or parts
        return telling[0] if len(telling) == 1 else All(tuple(telling))

    def _single(self) -> Clause:
        token = self.peek()
        if token is None:
            _fail(self._text, len(self._text), "ends where a word should follow", "Write a word, or take the end away.")
        self._next += 1
        if token.kind == "NOT":
            return Without(self._single())
        if token.kind == "(":
            clause = self.alternatives()
            if not self._take(")"):
                _fail(self._text, token.place, "opens a bracket that is not closed", "Close it with ')'.")
            return clause
        if token.kind in _OPERATORS or token.kind == ")":
            _fail(self._text, token.place, f"has '{token.text}' where a word should be", _advice(token.text))
        if token.field is not None:
            return token.field
        return Phrase(token.text) if token.kind == "phrase" else self._word(token)

    def _word(self, token: _Token) -> Clause:
        stem, star, rest = token.text.partition("*")
        if not star:
            return Word(token.text)
        if rest or not stem.isalnum():
            place = token.place + len(stem)
            _fail(
                self._text, place, "has '*' where no word begins", "Write it after the beginning of a word: neglect*."
            )
        return Prefix(stem)

    def _take(self, kind: str) -> bool:
        token = self.peek()
        if token is None or token.kind != kind:
            return False
        self._next += 1
        return True


def _is_function_word(part: Clause) -> bool:
    return isinstance(part, Word) and part.text.casefold() in FUNCTION_WORDS


def _advice(token: str) -> str:
    if token == ")":
        return "Write words in the brackets, or take the brackets away."
    return f'Write a word on both sides, or small letters for the word itself: "{token.lower()}".'


def _fail(text: str, place: int, what: str, remedy: str) -> NoReturn:
    pointer = f"{text[:place]}⟨here⟩{text[place:]}"
    raise QueryError(f"The query {what}, at character {place + 1}: {pointer}", remedy=remedy)
