from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.records.examples import EMPTY_METADATA
from tests.themes.places import Pages

from crossreview.records import Found, Item, Link, LinkRelation, Source
from crossreview.themes import build_cue_matcher, population_of, with_themes
from crossreview.themes.assign import ACCEPTED, MOST_THEMES
from crossreview.themes.items import MOST_INHERITED
from crossreview.vocabulary.taxonomy import load_taxonomy

MATCHER = build_cue_matcher(load_taxonomy())


def themes(text: str) -> list[str]:
    """The themes of one statement by itself, the main one first."""
    pages = Pages(text)
    (item,) = with_themes((pages.item(text),), (), pages.text, MATCHER)
    return [theme.theme for theme in item.themes]


def test_the_evidence_is_where_the_words_stand() -> None:
    pages = Pages("Before", "The child’s neglect was not", "7", "seen by school nursing or others.")
    source = pages.source("The child’s neglect was not", "seen by school nursing or others.")
    item = replace(pages.item("The child’s neglect was not"), source=source, text=source.text_in(pages.text))
    (themed,) = with_themes((item,), (), pages.text, MATCHER)
    theme = next(theme for theme in themed.themes if theme.theme == "HAR.neglect_emotional")
    assert [pages.text[span.start : span.end] for span in theme.evidence] == ["neglect"]
    assert replace(themed, themes=()) == item


def test_a_cue_over_a_break_has_evidence_on_both_sides() -> None:
    pages = Pages("There was no professional", "footnote", "curiosity about him.")
    source = pages.source("There was no professional", "curiosity about him.")
    item = replace(pages.item("There was no professional"), source=source, text=source.text_in(pages.text))
    (themed,) = with_themes((item,), (), pages.text, MATCHER)
    assert [pages.text[span.start : span.end] for span in themed.themes[0].evidence] == ["professional", "curiosity"]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (
            "The partnership should audit how domestic abuse is recorded by health visitors.",
            "DAB.risk_response_perpetrator",
        ),
        ("Provide training on elective home education to all schools.", "NEE.elective_home_education"),
        ("Revise the policy on safer sleep.", "HAR.sudi_sleep"),
    ],
)
def test_the_problem_is_coded_not_the_verb(text: str, main: str) -> None:
    found = themes(text)
    assert found[0] == main
    assert not {"ORG.training_knowledge", "ORG.policies_procedures", "GOV.assurance_scrutiny"} & set(found)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("All agencies should provide training.", "ORG.training_knowledge"),
        ("Update the procedure.", "ORG.policies_procedures"),
        ("The board should seek assurance.", "GOV.assurance_scrutiny"),
    ],
)
def test_the_verb_counts_where_no_problem_is_named(text: str, theme: str) -> None:
    assert themes(text) == [theme]


def test_a_deficit_of_training_is_a_problem() -> None:
    assert "ORG.training_knowledge" in themes("Staff had not been trained, and neglect went unseen.")


@pytest.mark.parametrize(
    "text", ["The review began in May.", "It was a time of transition.", "The impact of covid was felt by all.", ""]
)
def test_an_empty_list_is_a_valid_code(text: str) -> None:
    pages = Pages(text or " ")
    item = replace(pages.item(pages.text), source=Source(()) if not text else pages.source(text))
    assert with_themes((item,), (), pages.text, MATCHER)[0].themes == ()


def test_denied_harm_is_no_theme() -> None:
    assert themes("There was no evidence of neglect.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DNA was taken from the scene.", []),
        ("Appointments were missed; DNA was entered each time.", ["PLA.was_not_brought"]),
    ],
)
def test_an_ambiguous_abbreviation_needs_company(text: str, expected: list[str]) -> None:
    assert [theme for theme in themes(text) if theme == "PLA.was_not_brought"] == expected


def _item_in(pages: Pages, words: str) -> Item:
    (item,) = with_themes((pages.item(words),), (), pages.text, MATCHER)
    return item


def test_or_the_definition_in_its_own_document() -> None:
    pages = Pages("Children who Did Not Attend (DNA)", "The DNA rate rose.")
    assert _item_in(pages, "The DNA rate rose.").themes[0].theme == "PLA.was_not_brought"
    other = Pages("deoxyribo nucleic acid (DNA)", "The DNA rate rose.")
    assert _item_in(other, "The DNA rate rose.").themes == ()


def test_a_definition_takes_an_abbreviation_away_from_other_themes() -> None:
    pages = Pages("a Clinic for Infant Neglect (CIN)", "CIN was discussed.")
    assert "PLA.planning_drift" not in [theme.theme for theme in _item_in(pages, "CIN was discussed.").themes]


def test_a_heading_speaks_for_a_statement_that_names_no_theme() -> None:
    pages = Pages("2. Elective Home Education", "Visits", "Officers now go to see every child.")
    top, below = (
        pages.section("2. Elective Home Education"),
        pages.section("Visits", parent="2. Elective Home Education"),
    )
    (item,) = with_themes(
        (pages.item("Officers now go to see every child.", "Visits"),), (top, below), pages.text, MATCHER
    )
    (theme,) = item.themes
    assert theme.theme == "NEE.elective_home_education"
    assert [pages.text[span.start : span.end] for span in theme.evidence] == ["Elective Home Education"]


def test_a_heading_counts_less_than_the_words_of_the_statement() -> None:
    pages = Pages("Elective home education", "Neglect was seen late.")
    section = pages.section("Elective home education")
    (item,) = with_themes((pages.item("Neglect was seen late.", section.id),), (section,), pages.text, MATCHER)
    assert item.themes[0].theme == "HAR.neglect_emotional"


def test_sections_that_stand_in_each_other_do_no_harm() -> None:
    pages = Pages("One", "Two", "Neglect was seen late.")
    sections = (pages.section("One", parent="Two"), pages.section("Two", parent="One"))
    (item,) = with_themes((pages.item("Neglect was seen late.", "One"),), sections, pages.text, MATCHER)
    assert item.themes


def test_what_a_rule_puts_first_comes_first() -> None:
    found = themes("The assessment of risk did not use the history, the chronology or the cumulative harm.")
    assert found.index("REC.history_cumulative") < found.index("REC.risk_assessment")


def test_scores_say_how_sure_and_themes_are_few() -> None:
    text = "Neglect, suicide, housing, gangs, fathers, dementia, autism and poverty: information sharing failed in all."
    pages = Pages(text)
    (item,) = with_themes((pages.item(text),), (), pages.text, MATCHER)
    assert len(item.themes) == MOST_THEMES
    assert all(ACCEPTED <= theme.score <= 1 for theme in item.themes)
    assert {theme.origin for theme in item.themes} == {"cue"}


@pytest.mark.parametrize(
    ("kind", "relation", "inherits"),
    [
        ("progress", "reports_on", True),
        ("response", "answers", True),
        ("action", "carries_out", True),
        ("action", "arises_from", False),
        ("recommendation", "arises_from", False),
    ],
)
def test_what_carries_out_or_reports_on_an_ask_is_about_its_themes_too(
    kind: str, relation: LinkRelation, inherits: bool
) -> None:
    ask, report = "Visit every child who is in elective home education.", "Two more officers began in May."
    pages = Pages(ask, report)
    first = pages.item(ask, kind="recommendation")
    second = replace(pages.item(report, kind=kind), links=(Link(first.id, relation, "number"),))

    asked, reported = with_themes((first, second), (), pages.text, MATCHER)

    assert [theme.theme for theme in asked.themes] == ["NEE.elective_home_education"]
    if inherits:
        (theme,) = reported.themes
        assert (theme.theme, theme.evidence) == (asked.themes[0].theme, asked.themes[0].evidence)
        assert 0 < theme.score < asked.themes[0].score
    else:
        assert reported.themes == ()


def test_of_an_ask_with_many_themes_the_main_ones_are_inherited() -> None:
    ask, report = "Act on neglect, domestic abuse and elective home education.", "Two more officers began in May."
    pages = Pages(ask, report)
    first = pages.item(ask, kind="recommendation")
    second = replace(pages.item(report, kind="progress"), links=(Link(first.id, "reports_on", "number"),))

    asked, reported = with_themes((first, second), (), pages.text, MATCHER)

    assert len(asked.themes) > MOST_INHERITED
    assert [theme.theme for theme in reported.themes] == [theme.theme for theme in asked.themes[:MOST_INHERITED]]


@pytest.mark.parametrize(
    ("review_type", "about"), [("lcspr", "child"), ("sar", "adult"), ("dhr", "da"), ("susr", None)]
)
def test_the_type_of_a_review_tells_whom_it_is_about(review_type: str, about: str | None) -> None:
    found = Found(review_type, Pages("A review").source("A review"), 1.0)
    assert population_of(replace(EMPTY_METADATA, review_type=found)) == about
    assert population_of(EMPTY_METADATA) is None
