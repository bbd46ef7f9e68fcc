"""How well themes are given: against two coders, by group, and what a probability is worth."""

from __future__ import annotations

import pytest

from crossreview.themes.measure import agreement, by_theme, calibration, group_agreement
from crossreview.themes.statements import TwiceCoded

ONE = TwiceCoded("x", frozenset({"A.a", "A.b"}), frozenset({"A.a", "B.c"}))
NONE = TwiceCoded("y", frozenset(), frozenset())


def test_right_if_either_gave_it_and_missed_if_both_did() -> None:
    scored = agreement([["B.c", "C.d"], []], [ONE, NONE])
    assert (scored.right, scored.wrong, scored.missed) == (1, 1, 1)
    assert (scored.precision, scored.recall, scored.f1) == (0.5, 0.5, 0.5)


def test_by_theme() -> None:
    scored = by_theme([["A.a", "C.d"]], [ONE])
    assert {theme: (one.right, one.wrong, one.missed) for theme, one in scored.items()} == {
        "A.a": (1, 0, 0),
        "C.d": (0, 1, 0),
    }


def test_the_group_of_the_first_theme() -> None:
    assert group_agreement(["B.x", "C.d"], [ONE, NONE]) == 1.0
    assert group_agreement([None, None], [ONE, NONE]) == 0.0


@pytest.mark.parametrize(("right", "error"), [([True, False] * 50, 0.0), ([True] * 100, 0.5)])
def test_calibration(right: list[bool], error: float) -> None:
    found = calibration([0.5] * 100, right)
    assert found.error == pytest.approx(error)
    assert found.interval[0] <= found.interval[1]
    assert len(found.bins) == 10


def test_nothing_given() -> None:
    scored = agreement([[]], [NONE])
    assert (scored.precision, scored.recall, scored.f1) == (0.0, 0.0, 0.0)
