from __future__ import annotations

import logging

import pytest

from crossreview.errors import QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.search import Hit, Query, Results, search


def passages(results: Results) -> set[str]:
    return {hit.passage for hit in results.hits}


def marked(hit: Hit) -> list[str]:
    return [hit.passage[start:end] for start, end in hit.matches]


EHE_ASK = "The council should visit every child in elective home education once a year."
EHE_PROGRESS = "All EHE teams have been written to."


def test_a_word_is_found_in_any_form_and_the_passage_is_quoted_with_its_page(library: Library) -> None:
    results = search(library, Query("visiting"))
    (hit,) = results.hits
    assert hit.passage == EHE_ASK
    assert (hit.document_id, hit.page, hit.section) == ("child-t", 2, "Recommendations")
    assert (hit.kind, hit.item_id) == ("recommendation", "i-child-t-1")
    assert marked(hit) == ["visit"]
    assert (hit.review_code, hit.date, hit.areas) == ("KDS07", "2021-03", ("Derbyshire",))


def test_counts_are_of_everything_found_not_of_what_is_shown(library: Library) -> None:
    results = search(library, Query("neglect", limit=1))
    assert (results.total_passages, results.total_documents, len(results.hits)) == (4, 1, 1)


def test_an_item_and_its_own_block_are_found_once(library: Library) -> None:
    assert search(library, Query("visit")).total_passages == 1


def test_all_words_must_be_there(library: Library) -> None:
    assert passages(search(library, Query("police schools"))) == passages(search(library, Query("police AND schools")))
    assert search(library, Query("police capacity")).total_passages == 0
    assert search(library, Query("police OR capacity")).total_passages == 2


def test_a_phrase_is_exact(library: Library) -> None:
    assert search(library, Query('"share information"')).total_passages == 2
    assert search(library, Query('"shared information"')).total_passages == 0
    assert search(library, Query('"information share"')).total_passages == 0


def test_not_takes_away(library: Library) -> None:
    assert search(library, Query('"share information" NOT police')).total_passages == 1
    assert search(library, Query('information NOT (police OR "records")')).total_passages == 0


def test_a_prefix_finds_every_word_that_begins_so(library: Library) -> None:
    assert search(library, Query("educ*")).total_passages == 2
    assert all("educ" in words for hit in search(library, Query("educ*")).hits for words in marked(hit))


def test_a_heading_counts_for_what_stands_under_it(library: Library) -> None:
    assert search(library, Query("self-neglect capacity")).total_passages == 1


def test_a_question_in_plain_words_is_understood(library: Library) -> None:
    results = search(library, Query("What have the reviews said about elective home education?"))
    assert results.total_passages == 0  # "reviews" stands in none of the passages
    assert passages(search(library, Query("what is said about elective home education"))) == {EHE_ASK, EHE_PROGRESS}
    assert search(library, Query("the")).total_passages > 0


def test_a_code_is_found_in_the_title(library: Library) -> None:
    assert {hit.document_id for hit in search(library, Query("KDS07")).hits} == {"child-t"}


def test_abbreviations_and_long_forms_find_each_other(library: Library) -> None:
    assert passages(search(library, Query("EHE"))) == {EHE_ASK, EHE_PROGRESS}
    results = search(library, Query("elective home education"))
    assert passages(results) == {EHE_ASK, EHE_PROGRESS}
    assert {words for hit in results.hits for words in marked(hit)} >= {"EHE", "elective"}


def test_matches_are_characters_not_bytes(library: Library) -> None:
    (hit,) = search(library, Query("nobody saw")).hits
    assert marked(hit) == ["nobody", "saw"]
    assert marked(search(library, Query("cafe")).hits[0]) == ["café"]


def test_without_words_everything_that_meets_the_filters_newest_first(library: Library) -> None:
    results = search(library, Query(themes=("NEE.elective_home_education",)))
    assert [hit.passage for hit in results.hits] == [EHE_ASK, EHE_PROGRESS]
    assert search(library, Query()).total_documents == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(themes=("NEE",)), 2),
        (Query(kinds=("progress",)), 1),
        (Query(kinds=("recommendation", "learning_point")), 3),
        (Query(kinds=("paragraph",)), 3),
        (Query(areas=("Derby",)), 4),
        (Query(areas=("derbyshire",)), 3),
        (Query(addressees=("police",)), 1),
        (Query(review_types=("sar",)), 4),
        (Query(statuses=("completed",)), 1),
        (Query(genres=("briefing",)), 0),
        (Query(since="2020"), 3),
        (Query(since="2022"), 0),
        (Query("neglect", kinds=("learning_point",)), 1),
    ],
)
def test_filters(library: Library, query: Query, expected: int) -> None:
    assert search(library, query).total_passages == expected


@pytest.mark.parametrize(
    ("query", "kind", "nearest"),
    [
        (Query(themes=("NEE.home_education",)), "theme", "NEE.elective_home_education"),
        (Query(kinds=("recomendation",)), "kind", "recommendation"),
        (Query(addressees=("polise",)), "agency", "police"),
        (Query(statuses=("complete",)), "status", "completed"),
        (Query(genres=("report",)), "genre", "full_report"),
        (Query(review_types=("scrr",)), "review type", "scr"),
    ],
)
def test_an_unknown_id_is_said_with_the_nearest(library: Library, query: Query, kind: str, nearest: str) -> None:
    with pytest.raises(UnknownTerm) as error:
        search(library, query)
    assert f"no {kind} " in error.value.problem
    assert nearest in error.value.remedy


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ('neglect "home visit', "neglect ⟨here⟩", "Close it"),
        ("(neglect OR abuse", "⟨here⟩(", "Close it"),
        ("neglect)", "neglect⟨here⟩)", "Take the bracket away"),
        ("neglect AND", "AND⟨here⟩", "Write a word"),
        ("OR neglect", "⟨here⟩OR", "small letters"),
        ("neg*lect", "neg⟨here⟩*", "beginning of a word"),
        ("NOT neglect", "⟨here⟩NOT", "Add a word"),
        ('"" neglect', "⟨here⟩", "between the quotation marks"),
    ],
)
def test_what_cannot_be_understood_is_pointed_at(library: Library, text: str, place: str, advice: str) -> None:
    with pytest.raises(QueryError) as error:
        search(library, Query(text))
    assert place in error.value.problem
    assert advice in error.value.remedy


def test_a_limit_below_one_is_refused(library: Library) -> None:
    with pytest.raises(QueryError):
        search(library, Query("neglect", limit=0))


@pytest.mark.parametrize("text", ["?!", "   ", "–"])
def test_marks_without_words_say_nothing(library: Library, text: str) -> None:
    assert search(library, Query(text)).total_passages == search(library, Query()).total_passages


def test_a_record_gone_behind_the_index_is_left_out_and_said(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    library.record_path("margaret").unlink()
    with caplog.at_level(logging.WARNING):
        results = search(library, Query("neglect OR visit"))
    assert {hit.document_id for hit in results.hits} == {"child-t"}
    assert "margaret" in caplog.text
