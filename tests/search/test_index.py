from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import tantivy
from tests.search.asking import counts, found, total
from tests.search.documents import Writer, child_t, child_t_progress, margaret

from crossreview.errors import LibraryInUse, RecordDamaged
from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import Query, rebuild_index, search, update_index
from crossreview.search.index import open_index
from crossreview.search.indexing import WRITER_BYTES
from crossreview.search.tables import COLUMNS_FOLDER, TABLES_FILE, Combination, Written, load_tables

Put = Callable[[DocumentRecord], None]


def numbers(library: Library) -> dict[str, int]:
    return {document.id: document.number for document in load_tables(library.index_path).documents}


def test_an_empty_library_finds_nothing(empty_library: Library) -> None:
    rebuild_index(empty_library)
    for query in (Query("neglect"), Query(), Query(kinds=("recommendation",))):
        results = search(empty_library, query)
        assert (results.total_passages, results.hits) == (0, ())


def test_documents_come(empty_library: Library, put: Put) -> None:
    rebuild_index(empty_library)
    put(child_t())
    put(margaret())
    update_index(empty_library, added=("child-t", "margaret"), removed=())
    assert found(empty_library) == {"child-t", "margaret"}
    assert total(empty_library, "") == 9


def test_documents_go_and_are_counted_no_more(three: Library) -> None:
    three.erase("child-t")
    update_index(three, added=(), removed=("child-t",))
    results = search(three, Query())
    assert {hit.document_id for hit in results.hits} == {"child-t-progress", "margaret"}
    assert (results.total_passages, results.total_documents, results.total_reviews) == (8, 2, 2)
    assert counts(results, "genre") == {"full_report": (5, 1), "progress_summary": (3, 1)}


def test_the_last_document_goes(library: Library) -> None:
    for document_id in ("margaret", "child-t"):
        library.erase(document_id)
        update_index(library, added=(), removed=(document_id,))
    assert total(library, "") == 0
    assert load_tables(library.index_path).documents == ()


def test_a_changed_document_replaces_itself(library: Library, put: Put) -> None:
    record = child_t()
    put(msgspec.structs.replace(record, items=record.items[:1]))
    update_index(library, added=("child-t",), removed=())
    assert total(library, "kind:recommendation") == 1
    # What is no item any more can be found as a paragraph.
    assert [hit.kind for hit in search(library, Query('"domestic abuse"')).hits] == ["list_item"]


def test_an_update_without_changes_changes_nothing(library: Library) -> None:
    before = search(library, Query(limit=100))
    update_index(library, added=("child-t", "margaret"), removed=())
    assert search(library, Query(limit=100)) == before


def test_documents_keep_their_numbers_while_others_come_and_go(three: Library, put: Put) -> None:
    before = numbers(three)
    three.erase("child-t")
    put(Writer("new", "A new report").record(code="N1", dated=None, areas=(), review_type="sar"))
    update_index(three, added=("margaret", "new"), removed=("child-t",))
    after = numbers(three)
    assert set(after) == {"child-t-progress", "margaret", "new"}
    assert all(after[each] == before[each] for each in ("child-t-progress", "margaret"))
    assert len(set(after.values())) == len(after)
    assert "child-t" not in numbers(three)
    assert b'"child-t"' not in (three.index_path / TABLES_FILE).read_bytes()


def test_a_document_that_comes_back_does_not_get_the_number_of_another(three: Library, put: Put) -> None:
    three.erase("child-t")
    update_index(three, added=(), removed=("child-t",))
    put(child_t())
    update_index(three, added=("child-t",), removed=())
    assert len(set(numbers(three).values())) == 3
    assert found(three, "type:sar") == {"margaret"}
    assert found(three, "genre:full_report type:lcspr") == {"child-t"}


def test_what_a_document_says_of_itself_is_filtered_as_it_is_now(library: Library, put: Put) -> None:
    record = child_t()
    metadata = msgspec.structs.replace(record.metadata, areas=margaret().metadata.areas, title=None)
    put(msgspec.structs.replace(record, metadata=metadata))
    update_index(library, added=("child-t",), removed=())
    assert found(library, "area:Derby") == {"child-t", "margaret"}
    assert found(library, "area:Derbyshire") == set()
    (hit,) = {(hit.title, hit.areas) for hit in search(library, Query("visit")).hits if hit.document_id == "child-t"}
    assert hit == (None, ("Derby", "Derbyshire Dales"))


def test_rows_are_kept_when_a_document_comes(library: Library, put: Put) -> None:
    def rows() -> list[Combination]:
        tables = load_tables(library.index_path)
        return [tables.combination(row) for row in range(len(tables.columns))]

    before = rows()
    assert Combination("progress", ("NEE.elective_home_education",), (), "completed") in before
    put(child_t_progress())
    update_index(library, added=("child-t-progress",), removed=())
    after = rows()
    assert after[: len(before)] == before
    assert len(after) == len(before) + 3


def test_what_a_killed_writer_left_of_the_columns_is_cut_off(library: Library, put: Put) -> None:
    for name in ("document", "kind", "themes-ends"):
        with (library.index_path / COLUMNS_FOLDER / name).open("ab") as file:
            file.write(b"\x07" * 5)
    assert total(library, "kind:progress") == 1
    put(child_t_progress())
    update_index(library, added=("child-t-progress",), removed=())
    assert total(library, "kind:progress") == 3
    assert found(library, "status:in_progress") == {"child-t-progress"}


def _cut_off(path: Path) -> None:
    for file in path.glob("*.term"):
        file.write_bytes(file.read_bytes()[:3])


def _garble(path: Path) -> None:
    (path / "meta.json").write_text("{", encoding="utf-8")


def _age(path: Path) -> None:
    (path / "version").write_text("0", encoding="ascii")


def _cut_off_tables(path: Path) -> None:
    tables = path / TABLES_FILE
    tables.write_bytes(tables.read_bytes()[:-20])


def _garble_tables(path: Path) -> None:
    (path / TABLES_FILE).write_bytes(b"\x00\xff" * 100)


def _empty_tables(path: Path) -> None:
    (path / TABLES_FILE).write_bytes(b"")


def _other_tables(path: Path) -> None:
    (path / TABLES_FILE).write_text('{"documents": [1, 2], "names": []}')


def _lose_tables(path: Path) -> None:
    (path / TABLES_FILE).unlink()


def _tables_of_before(path: Path) -> None:
    (path / TABLES_FILE).write_bytes(msgspec.json.encode(Written()))


def _lose_rows(path: Path) -> None:
    for column in (path / COLUMNS_FOLDER).iterdir():
        column.write_bytes(column.read_bytes()[:9])


DAMAGES_OF_TABLES = (
    *(_cut_off_tables, _garble_tables, _empty_tables, _other_tables, _lose_tables),
    _tables_of_before,
    _lose_rows,
)


@pytest.mark.parametrize("damage", [_cut_off, _garble, _age, shutil.rmtree, *DAMAGES_OF_TABLES])
def test_a_damaged_index_is_made_anew_and_it_is_said(
    library: Library, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    damage(library.index_path)
    with caplog.at_level(logging.WARNING):
        assert found(library, "neglect") == {"margaret"}
    assert "made anew" in caplog.text
    caplog.clear()
    assert found(library, "neglect") == {"margaret"}
    assert total(library, "") == 9
    assert not caplog.text


@pytest.mark.parametrize("damage", DAMAGES_OF_TABLES[:-1])
def test_tables_damaged_while_the_index_is_open_are_noticed(library: Library, damage: Callable[[Path], None]) -> None:
    before = search(library, Query(limit=100))
    damage(library.index_path)
    assert search(library, Query(limit=100)) == before
    assert set(numbers(library)) == {"child-t", "margaret"}


@pytest.mark.parametrize("damage", [_age, _cut_off_tables, _lose_tables, shutil.rmtree])
def test_an_update_of_a_damaged_index_indexes_everything(library: Library, damage: Callable[[Path], None]) -> None:
    damage(library.index_path)
    update_index(library, added=("child-t",), removed=())
    assert found(library) == {"child-t", "margaret"}
    assert total(library, "") == 9


def test_the_tables_are_text_that_people_can_look_at(library: Library) -> None:
    tables = json.loads((library.index_path / TABLES_FILE).read_text(encoding="utf-8"))
    assert [document["facts"]["document_id"] for document in tables["documents"]] == ["child-t", "margaret"]
    assert {"recommendation", "NEE.elective_home_education", "la_education"} <= set(tables["names"])


def test_an_index_that_did_not_change_is_not_opened_again(library: Library) -> None:
    assert open_index(library) is open_index(Library.open(library.root))


def test_a_change_by_others_is_noticed(library: Library, put: Put) -> None:
    before = open_index(library)
    assert total(library, "kind:document") == 2
    put(child_t_progress())
    update_index(Library.open(library.root), added=("child-t-progress",), removed=())
    assert total(library, "kind:document") == 3
    rebuild_index(Library.open(library.root))
    assert total(library, "kind:document") == 3
    assert open_index(library) is not before


def test_two_libraries_do_not_answer_for_each_other(library: Library, tmp_path: Path) -> None:
    other = Library.create(tmp_path / "other")
    rebuild_index(other)
    assert [total(each, "neglect") for each in (library, other, library)] == [4, 0, 4]


def test_two_writers_at_once_are_refused(library: Library) -> None:
    writer = tantivy.Index.open(str(library.index_path)).writer(WRITER_BYTES, 1)
    with pytest.raises(LibraryInUse):
        update_index(library, added=("child-t",), removed=())
    writer.wait_merging_threads()


def test_a_failing_update_changes_nothing(library: Library) -> None:
    before = search(library, Query(limit=100)), numbers(library)
    library.record_path("child-t").write_bytes(b"{")
    with pytest.raises(RecordDamaged):
        update_index(library, added=("child-t",), removed=("margaret",))
    assert (search(library, Query(limit=100)), numbers(library)) == before


def test_a_failing_rebuild_leaves_the_index_that_was_there(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("crossreview.search.indexing.DocumentEntries", broken)
    with pytest.raises(OSError, match="no space left"):
        rebuild_index(library)
    assert found(library, "neglect") == {"margaret"}
    assert not list(library.root.glob(".index*.partial"))
