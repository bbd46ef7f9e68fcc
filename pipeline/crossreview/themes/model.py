"""The trained model of themes: one linear classifier for each theme over the words of a statement, calibrated.

A folder holds it: `model.npz` (numbers), `terms.txt` (what each row of them stands for), `manifest.json` (versions,
hashes and what it was trained on) and `CARD.md`. Nothing is unpickled, and files that are not those of the manifest are
refused.
"""

from __future__ import annotations

import hashlib
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
from crossreview.themes.words import Term, stems, terms

NUMBERS, TERMS, MANIFEST, CARD = "model.npz", "terms.txt", "manifest.json", "CARD.md"
_TELLING = 3  # the terms that are shown as the reason for a theme
_CONSIDERED = 8  # the weightiest ones, of which those within another are left out
_REMEDY = "Install Crossreview again; in its repository, `make model` makes it anew."

Floats = NDArray[np.float32]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a model is made of. Hashes are SHA-256 in hex."""

    name: str
    taxonomy: str
    themes: tuple[str, ...]
    slope: float
    offset: float
    made_with: dict[str, str]
    statements: dict[str, str]
    files: dict[str, str]


@dataclass(frozen=True)
class Weighed:
    """The terms of a text, by their rows in the weights, and what each weighs in it."""

    terms: NDArray[np.int32]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class ThemeModel:
    """Weights of each term for each theme, how scores become probabilities, and from which on a theme is given.

    `weights` has a row for each term and a column for each theme; `intercepts` and `thresholds` a number for each
    theme.
    The probability of a theme is the logistic of `slope * score + offset`.
    """

    themes: tuple[str, ...]
    vectorizer: TfidfVectorizer
    weights: Floats
    intercepts: Floats
    thresholds: Floats
    slope: float
    offset: float

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """A row for each text, with the probability of each theme in the order of `themes`."""
        return self.judged(texts)[0]

    def judged(self, texts: Sequence[str]) -> tuple[Floats, list[Weighed]]:
        """The probabilities of themes, a row for each text, and the weighted terms that they come from."""
        if not texts:
            return np.zeros((0, len(self.themes)), dtype=np.float32), []
        rows = self.vectorizer.transform(texts)
        bounds = zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
        weighed = [Weighed(rows.indices[start:end], rows.data[start:end]) for start, end in bounds]
        return self.calibrated(rows @ self.weights + self.intercepts), weighed

    def calibrated(self, scores: NDArray[np.floating[Any]]) -> Floats:
        """Probabilities from scores."""
        chances: Floats = (1 / (1 + np.exp(-(self.slope * scores + self.offset)))).astype(np.float32)
        return chances

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


def save_model(model: ThemeModel, folder: Path, name: str, taxonomy: str, made: dict[str, dict[str, str]]) -> Manifest:
    """Write a model. `made` says with which versions (`made_with`) and from which files (`statements`)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TERMS).write_text("\n".join(model.names) + "\n", encoding="utf-8")
    np.savez_compressed(
        folder / NUMBERS,
        weights=model.weights.astype(np.float16),
        idf=model.vectorizer.idf_.astype(np.float32),
        intercepts=model.intercepts,
        thresholds=model.thresholds,
        themes=np.array(model.themes),
    )
    manifest = Manifest(
        name=name,
        taxonomy=taxonomy,
        themes=model.themes,
        slope=model.slope,
        offset=model.offset,
        made_with=made["made_with"],
        statements=made["statements"],
        files={file: sha256(folder / file) for file in (NUMBERS, TERMS)},
    )
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def load_model(folder: Path, known_themes: Sequence[str]) -> ThemeModel:
    """The model in a folder.

    Raises ModelMismatch where a file is missing or not the one of the manifest, or a theme is none of `known_themes`.
    """
    manifest = _manifest(folder)
    for file in (NUMBERS, TERMS):
        if not (folder / file).is_file() or sha256(folder / file) != manifest.files.get(file):
            raise ModelMismatch("This is not the file that its manifest names.", remedy=_REMEDY, path=folder / file)
    unknown = sorted(set(manifest.themes) - set(known_themes))
    if unknown:
        raise ModelMismatch(
            f"It knows themes that the taxonomy does not: {', '.join(unknown)}.", remedy=_REMEDY, path=folder
        )
    with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
        if tuple(numbers["themes"].tolist()) != manifest.themes:
            raise ModelMismatch("Its manifest names other themes than its numbers.", remedy=_REMEDY, path=folder)
        vectorizer = make_vectorizer((folder / TERMS).read_text(encoding="utf-8").split("\n")[:-1])
        vectorizer.idf_ = numbers["idf"]
        return ThemeModel(
            themes=manifest.themes,
            vectorizer=vectorizer,
            weights=numbers["weights"].astype(np.float32),
            intercepts=numbers["intercepts"],
            thresholds=numbers["thresholds"],
            slope=manifest.slope,
            offset=manifest.offset,
        )


def sha256(path: Path) -> str:
    """The hash of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise ModelMismatch("There is no model here.", remedy=_REMEDY, path=folder) from None
    except msgspec.MsgspecError as error:
        raise ModelMismatch(f"The manifest cannot be read: {error}.", remedy=_REMEDY, path=path) from None
