from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.spreadsheets import harmless


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(begin: str) -> None:
    assert harmless(f"{begin}SUM(A1)") == f"'{begin}SUM(A1)"
    assert harmless(f"the sum {begin}SUM(A1)") == f"the sum {begin}SUM(A1)"


@pytest.mark.parametrize("value", [-1, -0.5, 0, None, True, "", "neglect", "'=1", "– a dash", "1=1"])
def test_all_else_stays_as_it_is(value: Any) -> None:
    assert harmless(value) is value


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert str(harmless(text)).removeprefix("'") == text.removeprefix("'")
    assert not str(harmless(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
