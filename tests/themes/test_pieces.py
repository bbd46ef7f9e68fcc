"""Texts cut into the pieces that the sentence model knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.networks import WordPieces
from crossreview.resources import resource_folder
from crossreview.themes.sentences.model import LONGEST, PIECES, SENTENCES

VOCABULARY = """
[UNK] [CLS] [SEP] the baby ' s sleep ##ing ##s cafe a ##b , . ! 学 校 safe ##guard
"""
SMALL = WordPieces({piece: number for number, piece in enumerate(VOCABULARY.split())})


def pieces(text: str) -> list[int]:
    return SMALL.numbers(text, LONGEST)[1:-1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The BABY's sleep", [3, 4, 5, 6, 7]),
        ("sleeping, sleeps.", [7, 8, 13, 7, 9, 14]),
        ("safeguarding", [18, 19, 8]),
        ("Café cafe\u0301", [10, 10]),
        ("学校", [16, 17]),
        ("unheard-of", [0, 0, 0]),
        ("the\u00a0baby\u200b\ufffd\x07", [3, 4]),
        ("a" + "b" * 99, [11] + [12] * 99),
        ("a" + "b" * 100, [0]),
        ("", []),
    ],
)
def test_the_longest_pieces_from_the_beginning_of_each_word(text: str, numbers: list[int]) -> None:
    assert pieces(text) == numbers[: LONGEST - 2]


def test_what_is_too_long_is_cut_and_still_has_its_end() -> None:
    numbers = SMALL.numbers("the baby " * 200, LONGEST)
    assert len(numbers) == LONGEST
    assert (numbers[0], numbers[-1]) == (1, 2)


# What the tokenizers library (0.23) gives with the same vocabulary.
PUBLISHED = {
    "The child's voice wasn't heard; EHE (s.47) – nobody asked.": (
        "101 1996 2775 1005 1055 2376 2347 1005 1056 2657 1025 15501 2063 1006 1055 1012 4700 1007 1516 6343 2356 1012"
        " 102"
    ),
    "Naïve assumptions: “over-optimism” & start-again syndrome…": (
        "101 15743 17568 1024 1523 2058 1011 27451 1524 1004 2707 1011 2153 8715 1529 102"
    ),
}


def test_the_vocabulary_that_is_shipped_is_read_as_its_makers_do() -> None:
    shipped = (resource_folder("models") / SENTENCES / PIECES).read_text(encoding="utf-8").split("\n")[:-1]
    reader = WordPieces({piece: number for number, piece in enumerate(shipped)})
    for text, numbers in PUBLISHED.items():
        assert reader.numbers(text, LONGEST) == list(map(int, numbers.split()))


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    numbers = SMALL.numbers(text, LONGEST)
    assert 2 <= len(numbers) <= LONGEST
