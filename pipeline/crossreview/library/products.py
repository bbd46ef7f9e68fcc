"""The JSON lines that a library keeps beside its records: rows in the order of the ids of their documents."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from crossreview.library.storage import replacing


class RowsOfAnotherVersion(Exception):
    """The rows that are there are damaged or have other columns: all have to be made anew."""


class _OfDocument(msgspec.Struct, frozen=True):
    document_id: str


_head = msgspec.json.Decoder(_OfDocument)


def encoded(row: dict[str, Any]) -> bytes:
    """A row as a line without its end."""
    return msgspec.json.encode(row)


def replace_rows(
    path: Path,
    columns: Collection[str],
    gone: Collection[str],
    new: Iterable[tuple[str, Iterable[dict[str, Any]]]],
) -> None:
    """Write the rows of some documents anew: those of `gone` go, and `new` come (document ids in order, with rows).

    Raises RowsOfAnotherVersion, and changes nothing, where the rows that are there cannot stay.
    """
    fresh = ((document_id, encoded(row) + b"\n") for document_id, rows in new for row in rows)
    with replacing(path) as handle:
        for _, line in heapq.merge(_kept(path, columns, gone), fresh, key=lambda each: each[0]):
            handle.write(line)


def _kept(path: Path, columns: Collection[str], gone: Collection[str]) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines):
            try:
                if number == 0 and msgspec.json.decode(line).keys() != set(columns):
                    raise RowsOfAnotherVersion
                document_id = _head.decode(line).document_id
            except (msgspec.MsgspecError, AttributeError) as error:
                raise RowsOfAnotherVersion from error
            if document_id not in gone:
                yield document_id, line
