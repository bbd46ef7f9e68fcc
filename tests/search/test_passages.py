from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.records.examples import BOX

from crossreview.records import Source, Span
from crossreview.search.passages import LONGEST_PASSAGE, matching_ranges, passage
from crossreview.search.synonyms import load_synonyms
from crossreview.search.syntax import parse

words = st.lists(st.sampled_from(["neglect", "café", "“voice”", "child’s", "–", "home", "🙂", "NEGLECTED"]), min_size=1)


@given(words)
def test_matches_mark_the_words_themselves(parts: list[str]) -> None:
    text = " ".join(parts)
    ranges = matching_ranges(text, parse("neglect OR home"), load_synonyms())
    assert [text[start:end].lower() for start, end in ranges] == [
        part.lower() for part in parts if part.lower() in ("neglect", "neglected", "home")
    ]


@given(words, words, st.integers(0, 600))
def test_a_passage_is_a_piece_of_the_page_and_shows_its_match(before: list[str], after: list[str], times: int) -> None:
    filler = "one two three four five " * times
    text = f"{' '.join(before)} {filler}schooling {filler}{' '.join(after)}"
    source = Source((Span(1, BOX, 0, len(text)),))
    found = passage(source, text, parse("schools"), load_synonyms())
    assert found.text in source.text_in(text)
    assert len(found.text) <= LONGEST_PASSAGE
    assert "schooling" in [found.text[start:end] for start, end in found.matches]


def test_the_page_is_the_one_on_which_the_passage_begins() -> None:
    text = f"first {'word ' * 200}neglect {'word ' * 200}"
    source = Source((Span(4, BOX, 0, 5), Span(5, BOX, 6, len(text))))
    assert passage(source, text, parse("neglect"), load_synonyms()).page == 5
    assert passage(source, text, None, load_synonyms()).page == 4
