from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.examples import BOX

from crossreview.records import Source, Span
from crossreview.search.passages import (
    LONGEST_PASSAGE,
    Place,
    Stored,
    Wanted,
    decoded,
    passage,
    wording_of,
)
from crossreview.search.synonyms import load_synonyms
from crossreview.search.syntax import parse

words = st.lists(st.sampled_from(["neglect", "café", "“voice”", "child’s", "–", "home", "🙂", "NEGLECTED"]), min_size=1)


def stored(text: str, *pages: tuple[int, int]) -> Stored:
    """A text on pages, each of which ends at a character of it."""
    spans, start = [], 0
    for page, end in pages or ((1, len(text)),):
        spans.append(Span(page, BOX, start, end))
        start = end + 1
    return Stored.of("b1", Source(tuple(spans)), text, None, None)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Wanted.of(parse(query), load_synonyms()).ranges(text)]


@given(words)
def test_matches_mark_the_words_themselves(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [match.lower() for match in marked(text, "neglect OR home")] == [
        part.lower() for part in parts if part.lower() in ("neglect", "neglected", "home")
    ]


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("neglect", ["Neglect", "neglect", "neglected"]),
        ('"neglect"', ["Neglect", "neglect"]),
        ("self-neglect", ["self-neglect"]),
        ("NEG*", ["Neglect", "neglect", "neglected"]),
        ('"and self"', ["and self"]),
        ('"self neglect" OR self', ["self-neglect"]),
        ("child NOT neglect", ["child"]),
        ("child NOT (neglect OR self)", ["child"]),
        ("area:Neglect child", ["child"]),
        ("xylophone", []),
        ("", []),
    ],
)
def test_what_is_looked_for_is_marked_and_nothing_else(query: str, matches: list[str]) -> None:
    assert marked("Neglect and self-neglect: a neglected child.", query) == matches


@given(words, words, st.integers(0, 600))
def test_a_passage_is_a_piece_of_the_text_and_shows_its_match(before: list[str], after: list[str], times: int) -> None:
    filler = "one two three four five " * times
    text = f"{' '.join(before)} {filler}schooling {filler}{' '.join(after)}"
    found = passage(stored(text), Wanted.of(parse("schools"), load_synonyms()))
    assert found.text in text
    assert len(found.text) <= LONGEST_PASSAGE
    assert "schooling" in [found.text[start:end] for start, end in found.matches]
    assert (found.cut_before, found.cut_after) == (not text.startswith(found.text), not text.endswith(found.text))


def test_a_passage_that_is_not_too_long_is_shown_whole() -> None:
    text = "word " * (LONGEST_PASSAGE // 5 - 2) + "neglect" + "."
    assert len(text) <= LONGEST_PASSAGE
    found = passage(stored(text), Wanted.of(parse("neglect"), load_synonyms()))
    assert (found.text, found.cut_before, found.cut_after) == (text, False, False)


@pytest.mark.parametrize("at", [0, 40, 200, 399])
def test_a_passage_is_cut_between_words(at: int) -> None:
    text = " ".join("neglect" if number == at else f"word{number}" for number in range(400))
    found = passage(stored(text), Wanted.of(parse("neglect"), load_synonyms()))
    assert set(found.text.split()) <= set(text.split())
    assert [found.text[start:end] for start, end in found.matches] == ["neglect"]
    assert found.cut_before == (at > 20)
    assert found.cut_after == (at < 380)
    assert len(found.text) > LONGEST_PASSAGE - 20


def test_without_a_match_a_long_passage_is_shown_from_its_beginning() -> None:
    text = "word " * 400
    for query in (None, parse("xylophone"), parse("area:Derby")):
        found = passage(stored(text), Wanted.of(query, load_synonyms()))
        assert text.startswith(found.text)
        assert (found.matches, found.cut_before, found.cut_after) == ((), False, True)


def test_matches_that_are_cut_away_are_not_marked() -> None:
    text = f"neglect {'word ' * 400}neglect"
    found = passage(stored(text), Wanted.of(parse("neglect"), load_synonyms()))
    assert found.matches == ((0, 7),)


def test_the_page_is_the_one_on_which_what_is_shown_begins() -> None:
    text = f"first {'word ' * 200}neglect {'word ' * 200}"
    on_pages = stored(text, (4, 5), (5, len(text)))
    assert [place.page for place in passage(on_pages, Wanted.of(parse("neglect"), load_synonyms())).places] == [5]
    assert [place.page for place in passage(on_pages, Wanted.of(None, load_synonyms())).places] == [4, 5]


parts_of_pages = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 12)), min_size=1, max_size=6)


@given(parts_of_pages, st.data())
def test_every_character_is_on_its_page(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    places = tuple(Place(page, (float(number), 0.0, 1.0, 1.0), length) for number, (page, length) in enumerate(parts))
    text = " ".join("x" * place.length for place in places)
    # Which place has each character; the blank between two parts counts for the first of them.
    owners = [number for number, place in enumerate(places) for _ in range(place.length + 1)][:-1]
    assert len(owners) == len(text)
    kept = Stored("b1", text, places, None)
    for at, owner in enumerate(owners):
        if text[at] != " ":
            assert kept.places_of(at, at + 1) == (places[owner],)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert kept.places_of(start, end) == places[owners[start] : owners[end - 1] + 1]
    assert kept.places_of(0, len(text)) == places


@given(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=2).map(tuple), st.none() | st.text(max_size=5))
def test_what_is_kept_is_what_is_read(text: str, by_hand: tuple[str, ...], label: str | None) -> None:
    kept = Stored("i1", text, (Place(1, BOX, len(text)),), "A heading", label, by_hand)
    assert decoded(kept.encoded()) == kept


def test_the_text_of_two_parts_is_joined_by_a_blank() -> None:
    kept = stored("on one page\nand the next", (1, 11), (2, 24))
    assert kept.text == "on one page and the next"
    assert [(place.page, place.length) for place in kept.places] == [(1, 11), (2, 12)]


@given(st.text(), st.text())
def test_the_same_wording_has_the_same_number(one: str, other: str) -> None:
    assert (wording_of(one) == wording_of(other)) is (one == other)
    assert 0 <= wording_of(one) < 1 << 63
