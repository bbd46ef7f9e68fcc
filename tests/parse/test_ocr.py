"""Scanned pages are read when that is asked for, and named when it is not.

The scans are pages of the sample corpus, made into pictures.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFilter
from tests.batch.conftest import Desk
from tests.batch.readers import PIPELINE
from tests.records.examples import record_of

from crossreview.document import Reader, load_reader, read_document
from crossreview.errors import MissingExtra, NoTextLayer
from crossreview.library import Library, hash_of
from crossreview.parse import Recogniser, find_recogniser, parse
from crossreview.parse.hocr import HocrLine, HocrWord, read_hocr
from crossreview.parse.ink import bullet_before, ink_of, strokes

pytest_plugins = ("tests.batch.conftest",)

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed (apt install tesseract-ocr)"
)
LETTER = "harle-inspection-letter.pdf"
PAGE = 2  # headings, bullets, numbered paragraphs
BROKEN = Recogniser(shutil.which("false") or "false", "0")


def pictures_of(path: Path, pages: Sequence[int], dots_per_inch: int) -> list[Image.Image]:
    document = pdfium.PdfDocument(path)
    try:
        return [document[page - 1].render(scale=dots_per_inch / 72, grayscale=True).to_pil().copy() for page in pages]
    finally:
        document.close()


def scan(path: Path, pictures: list[Image.Image], dots_per_inch: int = 200) -> Path:
    pictures[0].save(path, "PDF", resolution=dots_per_inch, save_all=True, append_images=pictures[1:])
    return path


def behind(text: Path, scanned: Path, path: Path) -> Path:
    """A PDF with the pages of both."""
    document = pdfium.PdfDocument.new()
    for source in (text, scanned):
        part = pdfium.PdfDocument(source)
        document.import_pages(part)
        part.close()
    document.save(path)
    document.close()
    return path


@pytest.fixture(scope="module")
def letter(corpus: Path) -> Path:
    return corpus / "pdfs" / LETTER


@pytest.fixture(scope="module")
def scanned(letter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scan(tmp_path_factory.mktemp("scan") / "scan.pdf", pictures_of(letter, [PAGE], 200))


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return find_recogniser()


def words_shared(text: str, other: str) -> float:
    """The share of the words of `text` that `other` has too."""
    words, others = (Counter(re.findall(r"\w+", each)) for each in (text, other))
    return (words & others).total() / words.total()


@needs_tesseract
def test_a_scan_is_read_as_the_page_it_was_made_of(letter: Path, scanned: Path, reader: Reader) -> None:
    record = read_document(scanned, replace(reader, recogniser=find_recogniser()))

    original = read_document(letter, reader)
    start, end = original.document.page_offsets[PAGE - 1 : PAGE + 1]
    assert words_shared(original.document.text[start:end], record.document.text) > 0.98
    headings = [section.heading for section in record.sections]
    assert headings == ["What needs to improve?", "Areas for priority action", "Strengths"]
    items = [(item.kind, item.label) for item in original.items if item.source.page == PAGE]
    assert [(item.kind, item.label) for item in record.items] == items
    assert record.quality.pages_ocr == (1,)
    assert record.quality.pages_unreadable == ()
    assert record.quality.ocr_confidence is not None
    assert 0.9 < record.quality.ocr_confidence <= 1
    assert record.provenance.parts["tesseract"][0].isdigit()
    assert record.warnings == ("Page 1: the text comes from character recognition of a scan and may have errors.",)


@needs_tesseract
def test_words_stand_where_they_are_printed(letter: Path, scanned: Path, recogniser: Recogniser) -> None:
    heading = "Areas for priority action"
    (printed,) = [block for block in parse(letter).placed.blocks if block.page == PAGE and block.text == heading]  # type: ignore[union-attr]
    (found,) = [block for block in parse(scanned, recogniser).placed.blocks if block.text == heading]  # type: ignore[union-attr]

    assert found.source().spans[0].box == pytest.approx(printed.source().spans[0].box, abs=4)  # type: ignore[union-attr,operator]


@needs_tesseract
def test_a_page_on_its_side_is_turned(letter: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    (picture,) = pictures_of(letter, [PAGE], 150)
    path = scan(tmp_path / "side.pdf", [picture.rotate(90, expand=True)], 150)

    parsed = parse(path, recogniser)

    assert parsed.page_turns == (90,)
    assert parsed.page_sizes[0][0] < parsed.page_sizes[0][1]
    assert "The timeliness of return home interviews" in parsed.placed.text


@needs_tesseract
def test_a_poor_copy_is_flagged(letter: Path, reader: Reader, tmp_path: Path) -> None:
    (picture,) = pictures_of(letter, [PAGE], 60)
    path = scan(tmp_path / "poor.pdf", [picture.filter(ImageFilter.GaussianBlur(0.6))], 60)

    record = read_document(path, replace(reader, recogniser=find_recogniser()))

    assert "Page 1: much of what was recognised is not words. Read the page itself." in record.warnings


@needs_tesseract
def test_a_picture_without_words_stays_unread(scanned: Path, recogniser: Recogniser, tmp_path: Path) -> None:
    photo = Image.radial_gradient("L").resize((800, 1100))
    path = behind(scanned, scan(tmp_path / "photo.pdf", [photo], 100), tmp_path / "both.pdf")

    parsed = parse(path, recogniser)

    assert parsed.pages_ocr == (1,)
    assert parsed.pages_unreadable == (2,)


def test_scans_are_left_alone_unless_it_is_asked_for(
    letter: Path, scanned: Path, reader: Reader, tmp_path: Path
) -> None:
    record = read_document(behind(letter, scanned, tmp_path / "both.pdf"), reader)

    assert record.quality.pages_unreadable == (7,)
    assert record.quality.ocr_confidence is None
    assert "tesseract" not in record.provenance.parts
    (warning,) = record.warnings
    assert warning.startswith("Page 7 could not be read: no text layer. Nothing on them is in this record.")
    assert "--ocr" in warning
    assert "apt install tesseract-ocr" in warning


def test_a_document_of_scans_says_how_to_read_it(scanned: Path) -> None:
    with pytest.raises(NoTextLayer, match=r"character recognition: add --ocr, .* apt install tesseract-ocr"):
        parse(scanned)


def test_a_program_that_fails_leaves_the_page_unread(
    letter: Path, scanned: Path, reader: Reader, tmp_path: Path
) -> None:
    both = behind(letter, scanned, tmp_path / "both.pdf")

    record = read_document(both, replace(reader, recogniser=BROKEN))

    assert record.quality.pages_unreadable == (7,)
    assert "character recognition found no words" in record.warnings[0]
    with pytest.raises(NoTextLayer, match="character recognition found no words"):
        parse(scanned, BROKEN)


def test_without_tesseract_asking_for_it_fails_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(MissingExtra, match="apt install tesseract-ocr"):
        load_reader(ocr=True)


def test_a_tesseract_without_english_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: BROKEN.program)

    with pytest.raises(MissingExtra, match="tesseract-ocr-eng"):
        find_recogniser()


HOCR = b"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page' title='image "-"; bbox 0 0 900 300; ppageno 0'>
<span class='ocr_line' title="bbox 100 40 500 80; baseline 0.01 -8; x_size 40; x_descenders 8; x_ascenders 9">
<span class='ocrx_word' title='bbox 100 40 180 72; x_wconf 96'><strong>Child</strong></span>
<span class='ocrx_word' title='bbox 200 40 280 72; x_wconf 50'>R &amp; S</span>
</span><span class='ocr_header' title="bbox 100 140 500 180; x_size 40"> </span></div></body></html>"""


def test_hocr() -> None:
    (line,) = read_hocr(HOCR)

    assert line.baseline == pytest.approx(80 - 8 + 0.01 * 200)
    assert line.size == 40
    assert line.words[0] == HocrWord("Child", (100, 40, 180, 72), 0.96)
    assert line.words[1].text == "R & S"


def line_at(left: float, baseline: float) -> HocrLine:
    return HocrLine((HocrWord("word", (left, baseline - 30, left + 80, baseline), 0.9),), baseline, 40)


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("disc", True),
        ("square", True),
        ("speck", False),  # dust
        ("dash", False),
        ("bar", False),  # a rule beside the text
        ("ring", False),  # the letter o
    ],
)
def test_bullets_are_seen_on_the_picture(drawn: str, found: bool) -> None:
    picture = Image.new("L", (400, 200), 255)
    pen = ImageDraw.Draw(picture)
    match drawn:
        case "disc":
            pen.ellipse((150, 80, 160, 90), fill=0)
        case "square":
            pen.rectangle((150, 80, 160, 90), fill=0)
        case "speck":
            pen.rectangle((150, 80, 152, 82), fill=0)
        case "dash":
            pen.rectangle((140, 84, 160, 86), fill=0)
        case "bar":
            pen.rectangle((150, 0, 158, 200), fill=0)
        case "ring":
            pen.ellipse((148, 78, 164, 94), outline=0, width=2)

    box = bullet_before(line_at(200, 100), ink_of(picture))

    assert (box is not None) is found
    assert box is None or box == (150, 80, 161, 91)


def test_at_the_edge_of_the_page_no_bullet_is_looked_for() -> None:
    assert bullet_before(line_at(2, 100), ink_of(Image.new("L", (400, 200), 0))) is None


@pytest.mark.parametrize("ground", [255, 0])
def test_thick_strokes_are_told_from_thin_ones(ground: int) -> None:
    picture = Image.new("L", (400, 200), ground)
    pen = ImageDraw.Draw(picture)
    for left, width in ((20, 4), (120, 8)):
        for stem in range(4):
            pen.rectangle((left + stem * 20, 60, left + stem * 20 + width - 1, 99), fill=255 - ground)
    thin, thick = HocrWord("thin", (20, 60, 104, 100), 0.9), HocrWord("bold", (120, 60, 204, 100), 0.9)

    measured = strokes(HocrLine((thin, thick), 100, 40), ink_of(picture))

    assert measured == pytest.approx([0.1, 0.2], rel=0.1)


@pytest.mark.parametrize(("tried", "unread"), [(False, True), (True, False)])
def test_a_library_knows_which_scans_were_never_tried(tried: bool, unread: bool, tmp_path: Path) -> None:
    library, pdf = Library.create(tmp_path / "library"), tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF")
    library.put(partly_read(pdf, tried=tried), pdf)

    (stored,) = library.stored()

    assert stored.unread_scans is unread


def partly_read(pdf: Path, *, tried: bool) -> object:
    record = record_of(digest=hash_of(pdf))
    return msgspec.structs.replace(
        record,
        quality=msgspec.structs.replace(record.quality, pages_unreadable=(2,)),
        provenance=msgspec.structs.replace(record.provenance, parts={"tesseract": "5"} if tried else {}),
    )


def test_a_run_with_ocr_reads_again_what_has_unread_scans(desk: Desk) -> None:
    pdf = desk.file("a.pdf", "good 2")
    desk.file("b.pdf", "good 3")
    desk.run()
    desk.library.put(partly_read(pdf, tried=False), pdf)  # type: ignore[arg-type]

    without, asked = desk.run(), desk.run(pipeline=replace(PIPELINE, ocr=True))

    assert (without.read, without.unchanged) == (0, 2)
    assert (asked.read, asked.unchanged) == (1, 1)
