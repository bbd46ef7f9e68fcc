"""Evidence that is older than the review it is quoted for: it cannot show that recommendations were carried out."""

from __future__ import annotations

import calendar
import re

from msgspec.structs import replace

from crossreview.extract.sentences import sentences
from crossreview.records import Inspection, Item, ItemKind, Metadata, Section

_REPORTING: frozenset[ItemKind] = frozenset({"progress", "evidence", "response"})
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"""\b(?:(?:before|prior\ to|ahead\ of)\s+(?:the|this|our)\s+review\b(?!\s+of\s+(?:the|its|our)\s+\w+)
      |(?:survey|audit|sample|questionnaire|interviews?|event)\ (?:for|during|made\ for)\ (?:the|this)\ review\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# "Put right before the review ended", "While the review was at work": over what was done by then.
HEADS_EARLIER = re.compile(
    r"""\b(?:before|while|during)\ (?:the|this|our)\ (?:\w+\ )?(?:review|report|inquiry)\b
        (?:\ (?:was|is|were|had|has|ended|began|reported|finished|closed|sat))?""",
    re.IGNORECASE | re.VERBOSE,
)


def with_timing(items: tuple[Item, ...], metadata: Metadata, sections: tuple[Section, ...]) -> tuple[Item, ...]:
    """The items, those flagged that rest on what was done or seen before the review was completed."""
    before = frozenset(section.id for section in sections if HEADS_EARLIER.search(section.heading))
    return tuple(replace(item, predates_review=True) if _predates(item, metadata, before) else item for item in items)


def _predates(item: Item, metadata: Metadata, before: frozenset[str]) -> bool:
    if item.kind not in _REPORTING:
        return False
    if item.section in before:
        return True
    earlier = [found.value for found in metadata.inspections if found.value.predates_review]
    alone = len(earlier) == len(metadata.inspections) == 1
    if any(_rests_on(item.text, inspection, alone=alone) for inspection in earlier):
        return True
    completed = metadata.dates.get("review_completed")
    said = _SAYS_SO.search(_first_sentence(item.text)) is not None
    dated = completed is not None and _all_before(item.text, completed.value)
    return item.kind == "evidence" and (said or dated)


def _first_sentence(text: str) -> str:
    """What the evidence is; a later sentence may compare it with what was found before."""
    start, end = sentences(text)[0]
    return text[start:end]


def _all_before(text: str, date: str) -> bool:
    """Whether a text has months, and all of them are before a date; a year alone may be of another time."""
    months = [f"{found['year']}-{_MONTHS[found['month'].lower()]:02}" for found in _MONTH.finditer(text)]
    return bool(months) and max(months) < date[: len("2023-11")]


def _rests_on(text: str, inspection: Inspection, *, alone: bool) -> bool:
    """Whether a text names the inspection by its month, or by its body where the document knows only one."""
    dates = [_in_words(date) for date in (inspection.undertaken, inspection.published) if date is not None]
    named = inspection.body.lower() in text.lower() and "inspect" in text.lower()
    return named and (alone or any(date in text for date in dates))


def _in_words(date: str) -> str:
    """A partial ISO date as it is printed: "November 2023" for 2023-11 and 2023-11-06, "2023" for 2023."""
    year, *rest = date.split("-")
    return f"{calendar.month_name[int(rest[0])]} {year}" if rest else year
