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
