from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.records.examples import EMPTY_METADATA
from tests.themes.places import Pages

from crossreview.records import Found, Item, Link, LinkRelation, Source
from crossreview.themes import Coded, CodedTheme, build_cue_matcher, population_of, with_themes
from crossreview.themes.assign import ACCEPTED, MOST_THEMES
from crossreview.themes.items import MOST_INHERITED, SURE
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


def _asked_and_reported(
    ask: str,
    report: str,
    given: list[tuple[str, float]],
    kind: str = "progress",
    relation: LinkRelation = "reports_on",
) -> tuple[Item, Item]:
    """An ask to which the model gives themes, and an item to which it gives none."""
    pages = Pages(ask, report)
    first = pages.item(ask, kind="recommendation")
    second = replace(pages.item(report, kind=kind), links=(Link(first.id, relation, "number"),))
    coded = Coded([tuple(CodedTheme(theme, score, ((0, 5),)) for theme, score in given), ()])
    asked, reported = with_themes((first, second), (), pages.text, MATCHER, coded)
    return asked, reported


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
    ask, report = "Visit every child whose parents have chosen home education.", "Two more officers began in May."
    asked, reported = _asked_and_reported(ask, report, [("NEE.elective_home_education", 0.95)], kind, relation)

    assert [theme.theme for theme in asked.themes] == ["NEE.elective_home_education"]
    if inherits:
        (theme,) = reported.themes
        assert (theme.theme, theme.evidence) == (asked.themes[0].theme, asked.themes[0].evidence)
        assert 0 < theme.score < asked.themes[0].score
    else:
        assert reported.themes == ()


def test_of_an_ask_with_many_themes_the_main_ones_are_inherited() -> None:
    given = [("HAR.neglect_emotional", 0.99), ("FAM.carers", 0.95), ("NEE.elective_home_education", 0.92)]
    asked, reported = _asked_and_reported("See, hear and act.", "Two more officers began in May.", given)

    assert len(asked.themes) > MOST_INHERITED
    assert [theme.theme for theme in reported.themes] == [theme.theme for theme in asked.themes[:MOST_INHERITED]]


def test_what_an_ask_is_only_perhaps_about_is_not_inherited() -> None:
    asked, reported = _asked_and_reported(
        "See, hear and act.", "Two more officers began in May.", [("FAM.carers", 0.82)]
    )
    assert (len(asked.themes), reported.themes) == (1, ())


def _given(text: str, score: float, *lines: str, theme: str = "FAM.carers") -> list[str]:
    """The themes of an item to which the model gives one, in a document that has more lines."""
    pages = Pages(text, *lines)
    coded = Coded(
        [(CodedTheme(theme, score, ((0, 5),)),) if score else ()], [pages.block(line) for line in (text, *lines)]
    )
    (item,) = with_themes((pages.item(text),), (), pages.text, MATCHER, coded)
    return [each.theme for each in item.themes]


@pytest.mark.parametrize(
    ("score", "line", "given"),
    [
        (SURE, "The harbour froze.", True),
        (0.6, "The harbour froze.", False),
        (0.6, "No young carer was asked how she was.", True),
        (0.6, "Neglect was seen late.", False),
    ],
)
def test_a_doubtful_theme_needs_a_document_that_speaks_of_it_elsewhere(score: float, line: str, given: bool) -> None:
    assert ("FAM.carers" in _given("She looked after all four of them.", score, line)) is given


def test_another_statement_with_the_theme_speaks_of_it_too_but_not_the_same_words_again() -> None:
    for other, kept in (("She cooked for them.", True), ("She washed their clothes.", False)):
        pages = Pages("She washed their clothes.", other)
        source = replace(pages.item(other), id="other")
        doubtful = (CodedTheme("FAM.carers", 0.6, ((0, 3),)),)
        items = with_themes(
            (pages.item("She washed their clothes."), source), (), pages.text, MATCHER, Coded([doubtful, doubtful])
        )
        assert bool(items[0].themes) is kept


@pytest.mark.parametrize(
    ("line", "given"), [("The harbour froze.", []), ("A suicide was feared.", ["HAR.suicide_selfharm"])]
)
def test_what_cues_name_in_one_statement_only_is_no_theme_beside_a_classifier(line: str, given: list[str]) -> None:
    assert _given("A note spoke of suicide.", 0, line) == given


def test_two_words_near_each_other_are_too_few_where_the_model_gives_nothing() -> None:
    text = "The manager asked for her views on every child."
    assert themes(text) == ["VOI.child_voice"]
    assert _given(text, 0, "The voice of the child was lost.") == []


@pytest.mark.parametrize(
    ("review_type", "about"), [("lcspr", "child"), ("sar", "adult"), ("dhr", "da"), ("susr", None)]
)
def test_the_type_of_a_review_tells_whom_it_is_about(review_type: str, about: str | None) -> None:
    found = Found(review_type, Pages("A review").source("A review"), 1.0)
    assert population_of(replace(EMPTY_METADATA, review_type=found)) == about
    assert population_of(EMPTY_METADATA) is None
