"""What the library holds and what was not read is told, and the cards of the models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.records.examples import record_of
from tests.web.conftest import NASTY

import crossreview
from crossreview.batch import Failure, withdraw
from crossreview.batch.failures import append_failure
from crossreview.errors import IndexUnusable, ModelMismatch
from crossreview.library import Library, Run
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Kind, Signed, State
from crossreview.records import Coverage, DocumentRecord
from crossreview.resources import resource_folder
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web.views.about import Block, Listed, card

SIGNED = Signed("Ada", "2026-01-01")


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def about(client: TestClient) -> str:
    answer = client.get("/about")
    assert answer.status_code == 200
    return words_of(answer.text)


def doubtful(number: int) -> DocumentRecord:
    """A document that was not wholly read."""
    name = f"doubtful-{number}.pdf"
    pages = (f"Doubtful {number}", *(f"Page {page}." for page in range(2, 31)))
    record = record_of(pages, filename=name, digest=sha256(name.encode()).hexdigest())
    quality = replace(
        record.quality, pages_unreadable=(2, 4), pages_ocr=(1,), pages_out_of_order=tuple(range(5, 30))
    )  # fmt: skip
    coverage = (Coverage("recommendation", "referred_to_elsewhere", None), Coverage("action", "not_read", None))
    return replace(record, quality=quality, coverage=coverage, warnings=(f"Look at page 4, {NASTY}.",))


@pytest.fixture
def doubted(library: Library, tmp_path: Path) -> Library:
    """The library with documents that were not wholly read."""
    put(library, tmp_path, (doubtful(number) for number in range(3)))
    return library


def put(library: Library, folder: Path, records: Iterator[DocumentRecord]) -> None:
    for record in records:
        pdf = folder / "document.pdf"
        pdf.write_bytes(record.document.filename.encode())
        library.put(record, pdf)
    library.refresh_products()


def failure(file: str, kind: str, remedy: str) -> Failure:
    return Failure(f"/home/ada/{file}", "reading", kind, f"Problem of {file}.", remedy, "2026-01-01T00:00:00+00:00")


def test_what_is_held_is_told(client: TestClient, library: Library) -> None:
    library.refresh_products()
    told = about(client)
    assert "4 documents" in told
    assert "3 reviews: several documents can belong to one" in told
    assert "Nothing was ever read into it." in told
    assert "It has all documents as they are." in told
    assert "Nothing: all is as the reader made it." in told
    assert "Withdrawn None" in told
    assert "every file that was given was read" in told
    assert "damaged, or not in the lists" not in told


def test_the_last_run_and_how_it_ended(client: TestClient, library: Library) -> None:
    library.catalogue.begin_run("2026-01-01T10:00:00+00:00", "1")
    library.catalogue.end_run(
        Run("2026-01-01T10:00:00+00:00", "2026-01-01T10:01:00+00:00", "finished", "1", 7, 2, 1)
    )  # fmt: skip
    assert "2026-01-01 10:00 UTC. It came to its end: 7 documents read, 2 unchanged, 1 failed. 1 run in all" in about(
        client
    )
    library.catalogue.begin_run("2026-01-02T10:00:00+00:00", "1")
    assert "2026-01-02 10:00 UTC. It is under way, or was killed" in about(client)


@pytest.mark.usefixtures("doubted")
def test_what_was_not_read_of_documents(client: TestClient) -> None:
    page = client.get("/about").text
    told = words_of(page)
    assert "6 pages in 3 documents. They are scans, damaged" in told
    assert "3 pages in 3 documents. They may have wrong letters" in told
    assert "75 pages in 3 documents. Sentences may be mixed up." in told
    assert "Doubtful 1 : pages 2, 4" in told
    assert "and 5 others" in told
    assert f"/documents/{doubtful(1).document.id}/pages/2" in page
    assert "recommendation 3 0" in told
    assert "action 0 3" in told
    assert "Look at page 4" in told
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "pipeline version 1: 7 documents" in told


def test_long_lists_are_cut_and_the_others_counted(client: TestClient, library: Library, tmp_path: Path) -> None:
    put(library, tmp_path, (doubtful(number) for number in range(102)))
    page = client.get("/about").text
    assert page.count("And 2 other documents.") == 4
    assert "204 pages in 102 documents." in page
    listed = Listed.of(range(150))
    assert (len(listed.first), listed.others, listed.count) == (100, 50, 150)


def test_failures_stand_under_their_causes(client: TestClient, library: Library) -> None:
    for number in range(101):
        append_failure(library.failures_path, failure(f"locked-{number}.pdf", "EncryptedDocument", "Unlock it."))
    append_failure(library.failures_path, failure("torn.pdf", "UnreadableDocument", "Download it again."))
    append_failure(library.failures_path, failure("<b>odd.pdf", "CrossreviewError", "Report it."))
    page = client.get("/about").text
    told = words_of(page)
    assert "Locked: 101 files Unlock it." in told
    assert "And 1 other file." in told
    assert "Damaged, empty, or not a PDF: 1 file Download it again. Which files : Damaged, empty" in told
    assert "Another fault: 1 file Report it." in told
    assert "torn.pdf : Problem of torn.pdf." in told
    assert told.index("Locked") < told.index("Another fault")
    assert "/home/ada" not in page
    assert "<b>odd" not in page


def test_records_that_no_list_tells_of_are_counted(client: TestClient, library: Library) -> None:
    assert "4 records are damaged, or not in the lists of this library yet" in about(client)
    library.refresh_products()
    path = library.root / "documents.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0] + b'{"document_id": 1}\nnonsense\n[]\n')
    told = about(client)
    assert "3 records are damaged" in told
    assert "3 lines of documents.jsonl cannot be read." in told


def test_what_is_withdrawn_is_counted_and_not_named(doubted: Library, client: TestClient) -> None:
    withdraw(doubted, [doubtful(1).document.id], "its family asked", SIGNED)
    page = client.get("/about").text
    assert "1 document: removed, and not read in again" in page
    assert "Doubtful 2" in page
    assert "Doubtful 1" not in page
    assert "its family asked" not in page


def test_what_was_put_right_by_hand_is_counted(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = library.record("child-t").items[0].id
    correct_item(library, "child-t", item, Kind("finding"), SIGNED)
    number = correct_item(library, "child-t", item, State("completed"), Signed("Ben", "2026-01-02"))
    told = about(client)
    assert "2 corrections in 1 document, by 2 people." in told
    assert "It does not have the latest of 1 document" in told
    library.catalogue.undo_correction(number, "Ben", "2026-01-03")
    assert "1 correction in 1 document, by 1 person; 1 taken back." in about(client)
    library.record_path("child-t").unlink()
    assert "1 of them has lost their passage" in about(client)
    monkeypatch.setattr("crossreview.web.views.about._MANY", 0)
    assert "Whether some have lost their passage" in about(client)


def test_an_index_that_cannot_be_used_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def unusable(_: Library) -> None:
        raise IndexUnusable("It is torn.", remedy="Mend it.")

    monkeypatch.setattr("crossreview.web.views.about.usable_index", unusable)
    told = about(client)
    assert "It cannot be used. It is torn. Mend it." in told
    assert "not known while the search index cannot be used" in told


def test_how_far_meaning_is_known(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_: Library) -> bool:
        raise ModelMismatch("The model is torn.", remedy="Mend it.")

    monkeypatch.setattr("crossreview.web.views.about.find_spec", lambda _: True)
    for is_complete, told in (
        (lambda _: True, "All passages can be found by what they mean."),
        (lambda _: False, "Not all passages can be found by what they mean yet"),
        (damaged, "It cannot be used. The model is torn. Mend it."),
    ):
        monkeypatch.setattr("crossreview.web.views.about.is_complete", is_complete)
        assert told in about(client)
    monkeypatch.setattr("crossreview.web.views.about.find_spec", lambda _: None)
    assert "searches go by words alone" in about(client)


def test_what_it_is_made_with(client: TestClient) -> None:
    page = client.get("/about").text
    told = words_of(page)
    assert f"version {crossreview.__version__}" in told
    assert f"taxonomy version {load_taxonomy().version}" in told
    assert 'href="/themes"' in page
    for folder in resource_folder("models").glob("*/CARD.md"):
        assert f'href="/about/models/{folder.parent.name}"' in page


def test_a_library_without_documents_says_so(client: TestClient, library: Library) -> None:
    for document_id in library.document_ids():
        library.erase(document_id)
    library.refresh_products()
    told = about(client)
    assert "0 documents, 0 pages" in told
    assert "nothing was read yet" in told


@pytest.mark.parametrize("name", ["themes-1", "sentences-1", "passages-1"])
def test_the_card_of_a_model_is_shown(client: TestClient, name: str) -> None:
    answer = client.get(f"/about/models/{name}")
    assert answer.status_code == 200
    assert f'<h1 class="govuk-heading-l">{name}: ' in answer.text
    assert "**" not in answer.text
    assert "`" not in answer.text
    written = (resource_folder("models") / name / "CARD.md").read_text(encoding="utf-8")
    letters = re.sub(r"[*`|#]|^- |^\| ---.*$|\s", "", written, flags=re.MULTILINE)
    assert len(letters) - len(re.sub(r"\s", "", words_of(answer.text.partition("<main")[2]))) < 0


@pytest.mark.parametrize("name", ["nothing", "%2e%2e", "..%2fthemes-1", "statements", "THEMES-1", "themes-1%00"])
def test_other_names_are_no_models(client: TestClient, name: str) -> None:
    assert client.get(f"/about/models/{name}").status_code == 404


def test_a_card_is_taken_apart() -> None:
    blocks = list(
        card(
            "# Head <b>\ntext\n\n## Next\n\n- one\n  goes on\n- **two** `x`\n\n| a | b |\n| --- | --: |\n| 1 | `2` |\n"
        )
    )
    assert blocks == [
        Block("heading", (((("", "Head <b>"),),),), 1, "Head <b>"),
        Block("paragraph", (((("", "text"),),),), about="Head <b>"),
        Block("heading", (((("", "Next"),),),), 2, "Next"),
        Block("list", (((("", "one goes on"),),), ((("strong", "two"), ("", " "), ("code", "x")),)), about="Next"),
        Block("table", (((("", "a"),), (("", "b"),)), ((("", "1"),), (("code", "2"),))), about="Next"),
    ]


def test_what_a_card_says_is_no_markup(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "CARD.md").write_text(f"# odd: {NASTY}\n\n**{NASTY}** `{NASTY}`\n\n| {NASTY} |\n| --- |\n")
    monkeypatch.setattr("crossreview.web.views.about.resource_folder", lambda _: tmp_path)
    for path in ("/about", "/about/models/odd"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
