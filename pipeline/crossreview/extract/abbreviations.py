"""What a document itself says its abbreviations stand for: "elective home education (EHE)", and its glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from crossreview.records import Section

GLOSSARY = "glossary"
# A long form has at most so many words more than its abbreviation has letters ("and", "of", "the").
SMALL_WORDS = 3

# So far back from a bracket the long form may begin.
LONGEST_FORM = 120

_IN_BRACKETS = re.compile(
    r"""
    \( ["'“‘]? (?P<short> [A-Z][A-Za-z&/+-]{1,9} ) ["'”’]? \)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[\w'’&/-]+")
_IN_GLOSSARY = re.compile(
    r"""
    ^ \s* (?P<short> [A-Z][A-Za-z&/+-]{1,9} )
    \s* [-–—:|\t ] \s*                            # a dash, a colon, a bar or only a blank
    (?P<long> \w .+? ) \s* $
    """,
    re.VERBOSE | re.MULTILINE,
)


def definitions(text: str, sections: tuple[Section, ...]) -> Mapping[str, str]:
    """The abbreviations that the document defines, with their long forms; the first definition counts."""
    found: dict[str, str] = {}
    for short, long in (*_from_glossary(text, sections), *_from_brackets(text)):
        found.setdefault(short, long)
    return found


def _from_glossary(text: str, sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if section.role == GLOSSARY:
            for match in _IN_GLOSSARY.finditer(text[section.start : section.end]):
                # A glossary says itself what is an entry; the first letter tells entries from lines of running text.
                if match["short"][0] == match["long"][0].upper():
                    yield match["short"], match["long"]


def _from_brackets(text: str) -> Iterator[tuple[str, str]]:
    for match in _IN_BRACKETS.finditer(text):
        words = _WORD.findall(text, max(0, match.start() - LONGEST_FORM), match.start())
        longest = min(len(words), len(match["short"]) + SMALL_WORDS)
        # The shortest run of words that fits: "the use of elective home education (EHE)" defines the last three.
        for count in range(1, longest + 1):
            if _fits(match["short"], words[-count:]):
                yield match["short"], " ".join(words[-count:])
                break


def _fits(short: str, words: list[str]) -> bool:
    """Whether the letters of the abbreviation are initials of the words, in order, beginning with the first word."""
    initials = [part[0].lower() for word in words for part in re.split(r"[-/]", word) if part]
    letters = [letter.lower() for letter in short if letter.isupper()]
    if not initials or initials[0] != letters[0]:
        return False
    remaining = iter(initials)
    return all(letter in remaining for letter in letters)
