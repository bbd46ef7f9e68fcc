"""The trained model of themes: one linear classifier for each theme over the words of a statement, calibrated.

Its scores become probabilities by themselves, or together with those of the sentence model where that is there.

A folder holds it: `model.npz` (numbers), `terms.txt` (what each row of them stands for), `manifest.json` (versions,
hashes and what it was trained on) and `CARD.md`. Nothing is unpickled, and files that are not those of the manifest are
refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from crossreview.errors import ModelMismatch
from crossreview.networks import MANIFEST, REMEDY, Named, check, read_manifest, sha256
from crossreview.themes.words import Term, stems, terms

NUMBERS, TERMS = "model.npz", "terms.txt"
_TELLING = 3  # the terms that are shown as the reason for a theme
_CONSIDERED = 8  # the weightiest ones, of which those within another are left out

Floats = NDArray[np.float32]
Scores = NDArray[np.floating[Any]]


class Slopes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How scores become a probability: the logistic of `words * score + sentences * score + offset`."""

    words: float
    sentences: float
    offset: float


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a model is made of; `sentences` is the sentence model that it goes with, by the hash of its manifest.

    Hashes are SHA-256 in hex.
    """

    name: str
    taxonomy: str
    themes: tuple[str, ...]
    alone: Slopes
    together: Slopes | None
    sentences: Named | None
    made_with: dict[str, str]
    statements: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True)
class Made:
    """What a model was made for, with and from: versions of packages, hashes (SHA-256) of files."""

    name: str
    taxonomy: str
    made_with: dict[str, str]
    statements: dict[str, str]
    sentences: Named | None = None


@dataclass(frozen=True)
class Weighed:
    """The terms of a text, by their rows in the weights, and what each weighs in it."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """How scores become probabilities, and for each theme the probability from which on it is given."""

    slopes: Slopes
    thresholds: Floats

    def chances(self, words: Scores, sentences: Scores | None = None) -> Floats:
        """Probabilities from the scores of the words, and of the sentence model where it has a part."""
        log_odds = self.slopes.words * words + self.slopes.offset
        if sentences is not None:
            log_odds = log_odds + self.slopes.sentences * sentences
        chances: Floats = (1 / (1 + np.exp(-log_odds))).astype(np.float32)
        return chances


@dataclass(frozen=True)
class ThemeModel:
    """Weights of each term for each theme, and how scores become probabilities.

    `weights` has a row for each term and a column for each theme, `intercepts` a number for each theme. `alone` is for
    the scores of words by themselves, `together` for those with the scores of the sentence model, if it was fitted.
    """

    themes: tuple[str, ...]
    vectorizer: TfidfVectorizer
    weights: Floats
    intercepts: Floats
    alone: Calibration
    together: Calibration | None = None

    def scores(self, texts: Sequence[str]) -> tuple[Scores, list[Weighed]]:
        """The scores (log-odds) of themes, a row for each text, and the weighted terms that they come from."""
        rows = self.vectorizer.transform(texts)
        bounds = zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
        weighed = [Weighed(rows.indices[start:end], rows.data[start:end]) for start, end in bounds]
        return rows @ self.weights + self.intercepts, weighed

    def telling(self, text: str, row: Weighed, columns: NDArray[np.intp]) -> list[tuple[tuple[int, int], ...]]:
        """For each theme (by its column) where the terms stand that speak most for it, none within another.

        `row` has the weighted terms of the text.
        """
        spoken = self.weights[row.terms[:, None], columns] * row.weights[:, None]
        most = np.unique(np.argsort(-spoken, axis=0)[:_CONSIDERED])
        place = {self.names[row.terms[number]]: int(number) for number in most}
        found = [(place[term.stems], term) for term in terms(text, place)]
        return [_weightiest(spoken[:, number], found) for number in range(len(columns))]

    @cached_property
    def names(self) -> list[str]:
        """The terms, in the order of the rows of `weights`."""
        known: dict[str, int] = self.vectorizer.vocabulary_
        return sorted(known, key=known.__getitem__)


def _weightiest(spoken: NDArray[np.floating[Any]], found: Sequence[tuple[int, Term]]) -> tuple[tuple[int, int], ...]:
    speaking = sorted((-float(spoken[place]), term.start, term.end) for place, term in found if spoken[place] > 0)
    kept: list[tuple[int, int]] = []
    for _, start, end in speaking:
        if len(kept) == _TELLING:
            break
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return tuple(kept)


def make_vectorizer(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    """What turns texts into rows of weighted terms; with a vocabulary, as it was in training."""
    return TfidfVectorizer(
        tokenizer=stems,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, 2),
        sublinear_tf=True,
        min_df=1 if vocabulary is not None else 2,
        vocabulary=vocabulary,
    )


def save_model(model: ThemeModel, folder: Path, made: Made) -> Manifest:
    """Write a model to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TERMS).write_text("\n".join(model.names) + "\n", encoding="utf-8")
    together = model.together.thresholds if model.together is not None else np.zeros(0, dtype=np.float32)
    np.savez_compressed(
        folder / NUMBERS,
        weights=model.weights.astype(np.float16),
        idf=model.vectorizer.idf_.astype(np.float32),
        intercepts=model.intercepts,
        alone=model.alone.thresholds,
        themes=np.array(model.themes),
        together=together,
    )
    manifest = Manifest(
        name=made.name,
        taxonomy=made.taxonomy,
        themes=model.themes,
        alone=model.alone.slopes,
        together=model.together.slopes if model.together is not None else None,
        sentences=made.sentences,
        made_with=made.made_with,
        statements=made.statements,
        files={file: sha256(folder / file) for file in (NUMBERS, TERMS)},
    )
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def load_model(folder: Path, known_themes: Sequence[str]) -> ThemeModel:
    """The model in a folder.

    Raises ModelMismatch where a file is missing or not the one of the manifest, or a theme is none of `known_themes`.
    """
    manifest = load_manifest(folder)
    for file in (NUMBERS, TERMS):
        check(folder / file, manifest.files.get(file))
    unknown = sorted(set(manifest.themes) - set(known_themes))
    if unknown:
        raise ModelMismatch(
            f"It knows themes that the taxonomy does not: {', '.join(unknown)}.", remedy=REMEDY, path=folder
        )
    with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
        if tuple(numbers["themes"].tolist()) != manifest.themes:
            raise ModelMismatch("Its manifest names other themes than its numbers.", remedy=REMEDY, path=folder)
        vectorizer = make_vectorizer((folder / TERMS).read_text(encoding="utf-8").split("\n")[:-1])
        vectorizer.idf_ = numbers["idf"]
        return ThemeModel(
            themes=manifest.themes,
            vectorizer=vectorizer,
            weights=numbers["weights"].astype(np.float32),
            intercepts=numbers["intercepts"],
            alone=Calibration(manifest.alone, numbers["alone"]),
            together=Calibration(manifest.together, numbers["together"]) if manifest.together is not None else None,
        )


def load_manifest(folder: Path) -> Manifest:
    """What the model in a folder is made of. Raises ModelMismatch."""
    return read_manifest(folder, Manifest)
