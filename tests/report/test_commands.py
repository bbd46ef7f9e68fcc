"""`similar`, `trends`, `brief` and `embed`, as people see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import Answer

from crossreview.library import Library

Ask = Callable[..., Answer]


@pytest.fixture
def ask(crossreview: Ask, three: Library) -> Ask:
    return lambda command, *arguments: crossreview(command, *arguments, "--library", three.root)


def test_similar_shows_what_was_asked_before_with_area_and_page(ask: Ask) -> None:
    answer = ask("similar", "The council must visit each child in elective home education once in a year.")
    assert answer.code == 0
    assert "The same words (1 ask)" in answer.out
    assert "Derbyshire; 2021-03  child-t.pdf, page 2 · recommendation 1 · i-child-t-1" in answer.out
    assert "   The council should visit every child in elective home education once a year." in answer.out
    assert "In the same words or close to it in 1 review, 1 area, 2021." in answer.talk
    assert "crossreview embed" in answer.talk


def test_similar_says_that_nothing_was_found_and_writes_rows(ask: Ask) -> None:
    nothing = ask("similar", "Buy lifeboats for the harbour.")
    assert "Nothing in the same words or close to it was found in other reviews of this library." in nothing.talk
    (row,) = ask("similar", "Visit every child in elective home education once a year, council.", "--json").rows
    assert (row["closeness"], row["item_id"], row["page"]) == ("same words", "i-child-t-1", 2)
    assert ask("similar", "i-margaret-9").talk.startswith("Nothing")
    assert "no words" in ask("similar", "?!").talk


def test_similar_counts_all_whatever_it_shows(ask: Ask) -> None:
    draft = "Visit every child in elective home education, and share information after domestic abuse."
    every, one = (ask("similar", draft, "--limit", limit) for limit in (20, 1))
    assert "1 of 2 asks are shown; --limit shows more." in one.talk
    assert one.talk.splitlines()[1:] == every.talk.splitlines()


def test_embed_says_what_it_made_and_goes_on_where_it_was(ask: Ask) -> None:
    assert "passages read; all can be found by what they mean." in ask("embed").talk
    assert "Nothing was missing." in ask("embed").talk
    assert ask("embed", "--behind").talk == ""


def test_trends_stand_beside_what_they_are_counted_of(ask: Ask) -> None:
    answer = ask("trends", "--by", "type", "--theme", "DAB.children_victims")
    assert [line.split() for line in answer.out.splitlines()] == [
        ["type", "reviews", "of", "share"],
        ["Local", "child", "safeguarding", "practice", "review", "1", "1", "few"],
        ["Safeguarding", "adults", "review", "0", "1", "few"],
    ]
    assert "fewer than 5 reviews" in answer.talk


def test_trends_as_rows_and_as_a_picture(ask: Ask, tmp_path: Path) -> None:
    (first, *_) = ask("trends", "--search", "neglect", "--json").rows
    assert first == {"series": "neglect", "year": "2019", "label": "2019", "reviews": 1, "of": 1, "share": None}
    two = ("--theme", "NEE.elective_home_education", "--theme", "REC.mental_capacity")
    rows = list(csv.DictReader(io.StringIO(ask("trends", *two, "--csv").out)))
    assert [row["year"] for row in rows] == ["2019", "2021"] * 2
    assert ask("trends", *two).out.splitlines()[0].split() == ["series", "year", "reviews", "of", "share"]
    picture = tmp_path / "trend.svg"
    assert f"Written: {picture}" in ask("trends", *two, "--plot", picture).talk
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


def test_what_trends_do_not_know_is_said(ask: Ask, tmp_path: Path) -> None:
    assert ask("trends", "--by", "weather").code == 2
    unknown = ask("trends", "--theme", "REC.mental")
    assert unknown.code == 1
    assert "REC.mental_capacity" in unknown.talk
    assert "Use png, svg, pdf." in ask("trends", "--plot", tmp_path / "trend.bmp").talk


def test_a_briefing_is_written_and_says_of_how_much_it_is_made(ask: Ask, tmp_path: Path) -> None:
    to = tmp_path / "briefing.md"
    answer = ask("brief", "--theme", "NEE", "--to", to)
    assert answer.code == 0
    assert f"Written: {to}, with quotations from 3 documents." in answer.talk
    text = to.read_text(encoding="utf-8")
    assert "# Briefing: " in text
    assert "“The council should visit every child in elective home education once a year.”" in text
    assert "Search: theme:NEE" in text
    whole = tmp_path / "whole.html"
    assert ask("brief", "--search", "neglect OR visit", "--all", "--to", whole).code == 0
    assert "<h1>Briefing: neglect OR visit</h1>" in whole.read_text(encoding="utf-8")


def test_what_no_briefing_can_be_made_of_is_said_before_anything_is_written(ask: Ask, tmp_path: Path) -> None:
    to = tmp_path / "briefing.md"
    assert ask("brief", "--to", to).code == 2
    nothing = ask("brief", "--search", "lifeboats area:Derby", "--to", to)
    assert nothing.code == 1
    assert "No passage has 'lifeboats'." in nothing.talk
    assert not to.exists()
    assert "Use .docx, .html, .md." in ask("brief", "--theme", "NEE", "--to", tmp_path / "briefing.pdf").talk
