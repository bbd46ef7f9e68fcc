from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from tests.search.documents import Writer, child_t

from crossreview.errors import QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.library.storage import write_atomically
from crossreview.records import DocumentRecord, encode
from crossreview.search import update_index
from crossreview.search.meaning import embed_passages
from crossreview.search.similar import CLOSENESS, similar

VISIT = "The council should visit every child in elective home education once a year."
Indexed = Callable[..., Library]


def asked(
    name: str, *asks: str, area: str = "Marlshire", dated: str | None = "2019", code: str | None = None, **facts: str
) -> DocumentRecord:
    writer = Writer(name, f"Review {name}")
    writer.heading("Recommendations", "recommendations")
    for ask in asks:
        writer.item(ask)
    return writer.record(
        code=code or name.upper(),
        dated=dated,
        areas=(area,),
        review_type="lcspr",
        **facts,  # type: ignore[arg-type]
    )


@pytest.fixture
def shelf(indexed: Indexed) -> Library:
    return indexed(
        child_t(),
        asked("same", "The Council must visit every child in elective home education at least once in a year."),
        asked("words", "Home education officers should see each child who is taught at home annually.", dated="2022"),
        asked("words-summary", "Home education officers should see each child who is taught at home annually.",
              code="WORDS", dated="2022", genre="executive_summary"),
        asked("other", "Hospitals should replace the form for booking interpreters.", area="Kelverton"),
    )  # fmt: skip


def test_the_same_words_are_found_in_other_reviews(shelf: Library) -> None:
    (ask,) = similar(shelf, VISIT, area="Marlshire").of("same words")
    assert (ask.document_id, ask.page, ask.areas, ask.year) == ("same", 1, ("Marlshire",), "2019")
    assert ask.text == "The Council must visit every child in elective home education at least once in a year."


def test_an_item_is_not_similar_to_itself_or_to_its_own_review(shelf: Library) -> None:
    found = similar(shelf, "i-same-1")
    assert {ask.document_id for ask in found.of("same words")} == {"child-t"}
    assert found.item_id is not None
    assert all(ask.review != "same" for ask in found.asks)


def test_other_words_for_the_same_are_near_once_meaning_is_known(shelf: Library) -> None:
    words = similar(shelf, VISIT)
    assert any("crossreview embed" in str(note) for note in words.notes)
    embed_passages(shelf)
    meaning = similar(shelf, VISIT)
    assert not meaning.notes
    near = [ask for ask in meaning.asks if ask.review == "words"]
    assert [ask.closeness for ask in near] == ["close"]
    assert all(ask.document_id != "other" for ask in meaning.asks)


def test_what_several_documents_of_a_review_print_is_shown_once(shelf: Library) -> None:
    embed_passages(shelf)
    (ask,) = (ask for ask in similar(shelf, VISIT).asks if ask.review == "words")
    assert {ask.filename, *(name for name, _ in ask.also)} == {"words.pdf", "words-summary.pdf"}


def test_an_ask_that_recurs_in_an_area_is_called_out(shelf: Library) -> None:
    embed_passages(shelf)
    (again,) = similar(shelf, VISIT).asked_again
    assert (again.area, set(again.reviews), again.years) == ("Marlshire", {"same", "words"}, ("2019", "2022"))


def test_the_closest_come_first(shelf: Library) -> None:
    embed_passages(shelf)
    found = similar(shelf, VISIT).asks
    order = [(CLOSENESS.index(ask.closeness), -ask.likeness) for ask in found]
    assert order == sorted(order)


def test_of_an_area_only(shelf: Library) -> None:
    embed_passages(shelf)
    assert {ask.areas for ask in similar(shelf, VISIT, area="derbyshire").asks} == {("Derbyshire",)}


def test_a_misspelt_area_is_named_with_the_one_that_is_meant(shelf: Library) -> None:
    found = similar(shelf, VISIT, area="Marlshre")
    assert not found.asks
    assert any("Did you mean 'Marlshire'?" in str(note) for note in found.notes)


def test_what_was_erased_since_it_was_indexed_is_not_quoted(shelf: Library) -> None:
    shelf.erase("same")
    assert all(ask.document_id != "same" for ask in similar(shelf, VISIT).asks)


def test_an_item_that_is_not_indexed_yet_is_compared_too(shelf: Library) -> None:
    update_index(shelf, added=(), removed=("same",))
    shelf.catalogue.note_change("same")
    item = shelf.record("same").items[0]
    renamed = msgspec.structs.replace(item, id="0123456789ab")
    record = msgspec.structs.replace(shelf.record("same"), items=(renamed,))
    write_atomically(shelf.record_path("same"), encode(record))
    found = similar(shelf, "0123456789ab")
    assert {ask.document_id for ask in found.of("same words")} == {"child-t"}


def test_an_ask_that_very_many_reviews_print_does_not_hide_others(indexed: Indexed) -> None:
    many = (asked(f"copy-{number}", "Share information about children who are taught at home.") for number in range(40))
    library = indexed(*many, asked("other", "Tell others about children who learn at home."))
    embed_passages(library)
    found = similar(library, "Share information about children who are taught at home.")
    assert len(found.of("same words")) == 40
    assert [ask.document_id for ask in found.asks if ask.closeness != "same words"] == ["other"]


def test_words_are_needed_and_ids_must_exist(shelf: Library) -> None:
    with pytest.raises(QueryError, match="no words"):
        similar(shelf, " ... ")
    with pytest.raises(UnknownTerm, match="no item"):
        similar(shelf, "0123456789ab")


def test_an_undated_ask_without_area_is_shown_all_the_same(indexed: Indexed) -> None:
    library = indexed(asked("undated", VISIT, dated=None))
    (ask,) = similar(library, VISIT).asks
    assert ask.year is None
