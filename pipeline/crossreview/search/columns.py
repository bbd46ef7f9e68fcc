"""What every entry of the index is counted by, in columns: one row for each entry, found by the number that it holds.

A row never changes: entries of a document that is indexed again get new rows, and those of before are forgotten when
the index is made anew. So the files only grow, and of one that a killed writer left the end is cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from crossreview.library.storage import storage_errors

Numbers: TypeAlias = NDArray[np.int64]
_FLAT: Final[dict[str, np.dtype[Any]]] = {
    "document": np.dtype(np.int32),
    "kind": np.dtype(np.uint16),
    "status": np.dtype(np.uint16),
    "settled": np.dtype(np.bool_),
}
_LISTS: Final = ("themes", "certainties", "addressees")
_END: Final[np.dtype[Any]] = np.dtype(np.int64)
_VALUE: Final[np.dtype[Any]] = np.dtype(np.uint16)


@dataclass(frozen=True)
class Lists:
    """Several values for each row: those of row `i` end at `ends[i]`, and begin where those of the row before end."""

    ends: NDArray[np.int64]
    values: NDArray[np.uint16]

    def of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """The values of some rows one after another, and how many each row has."""
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[np.maximum(rows - 1, 0)], 0)
        lengths = ends - starts
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.values[np.repeat(starts, lengths) + offsets].astype(np.int64), lengths


@dataclass(frozen=True)
class Columns:
    """The columns of an index: numbers of documents, kinds and statuses, and of themes and addressees.

    Of each theme there is how certain it is (`doubts.certainty`); `settled` is where a person set or confirmed them.
    """

    document: NDArray[np.int32]
    kind: NDArray[np.uint16]
    status: NDArray[np.uint16]
    settled: NDArray[np.bool_]
    themes: Lists
    certainties: Lists
    addressees: Lists

    @classmethod
    def opened(cls, folder: Path) -> Columns:
        """The columns in a folder, mapped and not read. Raises OSError, ValueError where they are not there."""
        count = rows_in(folder)
        flat: dict[str, Any] = {name: _mapped(folder / name, kind, count) for name, kind in _FLAT.items()}
        lists: dict[str, Any] = {}
        for name in _LISTS:
            ends = _mapped(folder / f"{name}-ends", _END, count)
            lists[name] = Lists(ends, _mapped(folder / name, _VALUE, int(ends[-1]) if count else 0))
        return cls(**flat, **lists)

    def __len__(self) -> int:
        return len(self.document)


@dataclass
class NewRows:
    """Rows that are still to be written."""

    document: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    settled: list[bool] = field(default_factory=list)
    themes: list[Sequence[int]] = field(default_factory=list)
    certainties: list[Sequence[int]] = field(default_factory=list)
    addressees: list[Sequence[int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.document)

    def append_to(self, folder: Path) -> None:
        """Write them behind those that are there; on the disk when this returns. Raises StorageFull."""
        count = rows_in(folder)
        with storage_errors(folder):
            for name in _LISTS:
                self._append_lists(folder, name, count)
            for name, kind in _FLAT.items():
                _append(folder / name, np.array(getattr(self, name), dtype=kind), count)

    def _append_lists(self, folder: Path, name: str, count: int) -> None:
        rows: list[Sequence[int]] = getattr(self, name)
        before = int(_mapped(folder / f"{name}-ends", _END, count)[-1]) if count else 0
        _append(folder / name, np.fromiter(_flattened(rows), dtype=_VALUE), before)
        ends = before + np.cumsum(np.fromiter(map(len, rows), dtype=_END, count=len(rows)))
        _append(folder / f"{name}-ends", ends.astype(_END), count)


def rows_in(folder: Path) -> int:
    """How many rows a folder holds in full; 0 where there are none."""
    widths = {**_FLAT, **{f"{name}-ends": _END for name in _LISTS}}
    return min(_size(folder / name) // kind.itemsize for name, kind in widths.items())


def _flattened(rows: Iterable[Sequence[int]]) -> Iterable[int]:
    return (value for values in rows for value in values)


def _mapped(path: Path, kind: np.dtype[Any], count: int) -> Any:
    if not count:
        return np.zeros(0, dtype=kind)
    return np.asarray(np.memmap(path, kind, "r", shape=(count,)))  # as a plain array: looked into faster


def _append(path: Path, rows: NDArray[Any], count: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(count * rows.itemsize)
        file.write(rows.tobytes())
        file.flush()
        os.fsync(file.fileno())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
