"""What is read from the words of an ask."""

from __future__ import annotations

from dataclasses import dataclass

from crossreview.records import Level, Modality, SmartFlag, Timescale


@dataclass(frozen=True)
class Match:
    """Characters `start` to `end` of the text that was read."""

    start: int
    end: int


@dataclass(frozen=True)
class AskFields:
    """The fields of an ask; `addressees` are agency types, `addressee_text` is as printed."""

    addressees: tuple[str, ...]
    addressee_text: str | None
    action_types: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    level: Level | None
    modality: Modality | None
    timescale: Timescale | None
    owner: str | None
    smart: dict[SmartFlag, Match]
