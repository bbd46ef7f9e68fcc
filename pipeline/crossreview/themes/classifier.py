"""Themes for statements: what the trained model gives, with the cues and words that led there."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from crossreview.errors import ModelMismatch
from crossreview.networks import REMEDY, hashes_of, sentences_for, theme_model
from crossreview.themes.assign import MOST_THEMES
from crossreview.themes.cues import CueHit, CueMatcher, build_cue_matcher
from crossreview.themes.model import (
    Calibration,
    Floats,
    Scores,
    ThemeModel,
    Weighed,
    load_model,
)
from crossreview.themes.sentences import SentenceModel, load_sentence_model
from crossreview.vocabulary.taxonomy import Population, load_taxonomy

# A statement of fewer words is a name or a thank-you, and one of fewer that say something ("Completed 14 May 2021")
# is a mark on a plan: it has a theme only if a cue names it.
_FEWEST_WORDS, _FEWEST_TELLING = 4, 2
_LETTERS = re.compile(r"[^\W\d_]+(?:['’/-][^\W\d_]+)*")
_OUT_OF_PLACE = 0.3  # how likely a theme is in a review of people whom it does not apply to, beside others


@dataclass(frozen=True)
class CodedTheme:
    """A theme of a statement, and where the words stand that led there, in characters of the text.

    Where no words of it speak for the theme by themselves, all of it led there. The score is a probability; where the
    theme does not apply to the people whom the review is about, a smaller number.
    """

    theme: str
    score: float
    evidence: tuple[tuple[int, int], ...]


class Classifier:
    """Gives themes to statements. Made by `load_classifier`; keeps nothing of the statements."""

    def __init__(
        self,
        model: ThemeModel,
        matcher: CueMatcher,
        sentences: SentenceModel | None = None,
        made_by: Mapping[str, str] | None = None,
    ) -> None:
        """`made_by` are the names of the models and the hashes of their manifests.

        Raises ModelMismatch where the model was not fitted with a sentence model, and one is given.
        """
        self.matcher = matcher
        self.made_by = dict(made_by or {})
        self._model = model
        self._sentences = sentences
        self._calibration = _calibration(model, sentences)
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

    @property
    def reads_sentences(self) -> bool:
        """Whether the sentence model has a part."""
        return self._sentences is not None

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that it knows, in the order of probabilities and thresholds."""
        return self._model.themes

    @property
    def thresholds(self) -> Floats:
        """The probability of each theme from which on it is given."""
        return self._calibration.thresholds

    def classify(
        self, texts: Sequence[str], populations: Sequence[Population | None] | None = None
    ) -> list[tuple[CodedTheme, ...]]:
        """The themes of each text, the likeliest first; none where the evidence is weak.

        `populations`, one for each text, say whom the review is about, where that is known.
        """
        if not texts:
            return []
        words, rows = self._model.scores(texts)
        chances = self._chances(texts, words, populations)
        spoken = self._model.alone.chances(words) >= self._model.alone.thresholds
        return [
            self._coded(_Judged(text, chances[number], spoken[number], rows[number]), self.matcher.find(text))
            for number, text in enumerate(texts)
        ]

    def chances(self, texts: Sequence[str], populations: Sequence[Population | None] | None = None) -> Floats:
        """The probability of each theme, a row for each of one text or more."""
        return self._chances(texts, self._model.scores(texts)[0], populations)

    def _chances(self, texts: Sequence[str], words: Scores, populations: Sequence[Population | None] | None) -> Floats:
        meant = self._sentences.scores(texts) if self._sentences is not None else None
        chances = self._calibration.chances(words, meant)
        if populations is None:
            return chances
        if len(populations) != len(texts):
            raise ValueError("there must be as many populations as texts")
        return chances * self.applicability(populations)

    def applicability(self, populations: Sequence[Population | None]) -> Floats:
        """How likely each theme is in reviews about some people, beside other reviews: a row for each of them."""
        everywhere = np.ones(len(self._model.themes), dtype=np.float32)
        return np.stack([everywhere if population is None else self._applies[population] for population in populations])

    def _coded(self, judged: _Judged, hits: Sequence[CueHit]) -> tuple[CodedTheme, ...]:
        likeliest = np.argsort(-judged.chances, kind="stable")
        enough = likeliest[judged.chances[likeliest] >= self._calibration.thresholds[likeliest]]
        columns = [int(column) for column in enough if not _denied(self._model.themes[column], hits)]
        named = {column: _named(self._model.themes[column], hits) for column in columns}
        if _says_little(judged.text, self.matcher.taxonomy.silent_words):
            columns = [column for column in columns if named[column]]
        columns = columns[:MOST_THEMES]
        spoken = [column for column in columns if not named[column] and judged.spoken[column]]
        if spoken:
            told = self._model.telling(judged.text, judged.words, np.array(spoken, dtype=np.intp))
            named.update(zip(spoken, told, strict=True))
        whole = ((0, len(judged.text)),)
        return tuple(
            CodedTheme(self._model.themes[column], round(float(judged.chances[column]), 4), named[column] or whole)
            for column in columns
        )


@dataclass(frozen=True)
class _Judged:
    """A text with the probability of each theme, which themes its words speak for by themselves, and their weights."""

    text: str
    chances: Floats
    spoken: NDArray[np.bool_]
    words: Weighed


def load_classifier(folder: Path | None = None, *, words_only: bool = False) -> Classifier:
    """The classifier with the taxonomy that comes with the package; made once for the models that do, too."""
    if folder is None:
        return _shipped(words_only=words_only)
    return classifier_of(build_cue_matcher(load_taxonomy()), folder, words_only=words_only)


@cache
def _shipped(*, words_only: bool) -> Classifier:
    return classifier_of(build_cue_matcher(load_taxonomy()), words_only=words_only)


def classify(
    texts: Sequence[str], populations: Sequence[Population | None] | None = None
) -> list[tuple[CodedTheme, ...]]:
    """The themes of each text by the shipped models, as `Classifier.classify`. Raises ModelMismatch."""
    return load_classifier().classify(texts, populations)


def classifier_of(matcher: CueMatcher, folder: Path | None = None, *, words_only: bool = False) -> Classifier:
    """A classifier that shows the cues of a matcher, with the shipped model or that of another folder.

    The sentence model has its part where onnxruntime is installed and the model was fitted with it, but not with
    `words_only`. Raises ModelMismatch where a model is not the one of its manifest, or goes with other themes.
    """
    folder = theme_model(folder)
    model = load_model(folder, matcher.taxonomy.ids)
    sentences = None if words_only else sentences_for(folder)
    meaning = load_sentence_model(sentences) if sentences is not None else None
    return Classifier(model, matcher, meaning, hashes_of(folder, sentences))


def _calibration(model: ThemeModel, sentences: SentenceModel | None) -> Calibration:
    if sentences is None:
        return model.alone
    if model.together is None or model.themes != sentences.themes:
        raise ModelMismatch("The sentence model goes with another model of themes.", remedy=REMEDY)
    return model.together


def _says_little(text: str, silent: Container[str]) -> bool:
    """Whether a text is too short to be about something, or hardly says more than how things stand and when."""
    words = _LETTERS.findall(text.casefold())
    return len(text.split()) < _FEWEST_WORDS or sum(word not in silent for word in words) < _FEWEST_TELLING


def _named(theme: str, hits: Sequence[CueHit]) -> tuple[tuple[int, int], ...]:
    """Where cues name the theme."""
    return tuple(dict.fromkeys((hit.start, hit.end) for hit in hits if hit.theme == theme and not hit.negated))


def _denied(theme: str, hits: Sequence[CueHit]) -> bool:
    """Whether all that names the theme is denied: "no evidence of physical abuse"."""
    named = [hit.negated for hit in hits if hit.theme == theme]
    return bool(named) and all(named)
