"""From coded statements to a model: deterministic, kept without pickles, refused when it is not what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.themes.statements import SHARING, SLEEP, THEMES, write_statements

from crossreview.errors import ModelMismatch, StatementsDamaged, StorageFull
from crossreview.themes.making import make_model
from crossreview.themes.model import NUMBERS, TERMS, Floats, Made, ThemeModel, load_model, save_model
from crossreview.themes.statements import load_held_out, load_training
from crossreview.themes.train import Trained, best_thresholds, train_model
from crossreview.themes.words import stems, terms

TEXT = "A letter was passed to the school, and the baby slept on a sofa."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_statements(tmp_path_factory.mktemp("statements"))


@pytest.fixture(scope="module")
def trained(folder: Path) -> Trained:
    return train_model(load_training(folder), THEMES)


def kept(model: ThemeModel, folder: Path) -> ThemeModel:
    save_model(model, folder, Made(folder.name, "0", {}, {}))
    return load_model(folder, THEMES)


def chances(model: ThemeModel, *texts: str) -> Floats:
    return model.alone.chances(model.scores(texts)[0])


def test_it_learns_what_speaks_for_a_theme(trained: Trained) -> None:
    (sharing, sleep), (far, near) = chances(trained.model, "The letter was not passed on.", "A sofa for a baby.")
    assert sharing > sleep
    assert near > far


def test_statements_are_scored_by_a_model_that_has_not_seen_their_author(trained: Trained) -> None:
    seen = trained.model.vectorizer.transform(["Nobody passed the letter on to the school. 1"]) @ trained.model.weights
    assert trained.unseen_scores[0, 0] < (seen + trained.model.intercepts)[0, 0]


def test_the_same_statements_give_the_same_model(folder: Path, trained: Trained) -> None:
    again = train_model(load_training(folder), THEMES)
    assert np.array_equal(again.model.weights, trained.model.weights)
    assert again.model.alone.slopes == trained.model.alone.slopes


def test_what_is_kept_scores_as_what_was_trained(trained: Trained, tmp_path: Path) -> None:
    model = kept(trained.model, tmp_path / "themes-0")
    assert model.themes == THEMES
    assert np.allclose(chances(model, TEXT), chances(trained.model, TEXT), atol=0.01)
    assert np.array_equal(model.alone.thresholds, trained.model.alone.thresholds)
    assert model.together is None


@pytest.mark.parametrize("file", [NUMBERS, TERMS])
def test_a_file_that_is_not_that_of_the_manifest_is_refused(trained: Trained, tmp_path: Path, file: str) -> None:
    kept(trained.model, tmp_path)
    with (tmp_path / file).open("ab") as changed:
        changed.write(b"x")
    with pytest.raises(ModelMismatch, match=file):
        load_model(tmp_path, THEMES)


def test_a_model_of_other_themes_is_refused(trained: Trained, tmp_path: Path) -> None:
    kept(trained.model, tmp_path)
    with pytest.raises(ModelMismatch, match=SLEEP):
        load_model(tmp_path, (SHARING,))


def test_there_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMismatch, match="no model"):
        load_model(tmp_path, THEMES)


def test_words_that_tell(trained: Trained) -> None:
    _, rows = trained.model.scores([TEXT])
    (sleep,) = trained.model.telling(TEXT, rows[0], np.array([THEMES.index(SLEEP)]))
    words = [TEXT[start:end] for start, end in sleep]
    assert words
    assert set(" ".join(words).lower().split()) <= {"the", "baby", "slept", "on", "a", "sofa"}


def test_thresholds_are_those_at_which_most_is_right() -> None:
    given = np.array([[0.9, 0.6], [0.8, 0.6], [0.65, 0.4], [0.1, 0.4]] * 10, dtype=np.float32)
    labels = np.array([[True, True], [True, True], [False, False], [False, False]] * 10)
    first, second = best_thresholds(given, labels)
    assert 0.5 <= second < first < 0.8


def test_thresholds_are_not_lower_than_even_chances() -> None:
    given = np.array([[0.3], [0.3], [0.1], [0.1]] * 10, dtype=np.float32)
    assert best_thresholds(given, np.array([[True], [True], [False], [False]] * 10)) == [0.5]


def test_statements_of_one_author_are_too_few(folder: Path) -> None:
    one = [statement for statement in load_training(folder) if statement.author == "author-1"]
    with pytest.raises(StatementsDamaged, match="one author"):
        train_model(one, THEMES)


def test_a_theme_that_there_is_not(folder: Path) -> None:
    with pytest.raises(StatementsDamaged, match=SLEEP):
        train_model(load_training(folder), (SHARING,))


def test_a_line_that_is_no_statement(tmp_path: Path) -> None:
    path = tmp_path / "author-1.jsonl"
    path.write_text('{"themes": []}\n', encoding="utf-8")
    with pytest.raises(StatementsDamaged, match=r"author-1.*text"):
        load_training(tmp_path)


def test_no_statements(tmp_path: Path) -> None:
    with pytest.raises(StatementsDamaged, match="no statements"):
        load_training(tmp_path)


def test_held_out_statements_have_two_codings(folder: Path) -> None:
    both = load_held_out(folder)[1]
    assert both.both == {SLEEP}
    assert both.either == {SLEEP, SHARING}


def test_a_statement_to_measure_on_is_none_to_train_on(tmp_path: Path) -> None:
    folder = write_statements(tmp_path)
    (folder / "author-3.jsonl").write_text('{"text": "The BABY slept on a sofa", "themes": []}\n')
    with pytest.raises(StatementsDamaged, match="held out and trained on"):
        make_model(folder, tmp_path / "themes-9")
    assert not (tmp_path / "themes-9").exists()


def test_a_model_that_gives_nothing_has_a_card_that_says_so(tmp_path: Path) -> None:
    folder = write_statements(tmp_path)
    held = '{"id": "a", "text": "Xyzzy plugh."}\n{"id": "b", "text": "Qqq www."}\n'
    (folder / "held-out.jsonl").write_text(held)
    assert "It gives no theme to any of them." in make_model(folder, tmp_path / "themes-9")


def test_a_model_is_made_anew_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_statements(tmp_path)
    make_model(folder, tmp_path / "themes-9")
    before = {path.name: path.read_bytes() for path in (tmp_path / "themes-9").iterdir()}

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("crossreview.themes.making.card_of", broken)
    with pytest.raises(ZeroDivisionError):
        make_model(folder, tmp_path / "themes-9")
    assert {path.name: path.read_bytes() for path in (tmp_path / "themes-9").iterdir()} == before
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_a_model_cannot_take_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "themes-9").write_text("A file.")
    with pytest.raises(StorageFull, match="themes-9"):
        make_model(write_statements(tmp_path), tmp_path / "themes-9")


def test_the_card_says_how_well_it_does(folder: Path, tmp_path: Path) -> None:
    card = make_model(folder, tmp_path / "themes-9")
    assert card.startswith("# themes-9: themes of statements")
    assert "20 statements by 2 authors" in " ".join(card.split())
    assert (tmp_path / "themes-9" / "CARD.md").read_text(encoding="utf-8") == card


def test_stems_and_where_they_stand() -> None:
    text = "Shared RECORDS’ sharing, İstanbul"
    assert stems(text)[:3] == ["share", "record", "share"]
    found = [
        (term.stems, text[term.start : term.end]) for term in terms(text, {"share", "share record", "record share"})
    ]
    assert found == [
        ("share", "Shared"),
        ("share", "sharing"),
        ("share record", "Shared RECORDS"),
        ("record share", "RECORDS’ sharing"),
    ]
