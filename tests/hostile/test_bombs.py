"""Bombs: each ends as a record or as an error with a name, within 20 seconds (and 0.1 for each page) and 1 GiB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.hostile import bombs
from tests.hostile.bombs import AFTERWARDS, WORDS, between_pages, one_page
from tests.hostile.reading import Aftermath, read_all
from tests.parse.reading import PDFS
from tests.pdfs.words import OPENING

from crossreview.batch import Failure
from crossreview.document import Reader, read_document
from crossreview.errors import EncryptedDocument, UnreadableDocument
from crossreview.parse import parse
from crossreview.records import DocumentRecord

Make = Callable[[], bytes | str]


@dataclass(frozen=True)
class Ending:
    """The kind of the error with which a bomb ends, and words of it; without a kind words of the record's text."""

    kind: str | None
    words: str


@dataclass(frozen=True)
class Bomb:
    """How to write one, and how it ends."""

    make: Make
    ending: Ending

    def written(self) -> bytes:
        """The file; what is only the content of a page gets a page."""
        made = self.make()
        return one_page(made) if isinstance(made, str) else made


def read(make: Make, words: str = WORDS) -> Bomb:
    """Its words are read all the same."""
    return Bomb(make, Ending(None, words))


def refused(make: Make, kind: str, words: str) -> Bomb:
    """It ends with an error."""
    return Bomb(make, Ending(kind, words))


def overfull(make: Make, words: str) -> Bomb:
    """Its only page is not read."""
    return refused(make, "UnreadableDocument", words)


def filling(make: Make) -> Bomb:
    """It fills the memory."""
    return refused(make, "DocumentTooLarge", "more than 1024 MB of memory")


BOMBS = {
    # pages
    "page tree 10,000 deep": refused(lambda: bombs.deep_page_tree(10_000), "UnreadableDocument", "page 1: damaged"),
    "page tree in itself": read(lambda: bombs.page_tree_in_itself(1_000)),
    "ten million pages in eight nodes": refused(lambda: bombs.page_tree_of_tens(7), "UnreadableDocument", "no pages"),
    "10,000 pages promised": refused(lambda: bombs.false_count(10_000), "DocumentTooLarge", "10,000 pages"),
    "two thousand million pages promised": read(lambda: bombs.false_count(2 * 10**9)),
    "20,000 empty pages": refused(lambda: bombs.empty_pages(20_000), "DocumentTooLarge", "20,000 pages"),
    "page in itself": read(bombs.page_in_itself),
    "page of 200 inches": read(lambda: bombs.page_of_size("0 0 14400 14400")),
    "page of 200 inches 75,000 times": read(lambda: bombs.page_of_size("0 0 14400 14400", "/UserUnit 75000")),
    "page of kilometres": read(lambda: bombs.page_of_size("0 0 10000000 10000000")),
    "page without end": read(lambda: bombs.page_of_size(f"0 0 {'9' * 60} {'9' * 60}")),
    "page of negative size": read(lambda: bombs.page_of_size("595 842 -100 -842")),
    "page of no size": read(lambda: bombs.page_of_size("0 0 0 0")),
    "page whose size is no number": read(lambda: bombs.page_of_size("0 0 nan inf")),
    "page whose size is something else": read(lambda: bombs.page_of_size("/A /B (c) null")),
    # what is drawn
    "100,000 paths": overfull(lambda: bombs.paths(100_000), "more than 50,000 drawn objects"),
    "49,000 paths": read(lambda: bombs.paths(49_000)),
    "100,000 words of a letter": overfull(lambda: bombs.tiny_texts(100_000), "more than 50,000 drawn objects"),
    "15,000 words of a letter": overfull(lambda: bombs.tiny_texts(15_000), "more than 2,500 pieces of lines"),
    "100,000 shadings": overfull(lambda: bombs.shadings(100_000), "more than 50,000 drawn objects"),
    "areas under words": overfull(lambda: bombs.areas_under_words(3_000, 10_000), "too many areas"),
    "areas over words": overfull(lambda: bombs.areas_over_words(3_000, 10_000), "too many areas"),
    "outlines of many corners": overfull(lambda: bombs.outlines_of_many_corners(300, 390, 5_000), "too many areas"),
    "areas without end": read(lambda: bombs.areas_without_end(1_000, "1000000000")),
    "clips within clips": read(lambda: bombs.clips(1_000, 1_000)),
    "grid of 300 rules each way": read(lambda: bombs.grid(300, 300), "partnership"),
    "grid of 33,800 cells": read(lambda: bombs.grid(260, 130), "partnership"),
    "100,000 saved states": read(lambda: bombs.saved_states(100_000)),
    "50,000 brackets": read(lambda: bombs.brackets(50_000)),
    "50,000 dictionaries": refused(lambda: bombs.dictionaries(50_000), "NoTextLayer", ""),
    "huge numbers": read(bombs.huge_numbers),
    # text
    "word of 10 MB": overfull(lambda: bombs.one_string(10**7), "a line of more than 2,000 characters"),
    "word of 10 MB beside the page": read(lambda: bombs.one_string(10**7, width=100)),
    "number of 10 MB": overfull(lambda: bombs.one_string(10**7, "1"), "a line of more than 2,000 characters"),
    "line of 10 MB": overfull(lambda: bombs.one_string(10**7, "the board "), "a line of more than 2,000 characters"),
    "10 MB in lines without blanks": read(lambda: bombs.lines_without_blanks(10**7, 500), "aaaaa"),
    "lines of underscores": read(lambda: bombs.lines_of_signs(45, 1_900, "_")),
    "lines of quotes": read(lambda: bombs.lines_of_signs(45, 1_900, '"')),
    "lines of addresses": read(lambda: bombs.lines_of_signs(45, 1_900, "a@b.")),
    "10,000 words in columns": overfull(lambda: bombs.columns_of_words(100, 100), "more than 2,500 pieces of lines"),
    "letters that mean 10,000": overfull(lambda: bombs.long_meanings(10_000), "more than 100,000 characters"),
    "letters that mean half a pair": read(
        lambda: bombs.to_unicode("1 beginbfrange <20> <7E> <D800> endbfrange"), "\ufffd"
    ),
    "ranges of all codes": read(bombs.wide_ranges, "\ufffd"),
    "font in itself": read(bombs.font_in_itself),
    # streams and objects
    "content packed 1,000 times": read(lambda: bombs.many_filters(1_000)),
    "content of 500 MB": filling(lambda: bombs.content_of(5 * 10**8, b"0 0 m 9 9 l S ")),
    "100,000 objects": read(lambda: bombs.objects(100_000)),
    "picture of 30,000 times 30,000": read(lambda: bombs.image(30_000, 30_000), "once more"),
    "picture that is not there": read(lambda: bombs.image(100_000, 100_000, pixels=1)),
    "picture placed over kilometres": overfull(
        lambda: bombs.image(99, 99, placed="1000000 0 0 1000000 -9 -9"), "a picture of more than"
    ),
    # forms, notes, bookmarks
    "form in itself": filling(bombs.form_in_itself),
    "10,000 forms": overfull(lambda: bombs.forms_of_tens(4), "more than 100,000 characters"),
    "100,000 forms": overfull(lambda: bombs.forms_of_tens(5), "more than 50,000 drawn objects"),
    "1,000 forms in a row": read(lambda: bombs.forms_in_a_row(1_000)),
    "ten thousand million patterns": read(lambda: bombs.patterns_of_tens(10)),
    "mask in itself": read(bombs.mask_in_itself),
    "100,000 notes": overfull(lambda: bombs.notes(100_000), "more than 2,000 notes"),
    "1,000 notes": read(lambda: bombs.notes(1_000)),
    "notes in a loop": read(bombs.notes_in_a_loop),
    "100,000 bookmarks": read(lambda: bombs.bookmarks(100_000, deep=False)),
    "bookmarks 100,000 deep": read(lambda: bombs.bookmarks(100_000, deep=True)),
    "bookmarks in a loop": read(bombs.bookmarks_in_a_loop),
    # locks
    "locked with a password": refused(
        (PDFS / "locked-with-a-password.pdf").read_bytes, "EncryptedDocument", "locked with a password"
    ),
    "locked with an empty password": read((PDFS / "locked-against-printing.pdf").read_bytes, OPENING),
    "locked with a certificate": refused(
        lambda: bombs.locked("<< /Filter /Adobe.PubSec /V 4 /R 4 >>"), "EncryptedDocument", "in a way that is not known"
    ),
    "locked by nonsense": refused(
        lambda: bombs.locked("<< /Filter /Standard /V 9 /R 9 /O (a) /U (b) /P 0 >>"), "EncryptedDocument", "locked"
    ),
}
# Each of these fills a gigabyte, which takes some seconds.
MORE_THAT_FILL_MEMORY = {
    "content of 500 MB that draws nothing": filling(lambda: bombs.content_of(5 * 10**8, b"q Q ")),
    "blanks of 1 GB packed twice": filling(lambda: bombs.content_of(10**9, b" ", times=2)),
    "one content 1,000 times": filling(lambda: bombs.contents_repeated(10**6, 1_000)),
    "ten thousand million forms": filling(lambda: bombs.forms_of_tens(10)),
}


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    return exploded(BOMBS, tmp_path_factory)


def exploded(these: dict[str, Bomb], folders: pytest.TempPathFactory) -> Aftermath:
    """What is left after a batch of them."""
    folder = folders.mktemp("bombs")
    for name, bomb in these.items():
        (folder / f"{name}.pdf").write_bytes(bomb.written())
    return read_all([folder], folders.mktemp("library") / "library")


def assert_ends_so(found: DocumentRecord | Failure, expected: Ending) -> None:
    if isinstance(found, DocumentRecord):
        assert expected.kind is None, found.warnings
        assert expected.words in found.document.text
    else:
        assert found.kind == expected.kind, found.error
        assert expected.words in found.error
        assert found.remedy


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends(aftermath: Aftermath, name: str) -> None:
    assert_ends_so(aftermath.endings[name], BOMBS[name].ending)


def test_no_process_is_left(aftermath: Aftermath) -> None:
    assert aftermath.processes_left == []


@pytest.mark.slow
def test_what_fills_memory_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    aftermath = exploded(MORE_THAT_FILL_MEMORY, tmp_path_factory)

    assert aftermath.processes_left == []
    for name, bomb in MORE_THAT_FILL_MEMORY.items():
        assert_ends_so(aftermath.endings[name], bomb.ending)


def test_the_pages_beside_a_bomb_are_read(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "between.pdf"
    path.write_bytes(between_pages(bombs.paths(51_000)))

    record = read_document(path, reader)

    assert record.document.text == f"{WORDS}\n{AFTERWARDS}"
    assert record.quality.pages_unreadable == (2,)
    assert record.warnings[0] == (
        "Page 2 could not be read: more than 50,000 drawn objects on one page. Nothing on them is in this record."
    )
    assert all(coverage.status == "not_read" for coverage in record.coverage)


def test_a_pdf_without_pages_is_not_taken_for_the_locked_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(bombs.Sheets().written())
    with pytest.raises(EncryptedDocument):
        parse(PDFS / "locked-with-a-password.pdf")

    with pytest.raises(UnreadableDocument, match="no pages") as caught:
        parse(path)

    assert not isinstance(caught.value, EncryptedDocument)
