"""Who wrote the report, who chaired the panel, who inspected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.names import PERSON, POST_NOMINALS
from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_PEOPLE = rf"(?P<people>{PERSON}{POST_NOMINALS}(?:(?:,\s+and|,|\s+and|\s+&)\s+{PERSON}{POST_NOMINALS})*)"

_AUTHOR = r"""(?:(?:independent|lead|overview|report|joint|the|principal)\s+)*
    (?:(?:overview\s+)?(?:report\s+)?(?:author|writer)|reviewer)s?"""
_AUTHOR_LABEL = re.compile(
    rf"""(?:^|(?<=[\s.;|]))
        (?:(?:(?i:(?:independent\s+)?(?:chair(?:person)?\s+and\s+)?{_AUTHOR}(?:\s+of\s+(?:the|this)\s+(?:report|review))?)
            \s*(?::|–|-|\bis\b|\bwas\b)\s*)
          |(?i:(?:report\s+)?(?:written|prepared|authored|compiled)\s+by)\s*:?\s+)
        {_PEOPLE}""",
    re.VERBOSE,
)
_AUTHOR_STATED = re.compile(
    rf"""(?:(?i:appointed|commissioned)\s+{_PEOPLE},?\s+(?:as|to\s+be|who)\b[^.;]{{0,60}}\b(?i:reviewers?|authors?)\b)"""
    rf"""|(?:{_PEOPLE.replace("people", "wrote")},?\s+[^.;]{{0,120}}\b(?i:wrote)\s+(?:this|the)\s+(?i:report|overview))"""
    rf"""|(?:(?i:{_AUTHOR}),\s+{_PEOPLE.replace("people", "named")},)""",
    re.VERBOSE,
)
_CHAIR_LABEL = re.compile(
    rf"""(?:^|(?<=[\s.;|]))(?i:(?:independent\s+)?(?:panel\s+)?chair(?:person)?(?:\s+of\s+[^:.]{{3,60}})?
        (?:\s+and\s+{_AUTHOR})?\s*(?::|–)\s*){_PEOPLE}""",
    re.VERBOSE,
)
_CHAIR_STATED = re.compile(rf"\b(?i:was\s+(?:\w+\s+)?chaired\s+by)\s+{_PEOPLE}", re.VERBOSE)
_INSPECTOR_LABEL = re.compile(
    rf"""(?i:(?:deputy\s+)?(?:lead|team|social\s+care|schools?)\s+inspectors?)\s*:\s*{_PEOPLE}""", re.VERBOSE
)
_INSPECTOR_LISTED = re.compile(
    rf"(?P<people>{PERSON}),\s+(?:Ofsted|CQC|HMICFRS|HMIP|Estyn)\s+(?i:lead\s+inspector|inspector|HMI)\b", re.VERBOSE
)
_CORONER = re.compile(
    rf"""\bI(?:\s+am|,)\s+{_PEOPLE}(?:,\s+[^.;]{{0,30}})?,\s+[^.;]{{0,30}}(?i:coroner)\b""",
    re.VERBOSE,
)
_REVIEWERS_STATEMENT = re.compile(
    r"\bstatements?\b.*\b(?:reviewers?|authors?|independence)\b|\bindependence of\b", re.IGNORECASE
)
SIGNED = re.compile(rf"{_PEOPLE},\s+\d{{1,2}}\s+[A-Z][a-z]+\s+\d{{4}}", re.VERBOSE)
_CLOSING = re.compile(r"^yours (?:sincerely|faithfully)", re.IGNORECASE)
_SIGNATURE = re.compile(rf"(?P<people>{PERSON})(?:\s+(?:[A-Z]{{2,}}|[A-Z][A-Za-z]*[A-Z]\w*)\b)*", re.VERBOSE)
_ONE = re.compile(PERSON)
_LETTER_BLOCKS = 16  # after "Yours sincerely": four signatures with a name, a post and a body each


@dataclass(frozen=True)
class Named:
    """A person's name in a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def name(self) -> str:
        """As printed, without what stands behind it."""
        return self.passage.text[self.start : self.end]


def find_authors(reading: Reading, genre: Genre | None) -> tuple[Found[str], ...] | None:
    """The authors: by a label, by a statement, by a signature; None if none of these is there."""
    for named, confidence in (
        (list(_by_pattern(reading.front_passages, _AUTHOR_LABEL)), LABELLED),
        (list(_of_genre(reading, genre)), LABELLED),
        (list(_by_pattern(reading.in_roles({"methodology", "sign_off", "introduction"}), _AUTHOR_STATED)), STATED),
        (list(_signed_statements(reading)), STATED),
        (list(_by_pattern(reading.opening, _AUTHOR_LABEL)), STATED),
    ):
        if named:
            return _found(named, confidence)
    return None


def find_chair(reading: Reading) -> Found[str] | None:
    """The chair of the panel."""
    methodology = reading.in_roles({"methodology"})
    for passages, pattern, confidence in (
        (reading.front_passages, _CHAIR_LABEL, LABELLED),
        (methodology, _CHAIR_STATED, STATED),
    ):
        if named := next(_by_pattern(passages, pattern), None):
            return named.passage.found(named.name, named.start, named.end, confidence)
    return None



def _of_genre(reading: Reading, genre: Genre | None) -> Iterator[Named]:
    if genre == "inspection_report":
        yield from _by_pattern(reading.passages, _INSPECTOR_LABEL)
        yield from _by_pattern(reading.passages, _INSPECTOR_LISTED)
        yield from _signatures(reading)
    elif genre == "coroner_report":
        yield from _by_pattern(reading.passages[:60], _CORONER)


def _by_pattern(passages: tuple[Passage, ...], pattern: re.Pattern[str]) -> Iterator[Named]:
    for passage in passages:
        for match in pattern.finditer(passage.text):
            group = next(name for name, value in match.groupdict().items() if value is not None)
            yield from _people(passage, *match.span(group))


def _people(passage: Passage, start: int, end: int) -> Iterator[Named]:
    """The persons in a list of names."""
    for match in _ONE.finditer(passage.text, start, end):
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
    for passage in reading.passages[closing + 1 : closing + 1 + _LETTER_BLOCKS]:
        offset = 0
        for fragment in passage.block.fragments:
            for line in fragment.lines:
                start = offset + line.start - fragment.start
                match = _SIGNATURE.match(passage.text, start, offset + line.end - fragment.start)
                if match:
                    yield Named(passage, *match.span("people"))
            offset += fragment.end - fragment.start + 1


def _found(named: list[Named], confidence: float) -> tuple[Found[str], ...]:
    by_name: dict[str, Named] = {}
    for person in named:
        by_name.setdefault(person.name, person)
    return tuple(person.passage.found(person.name, person.start, person.end, confidence) for person in by_name.values())
