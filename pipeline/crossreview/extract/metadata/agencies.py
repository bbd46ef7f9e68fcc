"""Agencies that were involved: those that the document names where it tells who took part and what happened."""

from __future__ import annotations

from crossreview.extract.metadata.passages import GATHERED, Reading
from crossreview.records import Found
from crossreview.vocabulary.agency_matcher import AgencyMatcher

_TELL_WHO_TOOK_PART = frozenset(
    {"methodology", "agency_involvement", "timeline", "background", "incident", "introduction"}
)
# They receive reports, inspect, or stand for others: being named is no part in a case.
_NOT_INVOLVED = frozenset(
    {
        "collective",
        "inspectorates",
        "dfe",
        "home_office",
        "dhsc",
        "moj_mhclg_other_gov",
        "national_panel",
        "professional_bodies",
        "national_boards_wales",
    }
)


def find_agencies(reading: Reading, matcher: AgencyMatcher) -> tuple[Found[str], ...]:
    """The types of agencies, each where it is first named, in reading order; people's posts do not count."""
    found: dict[str, Found[str]] = {}
    for passage in reading.in_roles(_TELL_WHO_TOOK_PART):
        for mention in matcher.match(passage.text):
            if mention.how != "role" and mention.type_id not in _NOT_INVOLVED:
                value = passage.found(mention.type_id, mention.start, mention.end, GATHERED)
                found.setdefault(mention.type_id, value)
    return tuple(found.values())
