"""From a folder of coded statements to a folder with the model, its manifest and its card."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from crossreview.records import Source, Span
from crossreview.themes.assign import Evidence, assign_themes
from crossreview.themes.card import Measured, card_of
from crossreview.themes.classifier import Classifier
from crossreview.themes.cues import CueMatcher, build_cue_matcher
from crossreview.themes.model import CARD, load_model, save_model, sha256
from crossreview.themes.statements import (
    SECOND,
    TwiceCoded,
    load_held_out,
    load_second_codings,
    load_statements,
    training_files,
)
from crossreview.themes.train import train_model
from crossreview.vocabulary.taxonomy import load_taxonomy

_PARTS = ("scikit-learn", "numpy", "snowballstemmer")


def make_model(statements: Path, to: Path) -> str:
    """Train on the files of `statements`, write the model to `to`, and return its card.

    Raises StatementsDamaged where the statements cannot be used. The card measures on `held-out.jsonl` of the folder.
    """
    taxonomy = load_taxonomy()
    themes = tuple(theme.id for theme in taxonomy.themes)
    files = training_files(statements)
    coded, held_out = load_statements(files), load_held_out(statements)
    trained = train_model(coded, themes, load_second_codings(statements))
    made = {
        "made_with": {part: version(part) for part in _PARTS},
        "statements": {file.name: sha256(file) for file in (*files, statements / SECOND) if file.exists()},
    }
    name = to.resolve().name
    save_model(trained.model, to, name, taxonomy.version, made)
    # What is measured is what will be loaded, with its numbers as they are kept.
    matcher = build_cue_matcher(taxonomy)
    classifier = Classifier(load_model(to, themes), matcher)
    card = card_of(name, taxonomy, coded, _measured(classifier, matcher, held_out))
    (to / CARD).write_text(card, encoding="utf-8")
    return card


def _measured(classifier: Classifier, matcher: CueMatcher, held_out: Sequence[TwiceCoded]) -> Measured:
    texts = [one.text for one in held_out]
    return Measured(
        held_out=held_out,
        by_cues=[_cued(text, matcher) for text in texts],
        by_model=classifier.classify(texts),
        by_model_for_population=classifier.classify(texts, [one.population for one in held_out]),
    )


def _cued(text: str, matcher: CueMatcher) -> tuple[str, ...]:
    """The themes that the cues alone give."""
    whole = Source((Span(1, (0.0, 0.0, 0.0, 0.0), 0, len(text)),))
    return tuple(
        theme.theme for theme in assign_themes([Evidence(hit, whole) for hit in matcher.find(text)], matcher.taxonomy)
    )
