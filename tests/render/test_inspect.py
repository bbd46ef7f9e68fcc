from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from typer.testing import CliRunner

from crossreview.cli.app import app
from crossreview.document import Reader, record_of
from crossreview.errors import NoSuchPage, StorageFull
from crossreview.inspect import inspect_document, page_numbers
from crossreview.inspect.marks import COLOURS, marks_of
from crossreview.inspect.sheets import Sheet, sheets_of
from crossreview.parse import parse

FORBIDDEN = {"script", "link", "iframe", "object", "embed"}


@pytest.fixture(scope="module")
def review(corpus: Path) -> Path:
    return corpus / "pdfs" / "harle-inspection-letter.pdf"


@pytest.fixture(scope="module")
def sheets(review: Path, reader: Reader) -> tuple[Sheet, ...]:
    parsed = parse(review)
    return sheets_of(record_of(review, parsed, reader), parsed)


class Page(HTMLParser):
    """The tags of a page, and the text in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_every_page_has_a_sheet_with_its_blocks_in_reading_order(sheets: tuple[Sheet, ...]) -> None:
    assert [sheet.number for sheet in sheets] == [1, 2, 3, 4, 5, 6]
    second = sheets[1]
    headings = [(entry.text, entry.facts[1:]) for entry in second.blocks if entry.kind == "heading"]
    assert headings[0][0] == "What needs to improve?"
    assert headings[0][1][0] == "level 1"
    assert headings[0][1][1].startswith("role ")
    assert "Joint area inspection of Ashenvale" in [entry.text for entry in second.furniture]
    assert second.blocks[1].facts[0].startswith("in s")


def test_items_say_what_they_are_and_whom_they_ask(sheets: tuple[Sheet, ...]) -> None:
    (first, _) = [item for item in sheets[1].items if item.facts[0].startswith("priority action")]

    assert first.facts[0] == "priority action 1"
    assert first.facts[1].startswith("to ")
    assert first.facts[2].startswith(("themes ", "no theme"))


def test_blocks_and_items_are_marked_and_named(sheets: tuple[Sheet, ...]) -> None:
    sheet = sheets[1]

    labels = [mark.label for mark in marks_of(sheet)]

    assert "furniture" in labels
    assert f"{sheet.blocks[0].id} heading, level 1" in labels
    assert "priority action 1" in labels
    assert len(labels) == sum(len(entry.boxes) for entry in (*sheet.blocks, *sheet.items, *sheet.furniture))


@pytest.mark.parametrize("colour", COLOURS.values())
def test_labels_can_be_read(colour: str) -> None:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert 1.05 / (luminance + 0.05) >= 4.5  # white on the colour, WCAG 2.2 AA


def test_the_page_stands_alone(review: Path, reader: Reader, tmp_path: Path) -> None:
    index = inspect_document(review, tmp_path / "out", reader, (2, 3))

    page = Page(index)
    assert not FORBIDDEN & {tag for tag, _ in page.tags}
    assert page.all("html") == [{"lang": "en-GB"}]
    pictures = page.all("img")
    assert [picture["src"] for picture in pictures] == ["page-0002.png", "page-0003.png"]
    assert all(picture["alt"] for picture in pictures)
    assert {path.name for path in index.parent.iterdir()} == {"index.html", "page-0002.png", "page-0003.png"}
    with Image.open(index.parent / "page-0002.png") as picture:
        assert picture.width > 800
    assert "priority action 1" in page.text
    targets = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {str(link["href"]).removeprefix("#") for link in page.all("a")} <= targets


def test_words_of_the_document_cannot_become_tags(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a<b>&.pdf"
    pen = canvas.Canvas(str(path), pagesize=A4)
    pen.drawString(72, 700, "The panel saw <script>alert(1)</script> & <img src=x onerror=y> on the page.")
    pen.setFillColorRGB(1, 1, 1)
    pen.drawString(72, 600, "white on white")
    pen.save()

    page = Page(inspect_document(path, tmp_path / "out", reader))

    assert not FORBIDDEN & {tag for tag, _ in page.tags}
    assert len(page.all("img")) == 1
    assert "<script>alert(1)</script>" in page.text
    assert "12 characters that cannot be seen were left out." in page.text


def test_pages_that_are_not_there(review: Path, reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(NoSuchPage, match="no page 7: this PDF has 6 pages"):
        inspect_document(review, tmp_path / "out", reader, (1, 7))

    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written(review: Path, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(StorageFull, match="cannot be written here"):
        inspect_document(review, tmp_path / "out", reader, (1,))


@pytest.mark.parametrize(
    ("words", "pages"), [("7", (7,)), ("1-3,7", (1, 2, 3, 7)), (" 2 - 3 , 2", (2, 3)), ("4-4", (4,))]
)
def test_page_numbers(words: str, pages: tuple[int, ...]) -> None:
    assert page_numbers(words) == pages


@pytest.mark.parametrize("words", ["", "a", "3-1", "1-", "-2", "1,,2", "1.5"])
def test_what_names_no_pages(words: str) -> None:
    with pytest.raises(ValueError, match="names no pages"):
        page_numbers(words)


def test_the_command(review: Path, tmp_path: Path) -> None:
    runner = CliRunner()

    written = runner.invoke(app, ["inspect", str(review), "--to", str(tmp_path), "--pages", "1"])
    misused = runner.invoke(app, ["inspect", str(review), "--to", str(tmp_path), "--pages", "one"])

    assert (written.exit_code, written.stdout) == (0, "")
    assert "index.html" in written.stderr
    assert (tmp_path / "index.html").exists()
    assert misused.exit_code == 2
