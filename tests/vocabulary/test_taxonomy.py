from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from crossreview.errors import UnknownTerm
from crossreview.vocabulary.phrases import phrase_variants
from crossreview.vocabulary.taxonomy import ThemeEntry, load_taxonomy
from crossreview.vocabulary.words import WordFamilies

TAXONOMY = load_taxonomy()
FAMILIES = WordFamilies(TAXONOMY.word_forms)


def keys(phrase: str) -> frozenset[str]:
    """What a phrase is to the matcher: the keys of the words of its variants."""
    variants = (variant.replace("-", " ").replace("'", " '") for variant in phrase_variants(phrase))
    return frozenset(" ".join(FAMILIES.key(word) for word in variant.split()) for variant in variants)


def plain_lists(theme: ThemeEntry) -> Iterator[str]:
    yield from (*theme.cues, *theme.weak, *theme.fallback)


def test_ids_are_unique_and_name_their_group() -> None:
    assert not [theme_id for theme_id, count in Counter(theme.id for theme in TAXONOMY.themes).items() if count > 1]
    for group in TAXONOMY.groups:
        assert {theme.group for theme in group.themes} == {group.id}


def test_a_theme_is_found_by_its_id() -> None:
    assert TAXONOMY.theme("NEE.elective_home_education").label == "Elective home education"


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("NEE.elective_home_educaton", "NEE.elective_home_education"),
        ("home_education", "NEE.elective_home_education"),
        ("fii", "HAR.fii"),
        ("ORG.early_help", "REC.early_help"),
        ("mental_health", "FAM.parental_mental_health"),
    ],
)
def test_an_unknown_id_names_the_nearest(wrong: str, nearest: str) -> None:
    with pytest.raises(UnknownTerm, match=nearest):
        TAXONOMY.theme(wrong)


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.id)
def test_a_theme_is_defined_and_has_cues(theme: ThemeEntry) -> None:
    assert theme.definition.endswith(".")
    assert len(theme.cues) >= 15
    assert all(cue == cue.strip() and "’" not in cue for cue in plain_lists(theme))


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.id)
def test_no_phrase_stands_twice_in_a_theme(theme: ThemeEntry) -> None:
    seen = Counter(key for cue in plain_lists(theme) for key in keys(cue))
    assert not [key for key, count in seen.items() if count > 1]


@pytest.mark.parametrize("theme", TAXONOMY.themes, ids=lambda theme: theme.id)
def test_a_near_cue_has_two_sides(theme: ThemeEntry) -> None:
    for cue in theme.near:
        left, right = cue.split(" ~ ")
        assert all(half.strip() == half and half for half in (*left.split(" | "), *right.split(" | ")))


def test_rules_name_themes_and_groups_that_exist() -> None:
    for rule in TAXONOMY.precedence:
        TAXONOMY.theme(rule.first)
        TAXONOMY.theme(rule.then)
    for theme in TAXONOMY.themes:
        for other in theme.yields_to:
            TAXONOMY.theme(other)
    assert set(TAXONOMY.negation.groups) <= {group.id for group in TAXONOMY.groups}


def test_cues_to_leave_out_when_scoring_are_cues() -> None:
    cues = {cue for theme in TAXONOMY.themes for cue in plain_lists(theme)}
    assert cues >= TAXONOMY.seed_influenced_cues
