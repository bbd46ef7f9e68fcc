"""The main clauses of sentences: what stands in subordinate ones is blanked, so that offsets stay as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
_CONJUNCTION = r"(?:once|when|whenever|unless|if|because(?!\s+of\b)|as\s+soon\s+as|so\s+that|in\s+order|whether|where)"
# Prepositions as well: clauses only where a verb follows.
_TEMPORAL = r"(?:since|before|after|until)"
_BEGAN = r"""(?:began|started|opened|ended|closed|came\s+in(?:to\s+\w+)?|met|died
    |(?:is|are|was|were|has\s+been|have\s+been)\s+\w+)"""
_VERB = r"""(?:(?:is|are|was|were|has|have|had|will|would|can|could|should|did|does|do)(?:\s+not)?
    (?:\s+(?:been|be|being))?\s+(?:\w+ly\s+)?)?\w+"""
_SUBORDINATE = re.compile(
    rf"""(?P<opening>^\W*(?:{_CONJUNCTION}|while|although|though|as)\b[^,;]{{3,120}},)     # "When X was done, Y"
       |(?P<inner>(?<!^)\b{_CONJUNCTION}\b[^,;]*)                              # "... once it has been agreed"
       |(?P<temporal>\b{_TEMPORAL}\s+(?:[\w’'-]+\s+){{1,6}}?{_BEGAN}\b)            # "since the review began"
       |(?P<placed>\b(?:at|in|by|under|on|of|with|for|from|to)\s+wh(?:ich|om)\b[^,;]*)  # "a desk at which ..."
       |(?P<aside>,\s+(?:who|which|whose|where|of\s+wh(?:om|ich))\b[^,;]*)     # ", which will be reviewed in May,"
       |(?P<relative>\b(?:who|which|whom|whose)\s+(?:\w+\s+){{0,3}}?{_VERB})   # "officers who have been trained"
       |(?P<that>(?<!\bso\s)\bthat\s+(?:it\s+|they\s+|he\s+|she\s+)?{_VERB})   # "the audit that was planned"
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BORDER = re.compile(r"[;:]\s|,?\s(?:but|although|though|however|while)\s|,\s(?:and|so)\s|\s[–—-]\s", re.IGNORECASE)
# "The Trust reports that it has": what is reported is the main thing.
_REPORTS = re.compile(
    r"""\b(?:report(?:s|ed)?|sa(?:y|ys|id)|confirm(?:s|ed)?|state[sd]?|means?|agree[sd]?|ensure[sd]?|heard|known?|found
          |(?:t(?:ell|ells|old)|assure[sd]?|advise[sd]?|inform(?:s|ed)?)(?:\s+\w+){0,3}
          |show(?:s|ed)?|satisfied|propose[sd]?|planned|intended|decided|hope[sd]?|expect(?:s|ed)?|evidence|assurance
          |note[sd]?|is|so)(?:\s+in\s+\w+)?\s+$""",
    re.IGNORECASE | re.VERBOSE,
)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, split at stops that a blank follows."""
    for sentence in _SENTENCE.finditer(text):
        if sentence.group().strip():
            yield sentence.group().strip()


def main_clauses(sentence: str) -> list[str]:
    """The main clauses of a sentence, with blanks for the subordinate ones."""
    return [clause for clause in _BORDER.split(_SUBORDINATE.sub(_blanked, sentence)) if clause.strip()]


def _blanked(match: re.Match[str]) -> str:
    reported = match["that"] is not None and _REPORTS.search(match.string, 0, match.start())
    return match.group() if reported else " " * len(match.group())
