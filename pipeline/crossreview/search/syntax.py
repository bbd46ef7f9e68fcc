"""The text of a query, read: words, "phrases", prefix*, AND, OR, NOT and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

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


Clause: TypeAlias = Word | Phrase | Prefix | All | AnyOf | Without

_TOKEN = re.compile(
    r"""
      (?P<phrase>   ["“”] (?P<inside> [^"“”]* ) (?P<closed> ["“”] )? )
    | (?P<bracket>  [()] )
    | (?P<word>     [^\s()"“”]+ )
    """,
    re.VERBOSE,
)
_OPERATORS = ("AND", "OR", "NOT")
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


def parse(text: str) -> Clause | None:
    """The query that a text says, or None where it says nothing. Raises QueryError, which points at the place."""
    tokens = tuple(_tokens(text))
    if not tokens:
        return None
    reader = _Reader(text, tokens)
    clause = reader.alternatives()
    if (extra := reader.peek()) is not None:
        _fail(text, extra.place, "closes a bracket that is not open", "Take the bracket away, or open one before it.")
    if all(isinstance(part, Without) for part in (clause.parts if isinstance(clause, All) else (clause,))):
        _fail(text, 0, "says only what must not be there", 'Add a word to look for: neglect NOT "self-neglect".')
    return clause


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        place = match.start()
        if match["phrase"] is not None:
            if match["closed"] is None:
                _fail(text, place, "opens a quotation that is not closed", 'Close it: "like this".')
            if not any(letter.isalnum() for letter in match["inside"]):
                _fail(text, place, "quotes nothing", "Write words between the quotation marks, or take them away.")
            yield _Token("phrase", match["inside"], place)
        elif match["bracket"] is not None:
            yield _Token(match["bracket"], match["bracket"], place)
        elif match["word"] in _OPERATORS:
            yield _Token(match["word"], match["word"], place)
        elif any(letter.isalnum() for letter in match["word"]):
            yield _Token("word", match["word"], place)


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
