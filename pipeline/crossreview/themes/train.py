"""Training of the theme model: weights from all statements, calibration and thresholds from those of other authors.

An author's turns of phrase make his own statements easy, so each statement is scored by a model that has not seen its
author. From those scores come the thresholds; and, on statements that a second person coded too, the probabilities:
there a theme is right if either gave it, since a theme that one of two gives is seldom wrong. All of it is
deterministic: the same statements and versions give the same model.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from crossreview.errors import StatementsDamaged
from crossreview.themes.model import Floats, ThemeModel, make_vectorizer
from crossreview.themes.statements import Statement

_STRENGTH = 20.0  # of the fit (C); from 5 to 60 it makes no difference of more than 0.005 in F1
_FOLDS = 5
_GRID = np.arange(0.20, 0.61, 0.02)
_FEWEST = 10  # statements of a theme, below which its threshold is that of all
_SHRUNK = 0.5  # share of a theme's own best threshold in the one that is used: one theme has few statements
_ENOUGH = 2  # authors

Labels = NDArray[np.bool_]


@dataclass(frozen=True)
class Trained:
    """A model, and the scores of its training statements by models that had not seen their authors."""

    model: ThemeModel
    labels: Labels
    unseen_scores: NDArray[np.float64]


def train_model(
    statements: Sequence[Statement], themes: Sequence[str], second: Mapping[str, Collection[str]] | None = None
) -> Trained:
    """A model of `themes` from statements of two or more authors.

    `second` are the themes that a second person gave to some of the statements, by their texts; without them the
    probabilities are those of what a single coder gives.

    Raises StatementsDamaged where there are fewer authors, or a statement has a theme that is none of `themes`.
    """
    labels = _labels(statements, themes)
    texts = [statement.text for statement in statements]
    authors = [statement.author for statement in statements]
    if len(set(authors)) < _ENOUGH:
        raise StatementsDamaged("All statements are by one author.", remedy="Add statements that somebody else wrote.")
    unseen = _unseen_scores(texts, labels, authors)
    twice = [row for row, text in enumerate(texts) if text in second] if second else []
    if second and twice:
        again = [Statement(texts[row], tuple(second[texts[row]]), author="The second coder") for row in twice]
        more = _labels(again, themes)
        slope, offset = _calibration(unseen[twice], labels[twice] | more)
    else:
        slope, offset = _calibration(unseen, labels)
    vectorizer, weights, intercepts = _fit(texts, labels)
    model = ThemeModel(
        themes=tuple(themes),
        vectorizer=vectorizer,
        weights=weights,
        intercepts=intercepts,
        thresholds=np.zeros(len(themes), dtype=np.float32),
        slope=slope,
        offset=offset,
    )
    thresholds = best_thresholds(model.calibrated(unseen), labels)
    return Trained(replace(model, thresholds=thresholds), labels, unseen)


def best_thresholds(chances: Floats, labels: Labels) -> Floats:
    """For each theme the probability from which on to give it: its best in F1, drawn half-way to the best of all."""
    overall = _best(chances.ravel(), labels.ravel())
    own = [
        _best(chances[:, column], labels[:, column]) if labels[:, column].sum() >= _FEWEST else overall
        for column in range(labels.shape[1])
    ]
    return np.array([_SHRUNK * best + (1 - _SHRUNK) * overall for best in own], dtype=np.float32)


def _best(chances: NDArray[np.floating], labels: Labels) -> float:
    """The threshold with the highest F1."""

    def f1(threshold: float) -> float:
        given = chances >= threshold
        return 2 * float((given & labels).sum()) / max(float(given.sum() + labels.sum()), 1.0)

    return max((float(threshold) for threshold in _GRID), key=f1)


def _labels(statements: Sequence[Statement], themes: Sequence[str]) -> Labels:
    place = {theme: number for number, theme in enumerate(themes)}
    labels = np.zeros((len(statements), len(themes)), dtype=bool)
    for row, statement in enumerate(statements):
        for theme in statement.themes:
            if theme not in place:
                raise StatementsDamaged(
                    f"{statement.author} gives the theme {theme}, which the taxonomy does not have.",
                    remedy="`crossreview themes` shows those that there are.",
                )
            labels[row, place[theme]] = True
    return labels


def _unseen_scores(texts: Sequence[str], labels: Labels, authors: Sequence[str]) -> NDArray[np.float64]:
    scores = np.zeros(labels.shape)
    folds = GroupKFold(min(_FOLDS, len(set(authors))))
    for seen, unseen in folds.split(texts, groups=authors):
        vectorizer, weights, intercepts = _fit([texts[row] for row in seen], labels[seen])
        scores[unseen] = vectorizer.transform([texts[row] for row in unseen]) @ weights + intercepts
    return scores


def _fit(texts: Sequence[str], labels: Labels) -> tuple[TfidfVectorizer, Floats, Floats]:
    """The vectorizer, a column of weights for each theme, and the intercepts."""
    vectorizer = make_vectorizer()
    rows = vectorizer.fit_transform(texts)
    weights = np.zeros((rows.shape[1], labels.shape[1]), dtype=np.float32)
    intercepts = np.full(labels.shape[1], -np.inf, dtype=np.float32)
    for column in range(labels.shape[1]):
        if labels[:, column].any():
            fitted = LogisticRegression(
                C=_STRENGTH, class_weight="balanced", solver="liblinear", dual=True, tol=0.01, random_state=0
            ).fit(rows, labels[:, column])
            weights[:, column], intercepts[column] = fitted.coef_[0], fitted.intercept_[0]
    return vectorizer, weights, intercepts


def _calibration(scores: NDArray[np.float64], labels: Labels) -> tuple[float, float]:
    """Platt's slope and offset, over all themes together: one theme has too few statements for numbers of its own."""
    known = np.isfinite(scores)
    fitted = LogisticRegression(C=1e6).fit(scores[known][:, None], labels[known])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
