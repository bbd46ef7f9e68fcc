"""The ids a text may use, read from the vocabulary files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
PLACES = (
    REPOSITORY / "pipeline" / "crossreview" / "vocabulary",
    REPOSITORY.parent / "shared" / "domain",
)

GENRES = frozenset(
    [
        "full_report",
        "executive_summary",
        "briefing",
        "learning_summary",
        "progress_summary",
        "action_plan",
        "response",
        "inspection_report",
        "inquiry_report",
        "coroner_report",
        "other",
    ]
)
# Kinds by which somebody is asked to act, as the gold lists them under `recommendations`.
ASKS = (
    "recommendation",
    "area_for_improvement",
    "priority_action",
    "action",
    "question",
    "strategy",
    "concern",
    "learning_point",
    "quoted_recommendation",
)
ANSWERS = ("response", "progress", "evidence")
KINDS = frozenset((*ASKS, *ANSWERS, "finding", "good_practice", "procedural"))
PROGRESS_STATUSES = frozenset(["completed", "in_progress", "planned", "not_started", "no_status"])
RESPONSE_STATUSES = frozenset(["accepted", "accepted_in_principle", "partially_accepted", "rejected", "no_status"])
DATE_KINDS = frozenset(
    [
        "document_dated",
        "review_completed",
        "published",
        "incident",
        "commissioned",
        "period_from",
        "period_to",
        "inspection_undertaken",
        "inspection_published",
        "progress_as_at",
        "response_due",
    ]
)
AGE_BANDS = frozenset(["unborn", "under 1", "1-5", "6-10", "11-15", "16-17", "18-24", "25-44", "45-64", "65-79", "80+"])
COVERAGE = frozenset(["found", "none_made", "referred_to_elsewhere", "not_read"])
AREA_ROLES = frozenset(["commissioning", "involved"])


@dataclass(frozen=True)
class Vocabulary:
    """Ids known to the vocabulary files."""

    themes: frozenset[str]
    agencies: frozenset[str]
    roles: frozenset[str]
    review_types: frozenset[str]
    methodologies: frozenset[str]


def _load(name: str) -> Any:
    for place in PLACES:
        if (place / name).is_file():
            return yaml.safe_load((place / name).read_text(encoding="utf-8"))
    raise FileNotFoundError(f"{name}: in none of {', '.join(map(str, PLACES))}")


def _ids(entries: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(entry["id"]) for entry in entries)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read the vocabulary once."""
    metadata = _load("metadata.yaml")
    groups = _load("themes.yaml")["groups"]
    return Vocabulary(
        themes=frozenset().union(*(_ids(group["themes"]) for group in groups)),
        agencies=_ids(_load("agencies.yaml")["types"]),
        roles=_ids(_load("sections.yaml")["roles"]),
        review_types=_ids(metadata["review_types"]),
        methodologies=_ids(metadata["methodologies"]),
    )
