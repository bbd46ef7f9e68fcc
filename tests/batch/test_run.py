from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import jsonlines
import pytest
from filelock import FileLock
from tests.batch import readers
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE

from crossreview.batch import (
    BatchSettings,
    Event,
    Failed,
    Job,
    Pipeline,
    Read,
    RunReport,
    Skipped,
    load_failures,
    run_batch,
    update_search_index,
)
from crossreview.batch.changes import load_changes
from crossreview.batch.failures import append_failure
from crossreview.batch.outcomes import Refreshed
from crossreview.errors import LibraryInUse, StorageFull, VersionMismatch
from crossreview.paths import shown
from crossreview.search import Query, search

REFRESH = replace(SETTINGS, refresh=True)

pytestmark = pytest.mark.usefixtures("no_process_is_left")


def test_documents_go_into_the_library(desk: Desk) -> None:
    desk.file("a.pdf", "good 2")
    desk.file("sub/b.PDF", "good 4")

    report = desk.run()

    assert report.went_well
    assert (report.files, report.read, report.pages) == (2, 2, 6)
    assert report.items == {"recommendation": 4}
    assert {record.document.filename for record in desk.library.records()} == {"a.pdf", "b.PDF"}
    with jsonlines.open(desk.library.root / "items.jsonl") as reader:
        assert len(list(reader)) == 4
    assert len(list(desk.library.index_path.iterdir())) == 2
    assert desk.library.not_indexed().documents == ()
    assert report.peak_memory_mb > 0


def test_a_report_of_the_run_is_kept(desk: Desk) -> None:
    desk.file("a.pdf")

    report = desk.run()

    (path,) = desk.library.runs_path.glob("*.json")
    kept = json.loads(path.read_text())
    assert kept["read"] == report.read == 1
    assert kept["slowest"][0]["file"].endswith("a.pdf")
    (run,) = desk.library.catalogue.runs()
    assert (run.outcome, run.read, run.failed) == ("finished", 1, 0)


def test_a_second_run_skips_what_is_unchanged(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    desk.file("b.pdf", "good 3")

    report = desk.run()

    assert (report.read, report.unchanged) == (1, 1)
    assert [type(event) for event in desk.events if isinstance(event, Read | Skipped)] == [Skipped, Read]


def test_what_another_version_read_stays_until_it_is_asked_to_be_read_again(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    newer = replace(PIPELINE, version="2")

    report = desk.run(pipeline=newer)
    assert (report.read, report.unchanged, report.outdated) == (0, 1, 1)
    report = desk.run(settings=REFRESH, pipeline=newer)
    assert (report.read, report.outdated) == (1, 0)
    report = desk.run(settings=REFRESH)
    assert (report.read, report.unchanged) == (0, 1)


def test_other_models_count_as_another_version(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()

    assert desk.run(pipeline=replace(PIPELINE, models={"themes-9": "ab"})).outdated == 1


def test_a_reader_with_other_models_than_it_was_asked_for_stops_the_run(desk: Desk) -> None:
    desk.file("a.pdf")

    with pytest.raises(VersionMismatch, match="reads with other trained models"):
        desk.run(pipeline=replace(PIPELINE, models={"themes-9": "ab"}))


def test_a_library_is_read_again_without_the_files_it_came_from(desk: Desk) -> None:
    path = desk.file("a.pdf", "good 3")
    desk.run()
    path.unlink()

    report = refresh(desk, replace(PIPELINE, version="2"))

    assert (report.files, report.read, report.failed) == (1, 1, 0)
    (record,) = desk.library.records()
    assert record.document.filename == "a.pdf"


def test_what_changed_in_records_is_reported(desk: Desk) -> None:
    desk.file("a.pdf", "good 3")
    desk.file("b.pdf", "good 2")
    desk.run()

    otherwise = replace(PIPELINE, version="2", read=readers.read_otherwise)
    report = desk.run(settings=REFRESH, pipeline=otherwise)

    assert report.refreshed == Refreshed(2, 1, {"recommendation": 1}, {"recommendation": 1})
    (path,) = desk.library.runs_path.glob("*.changes.jsonl")
    (change,) = load_changes(path)
    assert change.filename == "a.pdf"
    assert [(item.text, item.page) for item in change.gained] == [("Do it otherwise.", 3)]
    assert [item.text for item in change.lost] == ["Do 2."]


def test_a_record_that_changes_its_id_replaces_the_old_one(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    (before,) = desk.library.records()

    desk.run(settings=REFRESH, pipeline=replace(PIPELINE, version="2", read=readers.read_under_new_ids))

    (after,) = desk.library.records()
    assert after.document.id == "n" + before.document.id
    assert desk.library.pdf_path(after.document.sha256).exists()


def refresh(desk: Desk, pipeline: Pipeline) -> RunReport:
    return run_batch(Job((), desk.library_path, REFRESH), pipeline, desk.events.append)


def test_a_document_that_could_not_be_read_again_is_forgotten_once_it_is(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    broken = replace(PIPELINE, version="2", read=readers.read_with_wrong_hash)
    assert refresh(desk, broken).failed == 1
    assert len(load_failures(desk.library.failures_path)) == 1

    report = refresh(desk, replace(PIPELINE, version="2"))

    assert (report.files, report.read, report.failed) == (1, 1, 0)
    assert [each.file for each in report.slowest] == ["a.pdf"]
    assert load_failures(desk.library.failures_path) == ()


def test_a_file_that_was_there_before_is_not_the_copy_of_a_new_one(desk: Desk) -> None:
    old = desk.file("z.pdf")
    desk.run()
    new = desk.file("a.pdf")

    assert desk.run().duplicates == {str(new): str(old)}


def test_a_copy_of_a_file_that_cannot_be_read_cannot_be_read(desk: Desk) -> None:
    for name in ("a", "b"):
        desk.file(f"{name}.pdf", "encrypted")

    report = desk.run()

    assert (report.failed, report.duplicates, report.remaining) == (2, {}, 0)
    assert [Path(each.file).name for each in load_failures(desk.library.failures_path)] == ["a.pdf", "b.pdf"]


def test_a_line_that_a_killed_run_left_unfinished_is_passed_over(desk: Desk) -> None:
    desk.file("a.pdf", "encrypted")
    desk.run()
    path = desk.library.failures_path
    path.write_bytes(path.read_bytes() + '{"file": "b.pdf", "error": "It says “'.encode()[:-1])

    assert len(load_failures(path)) == 1
    append_failure(path, load_failures(path)[0])

    assert len(load_failures(path)) == 2
    assert desk.run().failed == 1


def test_the_same_bytes_are_read_once_and_both_files_named(desk: Desk) -> None:
    first, second = desk.file("a.pdf"), desk.file("copy of a.pdf")

    report = desk.run()

    assert (report.files, report.read, report.failed) == (2, 1, 0)
    assert report.duplicates == {str(second): str(first)}
    (record,) = desk.library.records()
    assert desk.library.catalogue.paths_of(record.document.sha256) == (str(first), str(second))


def test_a_file_that_changed_is_read_and_its_earlier_version_named(desk: Desk) -> None:
    path = desk.file("a.pdf", "good 2")
    desk.run()
    (before,) = desk.library.records()
    desk.file("a.pdf", "good 3")

    report = desk.run()

    assert report.changed == {str(path): before.document.id}
    assert len(list(desk.library.records())) == 2


def test_what_fails_is_named_and_stops_nothing_else(desk: Desk) -> None:
    desk.file("a.pdf")
    for words in ("bug", "encrypted", "exit", "die"):
        desk.file(f"{words}.pdf", words)
    (desk.pdfs / "gone.pdf").symlink_to(desk.pdfs / "nowhere")
    desk.file("z.pdf", "good 3")

    report = desk.run()

    assert not report.went_well
    assert (report.read, report.failed) == (2, 5)
    failures = {Path(failure.file).stem: failure for failure in load_failures(desk.library.failures_path)}
    assert failures["encrypted"].kind == "EncryptedDocument"
    assert failures["encrypted"].remedy == "Save it without one."
    assert "ZeroDivisionError('nobody thought of this') in readers.py" in failures["bug"].error
    assert "report" in failures["bug"].remedy
    assert "SystemExit(3)" in failures["exit"].error
    assert failures["die"].kind == "WorkerDied"
    assert (failures["gone"].kind, failures["gone"].stage) == ("UnreadableDocument", "opening")
    assert all(failure.remedy and failure.time for failure in failures.values())


def test_a_failure_is_forgotten_once_the_file_reads(desk: Desk) -> None:
    desk.file("a.pdf", "encrypted")
    desk.run()
    assert len(load_failures(desk.library.failures_path)) == 1
    desk.file("a.pdf", "good 2")

    desk.run()

    assert not desk.library.failures_path.exists()


def test_a_failure_stands_until_its_file_is_looked_at_again(desk: Desk) -> None:
    desk.file("one/a.pdf", "encrypted")
    desk.file("two/b.pdf")
    gone = desk.file("two/c.pdf", "bug")
    desk.run()
    gone.unlink()

    desk.run(desk.pdfs / "two")

    (failure,) = load_failures(desk.library.failures_path)
    assert failure.file == str(desk.pdfs / "one" / "a.pdf")


def test_a_file_that_changes_while_it_is_read_fails(desk: Desk) -> None:
    desk.file("a.pdf")

    report = desk.run(pipeline=replace(PIPELINE, read=readers.read_with_wrong_hash))

    assert "changed while" in report.failures[0].error
    assert list(desk.library.records()) == []


def test_warnings_are_reported(desk: Desk) -> None:
    desk.file("a.pdf")

    report = desk.run(pipeline=replace(PIPELINE, read=readers.read_with_warning))

    assert report.flagged[0].warnings == ("two pages could not be read",)
    assert report.went_well


def test_a_library_in_use_refuses_a_second_run(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()

    with FileLock(desk.library.lock_path), pytest.raises(LibraryInUse, match="Another run"):
        desk.run()


def test_a_full_disk_stops_the_run_and_keeps_what_is_finished(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 5):
        desk.file(f"{number}.pdf", f"good {number}")
    replace_file = os.replace
    room_for = iter([True] * 4)

    def fill(source: Path, target: Path) -> None:
        if target.suffix in {".pdf", ".json"} and not next(room_for, False):
            raise OSError(28, "No space left on device")
        replace_file(source, target)

    desk.run()  # makes the library; its records are then removed to start anew
    for record in list(desk.library.records()):
        desk.library.erase(record.document.id)
    monkeypatch.setattr(os, "replace", fill)
    with pytest.raises(StorageFull, match="No space left"):
        desk.run()
    monkeypatch.undo()

    assert len(list(desk.library.records())) == 2
    assert desk.run().read == 2
    assert len(list(desk.library.records())) == 4


def test_what_the_index_missed_is_made_up_for(desk: Desk) -> None:
    desk.file("a.pdf")
    with pytest.raises(ZeroDivisionError):
        desk.run(pipeline=replace(PIPELINE, index=readers.index_with_a_bug))
    assert len(list(desk.library.records())) == 1

    desk.run()

    assert len(list(desk.library.index_path.iterdir())) == 1
    assert desk.library.not_indexed().documents == ()


def test_a_record_deleted_by_hand_leaves_the_index(desk: Desk) -> None:
    first, _ = desk.file("a.pdf"), desk.file("b.pdf", "good 3")
    desk.run()
    first.unlink()
    (erased,) = (record for record in desk.library.records() if record.document.filename == "a.pdf")
    desk.library.record_path(erased.document.id).unlink()

    desk.run()

    assert [path.name for path in desk.library.index_path.iterdir()] == [
        record.document.id for record in desk.library.records()
    ]


def test_a_damaged_record_is_read_again(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    (record,) = desk.library.records()
    desk.library.record_path(record.document.id).write_bytes(b"{")

    report = desk.run()

    assert report.read == 1
    assert list(desk.library.records()) == [record]


def test_a_damaged_record_of_another_document_is_reported(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    other = desk.library.record_path("d0123")
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_bytes(b"{")
    desk.file("b.pdf", "good 3")

    report = desk.run()

    assert not report.went_well
    assert str(other) in report.damaged[0]


def test_the_search_index_follows_the_records(desk: Desk) -> None:
    searching = replace(PIPELINE, index=update_search_index)
    desk.file("a.pdf", "good 2")
    desk.file("b.pdf", "good 3")
    desk.run(pipeline=searching)
    erased, damaged = desk.library.records()
    desk.library.erase(erased.document.id)
    desk.library.catalogue.note_change(damaged.document.id)
    desk.library.record_path(damaged.document.id).write_bytes(b"{")
    desk.file("c.pdf", "good 4")

    desk.run(desk.pdfs / "c.pdf", pipeline=searching)

    assert {hit.filename for hit in search(desk.library, Query("do")).hits} == {"c.pdf"}


def test_names_with_odd_bytes_are_read_and_reported(desk: Desk) -> None:
    good = Path(os.fsdecode(os.fsencode(desk.pdfs) + b"/caf\xe9.pdf"))
    bad = Path(os.fsdecode(os.fsencode(desk.pdfs) + b"/\xff.pdf"))
    try:
        good.write_text("%PDF good 2")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    bad.write_text("%PDF bug")

    report = desk.run()

    assert report.read == 1
    assert next(desk.library.records()).document.filename == r"caf\xe9.pdf"
    (failure,) = load_failures(desk.library.failures_path)
    assert failure.file == shown(bad)


def test_half_written_files_of_a_killed_run_are_swept(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()
    leftover = desk.library.root / "records" / "ab" / ".abc.json.99.partial"
    leftover.parent.mkdir(exist_ok=True)
    leftover.touch()

    desk.run()

    assert not leftover.exists()


def test_an_interrupt_keeps_what_is_finished(desk: Desk) -> None:
    for number in range(1, 5):
        desk.file(f"{number}.pdf", f"good {number}")
    desk.file("9.pdf", "hang")

    def interrupt(event: Event) -> None:
        if isinstance(event, Read):
            raise KeyboardInterrupt

    report = desk.run(tell=interrupt)

    assert report.ending == "interrupted"
    assert (report.read, report.remaining) == (1, 4)
    assert len(list(desk.library.records())) == 1
    (desk.pdfs / "9.pdf").unlink()
    report = desk.run()
    assert (report.read, report.unchanged) == (3, 1)
    assert len(list(desk.library.index_path.iterdir())) == 4


def test_failures_are_told_as_they_happen(desk: Desk) -> None:
    desk.file("a.pdf", "encrypted")

    desk.run()

    (event,) = (event for event in desk.events if isinstance(event, Failed))
    assert event.failure.kind == "EncryptedDocument"


def test_settings_must_make_sense() -> None:
    with pytest.raises(ValueError, match="greater than nothing"):
        BatchSettings(workers=0)


def test_a_pipeline_is_what_it_says() -> None:
    assert Pipeline("1", readers.count, readers.load, readers.read, readers.index) == PIPELINE
