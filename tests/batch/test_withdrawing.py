"""Withdrawing documents from a library as a whole: nothing that is kept in any file of it has them any more."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from msgspec import structs
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.lines import READING
from tests.commands import Answer

from crossreview import batch
from crossreview.batch import Skipped, Step, locked
from crossreview.batch.changes import SUFFIX, RecordChange, append_change, load_changes
from crossreview.errors import CrossreviewError, LibraryInUse, UnknownTerm
from crossreview.library import Catalogue, Library, grouping
from crossreview.library.anchors import anchor_of
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Signed, State, Themes
from crossreview.library.reviews import review_named, reviews_of
from crossreview.library.withdrawing import still_present
from crossreview.search import Query, search
from crossreview.search.index import open_index, stamp
from crossreview.search.meaning.embedder import WIDTH
from crossreview.search.meaning.embedding import wordings_of
from crossreview.search.meaning.nearest import vectors_folder
from crossreview.search.meaning.vectors import Vectors, append

ROOT = Path(__file__).parents[2]
Command = Callable[..., Answer]
ADA = Signed("Ada", "2026-01-01")
ASHDOWN, SISTER, OTHER = "ashdown-review.pdf", "sister.pdf", "other.pdf"
SECRET = "The lighthouse keeper should ask twice for a lantern."
PHRASE = "lighthouse keeper"


def write(desk: Desk, name: str, *pages: str) -> Path:
    path = desk.file(name)
    path.write_text("\n".join(("%PDF", *pages)))
    return path


@pytest.fixture
def full(template: Desk, tmp_path: Path) -> Desk:
    """A library with traces of the document wherever a library can have them."""
    copied = tmp_path / "library"
    shutil.copytree(template.library_path, copied)
    return Desk(template.pdfs, copied)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("template")
    desk = Desk(folder / "pdfs", folder / "library")
    write(desk, ASHDOWN, "Ashdown", SECRET)
    write(desk, f"a/copy of {ASHDOWN}", "Ashdown", SECRET)
    write(desk, SISTER, "Ashdown: what was done", "All boats should have a lamp.")
    write(desk, OTHER, "Ashdown: a letter", "The harbour should be lit.")
    write(desk, "locked.pdf", "locked")
    desk.run(pipeline=READING)
    write(desk, OTHER, "Ashdown: a letter", "The harbour should be lit at night.")
    desk.run(pipeline=replace(READING, version="2"), settings=replace(SETTINGS, refresh=True))
    library = desk.library
    for name in (ASHDOWN, SISTER):
        item = library.record(id_of(desk, name)).items[0].id
        correct_item(library, id_of(desk, name), item, Themes(("ORG.supervision",)), ADA)
        correct_item(library, id_of(desk, name), item, State("planned"), ADA)
    grouping.split(library.catalogue, review_named(reviews_of(library), "kds07"), [ASHDOWN], "Ada", ADA.at)
    grouping.merge(library.catalogue, reviews_of(library), [ASHDOWN, SISTER], "Ada", ADA.at)
    batch.bring_up_to_date(library)
    make_vectors(library)
    leave_behind(desk)
    return desk


def id_of(desk: Desk, name: str) -> str:
    return max(desk.library.documents_named(name))


def make_vectors(library: Library) -> None:
    wordings = np.array(list(wordings_of(open_index(library))), dtype=np.int64)
    append(vectors_folder(library), wordings, np.random.default_rng(1).normal(size=(len(wordings), WIDTH)))


def leave_behind(desk: Desk) -> None:
    """What killed programs leave: half of files and folders, and half of a line."""
    library = desk.library
    record = library.record_path(id_of(desk, ASHDOWN))
    record.with_name(f".{record.name}.99.partial").write_bytes(record.read_bytes()[:999])
    for folder in (library.root / ".index.99.partial", library.vectors_path / ".abc.99.partial"):
        folder.mkdir()
        (folder / "words").write_text(SECRET)
    with library.failures_path.open("a") as failures:
        failure = {"file": str(desk.pdfs / "copy" / ASHDOWN), "stage": "reading", "kind": "WorkerDied"}
        failures.write(json.dumps({**failure, "error": "It died.", "remedy": "Report it.", "time": "now"}) + "\n")
        failures.write(f'{{"file": "{desk.pdfs / ASHDOWN}", "sta')
    (library.runs_path / "2024-01-01T000000Z.changes.jsonl").write_text(f'{{"document_id": "{id_of(desk, ASHDOWN)}", "')


def traces(library: Library, *needles: str) -> set[tuple[str, str]]:
    """Every file of a library that has some words, in its bytes or its name."""
    return {
        (str(path.relative_to(library.root)), needle)
        for path in library.root.rglob("*")
        for needle in needles
        if needle in str(path.relative_to(library.root)) or (path.is_file() and needle.encode() in path.read_bytes())
    }


def assert_gone(desk: Desk, document_id: str) -> None:
    library = desk.library
    assert traces(library, document_id, ASHDOWN, PHRASE) <= {("catalogue.sqlite", document_id)}
    assert library.catalogue.named_in({document_id}) == frozenset()
    assert search(library, Query(PHRASE, way="words")).hits == ()
    assert document_id not in {hit.document_id for hit in search(library, Query(limit=100)).hits}
    for table in ("documents", "items", "recommendations", "sections"):
        assert document_id not in set(library.frame(table)["document_id"])
    assert still_present(library) == ()
    assert all(each.removed and each.pruned for each in library.catalogue.withdrawals())
    live = set(wordings_of(open_index(library)))
    assert set(Vectors.opened(vectors_folder(library)).wordings.tolist()) <= live


@pytest.fixture
def withdraw(crossreview: Command, full: Desk) -> Command:
    return lambda *arguments: crossreview("withdraw", *arguments, "--library", full.library_path)


def test_the_traces_that_are_looked_for_are_there_before(full: Desk) -> None:
    files = {path.split("/")[0] for path, _ in traces(full.library, id_of(full, ASHDOWN), ASHDOWN, PHRASE)}

    assert files >= {
        "records",
        "pdfs",
        "index",
        "runs",
        "catalogue.sqlite",
        "failures.jsonl",
        "vectors",
        ".index.99.partial",
    }
    assert files >= {"documents.jsonl", "items.jsonl", ".index.99.partial"}
    assert {hit.filename for hit in search(full.library, Query(PHRASE, way="words")).hits} == {ASHDOWN}


def test_nothing_stays_of_a_withdrawn_document(full: Desk, withdraw: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    before = {each.document.id: each for each in full.library.records() if each.document.id != document_id}

    answer = withdraw(ASHDOWN, "--reason", "The family asked.", "--by", "Ben")

    assert (answer.code, answer.out) == (0, "")
    assert (
        answer.talk == f"Withdrawn: {document_id}. `crossreview withdraw --undo {document_id}` lets it be read again.\n"
    )
    assert_gone(full, document_id)
    assert {each.document.id: each for each in full.library.records()} == before


def test_the_other_documents_keep_what_they_have(full: Desk, withdraw: Command) -> None:
    sister = id_of(full, SISTER)

    assert withdraw(id_of(full, ASHDOWN), "--reason", "The family asked.").code == 0

    library = full.library
    assert {hit.filename for hit in search(library, Query("boats lamp", way="words")).hits} == {SISTER}
    assert {hit.review for hit in search(library, Query(limit=100)).hits} == {"kds07"}
    assert [each.document_id for each in library.catalogue.corrections()] == [sister, sister]
    assert library.record(sister).items[0].status == "planned"
    assert {Path(path).name for path in library.catalogue.files()} == {SISTER, OTHER}
    assert [Path(each.file).name for each in batch.load_failures(library.failures_path)] == ["locked.pdf"]
    first, second = (json.loads(path.read_text()) for path in sorted(library.runs_path.glob("*.json")))
    assert (first["files"], first["read"], first["duplicates"]) == (5, 3, {})
    assert {Path(each["file"]).name for each in second["slowest"]} == {SISTER, OTHER}
    assert {Path(each["file"]).name for each in second["flagged"]} == {SISTER, OTHER}
    assert [Path(path).name for path in second["changed"]] == [OTHER]
    assert set(Vectors.opened(vectors_folder(library)).wordings.tolist()) == set(wordings_of(open_index(library)))
    assert library.not_indexed().documents == ()


def test_what_was_said_of_its_changes_goes_too(full: Desk, withdraw: Command) -> None:
    path = full.library.runs_path / f"earlier{SUFFIX}"
    for name in (ASHDOWN, SISTER):
        append_change(path, RecordChange(id_of(full, name), name, (), (), ("title",), {}))

    withdraw(ASHDOWN, "--reason", "The family asked.")

    assert [change.filename for change in load_changes(path)] == [SISTER]


def test_no_run_reads_it_again(full: Desk, withdraw: Command, crossreview: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    withdraw(ASHDOWN, "--reason", "The family asked.")

    report = full.run(pipeline=replace(READING, version="2"), settings=replace(SETTINGS, refresh=True))

    assert (report.files, report.read, report.withdrawn, report.remaining) == (5, 2, 2, 0)
    assert report.duplicates == {}
    assert [event.path.name for event in full.events if isinstance(event, Skipped) and event.withdrawn] == [
        ASHDOWN,
        f"copy of {ASHDOWN}",
    ]
    assert Step("2 files not read: withdrawn") in full.events
    assert_gone(full, document_id)
    kept = json.loads(max(full.library.runs_path.glob("*.json")).read_text())
    assert kept["withdrawn"] == 2
    said = crossreview("run", full.pdfs, "--library", full.library_path, "--no-embed").talk
    assert "2 files not read: withdrawn" in said


def test_what_is_undone_is_read_again(full: Desk, withdraw: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    sha256 = full.library.record(document_id).document.sha256
    withdraw(ASHDOWN, "--reason", "The family asked.", "--by", "Ada")

    answer = withdraw("--undo", sha256[:8].upper(), "--by", "Ben")

    assert answer.talk == f"Undone: {document_id}. `crossreview run` with its file reads it again.\n"
    assert withdraw("--undo", document_id).code == 1
    report = full.run(pipeline=READING)
    assert (report.read, report.withdrawn) == (1, 0)
    assert len(search(full.library, Query(PHRASE, way="words")).hits) == 1
    (row,) = withdraw("--list", "--json").rows
    assert (row["document_id"], row["by"], row["undone_by"], row["reason"]) == (
        *(document_id, "Ada", "Ben", "The family asked."),
    )
    assert row["sha256"] == sha256
    assert "traces" not in row

    assert withdraw(document_id, "--reason", "They asked again.").code == 0
    assert_gone(full, document_id)


def test_tombstones_are_listed(full: Desk, withdraw: Command) -> None:
    assert withdraw("--list").out == ""
    document_id = id_of(full, ASHDOWN)
    sha256 = full.library.record(document_id).document.sha256
    withdraw(ASHDOWN, "--reason", "The family [asked].", "--by", "Ada")

    assert withdraw("--list").out.startswith(f"{document_id}, file {sha256[:12]}: The family [asked]. (Ada, 2")
    withdraw("--undo", document_id, "--by", "Ben")
    assert "; undone by Ben, 2" in withdraw("--list").out


def test_withdrawing_twice_says_so(full: Desk, withdraw: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    answer = withdraw(document_id, SISTER, "--reason", "Both.")

    assert answer.code == 0
    assert f"Withdrawn before (Ada, 2026-01-01): {document_id}." in answer.talk
    assert f"Withdrawn: {id_of_withdrawn(full, 1)}." in answer.talk
    assert len(full.library.catalogue.withdrawals()) == 2


def id_of_withdrawn(desk: Desk, at: int) -> str:
    return desk.library.catalogue.withdrawals()[at].document_id


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((ASHDOWN,), 2, "say why they are withdrawn"),
        ((ASHDOWN, "--reason", "  "), 2, "say why they are withdrawn"),
        ((), 2, "name documents"),
        ((ASHDOWN, "--reason", "x", "--list"), 2, "name documents"),
        (("ashdown-reviw.pdf", "--reason", "x"), 1, f"no document 'ashdown-reviw.pdf'. Did you mean {ASHDOWN}?"),
        ((SISTER, "nobody", "--reason", "x"), 1, "no document 'nobody'."),
        (("../../etc/passwd", "--reason", "x"), 1, "no document '../../etc/passwd'."),
        (("--undo", "nobody"), 1, "No document 'nobody' is withdrawn."),
        (("--undo", ""), 1, "No document '' is withdrawn."),
    ],
    ids=str,
)
def test_what_cannot_be_withdrawn_is_an_error_and_nothing_changes(
    full: Desk, withdraw: Command, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = len(full.library.document_ids())

    answer = withdraw(*arguments)

    assert answer.code == code
    assert told in " ".join(answer.talk.replace("│", "").split())
    assert full.library.catalogue.withdrawals() == ()
    assert len(full.library.document_ids()) == before


def test_a_reason_is_asked_for_by_the_library_too(full: Desk) -> None:
    with pytest.raises(CrossreviewError, match="needs a reason"):
        batch.withdraw(full.library, [ASHDOWN], " ", ADA)


def test_an_unknown_withdrawal_names_the_nearest(full: Desk) -> None:
    document_id = id_of(full, ASHDOWN)
    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    with pytest.raises(UnknownTerm, match=f"Did you mean {document_id}"):
        batch.take_back(full.library, document_id[:-1] + "x", ADA)


def test_during_a_run_nothing_is_withdrawn(full: Desk, withdraw: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.batch.withdrawing._PATIENCE", 0)
    with locked(full.library):
        answer = withdraw(ASHDOWN, "--reason", "The family asked.")
        with pytest.raises(LibraryInUse):
            batch.take_back(full.library, "x", ADA)

    assert answer.code == 1
    assert "Another run is writing to this library" in answer.talk
    assert full.library.catalogue.withdrawals() == ()
    assert full.library.documents_named(ASHDOWN)


def test_a_damaged_record_does_not_tell_its_file(full: Desk, withdraw: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    full.library.record_path(document_id).write_bytes(b"{")

    answer = withdraw(document_id, "--reason", "The family asked.")

    assert answer.code == 1
    assert "Read that file again" in answer.talk
    full.run(pipeline=READING)
    assert withdraw(document_id, "--reason", "The family asked.").code == 0
    assert_gone(full, document_id)


# Every step of the work, in order; what stops it before a step stops it after the one before.
STEPS = (
    "crossreview.library.catalogue.Catalogue.reopen_withdrawal",
    "crossreview.batch.removal.remove_files",
    "crossreview.library.withdrawing._unlink",
    "crossreview.search.rebuild_index",
    "crossreview.library.folder.Library.refresh_products",
    "crossreview.library.folder.Library.note_indexed",
    "crossreview.batch.removal.forget_failures",
    "crossreview.batch.removal._forget_in_report",
    "crossreview.library.catalogue.Catalogue.forget",
    "crossreview.library.catalogue.Catalogue.note_removed",
    "crossreview.search.meaning.prune_vectors",
    "crossreview.library.catalogue.Catalogue.note_pruned",
)


class Killed(BaseException):
    """Stands in for the end of the process."""


def kill_at(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(step, killed)


@pytest.mark.parametrize("step", STEPS)
def test_a_run_finishes_what_was_stopped_anywhere(full: Desk, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = id_of(full, ASHDOWN)
    with monkeypatch.context() as patch:
        kill_at(step, patch)
        with pytest.raises(Killed):
            batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)
        with pytest.raises(Killed):  # and stopped there again
            full.run(pipeline=READING)
    assert len(full.library.catalogue.withdrawals()) == 1

    report = full.run(pipeline=READING)

    assert report.withdrawn == 2
    assert_gone(full, document_id)
    assert len(full.library.document_ids()) == 3


@pytest.mark.parametrize("again", ["reindex", "withdraw", "correct", "by name"])
def test_other_commands_finish_it_too(
    full: Desk, crossreview: Command, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id, sister = id_of(full, ASHDOWN), id_of(full, SISTER)
    with monkeypatch.context() as patch:
        kill_at("crossreview.search.rebuild_index", patch)
        with pytest.raises(Killed):
            batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)
    assert full.library.documents_named(ASHDOWN) == ()
    told = crossreview("doctor", "--library", full.library_path)
    assert "1 of them not wholly removed" in told.out
    assert told.code == 1

    arguments = {
        "reindex": ("reindex",),
        "withdraw": ("withdraw", document_id, "--reason", "Again."),
        "by name": ("withdraw", ASHDOWN, "--reason", "Again."),
        "correct": ("correct", "themes", sister, "ORG.supervision"),
    }
    assert crossreview(*arguments[again], "--library", full.library_path).code == 0

    assert_gone(full, document_id)
    told = crossreview("doctor", "--library", full.library_path)
    assert "withdrawn" in told.out
    assert "1 document: crossreview withdraw --list" in told.out
    assert "not wholly removed" not in told.out


@pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them")
def test_a_process_that_is_killed_leaves_work_to_the_next(full: Desk, crossreview: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    code = (
        "import os, signal, crossreview.search.indexing as indexing\n"
        "indexing._add = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from crossreview.cli import main; main()"
    )
    command = ["withdraw", ASHDOWN, "--reason", "The family asked.", "--library", str(full.library_path)]
    ended = subprocess.run(
        [sys.executable, "-c", code, *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "pipeline")},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert len(list(full.library_path.glob(".index.*.partial"))) == 1

    assert crossreview("reindex", "--library", full.library_path).code == 0

    assert_gone(full, document_id)


def test_where_it_fails_it_says_what_goes_on(withdraw: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LibraryInUse("Another program is writing the catalogue.", remedy="Try again in a moment.")

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "forget", fail)
        answer = withdraw(ASHDOWN, "--reason", "The family asked.")

    assert answer.code == 1
    assert "Not all is removed yet; the next run, or `crossreview reindex`, goes on." in answer.talk
    assert "Another program is writing the catalogue." in answer.talk
    assert "not all is removed yet" in withdraw("--list").out


def test_vectors_go_when_nobody_makes_some(full: Desk, withdraw: Command, crossreview: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    with FileLock(full.library.vectors_path / ".lock"):
        answer = withdraw(ASHDOWN, "--reason", "The family asked.")
        assert "`crossreview embed` is at work" in answer.talk
        assert traces(full.library, document_id, ASHDOWN) <= {("catalogue.sqlite", document_id)}
        assert "not wholly removed" in crossreview("doctor", "--library", full.library_path).out
        made = stamp(full.library.index_path / "meta.json")
        full.run(pipeline=READING)
        assert stamp(full.library.index_path / "meta.json") == made  # nothing is made anew while it waits

    full.run(pipeline=READING)

    assert_gone(full, document_id)


def test_vectors_of_a_model_that_is_gone_go_wholly(full: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("crossreview.search.meaning.embedder.resource_folder", lambda _: tmp_path)
        batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    assert [path.name for path in full.library.vectors_path.iterdir()] == [".lock"]


def test_what_comes_back_from_a_copy_is_removed_again(full: Desk, crossreview: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    record, pdf = (
        full.library.record_path(document_id),
        full.library.pdf_path(full.library.record(document_id).document.sha256),
    )
    copies = record.read_bytes(), pdf.read_bytes()
    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)
    for path, data in zip((record, pdf), copies, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    assert "1 of them not wholly removed" in crossreview("doctor", "--library", full.library_path).out
    full.run(pipeline=READING)

    assert_gone(full, document_id)


def test_a_correction_that_came_meanwhile_goes(full: Desk) -> None:
    document_id = id_of(full, ASHDOWN)
    record = full.library.record(document_id)
    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    anchor = anchor_of(record.items[0], record)
    full.library.catalogue.keep_correction(document_id, anchor, State("planned"), None, ADA)
    batch.bring_up_to_date(full.library)

    assert_gone(full, document_id)


def test_of_two_documents_from_the_same_bytes_one_stays(full: Desk, withdraw: Command) -> None:
    document_id = id_of(full, ASHDOWN)
    record = full.library.record_as_read(document_id)
    pdf = full.library.pdf_path(record.document.sha256)
    twin = structs.replace(record, document=structs.replace(record.document, id="twin", filename="twin.pdf"))
    full.library.put(twin, pdf)
    batch.bring_up_to_date(full.library)

    withdraw(ASHDOWN, "--reason", "The family asked.")

    assert traces(full.library, document_id, ASHDOWN) <= {("catalogue.sqlite", document_id)}
    assert pdf.exists()
    assert full.library.record("twin") == twin
    assert {hit.document_id for hit in search(full.library, Query(PHRASE, way="words")).hits} == {"twin"}
    assert still_present(full.library) == ()
    assert full.run(pipeline=READING).withdrawn == 2
    assert full.library.record("twin") == twin

    withdraw("twin.pdf", "--reason", "This too.")
    assert not pdf.exists()
    assert traces(full.library, "twin.pdf", PHRASE) == set()
    said = withdraw("--undo", document_id).talk
    assert "The same file is withdrawn as twin too" in said
    assert full.run(pipeline=READING).withdrawn == 2
    withdraw("--undo", "twin")
    assert full.run(pipeline=READING).withdrawn == 0
    assert full.library.documents_named(ASHDOWN) == (document_id,)


def test_another_document_with_the_same_file_name_keeps_it(desk: Desk) -> None:
    first = write(desk, "one/report.pdf", "Ashdown", SECRET)
    second = write(desk, "two/report.pdf", "Another", "The harbour should be lit.")
    desk.run(pipeline=READING)
    library = desk.library
    gone, stays = (
        next(each.document_id for each in library.stored() if library.catalogue.paths_of(each.sha256) == (str(path),))
        for path in (first, second)
    )
    with pytest.raises(UnknownTerm, match="2 documents with the file name"):
        batch.withdraw(library, ["report.pdf"], "Asked to.", ADA)

    batch.withdraw(library, [gone], "Asked to.", ADA)

    assert traces(library, gone, str(first), PHRASE) <= {("catalogue.sqlite", gone)}
    assert library.catalogue.files().keys() == {str(second)}
    (report,) = (json.loads(path.read_text()) for path in library.runs_path.glob("*.json"))
    assert [each["document_id"] for each in report["flagged"]] == [stays]
    assert [each["file"] for each in report["slowest"]] == [str(second)]


def test_an_earlier_version_goes_and_the_later_stays(desk: Desk) -> None:
    path = write(desk, "report.pdf", "Ashdown", SECRET)
    desk.run(pipeline=READING)
    (gone,) = desk.library.document_ids()
    write(desk, "report.pdf", "Ashdown", "The harbour should be lit.")
    assert desk.run(pipeline=READING).changed == {str(path): gone}

    batch.withdraw(desk.library, [gone], "They replaced it.", ADA)

    assert traces(desk.library, gone, PHRASE) <= {("catalogue.sqlite", gone)}
    assert [each.filename for each in desk.library.stored()] == ["report.pdf"]
    assert desk.run(pipeline=READING).unchanged == 1


def test_a_report_that_nobody_can_read_goes(full: Desk) -> None:
    damaged = full.library.runs_path / "2020.json"
    damaged.write_text(f'{{"slowest": [{{"file": "{ASHDOWN}')

    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    assert not damaged.exists()


def test_the_last_document_goes(desk: Desk) -> None:
    write(desk, ASHDOWN, "Ashdown", SECRET)
    desk.run(pipeline=READING)
    document_id = id_of(desk, ASHDOWN)

    batch.withdraw(desk.library, [ASHDOWN], "The family asked.", ADA)

    assert traces(desk.library, document_id, ASHDOWN, PHRASE) <= {("catalogue.sqlite", document_id)}
    report = desk.run(pipeline=READING)
    assert report.went_well
    assert (report.files, report.withdrawn) == (1, 1)


def test_only_the_tombstone_names_the_document(full: Desk) -> None:
    document_id = id_of(full, ASHDOWN)
    batch.withdraw(full.library, [ASHDOWN], "The family asked.", ADA)

    with closing(sqlite3.connect(full.library.catalogue.path)) as connection, connection:
        dump = [line for line in connection.iterdump() if document_id in line]

    assert len(dump) == 1
    assert dump[0].startswith('INSERT INTO "withdrawn"')
