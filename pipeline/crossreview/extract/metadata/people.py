"""Who wrote the report, who chaired the panel, who inspected."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.names import PERSON, POST_NOMINALS
from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_PERSON = re.compile(PERSON)
_ONE = rf"{PERSON}{POST_NOMINALS}"
_PEOPLE = rf"(?P<people>{_ONE}(?:(?:,\s+and|,|\s+and|\s+&)\s+{_ONE})*)"
_NAME_LINE = re.compile(_PEOPLE)
_BEGINS = r"(?:^|(?<=[\s.;|]))"
_AUTHOR = r"""(?: (?:independent|lead|overview|report|joint|the|principal) \s+ )*
    (?: (?:overview\s+)? (?:report\s+)? (?:author|writer) | reviewer )s?"""

# "Prepared by Port Ellery Council": what stands before these words is no person.
_ORGANISATION = (
    "Board|Borough|City|Committee|Community|Constabulary|Council|County|Local|Partnership|Police|Safeguarding|Trust"
)

_AUTHOR_LABELS = (
    re.compile(
        rf"""{_BEGINS} (?i: (?:independent\s+)? (?:chair(?:person)?\s*(?:and|/)\s*)? {_AUTHOR}
            (?:\s+and\s+{_AUTHOR})? (?:\s+of\s+(?:the|this)\s+(?:overview\s+)?(?:report|review))? )
            \s* (?: [:–-] | \bis\b | \bwas\b ) \s* {_PEOPLE}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_BEGINS} (?i: (?:report|review|written|prepared|authored|compiled) \s+ by ) \s* :? \s+ {_PEOPLE}
            (?! \s+ (?:{_ORGANISATION})\b )""",
        re.VERBOSE,
    ),
    re.compile(rf"^{_PEOPLE} \s* [,–-] \s* (?i: (?:independent\s+)? (?:chair\s+and\s+)? {_AUTHOR} )\b", re.VERBOSE),
    re.compile(rf"^(?i: (?:independent\s+)? (?:chair\s+and\s+)? {_AUTHOR} ) \s+ {_PEOPLE} $", re.VERBOSE),
)
_AUTHOR_LINE = re.compile(rf"(?:independent\s+)?(?:chair\s+and\s+)?{_AUTHOR}", re.IGNORECASE | re.VERBOSE)
_AUTHOR_STATEMENTS = (
    re.compile(
        rf"""\b(?:appointed|commissioned) \s+ {_PEOPLE} ,? \s+ (?:as|to\s+be|to\s+(?:undertake|lead|write)|who)\b
            [^.;]{{0,60}} \b(?i:reviewers?|authors?|reviews?|report)\b""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_PEOPLE} ,? \s+ (?:[^.;]{{0,120}},\s+)? (?:was|were) \s+ (?:appointed|commissioned) \s+
            (?:as|to) \b [^.;]{{0,60}} \b(?i:reviewers?|authors?|report)\b""",
        re.VERBOSE,
    ),
    re.compile(rf"{_PEOPLE} ,? \s+ [^.;]{{0,120}} \b wrote \s+ (?:this|the) \s+ (?:report|overview)", re.VERBOSE),
    re.compile(
        rf"""\b(?:review|report)\b [^.;]{{0,40}} \b(?:written|led|undertaken|carried\s+out|authored) \s+ by
            \s+ {_PEOPLE} (?! \s+ (?:{_ORGANISATION})\b )""",
        re.VERBOSE,
    ),
    re.compile(rf"\b(?i:{_AUTHOR}), \s+ {_PEOPLE},", re.VERBOSE),
    re.compile(rf"\b(?i:{_AUTHOR}) (?:\s+of\s+this\s+report)? \s+ (?:is|was|were|are) \s+ {_PEOPLE}", re.VERBOSE),
)
_CHAIR_LABEL = re.compile(
    rf"""{_BEGINS} (?i: (?:independent\s+)? (?:panel\s+)? chair(?:person)? (?:\s+of\s+[^:.]{{3,60}})?
        (?:\s+and\s+{_AUTHOR})? ) \s* [:–] \s* {_PEOPLE}""",
    re.VERBOSE,
)
_CHAIR_STATEMENTS = (
    re.compile(rf"\b(?:was\s+(?:\w+\s+)?|panel\b[^.;]{{0,60}},\s+)chaired\s+by\s+{_PEOPLE}"),
    re.compile(rf"{_PEOPLE} \s+ chaired \s+ the \s+ (?:\w+\s+)? (?i:panel)\b", re.VERBOSE),
    re.compile(
        rf"""\b(?i:(?:independent|panel) \s+ chair) (?:\s+of\s+the\s+(?:\w+\s+)?panel)?
            (?: ,\s+ | \s+(?:is|was)\s+ ) {_PEOPLE}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_PEOPLE} ,? \s+ (?:[^.;]{{0,120}},\s+)? was \s+ appointed \s+ (?:as|to\s+be) \s+ (?:the\s+)?
            (?i:(?:independent\s+)?(?:panel\s+)?chair)\b""",
        re.VERBOSE,
    ),
)
_INSPECTORS = (
    re.compile(rf"\b(?i:(?:deputy\s+)?(?:lead|team|social\s+care|schools?)\s+inspectors?)\s*:\s*{_PEOPLE}"),
    re.compile(rf"{_PEOPLE},\s+(?:Ofsted|CQC|HMICFRS|HMIP|Estyn)\s+(?i:lead\s+inspector|inspector|HMI)\b"),
)
_INSPECTOR_WORD = re.compile(r"\b(?:inspectors?|HMI)\b", re.IGNORECASE)
_CORONER = re.compile(
    rf"\bI (?:\s+am|,) \s+ {_PEOPLE} (?:,\s+[^.;]{{0,30}})? ,\s+ [^.;]{{0,30}} (?i:coroner)\b", re.VERBOSE
)
_REVIEWERS_STATEMENT = re.compile(
    r"\bstatements?\b.*\b(?:reviewers?|authors?|independence)\b|\bindependence of\b", re.IGNORECASE
)
SIGNED = re.compile(rf"{_PEOPLE},\s+\d{{1,2}}\s+[A-Z][a-z]+\s+\d{{4}}")
_CLOSING = re.compile(r"^yours (?:sincerely|faithfully)", re.IGNORECASE)
_SIGNATURE = re.compile(rf"(?P<people>{PERSON})(?:\s+(?:[A-Z]{{2,}}|[A-Z][A-Za-z]*[A-Z]\w*)\b)*")
_SIGNATURE_BLOCKS = 16  # after the closing of a letter: four signatures with a name, a post and a body each
_FIRST_BLOCKS = 60  # coroners name themselves on the first two pages


@dataclass(frozen=True)
class Named:
    """A person's name in a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def name(self) -> str:
        """As printed, without the letters behind it."""
        return self.passage.text[self.start : self.end]


def find_authors(reading: Reading, genre: Genre | None) -> tuple[Found[str], ...] | None:
    """The authors: by a label, by a statement, by a signature; None if none of these is there."""
    telling = reading.in_roles({"methodology", "sign_off", "introduction"})
    for named, confidence in (
        (_matched(reading.front_passages, *_AUTHOR_LABELS), LABELLED),
        (_beside_label(reading), LABELLED),
        (_of_genre(reading, genre), LABELLED),
        (_matched(telling, *_AUTHOR_STATEMENTS), STATED),
        (_signed_statements(reading), STATED),
        (_matched(reading.opening, _AUTHOR_LABELS[0]), STATED),
    ):
        if found := _found(named, confidence):
            return found
    return None


def find_chair(reading: Reading) -> Found[str] | None:
    """The chair of the panel."""
    labelled = _found(_matched(reading.front_passages, _CHAIR_LABEL), LABELLED)
    stated = _found(_matched(reading.in_roles({"methodology"}), *_CHAIR_STATEMENTS), STATED)
    return next(iter(labelled or stated), None)


def _of_genre(reading: Reading, genre: Genre | None) -> Iterator[Named]:
    if genre == "inspection_report":
        naming = (passage for passage in reading.passages if _INSPECTOR_WORD.search(passage.text))
        yield from _matched(naming, *_INSPECTORS)
        yield from _signatures(reading)
    elif genre == "coroner_report":
        yield from _matched(reading.passages[:_FIRST_BLOCKS], _CORONER)


def _matched(passages: Iterable[Passage], *patterns: re.Pattern[str]) -> Iterator[Named]:
    """The people in the places that patterns find."""
    for passage in passages:
        for pattern in patterns:
            for match in pattern.finditer(passage.text):
                yield from _people(passage, *match.span("people"))


def _beside_label(reading: Reading) -> Iterator[Named]:
    """A line of the front that is a name, under or over a line that says "Independent Reviewer"."""
    for first, second in itertools.pairwise(reading.front):
        for label, name in ((first, second), (second, first)):
            match = _NAME_LINE.fullmatch(name.text.strip())
            if match and _AUTHOR_LINE.fullmatch(label.text.strip(" :")):
                start = name.start + len(name.text) - len(name.text.lstrip())
                yield from _people(name.passage, start + match.start("people"), start + match.end("people"))


def _people(passage: Passage, start: int, end: int) -> Iterator[Named]:
    """The persons in a list of names."""
    for match in _PERSON.finditer(passage.text, start, end):
        yield Named(passage, match.start(), match.end())


def _signed_statements(reading: Reading) -> Iterator[Named]:
    """Names with a date under a statement of the reviewers."""
    for passage in reading.body:
        if passage.heading is not None and _REVIEWERS_STATEMENT.search(passage.heading):
            match = SIGNED.fullmatch(passage.text.strip())
            if match:
                yield from _people(passage, *match.span("people"))


def _signatures(reading: Reading) -> Iterator[Named]:
    """Lines after the closing of a letter that are names and nothing else, but for letters behind them."""
    closing = next((at for at, passage in enumerate(reading.passages) if _CLOSING.match(passage.text)), None)
    if closing is None:
        return
    for passage in reading.passages[closing + 1 : closing + 1 + _SIGNATURE_BLOCKS]:
        for line in passage.lines:
            match = _SIGNATURE.match(passage.text, line.start, line.end)
            if match:
                yield Named(passage, *match.span("people"))


def _found(named: Iterable[Named], confidence: float) -> tuple[Found[str], ...]:
    """Each name once, where it first stands."""
    by_name: dict[str, Named] = {}
    for person in named:
        by_name.setdefault(person.name, person)
    return tuple(person.passage.found(person.name, person.start, person.end, confidence) for person in by_name.values())
