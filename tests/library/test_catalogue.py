from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from crossreview.errors import CatalogueDamaged, LibraryInUse, LibraryVersionMismatch
from crossreview.library import Library, Run
from crossreview.library.corrections import Signed, Themes


def test_the_journal_tells_runs_that_ended_from_runs_that_did_not(library: Library) -> None:
    library.catalogue.begin_run("2024-01-01", "1")
    library.catalogue.begin_run("2024-01-02", "1")
    library.catalogue.end_run(Run("2024-01-02", "2024-01-03", "finished", "1", 3, 2, 1))

    killed, ended = library.catalogue.runs()

    assert (killed.outcome, killed.finished) == ("under way", None)
    assert (ended.outcome, ended.read, ended.skipped, ended.failed) == ("finished", 3, 2, 1)


def test_files_that_changed_are_noticed(library: Library) -> None:
    assert library.catalogue.note_files({"a.pdf": "1", "b.pdf": "2"}, "first") == {}
    assert library.catalogue.note_files({"a.pdf": "1", "b.pdf": "3", "c.pdf": "1"}, "second") == {"b.pdf": "2"}
    assert library.catalogue.paths_of("1") == ("a.pdf", "c.pdf")


def test_a_broken_catalogue_is_named(library: Library) -> None:
    library.catalogue.path.write_bytes(b"this is not a database, and long enough to be looked at" * 20)

    with pytest.raises(CatalogueDamaged, match=r"catalogue\.sqlite"):
        library.catalogue.runs()


def test_what_changes_while_it_is_indexed_waits_for_the_next_time(library: Library) -> None:
    library.catalogue.note_change("a")
    listed = library.not_indexed()
    library.catalogue.note_change("a")
    library.catalogue.note_change("b")

    library.note_indexed(listed)

    assert library.not_indexed().documents == ("a", "b")
    library.note_indexed(library.not_indexed())
    assert library.not_indexed().documents == ()


def test_a_catalogue_of_an_earlier_version_is_read_as_it_is(library: Library) -> None:
    with closing(sqlite3.connect(library.catalogue.path)) as connection, connection:
        connection.execute("CREATE TABLE runs (started TEXT)")
    before = library.catalogue.path.read_bytes()

    assert library.catalogue.corrections() == ()
    assert library.catalogue.decisions() == ()
    assert library.catalogue.path.read_bytes() == before


def test_a_catalogue_that_another_program_writes_is_in_use(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.catalogue.note_change("a")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0))
    other = connect(library.catalogue.path)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(LibraryInUse, match="Another program"):
        library.catalogue.note_change("b")
    other.close()


def test_a_correction_of_a_newer_version_is_no_trace(library: Library) -> None:
    library.catalogue.keep_correction("a", None, Themes(()), None, Signed("Ada", "1"))
    with closing(sqlite3.connect(library.catalogue.path)) as connection, connection:
        connection.execute("""UPDATE corrections SET change = '{"what": "weather"}'""")

    with pytest.raises(LibraryVersionMismatch, match="newer"):
        library.catalogue.corrections()
