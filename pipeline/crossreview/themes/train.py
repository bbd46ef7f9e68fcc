"""Training of the theme model: weights from all statements, calibration and thresholds from those of other authors.

An author's turns of phrase make his own statements easy, so each statement is scored by a model that has not seen its
author. From those scores come the thresholds; and, on statements that a second person coded too, the probabilities:
there a theme is right if either gave it, since a theme that one of two gives is seldom wrong. All of it
is deterministic: the same statements and versions give the same model.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from crossreview.errors import StatementsDamaged
from crossreview.themes.model import Calibration, Floats, Slopes, ThemeModel, make_vectorizer
from crossreview.themes.sentences.unseen import Unseen
from crossreview.themes.statements import Statement

_STRENGTH = 20.0  # of the fit (C); from 5 to 60 it makes no difference of more than 0.005 in F1
_FOLDS = 5
# No theme is given that is likelier wrong than right. Chosen from 0.2 on, thresholds lay between 0.3 and 0.5; of the
# themes given with less than 0.5, four in ten were those that people gave to items of sample and real documents.
_GRID = np.arange(0.50, 0.81, 0.02)
_BETA = 0.9  # of F: a theme that is wrong misinforms more than one that is missing
_FEWEST = 10  # statements of a theme, below which its threshold is that of all
_SHRUNK = 0.5  # share of a theme's own best threshold in the one that is used: one theme has few statements
_ENOUGH = 2  # authors
_NEVER = -20.0  # the log-odds of a theme that no statement has

Labels = NDArray[np.bool_]


@dataclass(frozen=True)
class Trained:
    """A model, and the scores of its training statements by models that had not seen their authors."""

    model: ThemeModel
    unseen_scores: NDArray[np.float64]


def train_model(statements: Sequence[Statement], themes: Sequence[str], sentences: Unseen | None = None) -> Trained:
    """A model of `themes` from statements of two or more authors.

    `sentences` are the scores that the sentence model gave to some of the statements before it had seen their authors.
    Where no statement was coded by a second person, the probabilities are those of a single coder.

    Raises StatementsDamaged where there are fewer authors, or a statement has a theme that is none of `themes`.
    """
    if len({statement.author for statement in statements}) < _ENOUGH:
        raise StatementsDamaged("All statements are by one author.", remedy="Add statements that somebody else wrote.")
    labels = labels_of([(statement.author, statement.themes) for statement in statements], themes)
    unseen = _unseen_scores(statements, labels)
    judged = _Scored(statements, labels, _either(statements, themes), unseen)
    vectorizer, weights, intercepts = _fit(statements, labels)
    model = ThemeModel(
        themes=tuple(themes),
        vectorizer=vectorizer,
        weights=weights,
        intercepts=intercepts,
        alone=judged.calibrated(),
        together=judged.calibrated(sentences) if sentences is not None else None,
    )
    return Trained(model, unseen)


@dataclass(frozen=True)
class _Scored:
    """Statements with their themes, those that either of two coders gave, and scores by models without their authors.

    `either` has the rows of statements coded twice, and their labels.
    """

    statements: Sequence[Statement]
    labels: Labels
    either: tuple[list[int], Labels]
    scores: NDArray[np.float64]

    def calibrated(self, sentences: Unseen | None = None) -> Calibration:
        """Slopes from the statements coded twice (or all, where there are none), thresholds from all.

        With the scores of sentences, only of the statements that have them.
        """
        known = [row for row, each in enumerate(self.statements) if sentences is None or each.text in sentences]
        if not known:
            raise StatementsDamaged(
                "The sentence model was trained on none of these statements.",
                remedy="Train one on them: `crossreview train-sentences`.",
            )
        meant = np.stack([sentences[self.statements[row].text] for row in known]) if sentences is not None else None
        place = {row: at for at, row in enumerate(known)}
        twice, either = self.either
        drawn = [(place[row], at) for at, row in enumerate(twice) if row in place]
        rows = [row for row, _ in drawn] or list(range(len(known)))
        truth = either[[at for _, at in drawn]] if drawn else self.labels[known]
        slopes = _slopes(self.scores[known][rows], meant[rows] if meant is not None else None, truth)
        chances = Calibration(slopes, np.zeros(self.labels.shape[1], np.float32)).chances(self.scores[known], meant)
        return Calibration(slopes, best_thresholds(chances, self.labels[known]))


def best_thresholds(chances: Floats, labels: Labels) -> Floats:
    """For each theme the probability from which on to give it: its best in F, drawn half-way to the best of all."""
    overall = _best(chances.ravel(), labels.ravel())
    own = [
        _best(chances[:, column], labels[:, column]) if labels[:, column].sum() >= _FEWEST else overall
        for column in range(labels.shape[1])
    ]
    return np.array([_SHRUNK * best + (1 - _SHRUNK) * overall for best in own], dtype=np.float32)


def _best(chances: NDArray[np.floating], labels: Labels) -> float:
    """The threshold with the highest F, in which precision weighs more than recall."""
    square = _BETA**2

    def f(threshold: float) -> float:
        given = chances >= threshold
        right = float((given & labels).sum())
        return (1 + square) * right / max(float(given.sum() + square * labels.sum()), 1.0)

    return max((float(threshold) for threshold in _GRID), key=f)


def labels_of(codings: Sequence[tuple[str, Collection[str]]], themes: Sequence[str]) -> Labels:
    """A row for each coding (by whom, and the themes), a column for each theme."""
    place = {theme: number for number, theme in enumerate(themes)}
    labels = np.zeros((len(codings), len(themes)), dtype=bool)
    for row, (author, given) in enumerate(codings):
        for theme in given:
            if theme not in place:
                raise StatementsDamaged(
                    f"{author} gives the theme {theme}, which the taxonomy does not have.",
                    remedy="`crossreview themes` shows those that there are.",
                )
            labels[row, place[theme]] = True
    return labels


def _either(statements: Sequence[Statement], themes: Sequence[str]) -> tuple[list[int], Labels]:
    twice = [(row, each.either) for row, each in enumerate(statements) if each.either is not None]
    return [row for row, _ in twice], labels_of([("A second coder", either) for _, either in twice], themes)


def _unseen_scores(statements: Sequence[Statement], labels: Labels) -> NDArray[np.float64]:
    scores = np.zeros(labels.shape)
    authors = [statement.author for statement in statements]
    folds = GroupKFold(min(_FOLDS, len(set(authors))))
    for seen, unseen in folds.split(statements, groups=authors):
        vectorizer, weights, intercepts = _fit([statements[row] for row in seen], labels[seen])
        scores[unseen] = vectorizer.transform([statements[row].text for row in unseen]) @ weights + intercepts
    return scores


def _fit(statements: Sequence[Statement], labels: Labels) -> tuple[TfidfVectorizer, Floats, Floats]:
    """The vectorizer, a column of weights for each theme, and the intercepts."""
    vectorizer = make_vectorizer()
    rows = vectorizer.fit_transform([statement.text for statement in statements])
    counts = np.array([statement.weight for statement in statements])
    weights = np.zeros((rows.shape[1], labels.shape[1]), dtype=np.float32)
    intercepts = np.full(labels.shape[1], _NEVER, dtype=np.float32)
    for column in range(labels.shape[1]):
        if labels[:, column].any():
            fitted = LogisticRegression(
                C=_STRENGTH, class_weight="balanced", solver="liblinear", dual=True, tol=0.01, random_state=0
            ).fit(rows, labels[:, column], sample_weight=counts)
            weights[:, column], intercepts[column] = fitted.coef_[0], fitted.intercept_[0]
    return vectorizer, weights, intercepts


def _slopes(words: NDArray[np.floating], sentences: NDArray[np.floating] | None, labels: Labels) -> Slopes:
    """Platt's slopes and offset, over all themes together: one theme has too few statements for numbers of its own."""
    scores = words[..., None] if sentences is None else np.stack((words, sentences), axis=-1)
    fitted = LogisticRegression(C=1e6).fit(scores.reshape(-1, scores.shape[-1]), labels.ravel())
    first, *second = map(float, fitted.coef_[0])
    return Slopes(first, second[0] if second else 0.0, float(fitted.intercept_[0]))
