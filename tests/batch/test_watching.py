from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.batch import readers
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.readers import PIPELINE
from tests.batch.saying import SAYING
from tests.batch.test_duplicates import write
from tests.batch.test_stopping import PATIENCE, ROOT, wait_until
from tests.batch.test_versions import LATER, PAGES, REWRITTEN
from tests.batch.test_versions import write as write_version
from tests.commands import Answer

from crossreview.batch import (
    Clock,
    Entry,
    Pipeline,
    RunReport,
    Watching,
    check_reader,
    filing,
    load_failures,
    read_inbox,
    run,
    watch,
    watching,
    withdraw,
)
from crossreview.errors import (
    InboxUnusable,
    LibraryNotFound,
    MissingExtra,
    StorageFull,
    UnreadableDocument,
)
from crossreview.library import Library
from crossreview.library.corrections import Signed


class Over(BaseException):
    """Ends a watcher that would go on for ever."""


@dataclass
class Watched:
    """A desk whose folder of PDFs is watched, and a clock that goes on only when somebody waits."""

    desk: Desk
    log: list[Entry] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    given: list[Path] = field(default_factory=list)
    now: float = 0.0

    @property
    def inbox(self) -> Path:
        return self.desk.pdfs

    def once(self, *meanwhile: Callable[[], object], pipeline: Pipeline = PIPELINE, at_once: int = 200) -> bool:
        """Read what is there; `meanwhile` is done while the watcher waits."""
        return read_inbox(self._watching(meanwhile, at_once), pipeline, self.log.append)

    def watch(self, *meanwhile: Callable[[], object], pipeline: Pipeline = PIPELINE, at_once: int = 200) -> None:
        """Watch for as many pauses as there are things done `meanwhile`."""
        with pytest.raises(Over):
            watch(self._watching((*meanwhile, end), at_once), pipeline, self.log.append)

    def _watching(self, meanwhile: tuple[Callable[[], object], ...], at_once: int) -> Watching:
        script = iter(meanwhile)

        def pause(seconds: float) -> None:
            self.pauses.append(seconds)
            self.now += seconds
            next(script, nothing)()

        return Watching(
            self.inbox,
            self.desk.library_path,
            SETTINGS,
            at_once=at_once,
            after_reading=lambda library: self.given.append(library.root),
            clock=Clock(lambda: self.now, pause),
        )

    @property
    def words(self) -> list[str]:
        return [entry.word for entry in self.log]

    def said(self, word: str) -> list[str]:
        return [entry.words for entry in self.log if entry.word == word]

    def files(self, shelf: str) -> set[str]:
        folder = self.inbox / shelf
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    def note(self, name: str) -> str:
        return (self.inbox / name).read_text(encoding="utf-8")

    @property
    def waiting(self) -> set[str]:
        return {path.name for path in self.inbox.glob("*.pdf")}


def nothing() -> None:
    """Nothing happens."""


def end() -> None:
    raise Over


@pytest.fixture
def watched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Watched:
    Library.create(desk.library_path)
    monkeypatch.setattr(watching, "check_reader", lambda *_: None)  # it takes a second, and has tests of its own
    return Watched(desk)


# What becomes of files


def test_a_file_that_was_read_lies_in_done_with_a_note(watched: Watched) -> None:
    watched.desk.file("report.pdf", "good 3")

    assert watched.once(pipeline=replace(PIPELINE, read=readers.read_with_warning))

    (document_id,) = watched.desk.library.document_ids()
    assert watched.files("done") == {"report.pdf", "report.pdf.txt"}
    assert watched.waiting == set()
    note = watched.note("done/report.pdf.txt")
    assert note.startswith("report.pdf\n")
    assert "was read and is in the library" in note
    assert f"Document: {document_id}\nPages: 3\nFound in it:\n  recommendation: 2\n" in note
    assert "Worth checking:\n  two pages could not be read" in note
    assert watched.words == ["read"]
    assert watched.log[0].words == (
        f"report.pdf: {document_id} (3 pages, recommendation 2, two pages could not be read)"
    )
    assert watched.desk.library.not_indexed().documents == ()


def test_whoever_drops_a_newer_version_is_told_so(watched: Watched) -> None:
    write_version(watched.desk, "first.pdf")
    watched.once(pipeline=SAYING)
    (first,) = watched.desk.library.document_ids()

    write_version(watched.desk, "second.pdf", LATER)
    watched.once(pipeline=SAYING)

    note = watched.note("done/second.pdf.txt")
    assert "It is a later version of a document that the library had. Searches show it alone now." in note
    assert f"The earlier one:\n  Title: Review of the harbour\n  Document: {first}\n" in note
    assert "that can be undone" in note
    assert f"; takes the place of {first} (" in watched.log[-1].words


def test_whoever_drops_an_earlier_version_is_told_so(watched: Watched) -> None:
    write_version(watched.desk, "second.pdf", LATER, "genre=full_report dated=2022-05")
    watched.once(pipeline=SAYING)

    write_version(watched.desk, "first.pdf", facts="genre=full_report dated=2021")
    watched.once(pipeline=SAYING)

    assert "The library has a later version of it. Searches show that one alone." in watched.note("done/first.pdf.txt")
    assert watched.log[-1].words.endswith("; the library has a later version of it")


def test_another_document_may_come_under_a_name_that_was_there_before(watched: Watched) -> None:
    for number in (1, 2):
        write_version(watched.desk, "report.pdf", PAGES if number == 1 else REWRITTEN)
        watched.once(pipeline=SAYING)

    assert len(watched.desk.library.current_ids()) == 2
    assert watched.files("done") == {"report.pdf", "report.pdf.txt", "report (2).pdf", "report (2).pdf.txt"}


def test_a_file_in_which_nothing_was_found_is_worth_checking(watched: Watched) -> None:
    watched.desk.file("menu.pdf", "good 1")

    watched.once()

    assert "Worth checking:\n  No recommendations, findings or other parts of a review" in watched.note(
        "done/menu.pdf.txt"
    )


def test_a_file_that_could_not_be_read_lies_in_failed_with_what_to_do(watched: Watched) -> None:
    watched.desk.file("locked.pdf", "encrypted")
    watched.desk.file("good.pdf")

    assert not watched.once()

    assert watched.files("failed") == {"locked.pdf", "locked.pdf.txt"}
    assert watched.files("done") == {"good.pdf", "good.pdf.txt"}
    note = watched.note("failed/locked.pdf.txt")
    assert "What is wrong: The PDF asks for a password.\nWhat to do: Save it without one." in note
    assert "Put the good file into the inbox. This one and this note can be deleted then." in note
    assert watched.said("failed") == ["locked.pdf: The PDF asks for a password. Save it without one."]


def test_what_the_library_has_already_goes_to_done_as_a_copy(watched: Watched) -> None:
    watched.desk.file("report.pdf")
    watched.once()
    (document_id,) = watched.desk.library.document_ids()
    watched.desk.file("again.pdf")

    assert watched.once()

    assert watched.words == ["read", "copy"]
    assert watched.said("copy") == [f"again.pdf: already in the library as {document_id} (2 pages, recommendation 1)"]
    assert "has this document already" in watched.note("done/again.pdf.txt")
    assert f"Document: {document_id}" in watched.note("done/again.pdf.txt")


def test_what_has_the_text_of_a_document_goes_to_done_as_a_copy(watched: Watched) -> None:
    write(watched.desk, "report.pdf", "code=K1")
    watched.once(pipeline=SAYING)
    (document_id,) = watched.desk.library.document_ids()
    write(watched.desk, "again.pdf", "code=K1 saved again")

    assert watched.once(pipeline=SAYING)

    assert watched.words == ["read", "copy"]
    assert watched.desk.library.document_ids() == {document_id}
    assert "has a document with this text already" in watched.note("done/again.pdf.txt")
    assert f"Document: {document_id}" in watched.note("done/again.pdf.txt")


def test_of_two_equal_files_the_second_shares_the_lot_of_the_first(watched: Watched) -> None:
    watched.desk.file("a.pdf", "good 2")
    watched.desk.file("b.pdf", "good 2")
    watched.desk.file("c.pdf", "encrypted")
    watched.desk.file("d.pdf", "encrypted")

    assert not watched.once()

    assert watched.files("done") == {"a.pdf", "a.pdf.txt", "b.pdf", "b.pdf.txt"}
    assert watched.files("failed") == {"c.pdf", "c.pdf.txt", "d.pdf", "d.pdf.txt"}
    assert sorted(watched.words) == ["copy", "failed", "failed", "read"]
    assert "This file is the same as a.pdf." in watched.note("done/b.pdf.txt")
    assert "This file is the same as c.pdf." in watched.note("failed/d.pdf.txt")
    assert "Save it without one" in watched.note("failed/d.pdf.txt")


def test_a_withdrawn_file_goes_to_done_unread_and_can_be_deleted(watched: Watched) -> None:
    watched.desk.file("gone.pdf")
    watched.once()
    (document_id,) = watched.desk.library.document_ids()
    withdraw(watched.desk.library, [document_id], "it named a child", Signed("a person", "2024-01-01T00:00:00+00:00"))
    watched.desk.file("back.pdf")

    assert watched.once()

    assert watched.desk.library.document_ids() == frozenset()
    assert watched.said("withdrawn") == ["back.pdf: was withdrawn from the library; not read in"]
    note = watched.note("done/back.pdf.txt")
    assert "was withdrawn" in note
    assert "not read in" in note
    assert "can be deleted" in note
    assert document_id not in note
    assert "it named a child" not in note


def test_folders_are_kept(watched: Watched) -> None:
    watched.desk.file("2024/north/a.PDF", "good 2")
    watched.desk.file("2024/b.pdf", "encrypted")
    watched.desk.file("2024/done/c.pdf", "good 4")

    watched.once()

    assert watched.files("done") == {
        f"2024/{each}{end}" for each in ("north/a.PDF", "done/c.pdf") for end in ("", ".txt")
    }
    assert watched.files("failed") == {"2024/b.pdf", "2024/b.pdf.txt"}


def test_a_name_that_is_taken_gets_a_number(watched: Watched) -> None:
    for pages in (2, 3, 4):
        watched.desk.file("report.pdf", f"good {pages}")
        assert watched.once()

    assert watched.files("done") == {f"report{n}.pdf{end}" for n in ("", " (2)", " (3)") for end in ("", ".txt")}
    assert (watched.inbox / "done/report.pdf").read_text() == "%PDF good 2"
    assert "Pages: 2\n" in watched.note("done/report.pdf.txt")
    assert "Pages: 4\n" in watched.note("done/report (3).pdf.txt")


def test_a_note_without_its_file_is_written_over(watched: Watched) -> None:
    (watched.inbox / "done").mkdir()
    (watched.inbox / "done/report.pdf.txt").write_text("left behind")
    watched.desk.file("report.pdf")

    watched.once()

    assert watched.files("done") == {"report.pdf", "report.pdf.txt"}
    assert "left behind" not in watched.note("done/report.pdf.txt")


# What is taken, and when


@pytest.mark.parametrize(
    "name", ["a.pdf.part", "a.pdf~", "a.tmp", ".a.pdf", "._a.pdf", "~$a.pdf", "a.txt", ".trash/a.pdf", "failed/a.pdf"]
)
def test_what_is_not_a_finished_pdf_is_passed_over(watched: Watched, name: str) -> None:
    watched.desk.file(name)

    assert watched.once()

    assert watched.log == []
    assert (watched.inbox / name).exists()
    assert watched.desk.library.catalogue.runs() == ()


@pytest.mark.skipif(os.name == "nt", reason="links as other systems have them")
def test_links_are_passed_over(watched: Watched) -> None:
    elsewhere = watched.inbox.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.pdf").write_text("%PDF good 2")
    (watched.inbox / "a.pdf").symlink_to(elsewhere / "a.pdf")
    (watched.inbox / "folder").symlink_to(elsewhere)
    (watched.inbox / "round").symlink_to(watched.inbox)

    assert watched.once()

    assert watched.log == []


def test_a_file_that_still_grows_waits(watched: Watched) -> None:
    growing = watched.desk.file("growing.pdf", "good")

    def grow() -> None:
        growing.write_bytes(growing.read_bytes() + b" 2")

    def touch() -> None:
        os.utime(growing, (1, 1))

    watched.watch(grow, touch, nothing)

    assert watched.words == ["watching", "read", "stopped"]
    assert watched.pauses == [10.0] * 4


def test_a_file_is_looked_at_twice_some_seconds_apart(watched: Watched) -> None:
    watched.desk.file("a.pdf")

    assert watched.once(lambda: watched.desk.file("late.pdf"))

    assert watched.pauses == [5.0]
    assert watched.files("done") == {"a.pdf", "a.pdf.txt"}
    assert watched.waiting == {"late.pdf"}


def test_an_empty_inbox_is_not_waited_for(watched: Watched) -> None:
    assert watched.once()

    assert watched.pauses == []
    assert watched.given == []


def test_a_file_that_vanishes_is_no_failure(watched: Watched) -> None:
    vanishing = watched.desk.file("vanishing.pdf")
    watched.desk.file("staying.pdf", "good 3")

    assert watched.once(vanishing.unlink)

    assert watched.words == ["read"]


def test_a_file_that_vanishes_while_it_is_read_is_no_failure(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    vanishing = watched.desk.file("vanishing.pdf")
    before = run.hash_of

    def hash_of(path: Path) -> str:
        vanishing.unlink(missing_ok=True)
        return before(path)

    monkeypatch.setattr(run, "hash_of", hash_of)

    assert watched.once()

    assert watched.log == []
    assert load_failures(watched.desk.library.failures_path) == ()


def test_a_file_that_changes_while_it_is_read_is_read_again(watched: Watched) -> None:
    watched.desk.file("grow.pdf", "grow")
    watched.desk.file("touch.pdf", "touch")

    watched.watch(nothing, nothing, nothing)

    assert watched.said("waits") == ["grow.pdf: changed while it was being read"]
    assert sorted(words.partition(":")[0] for words in watched.said("read")) == ["grow.pdf", "touch.pdf"]
    assert sum(words.endswith("; the file changed") for words in watched.said("read")) == 1
    assert [words.partition(":")[0] for words in watched.said("copy")] == ["touch.pdf"]
    assert watched.files("done") == {"grow.pdf", "grow.pdf.txt", "touch.pdf", "touch.pdf.txt"}
    assert load_failures(watched.desk.library.failures_path) == ()


def test_a_large_inbox_is_read_in_runs_of_some_files(watched: Watched) -> None:
    for number in range(7):
        watched.desk.file(f"{number}.pdf", f"good {number + 1}")

    assert watched.once(at_once=3)

    assert [(each.read, each.outcome) for each in watched.desk.library.catalogue.runs()] == [
        (3, "finished"),
        (3, "finished"),
        (1, "finished"),
    ]
    assert watched.given == [watched.desk.library_path] * 3


def test_while_nothing_comes_nothing_is_said_and_no_run_is_made(watched: Watched) -> None:
    watched.watch(*[nothing] * 50)

    assert watched.words == ["watching", "stopped"]
    assert watched.desk.library.catalogue.runs() == ()


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="bytes in names as Linux has them")
def test_any_name_of_a_file_will_do(watched: Watched) -> None:
    names = (b"caf\xe9.pdf", b"two\nlines.pdf", "é\u2028\x1b[31m.pdf".encode(), b"x" * 251 + b".pdf")
    for number, name in enumerate(names):
        (watched.inbox / os.fsdecode(name)).write_text(f"%PDF good {number + 1}")
    (watched.inbox / os.fsdecode(b"bad\xff.pdf")).write_text("%PDF encrypted")

    assert not watched.once()

    done = {os.fsencode(path.name) for path in (watched.inbox / "done").iterdir()}
    assert {*names[:3], *(name + b".txt" for name in names[:3])} <= done
    assert len(done) == 2 * len(names)
    assert len(watched.said("read")) == len(names)
    assert "x" * 251 in watched.note(f"done/{'x' * 196}.pdf.txt")
    (failure,) = load_failures(watched.desk.library.failures_path)
    assert failure.file.endswith("failed/bad\\xff.pdf")


# The list of failures


def test_a_failure_is_named_by_where_its_file_is(watched: Watched) -> None:
    watched.desk.file("sub/locked.pdf", "encrypted")
    elsewhere = watched.inbox.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.pdf").write_text("%PDF bug")
    watched.desk.run(elsewhere)

    watched.once()

    assert {failure.file for failure in load_failures(watched.desk.library.failures_path)} == {
        str(watched.inbox / "failed/sub/locked.pdf"),
        str(elsewhere / "other.pdf"),
    }
    watched.desk.file("good.pdf")
    watched.once()
    assert len(load_failures(watched.desk.library.failures_path)) == 2


def test_a_failure_is_gone_when_its_file_was_moved_back_and_read(watched: Watched) -> None:
    watched.desk.file("a.pdf", "encrypted")
    watched.once()
    (watched.inbox / "failed/a.pdf").rename(watched.inbox / "a.pdf")
    watched.desk.file("a.pdf", "good 2")

    assert watched.once()

    assert load_failures(watched.desk.library.failures_path) == ()
    assert watched.files("failed") == set()  # the note, too, says what is not so any more
    assert watched.files("done") == {"a.pdf", "a.pdf.txt"}


def test_a_failure_whose_move_was_not_told_is_found_on_its_shelf(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.desk.file("a.pdf", "encrypted")
    with monkeypatch.context() as patch:
        patch.setattr(filing.Filing, "relocate_failures", lambda *_: end())
        with pytest.raises(Over):
            watched.once()

    watched.once()

    (failure,) = load_failures(watched.desk.library.failures_path)
    assert failure.file == str(watched.inbox / "failed/a.pdf")


# What goes wrong at the start


def test_an_inbox_that_is_not_there_is_refused(watched: Watched) -> None:
    watched.inbox.rmdir()

    with pytest.raises(InboxUnusable, match="no such folder"):
        watched.once()


def test_a_library_that_is_not_there_is_refused(watched: Watched) -> None:
    watched.desk.library_path = watched.inbox.parent / "libary"

    with pytest.raises(LibraryNotFound, match="Did you mean"):
        watched.once()

    assert not watched.desk.library_path.exists()


@pytest.mark.parametrize(("inbox", "library"), [("a", "a/library"), ("a/inbox", "a"), ("a", "a")])
def test_inbox_and_library_in_one_another_are_refused(tmp_path: Path, inbox: str, library: str) -> None:
    Library.create(tmp_path / library)
    (tmp_path / inbox).mkdir(exist_ok=True)

    with pytest.raises(InboxUnusable, match="Keep the two apart"):
        read_inbox(Watching(tmp_path / inbox, tmp_path / library), PIPELINE, print)

    assert not (tmp_path / inbox / "done").exists()


def test_an_inbox_that_cannot_be_written_to_is_refused(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(InboxUnusable, match="cannot write here"):
        watched.once()


def test_a_file_in_the_place_of_done_is_refused(watched: Watched) -> None:
    (watched.inbox / "done").write_text("a file")

    with pytest.raises(InboxUnusable, match="cannot write here"):
        watched.once()


def test_two_watchers_of_one_inbox_are_refused(watched: Watched) -> None:
    with FileLock(watched.inbox / ".crossreview-watch.lock"), pytest.raises(InboxUnusable, match="is watching"):
        watched.once()


def test_a_reader_that_cannot_be_loaded_is_an_error_at_the_start(watched: Watched) -> None:
    with pytest.raises(MissingExtra):
        check_reader(replace(PIPELINE, load=readers.load_nothing), SETTINGS, watched.inbox)
    check_reader(PIPELINE, SETTINGS, watched.inbox)


# What goes wrong with the machine later


@pytest.mark.parametrize(
    "error",
    [
        StorageFull("The disk is full.", remedy="Free some space."),
        OSError(116, "Stale file handle"),
        MissingExtra("A model is not installed.", remedy="Install it."),
    ],
)
def test_what_is_wrong_with_the_machine_is_tried_again_with_growing_pauses(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    watched.desk.file("a.pdf")
    before, tries = watching.run_batch, 8

    def run_batch(*arguments: Any) -> RunReport:
        nonlocal tries
        tries -= 1
        if tries > 0:
            raise error
        return before(*arguments)

    monkeypatch.setattr(watching, "run_batch", run_batch)

    watched.watch(*[nothing] * 8)

    assert watched.pauses == [10, 10, 20, 40, 80, 160, 300, 300, 10]
    assert watched.words == ["watching", "waits", "read", "goes on", "stopped"]
    assert watched.said("waits") == [str(error)]


def test_a_disk_that_fills_up_leaves_what_was_not_kept(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        watched.desk.file(f"{number}.pdf", f"good {number + 1}")
    before, room = Library.put_encoded, 1

    def put_encoded(*arguments: Any) -> None:
        nonlocal room
        room -= 1
        if room == -1:
            raise StorageFull("The disk is full.", remedy="Free some space.")
        before(*arguments)

    def look() -> None:
        assert len(watched.waiting) == 2

    monkeypatch.setattr(Library, "put_encoded", put_encoded)

    watched.watch(nothing, look, nothing)

    assert watched.words == ["watching", "read", "waits", "read", "read", "goes on", "stopped"]
    assert watched.waiting == set()
    assert watched.desk.library.not_indexed().documents == ()


def test_meaning_is_read_only_after_something_new(watched: Watched) -> None:
    watched.desk.file("a.pdf")
    watched.desk.run()
    watched.desk.file("b.pdf", "encrypted")

    watched.once()

    assert sorted(watched.words) == ["copy", "failed"]
    assert watched.given == []


def test_a_library_that_is_in_use_is_waited_for(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_PATIENCE", 0.0)
    watched.desk.file("a.pdf")
    lock = FileLock(watched.desk.library.lock_path)

    watched.watch(lock.acquire, lock.release, nothing)

    assert watched.words == ["watching", "waits", "read", "goes on", "stopped"]
    assert "Another run is writing" in watched.said("waits")[0]


def test_a_library_whose_disk_is_gone_is_not_made_anew(watched: Watched) -> None:
    watched.desk.file("a.pdf")
    library, away = watched.desk.library_path, watched.inbox.parent / "away"

    def vanish() -> None:
        library.rename(away)
        library.mkdir()

    def return_() -> None:
        assert list(library.iterdir()) == []
        library.rmdir()
        away.rename(library)

    watched.watch(vanish, return_, nothing)

    assert watched.words == ["watching", "waits", "read", "goes on", "stopped"]


def test_an_inbox_that_is_gone_for_a_while_is_waited_for(watched: Watched) -> None:
    away = watched.inbox.parent / "away"

    def return_() -> None:
        away.rename(watched.inbox)
        watched.desk.file("a.pdf")

    watched.watch(lambda: watched.inbox.rename(away), nothing, return_, nothing, nothing)

    assert watched.words == ["watching", "waits", "goes on", "read", "stopped"]
    assert "cannot be looked into" in watched.said("waits")[0]


def test_once_says_what_is_wrong_with_the_machine(watched: Watched) -> None:
    watched.desk.file("a.pdf")

    with pytest.raises(MissingExtra):
        watched.once(pipeline=replace(PIPELINE, load=readers.load_nothing))
    with pytest.raises(InboxUnusable, match="cannot be looked into"):
        watched.once(lambda: watched.inbox.rename(watched.inbox.parent / "away"))


def test_a_file_that_cannot_be_opened_now_stays(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.desk.file("a.pdf")
    watched.desk.file("b.pdf", "good 3")
    before, out_of_order = run.hash_of, True

    def hash_of(path: Path) -> str:
        if out_of_order and path.name == "a.pdf":
            raise UnreadableDocument("The file cannot be opened (I/O error).", remedy="Check.", path=path)
        return before(path)

    def repair() -> None:
        nonlocal out_of_order
        assert watched.waiting == {"a.pdf"}
        out_of_order = False

    monkeypatch.setattr(run, "hash_of", hash_of)

    watched.watch(nothing, repair, nothing, nothing, nothing)

    assert watched.words == ["watching", "waits", "read", "read", "stopped"]
    assert watched.said("waits") == ["a.pdf: The file cannot be opened (I/O error)."]
    assert load_failures(watched.desk.library.failures_path) == ()


def test_a_file_that_cannot_be_moved_holds_nothing_up(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.desk.file("a.pdf")
    watched.desk.file("b.pdf", "good 3")
    before, held = Path.rename, True

    def rename(path: Path, target: Path) -> Path:
        if held and path.name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        return before(path, target)

    def let_go() -> None:
        nonlocal held
        held = False

    monkeypatch.setattr(Path, "rename", rename)

    watched.watch(nothing, nothing, nothing, let_go, nothing)

    assert sorted(watched.words[1:3]) == ["read", "stuck"]
    assert watched.words[3:] == ["read", "stopped"]
    assert watched.said("stuck") == ["a.pdf: read, but cannot be moved to done/ (Permission denied)"]
    assert len(watched.desk.library.catalogue.runs()) == 1
    assert watched.files("done") == {"a.pdf", "a.pdf.txt", "b.pdf", "b.pdf.txt"}


def test_files_that_cannot_be_moved_are_no_success(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise OSError(18, "Invalid cross-device link")

    watched.desk.file("a.pdf")
    monkeypatch.setattr(Path, "rename", refuse)

    assert not watched.once()


def test_an_inbox_where_nothing_can_be_moved_is_not_read_on(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise OSError(30, "Read-only file system")

    for number in range(4):
        watched.desk.file(f"{number}.pdf", f"good {number + 1}")
    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(watching, "_MOST_STUCK", 2)

    watched.watch(nothing, nothing, nothing, at_once=2)

    assert watched.words == ["watching", "stuck", "stuck", "waits", "stopped"]
    assert "Check that the watcher may move files" in watched.said("waits")[0]


def test_a_folder_that_cannot_be_looked_into_is_named_once(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    shut = watched.inbox / "shut"
    shut.mkdir()
    before = os.scandir

    def scandir(path: Path) -> object:
        if path == shut:
            raise PermissionError(13, "Permission denied")
        return before(path)

    monkeypatch.setattr(os, "scandir", scandir)

    watched.watch(nothing, nothing, nothing)

    assert watched.words == ["watching", "passed over", "stopped"]


def test_the_index_has_what_a_killed_watcher_put_away(watched: Watched) -> None:
    watched.desk.file("a.pdf")
    with pytest.raises(ZeroDivisionError):
        watched.once(pipeline=replace(PIPELINE, index=readers.index_with_a_bug))
    assert watched.files("done") == {"a.pdf", "a.pdf.txt"}
    assert watched.desk.library.not_indexed().documents

    watched.once()

    assert watched.desk.library.not_indexed().documents == ()


# As a command


def test_the_command_reads_once(crossreview: Callable[..., Answer], watched: Watched) -> None:
    watched.desk.file("two\nlines.pdf")

    well = crossreview("watch", watched.inbox, "--library", watched.desk.library_path, "--once", "--settle", "1")
    watched.desk.file("b.pdf", "encrypted")
    badly = crossreview("watch", watched.inbox, "--library", watched.desk.library_path, "--once", "--settle", "1")
    wrong = crossreview("watch", watched.inbox / "x", "--library", watched.desk.library_path, "--once")

    assert (well.code, badly.code, wrong.code) == (0, 1, 1)
    (line,) = well.talk.splitlines()
    assert " read two\\nlines.pdf: " in line
    assert " failed b.pdf: " in badly.talk
    assert wrong.talk.startswith("Error: ")


@pytest.fixture
def start(watched: Watched) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts watchers as processes of their own."""
    started = []

    def begin(*options: str) -> subprocess.Popen[str]:
        arguments = ["watch", str(watched.inbox), "--library", str(watched.desk.library_path)]
        quickly = ["--workers", "2", "--every", "1", "--settle", "1", "--no-embed"]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.batch.command", *arguments, *quickly, *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "pipeline")])},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them")
def test_a_watcher_that_is_killed_goes_on_when_it_is_started_again(
    watched: Watched, start: Callable[..., subprocess.Popen[str]]
) -> None:
    watched.desk.file("1.pdf", "good 1")
    stuck = watched.desk.file("9.pdf", "hang 9")
    killed = start()
    wait_until(lambda: "1.pdf" in watched.files("done"), killed)
    killed.kill()
    killed.wait()
    # As if it had been killed a moment before.
    (watched.inbox / "done/1.pdf").rename(watched.inbox / "1.pdf")
    stuck.unlink()
    watched.desk.file("2.pdf", "good 2")

    again = start("--once")
    _, said = again.communicate(timeout=PATIENCE)

    assert again.returncode == 0, said
    assert " copy 1.pdf: already in the library as " in said
    assert " read 2.pdf: " in said
    assert watched.files("done") == {f"{name}.pdf{end}" for name in "12" for end in ("", ".txt")}
    assert len(watched.desk.library.document_ids()) == 2
    assert watched.desk.library.not_indexed().documents == ()


@pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them")
@pytest.mark.parametrize(("ask", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_watcher_that_is_asked_to_stop_while_it_reads_keeps_what_is_finished(
    watched: Watched, start: Callable[..., subprocess.Popen[str]], ask: signal.Signals, code: int
) -> None:
    watched.desk.file("1.pdf", "good 1")
    watched.desk.file("9.pdf", "hang 9")
    process = start()
    wait_until(lambda: "1.pdf" in watched.files("done"), process)

    os.killpg(process.pid, ask)
    out, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == code, said
    assert out == ""
    assert [line.split()[1] for line in said.splitlines()] == ["watching", "read", "stopped"]
    assert watched.waiting == {"9.pdf"}


@pytest.mark.skipif(os.name == "nt", reason="signals as other systems have them")
@pytest.mark.parametrize(("ask", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_an_idle_watcher_stops_when_it_is_asked_to(
    start: Callable[..., subprocess.Popen[str]], ask: signal.Signals, code: int
) -> None:
    process = start("--every", "3600")
    assert process.stderr is not None
    assert " watching " in process.stderr.readline()

    process.send_signal(ask)
    _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == code, said
    assert len(said.splitlines()) == 1
    assert " stopped " in said
