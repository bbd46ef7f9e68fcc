"""What themes and types of agencies are called."""

from __future__ import annotations

from functools import cache

from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.taxonomy import load_taxonomy


def theme_label(theme_id: str) -> str:
    """The label of a theme or group; the id itself where none has it."""
    return _theme_labels().get(theme_id, theme_id)


def agency_label(agency_id: str) -> str:
    """The label of a type of agency; the id itself where none has it."""
    return _agency_labels().get(agency_id, agency_id)


@cache
def _theme_labels() -> dict[str, str]:
    taxonomy = load_taxonomy()
    groups = {group.id: group.label for group in taxonomy.groups}
    return groups | {theme.id: theme.label for theme in taxonomy.themes}


@cache
def _agency_labels() -> dict[str, str]:
    return {agency.id: agency.label for agency in load_agencies().types}
