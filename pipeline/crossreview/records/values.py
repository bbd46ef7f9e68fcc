"""The values that a record may hold, in one place.

Everything else (JSON Schema, command-line choices, columns) is derived from these types.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Genre: TypeAlias = Literal[
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

AskKind: TypeAlias = Literal[
    "recommendation", "area_for_improvement", "priority_action", "action", "question", "strategy", "concern"
]

ItemKind: TypeAlias = Literal[
    "recommendation",
    "area_for_improvement",
    "priority_action",
    "action",
    "question",
    "strategy",
    "concern",
    "learning_point",
    "finding",
    "good_practice",
    "progress",
    "evidence",
    "response",
    "quoted_recommendation",
    "procedural",
]

Status: TypeAlias = Literal[
    "completed",
    "in_progress",
    "planned",
    "not_started",
    "accepted",
    "accepted_in_principle",
    "partially_accepted",
    "rejected",
    "no_status",
]

CoverageStatus: TypeAlias = Literal["found", "none_made", "referred_to_elsewhere", "not_read"]

BlockKind: TypeAlias = Literal["heading", "paragraph", "list_item", "table", "footnote", "caption", "contents"]

AreaRole: TypeAlias = Literal["commissioning", "involved"]

DateKind: TypeAlias = Literal[
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

Level: TypeAlias = Literal["practice", "agency", "partnership", "cross_boundary", "regional", "national"]

Modality: TypeAlias = Literal["must", "should", "consider", "assure", "note"]

Stance: TypeAlias = Literal["asserted", "negated", "hypothetical", "quoted", "context"]

ThemeOrigin: TypeAlias = Literal["cue", "model", "person"]

Corrected: TypeAlias = Literal["kind", "themes", "status", "addressees", "added"]

LinkRelation: TypeAlias = Literal["arises_from", "carries_out", "reports_on", "answers", "quotes"]

LinkBasis: TypeAlias = Literal["beside", "number", "section", "wording"]

SmartFlag: TypeAlias = Literal["specific", "measurable", "assigned", "realistic", "time_bound"]

ASK_KINDS: tuple[ItemKind, ...] = get_args(AskKind)
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
# The steps of the thread from what a review found to what came of it.
FINDING_KINDS: frozenset[ItemKind] = frozenset({"finding", "learning_point"})
RECOMMENDED_KINDS: frozenset[ItemKind] = frozenset({*ASK_KINDS, "quoted_recommendation"}) - {"action"}
REPORT_KINDS: frozenset[ItemKind] = frozenset({"progress", "evidence", "response"})
GENRES: tuple[Genre, ...] = get_args(Genre)
STATUSES: tuple[Status, ...] = get_args(Status)
