"""Shares that tell of a part: "four wards of seven", "given to nineteen of thirty-one".

Where the units are what an ask is to reach, any share below all of them is a part. Of cases, records or people, a share
shows how well something works; that it works in most of them does not make it half done, that it works in few does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossreview.extract.numbers import NUMBER_WORDS, number_of

_ONES = tuple(word for word, number in NUMBER_WORDS.items() if number < 20)
_TENS = tuple(word for word, number in NUMBER_WORDS.items() if number >= 20)
_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}|\d+)"
_OF = r"(?:out\s+)?of\s+(?:the\s+|our\s+|its\s+|their\s+)?"
# One who came to one of many was somewhere; it does not say how many took place.
_CHOICE = r"(?<!came\sto\s)(?<!come\sto\s)(?<!went\sto\s)(?<!attended\s)(?<!at\s)"
# "given to nineteen of thirty-one", "two of five intakes", "four are meeting, of nine that were intended"
_OF_ANY = re.compile(
    rf"""(?-i:(?<!In\s))\b{_CHOICE}(?P<reached>{_NUMBER})\s+{_OF}(?P<all>{_NUMBER})\b  # not "In 26 of 40 it helped"
       |\b(?P<of_these>{_NUMBER})\s(?:is|are|have|has|were|was)\s[^.;]{{2,40}},\sof\s(?:the\s)?(?P<of_all>{_NUMBER})\s
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MOST = 2 / 3  # of cases: below, something is not usual yet


class ShareReader:
    """Finds shares in reports; holds the words for what asks are to reach."""

    def __init__(self, units: Iterable[str]) -> None:
        unit = "|".join(units).replace(" ", r"\s+")
        # "44 of 58 health visitors", "four wards of seven", "48% of staff"
        self._of_units = re.compile(
            rf"""\b{_CHOICE}(?P<reached>{_NUMBER})\s+{_OF}(?P<all>{_NUMBER})\s+(?:[\w-]+\s+)?(?:{unit})\b
               |\b(?P<of_these>{_NUMBER})\s+(?:{unit})\s+{_OF}(?P<of_all>{_NUMBER})\b
               |\b(?P<percent>\d{{1,2}})\s*(?:%|per\s*cent)\s+of\s+(?:\w+\s+){{0,2}}?(?:{unit})\b""",
            re.IGNORECASE | re.VERBOSE,
        )

    def tells_part(self, text: str) -> bool:
        """Whether a share in a text says that only a part of something was reached."""
        reached = [_share(found) for found in self._of_units.finditer(text)]
        usual = [_share(found) for found in _OF_ANY.finditer(text)]
        return any(0 < share < 1 for share in reached) or any(0 < share < _MOST for share in usual)


def _share(found: re.Match[str]) -> float:
    groups = found.groupdict()
    if groups.get("percent"):
        return int(groups["percent"]) / 100
    reached = groups["reached"] or groups["of_these"]
    of_all = groups["all"] or groups["of_all"]
    return number_of((reached or "").lower()) / (number_of((of_all or "").lower()) or 1)
