"""The code that a board gives its review: "ZDS22", "SAR 02/2022", "CPR DA 2/2018"."""

from __future__ import annotations

import re

from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found

_TYPE = r"(?:SCR|CSPR|LCSPR|SAR|DHR|DARDR|CPR|APR|SILR|SALR|SUSR|CMR)"
_CODE = re.compile(
    rf"""(?<![\w/.-])
    (?: [A-Z]{{1,3}}DS\d{{2}}(?:/[A-Z]{{1,3}}DS\d{{2}})?            # ZDS22, MDS20/PDS20
      | {_TYPE}\s?(?:[A-Z]{{1,4}}\s?)?\d{{1,3}}[A-Z]?/(?:\d{{4}}|\d{{2}})   # SAR 02/2022, CPR DA 2/2018
      | {_TYPE}[\s/-]?\d{{2,4}}[/-]\d{{1,4}}                        # SAR-2021-03, DHR 2019/01
      | {_TYPE}[\s/-]?\d{{1,3}}[A-Z]?                               # SILR15B, SAR 7, SCR/12
      | [A-Z]{{2,6}}(?:/[A-Z]{{2,6}}){{1,2}}/\d{{1,4}}                # KSAB/APR/03
      | [A-Z]{{2,4}}-[A-Z]{{0,2}}\d{{2,4}}                           # KLV-T21
    )(?![\w/-])""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"""\b(?i:reference|ref\.?|code)(?i:\ number|\ no\.?)?\s*:\s*
        (?P<code>(?=[^\n]*\d)[A-Z][A-Z0-9]*(?:[/\ -][A-Z0-9]+){0,4})\b""",
    re.VERBOSE,
)


def find_code(reading: Reading) -> Found[str] | None:
    """The code on the front, else the first one in the first paragraphs that begins with a type of review."""
    for passage in reading.front_passages:
        if span := _code_in(passage):
            return passage.found(passage.text[span[0] : span[1]], *span, LABELLED)
    for passage in reading.opening[:6]:
        match = _CODE.search(passage.text)
        if match and re.match(_TYPE, match.group()):
            return passage.found(match.group(), match.start(), match.end(), STATED)
    return None


def _code_in(passage: Passage) -> tuple[int, int] | None:
    if match := _CODE.search(passage.text):
        return match.span()
    if match := _LABELLED.search(passage.text):
        return match.span("code")
    return None
