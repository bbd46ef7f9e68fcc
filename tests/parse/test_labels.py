"""Labels that begin a text: what they look like, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.parse.labels import find_label


@pytest.mark.parametrize(
    ("text", "label", "kind", "body"),
    [
        ("1. The partnership", "1.", "number", "The partnership"),
        ("15.Some practitioners", "15.", "number", "Some practitioners"),
        ("1) The partnership", "1)", "number", "The partnership"),
        ("(12) The partnership", "(12)", "number", "The partnership"),
        ("104. The partnership", "104.", "number", "The partnership"),
        ("3: The partnership", "3:", "number", "The partnership"),
        ("1.1 The partnership", "1.1", "decimal", "The partnership"),
        ("8.32 The partnership", "8.32", "decimal", "The partnership"),
        ("3.2.1. The partnership", "3.2.1.", "decimal", "The partnership"),
        ("4.12The partnership", "4.12", "decimal", "The partnership"),
        ("(a) the nursery", "(a)", "letter", "the nursery"),
        ("b. the nursery", "b.", "letter", "the nursery"),
        ("iv) the nursery", "iv)", "roman", "the nursery"),
        ("• the nursery", "•", "bullet", "the nursery"),
        ("•the nursery", "•", "bullet", "the nursery"),
        ("\uf0b7 the nursery", "\uf0b7", "bullet", "the nursery"),
        ("(cid:131) the nursery", "(cid:131)", "bullet", "the nursery"),
        ("➢ the nursery", "➢", "bullet", "the nursery"),
    ],
)
def test_labels(text: str, label: str, kind: str, body: str) -> None:
    found = find_label(text)
    assert found is not None
    assert (found.text, found.kind, text[found.end :]) == (label, kind, body)
    assert found.firm


@pytest.mark.parametrize(
    "text",
    [
        "2019. It was the year of the move",  # a year that ends a sentence
        "2019 was the year",
        "1,200 families live there",
        "12th May was the day",
        "10% of the cases",
        "3pm was the time",
        "5-year-old children",
        "A child was seen",
        "I was not asked",
        "",
        " ",
        "The partnership",
        "-",
        "•",
        "on the day",
        "ovens are hot",
        "self-neglect",
        "-5 degrees",
        "14/05/2019 was the day",
        "£2.5 million",
        "vi",
    ],
)
def test_what_is_no_firm_label(text: str) -> None:
    found = find_label(text)
    assert found is None or not found.firm


@pytest.mark.parametrize(
    "text",
    [
        "3.5 million pounds were spent",
        "1.30 pm was the time",
        "0.5% of the cases",
        "11:30 was the time",
    ],
)
def test_amounts_and_times_are_no_firm_labels(text: str) -> None:
    found = find_label(text)
    assert found is None or not found.firm


@pytest.mark.parametrize("text", ["1 The partnership", "12 The partnership", "- the nursery", "– the nursery"])
def test_a_tab_makes_a_bare_number_or_dash_firm(text: str) -> None:
    loose, firm = find_label(text), find_label(text, tabbed=True)
    assert loose is not None
    assert not loose.firm
    assert firm is not None
    assert firm.firm


@pytest.mark.parametrize("letter", ["o", "n", "l", "q", "v", "ü"])
def test_a_letter_is_a_bullet_only_before_a_tab(letter: str) -> None:
    assert find_label(f"{letter} the nursery") is None
    found = find_label(f"{letter} the nursery", tabbed=True)
    assert found is not None
    assert found.kind == "bullet"


@pytest.mark.parametrize(
    ("text", "number"), [("(12) The", "12"), ("1.1. The", "1.1"), ("(a) the", "a"), ("iv) the", "iv"), ("• the", None)]
)
def test_the_number_of_a_label_has_no_brackets_or_points(text: str, number: str | None) -> None:
    found = find_label(text)
    assert found is not None
    assert found.number == number


begins = st.sampled_from(("1.", "1.1", "(2)", "15.", "(a)", "iv)", "•", "–", "o", "\uf0b7", "2019", "a", "", "3:", "§"))
spaces = st.sampled_from(("", " ", "  ", "\t"))


@given(begins, spaces, st.text(max_size=30), st.booleans())
def test_a_label_is_what_the_text_begins_with(begin: str, space: str, rest: str, tabbed: bool) -> None:
    text = begin + space + rest
    found = find_label(text, tabbed=tabbed)
    if found is None:
        return
    assert text.startswith(found.text)
    assert len(found.text) <= found.end <= len(text)
    assert text[len(found.text) : found.end].strip() == ""
    assert found.text == found.text.strip()


@given(st.text(max_size=40), st.booleans())
def test_any_text_may_be_asked_for_its_label(text: str, tabbed: bool) -> None:
    found = find_label(text, tabbed=tabbed)
    assert found is None or 0 < found.end <= len(text)


@given(st.integers(1, 199), st.sampled_from((".", ")", ":")), st.sampled_from((" ", "")))
def test_any_small_number_with_a_stop_is_a_label(number: int, stop: str, space: str) -> None:
    found = find_label(f"{number}{stop}{space}The partnership")
    assert found is not None
    assert found.firm
    assert found.number == str(number)


@given(st.lists(st.integers(1, 40), min_size=2, max_size=4))
def test_any_decimal_number_is_a_label(parts: list[int]) -> None:
    printed = ".".join(map(str, parts))
    found = find_label(f"{printed} The partnership")
    assert found is not None
    assert (found.kind, found.number) == ("decimal", printed)
