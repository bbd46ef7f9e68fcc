"""Rows of the tables of a library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from crossreview.report.open_output.opener import Opener

# Columns that hold no free text: ids, names of bodies and places, terms of the vocabularies; and those who wrote.
_AS_THEY_ARE: Final = frozenset(
    (
        *("document_id", "document_ids", "item_id", "section_id", "parent", "number", "sha256", "links", "pipeline"),
        *("authors", "chair", "bodies", "areas", "agencies", "inspections", "genre", "review_type", "review_types"),
        *("review_code", "methodology", "age_band", "gender", "harm_types", "themes", "kind", "role", "section_role"),
        *("status", "stance", "level", "modality", "action_types", "addressees", "beneficiaries", "by_hand", "years"),
        *("document_date", "timescale_normalised"),
    )
)
_REFERENCES: Final = frozenset({"filename", "review"})
_EVENT_DATE = re.compile(r"dates?_.*(?:incident|birth|death)|.*_of_(?:incident|birth|death)")
_FACT_DATE = re.compile(r"dates?_")


def opened_row(row: Mapping[str, Any], opener: Opener) -> dict[str, Any]:
    """A row of a table of a library as it may leave: every text in it is opened, but for ids, terms and authors."""
    return {column: _opened_cell(_opening_of(column, opener), value) for column, value in row.items()}


def _opened_cell(open_text: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return open_text(value)
    if isinstance(value, (list, tuple)):
        return [_opened_cell(open_text, each) for each in value]
    return value


def _opening_of(column: str, opener: Opener) -> Callable[[str], str]:
    if column in _AS_THEY_ARE or column.startswith("coverage_"):
        return str
    if column == "subject":
        return opener.subject
    if column in _REFERENCES:
        return opener.reference
    if _EVENT_DATE.match(column):
        return lambda iso: iso[:4]
    return opener.fact if _FACT_DATE.match(column) else opener.text
