from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from crossreview.batch.find import find_pdfs
from crossreview.errors import NothingToRead
from crossreview.paths import shown

NO_LIBRARY = Path("no-such-library")


def names(folder: Path, *paths: Path, library: Path = NO_LIBRARY) -> list[str]:
    return [str(path.relative_to(folder)) for path in find_pdfs(paths or (folder,), library).files]


def test_pdfs_are_found_at_any_depth_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    for name in ("b.pdf", "A.PDF", "deep/er/c.Pdf", "notes.txt", "deep/pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert names(tmp_path) == ["A.PDF", "b.pdf", "deep/er/c.Pdf"]


def test_a_file_named_by_hand_needs_no_ending(tmp_path: Path) -> None:
    (tmp_path / "download").touch()

    assert names(tmp_path, tmp_path / "download") == ["download"]


def test_a_file_is_found_once_however_often_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()

    assert names(tmp_path, tmp_path, tmp_path / "a.pdf", tmp_path) == ["a.pdf"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").touch()
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    (tmp_path / "twice").symlink_to(tmp_path / "in")

    assert names(tmp_path) == ["in/a.pdf"]


def test_a_dangling_link_is_kept_so_that_it_fails_by_name(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")

    assert names(tmp_path) == ["gone.pdf"]


def test_a_folder_that_ends_in_pdf_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "all.pdf").mkdir()
    (tmp_path / "all.pdf" / "a.pdf").touch()

    assert names(tmp_path) == ["all.pdf/a.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_pipes_and_resource_forks_are_no_documents(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "._a.pdf").touch()
    (tmp_path / "a.pdf").touch()

    assert names(tmp_path) == ["a.pdf"]


def test_the_copies_in_the_library_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "library" / "pdfs").mkdir(parents=True)
    (tmp_path / "library" / "pdfs" / "copy.pdf").touch()
    (tmp_path / "a.pdf").touch()

    assert names(tmp_path, library=tmp_path / "library") == ["a.pdf"]


def test_the_library_itself_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()

    with pytest.raises(NothingToRead, match="library itself"):
        find_pdfs((tmp_path,), tmp_path)


def test_odd_bytes_in_names_are_found_and_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \xff.pdf"))
    try:
        path.touch()
    except OSError:
        pytest.skip("this file system takes only UTF-8")

    (found,) = find_pdfs((tmp_path,), NO_LIBRARY).files

    assert found == path
    assert shown(found).endswith(r"caf\xe9 \xff.pdf")
    assert shown("Ðevil ’s.pdf") == "Ðevil ’s.pdf"


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"end in \.pdf"):
        find_pdfs((tmp_path,), NO_LIBRARY)
    with pytest.raises(NothingToRead, match="no such file"):
        find_pdfs((tmp_path / "misspelt",), NO_LIBRARY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look anywhere")
def test_a_folder_that_may_not_be_opened_is_a_problem_and_no_end(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "closed").mkdir(mode=0)
    try:
        found = find_pdfs((tmp_path,), NO_LIBRARY)
    finally:
        (tmp_path / "closed").chmod(stat.S_IRWXU)

    assert len(found.files) == 1
    assert [problem.path for problem in found.problems] == [tmp_path / "closed"]
