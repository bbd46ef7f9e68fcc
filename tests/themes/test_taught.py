"""What people corrected in a library teaches the next model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import Answer
from tests.library.documents import Says, add, document
from tests.themes.statements import SHARING, SLEEP, write_statements

from crossreview.library import Library
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Signed, State, Themes
from crossreview.themes import load_classifier
from crossreview.themes.making import TAUGHT, make_model
from crossreview.themes.model import load_manifest
from crossreview.themes.taught import taught_by

# The words of the small model say nothing about it.
ITEMS = ("The moonlit harbour froze.", "Another moonlit harbour froze.", "The harbour was moonlit again.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.create(tmp_path / "library")
    add(made, document("report", *map(Says, ITEMS), review_type="lcspr"))
    for item in made.record("report").items[:2]:
        correct_item(made, "report", item.id, Themes((SLEEP,)), Signed("Ada", "2026-01-01"))
    correct_item(made, "report", made.record("report").items[2].id, State("planned"), Signed("Ada", "2026-01-01"))
    return made


def test_items_whose_themes_a_person_set_are_statements_with_weight(library: Library) -> None:
    taught = taught_by(library)

    assert [(each.text, each.themes, each.population) for each in taught] == [
        (ITEMS[0], (SLEEP,), "child"),
        (ITEMS[1], (SLEEP,), "child"),
    ]
    assert all(each.weight > 1 for each in taught)


def test_a_model_that_was_taught_gives_the_theme_to_what_is_alike(library: Library, tmp_path: Path) -> None:
    statements = write_statements(tmp_path)
    untaught, taught = tmp_path / "untaught", tmp_path / "taught"
    make_model(statements, untaught)
    make_model(statements, taught, taught=taught_by(library))

    assert [
        SLEEP in {theme.theme for theme in load_classifier(model).classify([ITEMS[2]])[0]}
        for model in (untaught, taught)
    ] == [False, True]
    assert TAUGHT in load_manifest(taught).statements
    assert TAUGHT not in load_manifest(untaught).statements
    assert SHARING in {
        theme.theme for theme in load_classifier(taught).classify(["The letter was passed to nobody."])[0]
    }


def test_the_command_says_how_much_it_learned(
    library: Library, tmp_path: Path, crossreview: Callable[..., Answer]
) -> None:
    where = ("--statements", write_statements(tmp_path), "--to", tmp_path / "themes-9")

    taught = crossreview("train", *where, "--with-corrections", library.root)
    for number in (1, 2):
        library.catalogue.undo_correction(number, "Ada", "2026-01-02")
    untaught = crossreview("train", *where, "--with-corrections", library.root)

    assert (taught.code, untaught.code) == (0, 1)
    assert "It learned from 2 items" in taught.talk
    assert "Nobody has set or confirmed" in untaught.talk
