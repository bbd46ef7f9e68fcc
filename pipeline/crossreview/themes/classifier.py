"""Themes for statements: what the trained model gives, with the cues and words that led there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np

from crossreview.resources import resource_folder
from crossreview.themes.assign import MOST_THEMES
from crossreview.themes.cues import CueHit, CueMatcher, build_cue_matcher
from crossreview.themes.model import MANIFEST, Floats, ThemeModel, Weighed, load_model, sha256
from crossreview.themes.statements import Population
from crossreview.vocabulary.taxonomy import load_taxonomy

MODEL = "themes-1"
_FEWEST_WORDS = 4  # of a statement; what is shorter is a name or a thank-you, and has a theme only if a cue names it
_OUT_OF_PLACE = 0.3  # how likely a theme is in a review of people whom it does not apply to, beside others


@dataclass(frozen=True)
class CodedTheme:
    """A theme of a statement, and where the words stand that led there, in characters of the text.

    The score is a probability; where the theme does not apply to the people whom the review is about, a smaller number.
    """

    theme: str
    score: float
    evidence: tuple[tuple[int, int], ...]


class Classifier:
    """Gives themes to statements. Made by `load_classifier`; keeps nothing of the statements."""

    def __init__(self, model: ThemeModel, matcher: CueMatcher) -> None:
        self.matcher = matcher
        self._model = model
        self._applies: Mapping[Population, Floats] = {
            population: np.array(
                [
                    1.0 if population in matcher.taxonomy.theme(theme).applies_to else _OUT_OF_PLACE
                    for theme in model.themes
                ],
                dtype=np.float32,
            )
            for population in get_args(Population)
        }

    def classify(
        self, texts: Sequence[str], populations: Sequence[Population | None] | None = None
    ) -> list[tuple[CodedTheme, ...]]:
        """The themes of each text, the likeliest first; none where the evidence is weak.

        `populations`, one for each text, say whom the review is about, where that is known.
        """
        chances, rows = self._model.judged(texts)
        if populations is not None:
            everywhere = np.ones(len(self._model.themes), dtype=np.float32)
            chances = chances * np.stack(
                [
                    everywhere if population is None else self._applies[population]
                    for _, population in zip(texts, populations, strict=True)
                ]
            )
        return [
            self._coded(text, chances[number], rows[number], self.matcher.find(text))
            for number, text in enumerate(texts)
        ]

    def _coded(self, text: str, chances: Floats, row: Weighed, hits: Sequence[CueHit]) -> tuple[CodedTheme, ...]:
        likeliest = np.argsort(-chances, kind="stable")
        enough = likeliest[chances[likeliest] >= self._model.thresholds[likeliest]]
        columns = [int(column) for column in enough if not _denied(self._model.themes[column], hits)][:MOST_THEMES]
        named = {column: _named(self._model.themes[column], hits) for column in columns}
        if len(text.split()) < _FEWEST_WORDS:
            columns = [column for column in columns if named[column]]
        unnamed = [column for column in columns if not named[column]]
        if unnamed:
            told = self._model.telling(text, row, np.array(unnamed, dtype=np.intp))
            named.update(zip(unnamed, told, strict=True))
        return tuple(
            CodedTheme(self._model.themes[column], round(float(chances[column]), 4), named[column])
            for column in columns
        )


@cache
def load_classifier() -> Classifier:
    """The classifier with the model and the taxonomy that come with the package.

    Raises ModelMismatch where the model is not the one of its manifest.
    """
    return classifier_of(build_cue_matcher(load_taxonomy()))


def classify(
    texts: Sequence[str], populations: Sequence[Population | None] | None = None
) -> list[tuple[CodedTheme, ...]]:
    """The themes of each text by the shipped model, as `Classifier.classify`. Raises ModelMismatch."""
    return load_classifier().classify(texts, populations)


@cache
def model_hash() -> str:
    """The SHA-256 of the manifest of the shipped model, which names the hashes of its files."""
    return sha256(resource_folder("models") / MODEL / MANIFEST)


def classifier_of(matcher: CueMatcher) -> Classifier:
    """A classifier with the shipped model that shows the cues of another matcher."""
    themes = tuple(theme.id for theme in matcher.taxonomy.themes)
    return Classifier(load_model(resource_folder("models") / MODEL, themes), matcher)


def _named(theme: str, hits: Sequence[CueHit]) -> tuple[tuple[int, int], ...]:
    """Where cues name the theme."""
    return tuple(dict.fromkeys((hit.start, hit.end) for hit in hits if hit.theme == theme and not hit.negated))


def _denied(theme: str, hits: Sequence[CueHit]) -> bool:
    """Whether all that names the theme is denied: "no evidence of physical abuse"."""
    named = [hit.negated for hit in hits if hit.theme == theme]
    return bool(named) and all(named)
