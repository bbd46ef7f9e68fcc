"""Front matter: the YAML head of a text, validated into a `Front`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from .marks import Where, check_ids
from .model import Area, Front
from .vocabulary import AGE_BANDS, AREA_ROLES, COVERAGE, DATE_KINDS, GENRES, KINDS, vocabulary

PARTIAL_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
REQUIRED = frozenset(["layout", "title", "cover", "genre", "footer", "bodies", "areas", "dates", "themes", "coverage"])


@dataclass(frozen=True)
class _Lines:
    """Where each top-level key of the front matter stands."""

    path: Path
    text: str

    def of(self, key: str) -> Where:
        for number, line in enumerate(self.text.splitlines(), start=2):
            if line.startswith(f"{key}:"):
                return Where(self.path, number)
        return Where(self.path, 1)


def split_front(path: Path, text: str) -> tuple[str, str, int]:
    """The front matter, the body, and how many lines stand before the body."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != "---":
        raise Where(path, 1).error("no front matter")
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 1
    raise Where(path, 1).error("front matter without an end")


def parse_front(path: Path, text: str) -> Front:
    """Read and check the front matter."""
    lines = _Lines(path, text)
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Where(path, mark.line + 2 if mark else 1).error(str(error)) from error
    _check_shape(data, lines)
    _check_values(data, lines)
    return _front(data, lines)


def _check_shape(data: Any, lines: _Lines) -> None:
    if not isinstance(data, Mapping):
        raise lines.of("").error("front matter is not a mapping")
    known = {field.name for field in fields(Front)}
    for key in data:
        if key not in known:
            raise lines.of(str(key)).error(f"unknown front matter key {key!r}")
    missing = sorted(REQUIRED - set(data))
    if missing:
        raise lines.of("").error(f"front matter lacks {', '.join(missing)}")


def _check_values(data: Mapping[str, Any], lines: _Lines) -> None:
    known = vocabulary()
    closed = (
        ("genre", [data["genre"]], GENRES),
        ("review_type", _optional(data.get("review_type")), known.review_types),
        ("methodology", data.get("methodology") or [], known.methodologies),
        ("age_band", _optional(data.get("age_band")), AGE_BANDS),
        ("harm_types", data.get("harm_types") or [], known.themes),
        ("themes", data["themes"], known.themes),
        ("dates", list(data["dates"] or {}), DATE_KINDS),
        ("coverage", list(data["coverage"] or {}), KINDS),
        ("coverage", list((data["coverage"] or {}).values()), COVERAGE),
    )
    for key, values, allowed in closed:
        check_ids([str(value) for value in values], allowed, key, lines.of(key))
    for kind, value in (data["dates"] or {}).items():
        if not PARTIAL_DATE.match(_iso(value)):
            raise lines.of("dates").error(f"{kind}: {value!r} is not an ISO date")
    _check_fiction(data, lines)


def _check_fiction(data: Mapping[str, Any], lines: _Lines) -> None:
    if "fictional" not in " ".join(map(str, data["cover"])).lower():
        raise lines.of("cover").error("the cover does not say FICTIONAL")
    feet = [data["footer"], data.get("footer_even") or data["footer"]]
    heads = [data.get("header") or "", data.get("header_even") or data.get("header") or ""]
    if any("fictional" not in f"{head} {foot}".lower() for head, foot in zip(heads, feet, strict=True)):
        raise lines.of("footer").error("the furniture does not say FICTIONAL on every page")


def _front(data: Mapping[str, Any], lines: _Lines) -> Front:
    areas = tuple(Area(str(area["name"]), str(area["role"])) for area in data["areas"] or [])
    check_ids([area.role for area in areas], AREA_ROLES, "role of an area", lines.of("areas"))
    return Front(
        layout=str(data["layout"]),
        title=_one_line(data["title"]),
        cover=_strings(data["cover"]),
        genre=str(data["genre"]),
        header=_one_line(data.get("header")),
        footer=_one_line(data.get("footer")),
        header_even=_string(data.get("header_even")),
        footer_even=_string(data.get("footer_even")),
        contents=bool(data.get("contents")),
        review_type=_string(data.get("review_type")),
        review_code=_string(data.get("review_code")),
        subject=_string(data.get("subject")),
        bodies=_strings(data["bodies"]),
        areas=areas,
        authors=_strings(data.get("authors")),
        chair=_string(data.get("chair")),
        dates=tuple((str(k), _iso(v)) for k, v in (data["dates"] or {}).items()),
        methodology=_strings(data.get("methodology")),
        age_band=_string(data.get("age_band")),
        harm_types=_strings(data.get("harm_types")),
        themes=_strings(data["themes"]),
        coverage=tuple((str(k), str(v)) for k, v in (data["coverage"] or {}).items()),
        notes=_string(data.get("notes")),
    )


def _optional(value: Any) -> list[Any]:
    return [] if value is None else [value]


def _one_line(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _string(value: Any) -> str | None:
    return None if value is None else _one_line(value)


def _strings(values: Any) -> tuple[str, ...]:
    return tuple(_one_line(value) for value in values or [])


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
