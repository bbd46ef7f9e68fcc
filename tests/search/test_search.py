from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from tests.search.asking import by_words, found, marked, passages, total
from tests.search.documents import Writer, child_t

from crossreview.errors import QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.search import WITH_ALL_WORDS, Note, Query, document_of, search
from crossreview.search.meaning import embed_passages
from crossreview.search.passages import LONGEST_PASSAGE, Place

EHE_ASK = "The council should visit every child in elective home education once a year."
EHE_PROGRESS = "All EHE teams have been written to."


def test_a_word_is_found_in_any_form_and_the_passage_is_quoted_with_its_page(library: Library) -> None:
    (hit,) = search(library, Query("visiting")).hits
    assert hit.passage == EHE_ASK
    assert marked(hit) == ["visit"]
    assert not hit.cut_before
    assert not hit.cut_after
    assert (hit.document_id, hit.page, hit.section) == ("child-t", 2, "Recommendations")
    assert (hit.kind, hit.item_id, hit.label) == ("recommendation", "i-child-t-1", "1")
    assert (hit.themes, hit.addressees, hit.status) == (("NEE.elective_home_education",), ("la_education",), None)
    assert (hit.filename, hit.review, hit.review_code) == ("child-t.pdf", "kds07", "KDS07")
    assert (hit.title, hit.date) == ("Local Child Safeguarding Practice Review: Child T", "2021-03")
    assert (hit.areas, hit.by_hand, hit.found_by) == (("Derbyshire",), (), "words")
    assert hit.score > 0


def test_a_hit_says_where_on_the_page_it_is_printed(library: Library) -> None:
    record = library.record("child-t")
    (span,) = record.items[0].source.spans
    (hit,) = search(library, Query("visiting")).hits
    assert hit.places == (Place(span.page, span.box, len(hit.passage)),)


def test_a_paragraph_is_no_item(library: Library) -> None:
    (hit,) = search(library, Query("owner")).hits
    assert (hit.kind, hit.item_id, hit.label, hit.status) == ("paragraph", None, None, None)
    assert (hit.themes, hit.addressees, hit.by_hand) == ((), (), ())


def test_a_document_is_found_by_its_title(library: Library) -> None:
    (hit,) = search(library, Query('"practice review"')).hits
    assert hit.passage == hit.title == "Local Child Safeguarding Practice Review: Child T"
    assert (hit.kind, hit.item_id, hit.section, hit.page) == ("document", None, None, 1)
    assert marked(hit) == ["Practice Review"]


def test_counts_are_of_everything_found_not_of_what_is_shown(three: Library) -> None:
    results = search(three, Query("share OR neglect", limit=1))
    assert (results.total_passages, results.total_documents, results.total_reviews) == (6, 3, 2)
    assert len(results.hits) == 1


def test_an_answer_repeats_the_query(library: Library) -> None:
    results = search(library, Query.read('since:2019 "neglect" area:Derby'))
    assert results.query == '"neglect" area:Derby since:2019'
    assert results.notes == ()


def test_an_index_that_is_behind_is_told(library: Library, put: Callable[..., None]) -> None:
    put(child_t())
    (note,) = search(library, Query('"domestic abuse"')).notes
    assert note.text == "What changed in 1 document is not found yet: the next run brings it up to date."
    assert note.how == f"To do it now: `crossreview reindex --library {library.root}`."


def test_what_has_no_date_is_said_to_be_left_out(indexed: Callable[..., Library]) -> None:
    undated = (
        Writer("undated", "A letter")
        .item("Visit each child.")
        .record(code="U", dated=None, areas=(), review_type="sar")
    )
    library = indexed(child_t(), undated)
    (note,) = search(library, Query("visit", since="2015", way="words")).notes
    assert note == Note("Left out, since no date was found on them: 1 document of this library.")
    assert not search(library, Query("visit", way="words")).notes


def test_an_item_and_its_own_block_are_found_once(library: Library) -> None:
    assert total(library, "visit") == 1


def test_all_words_must_be_there(library: Library) -> None:
    assert passages(search(library, Query("police schools"))) == passages(search(library, Query("police AND schools")))
    assert total(library, "police schools") == 1
    assert total(library, "police capacity") == 0
    assert total(library, "police OR capacity") == 2
    assert total(library, "(police OR capacity) year") == 1


def test_a_phrase_is_exact(library: Library) -> None:
    assert total(library, '"share information"') == 2
    assert total(library, '"shared information"') == 0
    assert total(library, '"information share"') == 0


def test_not_takes_away(library: Library) -> None:
    assert total(library, '"share information" NOT police') == 1
    assert total(library, 'information NOT (police OR "records")') == 0
    assert total(library, "information NOT kind:recommendation") == 1


def test_a_prefix_finds_every_word_that_begins_so(library: Library) -> None:
    assert total(library, "educ*") == 2
    assert {words for hit in search(library, Query("educ*")).hits for words in marked(hit)} == {"educated", "education"}
    assert total(library, "EDUC*") == 2
    assert total(library, "neglects*") == 1


def test_a_prefix_longer_than_any_word_finds_nothing(library: Library) -> None:
    assert total(library, f"{'a' * 41}*") == 0


def test_a_heading_counts_for_what_stands_under_it(library: Library) -> None:
    assert total(library, "self-neglect capacity") == 1


def test_the_words_of_the_passage_come_before_those_of_its_heading(library: Library) -> None:
    hits = search(library, Query("neglect")).hits
    assert [bool(hit.matches) for hit in hits] == [True, True, False, False]
    assert {hit.section for hit in hits} == {"Self-neglect"}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_question_in_plain_words_is_understood(library: Library) -> None:
    assert total(library, "What have the reviews said about elective home education?") == 0  # none has "reviews"
    assert passages(search(library, Query("what is said about elective home education"))) == {EHE_ASK, EHE_PROGRESS}
    assert total(library, "the") > 0


def test_a_code_is_found_in_the_title_of_all_passages(library: Library) -> None:
    assert found(library, "KDS07") == {"child-t"}
    assert total(library, "KDS07") == 4
    assert total(library, "kds07 police") == 1


def test_matches_are_characters_not_bytes(library: Library) -> None:
    (hit,) = by_words(search(library, Query("nobody saw")))
    assert marked(hit) == ["nobody", "saw"]
    assert marked(search(library, Query("cafe")).hits[0]) == ["café"]


def test_without_words_everything_that_meets_the_filters_newest_first(three: Library) -> None:
    results = search(three, Query(themes=("NEE.elective_home_education",)))
    assert [hit.date for hit in results.hits] == ["2022-05-04", "2021-03", "2019"]
    assert {hit.score for hit in results.hits} == {0.0}
    assert search(three, Query()).total_documents == 3


def test_sorted_by_date_the_newest_come_first_however_well_others_match(indexed: Callable[..., Library]) -> None:
    dates = ("2019", "2021-03-01", None, "2021", "2021-03", "2022-12-31", "2020-11")

    def report(number: int, date: str | None) -> object:
        writer = Writer(f"report-{number}", f"Report {number}")
        writer.paragraph(f"Neglect {'of neglect ' * number}was seen in this family.")
        return writer.record(code=f"R{number}", dated=date, areas=(), review_type="sar")

    library = indexed(*(report(number, date) for number, date in enumerate(dates)))
    by_date = search(library, Query("neglect", sort="date"))
    assert [hit.date for hit in by_date.hits] == [
        *("2022-12-31", "2021-03-01", "2021-03", "2021", "2020-11", "2019", None)
    ]
    assert all(marked(hit)[0] == "Neglect" for hit in by_date.hits)
    assert [hit.date for hit in search(library, Query("neglect", sort="date", limit=2)).hits] == [
        "2022-12-31",
        "2021-03-01",
    ]
    by_score = search(library, Query("neglect"))
    assert by_score.total_passages == by_date.total_passages == len(dates)
    assert [hit.date for hit in by_score.hits] != [hit.date for hit in by_date.hits]


def test_a_long_passage_is_cut_around_its_match_and_says_so(indexed: Callable[..., Library]) -> None:
    writer = Writer("long", "A long report")
    writer.paragraph(f"{'many words ' * 100}and then neglect {'many words ' * 100}")
    library = indexed(writer.record(code="L1", dated="2020", areas=(), review_type="sar"))
    (hit,) = search(library, Query("neglect")).hits
    assert marked(hit) == ["neglect"]
    assert len(hit.passage) <= LONGEST_PASSAGE
    assert (hit.cut_before, hit.cut_after) == (True, True)


def test_a_limit_below_one_is_refused(library: Library) -> None:
    with pytest.raises(QueryError):
        search(library, Query("neglect", limit=0))


@pytest.mark.parametrize("text", ["?!", "   ", "–"])
def test_marks_without_words_say_nothing(library: Library, text: str) -> None:
    assert total(library, text) == total(library, "") == 9


def test_what_cannot_be_understood_is_refused_before_anything_is_opened(empty_library: Library) -> None:
    for query in (Query('neglect "home'), Query("neglect", since="May 2019")):
        with pytest.raises(QueryError):
            search(empty_library, query)
    assert not empty_library.index_path.exists()


def test_a_record_gone_behind_the_index_is_left_out_and_said(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    library.record_path("margaret").unlink()
    with caplog.at_level(logging.WARNING):
        results = search(library, Query("neglect OR visit"))
    assert {hit.document_id for hit in results.hits} == {"child-t"}
    assert "margaret" in caplog.text


def test_an_item_knows_its_document(library: Library, put: Callable[..., None]) -> None:
    assert document_of(library, "i-margaret-2") == "margaret"
    with pytest.raises(UnknownTerm, match="no item 'i-margaret-9'"):
        document_of(library, "i-margaret-9")
    # An item that came during a run is not in the index yet.
    writer = Writer("new", "A new report").item("The board should write to all schools.")
    put(writer.record(code="N1", dated=None, areas=(), review_type="sar"))
    assert document_of(library, "i-new-1") == "new"


def test_what_has_all_the_words_is_hidden_by_no_ranking(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {hit.passage for hit in search(library, Query("neglect", way="words")).hits}
    assert len(everything) == 4
    monkeypatch.setattr("crossreview.search.searching.RANKED", 2)
    embed_passages(library)
    found = search(library, Query("neglect")).hits
    assert everything <= {hit.passage for hit in found}
    assert len({hit.passage for hit in found}) == len(found)


def test_what_has_all_the_words_comes_before_what_is_near_where_there_is_no_room_for_both(library: Library) -> None:
    embed_passages(library)
    asked = Query("visit child home education", limit=2)
    (with_all,) = (hit for hit in search(library, asked).hits if hit.found_by in WITH_ALL_WORDS)
    only = search(library, Query(asked.text, limit=1)).hits
    assert [hit.passage for hit in only] == [with_all.passage]
    assert search(library, asked).near == 1
    assert len(search(library, asked).hits) == 2
