"""The person the review is about, as the document names them: a pseudonym, a letter, rarely a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossreview.extract.metadata.names import NAME_PART
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss)"
_PERSON = r"(?:Child|Children|Baby|Infant|Adults?|Young\ Person|Young\ Adult)"
_AGED = r"(?!\ (?:years?|months?|weeks?|days?)\b)"
_CODE = rf"(?:[A-Z]{{1,2}}\d?|\d{{1,2}}{_AGED})"
_CODED = re.compile(
    rf"""\b(?: {_PERSON}\ {_CODE} | (?:Case|Family)\ [A-Z]{{1,2}}\d?
            | YP\s?\d
            | {_HONORIFIC}\ [A-Z]{{1,2}} )\b
        (?! ['’]s\ (?:mother|father|parents?|brother|sister) | - )""",
    re.VERBOSE,
)
_SEVERAL_CODED = re.compile(
    rf"""\b(?:{_PERSON}|{_HONORIFIC})\ {_CODE} (?:,\ (?:{_PERSON}\ )?{_CODE})*
        \ (?:and|&)\ (?:(?:{_PERSON}|{_HONORIFIC})\ )?{_CODE}\b(?!['’-])""",
    re.VERBOSE,
)
_QUOTES = "[\"“”‘’']"
_ONE_OR_TWO = rf"{NAME_PART}(?:\s+(?:(?:and|&)\s+)?{NAME_PART})?"
_TITLE_END = re.compile(rf"[:–-]\s+{_QUOTES}?(?P<name>{_ONE_OR_TWO}|[A-Z]{{1,2}}){_QUOTES}?$")
_TITLE_ABOUT = re.compile(
    rf"\b(?:about|concerning|regarding|in\s+respect\s+of)\s+{_QUOTES}?(?P<name>{_ONE_OR_TWO}){_QUOTES}?$"
)
_TITLE_START = re.compile(rf"^(?P<name>{NAME_PART}(?:\s+and\s+{NAME_PART})?):\s+(?:a|an|the)\s")
_PSEUDONYM = re.compile(
    rf"""\b(?: pseudonym \s+ (?:of\s+)? | the\ subject\ of\ (?:this|the)\ review,? \s+ (?:is\s+)?
            | (?i:he|she|they) \s+ (?:is|are|will\s+be|shall\s+be) \s+ (?:known|referred\s+to) \s+
              (?:in\s+this\s+\w+\s+)? (?:throughout\s+)? as \s+ )
        {_QUOTES}? (?P<name>(?:(?:Child|Baby|Adult)\s+[A-Z]\b|{NAME_PART}))""",
    re.VERBOSE,
)
_TITLE_QUOTED = re.compile(rf"[\"“‘'](?P<name>{NAME_PART}(?:\s+{NAME_PART})?)[\"”’']")
_KNOWN_AS = re.compile(
    rf"""\b(?:child|baby|infant|boy|girl|young\ (?:person|woman|man)|adult|woman|man|person|lady|gentleman) \s+
        (?: (?:who\s+)? (?:is|was|will\s+be|shall\s+be|to\s+be) \s+ )? (?:here\s+|in\s+this\s+report\s+)?
        (?:known|referred\s+to|called|named|given\s+the\s+(?:name|pseudonym)) \s+ (?:in\s+this\s+\w+\s+)? (?:as\s+)?
        (?: {_QUOTES} (?P<quoted>[A-Z][^\"“”‘’']{{0,30}}) {_QUOTES}
          | (?P<name>(?:(?:Child|Baby|Adult)\s+)?[A-Z][\w’'-]*) )""",
    re.VERBOSE,
)
_NAME_OR_CAPITALS = rf"(?:{NAME_PART}|[A-Z]{{2,}})"  # coroners write the surname in capitals
_DEATH_OF = re.compile(
    rf"""\b(?i: (?: (?:investigation\s+)?into | investigated | in\s+respect\s+of | reviewing | circumstances\s+of )
        \s+ the \s+ (?:tragic\s+)? death \s+ of ) \s+
        (?: {_HONORIFIC}\.? \s+ (?=[A-Z][a-z]+\s+[A-Z]) )?
        {_QUOTES}? (?P<name>{_NAME_OR_CAPITALS}(?:\s+{_NAME_OR_CAPITALS})*)""",
    re.VERBOSE,
)
_REVIEW_ABOUT = re.compile(rf"\breview\s+(?:about|concerning)\s+{_QUOTES}?(?P<name>{NAME_PART})\b(?!\s+[A-Z])")
_COMMON = re.compile(
    r"\b(?:Summary|Report|Progress|Review|Overview|Executive|Final|Full|Learning|Briefing|Action|Plan|Response|Statement"
    r"|Findings|Recommendations|Update|Children|Child|Adults|Education|Practice|Safeguarding|Part|Volume|Neglect|Anonym\w+)\b"
)
_OF_NOBODY: frozenset[Genre] = frozenset({"inspection_report", "inquiry_report", "other"})


def find_subject(reading: Reading, title: Found[str] | None, genre: Genre | None) -> Found[str] | None:
    """The subject: in the title, by a statement that names them, or the only coded name that the opening uses."""
    if genre in _OF_NOBODY:
        return None
    if genre != "coroner_report" and title is not None and (found := _in_title(reading, title.value)):
        return found
    if genre == "response":  # it answers many things; only its title tells that it answers a review
        return None
    first = (*reading.front_passages, *reading.opening)
    return _stated(first) or _only_one(first)


def _in_title(reading: Reading, title: str) -> Found[str] | None:
    name = _name_in(title)
    if name is None:
        return None
    for passage in reading.front_passages:
        at = passage.text.find(name)
        if at >= 0:
            return passage.found(name, at, at + len(name), LABELLED)
    return None


def _name_in(title: str) -> str | None:
    """Coded names anywhere, names before or after the colon or behind "about", or one in quotation marks."""
    if coded := _SEVERAL_CODED.search(title) or _CODED.search(title):
        return coded.group()
    places = (pattern.search(title) for pattern in (_TITLE_END, _TITLE_START, _TITLE_ABOUT, _TITLE_QUOTED))
    return next((place["name"] for place in places if place and not _COMMON.search(place["name"])), None)


def _stated(passages: Iterable[Passage]) -> Found[str] | None:
    for passage in passages:
        if match := _KNOWN_AS.search(passage.text):
            group = "quoted" if match["quoted"] else "name"
            return passage.found(match[group].strip(), *match.span(group), STATED)
        others = (pattern.search(passage.text) for pattern in (_DEATH_OF, _REVIEW_ABOUT, _PSEUDONYM))
        if match := next(filter(None, others), None):
            return passage.found(match["name"], *match.span("name"), STATED)
    return None


def _only_one(passages: Iterable[Passage]) -> Found[str] | None:
    """A coded name, if the passages use no other; "Mr K" does not count, who can be anybody."""
    coded = [(passage, match) for passage in passages for match in _CODED.finditer(passage.text)]
    found = [(passage, match) for passage, match in coded if not re.match(_HONORIFIC, match.group())]
    if len({match.group() for _, match in found}) != 1:
        return None
    passage, match = found[0]
    return passage.found(match.group(), *match.span(), GATHERED)
