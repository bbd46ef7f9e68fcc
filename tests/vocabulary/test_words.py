from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.vocabulary.words import WordFamilies, regular_forms, singular

FORMS = load_taxonomy().word_forms
FAMILIES = WordFamilies(FORMS)
lower = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=15)


@pytest.mark.parametrize("verb", FORMS.verbs)
def test_all_forms_of_a_verb_have_one_key(verb: str) -> None:
    assert {FAMILIES.key(form) for form in regular_forms(verb)} == {FAMILIES.key(verb)}


@pytest.mark.parametrize(("base", "others"), FORMS.irregular.items())
def test_irregular_forms_have_the_key_of_their_base(base: str, others: tuple[str, ...]) -> None:
    assert {FAMILIES.key(form) for form in others} == {FAMILIES.key(base)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("child", "children"),
        ("agency", "agencies"),
        ("process", "processes"),
        ("approach", "approaches"),
        ("recognise", "recognized"),
        ("minimise", "minimizing"),
        ("organisation", "organizations"),
        ("normalisation", "normalization"),
        ("behaviour", "behaviors"),
        ("adviser", "advisors"),
        ("Neglect", "NEGLECTED"),
    ],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert FAMILIES.key(one) == FAMILIES.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("train", "training"),
        ("house", "housing"),
        ("miss", "missing"),
        ("supervise", "supervision"),
        ("plan", "planning"),
        ("care", "caring"),
        ("life", "live"),
    ],
)
def test_words_that_mean_different_things_to_an_analyst(one: str, other: str) -> None:
    assert FAMILIES.key(one) != FAMILIES.key(other)


@pytest.mark.parametrize("word", ["illness", "status", "analysis", "gas", "this", "is"])
def test_what_only_looks_like_a_plural_stays(word: str) -> None:
    assert singular(word) == word


@given(lower)
def test_a_key_is_stable(word: str) -> None:
    key = FAMILIES.key(word)
    assert FAMILIES.key(word.upper()) == key == FAMILIES.key(word.title())
