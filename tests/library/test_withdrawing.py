"""What stays of documents that were withdrawn, and what goes, without the index."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace
from tests.library.documents import Says, add, document

from crossreview.errors import UnknownTerm
from crossreview.library import Library, grouping
from crossreview.library.correcting import correct_document, correct_item
from crossreview.library.corrections import Signed, State
from crossreview.library.reviews import reviews_of
from crossreview.library.withdrawing import Shelf, Withdrawal, remove_files, standing, still_present
from crossreview.records import DocumentRecord

ADA, BEN = Signed("Ada", "2026-01-01"), Signed("Ben", "2026-01-02")
ASK = "The lighthouse keeper should have a lantern."


@pytest.fixture
def three(library: Library) -> Library:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        add(library, of_its_own(document(name, Says(f"{ASK} {name}"), subject=f"Child {name[0].upper()}")))
    return library


def of_its_own(record: DocumentRecord) -> DocumentRecord:
    """The record under an id that is not the name of its file."""
    return replace(record, document=replace(record.document, id=f"id-{record.document.filename[0]}"))


def withdrawn(library: Library, *names: str) -> tuple[Withdrawal, ...]:
    stored = [each for each in library.stored() if each.document_id in names]
    library.catalogue.withdraw([(each.document_id, each.sha256, (each.filename,)) for each in stored], "asked to", ADA)
    return library.catalogue.withdrawals()


def remove(library: Library, *withdrawals: Withdrawal) -> None:
    shelf = Shelf.of(library, {each.document_id for each in withdrawals})
    remove_files(library, shelf, [each.sha256 for each in withdrawals])


def test_a_tombstone_says_who_when_and_why_and_keeps_the_hash(three: Library) -> None:
    (tombstone,) = withdrawn(three, "id-a")

    assert (tombstone.document_id, tombstone.reason, tombstone.by, tombstone.withdrawn) == (
        *("id-a", "asked to", "Ada", "2026-01-01"),
    )
    assert tombstone.sha256 == three.record("id-a").document.sha256
    assert (tombstone.removed, tombstone.pruned, tombstone.undone) == (None, None, None)
    assert tombstone.traces == ("a.pdf",)


def test_a_tombstone_that_was_taken_back_is_kept(three: Library) -> None:
    (tombstone,) = withdrawn(three, "id-a")

    three.catalogue.undo_withdrawal(tombstone.number, "Ben", "2026-01-02")
    three.catalogue.undo_withdrawal(tombstone.number, "Cat", "2026-01-03")

    (kept,) = three.catalogue.withdrawals()
    assert (kept.undone, kept.undone_by) == ("2026-01-02", "Ben")
    assert standing([kept]) == ()
    assert still_present(three) == ()


def test_a_catalogue_without_tombstones_is_read_as_it_is(library: Library) -> None:
    assert still_present(library) == ()
    assert not library.catalogue.path.exists()
    with closing(sqlite3.connect(library.catalogue.path)) as connection, connection:
        connection.execute("CREATE TABLE runs (started TEXT)")

    assert library.catalogue.withdrawals() == ()


def test_a_record_goes_with_its_copies_and_its_pdf(three: Library) -> None:
    path = three.record_path("id-a")
    path.with_name("id-a (copy).json").write_bytes(path.read_bytes())
    half = path.with_name(".id-a.json.99.partial")
    half.write_bytes(path.read_bytes()[:99])

    remove(three, *withdrawn(three, "id-a"))

    assert list(path.parent.glob("*id-a*")) == list(path.parent.glob(".*id-a*")) == []
    assert three.document_ids() == {"id-b", "id-c"}
    assert {path.stem for path in three.root.glob("pdfs/*/*")} == {each.sha256 for each in three.stored()}


def test_a_damaged_record_goes_too(three: Library) -> None:
    tombstones = withdrawn(three, "id-a")
    three.record_path("id-a").write_bytes(b"{")

    remove(three, *tombstones)

    assert three.document_ids() == {"id-b", "id-c"}


def test_a_pdf_stays_while_a_record_that_stays_came_from_it(three: Library) -> None:
    record = three.record("id-a")
    add(three, replace(record, document=replace(record.document, id="twin")))
    first = withdrawn(three, "id-a")

    remove(three, *first)
    assert three.pdf_path(record.document.sha256).exists()
    three.catalogue.forget(["id-a"], [])
    three.catalogue.note_removed([1], "now")
    assert still_present(three) == ()

    remove(three, *withdrawn(three, "twin"))
    assert not three.pdf_path(record.document.sha256).exists()


def test_what_comes_back_is_present_again(three: Library) -> None:
    record, pdf = three.record("id-a"), three.pdf_path(three.record("id-a").document.sha256)
    (tombstone,) = withdrawn(three, "id-a")
    assert still_present(three) == (tombstone,)

    remove(three, tombstone)
    three.catalogue.forget(["id-a"], [])
    three.catalogue.note_removed([tombstone.number], "now")
    assert still_present(three) == ()

    pdf.write_bytes(b"%PDF")
    assert len(still_present(three)) == 1
    pdf.unlink()
    add(three, record)
    three.catalogue.forget(["id-a"], [])
    assert len(still_present(three)) == 1
    remove(three, tombstone)
    three.catalogue.keep_correction("id-a", None, State("planned"), None, BEN)
    assert len(still_present(three)) == 1


def test_corrections_lose_their_words_and_keep_their_numbers(three: Library) -> None:
    correct_item(three, "id-b", three.record("id-b").items[0].id, State("planned"), ADA)
    correct_document(three, "id-a", ["ORG.supervision"], ADA)
    correct_item(three, "id-a", three.record("id-a").items[0].id, State("completed"), BEN)

    three.catalogue.forget(["id-a"], [])

    assert [each.document_id for each in three.catalogue.corrections()] == ["id-b"]
    assert three.catalogue.corrections("id-a") == ()
    with closing(sqlite3.connect(three.catalogue.path)) as connection, connection:
        left = connection.execute("SELECT * FROM corrections WHERE number > 1").fetchall()
    assert left == [
        (2, "", None, "", None, "Ada", ADA.at, None, None),
        (3, "", None, "", None, "Ben", BEN.at, None, None),
    ]
    assert correct_document(three, "id-b", ["ORG.supervision"], ADA) == 4
    assert b"a.pdf" not in three.catalogue.path.read_bytes()
    with pytest.raises(UnknownTerm, match="There is no correction 2 that stands"):
        three.catalogue.undo_correction(2, "Ada", "2026-01-03")


def test_decisions_go_on_without_the_document(three: Library) -> None:
    grouping.merge(three.catalogue, reviews_of(three), ["id-a", "id-b", "id-c"], "Ada", ADA.at)
    review = next(iter(three.catalogue.decisions())).documents
    assert review == ("id-a", "id-b", "id-c")
    three.catalogue.decide("merge", ["id-a", "id-b"], [], "Ada", ADA.at)
    three.catalogue.decide("split", ["id-a"], ["id-b", "id-c"], "Ada", ADA.at)
    three.catalogue.decide("split", ["id-b"], ["id-a"], "Ada", ADA.at)
    three.catalogue.decide("split", ["id-b"], ["id-a", "id-c"], "Ada", ADA.at)

    three.catalogue.forget(["id-a"], [])

    assert [(each.number, each.documents, each.apart_from) for each in three.catalogue.decisions()] == [
        (1, ("id-b", "id-c"), ()),
        (5, ("id-b",), ("id-c",)),
    ]
    assert three.catalogue.decide("merge", ["id-b", "id-c"], [], "Ada", ADA.at) == 6
    assert three.catalogue.named_in({"id-a", "id-b"}) == {"id-b"}


def test_what_was_deleted_long_ago_has_left_the_file_too(three: Library) -> None:
    three.catalogue.note_files({f"/shelves/{'far/' * 200}telling-name.pdf": "1"}, "first")
    with closing(sqlite3.connect(three.catalogue.path)) as connection, connection:
        connection.execute("DELETE FROM files")
    connection.close()

    three.catalogue.forget(["id-a"], [])

    assert b"telling-name" not in three.catalogue.path.read_bytes()


def test_paths_are_forgotten(three: Library) -> None:
    three.catalogue.note_files({"x/a.pdf": "1", "y/b.pdf": "2"}, "first")

    three.catalogue.forget(["id-a"], ["x/a.pdf"])

    assert three.catalogue.files() == {"y/b.pdf": "2"}
    assert b"a.pdf" not in three.catalogue.path.read_bytes()
