"""Statements a second of processor time that the theme classifier gives themes to, with the words that led there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from crossreview.resources import resource_folder
from crossreview.themes import build_cue_matcher, load_classifier
from crossreview.themes.statements import load_training
from crossreview.vocabulary.taxonomy import load_taxonomy

_STATEMENTS, _FEW = 5000, 300


def statements_per_second() -> dict[str, float]:
    """By way: cues alone, and the model with the cues and words that it shows."""
    folder = resource_folder("models") / "statements"
    texts = [statement.text for statement in load_training(folder)[:_STATEMENTS]]
    matcher = build_cue_matcher(load_taxonomy())
    by_words, by_both = load_classifier(words_only=True), load_classifier()
    return {
        "cues alone": _rate(lambda texts: [matcher.find(text) for text in texts], texts),
        "words and cues": _rate(by_words.classify, texts),
        "with the sentence model": _rate(by_both.classify, texts[:_FEW]),
    }


def _rate(run: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    run(texts)  # word stems and cues are met for the first time
    start = time.process_time()
    run(texts)
    return len(texts) / (time.process_time() - start)
