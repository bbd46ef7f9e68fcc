"""The record of a document of which nothing could be read, so that everything in it counts as missed."""

from __future__ import annotations

import types
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec

from crossreview.evaluate.gold import Gold
from crossreview.records import SCHEMA_VERSION, DocumentRecord

S = TypeVar("S", bound=msgspec.Struct)


def nothing_read(gold: Gold) -> DocumentRecord:
    """An empty record for the document that the gold describes."""
    empty = _empty_struct(DocumentRecord)
    document = msgspec.structs.replace(
        empty.document, id=gold.sha256[:16], filename=gold.file, sha256=gold.sha256, pages=gold.pages
    )
    return msgspec.structs.replace(empty, schema_version=SCHEMA_VERSION, document=document)


def _empty_struct(kind: type[S]) -> S:
    """A struct with the emptiest value in each field, derived so that no other place lists the fields of a record."""
    return kind(**{field.name: _empty(field.type) for field in msgspec.structs.fields(kind)})


def _empty(kind: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType) and types.NoneType in get_args(kind):
        return None
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _empty_struct(kind)
    return (origin or kind)()
