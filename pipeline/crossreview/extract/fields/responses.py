"""Whether a response accepts what was recommended. Negations decide: "does not accept" is no acceptance."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossreview.extract.fields.status import StatusReader
from crossreview.records import Status

_NOT_OURS = re.compile(
    r"""\bnot\s+(?:for|a\s+matter\s+for)\s+(?:the\s+|this\s+)?(?:[\w-]+\s+){0,4}?to\s+
          (?:answer|respond|comment|decide)\b
       |\bnot\s+(?:addressed|directed)\s+to\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT = r"""(?:(?:do(?:es)?|did|is|are|was|were|will|can)\s+not|cannot|(?:do|does)n['’]t|(?:not\s+able|unable)\s+to)"""
_ACCEPT = r"(?:accept(?:s|ed)?|agree(?:s|d)?|endorse[sd]?)"
_WHOLE_HEARTED = r"(?:(?:fully|also|therefore|strongly|entirely|wholly)\s+)?"
# In the order in which they are tried on a sentence: the special before the plain.
_ANSWERS: Mapping[Status, re.Pattern[str]] = {
    "partially_accepted": re.compile(
        rf"""\b(?:part(?:ial(?:ly)?|ly)\s+{_ACCEPT}
            |{_ACCEPT}[^.]{{0,60}}\b(?:in\s+part|partially|partly
              |with\s+(?:reservations|qualifications?|amendments?|modifications?))\b
            |{_NOT}\s+(?:fully|wholly|entirely|accept\s+(?:this\s+)?in\s+full)
            |partial\s+acceptance
            |accept\w*\s+(?:some|parts?|elements?|aspects)\s+of)""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "rejected": re.compile(
        rf"""\b(?:{_NOT}\s+(?:\w+ly\s+|therefore\s+)?
                (?:accept(?:ed)?|agreed?|support(?:ed)?|endorse|propose|intend|plan
                  |believe\s+(?:that\s+)?(?:it|this|there)|(?:consider|think)\s+(?:that\s+)?(?:it|this))
            |reject(?:s|ed)?|disagree(?:s|d)?|declines?\s+to|not\s+(?:accepted|agreed)|no\s+plans\s+to)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "accepted_in_principle": re.compile(
        rf"""\b(?:{_ACCEPT}[^.]{{0,60}}\bin\s+principle
            |(?:accept|agree|support|endorse)s?\s+(?:with\s+)?(?:the\s+)?(?:(?:broad|general|underlying)\s+)?
              (?:principles?|aims?|spirit|intent(?:ion)?|sentiment|thrust|objectives?)
            |{_ACCEPT}[^.]{{0,60}}\b
              (?:importan(?:t|ce)|(?:should|must)\s+be\s+(?:clear|well-defined)|core\s+function|value\s+of)\b)""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "accepted": re.compile(
        rf"""\b(?:\w+\s+{_WHOLE_HEARTED}(?:accepts?|agrees?)
            |(?:recommendations?|this|it|both|all)\s+(?:[\w,]+\s+){{0,3}}?
              (?:is|are|was|were|has\s+been|have\s+been)\s+{_WHOLE_HEARTED}(?:accepted|agreed)
            |(?:has|have)\s+{_WHOLE_HEARTED}accepted
            |(?:welcomes?|supports?|endorses?)\s+
              (?:this|these|(?:the\s+)?(?:\w+['’]s?)|the)\s+recommendations?)\b
           |^\W*(?:fully\s+)?(?:accept|agree)(?:e?d)?\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
# Agreement that something matters is no promise, and may lead to a refusal further on.
_OF_IMPORTANCE = re.compile(r"\bimportan(?:t|ce)\b|\bvalue\s+of\b|\bneed\s+(?:for|to)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"""\b(?:does|do|will|has)\s+not\s+(?:therefore\s+)?(?:intend|propose|plan|believe\s+it|accept)\b
       |\bno\s+plans\s+to\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DONE_IN_ANSWER = re.compile(r"\balready\b|\brecommend\w*\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
# An answer comes at the beginning; further on, "agree" is about something else.
_SENTENCES_READ = 4
_CHARACTERS_READ = 700
_PROGRESS_READ = 400


def response_status(text: str, statuses: StatusReader) -> Status:
    """The answer that a response gives; where it neither accepts nor rejects, how far what it reports has come."""
    opening = text[:_CHARACTERS_READ]
    if _NOT_OURS.search(opening):
        return "no_status"
    for sentence in tuple(_SENTENCE.finditer(opening))[:_SENTENCES_READ]:
        answer = _answer(sentence.group())
        if answer is not None:
            hedged = answer == "accepted_in_principle" and _OF_IMPORTANCE.search(sentence.group())
            return "rejected" if hedged and _REFUSAL.search(text) else answer
    return _progress(text[:_PROGRESS_READ], statuses)


def _answer(sentence: str) -> Status | None:
    return next((status for status, pattern in _ANSWERS.items() if pattern.search(sentence)), None)


def _progress(text: str, statuses: StatusReader) -> Status:
    """How far something has come. What was done before is an answer only where it is said to be one."""
    status = statuses.status_of(text)
    return "no_status" if status == "completed" and not _DONE_IN_ANSWER.search(text) else status
