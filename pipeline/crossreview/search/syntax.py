"""The text of a query, read: words, "phrases", prefix*, name:value, AND, OR, NOT and brackets."""

from __future__ import annotations

from typing import Final

from crossreview.search.clauses import (
    FUNCTION_WORDS,
    All,
    AnyOf,
    Clause,
    Field,
    Phrase,
    Prefix,
    Without,
    Word,
    filters_alone,
    parts_of,
)
from crossreview.search.tokens import OPERATORS, Token, fail, tokens_of

_DEEPEST: Final = 30  # brackets within brackets


def parse(text: str, *, alone: bool = True) -> Clause | None:
    """The query that a text says, or None where it says nothing. Raises QueryError, which points at the place.

    One that stands `alone` must say what to look for; beside facts it may say only what must not be there.
    """
    tokens = tuple(tokens_of(text))
    if not tokens:
        return None
    reader = _Reader(text, tokens)
    clause = reader.alternatives()
    if (extra := reader.peek()) is not None:
        fail(text, extra.place, "closes a bracket that is not open", "Take the bracket away, or open one before it.")
    if alone and all(isinstance(part, Without) and not filters_alone(part) for part in parts_of(clause)):
        fail(text, 0, "says only what must not be there", 'Add a word to look for: neglect NOT "self-neglect".')
    return clause


def lone_fields(text: str) -> tuple[str, tuple[Field, ...]]:
    """A text parted into the facts that it demands as a whole, and what else it says.

    A fact in brackets, or beside OR, NOT or AND, stays in the text. Raises QueryError.
    """
    tokens = tuple(tokens_of(text))
    depth, kept, fields = 0, text, []
    for at in reversed(range(len(tokens))):
        token = tokens[at]
        depth += {")": 1, "(": -1}.get(token.kind, 0)
        beside = {each.kind for each in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
        if token.field is not None and depth == 0 and not beside & {"OR", "NOT", "AND"}:
            fields.append(token.field)
            kept = kept[: token.place] + kept[token.place + len(token.text) :]
    return " ".join(kept.split()), tuple(reversed(fields))


class _Reader:
    """Reads the tokens from left to right: alternatives of sequences of single clauses."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def peek(self) -> Token | None:
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
            fail(self._text, len(self._text), "ends where a word should follow", "Write a word, or take the end away.")
        self._next += 1
        if token.kind in {"NOT", "("}:
            return self._inner(token)
        if token.kind in OPERATORS or token.kind == ")":
            fail(self._text, token.place, f"has '{token.text}' where a word should be", _advice(token.text))
        if token.field is not None:
            return token.field
        return Phrase(token.text) if token.kind == "phrase" else self._word(token)

    def _inner(self, token: Token) -> Clause:
        """What stands behind NOT, or in brackets."""
        if self._depth == _DEEPEST:
            fail(self._text, token.place, "has too many brackets within brackets", "Take some of them away.")
        self._depth += 1
        clause = Without(self._single()) if token.kind == "NOT" else self.alternatives()
        if token.kind == "(" and not self._take(")"):
            fail(self._text, token.place, "opens a bracket that is not closed", "Close it with ')'.")
        self._depth -= 1
        return clause

    def _word(self, token: Token) -> Clause:
        stem, star, rest = token.text.partition("*")
        if not star:
            return Word(token.text)
        if rest or not stem.isalnum():
            place = token.place + len(stem)
            fail(self._text, place, "has '*' where no word begins", "Write it after the beginning of a word: neglect*.")
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
