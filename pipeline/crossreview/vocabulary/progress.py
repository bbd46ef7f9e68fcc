"""How people say how far something has come: verbs, set phrases, and the words with which reports open."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from crossreview.records import Status
from crossreview.vocabulary.files import read_vocabulary


class ProgressWords(Struct, frozen=True):
    """The vocabulary of progress; what each list holds is said in the file."""

    version: str
    irregular_participles: tuple[str, ...]
    irregular_pasts: tuple[str, ...]
    no_deeds: tuple[str, ...]
    meant: tuple[str, ...]
    no_progressive: tuple[str, ...]
    efforts: tuple[str, ...]
    groups: tuple[str, ...]
    begun: tuple[str, ...]
    cared_for: tuple[str, ...]
    deeds: tuple[str, ...]
    units: tuple[str, ...]
    verdicts: dict[Status, tuple[str, ...]]
    late: tuple[str, ...]
    no_update_turns: tuple[str, ...]
    whole_turns: tuple[str, ...]
    rest_turns: tuple[str, ...]
    part_turns: tuple[str, ...]
    lapsed_turns: tuple[str, ...]
    reported_turns: tuple[str, ...]
    doubt_turns: tuple[str, ...]
    retold_turns: tuple[str, ...]
    life_turns: tuple[str, ...]
    persons: tuple[str, ...]
    kin: tuple[str, ...]
    lived: tuple[str, ...]
    states: dict[Status, tuple[str, ...]]


@cache
def load_progress_words() -> ProgressWords:
    """The vocabulary as shipped."""
    return read_vocabulary("progress", ProgressWords)
