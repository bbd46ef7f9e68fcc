"""The statements for the theme classifier are what their README says."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from crossreview.vocabulary.taxonomy import load_taxonomy

FOLDER = Path(__file__).resolve().parents[2] / "models" / "statements"
AUTHORS = tuple(f"author-{number}" for number in range(1, 24))
BY_THEME = AUTHORS[:20]  # who wrote to have every theme; the others wrote what reviews say
LATER = ("second-coder", "recoded")
CODERS = ("held-out-coder-1", "held-out-coder-2")


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", [*AUTHORS, *CODERS, *LATER])
def test_themes_are_leaves_of_the_taxonomy(name: str) -> None:
    known = {theme.id for theme in load_taxonomy().themes}
    for line in lines(name):
        assert set(line["themes"]) <= known
        assert len(line["themes"]) == len(set(line["themes"])) <= 3


@pytest.mark.parametrize("name", BY_THEME)
def test_every_theme_comes_first_at_least_ten_times(name: str) -> None:
    firsts = Counter(line["themes"][0] for line in lines(name) if line["themes"])
    assert {theme.id for theme in load_taxonomy().themes if firsts[theme.id] < 10} == set()


def test_no_statement_is_written_twice() -> None:
    texts = [re.sub(r"\W+", " ", line["text"].lower()) for name in (*AUTHORS, "held-out") for line in lines(name)]
    assert len(texts) == len(set(texts))


def test_the_held_out_statements_are_coded_twice_and_alike() -> None:
    first, second = ({line["id"]: set(line["themes"]) for line in lines(name)} for name in CODERS)
    assert first.keys() == second.keys() == {line["id"] for line in lines("held-out")}
    shared = sum(len(first[key] & second[key]) for key in first)
    codes = sum(len(themes) for coder in (first, second) for themes in coder.values())
    assert 2 * shared / codes > 0.9


@pytest.mark.parametrize("name", LATER)
def test_later_codings_are_of_statements_for_training(name: str) -> None:
    texts = {line["text"] for author in AUTHORS for line in lines(author)}
    coded = [line["text"] for line in lines(name)]
    assert len(coded) == len(set(coded))
    assert set(coded) <= texts


def test_what_was_drawn_by_lot_is_not_coded_a_third_time() -> None:
    second, recoded = ({line["text"] for line in lines(name)} for name in LATER)
    assert not second & recoded


@pytest.mark.parametrize("model", ["themes-1", "sentences-1"])
def test_a_model_is_that_of_the_statements(model: str) -> None:
    manifest = json.loads((FOLDER.parent / model / "manifest.json").read_text(encoding="utf-8"))
    files = [f"{name}.jsonl" for name in (*AUTHORS, *LATER)]
    hashes = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in files}
    assert manifest["statements"] == hashes, "train it again: see CONTRIBUTING"
