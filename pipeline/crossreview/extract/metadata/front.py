"""Lines of a front that are something by themselves: the name of the issuing body, a date, a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from crossreview.extract.metadata.bodies import BodyFinder, BodyName
from crossreview.extract.metadata.dates import find_dates
from crossreview.extract.metadata.passages import Passage, PassageLine, Reading

_JOINER = re.compile(r"\s*(?:,|and|&|,\s*and)?\s*")
# What can stand before the name of the body on its line, and behind it.
_INTRODUCES = re.compile(
    r"""(?: (?:(?:an?|the)\s+)? (?:(?:independent|final|summary)\s+)?
            (?:report|review|briefing|memorandum|memo|letter|paper|note)? \s*
            (?:prepared|produced|commissioned|issued|published|written|undertaken|carried\s+out|completed
              |presented)? \s*
            (?:for|by|to|on\s+behalf\s+of) \s+ (?:(?:all|the)\s+){0,2} (?:members\s+of\s+)? )? (?:the\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)
# The name in Welsh, which stands before the English one on its line, with or without a mark between them.
_IN_WELSH = re.compile(r"(?:Bwrdd|Partneriaeth|Pwyllgor|Cyngor)\s(?:[^\s]+\s+){1,8}$")
_ABBREVIATED = re.compile(r"\s*\([A-Z&]{2,10}\)\s*$")
_SALUTATION = re.compile(r"dear\b", re.IGNORECASE)
_DEPARTMENT = re.compile(r"(?:Department|Ministry) (?:for|of) ")
# "Case Management Review Panel" is a part of the body above it.
_REVIEW_PANEL = re.compile(r"\bReview (?:Panel|Team|Group|Sub-?[Gg]roup|Committee)\b")
_OF_ONE_REVIEW = frozenset({"Panel", "Committee"})
_SMALL_WORDS = frozenset({"and", "of", "for", "the", "in", "&", "to", "on"})
_MOST_WORDS = 10


@dataclass(frozen=True)
class IssuerLine:
    """The name of a body that stands alone on the front: `passage.text[start:end]`."""

    passage: Passage
    start: int
    end: int
    body: BodyName | None

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.passage.text[self.start : self.end]

    def covers(self, line: PassageLine) -> bool:
        """Whether a line belongs to the name."""
        return line.passage is self.passage and self.start < line.end and line.start < self.end


def issuer_lines(reading: Reading, bodies: BodyFinder, nouns: Iterable[str]) -> tuple[IssuerLine, ...]:
    """The bodies that the front names alone on their lines, each once."""
    named = list(_named_bodies(reading, bodies))
    organisations = _organisations(reading, frozenset(nouns))
    others = [line for line in organisations if not any(line.passage is known.passage for known in named)]
    by_name: dict[str, IssuerLine] = {}
    for line in (*named, *others):
        if not any(line.name in name for name in by_name):
            by_name[line.name] = line
    return tuple(by_name.values())


def is_letter(reading: Reading) -> bool:
    """Whether the front is the head of a letter."""
    return any(_SALUTATION.match(line.text) for line in reading.front)


def letter_head(reading: Reading) -> tuple[PassageLine, ...]:
    """The lines that can name the sender: all of a front; of a letter those above its date, else the first line."""
    if not is_letter(reading):
        return reading.front
    above = tuple(takewhile(lambda line: next(find_dates(line.text), None) is None, reading.front))
    return above if len(above) < len(reading.front) else reading.front[:1]


def _named_bodies(reading: Reading, bodies: BodyFinder) -> Iterator[IssuerLine]:
    """Names of bodies, one or several joined, that begin and end where lines of the front do."""
    head = letter_head(reading)
    for passage in dict.fromkeys(line.passage for line in head):
        own = [line for line in head if line.passage is passage]
        starts = {line.start for line in own} | {line.start + _introduction(line.text) for line in own}
        ends = {line.end for line in own} | {line.start + len(_ABBREVIATED.sub("", line.text)) for line in own}
        issuing = [body for body in bodies.find(passage.text) if body.kind in ("partnership", "council")]
        for run in _runs(passage.text, issuing):
            bilingual = _IN_WELSH.fullmatch(passage.text[: run[0].start]) is not None
            if (run[0].start in starts or bilingual) and run[-1].end in ends:
                yield from (IssuerLine(passage, body.start, body.end, body) for body in run)


def _introduction(text: str) -> int:
    """How many characters of a line come before the name: "Prepared for the "."""
    match = _INTRODUCES.match(text)
    return match.end() if match is not None else 0


def _runs(text: str, found: list[BodyName]) -> list[list[BodyName]]:
    """Bodies that only a joiner divides."""
    runs: list[list[BodyName]] = []
    for body in found:
        if runs and _JOINER.fullmatch(text[runs[-1][-1].end : body.start]):
            runs[-1].append(body)
        else:
            runs.append([body])
    return runs


def _organisations(reading: Reading, nouns: frozenset[str]) -> Iterator[IssuerLine]:
    """Lines that have the form of an organisation's name: capitalised words, one of them a noun such as "Office"."""
    largest = max((line.size for line in reading.front), default=0.0)
    for line in letter_head(reading):
        if line.text.strip() != line.passage.text.strip() or line.size >= largest:
            continue  # a part of something longer, or of the title
        words = line.text.split()
        named = nouns.intersection(word.strip("()") for word in words)
        comma = "," in line.text and not _DEPARTMENT.match(line.text)
        named -= _OF_ONE_REVIEW if _REVIEW_PANEL.search(line.text) else frozenset()
        if not named or comma or len(words) > _MOST_WORDS or re.search(r"[\d:;.?|]", line.text):
            continue
        if all(word in _SMALL_WORDS or word.strip('(‘“"')[:1].isupper() for word in words):
            yield IssuerLine(line.passage, line.start, line.end, None)
