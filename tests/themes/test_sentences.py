"""The sentence model beside the words: what it adds, and when it has no part."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.themes.statements import SHARING, SLEEP, THEMES, write_statements

from crossreview.errors import MissingExtra, ModelMismatch, StatementsDamaged
from crossreview.networks import MANIFEST, models_used, sha256
from crossreview.resources import resource_folder
from crossreview.themes import Classifier, build_cue_matcher, load_classifier
from crossreview.themes.making import make_model
from crossreview.themes.sentences import SENTENCES, load_sentence_model
from crossreview.themes.sentences.making import make_sentence_model
from crossreview.themes.sentences.model import NETWORK, PIECES, UNSEEN
from crossreview.themes.sentences.unseen import load_unseen, save_unseen
from crossreview.themes.statements import load_training
from crossreview.themes.train import train_model
from crossreview.vocabulary.taxonomy import load_taxonomy

SHIPPED = resource_folder("models") / SENTENCES
# Told without a word that names the theme.
UNNAMED = "The family was moved four times in a year and no school knew."


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / SENTENCES))


def test_the_score_of_a_statement_does_not_depend_on_those_beside_it() -> None:
    model = load_sentence_model(SHIPPED)
    together = model.scores([UNNAMED, "Nobody spoke to the school.", "x" * 5000])
    assert together.shape == (3, len(load_taxonomy().ids))
    assert np.array_equal(together[0], model.scores([UNNAMED])[0])
    assert model.scores([]).shape == (0, len(model.themes))


def test_it_knows_what_is_not_named() -> None:
    assert load_classifier(words_only=True).classify([UNNAMED]) == [()]
    (given,) = load_classifier().classify([UNNAMED])
    assert given[0].theme == "NEE.school_absence"
    assert given[0].evidence == ((0, len(UNNAMED)),)  # no word of it says so by itself


@pytest.mark.parametrize("file", [NETWORK, PIECES, UNSEEN])
def test_a_file_that_is_not_that_of_the_manifest_is_refused(copied: Path, file: str) -> None:
    with (copied / file).open("ab") as changed:
        changed.write(b"x")
    with pytest.raises(ModelMismatch, match=file):
        load_unseen(copied) if file == UNSEEN else load_sentence_model(copied)


def test_a_manifest_that_cannot_be_read_is_refused(copied: Path) -> None:
    (copied / MANIFEST).write_text("{}")
    with pytest.raises(ModelMismatch, match="cannot be read"):
        load_sentence_model(copied)
    (copied / MANIFEST).unlink()
    with pytest.raises(ModelMismatch, match="no model"):
        load_sentence_model(copied)


def test_without_what_runs_it_the_words_are_used_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(models_used()) == {"themes-1", SENTENCES}
    assert set(models_used(words_only=True)) == {"themes-1"}
    assert load_classifier(words_only=True).made_by == models_used(words_only=True)

    monkeypatch.setattr("crossreview.networks.used.find_spec", lambda _: None)
    assert set(models_used()) == {"themes-1"}
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtra, match="meaning"):
        load_sentence_model(SHIPPED)


def test_a_sentence_model_may_stand_beside_the_model_that_goes_with_it(tmp_path: Path) -> None:
    folder, sentences = _own_models(tmp_path)
    assert set(models_used(folder)) == {"themes-1", "sentences-9"}
    assert load_classifier(folder).reads_sentences

    shutil.rmtree(sentences)
    with pytest.raises(ModelMismatch, match="sentences-9"):
        models_used(folder)
    with pytest.raises(ModelMismatch, match="sentences-9"):
        load_classifier(folder)
    assert set(models_used(folder, words_only=True)) == {"themes-1"}


def _own_models(folder: Path) -> tuple[Path, Path]:
    """The shipped models, the one of sentences with another name and so another manifest."""
    themes = Path(shutil.copytree(resource_folder("models") / "themes-1", folder / "mine"))
    sentences = Path(shutil.copytree(SHIPPED, folder / "sentences-9"))
    manifest = (sentences / MANIFEST).read_text().replace('"sentences-1"', '"sentences-9"')
    (sentences / MANIFEST).write_text(manifest)
    told = (themes / MANIFEST).read_text().replace('"sentences-1"', '"sentences-9"')
    (themes / MANIFEST).write_text(told.replace(sha256(SHIPPED / MANIFEST), sha256(sentences / MANIFEST)))
    return themes, sentences


def test_a_sentence_model_of_other_statements_or_themes_is_refused(tmp_path: Path, copied: Path) -> None:
    folder = write_statements(tmp_path)
    with pytest.raises(StatementsDamaged, match="none of these statements"):
        make_model(folder, tmp_path / "themes-9", SHIPPED)
    manifest = (copied / MANIFEST).read_text()
    (copied / MANIFEST).write_text(manifest.replace("VOI.child_voice", "VOI.childs_voice"))
    with pytest.raises(ModelMismatch, match="other themes"):
        make_model(folder, tmp_path / "themes-9", copied)


def test_a_model_without_a_part_for_sentences_takes_none(tmp_path: Path) -> None:
    trained = train_model(load_training(write_statements(tmp_path)), THEMES)
    with pytest.raises(ModelMismatch, match="another model of themes"):
        Classifier(trained.model, build_cue_matcher(load_taxonomy()), load_sentence_model(SHIPPED))


def test_scores_of_sentences_have_the_weight_that_they_deserve(tmp_path: Path) -> None:
    statements = load_training(write_statements(tmp_path))
    texts = [statement.text for statement in statements]
    right = np.array([[6.0 if theme in each.themes else -6.0 for theme in THEMES] for each in statements])
    noise = np.random.default_rng(0).normal(size=right.shape)

    def slopes(scores: np.ndarray) -> tuple[float, float]:
        save_unseen(tmp_path / UNSEEN, texts, scores.astype(np.float32))
        manifest = tmp_path / MANIFEST
        manifest.write_text(_manifest_for(tmp_path / UNSEEN))
        together = train_model(statements, THEMES, load_unseen(tmp_path)).model.together
        assert together is not None
        return together.slopes.words, together.slopes.sentences

    assert slopes(right)[1] > 0.5
    assert abs(slopes(noise)[1]) < 0.5


def _manifest_for(unseen: Path) -> str:
    return (
        '{"name": "s", "themes": [], "base": {}, "made_with": {}, "statements": {}, '
        f'"files": {{"{unseen.name}": "{sha256(unseen)}"}}}}'
    )


def test_training_needs_what_trains(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"crossreview\[train\]"):
        make_sentence_model(write_statements(tmp_path), tmp_path / "sentences-9")


def test_what_is_coded_again_is_what_somebody_wrote(tmp_path: Path) -> None:
    folder = write_statements(tmp_path)
    (folder / "recoded.jsonl").write_text('{"text": "Nobody wrote this.", "themes": []}\n')
    with pytest.raises(StatementsDamaged, match="Nobody wrote this"):
        load_training(folder)


def test_the_last_coding_counts_and_either_of_two_is_right(tmp_path: Path) -> None:
    folder = write_statements(tmp_path)
    first, second = load_training(folder)[:2]
    (folder / "second-coder.jsonl").write_text(f'{{"text": "{first.text}", "themes": ["{SLEEP}"]}}\n')
    (folder / "recoded.jsonl").write_text(f'{{"text": "{second.text}", "themes": []}}\n')

    again = load_training(folder)

    assert (again[0].themes, again[0].either) == ((SLEEP,), {SHARING, SLEEP})
    assert (again[1].themes, again[1].either) == ((), None)
