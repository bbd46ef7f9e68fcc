"""Where a library is shown for reading alone, nothing is written to it, in whatever state it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from tests.web.conftest import Serve

from crossreview.errors import IndexUnusable
from crossreview.library import Library
from crossreview.search.index import META_FILE, VERSION_FILE
from crossreview.search.indexing import usable_index
from crossreview.search.tables import TABLES_FILE

PATHS = ("/", "/search?q=visit", "/search.csv?q=visit", "/reviews", "/themes", "/trends", "/documents/child-t/pages/1")


def missing(library: Library) -> None:
    shutil.rmtree(library.index_path)


def of_another_version(library: Library) -> None:
    (library.index_path / VERSION_FILE).write_text("0", encoding="ascii")


def damaged(library: Library) -> None:
    (library.index_path / META_FILE).write_bytes(b"{")


def without_tables(library: Library) -> None:
    (library.index_path / TABLES_FILE).write_bytes(b"torn")


def files_of(library: Library) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in library.root.rglob("*")}


@pytest.mark.parametrize("damage", [missing, of_another_version, damaged, without_tables])
def test_an_index_that_cannot_be_used_is_said_and_stays(
    serve: Serve, library: Library, damage: Callable[[Library], None]
) -> None:
    damage(library)
    (library.root / ".index.lock").unlink(missing_ok=True)
    before = files_of(library)
    client = serve(read_only=True)
    for path in PATHS:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "the library is opened for reading" in answer.text
        assert "crossreview reindex" in answer.text
    assert "It cannot be used." in client.get("/about").text
    assert files_of(library) == before
    assert serve().get("/search?q=visit").status_code == 200


def test_reading_changes_nothing(serve: Serve, library: Library) -> None:
    before = files_of(library)
    client = serve(read_only=True)
    for path in (*PATHS, "/about", "/check", "/corrections", "/decisions"):
        assert client.get(path).status_code == 200, path
    assert files_of(library) == before


def test_a_program_can_open_a_library_for_reading(library: Library) -> None:
    missing(library)
    with pytest.raises(IndexUnusable, match="it is not there"):
        usable_index(Library(library.root, read_only=True))
    assert not library.index_path.exists()
    usable_index(library)
    assert usable_index(Library(library.root, read_only=True)).passages
