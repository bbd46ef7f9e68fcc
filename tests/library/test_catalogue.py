from __future__ import annotations

import pytest

from crossreview.errors import RecordDamaged
from crossreview.library import Library, Run


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

    with pytest.raises(RecordDamaged, match=r"catalogue\.sqlite"):
        library.catalogue.runs()
