"""Searches by meaning, with the model that comes with the package."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from tests.search.documents import Writer, child_t

from crossreview.errors import LibraryInUse, MissingExtra, QueryError
from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import WITH_ALL_WORDS, Query, Way, rebuild_index, search, update_index
from crossreview.search.index import open_index
from crossreview.search.meaning import Progress, embed_passages, load_embedder, meaning_of, prune_vectors
from crossreview.search.meaning import embedder as embedders
from crossreview.search.meaning.embedding import wordings_of
from crossreview.search.meaning.nearest import vectors_folder
from crossreview.search.meaning.vectors import WORDINGS, Vectors, prune, rows_in

ASKED = "learn at the kitchen table instead of in a classroom"
HOME = "Child T – a café owner’s son – was educated at home, and nobody saw him for a year."


@pytest.fixture
def embedded(library: Library) -> Library:
    embed_passages(library)
    return library


def test_texts_that_mean_the_same_are_near() -> None:
    vectors = load_embedder().vectors(
        ["The baby was shaken.", "Abusive head trauma of an infant.", "The annual audit of housing repairs."]
    )
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.15


def test_the_vector_of_a_text_does_not_depend_on_those_beside_it() -> None:
    texts = ["One.", "A much longer text about something else altogether, with many words in it.", "One."]
    together, alone = load_embedder().vectors(texts), load_embedder().vectors(texts[:1])
    assert np.array_equal(together[0], alone[0])
    assert np.array_equal(together[0], together[2])
    assert load_embedder().vectors([]).shape == (0, together.shape[1])


def test_what_has_none_of_the_words_is_found(embedded: Library) -> None:
    assert not search(embedded, Query(ASKED, way="words")).hits
    results = search(embedded, Query(ASKED))
    assert HOME in [hit.passage for hit in results.hits[:2]]
    assert {hit.found_by for hit in results.hits} <= {"meaning", "some words"}
    assert (results.total_passages, results.near) == (0, len(results.hits))
    assert all(hit.matches == () for hit in results.hits if hit.found_by == "meaning")


def test_facts_are_demanded_of_what_is_near_too(embedded: Library) -> None:
    hits = search(embedded, Query(ASKED, kinds=("recommendation",))).hits
    assert hits
    assert {hit.kind for hit in hits} == {"recommendation"}
    assert not search(embedded, Query(ASKED, areas=("Nowhere",))).hits


def test_words_and_meaning_can_be_had_alone(embedded: Library) -> None:
    words = search(embedded, Query("neglect", way="words"))
    assert {hit.found_by for hit in words.hits} == {"words"}
    meaning = search(embedded, Query("neglect", way="meaning"))
    assert {hit.found_by for hit in meaning.hits} == {"meaning"}
    assert meaning.total_passages == len(meaning.hits)
    both = search(embedded, Query("neglect"))
    assert {hit.passage for hit in words.hits} <= {hit.passage for hit in both.hits}
    assert both.total_passages == words.total_passages
    assert both.facets == words.facets


@pytest.mark.parametrize("text", ['"share information"', "negl*", "neglect OR visit", "neglect NOT care"])
def test_a_question_in_signs_is_taken_at_its_word(embedded: Library, text: str) -> None:
    assert search(embedded, Query(text)).hits == search(embedded, Query(text, way="words")).hits
    with pytest.raises(QueryError, match="no meaning of their own"):
        search(embedded, Query(text, way="meaning"))


def streets(number: int) -> DocumentRecord:
    """A review that says the same of many streets, where the shortest lines are the best matches of one word."""
    writer = Writer("streets", "Safeguarding Adults Review: the terraces")
    for street in range(number):
        writer.item(
            f"Housing officers called at house {street} of the terrace" + ", and at the next" * (street % 7) + "."
        )
        writer.item(f"A tenant of house {street} had no heating, and told the landlord" + " again" * (street % 5) + ".")
    return writer.record(code="S1", dated="2021", areas=("Derby",), review_type="sar")


@pytest.fixture
def terraces(indexed: Callable[..., Library]) -> Library:
    library = indexed(streets(90), child_t())
    embed_passages(library)
    return library


@pytest.mark.parametrize("way", ["both", "words", "meaning"])
@pytest.mark.parametrize("text", ["house", "housing officers called", "landlord heating"])
def test_the_parts_of_a_list_are_the_list(terraces: Library, text: str, way: Way) -> None:
    query = Query(text, limit=150, way=way)
    whole = search(terraces, query)
    parts = [search(terraces, query, slice(at, at + 20)) for at in range(0, 160, 20)]
    assert [hit for part in parts for hit in part.hits] == list(whole.hits)
    assert {part.listed for part in parts} == {len(whole.hits)}
    assert {part.near for part in parts} == {whole.near}
    assert len({hit.part_id for hit in whole.hits}) == len(whole.hits)


def test_what_has_all_words_is_never_said_to_lack_some(terraces: Library) -> None:
    results = search(terraces, Query("house", limit=300))
    assert results.total_passages == 180
    assert sum(hit.found_by in WITH_ALL_WORDS for hit in results.hits) == 180
    few = search(terraces, Query("house", limit=30))
    assert all(hit.found_by in WITH_ALL_WORDS for hit in few.hits if "house" in hit.passage)


def test_by_date_only_what_has_the_words(embedded: Library) -> None:
    assert {hit.found_by for hit in search(embedded, Query("neglect", sort="date")).hits} == {"words"}


def test_without_vectors_words_do_and_it_is_said(library: Library) -> None:
    results = search(library, Query("neglect"))
    assert {hit.found_by for hit in results.hits} == {"words"}
    assert any("crossreview embed" in str(note) for note in results.notes)
    assert not search(library, Query('"share information"')).notes


def test_making_them_can_be_stopped_and_goes_on(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.search.meaning.embedding._AT_ONCE", 2)

    def stop(progress: Progress) -> None:
        if progress.done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embed_passages(library, stop)
    assert rows_in(vectors_folder(library)) == 4
    assert any("not all passages" in str(note).lower() for note in search(library, Query("neglect")).notes)
    told: list[Progress] = []
    made = embed_passages(library, told.append)
    assert told[-1].done == told[-1].total == made + 4
    assert embed_passages(library) == 0
    assert not search(library, Query("neglect")).notes


def test_new_passages_are_made_and_the_old_ones_kept(embedded: Library, put: Callable[[DocumentRecord], None]) -> None:
    record = child_t()
    put(record)
    update_index(embedded, added=(record.document.id,), removed=())
    meaning = meaning_of(embedded)
    assert meaning is not None
    assert not meaning.complete
    assert embed_passages(embedded) == 0  # the words are those of before
    meaning = meaning_of(embedded)
    assert meaning is not None
    assert meaning.complete


def test_what_is_indexed_while_vectors_are_made_gets_its_own_too(library: Library) -> None:
    update_index(library, added=(), removed=("margaret",))
    told: list[Progress] = []

    def add(progress: Progress) -> None:
        if not told:
            update_index(library, added=("margaret",), removed=())
        told.append(progress)

    embed_passages(library, add)
    meaning = meaning_of(library)
    assert meaning is not None
    assert meaning.complete
    missing = wordings_of(open_index(library)).keys() - set(meaning.vectors.wordings.tolist())
    assert not missing


def test_a_sentence_that_very_many_documents_print_leaves_room_for_others(
    indexed: Callable[..., Library],
) -> None:
    def sample(name: str, *words: str) -> DocumentRecord:
        writer = Writer(name, f"Review {name}")
        for each in words:
            writer.paragraph(each)
        return writer.record(code=name.upper(), dated="2020", areas=("Marlshire",), review_type="lcspr")

    library = indexed(
        *(sample(f"s{number}", "This sample is about children who are taught at home.") for number in range(60)),
        sample("own", "He was educated by his mother in the kitchen.", "Nobody saw the boy at home for a year."),
    )
    embed_passages(library)
    hits = search(library, Query("children who are taught at home", way="meaning", limit=10)).hits
    passages = [hit.passage for hit in hits]
    assert passages.count("This sample is about children who are taught at home.") == 4
    assert {"He was educated by his mother in the kitchen.", "Nobody saw the boy at home for a year."} <= set(passages)


def test_vectors_of_what_was_removed_go(embedded: Library) -> None:
    before = rows_in(vectors_folder(embedded))
    embedded.erase("margaret")
    rebuild_index(embedded)
    prune_vectors(embedded)
    assert 0 < rows_in(vectors_folder(embedded)) < before
    hits = search(embedded, Query("children taught at home", way="meaning")).hits
    assert {hit.document_id for hit in hits} == {"child-t"}


def test_damaged_vectors_are_no_obstacle(embedded: Library) -> None:
    wordings = vectors_folder(embedded) / WORDINGS
    wordings.write_bytes(wordings.read_bytes()[:-3])
    assert search(embedded, Query(ASKED)).hits
    rebuild_index(embedded)
    assert embed_passages(embedded) == 1


def test_vectors_of_another_model_go(embedded: Library) -> None:
    old = embedded.vectors_path / "0123456789ab"
    old.mkdir()
    rebuild_index(embedded)
    embed_passages(embedded)
    assert not old.exists()


@pytest.mark.parametrize("name", ["wordings.i64", "codes.i8", "signs.u8"])
def test_vectors_that_were_lost_are_made_again(embedded: Library, name: str) -> None:
    before = rows_in(vectors_folder(embedded))
    (vectors_folder(embedded) / name).unlink()
    assert any("crossreview embed" in str(note) for note in search(embedded, Query("neglect")).notes)
    assert embed_passages(embedded) == before
    assert not search(embedded, Query("neglect")).notes


def test_vectors_are_opened_while_others_take_their_place(embedded: Library) -> None:
    """As another program does that prunes them: the files grow shorter between two looks."""
    folder = vectors_folder(embedded)
    live = Vectors.opened(folder).wordings.tolist()
    with ThreadPoolExecutor(1) as threads:
        pruning = threads.submit(lambda: [prune(folder, live[at:]) for at in range(1, len(live))])
        while not pruning.done():
            vectors = Vectors.opened(folder)
            assert len(vectors.wordings) == len(vectors.codes) == len(vectors.signs)
        pruning.result()


def test_two_at_once_are_refused(library: Library) -> None:
    def again(_: Progress) -> None:
        embed_passages(library)

    with pytest.raises(LibraryInUse, match="making the vectors"):
        embed_passages(library, again)


def test_without_the_extra_words_do(
    embedded: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(*_: object, **__: object) -> object:
        raise MissingExtra("It needs onnxruntime.", remedy="Install it.")

    monkeypatch.setattr("crossreview.search.meaning.nearest.load_embedder", missing)
    monkeypatch.setattr("crossreview.search.meaning.nearest._opened", lambda *_: missing())
    with caplog.at_level(logging.WARNING):
        results = search(embedded, Query("neglect"))
    assert {hit.found_by for hit in results.hits} == {"words"}
    assert "Install it." in [note.how for note in results.notes]
    with pytest.raises(MissingExtra):
        search(embedded, Query("neglect", way="meaning"))


def test_the_model_is_that_of_its_manifest() -> None:
    folder = embedders.resource_folder("models") / embedders.EMBEDDER
    manifest = embedders.read_manifest(folder, embedders.EmbedderManifest)
    for file, digest in manifest.files.items():
        embedders.check(folder / file, digest)
    assert manifest.base["licence"] == "Apache-2.0"
    assert (folder / "CARD.md").read_text(encoding="utf-8").startswith(f"# {manifest.name}")
