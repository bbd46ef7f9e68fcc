"""Files with the text of a document that the library has: no second document is made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from tests.batch import readers
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.saying import SAYING
from tests.batch.test_withdrawing import traces
from tests.commands import Answer

from crossreview import batch
from crossreview.batch import Read, Skipped, Step, standard_pipeline
from crossreview.library import hash_of
from crossreview.library.corrections import Signed
from crossreview.library.withdrawing import still_present

CORPUS = Path(__file__).parents[2] / "corpus" / "pdfs"
ADA = Signed("Ada", "2026-01-01")
Command = Callable[..., Answer]
PAGES = (
    "Review of the harbour",
    "The harbour should be lit at night, and all boats that lie there should have a lamp at the mast.",
    "The ferry should cross twice a day in winter, so that nobody has to wait on the far bank until the morning.",
    "The keeper of the lighthouse should ask each captain for the number of children on board, and write it down.",
)


def write(desk: Desk, name: str, facts: str = "", pages: tuple[str, ...] = PAGES) -> Path:
    path = desk.file(name)
    path.write_text("\n".join((f"%PDF {facts}", *pages)))
    return path


@pytest.fixture
def one(desk: Desk) -> Desk:
    """A library with one document."""
    write(desk, "a.pdf")
    desk.run(pipeline=SAYING)
    return desk


def only(desk: Desk) -> str:
    (document_id,) = desk.library.document_ids()
    return document_id


def test_the_same_text_in_another_file_is_no_second_document(one: Desk) -> None:
    document_id = only(one)
    copy = write(one, "b.pdf", "saved again", tuple(page.upper() for page in PAGES))

    report = one.run(pipeline=SAYING)

    assert (report.read, report.unchanged, report.remaining) == (0, 1, 0)
    assert report.same_text == {str(copy): document_id}
    assert (report.duplicates, report.changed, report.versions) == ({}, {}, {})
    assert Skipped(copy, None, copy_of=document_id) in one.events
    assert only(one) == document_id
    assert not one.library.pdf_path(hash_of(copy)).exists()
    assert one.library.not_indexed().documents == ()


def test_a_copy_is_not_read_again_as_long_as_its_document_is_there(one: Desk) -> None:
    document_id = only(one)
    copy = write(one, "b.pdf", "saved again")
    one.run(pipeline=SAYING)
    nobody = replace(SAYING, version="2", load=readers.load_nothing)

    assert one.run(copy, pipeline=nobody).same_text == {str(copy): document_id}

    (one.pdfs / "a.pdf").unlink()
    one.library.erase(document_id)
    report = one.run(pipeline=SAYING)
    assert (report.read, report.same_text) == (1, {})
    assert one.library.record(only(one)).document.filename == "b.pdf"
    assert one.library.catalogue.texts.copies() == {}


def test_a_file_that_is_saved_again_in_its_place_is_no_change(one: Desk) -> None:
    document_id = only(one)
    path = write(one, "a.pdf", "saved again")

    report = one.run(pipeline=SAYING)

    assert (report.same_text, report.changed) == ({str(path): document_id}, {})
    assert one.run(pipeline=SAYING).same_text == {str(path): document_id}


def test_of_copies_in_one_run_the_first_to_be_read_is_kept(desk: Desk) -> None:
    for name in "abcd":
        write(desk, f"{name}.pdf", name)
    write(desk, "twin.pdf", "d")

    report = desk.run(pipeline=SAYING)

    kept = only(desk)
    assert (report.read, len(report.same_text), len(report.duplicates), report.remaining) == (1, 3, 1, 0)
    assert set(report.same_text.values()) == {kept}


def test_another_pipeline_reads_the_document_alone_again(one: Desk) -> None:
    copy = write(one, "b.pdf", "saved again")
    one.run(pipeline=SAYING)

    report = one.run(pipeline=replace(SAYING, version="2"), settings=replace(SETTINGS, refresh=True))

    assert (report.read, report.same_text) == (1, {str(copy): only(one)})
    assert [event.path.name for event in one.events if isinstance(event, Read)] == ["a.pdf"]


@pytest.mark.parametrize("pages", [PAGES[:2], (*PAGES, "One more."), (*PAGES[:3], PAGES[3].replace("number", "names"))])
def test_other_or_short_texts_are_documents_of_their_own(desk: Desk, pages: tuple[str, ...]) -> None:
    write(desk, "a.pdf", "code=K1", PAGES[:2] if pages == PAGES[:2] else PAGES)
    write(desk, "b.pdf", "code=K2", pages)

    report = desk.run(pipeline=SAYING)

    assert (report.read, report.same_text) == (2, {})


@pytest.mark.parametrize(("first", "second"), [("", "unread"), ("unread", ""), ("unread", "unread again")])
def test_a_file_with_unread_scans_may_have_more_text(desk: Desk, first: str, second: str) -> None:
    write(desk, "a.pdf", f"code=K1 {first}")
    desk.run(pipeline=SAYING)
    write(desk, "b.pdf", f"code=K2 {second}")

    report = desk.run(pipeline=SAYING)

    assert (report.read, report.same_text) == (1, {})
    assert len(desk.library.document_ids()) == 2


def test_texts_of_an_older_library_are_looked_at_first(one: Desk) -> None:
    with one.library.catalogue.texts.writing() as connection:
        connection.executescript("DROP TABLE texts; DROP TABLE text_hashes; DROP TABLE copies")
    copy = write(one, "b.pdf", "saved again")

    report = one.run(pipeline=SAYING)

    assert report.same_text == {str(copy): only(one)}
    assert Step("Looking at the text of 1 document in the library") in one.events
    one.run(pipeline=SAYING)
    assert not [event for event in one.events if isinstance(event, Step)]


def test_nothing_is_a_copy_of_a_damaged_record(one: Desk) -> None:
    copies = [write(one, f"{name}.pdf", f"saved as {name}") for name in "bc"]
    one.run(*copies[:1], pipeline=SAYING)
    one.library.record_path(only(one)).write_text("{")

    report = one.run(*copies, pipeline=SAYING)

    assert (report.read, len(report.same_text), len(report.damaged)) == (1, 1, 1)


def test_copies_are_withdrawn_with_their_document(one: Desk, crossreview: Command) -> None:
    document_id = only(one)
    copy = write(one, "lighthouse copy.pdf", "saved again")
    one.run(pipeline=SAYING)
    assert traces(one.library, copy.name)

    answer = crossreview("withdraw", document_id, "--reason", "They asked.", "--library", one.library_path)

    assert answer.talk.count("Withdrawn: ") == 1
    assert traces(one.library, document_id, copy.name, "lighthouse") <= {("catalogue.sqlite", document_id)}
    assert one.library.catalogue.named_in({document_id}) == frozenset()
    assert still_present(one.library) == ()
    report = one.run(pipeline=SAYING)
    assert (report.read, report.withdrawn, report.same_text) == (0, 2, {})

    answer = crossreview("withdraw", "--undo", document_id, "--library", one.library_path)
    assert answer.talk == f"Undone: {document_id}. `crossreview run` with its file reads it again.\n"
    report = one.run(pipeline=SAYING)
    assert (report.read, len(report.same_text)) == (1, 1)


def test_a_copy_can_be_let_in_alone(one: Desk) -> None:
    copy = write(one, "b.pdf", "saved again")
    one.run(pipeline=SAYING)
    batch.withdraw(one.library, [only(one)], "They asked.", ADA)

    batch.take_back(one.library, hash_of(copy)[:12], ADA)

    report = one.run(pipeline=SAYING)
    assert (report.read, report.withdrawn) == (1, 1)
    assert one.library.record(only(one)).document.filename == "b.pdf"


def test_a_pdf_that_another_program_saved_is_the_same(desk: Desk) -> None:
    original = CORPUS / "eskenshire-tobiah-7mb.pdf"
    path = desk.pdfs / "saved again.pdf"
    with pdfium.PdfDocument(original) as document:
        document.save(path, version=17)
    assert path.read_bytes() != original.read_bytes()

    report = desk.run(original, path, pipeline=standard_pipeline(), settings=replace(SETTINGS, workers=1))

    assert (report.read, list(report.same_text.values())) == (1, [only(desk)])
