"""From a folder of coded statements to a folder with the model, its manifest and its card."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from crossreview.errors import ModelMismatch, StatementsDamaged
from crossreview.library.storage import replacing_folder
from crossreview.networks import CARD, MANIFEST, Named, sha256
from crossreview.records import Source, Span
from crossreview.themes.assign import Evidence, assign_themes
from crossreview.themes.card import Measured, Way, card_of
from crossreview.themes.classifier import Classifier
from crossreview.themes.cues import CueMatcher, build_cue_matcher
from crossreview.themes.model import Made, load_model, save_model
from crossreview.themes.sentences import load_sentence_model
from crossreview.themes.sentences.model import sentence_manifest
from crossreview.themes.sentences.unseen import load_unseen
from crossreview.themes.statements import Statement, TwiceCoded, load_held_out, load_training, training_files
from crossreview.themes.train import train_model
from crossreview.vocabulary.taxonomy import load_taxonomy

_PARTS = ("scikit-learn", "numpy", "snowballstemmer")
TAUGHT = "corrections"  # in the manifest: what people corrected in a library


def make_model(statements: Path, to: Path, sentences: Path | None = None, taught: Sequence[Statement] = ()) -> str:
    """Train on the files of `statements`, write the model to `to`, and return its card.

    `sentences` is the folder of the sentence model to go with it, `taught` are more statements to train on. Raises
    StatementsDamaged where the statements cannot be used, MissingExtra where the sentence model cannot be run. The card
    measures on `held-out.jsonl` of the folder.
    """
    taxonomy = load_taxonomy()
    written, held_out = load_training(statements), load_held_out(statements)
    coded = (*written, *taught)
    _check_apart(coded, held_out)
    if sentences is not None and sentence_manifest(sentences).themes != taxonomy.ids:
        raise ModelMismatch("The sentence model knows other themes.", remedy="Train it again.", path=sentences)
    trained = train_model(coded, taxonomy.ids, load_unseen(sentences) if sentences is not None else None)
    made = Made(
        name=to.resolve().name,
        taxonomy=taxonomy.version,
        made_with={part: version(part) for part in _PARTS},
        statements=_hashes(statements, taught),
        sentences=Named(sentence_manifest(sentences).name, sha256(sentences / MANIFEST))
        if sentences is not None
        else None,
    )
    with replacing_folder(to) as fresh:
        save_model(trained.model, fresh, made)
        # What is measured is what will be loaded, with its numbers as they are kept.
        matcher, model = build_cue_matcher(taxonomy), load_model(fresh, taxonomy.ids)
        ways = {"the words": Classifier(model, matcher)}
        if sentences is not None:
            ways["the words and the sentence model"] = Classifier(model, matcher, load_sentence_model(sentences))
        card = card_of(made.name, taxonomy, coded, Measured(held_out, tuple(_ways(matcher, ways, held_out))))
        (fresh / CARD).write_text(card, encoding="utf-8")
    return card


def _check_apart(coded: Sequence[Statement], held_out: Sequence[TwiceCoded]) -> None:
    """Raises StatementsDamaged where a statement to measure on is one to train on, but for blanks and marks."""
    seen = {_plain(each.text) for each in coded}
    for one in held_out:
        if _plain(one.text) in seen:
            raise StatementsDamaged(
                f"A statement is held out and trained on: “{one.text[:60]}”.", remedy="Take it out of one of both."
            )


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _named(sentences: Path) -> Named:
    return Named(sentence_manifest(sentences).name, sha256(sentences / MANIFEST))


def _hashes(statements: Path, taught: Sequence[Statement]) -> dict[str, str]:
    files = {file.name: sha256(file) for file in training_files(statements)}
    if not taught:
        return files
    return files | {TAUGHT: hashlib.sha256(msgspec.json.encode(taught, order="deterministic")).hexdigest()}


def _ways(matcher: CueMatcher, ways: Mapping[str, Classifier], held_out: Sequence[TwiceCoded]) -> list[Way]:
    texts = [one.text for one in held_out]
    people = [one.population for one in held_out]
    found = [Way("cues alone", [tuple((theme, 1.0) for theme in _cued(text, matcher)) for text in texts])]
    for name, classifier in ways.items():
        for words, populations in ((name, None), (f"{name}, knowing whom the review is about", people)):
            given = classifier.classify(texts, populations)
            found.append(Way(words, [tuple((one.theme, one.score) for one in themes) for themes in given]))
    return found


def _cued(text: str, matcher: CueMatcher) -> tuple[str, ...]:
    """The themes that the cues alone give."""
    whole = Source((Span(1, (0.0, 0.0, 0.0, 0.0), 0, len(text)),))
    return tuple(
        theme.theme for theme in assign_themes([Evidence(hit, whole) for hit in matcher.find(text)], matcher.taxonomy)
    )
