"""The code that a board gives its review: "ZDS22", "SAR 02/2022", "CPR DA 2/2018"."""

from __future__ import annotations

import re

from crossreview.extract.metadata.passages import LABELLED, STATED, Passage, Reading
from crossreview.records import Found, Genre

_TYPE = r"(?:ALR|ACPR|SCR|CSPR|LCSPR|LSPR|SAR|DHR|DARDR|DARHR|CPR|APR|SILR|SALR|SUSR|CMR|OWHR|MHHR|MAPF|ICR|RR|LR|LLR)"
_PART = r"(?:[A-Z]{1,6}|[A-Z]{0,3}\d{1,4}[A-Z]?)"
_CODE = re.compile(
    rf"""(?<![\w/.-])
    (?: [A-Z]{{1,3}}DS\d{{2}}(?:/[A-Z]{{1,3}}DS\d{{2}})?            # ZDS22, MDS20/PDS20
      | (?:[A-Z]{{2,6}}\s)?{_TYPE}\s?(?:[A-Z]{{1,4}}\s?)?\d{{1,3}}[A-Z]?/(?:\d{{4}}
        |\d{{2}})   # SAR 02/2022, CPR DA 2/2018
      | {_TYPE}[\s/-]?\d{{2,4}}[/-]\d{{1,4}}                        # SAR-2021-03, DHR 2019/01
      | {_TYPE}[\s/-]?\d{{1,4}}[A-Z]?                               # SILR15B, SAR 7, SCR/12
      | (?=[^\s]*\d)(?:{_PART}[/-]){{1,3}}{_TYPE}(?:[/-]{_PART}){{0,2}}  # KSAB/APR/03, TCSP-DHR-05, 2021/SAR/4
      | (?=[^\s]*\d){_TYPE}(?:[/-]{_PART}){{1,3}}                     # DHR/P04, SAR-JB-2021
      | [A-Z]{{2,6}}(?:/[A-Z]{{2,6}}){{1,2}}/\d{{1,4}}                # KSP/CH/03
      | [A-Z]{{3,7}}\s\d{{1,3}}/(?:19|20)\d\d                        # KRSB 02/2022
      | [A-Z]{{3,6}}-(?:19|20)\d\d-[A-Z\d]{{1,3}}                      # KSCP-2023-B
      | [A-Z]{{2,4}}-[A-Z]{{0,2}}\d{{2,4}}                           # KLV-T21
    )(?![\w/-])""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"""\b(?i:(?:case\s+|review\s+|report\s+)?(?:reference|ref\.?|code|identifier|case\s+number|review\s+number))
            (?i:\ number|\ no\.?)?\s*[:–-]?\s*
        (?P<code>(?=[^\n]*\d)[A-Z][A-Z0-9]*(?:[/\ -][A-Z0-9]+){0,4})\b""",
    re.VERBOSE,
)
_IS_TITLE = re.compile(rf"{_TYPE}\s(?:19|20)\d\d")  # "SAR 2021": a type and the year of the report
# What they print is the reference of the letter or the inspection, not of a review.
_OTHER_REFERENCE: frozenset[Genre | None] = frozenset(
    {"response", "inspection_report", "coroner_report", "inquiry_report", "other"}
)


def find_code(reading: Reading, genre: Genre | None) -> Found[str] | None:
    """The code on the front, else the first one in the first paragraphs that begins with a type of review."""
    for passage in reading.front_passages:
        span = _code_in(passage)
        if span is not None and (genre not in _OTHER_REFERENCE or re.match(_TYPE, passage.text[slice(*span)])):
            return passage.found(passage.text[span[0] : span[1]], *span, LABELLED)
    for passage in reading.opening[:6] if genre not in _OTHER_REFERENCE else ():
        first = _CODE.search(passage.text)
        if first and re.match(_TYPE, first.group()) and not _IS_TITLE.fullmatch(first.group()):
            return passage.found(first.group(), first.start(), first.end(), STATED)
    return None


def _code_in(passage: Passage) -> tuple[int, int] | None:
    for match in _CODE.finditer(passage.text):
        if not _IS_TITLE.fullmatch(match.group()):
            return match.span()
    labelled = _LABELLED.search(passage.text)
    return labelled.span("code") if labelled is not None else None
