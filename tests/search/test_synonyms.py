from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from tests.search.asking import by_words, marked, passages, total
from tests.search.documents import Writer

from crossreview.library import Library
from crossreview.search import Query, search
from crossreview.search.clauses import FUNCTION_WORDS, Word, parts_of
from crossreview.search.synonyms import load_synonyms, spellings, words_of
from crossreview.search.syntax import parse
from crossreview.vocabulary.synonyms import load_synonym_lists

EHE_ASK = "The council should visit every child in elective home education once a year."
EHE_PROGRESS = "All EHE teams have been written to."
SENTENCES = (
    "The baby was not brought to three appointments.",
    "The WNB policy was not followed.",
    "He did not attend the clinic.",
    "A second DNA was recorded that week.",
    "She brought the letter, but not to the doctor.",
    "Workers recognised challenging behaviour and organised a meeting.",
    "Workers recognized challenging behavior and organized a meeting.",
    "The organisation of the conference was poor.",
    "Good organization helps practitioners.",
    "The MARAC of this city met twice.",
    "A multi-agency risk assessment conference met twice.",
    "His pressure sores were not seen.",
    "A bedsore was seen by the nurse.",
    "The paediatrician wrote to the centre.",
    "The pediatrician wrote to the center.",
)


@pytest.fixture
def sentences(indexed: Callable[..., Library]) -> Library:
    writer = Writer("sentences", "Sentences")
    for sentence in SENTENCES:
        writer.paragraph(sentence)
    return indexed(writer.record(code="S1", dated="2020", areas=(), review_type="sar"))


MISSED = frozenset(
    {
        ("The baby was not brought to three appointments.", "was not brought"),
        ("The WNB policy was not followed.", "WNB"),
        ("He did not attend the clinic.", "did not attend"),
        ("A second DNA was recorded that week.", "DNA"),
    }
)


@pytest.mark.parametrize("query", ["WNB", "wnb", "DNA", "was not brought", "did not attend", "not brought"])
def test_a_missed_appointment_is_found_whatever_it_is_called(sentences: Library, query: str) -> None:
    found = {hit.passage: " ".join(marked(hit)) for hit in by_words(search(sentences, Query(query)))}
    for sentence, name in MISSED:
        assert name.removeprefix("was ") in found[sentence]


def test_the_words_of_a_name_beside_each_other_by_chance_are_another_matter(sentences: Library) -> None:
    apart = "She brought the letter, but not to the doctor."
    assert apart not in passages(search(sentences, Query("WNB")))
    assert apart not in passages(search(sentences, Query('"was not brought"')))


def test_what_is_quoted_stands_as_it_is_quoted(sentences: Library) -> None:
    assert total(sentences, '"WNB"') == 1
    assert total(sentences, '"was not brought"') == 1
    assert total(sentences, '"challenging behavior"') == 1
    assert total(sentences, '"organise"') == 0


@pytest.mark.parametrize("query", ["EHE", "ehe", "elective home education", "Elective Home Education"])
def test_abbreviations_and_long_forms_find_each_other(library: Library, query: str) -> None:
    hits = by_words(search(library, Query(query)))
    assert {hit.passage for hit in hits} == {EHE_ASK, EHE_PROGRESS}
    assert {words for hit in hits for words in marked(hit)} >= {"EHE"}
    (ask,) = (hit for hit in hits if hit.passage == EHE_ASK)
    assert " ".join(marked(ask)) == "elective home education"


def test_a_name_in_brackets_or_with_other_words_finds_its_synonyms(library: Library) -> None:
    assert passages(search(library, Query("EHE child"))) == {EHE_ASK}
    assert passages(search(library, Query("teams elective home education"))) == {EHE_PROGRESS}
    assert passages(search(library, Query("(EHE OR capacity) NOT teams kind:recommendation"))) == {EHE_ASK}
    assert total(library, "visit NOT EHE") == 0


def test_a_name_with_a_hyphen_is_one(sentences: Library) -> None:
    both = {"The MARAC of this city met twice.", "A multi-agency risk assessment conference met twice."}
    assert passages(search(sentences, Query("MARAC"))) == both
    assert passages(search(sentences, Query("multi-agency risk assessment conference"))) == both
    assert passages(search(sentences, Query("multi agency risk assessment conference"))) == both


def test_names_without_an_abbreviation_find_each_other(sentences: Library) -> None:
    for query in ("pressure ulcer", "bedsores", "bed sores", "pressure sores"):
        assert "His pressure sores were not seen." in passages(search(sentences, Query(query))), query


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("behaviour", {"behaviour", "behavior"}),
        ("behavior", {"behaviour", "behavior"}),
        ("Behaviours", {"behaviour", "behavior"}),
        ("organise", {"organised", "organized"}),
        ("organize", {"organised", "organized"}),
        ("organising", {"organised", "organized"}),
        ("recognizes", {"recognised", "recognized"}),
        ("paediatrician", {"paediatrician", "pediatrician"}),
        ("pediatrician", {"paediatrician", "pediatrician"}),
        ("center", {"centre", "center"}),
        ("centre", {"centre", "center"}),
    ],
)
def test_both_spellings_are_found_and_marked(sentences: Library, query: str, words: set[str]) -> None:
    hits = by_words(search(sentences, Query(query)))
    assert {word for hit in hits for word in marked(hit)} >= words
    assert all(marked(hit) for hit in hits)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("organisation", {"organization"}),
        ("organizational", {"organisational"}),
        ("realises", {"realizes"}),
        ("behavioural", {"behavioral"}),
        ("adviser", {"advisor", "advizer"}),
        ("advisors", {"advisers"}),
        ("programmes", {"programs"}),
        ("program", {"programme"}),
        ("counselling", {"counseling"}),
        ("haemorrhage", {"hemorrhage"}),
        ("while", {"whilst"}),
        ("wise", set()),
        ("size", set()),
        ("child", set()),
        ("wisdom", set()),
        ("", set()),
    ],
)
def test_other_spellings_of_a_word(word: str, others: set[str]) -> None:
    assert set(spellings(word)) == others


@pytest.mark.parametrize("pair", load_synonym_lists().spelling, ids="/".join)
def test_a_spelling_is_found_from_either_side(pair: tuple[str, str]) -> None:
    one, other = pair
    assert other in spellings(one)
    assert one in spellings(other)


@pytest.mark.parametrize("group", load_synonym_lists().same, ids="/".join)
def test_every_name_of_a_list_leads_to_the_others(group: tuple[str, ...]) -> None:
    for name, other in permutations(group, 2):
        words = [words_of(part.text) for part in parts_of(parse(name.casefold())) if isinstance(part, Word)]
        length, others = load_synonyms().at_start(words)
        assert length == len(words), name
        # What differs but in words that say nothing ("was not brought", "not brought") is found as it is.
        assert _telling(other) in {*map(_telling, others), _telling(name)}, (name, other)


def _telling(phrase: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(phrase) if word not in FUNCTION_WORDS)


def test_names_in_no_list_are_paired_by_their_initials() -> None:
    synonyms = load_synonyms()
    assert "child death overview panel" in synonyms.at_start([("cdop",)])[1]
    assert "CDOP" in synonyms.at_start([("child",), ("death",), ("overview",), ("panel",)])[1]


def test_the_longest_name_counts() -> None:
    words = [("local",), ("child",), ("safeguarding",), ("practice",), ("review",), ("of",)]
    length, others = load_synonyms().at_start(words)
    assert (length, others[:1]) == (5, ("LCSPR",))
    assert load_synonyms().at_start(words[1:2]) == (1, ())
    assert load_synonyms().at_start([(), ("ehe",)]) == (1, ())


def test_names_of_two_letters_stand_for_too_many_things() -> None:
    shortest = {name for name in load_synonyms().others if len(name) == 1 and len(name[0]) < 3}
    assert shortest == set()
