"""A trained model in a folder: its files, with a manifest that has the hash of each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from crossreview.errors import ModelMismatch

MANIFEST: Final = "manifest.json"
CARD: Final = "CARD.md"
REMEDY: Final = "Install Crossreview again; in its repository, `make model` makes it anew."
_Kind = TypeVar("_Kind", bound=msgspec.Struct)


def check(path: Path, expected: str | None) -> None:
    """Raises ModelMismatch where a file cannot be read, or has another hash than the expected one."""
    if sha256(path) != expected:
        raise ModelMismatch("This is not the file that its manifest names.", remedy=REMEDY, path=path)


def sha256(path: Path) -> str:
    """The hash of a file in hex. Raises ModelMismatch where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelMismatch(f"This file cannot be read ({error.strerror}).", remedy=REMEDY, path=path) from error


def read_manifest(folder: Path, kind: type[_Kind]) -> _Kind:
    """The manifest in a folder. Raises ModelMismatch where there is none, or it cannot be read as one of its kind."""
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError:
        raise ModelMismatch("There is no model here.", remedy=REMEDY, path=folder) from None
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ModelMismatch(f"The manifest cannot be read: {error}.", remedy=REMEDY, path=path) from None
