"""Verb groups of progress statements, by what they say of the deed: done, going on, planned, not begun.

A blank tokenizer knows no parts of speech, so tenses are read from the words that make them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crossreview.records import Status


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_ADVERBS = (
    r"(?:(?:now|also|already|all|both|each|currently|recently|since|then|still|subsequently|therefore|fully|\w+ly)\s+)*"
)
_IRREGULAR = _any(
    "begun brought built come done given gone had held kept led made met put seen sent set shared spent told become "
    "found run agreed been"
)
# What was said or thought of something is no deed: "was judged", "has been criticised".
_NO_DEED = _any(
    "judged found inspected considered noted identified recommended deteriorated criticised described asked told "
    "raised seen rated based expected needed"
)
_PARTICIPLE = rf"(?!{_NO_DEED}\b)(?:\w{{2,}}(?:ed|wn|pt|lt|ght|ken|ten|ven|sen)|{_IRREGULAR})"
_NO_PROGRESSIVE = _any("being during nothing existing willing missing outstanding")
_BEGUN_DEED = _any(
    "begun started commenced implemented completed actioned progressed done established delivered agreed achieved "
    "introduced developed"
)


def _pattern(*alternatives: str, at_start: Sequence[str] = ()) -> re.Pattern[str]:
    """Any of the alternatives, at the beginning of a word; of `at_start`, at the beginning of the text."""
    opening = rf"|^\W*(?:{'|'.join(at_start)})" if at_start else ""
    return re.compile(rf"\b(?:{'|'.join(alternatives)}){opening}", re.IGNORECASE)


NO_UPDATE = _pattern(
    r"(?:had|have|has|received|with|been)\s+no\s+(?:\w+\s+)?update\b",
    r"no\s+(?:\w+\s+)?(?:update|response|information)\s+(?:has|was|is|from)\b",
    r"can\s+say\s+nothing\b",
    r"(?:is|are|was)\s+not\s+(?:yet\s+)?known\b",
    r"(?:has|have)\s+not\s+(?:reported|responded|replied|provided\s+an\s+update)\b",
    r"update\s+(?:is\s+)?awaited\b",
    r"awaiting\s+(?:an?\s+)?(?:update|response)\b",
)
NOT_STARTED = _pattern(
    r"(?:nothing|no\s+(?:work|action|progress))\s+(?:has|have|had|was|were)\s+(?:yet\s+|so\s+far\s+)?(?:been\s+)?"
    r"(?:done|made|taken|started|begun|undertaken)\b",
    r"(?:has|have|had|was|were|is|are)\s+(?:not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?"
    rf"(?:{_BEGUN_DEED}|carried\s+out|taken\s+forward|put\s+in\s+place)\b",
    r"yet\s+to\s+(?:begin|start|commence|be|take)\b",
    r"(?:has|have)\s+not\s+yet\b",
    r"work\s+has\s+stalled\b",
    r"no\s+progress\b",
    at_start=(rf"not\s+(?:yet\s+)?{_BEGUN_DEED}\b",),
)
# What says that the whole of it is done, whatever else goes on.
WHOLE = _pattern(
    r"(?:recommendations?|actions?)(?:\s+\d+[a-z]?)?\s+(?:has|have|was|were|is|are)\s+"
    r"(?:been\s+)?(?:now\s+)?(?:fully\s+)?(?:carried\s+out|implemented|completed?|closed|met|achieved)\b",
    r"(?:is|are)\s+now\s+(?:routine|in\s+place|embedded|complete)\b",
)
VERBS: Mapping[Status, re.Pattern[str]] = {
    "in_progress": _pattern(
        rf"(?:is|are|was|were|has\s+been|have\s+been)\s+{_ADVERBS}being\s+{_PARTICIPLE}\b",
        rf"(?:is|are|was|were|has\s+been|have\s+been)\s+{_ADVERBS}(?!{_NO_PROGRESSIVE}\b)\w{{2,}}ing\b",
        rf"(?:is|are|remains?|now)\s+{_ADVERBS}(?:under\s*way|in\s+progress|ongoing|in\s+development"
        r"|in\s+the\s+process|in\s+hand|on\s+track|part(?:ly|ially)\s+complete)\b",
        r"(?:work|training|discussions?|recruitment|consultation)\s+(?:on\s+\w+\s+)?"
        r"(?:continues|under\s*way|ongoing)\b",
        r"(?:will\s+)?continues?\s+to\b",
        r"(?:has|have)\s+(?:been\s+)?(?:begun|started|commenced|part(?:ly|ially)\s+\w+)\b",
        r"in\s+the\s+process\s+of\b",
        r"is\s+committed\s+to\b",
    ),
    "planned": _pattern(
        r"will(?!\s+continue)\b",
        r"(?:plans?|intends?|proposes?|aims?|expects?|hopes?|seeks?)\s+to\b",
        rf"(?:is|are)\s+{_ADVERBS}(?:planned|scheduled|due|expected|intended|proposed|anticipated|set|going|about)"
        r"\s+(?:to|for|in)\b",
        r"(?:is|are)\s+to\s+\w+",
        r"not\s+(?:yet\s+)?due\b",
        r"has\s+agreed\s+to\b",
        r"(?:have|has)\s+plans\s+to\b",
        at_start=(r"to\s+(?:be\s+)?[a-z]+",),
    ),
    "completed": _pattern(
        rf"(?:has|have|had)\s+{_ADVERBS}(?:been\s+{_ADVERBS})?(?:in\s+(?:use|place)|{_PARTICIPLE})\b",
        rf"(?:was|were|(?:is|are)\s+now)\s+{_ADVERBS}{_PARTICIPLE}\b",
        r"(?:is|are)\s+(?:now\s+)?(?:in\s+(?:place|use)|available|complete|established|live|routine|embedded)\b",
        r"came\s+into\s+(?:use|force|effect)\b",
        r"(?:took\s+place|went\s+live)\b",
        r"now\s+(?:\w+ly\s+)?(?!is\b|has\b|was\b)[a-z]{3,}s\b",
        at_start=(r"(?:completed?|done|achieved|implemented|signed\s+off|closed|live\s+(?:from|since))\b",),
    ),
}
# Weaker than any verb group with an auxiliary, since "-ed" is also how adjectives end ("the agreed plan").
SIMPLE_PAST = re.compile(
    r"""(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bof\s)
        \b(?:\w{3,}ed|began|held|met|took|gave|sent|made|set\s+up|wrote|put)\s+(?!by\b)\w""",
    re.VERBOSE,
)
