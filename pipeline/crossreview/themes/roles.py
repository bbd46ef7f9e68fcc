"""Sections of progress documents that are headed by a theme: "Early help arrangements" answers for early help."""

from __future__ import annotations

from msgspec.structs import replace

from crossreview.records import Genre, Section
from crossreview.themes.cues import CueMatcher
from crossreview.themes.items import heading_evidence

_CONFIDENCE = 0.7  # between a heading that begins with the words of a role and one that only contains them


def with_theme_roles(
    sections: tuple[Section, ...], genre: Genre | None, text: str, matcher: CueMatcher
) -> tuple[Section, ...]:
    """The sections; in a progress summary, a heading that names a theme better than a role gets `theme_response`."""
    if genre != "progress_summary":
        return sections
    return tuple(
        replace(section, role="theme_response", role_confidence=_CONFIDENCE)
        if section.role_confidence < _CONFIDENCE and any(heading_evidence(section, text, matcher))
        else section
        for section in sections
    )
