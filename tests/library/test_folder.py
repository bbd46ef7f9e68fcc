from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import jsonlines
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests.records.examples import record_of
from tests.records.strategies import records

from crossreview.errors import (
    CrossreviewError,
    LibraryNotFound,
    LibraryVersionMismatch,
    RecordDamaged,
    StorageFull,
    UnknownTerm,
)
from crossreview.library import TABLES, DamagedRecordWarning, Library
from crossreview.records import SCHEMA_VERSION, DocumentRecord, encode


def put_another(library: Library, folder: Path, words: str) -> DocumentRecord:
    from crossreview.library import hash_of

    pdf = folder / f"{words}.pdf"
    pdf.write_bytes(words.encode())
    record = record_of(("Title", words), digest=hash_of(pdf))
    library.put(record, pdf)
    return record


def test_what_is_put_can_be_had_again(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)

    assert library.record(record.document.id) == record
    assert list(library.records()) == [record]
    assert library.pdf_path(record.document.sha256).read_bytes() == pdf.read_bytes()
    assert library.read_state() == {record.document.sha256: record.provenance.pipeline}


def test_a_library_keeps_any_valid_record(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    library = Library.create(folder / "library")
    pdf = folder / "a.pdf"
    pdf.touch()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records())
    def keeps(record: DocumentRecord) -> None:
        library.pdf_path(record.document.sha256).parent.mkdir(parents=True, exist_ok=True)
        library.pdf_path(record.document.sha256).touch()  # these hashes are invented
        library.put(record, pdf)
        assert library.record(record.document.id) == record
        for table in TABLES.values():
            msgspec.json.encode(list(table.rows(record)))

    keeps()


def test_putting_twice_replaces(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    newer = msgspec.structs.replace(record, warnings=("read again",))

    library.put(newer, pdf)

    assert list(library.records()) == [newer]


def test_no_partial_files_stay(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    library.refresh_products()

    assert list(library.root.rglob("*.partial")) == []


def test_a_pdf_that_changed_is_not_kept(library: Library, record: DocumentRecord, pdf: Path) -> None:
    pdf.write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(CrossreviewError, match="changed while"):
        library.put(record, pdf)

    assert list(library.records()) == []
    assert not library.pdf_path(record.document.sha256).exists()


@pytest.mark.parametrize("failing", ["replace", "fsync"])
def test_a_full_disk_leaves_what_was_there(
    library: Library, record: DocumentRecord, pdf: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put(record, pdf)

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, no_space)
    with pytest.raises(StorageFull) as caught:
        library.put(msgspec.structs.replace(record, warnings=("read again",)), pdf)
    monkeypatch.undo()

    assert caught.value.path == library.record_path(record.document.id)
    assert "Free some space" in caught.value.remedy
    assert list(library.records()) == [record]
    assert list(library.root.rglob("*.partial")) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_says_so(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.root.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(StorageFull, match="may write"):
            library.put(record, pdf)
    finally:
        library.root.chmod(stat.S_IRWXU)


def test_a_read_only_disk_says_so(
    library: Library, record: DocumentRecord, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", read_only)

    with pytest.raises(StorageFull, match="Read-only file system"):
        library.put(record, pdf)


def test_a_damaged_record_is_named_and_hides_no_other(library: Library, tmp_path: Path) -> None:
    good, bad = (put_another(library, tmp_path, words) for words in ("good words", "bad words"))
    damaged_path = library.record_path(bad.document.id)
    damaged_path.write_bytes(damaged_path.read_bytes()[:-5])
    problems: list[CrossreviewError] = []

    assert list(library.records(problems.append)) == [good]
    assert [problem.path for problem in problems] == [damaged_path]
    with pytest.raises(RecordDamaged):
        library.record(bad.document.id)
    with pytest.warns(DamagedRecordWarning, match=bad.document.id):
        assert list(library.records()) == [good]


def test_a_copy_under_another_name_is_no_second_document(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    path = library.record_path(record.document.id)
    copy = path.with_name(f"{path.stem} (copy).json")
    copy.write_bytes(path.read_bytes())
    problems: list[CrossreviewError] = []

    assert list(library.records(problems.append)) == [record]
    assert [problem.path for problem in problems] == [copy]
    assert library.document_ids() == {record.document.id}
    assert len(list(library.stored())) == 1


def test_a_damaged_or_old_record_counts_as_not_read(library: Library, tmp_path: Path) -> None:
    good, bad, old = (put_another(library, tmp_path, words) for words in ("good", "bad", "old"))
    library.record_path(bad.document.id).write_bytes(b"{")
    library.record_path(old.document.id).write_bytes(
        encode(msgspec.structs.replace(old, schema_version=SCHEMA_VERSION - 1))
    )

    assert library.read_state() == {good.document.sha256: "1"}


def test_a_record_without_its_pdf_counts_as_not_read(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    library.pdf_path(record.document.sha256).unlink()

    assert library.read_state() == {}


@pytest.mark.parametrize("name", ["nobody", "../../etc/passwd", "", ".hidden", "a/b", "odd\udcff"])
def test_unknown_ids_are_named_and_stay_inside_the_library(library: Library, name: str) -> None:
    with pytest.raises(UnknownTerm):
        library.record(name)


def test_erasing_takes_the_record_and_the_pdf(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)

    library.erase(record.document.id)

    assert list(library.records()) == []
    assert not library.pdf_path(record.document.sha256).exists()
    with pytest.raises(UnknownTerm):
        library.erase(record.document.id)


def test_changes_wait_for_the_index(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    assert library.not_indexed().documents == (record.document.id,)

    library.note_indexed(library.not_indexed())
    assert library.not_indexed().documents == ()

    library.erase(record.document.id)
    assert library.not_indexed().documents == (record.document.id,)


def test_opening_what_is_no_library_names_the_nearest(library: Library, tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFound, match=r"Did you mean .*library"):
        Library.open(tmp_path / "libary")
    with pytest.raises(LibraryNotFound, match=r"Did you mean .*library"):
        Library.open(tmp_path)
    with pytest.raises(LibraryNotFound, match=r"Did you mean .*library"):
        Library.open(library.root / "records")


def test_no_library_is_made_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()

    with pytest.raises(LibraryNotFound, match="holds other things"):
        Library.create(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_library_that_lost_its_marker_is_taken_up_again(library: Library, record: DocumentRecord, pdf: Path) -> None:
    library.put(record, pdf)
    (library.root / "library.json").unlink()

    assert list(Library.create(library.root).records()) == [record]


def test_a_library_made_by_a_newer_version_is_left_alone(library: Library) -> None:
    (library.root / "library.json").write_text(json.dumps({"format": 99, "made_by": "crossreview 9.0"}))

    with pytest.raises(LibraryVersionMismatch, match=r"crossreview 9\.0"):
        Library.open(library.root)
    with pytest.raises(LibraryVersionMismatch):
        Library.create(library.root)


def test_a_broken_marker_is_named(library: Library) -> None:
    (library.root / "library.json").write_text("{")

    with pytest.raises(LibraryNotFound, match="cannot be decoded"):
        Library.open(library.root)


def test_products_are_one_flat_row_each(library: Library, tmp_path: Path) -> None:
    put_another(library, tmp_path, "listen to children")
    put_another(library, tmp_path, "share information")

    library.refresh_products()

    with jsonlines.open(library.root / "documents.jsonl") as reader:
        documents = list(reader)
    with jsonlines.open(library.root / "items.jsonl") as reader:
        items = list(reader)
    assert {row["count_recommendation"] for row in documents} == {1}
    assert {row["text"] for row in items} == {"listen to children", "share information"}
    assert {row["section_heading"] for row in items} == {"Title"}
    assert {row["document_date"] for row in items} == {"2021-05"}
    assert {row["page"] for row in items} == {2}
    assert all(not isinstance(value, dict) for row in (*documents, *items) for value in row.values())
