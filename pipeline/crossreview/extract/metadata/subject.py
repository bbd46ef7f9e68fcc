"""The person the review is about, as the document names them: a pseudonym, a letter, rarely a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from crossreview.extract.metadata.names import NAME_PART
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss)"
_PERSON = r"""(?:Child|Children|Baby|Babies|Infant|Adults?|Siblings|Twins|Patient|Person|Resident
    |Young\ (?:Person|Adult|Woman|Man))"""
_AGED = r"(?!\ (?:years?|months?|weeks?|days?)\b)"
_CODE = rf"(?:[A-Z]{{1,2}}\d?|\d{{1,2}}{_AGED})"
_ONE_CODED = rf"""(?: {_PERSON}\ {_CODE} | (?:Case|Family)\ [A-Z]{{1,2}}\d? | the\ [A-Z]\ [Ff]amily
  | [B-Z]\ [Ff]amily | A\ Family
  | the\ [A-Z][a-z]+\ (?:siblings|twins|family|brothers|sisters|children)
    | YP\s?\d | {_HONORIFIC}\ [A-Z]{{1,2}} )"""
_CODED = re.compile(
    rf"\b{_ONE_CODED}\b (?! ['’]s\ (?:mother|father|parents?|brother|sister) | - )",
    re.VERBOSE,
)
_SEVERAL_CODED = re.compile(
    rf"\b{_ONE_CODED} (?:,\ (?:{_ONE_CODED}|{_CODE}))* ,? \ (?:and|&)\ (?:{_ONE_CODED}|{_CODE})\b(?!['’-])",
    re.VERBOSE,
)
_QUOTES = "[\"“”‘’']"
_NAMES = rf"{NAME_PART}(?:,\s+{NAME_PART})*(?:,?\s+(?:and|&)\s+{NAME_PART})?"
_ONE_OR_TWO = rf"(?:{NAME_PART}\s+{NAME_PART}|{_NAMES})"
_REVIEWS = r"(?:[Rr]eview|SAR|DHR|DARDR|LCSPR|CSPR|SCR|CPR|APR|SUSR|CMR|OWHR|MHHR|[Cc]ase|[Bb]riefing|[Ss]tory)"
_ENDS = r"(?=\s*(?:$|[,:;.(–-]|\s(?:in|on|by|at)\s))"
_IN_TITLE = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"[:–-]\s+{_QUOTES}?(?P<name>{_ONE_OR_TWO}|[A-Z]{{1,2}}){_QUOTES}?$",  # "Learning Review: Isla"
        rf"^(?P<name>{_NAMES})\s?[:–-]\s+\w",  # "Isla: a learning review", "Isla: two years on"
        rf"""\b(?:about|concerning|regarding|in\s+respect\s+of|learning\s+from|remembering|in\s+memory\s+of)\s+
            {_QUOTES}?(?P<name>{_ONE_OR_TWO}){_QUOTES}?{_ENDS}""",
        rf"""\b(?i:deaths?\s+of|murder\s+of|killing\s+of|harm\s+to)\s+(?:{_HONORIFIC}\s+)?
            {_QUOTES}?(?P<name>{NAME_PART}(?:\s+{NAME_PART}){{1,3}}|{_NAMES}){_QUOTES}?{_ENDS}""",
        rf"\b(?:[Tt]he|from)\s+{_QUOTES}?(?P<name>{NAME_PART}){_QUOTES}?\s+(?:review|case)\b",  # "the Isla review"
        rf"\b{_REVIEWS}\s+(?:of|into)\s+{_QUOTES}?(?P<name>{_NAMES}){_QUOTES}?{_ENDS}",  # "the review of Isla"
        rf"^{_QUOTES}?(?P<name>{_NAMES}){_QUOTES}?['’]s\s+\w",  # "Isla's story"
        rf"\b{_REVIEWS}\s+{_QUOTES}?(?P<name>{_NAMES}){_QUOTES}?$",  # "SAR Isla"
        rf"^{_QUOTES}?(?P<name>{_NAMES}){_QUOTES}?\s+{_REVIEWS}\b",  # "Isla SAR"
        rf"[\"“‘'](?P<name>{NAME_PART})[\"”’']",
    )
)
_IN_SUBTITLE = (_IN_TITLE[2], _IN_TITLE[3])
_ONE_NAME = re.compile(rf"\b{NAME_PART}")
_NAME_LINE = re.compile(rf"{_QUOTES}?(?P<name>{_NAMES}){_QUOTES}?")
_LABEL_LINE = re.compile(
    rf"^(?i:re|subject(?:\s+of\s+(?:the\s+)?review)?|pseudonym|name\s+(?:used|of\s+subject))\s*:\s*{_QUOTES}?(?P<name>{_ONE_CODED}|{_NAMES})",
    re.VERBOSE,
)
_CALLED = r"(?:known|referred\s+to|called|named|given\s+the\s+(?:name|pseudonym))"
_SOME_NAME = rf"(?:(?:Child|Baby|Infant|Adult|Young\ Person)\s+[A-Z]\b|{_HONORIFIC}\s[A-Z]\b|{_NAMES})"
_KNOWN_AS = re.compile(
    rf"""\b(?:child|children|baby|infant|boy|girl|twins|siblings|young\ (?:person|woman|man)|adult|woman|man|person|lady
            |gentleman|resident|patient) \s+
        (?: (?:who\s+|whom\s+)? (?:is|are|was|will\s+be|shall\s+be|to\s+be|we\s+(?:have\s+|shall\s+|will\s+)?) \s* )?
        (?:here\s+|in\s+this\s+\w+\s+)? (?:{_CALLED}|call) \s+ (?:in\s+this\s+\w+\s+)? (?:as\s+)?
        (?: {_QUOTES} (?P<quoted>[A-Z][^\"“”‘’']{{0,30}}) {_QUOTES}
          | (?P<name>{_SOME_NAME}|[A-Z][\w’'-]*) )""",
    re.VERBOSE,
)
_NAME_OR_CAPITALS = rf"(?:{NAME_PART}|[A-Z]{{2,}})"  # coroners write the surname in capitals
_DEATH_OF = re.compile(
    rf"""\b(?i: (?: (?:investigation\s+)?into | investigated | in\s+respect\s+of | reviewing | circumstances\s+of
            | touching | concerning | following | about | examines | considers | concerns )
        \s+ the \s+ (?:\w+\s+)? (?:deaths?|murder|homicide) \s+ of ) \s+
        (?: {_HONORIFIC}\.? \s+ (?=[A-Z][a-z]+\s+[A-Z]) )?
        {_QUOTES}? (?P<name>{_HONORIFIC}\s[A-Z]\b | {_PERSON}\ {_CODE}\b
            | {_NAME_OR_CAPITALS}(?:\s+{_NAME_OR_CAPITALS})+ | {_NAMES})""",
    re.VERBOSE,
)
_ABOUT = re.compile(
    rf"""\b(?: [Tt]h(?:is|e)\s+(?:\w+\s+){{0,4}}?(?:[Rr]eview|[Rr]eport|[Bb]riefing|[Ss]ummary|[Ll]etter)
            (?:\s+\([A-Za-z]+\))?\s+
            (?:is\s+about|concerns|relates\s+to|looks\s+at\s+the\s+life\s+of|tells\s+the\s+story\s+of
              |is\s+in\s+respect\s+of)
        | (?i:review)\s+(?:about|concerning|of\s+the\s+care\s+of) | [Tt]he\ subject\ of\ (?:this
          |the)\ review,?\s+(?:is)? )
        \s+ {_QUOTES}? (?P<name>{_ONE_CODED} | {_NAMES}) (?!\s+[A-Z])""",
    re.VERBOSE,
)
_PSEUDONYM = re.compile(
    rf"""\b(?: pseudonym \s+ (?:of\s+)? | (?:the\ )?(?i:name) \s+ (?=\w+\s+(?:is|was|has\ been)\s+(?:used|chosen))
            | (?i:he|she|they) \s+ (?:is|are|will\s+be|shall\s+be) \s+ {_CALLED} \s+
              (?:in\s+this\s+\w+\s+)? (?:throughout\s+)? (?:as\s+)?
            | \b(?:who|whom)\s+we\s+(?:have\s+|shall\s+|will\s+)?call(?:ed)?\s+ | \bwe\s+(?:have\s+|shall\s+
              |will\s+)?call(?:ed)?\s+
              (?:him|her|them|this\s+\w+)\s+
            | (?:hereafter|hereinafter|henceforth)\s+(?:{_CALLED}\s+)?(?:as\s+)? )
        {_QUOTES}? (?P<name>{_SOME_NAME})""",
    re.VERBOSE,
)
_CHOSE_NAME = re.compile(
    rf"""\b(?P<name>{NAME_PART}) (?: \s+(?:is|was)\s+not\s+(?:his|her|their|the)\s+ | ,?\s+\(?not\s+(?:his|her|their)\s+
            | \s+is\s+a\s+pseudonym | \s+chose\s+(?:his|her|their|this|that)\s+(?:own\s+)?name\b )""",
    re.VERBOSE,
)
_IN_BRACKETS = re.compile(
    rf"""\b(?:child|baby|infant|boy|girl|young\ (?:person|woman|man)|adult|woman|man|person) \b [^.;()]{{0,60}} \s
        \( (?:[Hh]ereafter\s+|{_CALLED}\s+(?:as\s+)?)? {_QUOTES}? (?P<name>{_ONE_CODED}|{NAME_PART}) {_QUOTES}? \)""",
    re.VERBOSE,
)
_STATEMENTS = (_KNOWN_AS, _DEATH_OF, _ABOUT, _PSEUDONYM, _CHOSE_NAME, _IN_BRACKETS)
_COMMON = re.compile(
    r"""\b(?:Summary|Report|Progress|Review|Overview|Executive|Final|Full|Learning|Briefing|Action|Plan|Response
      |Statement
        |Findings|Recommendations|Update|Children|Child|Adults?|Education|Practice|Safeguarding|Part|Volume|Neglect
          |Anonym\w+
        |Lessons|Themes?|Thematic|What|How|When|Why|Who|Where|The|This|These|Our|One|Two|Three|Four|Five|Six|Seven
          |Minute|Fathers
        |Mothers|Babies|Deaths?|Home|House|Care|Abuse|Domestic|Homicide|Serious|Case|Joint|Local|Annual|Working
          |Together|In|A|An
        |Government|Department|Self|Suicide|Fires?|People|Young|Family|Families|Deaths|Older|Independent|Inquest
          |Regulation)\b""",
    re.VERBOSE,
)
_LEAST_USES = 3  # of a name that stands by itself on the front: fewer, and it can be a place or an office
_COMMON_SHARE = 3  # a coded name counts as the subject's if it is used this many times as often as the next
_OF_NOBODY: frozenset[Genre] = frozenset({"inspection_report", "inquiry_report", "other"})


def find_subject(reading: Reading, title: Found[str] | None, genre: Genre | None) -> Found[str] | None:
    """The subject: in the title, on the front, by a statement that names them, or the coded name that is used most."""
    if genre in _OF_NOBODY:
        return None
    if genre != "coroner_report" and title is not None and (found := _in_title(reading, title.value)):
        return found
    if genre == "response":  # it answers many things; only its title tells that it answers a review
        return _stated(reading.front_passages, (_DEATH_OF,))
    first = (*reading.front_passages, *reading.opening)
    return (
        _on_front(reading)
        or _in_subtitle(reading)
        or _stated(first, _STATEMENTS)
        or _spoken_of(reading, title)
        or _used_most(reading)
    )


def _in_title(reading: Reading, title: str) -> Found[str] | None:
    for name in _names_in(title):
        for passage in reading.front_passages:
            at = passage.text.find(name)
            if at >= 0:
                return passage.found(name, at, at + len(name), LABELLED)
    return None


def _in_subtitle(reading: Reading) -> Found[str] | None:
    """A name that a line of the front puts where titles do: "what we learned from the review about Isla"."""
    for line in reading.front:
        for pattern in _IN_SUBTITLE:
            place = pattern.search(line.text)
            if place is not None and not _COMMON.search(place["name"]):
                at = line.start + place.start("name")
                return line.passage.found(place["name"], at, at + len(place["name"]), STATED)
    return None


def _names_in(title: str) -> Iterator[str]:
    """Coded names anywhere, names where titles put them, or one in quotation marks."""
    if coded := _SEVERAL_CODED.search(title) or _CODED.search(title):
        yield coded.group()
    for pattern in _IN_TITLE:
        place = pattern.search(title)
        if place is not None and not _COMMON.search(place["name"]):
            yield place["name"]


def _on_front(reading: Reading) -> Found[str] | None:
    """A line of the front that labels the subject, or is nothing but coded names or names that the text uses."""
    for line in reading.front:
        text = line.text.strip()
        at = line.start + line.text.find(text)
        if match := _LABEL_LINE.match(text):
            return line.passage.found(match["name"], at + match.start("name"), at + match.end("name"), LABELLED)
        if _SEVERAL_CODED.fullmatch(text) or _CODED.fullmatch(text):
            return line.passage.found(text, at, at + len(text), LABELLED)
        match = _NAME_LINE.fullmatch(text)
        if match and not _COMMON.search(text) and _used_as_name(reading, match["name"]):
            return line.passage.found(match["name"], at + match.start("name"), at + match.end("name"), STATED)
    return None


def _spoken_of(reading: Reading, title: Found[str] | None) -> Found[str] | None:
    """A word of the title that is no common noun and that the text speaks of as of a person: "Learning from Theo"."""
    words = title.value if title is not None else ""
    for line in (line for line in reading.front if line.text.strip() in words):
        for match in _ONE_NAME.finditer(line.text):
            name = match.group()
            if _COMMON.search(name) or _is_common_noun(reading, name):
                continue
            if _used_as_name(reading, name) and any(_of_person(name).search(each.text) for each in reading.body):
                at = line.start + match.start()
                return line.passage.found(name, at, at + len(name), GATHERED)
    return None


def _is_common_noun(reading: Reading, name: str) -> bool:
    """Whether the text uses a word with a small letter too."""
    small = re.compile(rf"\b{re.escape(name.lower())}\b")
    return any(small.search(passage.text) for passage in reading.body)


def _of_person(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{re.escape(name)}(?:['’]s\s+(?:mother|father|parents|sister|brother|family|wife|husband|partner|son|death)\b"
        r"|,?\s+(?:who\s+)?(?:died|told|said|liked|loved|lived|likes|was\s+(?:\d|a\s+(?:man|woman|boy|girl))"
        r"|(?:was|is)\s+(?:\w+teen|\w+ty|\w+ty-\w+|seven|eight|nine|ten|eleven|twelve|six|five|four|three|two)\b))"
    )


def _used_as_name(reading: Reading, names: str) -> bool:
    """Whether the text speaks of each as of a person: "Ted was", "Ted’s"."""
    for name in re.split(r",\s+(?:and\s+)?|\s+(?:and|&)\s+", names):
        used = re.compile(
            rf"(?<!in )(?<!of )\b{re.escape(name)}(?:['’]s|\s+(?:was|is|had|has|died|did|told|said|lived|and))\b"
        )
        if sum(1 for passage in reading.body if used.search(passage.text)) < _LEAST_USES - 1:
            return False
    return True


def _stated(passages: Iterable[Passage], patterns: Iterable[re.Pattern[str]]) -> Found[str] | None:
    for passage in passages:
        for match in filter(None, (pattern.search(passage.text) for pattern in patterns)):
            name = match["quoted"] if "quoted" in match.re.groupindex and match["quoted"] else match["name"]
            if not _COMMON.search(name) or _CODED.match(name):
                at = match.start() + match.group().rindex(name)
                return passage.found(name, at, at + len(name), STATED)
    return None


def _used_most(reading: Reading) -> Found[str] | None:
    """A coded name of the opening that is used far more than any other; "Mr K" does not count, who can be anybody."""
    coded = [(passage, match) for passage in reading.opening for match in _CODED.finditer(passage.text)]
    found = [(passage, match) for passage, match in coded if not re.match(_HONORIFIC, match.group())]
    counts = Counter(match.group() for _, match in found).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] < _COMMON_SHARE * counts[1][1]):
        return None
    passage, match = next(each for each in found if each[1].group() == counts[0][0])
    return passage.found(match.group(), *match.span(), GATHERED)
