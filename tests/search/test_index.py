from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.search.documents import child_t, margaret

from crossreview.errors import LibraryInUse, RecordDamaged
from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import Query, rebuild_index, search, update_index
from crossreview.search.index import WRITER_BYTES, open_index


def found(library: Library, text: str = "") -> set[str]:
    return {hit.document_id for hit in search(library, Query(text)).hits}


def test_an_empty_library_finds_nothing(empty_library: Library) -> None:
    rebuild_index(empty_library)
    assert search(empty_library, Query("neglect")) == search(empty_library, Query())


def test_documents_come_and_go(empty_library: Library, put: Callable[[DocumentRecord], None]) -> None:
    rebuild_index(empty_library)
    put(child_t())
    put(margaret())
    update_index(empty_library, added=("child-t", "margaret"), removed=())
    assert found(empty_library) == {"child-t", "margaret"}
    empty_library.erase("child-t")
    update_index(empty_library, added=(), removed=("child-t",))
    assert found(empty_library) == {"margaret"}


def test_a_changed_document_replaces_itself(library: Library, put: Callable[[DocumentRecord], None]) -> None:
    record = child_t()
    put(msgspec.structs.replace(record, items=record.items[:1]))
    update_index(library, added=("child-t",), removed=())
    assert search(library, Query(kinds=("recommendation",))).total_passages == 1
    # What is no item any more can be found as a paragraph.
    assert [hit.kind for hit in search(library, Query('"domestic abuse"')).hits] == ["list_item"]


def _cut_off(path: Path) -> None:
    for file in path.glob("*.term"):
        file.write_bytes(file.read_bytes()[:3])


def _garble(path: Path) -> None:
    (path / "meta.json").write_text("{", encoding="utf-8")


def _age(path: Path) -> None:
    (path / "version").write_text("0", encoding="ascii")


@pytest.mark.parametrize("damage", [_cut_off, _garble, _age, shutil.rmtree])
def test_a_damaged_index_is_made_anew_and_it_is_said(
    library: Library, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    damage(library.index_path)
    with caplog.at_level(logging.WARNING):
        assert found(library, "neglect") == {"margaret"}
    assert "made anew" in caplog.text
    caplog.clear()
    assert found(library, "neglect") == {"margaret"}
    assert not caplog.text


def test_an_update_of_a_damaged_index_indexes_everything(library: Library) -> None:
    shutil.rmtree(library.index_path)
    update_index(library, added=("child-t",), removed=())
    assert found(library) == {"child-t", "margaret"}


def test_two_writers_at_once_are_refused(library: Library) -> None:
    writer = open_index(library).writer(WRITER_BYTES, 1)
    with pytest.raises(LibraryInUse):
        update_index(library, added=("child-t",), removed=())
    writer.wait_merging_threads()


def test_a_failing_update_changes_nothing(library: Library) -> None:
    library.record_path("child-t").write_bytes(b"{")
    with pytest.raises(RecordDamaged):
        update_index(library, added=("child-t",), removed=("margaret",))
    assert found(library, "capacity") == {"margaret"}
