"""The five flags of a SMART ask, each with the words that raise it. Never a score: a good ask may raise none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from crossreview.extract.fields.actors import COLLECTIVE
from crossreview.extract.fields.addressees import Addressees
from crossreview.extract.fields.timescales import Deadline
from crossreview.extract.fields.values import Match
from crossreview.records import SmartFlag
from crossreview.vocabulary.phrases import PhraseFinder, PhraseReader

_MEASURE = re.compile(
    r"""\b(?:\d[\d,.]*\s*(?:%|per\s*cent)
        |at\s+least\s+[\w-]+|no\s+(?:more|fewer|less)\s+than\s+[\w-]+
        |measured\s+(?:by|through|against)|success\s+measures?|performance\s+(?:measures?|indicators?|data)
        |audits?\s+(?:will|to|should)\s+(?:show|demonstrate)|audit\s+(?:by|it)
        |(?:audit|evaluate|test)\s+(?:its|their|the)\s+(?:use|impact|effect\w*)
        |sample\s+of|evidenced?\s+(?:of|by|through|that)|(?:show|demonstrate)\s+(?:by|through|that)
        |(?:reduction|increase)\s+in|(?:numbers?|proportion|percentage|rate)\s+of
        |report\s+(?:on\s+)?(?:the|its)\s+(?:effect|impact|progress|results?)
        |quarterly\s+(?:review|report|audit)|annually|quarterly|each\s+(?:month|quarter|year|term))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BOUNDED = re.compile(
    r"""\b(?:within\s+(?:existing|current|available)\s+resources|as\s+part\s+of\s+(?:existing|the\s+current)
        |pilot(?:s|ed)?|in\s+the\s+first\s+instance|phased|proportionate(?:ly)?|(?:starting|beginning)\s+with
        |build(?:ing)?\s+on\s+(?:existing|current))\b""",
    re.IGNORECASE | re.VERBOSE,
)


class SmartReader:
    """Reads the flags; holds the words for things that can be made or named."""

    def __init__(self, reader: PhraseReader, products: Iterable[str]) -> None:
        self._products = PhraseFinder(reader, ((product, product) for product in products))

    def flags(self, text: str, doc: Doc, asked: Addressees, due: Deadline | None) -> dict[SmartFlag, Match]:
        """The flags that the text raises, in the order of the letters."""
        found: dict[SmartFlag, Match | None] = {
            "specific": self._product(doc),
            "measurable": _first(_MEASURE, text),
            "assigned": asked.match if COLLECTIVE not in asked.types else None,
            "realistic": _first(_BOUNDED, text),
            "time_bound": due.match if due is not None and due.timescale.normalised is not None else None,
        }
        return {flag: match for flag, match in found.items() if match is not None}

    def _product(self, doc: Doc) -> Match | None:
        first = min(self._products.find(doc), key=lambda entry: entry.start, default=None)
        if first is None:
            return None
        last = doc[first.end - 1]
        return Match(doc[first.start].idx, last.idx + len(last))


def _first(pattern: re.Pattern[str], text: str) -> Match | None:
    found = pattern.search(text)
    return Match(found.start(), found.end()) if found else None
