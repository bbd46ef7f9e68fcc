"""Marks: the `{key="value" ...}` attributes that say what a careful reader would find."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .model import Mark, SourceError
from .vocabulary import ANSWERS, KINDS, PROGRESS_STATUSES, RESPONSE_STATUSES, vocabulary

ATTRIBUTE = re.compile(r"""(?P<key>[a-z_]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"{}]+))\s*|"(?P<title>[^"]*)"\s*""")
MARK_LINE = re.compile(r"^\{(?=[a-z_]+=)(?P<inside>[^{}]*)\}\s*$")
LEADING_MARK = re.compile(r"^\{(?=[a-z_]+=)(?P<inside>[^{}]*)\}\s*")
TRAILING_MARK = re.compile(r"\s*\{(?=[a-z_]+=)(?P<inside>[^{}]*)\}\s*$")
ITEM_KEYS = frozenset(
    [
        "item",
        "label",
        "addressees",
        "addressee_text",
        "timescale",
        "owner",
        "themes",
        "status",
        "to",
        "timing",
        "doubtful",
    ]
)
MOST_THEMES = 3  # FORMAT.md: 1-3 leaf ids


@dataclass(frozen=True)
class Where:
    """A line of a text, for messages."""

    path: Path
    line: int

    def error(self, message: str) -> SourceError:
        """The error to raise for a fault on this line."""
        return SourceError(self.path, self.line, message)


def attributes(text: str, where: Where) -> dict[str, str]:
    """`key=value` pairs as a dict; a quoted string without a key goes under "title"."""
    found: dict[str, str] = {}
    position = 0
    text = text.strip()
    while position < len(text):
        match = ATTRIBUTE.match(text, position)
        if match is None:
            raise where.error(f"cannot read the mark at {text[position : position + 40]!r}")
        key = match["key"] or "title"
        if key in found:
            raise where.error(f"{key} is given twice")
        value = match["quoted"] if match["quoted"] is not None else match["bare"]
        found[key] = value if match["key"] else match["title"]
        position = match.end()
    return found


def check_keys(found: dict[str, str], allowed: Iterable[str], where: Where) -> None:
    """Refuse attributes that mean nothing here."""
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        raise where.error(f"unknown attribute {', '.join(unknown)}")


def check_ids(values: Iterable[str], known: frozenset[str], what: str, where: Where) -> None:
    """Refuse ids that the vocabulary does not have."""
    for value in values:
        if value not in known:
            raise where.error(f"unknown {what} {value!r}")


def item_mark(found: dict[str, str], where: Where) -> Mark | None:
    """The item mark among the attributes, or None when they hold none."""
    if "item" not in found:
        return None
    themes, addressees = _split(found.get("themes")), _split(found.get("addressees"))
    check_ids([found["item"]], KINDS, "kind", where)
    check_ids(themes, vocabulary().themes, "theme", where)
    check_ids(addressees, vocabulary().agencies, "agency", where)
    if len(themes) > MOST_THEMES:
        raise where.error(f"{len(themes)} themes; at most {MOST_THEMES}")
    return Mark(
        kind=found["item"],
        line=where.line,
        label=found.get("label") or None,
        addressees=addressees,
        addressee_text=found.get("addressee_text") or None,
        timescale=found.get("timescale") or None,
        owner=found.get("owner") or None,
        themes=themes,
        status=_status(found, where),
        to=found.get("to") or None,
        timing=_timing(found, where),
        doubtful=_doubtful(found, where),
    )


def _split(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _status(found: dict[str, str], where: Where) -> str | None:
    status = found.get("status") or None
    if status is not None:
        allowed = RESPONSE_STATUSES if found["item"] == "response" else PROGRESS_STATUSES
        check_ids([status], allowed, f"status of {found['item']}", where)
    elif found["item"] in ANSWERS and found["item"] != "evidence":
        raise where.error(f"{found['item']} without a status")
    return status


def _timing(found: dict[str, str], where: Where) -> str | None:
    timing = found.get("timing")
    if timing is not None:
        check_ids([timing], frozenset({"predates_review"}), "timing", where)
    return timing


def _doubtful(found: dict[str, str], where: Where) -> bool:
    if "doubtful" in found:
        check_ids([found["doubtful"]], frozenset({"true"}), "value of doubtful", where)
    return "doubtful" in found
