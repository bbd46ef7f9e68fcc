"""Whether a statement says that something was so, was not, might have been, or quotes somebody."""

from __future__ import annotations

import re

from crossreview.records import Stance

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SPOKEN = re.compile(
    r"""^[^.“"]{0,120}\b(?:said|told|described|wrote|commented|stated|felt|explained|recalled)\b[^.]{0,60}[“"]""",
    re.VERBOSE,
)
_QUOTED_SHARE = 0.6  # of the characters between quotation marks, above which the words are somebody else's
_CONTEXT = re.compile(
    r"""\b(?:research\s+(?:shows?|suggests?|tells?|indicates?|has)|studies\s+(?:show|suggest|have)|the\s+literature
        |national(?:ly)?\s+(?:data|figures|reviews?|analysis|research)|nationally,|triennial\s+analysis
        |it\s+is\s+(?:well\s+)?(?:known|established|recognised)\s+that
        |working\s+together(?:\s+to\s+safeguard\s+children)?\s+(?:\(?\d{4}\)?\s+)?(?:states?|requires?|says|sets?)
        |(?:statutory|national)\s+guidance\s+(?:states?|requires?|says|sets?)
        |the\s+(?:\w+\s+)?act(?:\s+\d{4})?\s+(?:states?|requires?|places?))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NEGATED = re.compile(
    r"""\b(?:no\s+evidence\s+(?:that|of|to)|not\s+a\s+(?:factor|feature|theme)|did\s+not\s+(?:find|identify)|found\s+no
        |there\s+(?:is|was|were|are)\s+no\s+(?:evidence|indication|suggestion|record)
        |no\s+(?:concerns?|issues?|indication)\s+(?:were|was|about)|cannot\s+be\s+said
        |none\s+of\s+(?:the|these)\s+(?:agencies|reports)\s+(?:found|identified))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_HYPOTHETICAL = re.compile(
    r"""\b(?:(?:could|would|might|may|should)\s+(?:(?:not|well|also|perhaps)\s+)?have\s+\w+
        |had\s+(?:\w+\s+){1,4}been\b[^.]{0,80}\b(?:would|could|might)|if\s+\w+[^.,]{0,80}\bhad\b
        |it\s+is\s+(?:not\s+)?possible\s+that|might\s+be)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def stance_of(text: str) -> Stance:
    """The stance of a statement; asserted where nothing says otherwise."""
    quoted = sum(len(quotation.group()) for quotation in _QUOTED.finditer(text))
    if quoted >= _QUOTED_SHARE * len(text.strip()) > 0 or _SPOKEN.match(text):
        return "quoted"
    if _CONTEXT.search(text):
        return "context"
    if _NEGATED.search(text):
        return "negated"
    return "hypothetical" if _HYPOTHETICAL.search(text) else "asserted"
