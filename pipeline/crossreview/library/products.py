"""The JSON lines that a library keeps beside its records: rows in the order of the ids of their documents."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from crossreview.library.storage import replacing


class _OfDocument(msgspec.Struct, frozen=True):
    document_id: str


_head = msgspec.json.Decoder(_OfDocument)


def encoded(row: dict[str, Any]) -> bytes:
    """A row as a line without its end."""
    return msgspec.json.encode(row)


def replace_rows(path: Path, gone: Collection[str], new: Iterable[tuple[str, Iterable[dict[str, Any]]]]) -> None:
    """Write the rows of some documents anew: those of `gone` go, and `new` come (document ids in order, with rows)."""
    fresh = ((document_id, encoded(row) + b"\n") for document_id, rows in new for row in rows)
    with replacing(path) as handle:
        for _, line in heapq.merge(_kept(path, gone), fresh, key=lambda each: each[0]):
            handle.write(line)


def _kept(path: Path, gone: Collection[str]) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as lines:
        for line in lines:
            document_id = _head.decode(line).document_id
            if document_id not in gone:
                yield document_id, line
