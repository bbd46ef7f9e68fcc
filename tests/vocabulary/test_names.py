"""The lists of names."""

from __future__ import annotations

from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.names import load_names


def test_no_forename_is_in_two_lists() -> None:
    words = load_names()
    lists = (words.forenames, words.also_words, words.also_times, words.also_places)
    for each in lists:
        assert len(set(each)) == len(each)
    assert sum(map(len, lists)) == len({name for each in lists for name in each})


def test_no_area_of_one_word_is_surely_a_forename() -> None:
    assert {area.name for area in load_areas().areas}.isdisjoint(load_names().forenames)
