"""One document through all stages: the record, what it says of itself, and what cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from tests.pdfs import asks
from tests.pdfs.asks import bullets, heading, numbered, paragraph, table

from crossreview import __version__
from crossreview import document as stages
from crossreview.document import Reader, load_reader, read_document
from crossreview.errors import EncryptedDocument, NoTextLayer, UnreadableDocument
from crossreview.parse import parse
from crossreview.records import DocumentRecord
from crossreview.records.codec import decode, encode

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
VOCABULARIES = {"agencies", "areas", "items", "metadata", "progress", "recommendations", "sections", "themes"}
CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "pdfs"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A report of one page with two recommendations, two bullets and a table."""
    parts = (
        heading("Analysis"),
        *bullets("The hub stands on the south bank of the river.", "It is the only warm house on that side."),
        table(("Name", "Place"), ("Hub", "south bank"), widths=(0.5, 0.5)),
        heading("Recommendations"),
        *numbered(HUB, GUIDE),
    )
    return asks.make(tmp_path / "small.pdf", *parts)


@pytest.fixture
def record(small: Path, reader: Reader) -> DocumentRecord:
    return read_document(small, reader)


def test_a_record_round_trips(record: DocumentRecord) -> None:
    assert decode(encode(record)) == record


def test_the_same_file_gives_the_same_bytes(small: Path, record: DocumentRecord) -> None:
    assert encode(read_document(small, load_reader())) == encode(record)


def test_the_id_comes_from_the_content_not_the_name(small: Path, reader: Reader, record: DocumentRecord) -> None:
    moved = small.rename(small.with_name("Another name.pdf"))
    again = read_document(moved, reader)
    digest = hashlib.sha256(moved.read_bytes()).hexdigest()
    assert (again.document.sha256, again.document.filename) == (digest, "Another name.pdf")
    assert digest.startswith(again.document.id)
    assert len(again.document.id) == 16
    assert [item.id for item in again.items] == [item.id for item in record.items]


def test_another_file_has_another_id(tmp_path: Path, reader: Reader, record: DocumentRecord) -> None:
    other = read_document(asks.make(tmp_path / "other.pdf", heading("Recommendations"), *numbered(HUB, GUIDE)), reader)
    assert other.document.id != record.document.id
    assert not {item.id for item in other.items} & {item.id for item in record.items}


def test_what_is_on_the_page_is_in_the_record(record: DocumentRecord) -> None:
    assert [section.heading for section in record.sections] == ["Analysis", "Recommendations"]
    assert [(item.label, item.text) for item in record.items if item.kind == "recommendation"] == [
        ("1", HUB),
        ("2", GUIDE),
    ]
    (made,) = record.tables
    assert (made.header, made.rows) == (("Name", "Place"), (("Hub", "south bank"),))
    assert record.document.pages == 1
    assert record.document.page_sizes == ((595.3, 841.9),)


def test_everything_shown_is_where_it_says(record: DocumentRecord) -> None:
    text = record.document.text
    for item in record.items:
        assert item.source.text_in(text) == item.text
    for section in record.sections:
        assert section.heading in text[section.source.start : section.end]
        assert section.start <= section.source.start < section.end <= len(text)
    for block in record.blocks:
        assert block.source.text_in(text)


def test_references_point_at_what_exists(record: DocumentRecord) -> None:
    sections = {section.id for section in record.sections}
    blocks = {block.id for block in record.blocks}
    assert {item.section for item in record.items} <= sections | {None}
    assert {section.parent for section in record.sections} <= sections | {None}
    assert {made.id for made in record.tables} <= blocks
    assert len(blocks) == len(record.blocks)


def test_page_numbers_are_furniture(record: DocumentRecord) -> None:
    assert [(one.text, one.pages) for one in record.quality.furniture] == [("page N", 1)]
    assert "Page 1" not in record.document.text


def test_a_good_document_warns_of_nothing(record: DocumentRecord) -> None:
    assert record.warnings == ()
    assert (record.quality.pages_read, record.quality.pages_ocr, record.quality.pages_unreadable) == (1, (), ())


def test_provenance_names_all_that_made_the_record(record: DocumentRecord) -> None:
    made_by = record.provenance
    assert made_by.pipeline == __version__
    parts = ("pypdfium2", "pdfplumber", "spacy", "scikit-learn", "snowballstemmer", "onnxruntime")
    assert made_by.parts == {part: version(part) for part in parts}
    models = Path(stages.__file__).parents[2] / "models"
    assert made_by.models == {
        name: hashlib.sha256((models / name / "manifest.json").read_bytes()).hexdigest()
        for name in ("themes-1", "sentences-1")
    }
    assert set(made_by.vocabularies) == VOCABULARIES
    assert all(made_by.vocabularies.values())


def test_provenance_knows_every_vocabulary_shipped(record: DocumentRecord) -> None:
    shipped = Path(stages.__file__).parent / "vocabulary"
    of_searches_and_reports = {"languages", "names", "synonyms"}
    assert (
        set(record.provenance.vocabularies) == {path.stem for path in shipped.glob("*.yaml")} - of_searches_and_reports
    )


class TestWarnings:
    """What a person should know before trusting the record."""

    @pytest.fixture
    def read_as(self, small: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Callable[..., DocumentRecord]:
        """Reads the small report as if parsing had found something else about its pages."""
        parsed = parse(small)

        def made(**found: object) -> DocumentRecord:
            monkeypatch.setattr(stages, "parse", lambda *_: replace(parsed, **found))
            return read_document(small, reader)

        return made

    @pytest.mark.parametrize(
        ("pages", "words"),
        [
            ((3,), "Page 3"),
            ((3, 4), "Pages 3-4"),
            ((3, 4, 5, 9), "Pages 3-5 and 9"),
            ((1, 3, 5), "Pages 1, 3 and 5"),
            ((1, 2, 7, 11, 12, 13), "Pages 1-2, 7 and 11-13"),
        ],
    )
    def test_pages_without_text(
        self, read_as: Callable[..., DocumentRecord], pages: tuple[int, ...], words: str
    ) -> None:
        (warning,) = read_as(pages_unreadable=pages).warnings
        assert warning.startswith(f"{words} could not be read: no text layer. Nothing on them is in this record.")

    def test_text_from_character_recognition(self, read_as: Callable[..., DocumentRecord]) -> None:
        record = read_as(pages_ocr=(1,))
        assert record.warnings == ("Page 1: the text comes from character recognition of a scan and may have errors.",)
        assert record.quality.pages_ocr == (1,)

    def test_lines_out_of_order(self, read_as: Callable[..., DocumentRecord]) -> None:
        record = read_as(pages_out_of_order=(1,))
        (warning,) = record.warnings
        assert warning.startswith("Page 1: sentences break off from line to line")
        assert record.quality.pages_out_of_order == (1,)

    def test_words_set_sideways(self, read_as: Callable[..., DocumentRecord]) -> None:
        record = read_as(sideways_characters=40)
        assert record.warnings == ("40 characters set sideways or slanted were left out.",)
        assert record.quality.sideways_characters == 40

    def test_hidden_text_is_left_out_and_said_to_be(self, tmp_path: Path, reader: Reader) -> None:
        path = tmp_path / "hidden.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        canvas.setFont("Helvetica", 11)
        for line in range(6):
            canvas.drawString(72, 700 - 14 * line, "The hub stands on the south bank of the river by the old quay.")
        invisible = canvas.beginText(72, 500)
        invisible.setTextRenderMode(3)
        invisible.textLine("Nobody can see these words.")
        canvas.drawText(invisible)
        canvas.save()
        record = read_document(path, reader)
        assert "Nobody" not in record.document.text
        hidden = record.quality.hidden_characters
        assert hidden > 0
        assert f"{hidden} characters that cannot be seen on the page were left out." in record.warnings

    def test_finding_no_recommendation_is_said_to_prove_nothing(self, tmp_path: Path, reader: Reader) -> None:
        path = tmp_path / "story.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        canvas.setFont("Helvetica", 11)
        for line in range(6):
            canvas.drawString(72, 700 - 14 * line, "The hub stands on the south bank of the river by the old quay.")
        canvas.save()
        (warning,) = read_document(path, reader).warnings
        assert warning.startswith("No recommendation was found")


class TestWhatCannotBeRead:
    """Errors name the file, the problem and what to do."""

    def test_a_password(self, tmp_path: Path, reader: Reader) -> None:
        path = tmp_path / "locked.pdf"
        canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
        canvas.drawString(72, 700, "The hub stands on the south bank.")
        canvas.save()
        with pytest.raises(EncryptedDocument) as caught:
            read_document(path, reader)
        assert caught.value.path == path
        assert "password" in str(caught.value)

    def test_a_scan(self, tmp_path: Path, reader: Reader) -> None:
        path = tmp_path / "scan.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        canvas.rect(72, 300, 400, 400, fill=1)
        canvas.showPage()
        canvas.save()
        with pytest.raises(NoTextLayer) as caught:
            read_document(path, reader)
        assert caught.value.path == path
        assert "character recognition" in caught.value.remedy

    @pytest.mark.parametrize("content", [b"", b"<html><body>Not found</body></html>", b"%PDF-1.7\n%%EOF\n"])
    def test_what_is_no_pdf(self, tmp_path: Path, reader: Reader, content: bytes) -> None:
        path = tmp_path / "not.pdf"
        path.write_bytes(content)
        with pytest.raises(UnreadableDocument) as caught:
            read_document(path, reader)
        assert caught.value.path == path

    def test_a_report_without_headings_or_asks_is_still_a_record(self, tmp_path: Path, reader: Reader) -> None:
        path = asks.make(tmp_path / "plain.pdf", paragraph("The hub stands on the south bank of the river."))
        record = read_document(path, reader)
        assert (record.sections, record.items, record.tables) == ((), (), ())
        assert "south bank" in record.document.text


@pytest.mark.parametrize(
    ("name", "words"),
    [("norrinster-progress-wren", "Recommendation 8"), ("calverset-response-tobias-hale", "Families who ring again")],
)
def test_sections_of_what_answers_are_answers(reader: Reader, name: str, words: str) -> None:
    sections = read_document(CORPUS / f"{name}.pdf", reader).sections
    assert {section.role for section in sections if section.heading == words} == {"progress_response"}
