"""Roles that a section has in a document that answers: to a recommendation, or for a theme ("Early help")."""

from __future__ import annotations

import re

from msgspec.structs import replace

from crossreview.records import Genre, Section
from crossreview.themes.cues import CueMatcher
from crossreview.themes.items import heading_evidence

_RECOMMENDATION = re.compile(r"recommendation\s+[A-Z]?\d", re.IGNORECASE)
_CONFIDENCE = 0.7  # between a heading that begins with the words of a role and one that only contains them


def with_answer_roles(
    sections: tuple[Section, ...], genre: Genre | None, text: str, matcher: CueMatcher
) -> tuple[Section, ...]:
    """The sections of a document of a genre, those that answer recommendations or report for a theme with these roles.

    In a response or a report on progress a section headed by a recommendation holds the answer to it; so does, in a
    response, one that only has a number. In a report on progress, a heading that names a theme better than a role gets
    `theme_response`.
    """
    if genre not in ("response", "progress_summary"):
        return sections
    return tuple(_answering(section, genre, text, matcher) for section in sections)


def _answering(section: Section, genre: Genre, text: str, matcher: CueMatcher) -> Section:
    numbered = genre == "response" and section.number is not None and section.role_confidence < _CONFIDENCE
    if _RECOMMENDATION.match(section.heading) or numbered:
        return replace(section, role="progress_response", role_confidence=_CONFIDENCE)
    unsure = genre == "progress_summary" and section.role_confidence < _CONFIDENCE
    if unsure and any(heading_evidence(section, text, matcher)):
        return replace(section, role="theme_response", role_confidence=_CONFIDENCE)
    return section
