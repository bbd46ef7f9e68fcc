from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.evaluate.score import Score, overlap, total


def test_ratios_of_counts() -> None:
    score = Score(gold=10, found=8, right=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert (score.missed, score.invented, score.invented_per_100) == (4, 2, 25.0)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("score", [Score(gold=3), Score(found=3)])
def test_all_missed_or_all_invented_is_nothing(score: Score) -> None:
    assert score.f1 == 0.0


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_overlap_is_symmetric_in_what_is_right(wanted: set[str], got: set[str]) -> None:
    score = overlap(wanted, got)
    assert score == Score(len(wanted), len(got), overlap(got, wanted).right)
    assert 0.0 <= score.f1 <= 1.0


def test_scores_add_up() -> None:
    assert total([Score(1, 2, 1), Score(4, 4, 3)]) == Score(5, 6, 4)
