"""The text of a query cut into words, "phrases", prefix*, name:value, operators and brackets."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from crossreview.errors import QueryError
from crossreview.search.clauses import FIELD_NAMES, Field, FieldName

_ONE_VALUE = r"""(?: ["“”] [^"“”]* ["“”]? | [^\s()"“”,]+ )"""
_FIELD = re.compile(rf"(?P<name> [A-Za-z_]+ ) : (?P<value> (?: {_ONE_VALUE} (?: ,+ {_ONE_VALUE} )* ,* )? )", re.VERBOSE)
_VALUE = re.compile(r"""["“”] (?P<quoted> [^"“”]* ) ["“”] | (?P<plain> [^\s()"“”,]+ )""", re.VERBOSE)
_TOKEN = re.compile(
    r"""
      (?P<phrase>    ["“”] (?P<inside> [^"“”]* ) (?P<closed> ["“”] )? )
    | (?P<bracket>  [()] )
    | (?P<word>     [^\s()"“”]+ )
    """,
    re.VERBOSE,
)
OPERATORS = ("AND", "OR", "NOT")
_QUOTES = ('"', "“", "”")
_SHOWN = 60  # letters of a query on either side of what cannot be understood
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
    "year": "year:2021",
    "since": "since:2019",
    "until": "until:2023-06",
    "sort": "sort:date",
    "by": "by:words",
}


@dataclass(frozen=True)
class Token:
    """A piece of the text: its kind (word, phrase, field, or the operator or bracket itself) and where it begins."""

    kind: str
    text: str
    place: int
    field: Field | None = None


def tokens_of(text: str) -> Iterator[Token]:
    """The pieces of a text in order; marks that say nothing are left out. Raises QueryError."""
    place = 0
    while place < len(text):
        named, match = _FIELD.match(text, place), _TOKEN.match(text, place)
        if named is not None and (field := _field(text, named)) is not None:
            yield Token("field", named[0], place, field)
            place = named.end()
        elif match is not None:
            if (token := _plain_token(text, match)) is not None:
                yield token
            place = match.end()
        else:
            place += 1


def _plain_token(text: str, match: re.Match[str]) -> Token | None:
    """A phrase, a bracket, an operator or a word; None for marks that are no word."""
    place = match.start()
    if match["phrase"] is not None:
        if match["closed"] is None:
            fail(text, place, "opens a quotation that is not closed", 'Close it: "like this".')
        if not any(letter.isalnum() for letter in match["inside"]):
            fail(text, place, "quotes nothing", "Write words between the quotation marks, or take them away.")
        return Token("phrase", match["inside"], place)
    if match["bracket"] is not None:
        return Token(match["bracket"], match["bracket"], place)
    if match["word"] in OPERATORS:
        return Token(match["word"], match["word"], place)
    return Token("word", match["word"], place) if any(letter.isalnum() for letter in match["word"]) else None


def _field(text: str, match: re.Match[str]) -> Field | None:
    """The fact that `name:value` demands; None where it is but a word with a colon ("re:", "child:")."""
    name = match["name"].lower()
    known = next((each for each in FIELD_NAMES if each == name), None)
    if known is None:
        likely = [each for each in FIELD_NAMES if each[0] == name[0]]
        near = difflib.get_close_matches(name, likely, n=1, cutoff=_NEAR)
        if near and match["value"]:
            place = match.start()
            fail(text, place, f"has no filter '{name}:'", f"Perhaps {near[0]}: is meant; else put quotation marks on.")
        return None
    if sum(match["value"].count(mark) for mark in _QUOTES) % 2:
        fail(text, match.start("value"), "opens a quotation that is not closed", 'Close it: "like this".')
    values = _values(match["value"])
    if not values:
        place = match.end()
        fail(text, place, f"has '{name}:' without a value", f"Write one behind the colon: {_EXAMPLES[known]}.")
    return Field(known, values)


def _values(told: str) -> tuple[str, ...]:
    found = (" ".join((match["quoted"] or match["plain"] or "").split()) for match in _VALUE.finditer(told))
    return tuple(value for value in found if value)


def fail(text: str, place: int, what: str, remedy: str) -> NoReturn:
    """Raises QueryError, which points at a place in the text."""
    start, end = max(0, place - _SHOWN), place + _SHOWN
    before, after = ("… " if start else "") + text[start:place], text[place:end] + (" …" if end < len(text) else "")
    pointer = f"{before}⟨here⟩{after}"
    raise QueryError(f"The query {what}, at character {place + 1}: {pointer}", remedy=remedy)
