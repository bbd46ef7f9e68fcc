"""Files that are locked, damaged, or no PDFs: an error that says so, or the pages that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.parse.reading import PDFS, read, said
from tests.pdfs.words import CHANGE, MEETING, OPENING

from crossreview.errors import EncryptedDocument, UnreadableDocument
from crossreview.parse import parse


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("web-page", "is a web page"),
        ("word-document", "is a Word, Excel or ZIP file, not a PDF"),
        ("two-bytes", "not a PDF"),
        ("empty", "empty"),
        ("broken-off", "damaged"),
        ("header-only", "damaged"),
        ("no-pages", "no pages|damaged"),
    ],
)
def test_what_is_no_whole_pdf_says_so(name: str, problem: str) -> None:
    path = PDFS / f"{name}.pdf"
    with pytest.raises(UnreadableDocument, match=problem) as caught:
        parse(path)
    assert caught.value.path == path
    assert caught.value.remedy
    assert not isinstance(caught.value, EncryptedDocument)


def test_a_password_is_told_apart() -> None:
    with pytest.raises(EncryptedDocument, match="password"):
        parse(PDFS / "locked-with-a-password.pdf")


def test_an_open_pdf_that_forbids_printing_is_read() -> None:
    assert said("locked-against-printing") == [OPENING]


@pytest.mark.parametrize("name", ["mark-behind-junk", "damaged-table-of-places"])
def test_what_readers_repair_is_read(name: str) -> None:
    assert said(name) == [OPENING, MEETING, CHANGE]


def test_a_missing_page_object_does_not_lose_the_others() -> None:
    parsed = read("damaged-page")
    assert said("damaged-page") == [OPENING, CHANGE]
    assert len(parsed.page_sizes) == 3
    assert parsed.pages_unreadable == (2,)


def test_a_page_cut_off_does_not_lose_the_others() -> None:
    text = read("damaged-content").placed.text
    assert OPENING in text
    assert CHANGE in text


def test_a_page_without_content_is_blank() -> None:
    assert said("page-without-content") == [OPENING, CHANGE]
    assert read("page-without-content").pages_unreadable == ()


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        parse(tmp_path / "nowhere.pdf")


def test_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        parse(tmp_path)
