"""The model that turns a text into a vector: near to those of texts that mean the same.

A folder holds it: `model.onnx` (weights and what is computed in 8 bits), `pieces.txt` (its vocabulary) and
`manifest.json`. `python -m crossreview.search.meaning.making` makes it again from the published model, which needs the
extra `train`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossreview.networks import MANIFEST, WordPieces, check, open_session, read_manifest, sha256
from crossreview.resources import resource_folder

EMBEDDER: Final = "passages-1"
NETWORK, PIECES = "model.onnx", "pieces.txt"
LONGEST: Final = 128  # pieces of a text that are read; nearly all passages have fewer
WIDTH: Final = 384
Floats: TypeAlias = NDArray[np.float32]


class EmbedderManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an embedder is made of; hashes are SHA-256 in hex."""

    name: str
    base: dict[str, str]
    made_with: dict[str, str]
    files: dict[str, str]


class Embedder:
    """Makes vectors. Made by `load_embedder`; keeps nothing of the texts."""

    def __init__(self, session: Any, pieces: WordPieces) -> None:
        self._session = session
        self._pieces = pieces

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text, `WIDTH` wide.

        They are read one by one, so that the vector of a text does not depend on those beside it.
        """
        rows = [self._vector(text) for text in texts]
        return np.vstack(rows) if rows else np.zeros((0, WIDTH), dtype=np.float32)

    def _vector(self, text: str) -> Floats:
        numbers = np.array([self._pieces.numbers(text, LONGEST)], dtype=np.int64)
        vector: Floats = self._session.run(None, {"pieces": numbers})[0]
        return vector


@cache
def load_embedder() -> Embedder:
    """The model that comes with the package.

    Raises MissingExtra where what runs it is not installed, ModelMismatch where a file is not that of the manifest.
    """
    folder = resource_folder("models") / EMBEDDER
    manifest = read_manifest(folder, EmbedderManifest)
    for file in (NETWORK, PIECES):
        check(folder / file, manifest.files.get(file))
    pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")[:-1]
    return Embedder(
        open_session(folder / NETWORK, in_full=False), WordPieces({piece: at for at, piece in enumerate(pieces)})
    )


def embedder_hash() -> str:
    """The hash of its manifest: vectors of another model are of no use. Raises ModelMismatch."""
    return sha256(resource_folder("models") / EMBEDDER / MANIFEST)
