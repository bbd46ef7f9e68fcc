"""Floors: the scores below which no change may bring the reader, in a file that is kept beside the gold.

Only measures as a whole are pinned. Their parts (`items.finding`, `metadata.title`) are shown, but few cases stand
behind each, and pinning them would forbid a change that is better in all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from crossreview.errors import GoldError
from crossreview.evaluate.report import Report
from crossreview.evaluate.score import Score

_DIGITS: Final = 3


class Floors(Struct, frozen=True, forbid_unknown_fields=True):
    """The hash of the gold that the floors were measured on, and the least F1 of each measure in each split."""

    gold: str
    f1: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Shortfall:
    """A measure that fell below its floor."""

    split: str
    measure: str
    floor: float
    f1: float

    def __str__(self) -> str:
        return f"{self.split}: {self.measure}: F1 {self.f1:.4f} is below its floor {self.floor:.3f}"


def measured_floors(report: Report, gold: str) -> Floors:
    """The floors that a report would give: its F1 rounded down, so that the same report always passes."""
    return Floors(gold, {split: _floors_of(part) for split, part in report.by_split.items()})


def shortfalls(report: Report, floors: Floors) -> tuple[Shortfall, ...]:
    """The measures that are below their floors. A measure that has vanished is below, too."""
    scores = {split: _pinned(part) for split, part in report.by_split.items()}
    reached = (
        Shortfall(split, measure, floor, _f1(scores.get(split, {}), measure))
        for split, of_split in floors.f1.items()
        for measure, floor in sorted(of_split.items())
    )
    return tuple(each for each in reached if each.f1 < each.floor)


def load_floors(path: Path) -> Floors:
    """The floors in a file.

    Raises GoldError if there is no such file or it cannot be decoded.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Floors)
    except FileNotFoundError as error:
        raise GoldError(
            "There are no floors here.", remedy="Measure them: crossreview evaluate --update-floors.", path=path
        ) from error
    except msgspec.DecodeError as error:
        raise GoldError(
            f"These floors cannot be decoded ({error}).", remedy="Take the file back from version control.", path=path
        ) from error


def check_gold(floors: Floors, gold: str, path: Path) -> None:
    """Raise GoldError unless the floors were measured on this gold."""
    if floors.gold != gold:
        raise GoldError(
            "The gold is not the one that these floors were measured on.",
            remedy="If it was changed on purpose, measure them again: crossreview evaluate --update-floors.",
            path=path,
        )


def update_floors(path: Path, report: Report, gold: str) -> Floors:
    """Write the floors that the report gives, and return them.

    Raises GoldError, and writes nothing, if the gold is the same and a floor would sink. Other gold means other floors.
    """
    if path.exists() and (old := load_floors(path)).gold == gold and (fallen := shortfalls(report, old)):
        raise GoldError(
            f"Floors only rise. {'; '.join(map(str, fallen))}.", remedy="Repair the reader first.", path=path
        )
    floors = measured_floors(report, gold)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=1) + b"\n")
    return floors


def _floors_of(report: Report) -> dict[str, float]:
    return {name: _rounded_down(score.f1) for name, score in _pinned(report).items()}


def _pinned(report: Report) -> dict[str, Score]:
    return {name: score for name, score in report.totals.items() if "." not in name and score != Score()}


def _f1(scores: Mapping[str, Score], name: str) -> float:
    return scores[name].f1 if name in scores else 0.0


def _rounded_down(value: float) -> float:
    return math.floor(value * 10**_DIGITS) / 10**_DIGITS
