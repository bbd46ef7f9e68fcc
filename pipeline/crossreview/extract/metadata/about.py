"""Sentences about the person whom a review is about: they name them, call them "the child", or go on with "she"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from crossreview.extract.metadata.passages import Passage

_JOINER = re.compile(r",\s+and\s+|,\s+|\s+(?:and|&)\s+")
# A verb must follow, or "the child protection plan" would be somebody.
_CALLED = r"""\b[Tt]he\s+(?:(?:[Cc]hild|[Bb]aby|[Ii]nfant|toddler|boy|girl|teenager|[Yy]oung\s+(?:[Pp]erson|man|woman)
        |[Aa]dult)(?:\s+at\s+the\s+(?:centre|heart)\s+of\s+(?:this|the)\s+\w+)?
        |deceased|victim|subject\s+of\s+(?:this|the)\s+\w+|twins|siblings|brothers|sisters)
    (?=,|\s+(?:was|were|is|had|has|who|aged|died|suffered|sustained|took|weighed)\b)"""
_CONCERNS = r"""\b[Tt]h(?:is|e)\s+(?:[\w-]+\s+){0,5}?(?:[Rr]eview|[Rr]eport|[Bb]riefing|[Ss]ummary|[Cc]ase|[A-Z]{2,5}R)
    (?:\s+\([A-Za-z]+\))?\s+
    (?:is\s+(?:about|in\s+respect\s+of)|was\s+about|concern(?:s|ed)|relate[sd]\s+to|consider(?:s|ed)|examine[sd]
      |look(?:s|ed)\s+at|focus\w+\s+on|follow(?:s|ed)|tells|describes
      |was\s+(?:commissioned|held|undertaken|carried\s+out|initiated|prompted|triggered)\s+(?:by|after|following))\b"""
_GOES_ON = re.compile(
    r"(?:(?:in|on|by|during)\s+[^,.;]{3,30},\s+(?:when\s+)?)?(?:he|she|they|both|at\s+(?:the|that)\s+time|(?:when|before|after)\s+(?:he|she|they))\b",
    re.IGNORECASE,
)
# "This review is about", "The briefing concerns": what follows is the subject, or the harm.
CONCERNS = re.compile(_CONCERNS, re.VERBOSE)
_SUBJECT = re.compile(f"{_CALLED}|{_CONCERNS}", re.VERBOSE)
# Words that begin a code, and honorifics: no names by themselves.
_KINDS = frozenset(
    {"Child", "Children", "Baby", "Infant", "Adult", "Adults", "Family", "Case", "Young", "Mr", "Mrs", "Ms", "Miss"}
)
# Relatives and others: what is said of them is not said of the subject.
OTHERS = re.compile(
    r"""\b(?: mother | mum | father | dad | parents? | siblings? | brother | sister | twin | half-\w+ | step\w+
      | partner
        | husband | wife | sons? | daughters? | grand\w+ | aunt | uncle | cousin | friend | neighbour | carer
          | boyfriend
        | girlfriend | perpetrator )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Told:
    """A sentence of a passage: `passage.text[start:end]`."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True)
class Who:
    """The person or the persons whom a review is about; None where the document does not name them."""

    subject: str | None

    @property
    def several(self) -> bool:
        """Whether they are more than one."""
        return self.subject is not None and _JOINER.search(self.subject) is not None

    def first(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Where `text[start:end]` speaks of them: R for Child R, Tobias or Mr Hale for Tobias Hale, "the child"."""
        return (self._named.search(text, start, end) if self._named else None) or _SUBJECT.search(text, start, end)

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        return re.compile("|".join(rf"\b{name}\b" for name in self._names())) if self.subject is not None else None

    def _names(self) -> Iterator[str]:
        for name in _JOINER.split(self.subject) if self.subject is not None else ():
            yield re.escape(name)
            first, last = name.split()[0], name.split()[-1]
            if len(last) == 1:
                yield last
            elif first != last:
                yield rf"(?:Mr|Mrs|Ms|Miss)\s+{re.escape(last)}"
            if first not in _KINDS:
                yield re.escape(first)

    def sentences(self, passages: Iterable[Passage]) -> Iterator[Told]:
        """The sentences about them; one that begins with a pronoun goes on with what stands before it."""
        about = False
        for passage in passages:
            if not about and self.first(passage.text, 0, len(passage.text)) is None:  # quicker than parting sentences
                continue
            for start, end in passage.sentences:
                body = max(start, passage.block.body_start)
                goes_on = about and _GOES_ON.match(passage.text, body) is not None
                about = goes_on or self.first(passage.text, start, end) is not None
                if about:
                    yield Told(passage, start, end)
