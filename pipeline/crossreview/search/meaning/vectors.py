"""Vectors on disk, by the wording they belong to: disposable, and right however a writer was stopped.

Three files grow side by side: the number of each wording, its vector in 8 bits, and the signs of the vector in one bit
each. They are mapped, not read. The signs say in milliseconds which few thousand of a million are worth comparing; the
vectors in 8 bits say how near those are (Shakir and others, "Binary and scalar embedding quantization", 2024).
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from crossreview.library.storage import replacing_folder, storage_errors
from crossreview.search.meaning.embedder import WIDTH, Floats

Rows: TypeAlias = NDArray[np.int64]
WORDINGS, CODES, SIGNS = "wordings.i64", "codes.i8", "signs.u8"
_ROW_BYTES: Final = {WORDINGS: 8, CODES: WIDTH, SIGNS: WIDTH // 8}
_MOST: Final = 127  # what 8 bits with a sign hold
_WORDS: Final = WIDTH // 64
_BLOCK: Final = 1 << 16  # rows whose signs are compared at once: small enough for the processor's cache
_TRIES: Final = 5
_PAUSE: Final = 0.02  # seconds
_COMPARED: Final = 8_000  # of the nearest by signs, that are compared in 8 bits


@dataclass(frozen=True)
class Vectors:
    """All vectors of a folder, as they were at one moment."""

    wordings: NDArray[np.int64]
    codes: NDArray[np.int8]
    signs: NDArray[np.uint64]

    @classmethod
    def opened(cls, folder: Path) -> Vectors:
        """The vectors of a folder; none where there is nothing."""
        for _ in range(_TRIES):
            try:
                return cls._mapped(folder)
            except (OSError, ValueError):  # another program puts others in their place
                time.sleep(_PAUSE)
        return cls._mapped(folder)

    @classmethod
    def _mapped(cls, folder: Path) -> Vectors:
        count = rows_in(folder)
        if not count:
            return cls(np.zeros(0, np.int64), np.zeros((0, WIDTH), np.int8), np.zeros((0, _WORDS), np.uint64))
        return cls(
            np.memmap(folder / WORDINGS, np.int64, "r", shape=(count,)),
            np.memmap(folder / CODES, np.int8, "r", shape=(count, WIDTH)),
            np.memmap(folder / SIGNS, np.uint64, "r", shape=(count, _WORDS)),
        )

    def __len__(self) -> int:
        return len(self.wordings)

    def rows_of(self, wordings: NDArray[np.int64]) -> Rows:
        """The rows of those wordings that are there."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._sorted, wordings), len(self) - 1)
        rows: Rows = self._order[at[self._sorted[at] == wordings]]
        return rows

    def nearest(self, vector: Floats, most: int, among: Rows | None = None) -> tuple[Rows, Floats]:
        """The rows nearest to a vector of length 1 and how near they are (cosine), the nearest first."""
        if len(self) > _COMPARED and (among is None or len(among) > _COMPARED):
            distances = self._distances(vector, among)
            kept = max(_COMPARED, most)
            near = np.argpartition(distances, kept)[:kept] if kept < len(distances) else np.arange(len(distances))
            candidates = near if among is None else among[near]
        else:
            candidates = np.arange(len(self)) if among is None else among
        codes = self.codes[np.sort(candidates)].astype(np.float32)
        candidates = np.sort(candidates)
        likeness = codes @ vector.ravel() / np.maximum(np.linalg.norm(codes, axis=1), 1)
        best = np.argsort(-likeness, kind="stable")[:most]
        return candidates[best], likeness[best]

    def _distances(self, vector: Floats, among: Rows | None) -> NDArray[np.uint16]:
        """In how many signs each row differs from a vector."""
        signs = signs_of(vector.reshape(1, -1))[0]
        count = len(self) if among is None else len(among)
        distances = np.empty(count, dtype=np.uint16)
        for start in range(0, count, _BLOCK):
            end = min(start + _BLOCK, count)
            block = self.signs[start:end] if among is None else self.signs[among[start:end]]
            distances[start:end] = np.bitwise_count(block ^ signs) @ _ONES
        return distances

    @cached_property
    def _order(self) -> Rows:
        return np.argsort(self.wordings, kind="stable")

    @cached_property
    def _sorted(self) -> NDArray[np.int64]:
        return np.asarray(self.wordings)[self._order]


_ONES: Final = np.ones(_WORDS, dtype=np.uint16)


def rows_in(folder: Path) -> int:
    """How many vectors a folder holds in full: of one that a killed writer left, the end is missing somewhere."""
    sizes = [_size(folder / name) // width for name, width in _ROW_BYTES.items()]
    return min(sizes)


def append(folder: Path, wordings: NDArray[np.int64], vectors: Floats) -> None:
    """Add vectors, on the disk when this returns; for the holder of the lock. Raises StorageFull."""
    count = rows_in(folder)
    parts: dict[str, NDArray[Any]] = {
        CODES: codes_of(vectors),
        SIGNS: signs_of(vectors),
        WORDINGS: wordings.astype(np.int64),
    }
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in parts.items():
            with (folder / name).open("ab") as file:
                file.truncate(count * _ROW_BYTES[name])
                file.write(rows.tobytes())
                file.flush()
                os.fsync(file.fileno())


def prune(folder: Path, live: Collection[int] | NDArray[np.int64]) -> int:
    """Keep only vectors of wordings that are `live`; returns how many are gone. Raises StorageFull."""
    vectors = Vectors.opened(folder)
    kept = np.flatnonzero(np.isin(vectors.wordings, np.fromiter(live, dtype=np.int64, count=len(live))))
    gone = len(vectors) - len(kept)
    if gone:
        with replacing_folder(folder) as fresh:
            parts: dict[str, NDArray[Any]] = {
                WORDINGS: vectors.wordings,
                CODES: vectors.codes,
                SIGNS: vectors.signs,
            }
            for name, rows in parts.items():
                with (fresh / name).open("wb") as file:
                    for start in range(0, len(kept), _BLOCK):
                        file.write(rows[kept[start : start + _BLOCK]].tobytes())
                    file.flush()
                    os.fsync(file.fileno())
    return gone


def codes_of(vectors: Floats) -> NDArray[np.int8]:
    """Vectors in 8 bits, each stretched to use them."""
    most = np.abs(vectors).max(axis=1, keepdims=True)
    stretched = vectors / np.maximum(most, np.finfo(np.float32).tiny) * _MOST
    codes: NDArray[np.int8] = np.round(stretched).astype(np.int8)
    return codes


def signs_of(vectors: Floats) -> NDArray[np.uint64]:
    """The signs of vectors, 64 in a number."""
    return np.packbits(vectors > 0, axis=1).view(np.uint64)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
