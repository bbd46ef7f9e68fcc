"""Records to bytes and back, with errors that name the file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import msgspec

from crossreview.errors import RecordDamaged, RecordVersionMismatch
from crossreview.records.document import SCHEMA_VERSION, DocumentRecord

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(DocumentRecord)


class _Version(msgspec.Struct):
    schema_version: int | None = None


_version_decoder = msgspec.json.Decoder(_Version)


def encode(record: DocumentRecord) -> bytes:
    """One line of JSON, UTF-8, the same bytes for the same record."""
    return _encoder.encode(record)


def decode(data: bytes, origin: Path | None = None) -> DocumentRecord:
    """The record in `data`; `origin` is the file it came from, for the error.

    Raises RecordVersionMismatch if it was written with another schema version, RecordDamaged if it cannot be decoded.
    """
    try:
        record = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # One of another version may look damaged: that it is of another version is what to say.
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            _check_version(_version_decoder.decode(data).schema_version, origin)
        raise RecordDamaged(
            f"This record cannot be decoded ({error}).",
            remedy="Delete it and read the document again with `crossreview run`.",
            path=origin,
        ) from error
    _check_version(record.schema_version, origin)
    return record


def _check_version(version: int | None, origin: Path | None) -> None:
    if version == SCHEMA_VERSION:
        return
    if version is not None and version > SCHEMA_VERSION:
        raise RecordVersionMismatch(
            f"This record has schema version {version}; this Crossreview knows versions up to {SCHEMA_VERSION}.",
            remedy="Install a newer Crossreview to read it.",
            path=origin,
        )
    raise RecordVersionMismatch(
        f"This record has schema version {version}; this Crossreview reads version {SCHEMA_VERSION}.",
        remedy="Read the document again with `crossreview run`.",
        path=origin,
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record, derived from the types."""
    schema, components = msgspec.json.schema_components((DocumentRecord,), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Crossreview document record, schema version {SCHEMA_VERSION}",
        **schema[0],
        "$defs": components,
    }


def plain(value: object) -> dict[str, Any]:
    """A record, or any part of it, as plain dictionaries, lists and strings, for JSON lines and frames."""
    return cast(dict[str, Any], msgspec.to_builtins(value))
