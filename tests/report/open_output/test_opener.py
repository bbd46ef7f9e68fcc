"""Whatever the text: what an opener does and leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.open_output.documents import NOBODY, record

from crossreview.report.open_output import Opener
from crossreview.report.open_output.people import Known, People, Person
from crossreview.vocabulary.ages import age_band

PARTS = (
    *("Danielle", "Ottway", "Grace", "April", "Mr", "Dr", "Jordan", "Child R", "Will", "May", "Green", "House", "was"),
    *("aged", "14", "14-year-old", "(14)", "four months old", "eight,", "and", "the", "his sister", "third birthday"),
    *("12 March 2021", "died", "on", "born", "by", "in June 2019", "12/03/2021", "the 4th of May", "found dead", "."),
    *("[name removed]", "[aged 11-15]", "[2009]", "[date removed]", "(", ")", "[", "]", "\n", ",", "’s", "3.2.10"),
)  # fmt: skip
OPENERS = (
    NOBODY,
    Opener.of(record("All names are pseudonyms. Danielle Ottway came.", subject="Grace", incident="2021-03-12")),
    Opener.of(record("Mr Ottway came.", subject="Danielle Ottway", incident="2019-06", published="2021-05")),
)  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join)
openers = st.sampled_from(OPENERS)
PLAIN = (
    *("agencies", "children", "should", "review", "records", "together", "partnership", "listen", "learning", "plans"),
    *("policy", "for", "their", "with", "practice", "neglect", "because", "families", "Child R", "the Board", "2021"),
)  # fmt: skip


@given(texts, openers)
def test_opening_twice_changes_nothing_more(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    assert opener.text(opened) == opened


@given(st.text(max_size=60), openers)
def test_any_text_can_be_opened(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    assert opener.text(opened) == opened


@given(texts, openers)
def test_brackets_stay_as_balanced_as_they_were(words: str, opener: Opener) -> None:
    opened = opener.text(words)
    for opens, closes in ("[]", "()"):
        assert opened.count(opens) - opened.count(closes) == words.count(opens) - words.count(closes)


@given(st.lists(st.sampled_from(PLAIN), max_size=30).map(" ".join), openers)
def test_text_without_ages_dates_and_names_stays(words: str, opener: Opener) -> None:
    assert opener.text(words) == words


@given(
    st.integers(1, 109),
    st.sampled_from(("She was {} when she died.", "Child R, aged {}, was seen.", "a {}-year-old boy")),
)
def test_no_exact_age_is_left(years: int, sentence: str) -> None:
    opened = NOBODY.text(sentence.format(years))
    assert f"[aged {age_band(years)}]" in opened
    assert str(years) not in opened.replace(f"[aged {age_band(years)}]", "")


@given(
    st.dates(), st.sampled_from(("%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %Y", "%A %d %B %Y", "%d %b %Y", "%d.%m.%Y"))
)
def test_no_day_of_death_is_left(day: date, form: str) -> None:
    if 1900 <= day.year < 2100:
        assert NOBODY.text(f"Adult B died on {day.strftime(form)}.") == f"Adult B died on [{day.year}]."


def test_what_stands_in_many_rows_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    find = People.find

    def counting(self: People, text: str, known: Known | None = None) -> tuple[Person, ...]:
        read.append(text)
        return find(self, text, known)

    monkeypatch.setattr(People, "find", counting)
    opener = Opener()
    assert opener.text("Mr Pike came.") == "[name removed] came."
    first = len(read)
    assert (opener.text("Mr Pike came."), len(read)) == ("[name removed] came.", first)


def test_what_was_opened_makes_no_other_opener() -> None:
    opener = Opener()
    assert opener.text("Xanthe came.") == "Xanthe came."
    assert opener == Opener()
    assert hash(opener) == hash(Opener())
    assert replace(opener, known=Known(frozenset({"Xanthe"}))).text("Xanthe came.") == "[name removed] came."
