"""Which trained models read documents, told from their manifests alone: whoever only hands documents on loads none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec

from crossreview.errors import ModelMismatch
from crossreview.networks.folders import MANIFEST, read_manifest, sha256
from crossreview.resources import resource_folder

_STANDARD: Final = "themes-1"


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model by its name and the hash (SHA-256) of its manifest."""

    name: str
    sha256: str


class _Head(msgspec.Struct, frozen=True):
    name: str
    sentences: Named | None


def models_used(folder: Path | None = None, *, words_only: bool = False) -> dict[str, str]:
    """The names of the models that read with the model of themes in a folder, and the hashes of their manifests.

    Without a folder it is the model that comes with the package. Raises ModelMismatch where they do not go together, or
    there is none.
    """
    folder = theme_model(folder)
    return hashes_of(folder, None if words_only else sentences_for(folder))


def hashes_of(themes: Path, sentences: Path | None) -> dict[str, str]:
    """The names of a model of themes and of a sentence model, and the hashes (SHA-256) of their manifests."""
    used = {read_manifest(themes, _Head).name: sha256(themes / MANIFEST)}
    return used if sentences is None else used | {sentences.name: sha256(sentences / MANIFEST)}


def theme_model(folder: Path | None) -> Path:
    """The folder of a model of themes: the one given, or the one that comes with the package."""
    return folder if folder is not None else resource_folder("models") / _STANDARD


def sentences_for(folder: Path) -> Path | None:
    """The sentence model that the model in a folder goes with; None where there is none, or nothing to run it.

    It stands beside that folder, or comes with the package. Raises ModelMismatch.
    """
    wanted = read_manifest(folder, _Head).sentences
    if wanted is None or find_spec("onnxruntime") is None:
        return None
    for place in (folder.resolve().parent, resource_folder("models")):
        manifest = place / wanted.name / MANIFEST
        if manifest.is_file() and sha256(manifest) == wanted.sha256:
            return manifest.parent
    raise ModelMismatch(
        f"The sentence model {wanted.name} that it was fitted with is not there.",
        remedy="Put that beside it, or train it again with the one that is there.",
        path=folder,
    )
