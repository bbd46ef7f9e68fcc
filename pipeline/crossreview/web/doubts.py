"""Which themes of a library are least certain: those that the model gave and that nobody has looked at.

Scores stand in the records alone. Of each record only what is needed is decoded, and kept until the record or its
corrections change.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import msgspec

from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.library.corrections import Correction, by_document
from crossreview.records import Item
from crossreview.search.index import Stamp, stamp

NO_THEME: Final = "none"
_ORDERS: Final = 16  # that are kept
_State: TypeAlias = tuple[Stamp, tuple[tuple[int, str | None], ...]]


class Guess(NamedTuple):
    """A theme that was given: how sure the reader was (0 to 1), and whether the model gave it."""

    theme: str
    score: float
    by_model: bool


class Reading(NamedTuple):
    """An item whose themes nobody has set or confirmed."""

    document_id: str
    item_id: str
    kind: str
    guesses: tuple[Guess, ...]


class _Theme(msgspec.Struct, frozen=True):
    theme: str
    score: float
    origin: str


class _Item(msgspec.Struct, frozen=True):
    id: str
    kind: str
    themes: tuple[_Theme, ...] = ()


class _Record(msgspec.Struct, frozen=True):
    items: tuple[_Item, ...]


_decoder = msgspec.json.Decoder(_Record)


@dataclass(frozen=True)
class _Known:
    state: _State
    readings: tuple[Reading, ...]


class Doubts:
    """The readings of one library by how certain they are."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}
        self._orders: dict[tuple[str | None, str | None], tuple[Reading, ...]] = {}

    def least_certain(self, theme: str | None = None, kind: str | None = None) -> tuple[Reading, ...]:
        """The readings of the model, the least certain first; of a theme or group, and of a kind, where they are named.

        `NO_THEME` asks for the items to which nothing gave a theme, in the order of their documents.
        """
        with self._lock:
            self._look()
            if (theme, kind) not in self._orders:
                if len(self._orders) >= _ORDERS:
                    self._orders.clear()
                self._orders[theme, kind] = self._ordered(theme, kind)
            return self._orders[theme, kind]

    def _ordered(self, theme: str | None, kind: str | None) -> tuple[Reading, ...]:
        readings = (each for known in self._known.values() for each in known.readings)
        scored = [
            (score, each)
            for each in readings
            if (kind is None or each.kind == kind) and (score := certainty(each, theme)) is not None
        ]
        return tuple(each for _, each in sorted(scored, key=lambda each: each[0]))

    def _look(self) -> None:
        """Look at what changed since the last time."""
        corrections = by_document(self._library.catalogue.corrections())
        now: dict[str, _Known] = {}
        changed = False
        for document_id in sorted(self._library.document_ids()):
            path, of_it = self._library.record_path(document_id), corrections.get(document_id, ())
            state = stamp(path), tuple((each.number, each.undone) for each in of_it)
            known = self._known.get(document_id)
            if known is None or known.state != state:
                known, changed = _Known(state, tuple(self._readings(document_id, path, of_it))), True
            now[document_id] = known
        if changed or now.keys() != self._known.keys():
            self._orders.clear()
        self._known = now

    def _readings(self, document_id: str, path: Path, corrections: Iterable[Correction]) -> Iterator[Reading]:
        """Those of one document; none of a record that cannot be read, which is told of elsewhere."""
        try:
            items: Iterable[Item | _Item]
            if any(each.undone is None for each in corrections):
                items = [each for each in self._library.record(document_id).items if "themes" not in each.by_hand]
            else:
                items = _decoder.decode(path.read_bytes()).items
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, CrossreviewError):
            return
        for item in items:
            guesses = tuple(Guess(each.theme, each.score, each.origin == "model") for each in item.themes)
            yield Reading(document_id, item.id, item.kind, guesses)


def certainty(reading: Reading, theme: str | None) -> float | None:
    """How certain a reading is, 0 to 1; None where it is not asked for: no model has decided about it."""
    if theme == NO_THEME:
        return None if reading.guesses else 0.0
    if theme is not None:
        of_it = [each for each in reading.guesses if each.theme == theme or each.theme.startswith(f"{theme}.")]
        return max((each.score for each in of_it if each.by_model), default=None)
    best = max(reading.guesses, key=lambda each: each.score, default=None)
    return best.score if best is not None and best.by_model else None


@lru_cache(maxsize=4)
def doubts_of(library: Library) -> Doubts:
    """The doubts of a library, which are kept as long as the program runs."""
    return Doubts(library)
