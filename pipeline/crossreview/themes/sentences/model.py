"""The sentence model as it is run: a small transformer that scores the themes of a statement.

A folder holds it: `model.onnx` (weights kept in 8 bits, computed with in 32), `pieces.txt` (its vocabulary),
`unseen.npz` (scores of statements by models that had not seen their authors) and `manifest.json`. It is made by
`crossreview train-sentences`, which needs more than running it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from crossreview.networks import WordPieces, check, open_session, read_manifest
from crossreview.themes.model import Floats

SENTENCES: Final = "sentences-1"
NETWORK, PIECES, UNSEEN = "model.onnx", "pieces.txt", "unseen.npz"
LONGEST = 96  # pieces of a statement that are read; all but one in two hundred have fewer


class SentenceManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sentence model is made of; `base` is the model that it was trained from. Hashes are SHA-256 in hex."""

    name: str
    themes: tuple[str, ...]
    base: dict[str, str]
    made_with: dict[str, str]
    statements: dict[str, str]
    files: dict[str, str]


class SentenceModel:
    """Scores statements. Made by `load_sentence_model`; keeps nothing of them."""

    def __init__(self, session: Any, pieces: WordPieces, themes: tuple[str, ...]) -> None:
        self.themes = themes
        self._session = session
        self._pieces = pieces

    def scores(self, texts: Sequence[str]) -> Floats:
        """A row for each text with the score (log-odds) of each theme, in the order of `themes`.

        They are read one by one, so that the score of a statement does not depend on those beside it.
        """
        rows = [self._scored(text) for text in texts]
        return np.vstack(rows) if rows else np.zeros((0, len(self.themes)), dtype=np.float32)

    def _scored(self, text: str) -> Floats:
        numbers = np.array([self._pieces.numbers(text, LONGEST)], dtype=np.int64)
        scores: Floats = self._session.run(None, {"pieces": numbers})[0]
        return scores


def load_sentence_model(folder: Path) -> SentenceModel:
    """The model in a folder.

    Raises MissingExtra where what runs it is not installed, ModelMismatch where a file is not that of the manifest.
    """
    manifest = sentence_manifest(folder)
    for file in (NETWORK, PIECES):
        check(folder / file, manifest.files.get(file))
    session = open_session(folder / NETWORK, in_full=True)
    pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")[:-1]
    return SentenceModel(session, WordPieces({piece: number for number, piece in enumerate(pieces)}), manifest.themes)


def sentence_manifest(folder: Path) -> SentenceManifest:
    """What the model in a folder is made of. Raises ModelMismatch."""
    return read_manifest(folder, SentenceManifest)
