"""Which themes are least certain, against a slow and plain way to find them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crossreview.records import Theme
from crossreview.search.columns import Columns, Lists
from crossreview.search.doubts import certainty, least_certain

NAMES = ("", "NEE.a", "NEE.b", "HAR.c")
SCORES = st.integers(0, 10_000).map(lambda steps: steps / 10_000)


@dataclass(frozen=True)
class Statement:
    themes: tuple[Theme, ...]
    settled: bool


THEMES = st.builds(
    Theme, st.sampled_from(NAMES[1:]), SCORES, st.just(()), st.sampled_from(["model", "cue", "model", "person"])
)
STATEMENTS = st.lists(
    st.builds(Statement, st.lists(THEMES, max_size=3, unique_by=lambda theme: theme.theme).map(tuple), st.booleans()),
    max_size=8,
)


@given(STATEMENTS, st.none() | st.sets(st.sampled_from(NAMES[1:])), st.data())
def test_the_least_certain_come_first(
    statements: list[Statement], wanted: set[str] | None, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.sampled_from(range(len(statements))), unique=True)) if statements else []
    numbers = None if wanted is None else [NAMES.index(each) for each in wanted]
    found = {at: score for at, row in enumerate(rows) if (score := slow_score(statements[row], wanted)) is not None}

    total, places = least_certain(columns_of(statements), np.array(rows, dtype=np.int64), numbers, 5)

    assert total == len(found)
    assert places.tolist() == sorted(found, key=lambda at: (found[at], at))[:5]


def slow_score(statement: Statement, wanted: set[str] | None) -> float | None:
    if statement.settled:
        return None
    if wanted is not None and not wanted:
        return 0.0 if not statement.themes else None
    if wanted is not None:
        by_model = [each.score for each in statement.themes if each.theme in wanted and each.origin == "model"]
        return max(by_model, default=None)
    highest = max((each.score for each in statement.themes), default=None)
    best = [each for each in statement.themes if each.score == highest]
    return highest if best and all(each.origin == "model" for each in best) else None


def columns_of(statements: list[Statement]) -> Columns:
    none = np.zeros(len(statements), dtype=np.uint16)
    nothing = Lists(np.zeros(len(statements), dtype=np.int64), np.zeros(0, dtype=np.uint16))
    ends = np.cumsum([len(each.themes) for each in statements], dtype=np.int64)
    themes = [theme for each in statements for theme in each.themes]
    return Columns(
        document=none.astype(np.int32),
        kind=none,
        status=none,
        settled=np.array([each.settled for each in statements], dtype=np.bool_),
        themes=Lists(ends, np.array([NAMES.index(theme.theme) for theme in themes], dtype=np.uint16)),
        certainties=Lists(ends, np.array([certainty(theme) for theme in themes], dtype=np.uint16)),
        addressees=nothing,
    )
