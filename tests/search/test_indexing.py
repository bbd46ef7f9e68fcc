"""Programs that write and read the index of one library at once, and disks on which nothing can be written."""

from __future__ import annotations

import logging
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock
from tests.search.asking import found, total
from tests.search.documents import child_t_progress

from crossreview.errors import IndexUnusable, StorageFull
from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import Query, document_of, index, matches, rebuild_index, search, update_index
from crossreview.search.index import state_of
from crossreview.search.meaning import embed_passages, prune_vectors
from crossreview.search.similar import similar
from crossreview.search.tables import Tables

Put = Callable[[DocumentRecord], None]
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from crossreview.errors import StorageFull
from crossreview.library import Library
from crossreview.search import rebuild_index, update_index
library = Library.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    rebuild_index(library) if sys.argv[3] == "rebuild" else update_index(library, ["child-t"], [])
except StorageFull as error:
    print(error)
"""


def _lose_columns(library: Library) -> None:
    """Damage that is found only when something is looked up."""
    for column in (library.index_path / "columns").iterdir():
        column.write_bytes(column.read_bytes()[:8])


def _ask_similar(library: Library) -> None:
    assert similar(library, "Visit every child in elective home education once a year, council.").asks


def _ask_document(library: Library) -> None:
    assert document_of(library, "i-child-t-1") == "child-t"


def _ask_matches(library: Library) -> None:
    assert matches(library, Query("neglect")).totals.passages == 4


def _embed(library: Library) -> None:
    assert embed_passages(library) > 0


def _prune(library: Library) -> None:
    library.vectors_path.mkdir(exist_ok=True)
    prune_vectors(library)


@pytest.mark.parametrize("ask", [_ask_similar, _ask_document, _ask_matches, _embed, _prune])
def test_whoever_asks_gets_an_answer_from_a_damaged_index(
    library: Library, ask: Callable[[Library], None], caplog: pytest.LogCaptureFixture
) -> None:
    _lose_columns(library)
    with caplog.at_level(logging.WARNING):
        ask(library)
        assert total(library, "") == 9
    assert caplog.text.count("made anew") == 1


def test_an_index_that_another_program_made_meanwhile_is_used(library: Library) -> None:
    total(library, "")
    held = FileLock(library.root / ".index.lock", is_singleton=False)
    held.acquire()
    (library.index_path / "version").write_text("0", encoding="ascii")
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(total, library, "")
        time.sleep(0.3)
        (library.index_path / "version").write_text(str(_version()), encoding="ascii")
        before = state_of(library.index_path)
        held.release()
        assert waiting.result(timeout=60) == 9
    assert state_of(library.index_path) == before


def _version() -> int:
    from crossreview.search.fields import INDEX_VERSION

    return INDEX_VERSION


def test_an_older_index_does_not_take_the_place_of_a_newer_one(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search makes a lost index anew from the records that it sees; a run that adds one meanwhile waits for it."""
    reading, added = threading.Event(), threading.Event()
    records = Library.records

    def slowly(self: Library) -> Iterator[DocumentRecord]:
        seen = list(records(self))
        reading.set()
        added.wait(timeout=60)
        yield from seen

    monkeypatch.setattr(Library, "records", slowly)
    (library.index_path / "version").unlink()
    with ThreadPoolExecutor(2) as threads:
        asking = threads.submit(total, library, "kind:document")
        assert reading.wait(timeout=60)
        put(child_t_progress())
        writing = threads.submit(update_index, library, ["child-t-progress"], [])
        added.set()
        asking.result(timeout=60)
        writing.result(timeout=60)
    assert found(library) == {"child-t", "child-t-progress", "margaret"}


def test_who_searches_while_the_index_is_made_anew_over_and_over_finds_all_of_it(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(1) as threads:
        making = threads.submit(lambda: [rebuild_index(Library.open(library.root)) for _ in range(10)])
        while not making.done():
            assert total(library, "") == 9
        making.result()
    assert "made anew" not in caplog.text


@pytest.mark.skipif(os.name == "nt", reason="limits of file sizes as other systems have them")
@pytest.mark.parametrize("how", ["rebuild", "update"])
@pytest.mark.parametrize("limit", [10, 900, 3000])
def test_a_full_disk_is_said_and_leaves_what_was_there(library: Library, how: str, limit: int) -> None:
    before = search(library, Query(limit=100))
    command = [sys.executable, "-c", FULL_DISK, str(library.root), str(limit), how]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.count("Traceback")) == (0, 0), ended.stderr
    assert "cannot be" in ended.stdout
    assert search(library, Query(limit=100)) == before
    assert not list(library.root.glob(".index*.partial"))


def test_a_library_that_may_only_be_read_can_be_searched(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = search(library, Query("neglect"))
    files = sorted(library.root.rglob("*"))
    monkeypatch.setattr("crossreview.search.index.os.access", lambda *_: False)
    (library.root / "catalogue.sqlite").touch()  # changes the stamp, so that it is opened again
    assert search(library, Query("neglect")) == before
    assert sorted(library.root.rglob("*")) == files


def test_an_index_that_may_not_be_made_anew_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    (library.index_path / "version").unlink()
    with pytest.raises(StorageFull) as error:
        search(library, Query("neglect"))
    assert "The search index cannot be used (it is not there), and nothing can be written" in error.value.problem
    assert "crossreview reindex" in error.value.remedy


def test_an_index_that_making_anew_does_not_help_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.search.indexing.INDEX_VERSION", -1)
    (library.index_path / "version").unlink()
    with pytest.raises(IndexUnusable, match="it has version -1"):
        search(library, Query("neglect"))


def test_who_may_read_the_records_may_read_the_index(library: Library) -> None:
    update_index(library, added=("child-t",), removed=())
    of_records = {path.stat().st_mode for path in library.root.glob("records/*/*.json")}
    assert {path.stat().st_mode for path in library.index_path.glob("*.*") if path.suffix != ".lock"} == of_records


def test_an_index_that_is_written_while_it_is_opened_is_opened_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of before beside tables of after: passages would stand under other documents."""
    load, erased = index.load_tables, []

    def after_another_wrote(path: Path) -> Tables:
        if not erased:
            erased.append("child-t")
            library.erase("child-t")
            rebuild_index(library)
        return load(path)

    total(library, "")
    os.utime(library.index_path / "tables.json")  # so that it is opened again
    monkeypatch.setattr(index, "load_tables", after_another_wrote)
    assert {hit.document_id for hit in search(library, Query()).hits} == {"margaret"}


def test_who_may_only_read_waits_for_who_writes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    hidden = library.index_path.rename(library.root / "hidden")
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(total, library, "")
        time.sleep(0.3)
        hidden.rename(library.index_path)
        assert asking.result(timeout=60) == 9


def test_what_cannot_be_removed_of_an_old_index_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have words that were withdrawn: nobody is told that they are gone."""
    remove = shutil.rmtree

    def unless_it_is_the_old(path: Path, ignore_errors: bool = False) -> None:
        if path.name.endswith("-before.partial"):
            if not ignore_errors:
                raise OSError(16, "Device or resource busy")
            return
        remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr("crossreview.library.storage.shutil.rmtree", unless_it_is_the_old)
    with pytest.raises(StorageFull, match="resource busy"):
        rebuild_index(library)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_bytes_are_damaged_a_search_answers_or_says_why(library: Library, seed: int) -> None:
    dice = random.Random(seed)
    files = sorted(path for path in library.index_path.rglob("*") if path.is_file() and path.stat().st_size)
    for path in dice.sample(files, 3):
        content = bytearray(path.read_bytes())
        for _ in range(8):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(bytes(content))
    for text in ("neglect", '"home education"', "negl*", ""):
        search(library, Query(text))
    rebuild_index(library)
    assert total(library, "") == 9


def test_what_a_killed_program_left_goes_with_the_next_change(library: Library) -> None:
    left = library.root / ".index.99.partial"
    left.mkdir()
    update_index(library, added=("child-t",), removed=())
    assert not left.exists()
