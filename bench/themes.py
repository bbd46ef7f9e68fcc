"""Statements a second of processor time that the theme classifier gives themes to, with the words that led there."""

from __future__ import annotations

import time

from crossreview.resources import resource_folder
from crossreview.themes import build_cue_matcher, load_classifier
from crossreview.themes.statements import load_statements, training_files
from crossreview.vocabulary.taxonomy import load_taxonomy

_STATEMENTS = 5000


def statements_per_second() -> dict[str, float]:
    """By way: cues alone, and the model with the cues and words that it shows."""
    folder = resource_folder("models") / "statements"
    texts = [statement.text for statement in load_statements(training_files(folder))[:_STATEMENTS]]
    matcher, classifier = build_cue_matcher(load_taxonomy()), load_classifier()
    ways = {"cues alone": lambda: [matcher.find(text) for text in texts], "model": lambda: classifier.classify(texts)}
    found = {}
    for way, run in ways.items():
        run()  # word stems and cues are met for the first time
        start = time.process_time()
        run()
        found[way] = len(texts) / (time.process_time() - start)
    return found
