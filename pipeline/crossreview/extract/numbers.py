"""Numbers as they are written in words."""

from __future__ import annotations

import re
from typing import Final

NUMBER_WORDS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


def number_of(printed: str) -> int:
    """The number up to 99 that words in small letters say, or figures. Raises KeyError for other words.

    >>> number_of("thirty-one"), number_of("twenty two"), number_of("7")
    (31, 22, 7)
    """
    return int(printed) if printed.isdigit() else sum(NUMBER_WORDS[word] for word in re.split("[ -]", printed))
