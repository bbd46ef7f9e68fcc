"""Scores that the sentence model gave to statements before it had seen their authors, kept to be blended with words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from crossreview.networks import check
from crossreview.themes.model import Floats
from crossreview.themes.sentences.model import UNSEEN, sentence_manifest


class Unseen:
    """A row of scores for each statement, found by its text; the texts themselves are not kept."""

    def __init__(self, keys: Sequence[str], scores: Floats) -> None:
        self._rows = {key: row for row, key in enumerate(keys)}
        self._scores = scores

    def __getitem__(self, text: str) -> Floats:
        row: Floats = self._scores[self._rows[_key(text)]]
        return row

    def __contains__(self, text: str) -> bool:
        return _key(text) in self._rows


def save_unseen(path: Path, texts: Sequence[str], scores: Floats) -> None:
    """Keep the scores of texts, a row for each."""
    np.savez_compressed(path, keys=np.array([_key(text) for text in texts]), scores=scores.astype(np.float16))


def load_unseen(folder: Path) -> Unseen:
    """The scores that are kept with the sentence model in a folder. Raises ModelMismatch."""
    check(folder / UNSEEN, sentence_manifest(folder).files.get(UNSEEN))
    with np.load(folder / UNSEEN, allow_pickle=False) as kept:
        return Unseen(kept["keys"].tolist(), kept["scores"].astype(np.float32))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
