"""Gender and ethnicity of the subject: only where a label or a plain statement of identity gives them.

They are never taken from a name, a pronoun, a relationship or a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found

_GENDERS = {
    "boy": "male",
    "man": "male",
    "male": "male",
    "girl": "female",
    "woman": "female",
    "female": "female",
    "non-binary": "non-binary",
}
_GENDER_LABEL = re.compile(rf"\b(?:gender|sex)\s*[:–-]\s*(?P<value>{'|'.join(_GENDERS)})\b", re.IGNORECASE)
_ETHNICITY_LABEL = re.compile(
    r"""\b(?i:ethnicity|ethnic\ (?:origin|group|background)) \s*
        (?: [:–-] | (?i:was\ recorded\ as|was|is)\b ) \s*
        (?P<value>[A-Z][A-Za-z\ /()-]{2,40}?) (?=[.,;]|$)""",
    re.VERBOSE,
)
_NOT_TOLD = re.compile(r"(?i)^(?:not|unknown|none|n/a)\b")
_PEOPLE = (
    "White|Black|Asian|Mixed|British|Irish|Welsh|Scottish|English|African|Caribbean|Pakistani|Indian|Bangladeshi|Chinese"
    "|Polish|Romanian|Roma|Gypsy|Traveller|Somali|Arab|European|Eastern|[Hh]eritage|and|or|[Oo]ther"
)
_STATED = re.compile(
    rf"""\b(?:was|is) \s+ (?:an?\s+)?
        (?P<ethnicity>(?:White|Black|Asian|Mixed|Roma|Gypsy|Chinese|Arab)(?:[\ /-](?:{_PEOPLE}))*)
        (?: \s+ (?P<gender>woman|man|boy|girl|male|female) )? \b""",
    re.VERBOSE,
)
_TELL_OF_FAMILY = frozenset({"family_composition", "equality_diversity"})


def find_gender(reading: Reading, subject: str | None) -> Found[str] | None:
    """The gender: male, female or non-binary."""
    for passage in reading.in_roles(_TELL_OF_FAMILY):
        if match := _GENDER_LABEL.search(passage.text):
            return passage.found(_GENDERS[match["value"].lower()], *match.span("value"), LABELLED)
    for passage, match in _statements(reading, subject):
        if match["gender"]:
            return passage.found(_GENDERS[match["gender"]], *match.span("gender"), STATED)
    return None


def find_ethnicity(reading: Reading, subject: str | None) -> Found[str] | None:
    """The ethnicity as printed."""
    for passage in reading.in_roles(_TELL_OF_FAMILY):
        match = _ETHNICITY_LABEL.search(passage.text)
        if match and not _NOT_TOLD.search(match["value"]):
            return passage.found(match["value"], *match.span("value"), LABELLED)
    for passage, match in _statements(reading, subject):
        return passage.found(match["ethnicity"], *match.span("ethnicity"), STATED)
    return None


def _statements(reading: Reading, subject: str | None) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Statements such as "The subject was a White British woman": the sentence names the subject before them."""
    named = re.compile(rf"\b(?:[Tt]he subject{'|' + re.escape(subject) if subject else ''})\b(?!['’]s)")
    for passage in reading.in_roles(_TELL_OF_FAMILY | {"background"}):
        for match in _STATED.finditer(passage.text):
            start, _ = passage.sentence_at(match.start())
            if named.search(passage.text, start, match.start()):
                yield passage, match
