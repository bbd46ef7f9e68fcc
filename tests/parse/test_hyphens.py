"""Lines joined at hyphens: no letter is lost or added, whatever the document taught."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import line

from crossreview.parse.hyphens import Hyphens

NONE = Hyphens(frozenset(), automatic=False)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the child", "was seen", "the child was seen"),
        ("the child-", "minder was seen", "the child-minder was seen"),
        ("in May -", "and again", "in May - and again"),
        ("a Marlshire-", "Kelverton agreement", "a Marlshire-Kelverton agreement"),
        ("from 2015-", "2018 and after", "from 2015-2018 and after"),
        ("a café-", "owner was asked", "a café-owner was asked"),
        ("homeless 16-", "and 17-year-olds", "homeless 16- and 17-year-olds"),
        ("before pre-", "or post-birth visits", "before pre- or post-birth visits"),
    ],
)
def test_lines_of_a_document_that_taught_nothing(first: str, second: str, joined: str) -> None:
    assert NONE.join(first, second) == joined


def test_a_word_printed_whole_is_put_together() -> None:
    known = Hyphens.learn([line("All safeguarding work is shared.")])
    assert known.join("the safe-", "guarding board") == "the safeguarding board"


def test_a_compound_printed_with_its_hyphen_keeps_it() -> None:
    known = Hyphens.learn([line("The step-father was seen, and so were the practitioners here.")])
    assert known.join("the step-", "father and the practi-") == "the step-father and the practi-"
    assert known.join("the practi-", "tioners") == "the practitioners"


@pytest.mark.parametrize("head", ["self", "multi", "non", "well", "long", "follow"])
def test_usual_compounds_keep_their_hyphen_where_a_machine_breaks_words(head: str) -> None:
    automatic = Hyphens(frozenset(), automatic=True)
    assert automatic.join(f"the {head}-", "something else") == f"the {head}-something else"


def test_a_document_that_breaks_words_breaks_unknown_ones_too() -> None:
    lines = [line("The practitioners and the partnership met."), line("The practi-"), line("tioners of the partner-")]
    known = Hyphens.learn([*lines, line("ship were asked about hoar-"), line("ding.")])
    assert known.automatic
    assert known.join("about hoar-", "ding") == "about hoarding"


def test_the_hyphen_of_layout_programs_is_a_hyphen() -> None:
    known = Hyphens.learn([line("All safeguarding work is shared.")])
    assert known.join("the safe‐", "guarding board") == "the safeguarding board"


words = st.text(alphabet="abcdefghij-‐'é0123 .,", min_size=1, max_size=25).filter(lambda text: text.strip() == text)


@given(st.lists(words, max_size=8), words, words)
def test_only_one_hyphen_or_blank_is_between_two_lines(document: list[str], first: str, second: str) -> None:
    joined = Hyphens.learn(map(line, document)).join(first, second)
    assert joined in (f"{first} {second}", first + second, first[:-1] + second)
    assert re.sub(r"[ \-‐]", "", joined) == re.sub(r"[ \-‐]", "", first + second)
    assert joined.endswith(second)


@given(st.lists(words, max_size=8), words, words)
def test_a_line_without_a_hyphen_is_followed_by_a_blank(document: list[str], first: str, second: str) -> None:
    if not first.endswith(("-", "‐")):
        assert Hyphens.learn(map(line, document)).join(first, second) == f"{first} {second}"
