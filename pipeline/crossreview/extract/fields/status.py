"""How far a reported action has come, by the tense of what is said about it.

The first main verb decides: "has been rewritten" is done, "is being rewritten" is going on, "will be rewritten" is
planned. A blank tokenizer knows no tenses, so the verb groups are written as patterns, and of those in a sentence the
one that stands first counts, except inside a relative clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from crossreview.records import Status

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*")
_ADVERBS = (
    r"(?:(?:now|also|already|all|both|each|currently|recently|since|then|still|subsequently|therefore|fully|\w+ly)\s+)*"
)
_IRREGULAR = r"""(?:begun|brought|built|come|done|drawn|given|gone|had|held|kept|led|made|met|put|seen|sent|set|shown|shared|spent|
    taken|taught|told|undertaken|written|rewritten|risen|become|found|run|agreed|been)"""
# What was said or thought of something is no deed: "was judged", "has been criticised".
_NO_DEED = r"(?!(?:judged|found|inspected|considered|noted|identified|recommended|deteriorated|criticised|described|asked|told|raised|seen|known|rated|based|expected|needed)\b)"
_PARTICIPLE = rf"{_NO_DEED}(?:\w{{2,}}(?:ed|wn|pt|lt|ght)|{_IRREGULAR})"

_NO_UPDATE = re.compile(
    r"""\b(?:(?:had|have|has|received|with|been)\s+no\s+(?:\w+\s+)?update|no\s+(?:\w+\s+)?(?:update|response|information)\s+(?:has|was|is|from)
        |can\s+say\s+nothing|(?:is|are|was)\s+not\s+(?:yet\s+)?known|(?:has|have)\s+not\s+(?:reported|responded|replied|provided\s+an\s+update)
        |update\s+(?:is\s+)?awaited|awaiting\s+(?:an?\s+)?(?:update|response))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_STARTED = re.compile(
    r"""\b(?:(?:nothing|no\s+(?:work|action|progress))\s+(?:has|have|had|was|were)\s+(?:yet\s+|so\s+far\s+)?(?:been\s+)?(?:done|made|taken|started|begun|undertaken)
        |(?:has|have|had|was|were|is|are)\s+(?:not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?:begun|started|commenced|implemented|completed|carried\s+out|taken\s+forward|actioned|progressed|done|established|put\s+in\s+place|delivered|agreed|achieved|introduced|developed)
        |yet\s+to\s+(?:begin|start|commence|be|take)|(?:has|have)\s+not\s+yet|work\s+has\s+stalled|no\s+progress)\b
       |^\W*not\s+(?:yet\s+)?(?:begun|started|commenced|done|progressed)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = re.compile(
    r"""\b(?:(?:recommendations?|actions?)(?:\s+\d+[a-z]?)?\s+(?:has|have|was|were|is|are)\s+(?:been\s+)?(?:now\s+)?(?:fully\s+)?(?:carried\s+out|implemented|completed?|closed|met|achieved)
        |(?:is|are)\s+now\s+(?:routine|in\s+place|embedded|complete)|this\s+action\s+is\s+complete)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_VERBS: Mapping[Status, re.Pattern[str]] = {
    "in_progress": re.compile(
        rf"""\b(?:(?:is|are|was|were|has\s+been|have\s+been)\s+{_ADVERBS}(?:being\s+{_PARTICIPLE}|(?!being\b|during\b|nothing\b|existing\b|willing\b|missing\b|outstanding\b|training\b(?!\s+\w+\s+(?:of|its|their|in)))\w{{2,}}ing\b)
            |(?:is|are|remains?|now)\s+{_ADVERBS}(?:under\s*way|in\s+progress|ongoing|in\s+development|in\s+the\s+process|in\s+hand|on\s+track|part(?:ly|ially)\s+complete)
            |(?:work|training|discussions?|recruitment|consultation)\s+(?:on\s+\w+\s+)?(?:is\s+)?(?:continues|under\s*way|ongoing)
            |(?:will\s+)?continues?\s+to\b|(?:has|have)\s+(?:been\s+)?(?:begun|started|commenced)|in\s+the\s+process\s+of|is\s+committed\s+to
            |(?:has|have)\s+been\s+part(?:ly|ially)\s+\w+)""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "planned": re.compile(
        rf"""\b(?:will(?!\s+continue)\b|(?:plans?|intends?|proposes?|aims?|expects?|hopes?|seeks?)\s+to\b|(?:is|are)\s+{_ADVERBS}(?:planned|scheduled|due|expected|intended|proposed|anticipated|set|going|about)\s+(?:to|for|in)\b
            |(?:is|are)\s+to\s+\w+|has\s+agreed\s+to|(?:have|has)\s+plans\s+to)
           |^\W*to\s+(?:be\s+)?[a-z]+""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "completed": re.compile(
        rf"""\b(?:(?:has|have|had)\s+{_ADVERBS}(?:been\s+{_ADVERBS})?(?:in\s+(?:use|place)\b|{_PARTICIPLE}\b)
            |(?:was|were|(?:is|are)\s+now)\s+{_ADVERBS}{_PARTICIPLE}\b|(?:is|are)\s+(?:now\s+)?(?:in\s+(?:place|use)|available|complete|established|live|routine|embedded)\b
            |came\s+into\s+(?:use|force|effect)|took\s+place|went\s+live|now\s+(?:\w+ly\s+)?(?!is\b|has\b|was\b)[a-z]{{3,}}s\b)
           |^\W*(?:completed?|done|achieved|implemented|signed\s+off|closed|live\s+(?:from|since))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
# Weaker than any verb group with an auxiliary, since "-ed" is also how adjectives end.
_SIMPLE_PAST = re.compile(
    r"""(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bof\s)\b(?:\w{3,}ed|began|held|met|took|gave|sent|made|set\s+up|wrote|put)\s+(?!by\b)\w""",
    re.VERBOSE,
)
_RELATIVE = re.compile(r"\b(?:who|which|that|where|when|whether|how|if|as)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def status_of(text: str) -> Status:
    """How far the action of a progress statement has come; `no_status` where nothing says."""
    if _NO_UPDATE.search(text):
        return "no_status"
    said = [status for sentence in _sentences(text) if (status := _in_sentence(sentence)) is not None]
    if not said:
        return "no_status"
    partly = said[0] == "completed" and "in_progress" in said and not _WHOLE.search(text)
    return "in_progress" if partly else said[0]


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.finditer(text):
        if sentence.group().strip():
            yield sentence.group().strip()


def _in_sentence(sentence: str) -> Status | None:
    if _NOT_STARTED.search(sentence):
        return "not_started"
    first: tuple[int, Status] | None = None
    for status, pattern in _VERBS.items():
        for found in pattern.finditer(sentence):
            if _RELATIVE.search(sentence, max(0, found.start() - 40), found.start()):
                continue
            if first is None or found.start() < first[0]:
                first = found.start(), status
            break
    if first is not None:
        return first[1]
    return "completed" if _SIMPLE_PAST.search(sentence) else None
