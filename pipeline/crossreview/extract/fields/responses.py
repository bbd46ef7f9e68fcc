"""Whether a response accepts what was recommended. Negations decide: "does not accept" is no acceptance."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossreview.extract.fields.status import StatusReader
from crossreview.records import Status

_NOT_OURS = re.compile(
    r"""\bnot\s+(?:for|a\s+matter\s+for)\s+(?:the\s+|this\s+)?(?:[\w-]+\s+){0,4}?to\s+
          (?:answer|respond|comment|decide)\b
       |\bnot\s+(?:addressed|directed)\s+to\b
       |^\W*(?:this|that|it)\s+is\s+(?:a\s+matter\s+)?for\s+(?!us\b)
       |\baddressed\s+(?:this\s+\w+\s+)?to\s+(?!us\b)
       |^\W*noted\b|\b(?:recommendation|concern)\s+is\s+noted\b|\bwe\s+note\s+th(?:e|is)\s+(?:recommendation|concern)\b
       |^\W*under\s+consideration\b|\b(?:is|are)\s+(?:still\s+)?(?:considering|being\s+considered)\b
       |\bmake\s+no\s+comment\b|\b(?:fuller|further|full|separate)\s+(?:answer|response|reply)\s+will\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT = r"""(?:(?:do(?:es)?|did|is|are|was|were|will|can|could)\s+not|cannot|(?:do|does|ca)n['’]t
    |(?:not\s+able|unable)\s+to)"""
_ACCEPT = r"(?:accept(?:s|ed)?|agree(?:s|d)?|endorse[sd]?)"
_WHOLE_HEARTED = r"(?:(?:fully|also|therefore|strongly|entirely|wholly)\s+)?"
_PORTION = r"""(?:(?:some|parts?|elements?|aspects|one|two|three)\s+of
    |(?:the\s+)?(?:first|second|third|last|final|other)\s+(?:half|parts?|points?|limb|bullet|element|sentence))"""
# In the order in which they are tried on a sentence: the special before the plain.
_ANSWERS: Mapping[Status, re.Pattern[str]] = {
    "partially_accepted": re.compile(
        rf"""\b(?:part(?:ial(?:ly)?|ly)\s+{_ACCEPT}
            |{_ACCEPT}[^.]{{0,60}}\b(?:in\s+part|partially|partly|in\s+most\s+respects
              |with\s+(?:reservations|qualifications?|amendments?|modifications?|(?:the\s+|one\s+)?exceptions?)
              |(?:save|except)\s+(?:that|for|in)|but\s+not|apart\s+from)\b
            |{_NOT}\s+(?:fully|wholly|entirely|accept\s+(?:this\s+)?in\s+full)
            |partial\s+acceptance
            |(?:accept|agree)\w*\s+(?:with\s+)?{_PORTION})
           |^\W*(?:in\s+part|partly|partial(?:ly)?)\b(?=\W*$|\s*[.;:,])""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "rejected": re.compile(
        rf"""\b(?:{_NOT}\s+(?:\w+ly\s+|therefore\s+)?
                (?:accept(?:ed)?|agreed?|support(?:ed)?|endorse|propose|intend|plan|persuaded|convinced|minded
                  |believe\s+(?:that\s+)?(?:it|this|there)|(?:consider|think)\s+(?:that\s+)?(?:it|this))
            |reject(?:s|ed)?|disagree(?:s|d)?|declined?s?\s+to|not\s+(?:accepted|agreed)|no\s+plans\s+to
            |decided\s+(?:not\s+to|against)
            |(?:will|shall)\s+not\s+(?:be\s+)?(?:do(?:ing)?\s+(?:so|this)|tak(?:e|ing)\s+(?:this|it)\s+forward)
            |not\s+something\s+that|would\s+not\s+be\s+(?:right|appropriate|proportionate|helpful|practicable))\b
           |^\W*(?:no|declined)\b(?=\W*$|\s*[.;:,])""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "accepted_in_principle": re.compile(
        rf"""\b(?:{_ACCEPT}[^.]{{0,60}}\bin\s+principle
            |in\s+principle\b[^.]{{0,40}}\b(?:{_ACCEPT}|in\s+favour|supports?)
            |(?:accept|agree|support|endorse)s?\s+(?:with\s+)?(?:the\s+)?(?:(?:broad|general|underlying)\s+)?
              (?:principles?|aims?|spirit|intent(?:ion)?|sentiment|thrust|objectives?)
            |{_ACCEPT}[^.]{{0,60}}\b
              (?:importan(?:t|ce)|(?:should|must)\s+be\s+(?:clear|well-defined)|core\s+function|value\s+of)\b)
           |^\W*in\s+principle\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "accepted": re.compile(
        rf"""\b(?:\w+\s+{_WHOLE_HEARTED}(?:accepts?|agrees?|concurs?)
            |(?:content|happy|pleased|glad)\s+to\s+(?:accept|agree)
            |(?:recommendations?|concerns?|this|it|both|all)\s+(?:[\w,]+\s+){{0,3}}?
              (?:is|are|was|were|has\s+been|have\s+been)\s+{_WHOLE_HEARTED}(?:accepted|agreed)
            |recommendations?\s+{_WHOLE_HEARTED}(?:accepted|agreed)
            |(?:has|have)\s+{_WHOLE_HEARTED}accepted
            |(?:takes?|taken)\s+(?:this|the)\s+(?:recommendation|concern)s?\s+on\s+board
            |(?:welcomes?|supports?|endorses?)\s+
              (?:this|these|(?:the\s+)?(?:\w+['’]s?)|the)\s+recommendations?)\b
           |^\W*(?:fully\s+)?(?:accept|agree)(?:e?d)?\b
           |^[^.:]{{3,80}}:\s*(?:fully\s+)?(?:accepted|agreed)\b
           |^\W*yes\b""",
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
# What is accepted of something said or found ("accepts that visits should be more frequent") may not be all of it.
_ACCEPTS_THAT = re.compile(rf"\b{_ACCEPT}\s+that\b|\bin\s+full\b", re.IGNORECASE | re.VERBOSE)
_NOT_THAT = re.compile(rf"\b{_NOT}\s+(?:accept|agree|propose|believe)\b", re.IGNORECASE | re.VERBOSE)
_ALREADY = re.compile(r"\balready\b|\bbefore\s+(?:the|this)\s+(?:report|review)\b", re.IGNORECASE)
_SPEAKS_OF_ASK = re.compile(r"\brecommend\w*\b", re.IGNORECASE)
_UNDONE = re.compile(r"\byet\b|\bnot\s+(?:begun|started)\b|\bno\s+(?:work|progress|action)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
# An answer comes at the beginning; further on, "agree" is about something else.
_SENTENCES_READ = 4
_CHARACTERS_READ = 700
_PROGRESS_READ = 400


def response_status(text: str, statuses: StatusReader) -> Status:
    """The answer that a response gives; where it neither accepts nor rejects, how far what it reports has come."""
    opening = text[:_CHARACTERS_READ]
    sentences = [sentence.group() for sentence in _SENTENCE.finditer(opening)][:_SENTENCES_READ]
    begins = sentences[0] if sentences else ""
    if _NOT_OURS.search(begins if answer_in(begins) is not None else opening):
        return "no_status"
    for position, sentence in enumerate(sentences):
        answer = answer_in(sentence)
        if answer == "accepted" and _ACCEPTS_THAT.search(sentence):
            taken_back = any(_NOT_THAT.search(later) for later in sentences[position + 1 :])
            return "partially_accepted" if taken_back and "in full" not in sentence else answer
        if answer is not None:
            hedged = answer == "accepted_in_principle" and _OF_IMPORTANCE.search(sentence)
            return "rejected" if hedged and _REFUSAL.search(text) else answer
    return _progress(text[:_PROGRESS_READ], statuses)


def answer_in(words: str) -> Status | None:
    """The answer in a sentence or cell ("Yes", "Accepted in part"), None where it gives none."""
    return next((status for status, pattern in _ANSWERS.items() if pattern.search(words)), None)


def _progress(text: str, statuses: StatusReader) -> Status:
    """How far something has come. What was done before is an answer only where it is said to be one."""
    status = statuses.status_of(text)
    told = _ALREADY.search(text) or (_SPEAKS_OF_ASK.search(text) and statuses.tells(text, surely=True))
    unsaid = (status == "completed" and not told) or (status == "not_started" and not _UNDONE.search(text))
    return "no_status" if unsaid else status
