"""Ways of giving themes, compared on the held-out statements: `python -m bench.coding` (needs the extra `train`).

Each learns from the statements of some authors, has its threshold chosen on those of others, and is scored on the
statements held out, of yet another author. The models that are shipped have learned from all but these.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors

from crossreview.records import Source, Span
from crossreview.resources import resource_folder
from crossreview.themes import build_cue_matcher, load_classifier
from crossreview.themes.assign import MOST_THEMES, Evidence, assign_themes
from crossreview.themes.measure import agreement, group_agreement
from crossreview.themes.model import make_vectorizer
from crossreview.themes.sentences.fine_tuning import Base, find_base
from crossreview.themes.statements import Statement, TwiceCoded, load_held_out, load_training
from crossreview.themes.train import labels_of
from crossreview.vocabulary.taxonomy import load_taxonomy

_LEFT_OUT = 4  # every fourth author has a part only in the choice of the threshold
_NEIGHBOURS = 15
_STEPS = 60  # thresholds that are tried

Scores = NDArray[np.floating]
Labels = NDArray[np.bool_]
Fitted = Callable[[Sequence[str]], Scores]


@dataclass(frozen=True)
class Data:
    """Statements to learn from and to choose thresholds on, each with labels, and those to score on."""

    seen: list[str]
    seen_labels: Labels
    others: list[str]
    others_labels: Labels
    held_out: tuple[TwiceCoded, ...]
    themes: tuple[str, ...]


def main() -> None:
    """Print the table."""
    data = load()
    table = Console(width=140)
    table.print("| way | precision | recall | micro-F1 | first theme right | group of it | statements a second |")
    table.print("| --- | --: | --: | --: | --: | --: | --: |")
    base = find_base()
    embed = embedder(base)
    ways: dict[str, Callable[[Data], Fitted]] = {
        "TF-IDF of words, linear": lambda data: linear(data, _words()),
        "TF-IDF of stems, linear": lambda data: linear(data, make_vectorizer()),
        "TF-IDF of characters, linear": lambda data: linear(data, _characters()),
        "MiniLM as published, nearest definition": lambda _: nearest_definition(embed),
        "MiniLM as published, nearest statements": lambda data: nearest_statements(data, embed),
        "MiniLM as published, linear": lambda data: linear_on(data, embed),
    }
    table.print(row("cues", cues_of([one.text for one in data.held_out]), data, cues_of))
    for name, fit in ways.items():
        fitted = fit(data)
        given = chosen(fitted([one.text for one in data.held_out]), threshold(fitted, data), data.themes)
        table.print(row(name, given, data, fitted))
    for name, classifier in (
        ("shipped, words only", load_classifier(words_only=True)),
        ("shipped, with the sentence model", load_classifier()),
    ):
        coded = classifier.classify([one.text for one in data.held_out])
        table.print(row(name, [[one.theme for one in themes] for themes in coded], data, classifier.classify))


def load() -> Data:
    """The statements of this repository."""
    folder = resource_folder("models") / "statements"
    statements, themes = load_training(folder), load_taxonomy().ids
    authors = list(dict.fromkeys(each.author for each in statements))
    left_out = set(authors[_LEFT_OUT - 1 :: _LEFT_OUT])
    seen = [each for each in statements if each.author not in left_out]
    others = [each for each in statements if each.author in left_out]
    return Data(*_with_labels(seen, themes), *_with_labels(others, themes), load_held_out(folder), themes)


def _with_labels(statements: Sequence[Statement], themes: Sequence[str]) -> tuple[list[str], Labels]:
    return [each.text for each in statements], labels_of([(each.author, each.themes) for each in statements], themes)


def _words() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)


def _characters() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3)


def cues_of(texts: Sequence[str]) -> list[list[str]]:
    """The themes that cues give to texts."""
    matcher = build_cue_matcher(load_taxonomy())
    found = []
    for text in texts:
        whole = Source((Span(1, (0.0, 0.0, 0.0, 0.0), 0, len(text)),))
        given = assign_themes([Evidence(hit, whole) for hit in matcher.find(text)], matcher.taxonomy)
        found.append([theme.theme for theme in given])
    return found


def linear(data: Data, vectorizer: TfidfVectorizer) -> Fitted:
    """A linear classifier for each theme on weighted terms."""
    rows = vectorizer.fit_transform(data.seen)
    models = [
        LogisticRegression(C=20, class_weight="balanced", solver="liblinear", dual=True, tol=0.01).fit(rows, column)
        for column in data.seen_labels.T
    ]
    weights = np.stack([model.coef_[0] for model in models], axis=1)
    offsets = np.array([model.intercept_[0] for model in models])
    return lambda texts: vectorizer.transform(texts) @ weights + offsets


def embedder(base: Base) -> Fitted:
    """The published model: the mean of its last layer, of length one."""
    import torch  # noqa: PLC0415
    from transformers import AutoModel  # noqa: PLC0415

    model = AutoModel.from_pretrained(base.folder).eval()

    known: dict[str, Scores] = {}

    def embedded(text: str, numbers: list[int]) -> Scores:
        if text not in known:
            with torch.no_grad():
                mean = model(input_ids=torch.tensor([numbers])).last_hidden_state.mean(1)
            known[text] = torch.nn.functional.normalize(mean).numpy()[0]
        return known[text]

    return lambda texts: np.stack([embedded(*each) for each in zip(texts, base.numbers(texts), strict=True)])


def nearest_definition(embed: Fitted) -> Fitted:
    """How near a statement is to the definition of each theme."""
    definitions = embed([f"{theme.label}: {theme.definition}" for theme in load_taxonomy().themes])
    return lambda texts: embed(texts) @ definitions.T


def nearest_statements(data: Data, embed: Fitted) -> Fitted:
    """The share of the nearest statements that have each theme, by how near they are."""
    index = NearestNeighbors(n_neighbors=_NEIGHBOURS, metric="cosine").fit(embed(data.seen))

    def vote(texts: Sequence[str]) -> Scores:
        far, rows = index.kneighbors(embed(texts))
        near = (1 - far)[:, :, None]
        votes: Scores = (near * data.seen_labels[rows]).sum(1) / near.sum(1)
        return votes

    return vote


def linear_on(data: Data, embed: Fitted) -> Fitted:
    """A linear classifier for each theme on embeddings."""
    rows = embed(data.seen)
    models = [LogisticRegression(C=10, class_weight="balanced").fit(rows, column) for column in data.seen_labels.T]
    weights = np.stack([model.coef_[0] for model in models], axis=1)
    offsets = np.array([model.intercept_[0] for model in models])
    return lambda texts: embed(texts) @ weights + offsets


def threshold(fitted: Fitted, data: Data) -> float:
    """The threshold of all themes with the highest F1 on statements of authors that were not seen."""
    scores = fitted(data.others)

    def f1(least: float) -> float:
        given = scores >= least
        return 2 * float((given & data.others_labels).sum()) / max(float(given.sum() + data.others_labels.sum()), 1.0)

    return max(map(float, np.quantile(scores, np.linspace(0.9, 0.999, _STEPS))), key=f1)


def chosen(scores: Scores, least: float, themes: Sequence[str]) -> list[list[str]]:
    """The themes of each row from a threshold on, the best first."""
    return [[themes[column] for column in np.argsort(-row)[:MOST_THEMES] if row[column] >= least] for row in scores]


def row(name: str, given: Sequence[Sequence[str]], data: Data, run: Callable[[Sequence[str]], object]) -> str:
    """A row of the table."""
    scored = agreement(given, data.held_out)
    first = [themes[0] if themes else None for themes in given]
    judged = [(theme, one) for theme, one in zip(first, data.held_out, strict=True) if one.either]
    right = sum(theme in one.either for theme, one in judged) / len(judged)
    group = group_agreement(first, data.held_out)
    start = time.process_time()
    run([f"{one.text} " for one in data.held_out])  # texts that are not known yet
    rate = len(data.held_out) / (time.process_time() - start)
    figures = (scored.precision, scored.recall, scored.f1, right, group)
    return f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} | {rate:,.0f} |"


if __name__ == "__main__":
    main()
