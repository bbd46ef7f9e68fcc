"""Themes by the shipped model, in Python and on the command line."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from crossreview.cli.app import app
from crossreview.errors import StatementsDamaged
from crossreview.records import Source
from crossreview.themes import Coded, build_cue_matcher, classify, load_classifier, with_themes
from crossreview.themes.model import Calibration
from crossreview.vocabulary.taxonomy import load_taxonomy

from .places import Pages

HOME = "The home education team should visit each child whom it has been told is educated at home."
RISK = "No evidence of physical abuse was found."
ASLEEP = "The father fell asleep on a settee with the baby, and nobody had spoken to him about safer sleep."


def test_a_theme_with_the_words_that_led_there() -> None:
    (themes,) = classify([HOME])
    assert themes[0].theme == "NEE.elective_home_education"
    assert 0.5 < themes[0].score <= 1
    assert any("educat" in HOME[start:end] for start, end in themes[0].evidence)


def test_in_the_order_given_and_one_for_each() -> None:
    texts = [HOME, "", "Thank you.", ASLEEP]
    coded = classify(texts)
    assert [bool(themes) for themes in coded] == [True, False, False, True]
    assert coded == [classify([text])[0] for text in texts]
    assert classify([]) == classify([], []) == []


def test_at_most_three_themes_the_likeliest_first() -> None:
    (themes,) = classify([f"{HOME} {ASLEEP} The Board should audit the records of supervision and of discharge."])
    assert len(themes) <= 3
    assert [theme.score for theme in themes] == sorted((theme.score for theme in themes), reverse=True)


def test_a_theme_is_less_likely_in_a_review_of_people_whom_it_does_not_apply_to() -> None:
    (child,), (adult,) = classify([ASLEEP], ["child"]), classify([ASLEEP], ["adult"])
    scores = [{theme.theme: theme.score for theme in themes} for themes in (child, adult)]
    assert scores[0]["HAR.sudi_sleep"] > scores[1].get("HAR.sudi_sleep", 0.0)


@pytest.mark.parametrize(("text", "given"), [(RISK, False), (RISK.replace("No evidence", "Evidence"), True)])
def test_what_is_denied_is_not_given(text: str, given: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = np.ones((1, len(load_classifier().themes)), dtype=np.float32)
    monkeypatch.setattr(
        Calibration,
        "chances",
        lambda *_: sure * [0.9 if t == "HAR.physical_nai" else 0 for t in load_classifier().themes],
    )
    assert ("HAR.physical_nai" in {theme.theme for theme in classify([text])[0]}) is given


def test_a_cue_is_not_pushed_out_of_few_words_by_what_no_cue_names(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = np.full((1, len(load_classifier().themes)), 0.9, dtype=np.float32)
    monkeypatch.setattr(Calibration, "chances", lambda *_: sure)
    assert [theme.theme for theme in classify(["Elective home education"])[0]] == ["NEE.elective_home_education"]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Completed 3 May 2021.", False),
        ("Not yet due: the work will start in June.", False),
        ("In progress, and on track for the end of March.", False),
        ("Completed 3 May 2021: two nurses are in post.", True),
    ],
)
def test_a_mark_on_a_plan_is_about_nothing(text: str, given: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = np.full((1, len(load_classifier().themes)), 0.9, dtype=np.float32)
    monkeypatch.setattr(Calibration, "chances", lambda *_: sure)
    assert bool(classify([text])[0]) is given


def test_no_theme_is_given_that_is_likelier_wrong_than_right() -> None:
    assert load_classifier().thresholds.min() >= 0.5
    assert load_classifier(words_only=True).thresholds.min() >= 0.5


def test_themes_of_items_are_places_in_the_document() -> None:
    pages = Pages(HOME)
    matcher = build_cue_matcher(load_taxonomy())
    (item,) = with_themes((pages.item(HOME),), (), pages.text, matcher, Coded(load_classifier().classify([HOME])))
    first = item.themes[0]
    assert first.origin == "model"
    assert "educat" in Source(first.evidence[:1]).text_in(pages.text)


def test_the_command_answers_each_line() -> None:
    lines = [HOME, json.dumps({"id": 7, "text": ASLEEP, "population": "child"}), ""]
    result = CliRunner().invoke(app, ["classify"], input="\n".join(lines) + "\n")
    assert result.exit_code == 0
    plain, coded, empty = map(json.loads, result.stdout.splitlines())
    assert plain["themes"][0]["id"] == "NEE.elective_home_education"
    assert "id" not in plain
    assert coded["id"] == 7
    assert coded["themes"][0]["id"] == "HAR.sudi_sleep"
    assert all(theme["evidence"] and all(word in ASLEEP for word in theme["evidence"]) for theme in coded["themes"])
    assert empty == {"themes": []}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"words": 1}', "Line 2"),
        (b'{"text": "x", "population": "children"}', "Line 2"),
        (b"caf\xe9", "not UTF-8"),
        (b"x" * 30_000, "more than 20,000 bytes"),
        (b'{"text": "a", "x": ' + b"[" * 9000 + b"]" * 9000 + b"}", "Line 2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_what_is_before_it_answered(line: bytes, problem: str) -> None:
    result = CliRunner().invoke(app, ["classify"], input=HOME.encode() + b"\n" + line + b"\n")
    assert isinstance(result.exception, StatementsDamaged)
    assert problem in str(result.exception)
    assert len(result.stdout.splitlines()) == 1


def test_a_mark_of_the_byte_order_is_no_letter() -> None:
    result = CliRunner().invoke(app, ["classify"], input=b'\xef\xbb\xbf{"id": "a", "text": "Thanks."}\n')
    assert json.loads(result.stdout) == {"id": "a", "themes": []}


def test_as_many_populations_as_texts() -> None:
    with pytest.raises(ValueError, match="as many"):
        classify([HOME, ASLEEP], ["child"])
