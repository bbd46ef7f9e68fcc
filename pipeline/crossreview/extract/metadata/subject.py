"""The person the review is about, as the document names them: a pseudonym, a letter, rarely a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossreview.extract.metadata.names import NAME_PART
from crossreview.extract.metadata.passages import GATHERED, LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_CODED = re.compile(
    r"\b(?:(?:Child|Children|Baby|Infant|Adult|Young\ Person|Young\ Adult|Case|Family)\ [A-Z]{1,2}\d?"
    r"|YP\s?\d|(?:Mr|Mrs|Ms|Miss)\ [A-Z]{1,2})\b(?!['’]s\ (?:mother|father|parents?|brother|sister)|-)"
)
_TITLE_END = re.compile(rf"[:–-]\s+[\"“‘']?(?P<name>{NAME_PART}(?:\s+{NAME_PART})?)[\"”’']?$")
_TITLE_START = re.compile(rf"^(?P<name>{NAME_PART}(?:\s+and\s+{NAME_PART})?):\s+(?:a|an|the)\s", re.VERBOSE)
_QUOTED = r"[\"“‘'](?P<quoted>[^\"”’']{1,30})[\"”’']"
_KNOWN_AS = re.compile(
    rf"""\b(?:child|baby|infant|boy|girl|young\ (?:person|woman|man)|adult|woman|man|person|lady|gentleman)
        \s+(?:(?:who\s+)?(?:is|was|will\s+be|shall\s+be|to\s+be)\s+)?(?:here\s+|in\s+this\s+report\s+)?
        (?:known|referred\s+to|called|named)\s+(?:in\s+this\s+\w+\s+)?(?:as\s+)?
        (?:{_QUOTED}|(?P<name>(?:(?:Child|Baby|Adult)\s+)?[A-Z][\w’'-]*))""",
    re.VERBOSE,
)
_DEATH_OF = re.compile(
    rf"""\b(?i:(?:investigat(?:ed|ion\s+into)\s+the|in\s+respect\s+of\s+the|into\s+the|reviewing\s+the|circumstances\s+of\s+the)
        \s+(?:tragic\s+)?death\s+of)\s+(?:(?:Mr|Mrs|Ms|Miss)\.?\s+(?=[A-Z][a-z]+\s+[A-Z]))?[\"“‘']?(?P<name>(?:{NAME_PART}|[A-Z]{{2,}})(?:\s+(?:{NAME_PART}|[A-Z]{{2,}}))*)""",
    re.VERBOSE,
)
_COMMON = frozenset(
    ["Summary", "Report", "Progress", "Review", "Overview", "Executive", "Final", "Full", "Learning", "Briefing", "Action", "Plan", "Response", "Statement", "Findings", "Recommendations", "Update", "Children", "Child", "Adults", "Education", "Practice", "Safeguarding", "Part", "Volume"]
)
_OF_NOBODY: frozenset[Genre] = frozenset({"inspection_report", "response", "inquiry_report", "other"})


def find_subject(reading: Reading, title: Found[str] | None, genre: Genre | None) -> Found[str] | None:
    """The subject: in the title, by a statement that names them, or the only coded name that the opening uses."""
    if genre in _OF_NOBODY:
        return None
    if genre != "coroner_report" and title is not None and (found := _in_title(reading, title.value)):
        return found
    return _stated((*reading.front_passages, *reading.opening)) or _only_one((*reading.front_passages, *reading.opening))


def _in_title(reading: Reading, title: str) -> Found[str] | None:
    match = _CODED.search(title)
    name = match.group() if match else None
    for pattern in (_TITLE_END, _TITLE_START):
        if name is None and (place := pattern.search(title)) and not _COMMON.intersection(place["name"].split()):
            name = place["name"]
    if name is None:
        return None
    for line in reading.front:
        at = line.text.find(name)
        if at >= 0:
            return line.passage.found(name, line.start + at, line.start + at + len(name), LABELLED)
    return None


def _stated(passages: Iterable[Passage]) -> Found[str] | None:
    for passage in passages:
        for match in _matches(passage.text):
            group = "quoted" if match.groupdict().get("quoted") else "name"
            start, end = match.span(group)
            name = match[group].strip()
            if name and name[0].isupper():
                return passage.found(name, start, end, STATED)
    return None


_ABOUT = re.compile(rf"\breview\s+(?:about|concerning)\s+[\"“‘']?(?P<name>{NAME_PART})\b(?!\s+[A-Z])")


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_KNOWN_AS, _DEATH_OF, _ABOUT):
        yield from pattern.finditer(text)


def _only_one(passages: Iterable[Passage]) -> Found[str] | None:
    """A coded name, if the front and the opening use no other; "Mr K" can be anybody."""
    matches = [(passage, match) for passage in passages for match in _CODED.finditer(passage.text)]
    found = [(passage, match) for passage, match in matches if not match.group().startswith("M")]
    names = {match.group() for _, match in found}
    if len(names) != 1:
        return None
    passage, match = found[0]
    return passage.found(match.group(), match.start(), match.end(), GATHERED)
