"""The role or group that is named as responsible for carrying out an ask."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LABELLED = re.compile(
    r"""\b(?:(?:(?:action|task|strategic|operational)\s+)?(?:lead|owner)
          |responsible\s+(?:officer|person|lead|body)|lead\s+officer|by\s+whom)
        \s*[:–—]\s*(?P<owner>[^.;:\n()]{3,80})""",
    re.IGNORECASE | re.VERBOSE,
)
_LED_BY = re.compile(
    r"""\b(?:to\s+be|be|is)\s+(?:led|overseen|owned|sponsored)\s+by\s+
        (?P<owner>(?:the\s+)?[A-Z][^.;,()]{3,80}?)(?=\s+(?:and\s+report|to|within|by)\s|[.;,()]|$)""",
    re.VERBOSE,
)
_ROLE = re.compile(
    r"""\s*(?:the\s+)?
        (?:(?:deputy|assistant|associate|executive|interim|joint|strategic|service|operational|principal|senior
            |lead|chief
            |detective|designated|named|head|independent|partnership|board|business|safeguarding|quality|group|area
            |team|practice|assurance)\s+)*
        (?:head|director|chair|manager|superintendent|inspector|constable|officer|nurse|doctor|gp|lead|commissioner
          |social\s+worker|executive|secretary|scrutineer|co-?ordinator|advis[eo]r|consultant|matron|midwife|solicitor
          |principal|sub-?group|working\s+group|task\s+and\s+finish\s+group)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_POST = r"""(?:heads?\ of|headteacher|head\ teacher|directors?|chair|manager|superintendent|supt|inspector|dci|dcs
    |constable|sergeant|officer|nurses?|doctor|dr|(?:named|lead|safeguarding)\ gps?|lead(?:er)?|executive|secretary
    |scrutineer|co-?ordinator|advis[eo]r|consultant|matron|midwife|solicitor|principal|minister|guardian
    |representative|convener|head|social\ worker)"""
# In a cell of those responsible: a post, or the initials of people. A post in the name of a team or body is none.
_HAS_POST = re.compile(
    rf"""(?!office\ of\b)(?:[^()]*?)\b{_POST}\b(?![’']s\b)
        (?!\ (?:team|service|agency|agencies|group|board|forum|panel|practice|department|partners?|body|bodies)s?\b)
       |\s*(?-i:[A-Z]{{2}})\b(?!\ (?-i:[A-Z])?[a-z])(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(
    r"""[\s,;.(–-]*\b(?:by|from|in|on|since)?\s*(?P<when>(?:from\s+|by\s+)?(?:\d{1,2}\s+)?
        (?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:19|20)\d\d)[).]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLED = r"(?:[A-Z][\w’'-]*(?:,?\s+(?:(?:of|for|and|the)\s+)*(?=[A-Z(]))?){1,8}"
# "We will find the money before the summer. Business Manager."
_SIGNED = re.compile(rf"[.!?]\s+(?P<owner>{_TITLED})\.?\s*$")
# "The Independent Chair will write to ...", "Next, the Director of Public Health will seek ..."
_DOES = re.compile(rf"(?:[A-Z]\w+,\s+)?(?:[Tt]he\s+)?(?P<owner>{_TITLED})\s+(?:will|to)\s+[a-z]")
_NOT_A_ROLE = re.compile(r"\b(?:should|must|to|recommendations?|summary|report|is|are)\b|[?:]", re.IGNORECASE)
_LONGEST = 12  # words in a title of office


def owner_in(text: str, governing: Iterable[str]) -> str | None:
    """The owner named in the ask, else the innermost governing words that are a role ("Head of Early Help")."""
    for pattern in (_LABELLED, _LED_BY):
        if (found := pattern.search(text)) is not None:
            return found["owner"].strip()
    for above in reversed(tuple(governing)):
        if len(above.split()) <= _LONGEST and _ROLE.match(above) and not _NOT_A_ROLE.search(above):
            return above.strip()
    return None


def owner_of_action(text: str) -> str | None:
    """The post that an action names at its end, or as the one who acts: "The Independent Chair will write to ..."."""
    for pattern in (_SIGNED, _DOES):
        found = pattern.search(text) if pattern is _SIGNED else pattern.match(text)
        if found is not None and _HAS_POST.match(found["owner"]):
            return found["owner"].strip()
    return None


def owner_in_cell(cell: str) -> str | None:
    """The person or post in a cell of those responsible, without a date behind; None where it names only a body."""
    owner = _DATE.sub("", cell).strip()
    return owner if _HAS_POST.match(owner) else None


def date_in_cell(cell: str) -> str | None:
    """The date behind a name in one cell: "Head of Housing, 31 August 2023"."""
    found = _DATE.search(cell)
    return found["when"] if found is not None and found.start() > 0 else None
