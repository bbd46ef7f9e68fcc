from __future__ import annotations

from msgspec.structs import replace
from tests.themes.places import Pages

from crossreview.themes import build_cue_matcher, document_themes, with_themes
from crossreview.themes.documents import MOST_THEMES
from crossreview.vocabulary.taxonomy import load_taxonomy

MATCHER = build_cue_matcher(load_taxonomy())

PAGES = Pages(
    "Contents",
    "Suicide and self-harm",
    "Introduction",
    "This is about a boy who was educated at home and whose neglect was not seen.",
    "Elective home education",
    "Officers did not visit home-educated children.",
    "Neglect",
    "Chronic neglect was missed by the clinic.",
    "Neglect at home was known to the school.",
    "Glossary",
    "MARAC Multi-agency risk assessment conference",
)
SECTIONS = tuple(
    replace(PAGES.section(heading, role=role), id=heading)
    for heading, role in (
        ("Contents", "contents"),
        ("Introduction", "introduction"),
        ("Elective home education", None),
        ("Glossary", "glossary"),
    )
)
ITEMS = with_themes(
    (
        PAGES.item("Officers did not visit home-educated children.", "Elective home education"),
        PAGES.item("Chronic neglect was missed by the clinic.", "Neglect"),
        PAGES.item("Neglect at home was known to the school.", "Neglect"),
    ),
    SECTIONS,
    PAGES.text,
    MATCHER,
)
BLOCKS = (
    PAGES.block("Suicide and self-harm", "Contents"),
    PAGES.block("This is about a boy who was educated at home and whose neglect was not seen.", "Introduction"),
    PAGES.block("MARAC Multi-agency risk assessment conference", "Glossary"),
)


def test_what_recurs_is_what_the_document_is_about() -> None:
    themes = document_themes(ITEMS, SECTIONS, BLOCKS, PAGES.text, MATCHER)
    assert {theme.theme for theme in themes} == {"HAR.neglect_emotional", "NEE.elective_home_education"}
    assert themes[0].score == 1
    assert all(theme.evidence for theme in themes)


def test_lists_of_words_have_no_vote() -> None:
    found = {theme.theme for theme in document_themes(ITEMS, SECTIONS, BLOCKS, PAGES.text, MATCHER)}
    assert not found & {"HAR.suicide_selfharm", "DAB.risk_response_perpetrator"}


def test_without_items_the_paragraphs_vote() -> None:
    lines = [f"Neglect was chronic in {month}." for month in ("May", "June", "July", "August")]
    pages = Pages(*lines)
    (theme,) = document_themes((), (), tuple(pages.block(line) for line in lines), pages.text, MATCHER)
    assert theme.theme == "HAR.neglect_emotional"


def test_a_single_mention_is_not_what_a_document_is_about() -> None:
    pages = Pages("Neglect was chronic in this home.")
    assert document_themes((), (), (pages.block(pages.text),), pages.text, MATCHER) == ()


def test_context_does_not_vote() -> None:
    items = tuple(replace(item, stance="context") for item in ITEMS)
    themes = document_themes(items, (), (), PAGES.text, MATCHER)
    assert themes == ()


def test_no_more_than_a_person_would_name() -> None:
    cues = (
        "Neglect",
        "Suicide",
        "Housing",
        "Dementia",
        "Autism",
        "Stalking",
        "Hoarding",
        "Cuckooing",
        "Rape",
        "Bullying",
    )
    lines = [f"{cue} was seen in {month}." for cue in cues for month in ("May", "June", "July", "August")]
    pages = Pages(*lines)
    themes = document_themes((), (), tuple(pages.block(line) for line in lines), pages.text, MATCHER)
    assert len(themes) == MOST_THEMES


def test_a_theme_that_a_model_gave_to_an_item_is_the_model_s() -> None:
    coded = tuple(replace(item, themes=tuple(replace(each, origin="model") for each in item.themes)) for item in ITEMS)
    for items, origin in ((ITEMS, "cue"), (coded, "model")):
        themes = document_themes(items, SECTIONS, BLOCKS, PAGES.text, MATCHER)
        assert {theme.origin for theme in themes} == {origin}


def test_one_theme_that_towers_over_all_does_not_hide_the_others() -> None:
    lines = [f"Neglect was chronic in {month} of {year}." for year in range(2001, 2013) for month in ("May", "June")]
    lines += [f"Elective home education began in {year}." for year in (2001, 2002)]
    pages = Pages(*lines)
    items = tuple(
        replace(item, themes=tuple(replace(theme, score=1.0) for theme in item.themes), section=f"s{number % 9}")
        for number, item in enumerate(with_themes(tuple(map(pages.item, lines)), (), pages.text, MATCHER))
    )
    found = [theme.theme for theme in document_themes(items, (), (), pages.text, MATCHER)]
    assert found == ["HAR.neglect_emotional", "NEE.elective_home_education"]
