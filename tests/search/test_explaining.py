from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.search.documents import Writer

from crossreview.library import Library
from crossreview.search import Note, Query, search
from crossreview.search.clauses import words_and_filters
from crossreview.search.explaining import why_nothing
from crossreview.search.filters import checked
from crossreview.search.index import open_index
from crossreview.search.syntax import parse


def why(library: Library, text: str) -> list[str]:
    """What is said where all words and facts of a text must be met, and nothing does."""
    query = Query.read(text)
    words, filters = words_and_filters(parse(query.text))
    return list(why_nothing(open_index(library), words, (*filters, *map(checked, query.fields))))


def test_a_word_that_no_passage_has_is_named(library: Library) -> None:
    assert why(library, "xylophone") == ["No passage has 'xylophone'."]
    assert why(library, "xylophone zither") == ["No passage has 'xylophone'.", "No passage has 'zither'."]
    assert why(library, "neglect xylophone") == ["No passage has 'xylophone'."]
    assert why(library, "xylo*") == ["No passage has a word that begins with 'xylo'."]
    assert why(library, "(xylophone OR zither) neglect") == [
        "No passage has 'xylophone'.",
        "No passage has 'zither'.",
    ]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("neglct", "neglect"),
        ("Recomended", None),
        ("polcie", "police"),
        ("schoools", "schools"),
        ("educaton", "education"),
        ("infromation", "information"),
        ("EDUCATOIN", "education"),
        ("xylophone", None),
        ("nobdy", "nobody"),
    ],
)
def test_a_misspelt_word_comes_with_the_one_that_was_meant(library: Library, misspelt: str, meant: str | None) -> None:
    hint = f" Did you mean {meant!r}?" if meant is not None else ""
    assert why(library, misspelt) == [f"No passage has {misspelt!r}.{hint}"]


def test_of_words_like_a_misspelt_one_the_more_frequent_is_meant(indexed: Callable[..., Library]) -> None:
    writer = Writer("u", "U")
    for sentence in ("This placement was changed.", "That placement was kept on.", "Her placements had been changed."):
        writer.paragraph(sentence)
    library = indexed(writer.record(code="U1", dated=None, areas=(), review_type="sar"))
    assert why(library, "placemants") == ["No passage has 'placemants'. Did you mean 'placement'?"]


def test_a_misspelt_word_in_a_quotation_is_named_too(library: Library) -> None:
    assert why(library, '"domestik abuse"') == ["No passage has 'domestik'. Did you mean 'domestic'?"]


def test_a_word_that_must_not_be_there_is_not_missed(library: Library) -> None:
    assert why(library, "xylophone NOT zither") == ["No passage has 'xylophone'."]


def test_a_synonym_of_an_absent_word_is_a_presence(library: Library) -> None:
    assert why(library, '"information EHE"') == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("neglect since:2022", "Without since:2022 there would be 4 passages."),
        ("neglect area:Derbyshire", "Without area:Derbyshire there would be 4 passages."),
        ("visit status:completed", "Without status:completed there would be 1 passage."),
        ("area:Derby genre:briefing", "Without genre:briefing there would be 5 passages."),
        ("visit NOT area:Derbyshire", "Without NOT area:Derbyshire there would be 1 passage."),
        (
            "capacity (area:Derbyshire OR kind:action)",
            "Without (area:Derbyshire OR kind:action) there would be 1 passage.",
        ),
    ],
)
def test_the_fact_that_stands_in_the_way_is_named(library: Library, text: str, sentence: str) -> None:
    assert why(library, text) == [sentence]


def test_each_fact_without_which_something_would_be_found_is_named(library: Library) -> None:
    assert why(library, "area:Derbyshire type:sar") == [
        "Without type:sar there would be 4 passages.",
        "Without area:Derbyshire there would be 5 passages.",
    ]


def test_facts_that_only_together_stand_in_the_way_are_told(library: Library) -> None:
    assert why(library, "neglect type:lcspr area:Derbyshire") == [
        "Without any of these facts there would be 4 passages."
    ]
    assert why(library, "visit type:sar agency:police") == [
        "Without type:sar there would be 1 passage.",
        "Without any of these facts there would be 1 passage.",
    ]


def test_without_words_facts_that_no_passage_has_together_are_told(library: Library) -> None:
    assert why(library, "type:scr") == ["Without type:scr there would be 9 passages."]


def test_an_area_that_no_document_is_about_comes_with_the_nearest(library: Library) -> None:
    assert why(library, "area:Derbishire") == [
        "No document of this library is about the area 'Derbishire'. Did you mean 'Derbyshire'?",
        "Without area:Derbishire there would be 9 passages.",
    ]
    assert why(library, 'neglect area:"Isle of Wight"')[0] == (
        "No document of this library is about the area 'Isle of Wight'."
    )
    assert why(library, "area:E06000015 genre:briefing") == ["Without genre:briefing there would be 5 passages."]


def test_words_that_never_stand_together_are_told(library: Library) -> None:
    assert why(library, "police capacity") == [
        "Without police there would be 1 passage.",
        "Without capacity there would be 1 passage.",
    ]
    assert why(library, '"domestic abuse" café') == [
        'Without "domestic abuse" there would be 1 passage.',
        "Without café there would be 1 passage.",
    ]
    assert why(library, "visit NOT home") == ["Without NOT home there would be 1 passage."]


def test_three_words_of_which_no_two_stand_together_are_told(library: Library) -> None:
    assert why(library, "visit capacity police") == [
        "Each of these words is in some passage, and none has nearly all of them."
    ]


def test_words_that_never_stand_together_are_told_whatever_the_facts(library: Library) -> None:
    assert why(library, "police capacity area:Derby") == [
        "Without police there would be 1 passage.",
        "Without capacity there would be 1 passage.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [('"information share"', "2 passages"), ('"abuse domestic"', "1 passage"), ('"shared information"', "2 passages")],
)
def test_a_phrase_in_another_order_or_form_is_told(library: Library, text: str, count: str) -> None:
    assert why(library, text) == [f"The words of {text} stand together in {count}, in another order or form."]


def test_a_phrase_whose_words_never_stand_together_is_not_told_to(library: Library) -> None:
    assert why(library, '"police capacity"') == []


def test_an_empty_library_has_no_words(indexed: Callable[..., Library]) -> None:
    assert why(indexed(), "neglect") == ["No passage has 'neglect'."]
    assert why(indexed(), "type:sar") == []


def test_reasons_come_with_an_answer_that_found_nothing(library: Library) -> None:
    results = search(library, Query('"neglect"', since="2022"))
    assert results.notes == (Note("Without since:2022 there would be 1 passage."),)
    assert search(library, Query('"neglect"')).notes == ()
