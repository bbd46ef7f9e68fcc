"""How strongly something is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossreview.records import Modality

# In this order: "must consider" is a duty, "should consider" leaves the choice, "should seek assurance" asks for proof.
_WORDING: Mapping[Modality, re.Pattern[str]] = {
    "must": re.compile(
        r"\b(?:must|shall|(?:is|are|be)\s+required\s+to|has\s+to|have\s+to|duty\s+to|mandatory|needs?\s+to\s+ensure)\b",
        re.IGNORECASE,
    ),
    "consider": re.compile(
        r"""\b(?:(?:should|to|will|must|recommended\s+that\b.{0,80}?)\s+(?:\w+ly\s+)?(?:consider|explore|reflect)\b
            |may\s+wish\s+to|might\s+wish\s+to|could\s+be|is\s+suggested|(?:give|given)\s+consideration)
           |^\W*(?:consider|explore|reflect)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "assure": re.compile(
        r"""\b(?:(?:seek|obtain|gain|receive|request|provide)s?\s+(?:\w+\s+)?(?:re)?assurances?|be\s+(?:re)?assured
            |(?:assure|satisfy)\s+(?:itself|themselves|himself|herself))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "should": re.compile(
        r"""\b(?:should|ought\s+to|needs?\s+to|recommend(?:s|ed)?\b
            |(?:is|are)\s+(?:asked|expected|invited|urged|advised)
            |we\s+(?:urge|ask|invite|encourage|call))""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "note": re.compile(
        r"^\W*(?:(?:\w+\s+){0,6}(?:to|should)\s+)?(?:note|thank|commend|acknowledge|welcome)\b", re.IGNORECASE
    ),
}
_INFINITIVE = re.compile(r"^[^.;:]{3,160}?\bto\s+(?:not\s+|be\s+)?[a-z]+")
_FIRST_WORD = re.compile(r"[\W\d]*([A-Za-z]+)")


def modality_of(text: str, openers: frozenset[str], *, has_actor: bool) -> Modality | None:
    """The strength of an ask; None where it is a mere noun phrase ("the quality of plans")."""
    if _WORDING["note"].search(text):
        return "note"
    for modality, wording in _WORDING.items():
        if wording.search(text):
            return modality
    first = _FIRST_WORD.match(text)
    imperative = first is not None and first[1].lower() in openers
    return "should" if imperative or (has_actor and _INFINITIVE.match(text)) else None
