from __future__ import annotations

import pytest

from crossreview.plurals import counted


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0 reviews"),
        (1, "1 review"),
        (2, "2 reviews"),
        (999, "999 reviews"),
        (1200, "1,200 reviews"),
        (1234567, "1,234,567 reviews"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, told: str) -> None:
    assert counted(number, "review") == told
