"""What regular expressions for names, dates and ages are made with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

CAPITAL: Final = "A-ZÀ-ÖØ-ÞŁŚŻŽŠČ"
# A pseudonym of a noun and a letter or number; for verbose expressions.
CODE_WITH_NOUN: Final = r"""(?:Child(?:ren)?|Bab(?:y|ies)|Infant|Adult|Family|Case|Mr|Mrs|Ms|Miss|Mx|Dr|Sibling|Twin
    |Brother|Sister|Young\ Person|Person|Patient|Resident|Service\ User|Subject|Victim|Mother|Father|Parent|Student
    |Pupil|Individual|Client|Household|Group|Boy|Girl|Man|Woman|Male|Female)s?\ (?:[A-Z]{1,2}\d{0,2}|\d{1,3})"""


def either(words: Iterable[str]) -> str:
    """Any of several words as a regular expression, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def any_case(pattern: str) -> re.Pattern[str]:
    """An expression that capitals make no difference to."""
    return re.compile(pattern, re.IGNORECASE)


def spaced(pattern: str) -> re.Pattern[str]:
    """The same, with blanks in it that mean nothing."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
