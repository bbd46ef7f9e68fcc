"""Who wrote the report, who chaired the panel, who inspected."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossreview.extract.metadata.names import PERSON, POST_NOMINALS
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_PERSON = re.compile(PERSON)
_ONE = rf"{PERSON}{POST_NOMINALS}"
_PEOPLE = rf"(?P<people>{_ONE}(?:(?:,\s+and|,|\s+and|\s+&)\s+{_ONE})*)"
_NAME_LINE = re.compile(_PEOPLE)
_BEGINS = r"(?:^|(?<=[\s.;|]))"
_QUALIFIED = r"""(?: (?:independent|external|internal|lead|overview|report|joint|the|principal|first|second|SAR|DHR
  |DARDR|SCR|LCSPR|CSPR|SUSR
    |review|safeguarding\s+adults?\s+review|domestic\s+homicide\s+review|serious\s+case\s+review) \s+ )*"""
_AUTHOR = rf"""{_QUALIFIED} (?<!IMR\ ) (?<!Management\ Review\ )
    (?: (?:overview\s+)? (?:report\s+)? (?:author|writer) | reviewer )s?(?:\(s\))?"""
_CHAIR_AND = r"(?: chair(?:person)? \s* (?:and|/|&) \s* )"

# "Prepared by Port Ellery Council": what stands before these words is no person.
_ORGANISATION = (
    "Board|Borough|City|Committee|Community|Constabulary|Council|County|Hospitals?|Local|NHS|Partnership|Police"
    "|Safeguarding|Trust"
)
# One person or two, each perhaps with an apposition: "Ann Vale, a former nurse, and Bea Holm".
_ASIDE = r"(?: ,\s+(?!and\b)[^.;,]{2,90} (?:,(?!\s+[A-Z]) [^.;,]{2,60})? )?"
_PAIR = rf"(?P<people>{_ONE} {_ASIDE} (?: ,? \s+ (?:and|with) \s+ {_ONE} {_ASIDE} )?)"
_ROLE = r"\b(?i:reviewers?|authors?|writers?|reviews?|report|overview)\b"

_AUTHOR_LABELS = (
    re.compile(
        rf"""{_BEGINS} (?i: {_QUALIFIED} {_CHAIR_AND}? {_AUTHOR}
            (?:\s*(?:and|/|&)\s*(?:{_AUTHOR}|{_QUALIFIED} (?:panel\s+)? chair(?:person)?))?
            (?:\s+(?:of|for)\s+(?:the|this)\s+[a-z ]{{0,40}}(?:report|review))? (?:\s+(?:\d|one|two))? )
            \s* (?: [:–-] | \bis\b | \bwas\b ) \s* {_PEOPLE}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_BEGINS} (?i: (?:report|review|written|prepared|authored|compiled|produced|undertaken|conducted
          |carried\s+out|led) \s+ by
            (?:\s+{_AUTHOR}s?)? ) \s* [:,]? \s+ {_PEOPLE} (?! \s+ (?:{_ORGANISATION})\b )""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""^{_PEOPLE} \s* [,–(-] \s* (?i: {_QUALIFIED} {_CHAIR_AND}? {_AUTHOR}
            | (?:independent\s+)? (?:safeguarding\s+)? (?:consultant
              |social\s+work\s+consultant) \s+ and \s+ {_AUTHOR} )\b""",
        re.VERBOSE,
    ),
    re.compile(rf"^(?i: {_QUALIFIED} {_CHAIR_AND}? {_AUTHOR} ) \s+ {_PEOPLE} $", re.VERBOSE),
    re.compile(rf"^(?i:by) \s+ {_PEOPLE} $", re.VERBOSE),
    re.compile(
        rf"""^(?i: (?:an?\s+|the\s+)? (?:\w+\s+)? (?:report|review|paper|summary) \s+ (?:of|by|from) \s+ (?:the\s+)?
            (?: {_AUTHOR} s? | [^,.;:]{{3,70}} ) ) ,? \s+ (?<=,\ ) {_PEOPLE}""",
        re.VERBOSE,
    ),
)
_AUTHOR_BEHIND = re.compile(rf"{_PEOPLE} \s* [,–(-] \s* (?i: {_QUALIFIED} {_CHAIR_AND}? {_AUTHOR} )\b", re.VERBOSE)
_AUTHOR_LINE = re.compile(
    rf"{_QUALIFIED}{_CHAIR_AND}?{_AUTHOR}(?:\s*(?:and|/|&)\s*(?:panel\s+)?chair)?", re.IGNORECASE | re.VERBOSE
)
_AUTHOR_STATEMENTS = (
    re.compile(
        rf"""\b(?:appointed|commissioned|engaged|asked|chose|invited) \s+ {_PAIR} ,? \s+ (?:as|to|who)\b
            [^.;]{{0,80}} {_ROLE}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_PAIR} ,? \s+ (?:(?:was|were) \s+ (?:\w+\s+)? (?:appointed|commissioned|engaged|asked|chosen|selected
          |invited|recruited)
                \s+ (?:as|to|by)\b | acted\s+as | served\s+as ) [^.;]{{0,90}} {_ROLE}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_PAIR} (?:,[^.;]{{0,120}})? \s+ (?:who\s+)? (?:wrote|authored|has\s+written|have\s+written|prepared
          |compiled|led|undertook|carried\s+out
            |conducted) \s+ (?:and\s+wrote\s+)? (?:this|the) \s+ (?:\w+\s+){{0,3}}? (?:report|overview|review)\b""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""\b(?i:review|report|summary|SAR|DHR|SCR|LCSPR) \b [^.;]{{0,60}}
            \b(?:written|led|undertaken|carried\s+out|conducted|authored|prepared|completed|compiled
              |facilitated) ,? \s+ (?:jointly\s+)? by \s+
            (?:(?:the|an|two)\s+)? (?i:(?:{_AUTHOR})s?,?\s+)? {_PAIR} (?! \s+ (?:{_ORGANISATION})\b )""",
        re.VERBOSE,
    ),
    re.compile(rf"\b(?i:{_AUTHOR})(?:\s+(?:of|for)\s+(?:this|the)\s+\w+(?:\s+\w+)?)?, \s+ {_PAIR} (?=,)", re.VERBOSE),
    re.compile(
        rf"""\b(?i:{_AUTHOR}) (?:\s+(?:of|for)\s+(?:this|the)\s+(?:\w+\s+){{0,3}}?\w+)? \s+
            (?:is|was|were|are|being) \s+ {_PAIR}""",
        re.VERBOSE,
    ),
    re.compile(
        rf"""{_PAIR} ,? \s+ (?:is|was|were|are) \s+ (?:the|an|both|joint) \s+ (?:\w+\s+)?
            (?i:{_QUALIFIED} {_CHAIR_AND}? (?:reviewers?|authors?|report\s+writer|overview\s+writer))\b""",
        re.VERBOSE,
    ),
    re.compile(rf"\b(?:My\ name\ is|I\ am) \s+ {_PAIR} [^.;]{{0,80}} {_ROLE}", re.VERBOSE),
    re.compile(rf"{_PAIR} \s* \( (?i: (?:the\s+)? {_QUALIFIED} {_CHAIR_AND}? (?:reviewer|author)s? ) \)", re.VERBOSE),
)
_PANEL = r"""(?:(?:the|this)\s+)?
    (?:(?:review|case|SAR|DHR|SCR|project|learning|practice|serious|safeguarding|domestic|homicide)\s+){0,4}
    (?:panel|review|team|group)"""
_CHAIR = rf"""(?i: (?:independent\s+)? (?:(?:review|SAR|DHR|SCR|team)\s+)? (?:panel\s+|review\s+team\s+)?
    (?:chair(?:person|man|woman)?|conven[eo]r) (?:\s+of\s+{_PANEL})? )"""
_CHAIR_LABEL = re.compile(
    rf"""{_BEGINS} (?i: (?: {_AUTHOR} \s* (?:and|/|&) \s* )? (?:independent\s+)? (?:review\s+)? (?:panel\s+
      |team\s+)? chair(?:person|man|woman)?
        (?:\s+of\s+[^:.]{{3,60}})? (?:\s*(?:and|/|&)\s*{_AUTHOR})? ) \s* [:–] \s* {_PEOPLE}
""",
    re.VERBOSE,
)
_CHAIR_FIRST = re.compile(r"(?:(?:Independent|Panel|Review)\s+){0,3}Chair\b")
_CHAIRED_BY_LABEL = re.compile(rf"{_BEGINS} (?i:(?:panel\s+|review\s+)?chaired\s+by) \s* :? \s+ {_PEOPLE}", re.VERBOSE)
_CHAIR_LINE = re.compile(rf"{_CHAIR}(?:\s*(?:and|/|&)\s*{_AUTHOR})?", re.IGNORECASE | re.VERBOSE)
_CHAIR_STATEMENTS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"""\b(?:was|were|is|panel\b[^.;]{{0,60}},?)\s+ (?:\w+\s+)? chaired (?:,\s+and\s+[^.;]{{3,60}},)? \s+
            (?:independently\s+)? by \s+ {_PEOPLE}""",
        rf"{_PEOPLE} ,? \s+ (?:[^.;]{{0,120}},\s+)? (?:who\s+)? (?:\w+\s+)? chaired \s+ (?i:{_PANEL})\b",
        rf"\b under \s+ the \s+ chair(?:ing|ship|manship) \s+ of \s+ {_PEOPLE}",
        rf"""\b(?i: (?:independent|panel) \s+ chair (?:\s+of\s+{_PANEL})? | chair\s+of\s+{_PANEL} | (?:its
          |panel[’']s)\s+chair )
            (?: ,\s+ | \s+(?:is|was)\s+ ) {_PEOPLE}""",
        rf"""{_PEOPLE} ,? \s+ (?:[^.;]{{0,120}},\s+)? (?: was \s+ (?:\w+\s+)? (?:appointed|commissioned
          |asked) \s+ (?:as|to\s+be|to)? | acted\s+as | is | was )
            \s+ (?:the\s+|an\s+)? (?: {_CHAIR} | (?i:chair\s+{_PANEL}) ) \b(?!\s+of\s+(?:the\s+)?(?!{_PANEL})\w)""",
        rf"{_PEOPLE} \s* \( {_CHAIR} (?:\s*(?:and|/|&)\s*(?i:{_AUTHOR}))? \)",
    )
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
_SIGNED_BY_CHAIR = re.compile(
    rf"""{_PEOPLE},?\s+(?:(?:Independent|Panel)\s+)?(?:Chair|Conven[eo]r)(?:\s+of\s+[^.;]{{3,80}})?
        (?:,\s+[A-Z][^.;,\d]{{3,70}})?(?:,\s+\d{{1,2}}\s+[A-Z][a-z]+\s+\d{{4}})?""",
    re.VERBOSE,
)
_WITH_TITLE = re.compile(r"(?:Dr|Prof|Professor|Sir|Dame|Revd?|Canon|Baroness|Lord|Lady)\b")
_IN_THE_CHAIR = re.compile(rf"{_PEOPLE}\s+\(in\s+the\s+[Cc]hair\)")
# "Ann Vale, Director of Nursing, Holt Hospitals; Bea Holm, Holt Council": each signs for a body.
_POST = r"""(?:[^;,]{0,40}\b)?(?:Director|Officer|Nurse|Minister|Chair|Conven[eo]r|Chief|Executive|Manager|Lead|Head
    |Leader|Secretary|Constable|Superintendent|Commander|Inspector|Commissioner|Police|Council|Constabulary|Board|Trust)\b[^;]*"""
_SIGNS = re.compile(rf"(?P<people>{_ONE}),\s+{_POST}", re.VERBOSE)
_NAME_THEN_POST = re.compile(rf"(?P<people>{_ONE})(?:,\s+[A-Z][^.;]{{3,60}})?")
_CLOSING = re.compile(r"^yours (?:sincerely|faithfully|truly)|^(?:with )?(?:kind|best|warm) regards\b", re.IGNORECASE)
_SIGNATURE = re.compile(rf"(?P<people>{PERSON})(?:\s+(?:[A-Z]{{2,}}|[A-Z][A-Za-z]*[A-Z]\w*)\b)*")
_SIGNATURE_BLOCKS = 16  # after the closing of a letter: four signatures with a name, a post and a body each
# Parts of words without their first letter, which can be a capital.
_OF_CHAIRS = ("hair",)
_OF_AUTHORS = ("eviewer", "uthor", "rite", "rote", "ritten", "ppointed", "ommissioned", "ed by", "ed out by", "ame is")
_REST_OF_CELL = 60  # characters behind a name in a cell: a post or a body
_OF_BODY = re.compile(rf"\s+(?:{_ORGANISATION})\b")
_WITHIN_ASIDE = re.compile(r"\b(?:of|at|in|for|from|with|the|by|as)\s+$")
# They name people who wrote something else: the review that is answered, the one whose actions are reported.
_NO_REVIEWERS: frozenset[Genre | None] = frozenset(
    {"inspection_report", "coroner_report", "response", "action_plan", "progress_summary"}
)
_REPORTS_OF_REVIEWS: frozenset[Genre | None] = frozenset({"full_report", "executive_summary"})
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
    speaking = _speaking(telling, _OF_AUTHORS)
    told = genre not in _NO_REVIEWERS
    for named, confidence in (
        (_matched(reading.front_passages, *_AUTHOR_LABELS), LABELLED),
        (_at_lines(reading, _AUTHOR_BEHIND), LABELLED),
        (_beside_label(reading, _AUTHOR_LINE), LABELLED),
        (_of_genre(reading, genre), LABELLED),
        (_alone_on_front(reading) if told else (), GATHERED),
        (_matched(speaking, *_AUTHOR_STATEMENTS) if told else (), STATED),
        (_signed_statements(reading), STATED),
        (_matched(speaking, _AUTHOR_LABELS[0]) if told else (), STATED),
        (_in_cells(telling, _AUTHOR_LINE) if told else (), STATED),
    ):
        if found := _found(named, confidence):
            return found
    return None


def find_chair(reading: Reading) -> Found[str] | None:
    """The chair of the panel."""
    telling = _speaking(reading.in_roles({"methodology", "introduction", "sign_off"}), _OF_CHAIRS)
    for named, confidence in (
        (_matched(reading.front_passages, _CHAIR_LABEL, _CHAIRED_BY_LABEL), LABELLED),
        (_beside_label(reading, _CHAIR_LINE), LABELLED),
        (_matched(telling, *_CHAIR_STATEMENTS), STATED),
        (_matched((each for each in reading.body if _CHAIR_FIRST.match(each.text)), _CHAIR_LABEL), LABELLED),
        (_in_cells(telling, _CHAIR_LINE), STATED),
        (_matched((each for each in reading.body if "in the " in each.text), _IN_THE_CHAIR), STATED),
        (_signed_by_chair(reading), GATHERED),
    ):
        if found := _found(named, confidence):
            return found[0]
    return None


def _of_genre(reading: Reading, genre: Genre | None) -> Iterator[Named]:
    if genre == "coroner_report":
        yield from _matched(reading.passages[:_FIRST_BLOCKS], _CORONER)
    elif genre == "inspection_report":
        naming = (passage for passage in reading.passages if _INSPECTOR_WORD.search(passage.text))
        yield from _matched(naming, *_INSPECTORS)
        yield from _signatures(reading)
    elif genre == "response":
        yield from _signatures(reading)
        yield from _signing_for_bodies(reading)
    elif genre not in _REPORTS_OF_REVIEWS:
        yield from _signatures(reading)


def _speaking(passages: Iterable[Passage], words: tuple[str, ...]) -> tuple[Passage, ...]:
    """The cells, and the passages that have one of the words: a quick look, since names are slow to seek."""
    return tuple(each for each in passages if each.kind == "table" or any(word in each.text for word in words))


def _matched(passages: Iterable[Passage], *patterns: re.Pattern[str]) -> Iterator[Named]:
    """The people in the places that patterns find."""
    for passage in passages:
        for pattern in patterns:
            for match in pattern.finditer(passage.text):
                yield from _people(passage, *match.span("people"))


def _beside_label(reading: Reading, role: re.Pattern[str]) -> Iterator[Named]:
    """A line of the front that is a name, under or over a line that says "Independent Reviewer"."""
    for first, second in itertools.pairwise(reading.front):
        for label, name in ((first, second), (second, first)):
            match = _NAME_LINE.fullmatch(name.text.strip())
            if match and role.fullmatch(label.text.strip(" :")):
                start = name.start + len(name.text) - len(name.text.lstrip())
                yield from _people(name.passage, start + match.start("people"), start + match.end("people"))


def _in_cells(passages: Iterable[Passage], role: re.Pattern[str]) -> Iterator[Named]:
    """A cell of a table that is a name, before or behind one that says "Panel Chair"."""
    cells = [passage for passage in passages if passage.kind == "table"]
    for first, second in itertools.pairwise(cells):
        for label, name in ((first, second), (second, first)):
            match = _NAME_LINE.match(name.text.strip())
            if match and role.match(label.text.strip(" :")) and len(name.text) - match.end() <= _REST_OF_CELL:
                yield from _people(name, *match.span("people"))


def _at_lines(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Named]:
    """The people in lines of the front that begin as the pattern does."""
    for line in reading.front:
        if match := pattern.match(line.passage.text, line.start):
            yield from _people(line.passage, *match.span("people"))


def _people(passage: Passage, start: int, end: int) -> Iterator[Named]:
    """The persons in a list of names."""
    for name in _PERSON.finditer(passage.text, start, end):
        match = _within_line(passage, name)
        if not _OF_BODY.match(passage.text, match.end()) and not _WITHIN_ASIDE.search(
            passage.text, start, match.start()
        ):
            yield Named(passage, match.start(), match.end())


def _within_line(passage: Passage, match: re.Match[str]) -> re.Match[str]:
    """The name, up to the end of a line of the front where that leaves one: the next line begins something else."""
    for line in passage.lines if passage.front else ():
        if match.start() < line.end < match.end():
            return _PERSON.fullmatch(passage.text, match.start(), line.end) or match
    return match


def _signed_statements(reading: Reading) -> Iterator[Named]:
    """Names with a date under a statement of the reviewers."""
    for passage in reading.body:
        if passage.heading is not None and _REVIEWERS_STATEMENT.search(passage.heading):
            text = passage.text.strip()
            match = (
                SIGNED.fullmatch(text)
                or _AUTHOR_LABELS[0].match(text)
                or (_NAME_THEN_POST.fullmatch(text) if passage.kind == "table" else None)
            )
            if match:
                yield from _people(passage, *match.span("people"))


def _signing_for_bodies(reading: Reading) -> Iterator[Named]:
    """Blocks that hold nothing but names with posts: those who answer for their agencies."""
    for passage in reading.body:
        at = 0
        signed: list[re.Match[str]] = []
        for part in passage.text.split(";"):
            match = _SIGNS.fullmatch(passage.text, at + len(part) - len(part.lstrip()), at + len(part.rstrip(" .")))
            at += len(part) + 1
            if match is None:
                break
            signed.append(match)
        else:
            for match in signed:
                yield from _people(passage, *match.span("people"))


def _alone_on_front(reading: Reading) -> Iterator[Named]:
    """A line of the front that is nothing but names: one with a title, or two."""
    largest = max((line.size for line in reading.front), default=0.0)
    for line in reading.front:
        match = _NAME_LINE.fullmatch(line.text.strip()) if line.size < largest else None
        if match and (_WITH_TITLE.match(match.group()) or len(_PERSON.findall(match.group())) > 1):
            yield from _people(line.passage, line.start, line.end)


def _signed_by_chair(reading: Reading) -> Iterator[Named]:
    """A line under a foreword or at the end: "Ann Vale, Independent Chair"."""
    for passage in reading.body:
        if match := _SIGNED_BY_CHAIR.fullmatch(passage.text.strip()):
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
