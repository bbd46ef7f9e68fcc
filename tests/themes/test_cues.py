from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.themes import CueHit, build_cue_matcher, without_seed_cues
from crossreview.vocabulary.taxonomy import ThemeEntry, load_taxonomy
from crossreview.vocabulary.words import regular_forms

TAXONOMY = load_taxonomy()
MATCHER = build_cue_matcher(TAXONOMY)
ALL_CUES = [(theme.id, cue) for theme in TAXONOMY.themes for cue in (*theme.cues, *theme.weak, *theme.fallback)]


def hits(text: str, theme: str | None = None) -> list[CueHit]:
    return [hit for hit in MATCHER.find(text) if theme in (None, hit.theme)]


def counted(text: str) -> set[str]:
    return {hit.theme for hit in MATCHER.find(text) if not hit.negated and hit.strength != "weak"}


def names_itself(theme: ThemeEntry, cue: str) -> bool:
    """Whether a cue is not inside a phrase that excludes it, or itself excluded."""
    return not any(excluded in cue or cue in excluded for excluded in theme.exclude)


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.id)
def test_every_cue_names_its_theme(theme: ThemeEntry) -> None:
    for cue in (*theme.cues, *theme.weak, *theme.fallback):
        if names_itself(theme, cue):
            assert theme.id in {hit.theme for hit in MATCHER.find(f"They wrote of {cue}, and of much else.")}, cue


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.id)
def test_every_near_cue_names_its_theme_either_way_round(theme: ThemeEntry) -> None:
    for cue in theme.near:
        left, right = (half.split(" | ")[0] for half in cue.split(" ~ "))
        for text in (f"{left} by each {right}", f"{right} that were {left}"):
            assert (theme.id, cue) in {(hit.theme, hit.cue) for hit in MATCHER.find(text)}, text


spellings = st.sampled_from(
    [str.upper, str.title, lambda cue: cue.replace("'", "’"), lambda cue: cue.replace("-", " ")]
)


@given(st.sampled_from(ALL_CUES), spellings)
def test_a_cue_is_found_in_capitals_with_any_apostrophe_and_any_hyphen(found: tuple[str, str], spell: object) -> None:
    theme, cue = found
    assert callable(spell)
    if names_itself(TAXONOMY.theme(theme), cue):
        assert theme in {hit.theme for hit in MATCHER.find(f"They wrote of {spell(cue)}.")}


@given(st.sampled_from(ALL_CUES), st.randoms())
def test_a_cue_is_found_in_any_form_of_its_verbs(found: tuple[str, str], chance: random.Random) -> None:
    theme, cue = found
    verbs = set(TAXONOMY.word_forms.verbs)
    words = [chance.choice(regular_forms(word)) if word in verbs else word for word in cue.split()]
    if names_itself(TAXONOMY.theme(theme), cue):
        assert theme in {hit.theme for hit in MATCHER.find(f"They wrote of {' '.join(words)}.")}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The children's voices were not heard", "VOI.child_voice"),
        ("childs voice", "VOI.child_voice"),
        ("information had not been promptly shared", "MAW.information_sharing"),
        ("sharing of relevant information", "MAW.information_sharing"),
        ("the coordination of services", "MAW.coordination_roles"),
        ("co-ordination", "MAW.coordination_roles"),
        ("multiagency working", "MAW.coordination_roles"),
        ("normalized", "REC.critical_thinking_bias"),
        ("pre birth assessments", "NEE.infants_prebirth"),
        ("He was electively home‑educated", "NEE.elective_home_education"),
    ],
)
def test_forms_that_people_write(text: str, theme: str) -> None:
    assert theme in counted(text)


@given(
    st.lists(
        st.sampled_from(["neglect", "café", "’s", "information\nshared", "–", "EHE", "🙂", "self-harm", "."]),
        min_size=1,
    )
)
def test_a_hit_stands_where_it_says(parts: list[str]) -> None:
    text = " ".join(parts)
    for hit in MATCHER.find(text):
        words = text[hit.start : hit.end]
        assert words == words.strip()
        if hit.strength == "abbreviation":
            assert words == hit.cue


def test_the_longest_cue_takes_the_place_of_those_inside_it() -> None:
    (hit,) = hits("The effect of domestic abuse on children was not considered.", "DAB.children_victims")[:1]
    assert hit.cue == "effect of domestic abuse on children"
    assert not hits("The effect of domestic abuse on children was not considered.", "DAB.risk_response_perpetrator")
    assert not hits("self-neglect", "HAR.neglect_emotional")


@pytest.mark.parametrize(
    "text",
    [
        "a lack of supervision of the child at home",
        "supervised contact with his father",
        "the court made a supervision order",
        "under probation supervision",
    ],
)
def test_supervision_of_others_is_not_supervision_of_staff(text: str) -> None:
    assert not hits(text, "ORG.supervision")
    assert hits("reflective supervision of staff", "ORG.supervision")


@pytest.mark.parametrize(
    "text",
    [
        "There was no evidence of neglect.",
        "There was no evidence of physical abuse or neglect.",
        "Neglect was not a feature of this case.",
        "No concerns about neglect were known.",
    ],
)
def test_what_is_denied_does_not_count(text: str) -> None:
    assert all(hit.negated for hit in hits(text, "HAR.neglect_emotional"))
    assert hits(text, "HAR.neglect_emotional")


@pytest.mark.parametrize(
    "text",
    [
        "There was no evidence of a plan. Neglect went on.",
        "Domestic abuse was not a feature; neglect was.",
        "Nobody spoke of neglect.",
    ],
)
def test_a_denial_reaches_no_further_than_its_statement(text: str) -> None:
    assert not any(hit.negated for hit in hits(text, "HAR.neglect_emotional"))


def test_a_missing_remedy_is_a_problem_not_a_denial() -> None:
    assert "ORG.supervision" in counted("There was no evidence of reflective supervision.")


def test_abbreviations_are_whole_words_in_capitals() -> None:
    assert hits("the EHE team", "NEE.elective_home_education")
    assert hits("three EHCPs", "NEE.disability_neurodiversity")
    assert not hits("they said ehe", "NEE.elective_home_education")
    assert not hits("EHEX", "NEE.elective_home_education")
    assert not hits("A MAD DASH FOR HOME", "DAB.risk_response_perpetrator")


def test_halves_of_a_near_cue_stand_in_one_statement() -> None:
    assert not hits("We want to share. All information is here.", "MAW.information_sharing")


def test_cues_can_be_left_out() -> None:
    text = "Partners obtain assurance about staff induction."
    assert {hit.cue for hit in MATCHER.find(text)} >= {"obtain assurance", "staff induction"}
    left = {hit.cue for hit in without_seed_cues(TAXONOMY).find(text)}
    assert not left & TAXONOMY.seed_influenced_cues
    assert not build_cue_matcher(TAXONOMY, frozenset({"neglect"})).find("neglect")


def test_a_possessive_in_capitals_at_the_end_of_a_sentence() -> None:
    assert [hit.theme for hit in MATCHER.find("They wrote of ALZHEIMER'S.")] == ["NEE.older_frailty"]


def test_a_matcher_keeps_nothing_of_what_it_read() -> None:
    first = MATCHER.find("The child was neglected.")
    MATCHER.find("Information was not shared about zylphs.")
    assert MATCHER.find("The child was neglected.") == first
    assert MATCHER.find("") == ()
