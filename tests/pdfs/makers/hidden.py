"""Text that nobody is to see, and pages that show text without having any."""

from __future__ import annotations

from reportlab.lib.colors import Color
from tests.pdfs import raw
from tests.pdfs.sheet import BOLD, LEFT, WIDTH, Sheet, width_of, wrapped
from tests.pdfs.words import CHANGE, OPENING, SERVICES

SECRET = "Larkfield"  # the name under every redaction; no test may ever find it


def _with_secret(color: str = "#000000") -> tuple[Sheet, float, float]:
    """A page with a sentence that names the secret; where the name begins, and its baseline."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    x = sheet.at(LEFT, sheet.y, "The family moved from ")
    y = sheet.y
    end = sheet.at(x, y, SECRET, color=color)
    sheet.at(end, y, " in the spring of that year.")
    sheet.y += 22
    return sheet, x, y


def redaction() -> bytes:
    """A black box drawn over a name, the name still in the text layer: it must never come out."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    sheet.box(x - 1, y - 10, width_of(SECRET) + 2, 13, fill="#000000", stroke=False)
    return sheet.done()


def redaction_before_more_text() -> bytes:
    """A black box over a name in colour, drawn in the middle of the page, with more text drawn after it."""
    sheet, x, y = _with_secret("#1F5FA8")
    sheet.box(x - 1, y - 10, width_of(SECRET) + 2, 13, fill="#000000", stroke=False)
    sheet.paragraph(SERVICES)
    return sheet.done()


def redaction_by_a_thick_line() -> bytes:
    """A thick black line drawn through a name, as a marker would."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    sheet.rule(x - 1, y - 4, x + width_of(SECRET) + 1, y - 4, 13)
    return sheet.done()


def redaction_by_one_path_of_two_boxes() -> bytes:
    """Two black boxes drawn as one path, one over a name and one elsewhere."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    path = sheet.canvas.beginPath()
    path.rect(x - 1, sheet.height - y - 3, width_of(SECRET) + 2, 13)
    path.rect(LEFT, sheet.height - 600, 100, 13)
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    return sheet.done()


def redaction_by_a_picture() -> bytes:
    """A black picture placed over a name."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    sheet.picture(x - 1, y - 10, width_of(SECRET) + 2, 13, grey=0)
    return sheet.done()


def redaction_in_white() -> bytes:
    """A white box drawn over a name: it leaves a gap on the page."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    sheet.box(x - 1, y - 10, width_of(SECRET) + 2, 13, fill="#FFFFFF", stroke=False)
    return sheet.done()


def redaction_in_grey() -> bytes:
    """A grey box with a black outline drawn over a name."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    sheet.box(x - 1, y - 10, width_of(SECRET) + 2, 13, fill="#A6A6A6", stroke=True)
    return sheet.done()


def redaction_after_many_paths() -> bytes:
    """A page with four thousand strokes of a chart, drawn before the black box over a name."""
    sheet, x, y = _with_secret()
    for index in range(4100):
        left, top = LEFT + index % 100 * 4, 300 + index // 100 * 4
        sheet.rule(left, top, left + 3, top + 1, 0.3)
    sheet.box(x - 1, y - 10, width_of(SECRET) + 2, 13, fill="#000000", stroke=False)
    return sheet.done()


def redaction_of_part_of_a_word() -> bytes:
    """A black box over the first letters of a word, and one over the last."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    x = sheet.at(LEFT, sheet.y, "She went to the school called ")
    sheet.at(x, sheet.y, f"{SECRET}ers")
    sheet.box(x, sheet.y - 10, width_of(SECRET[:4]), 13, fill="#000000", stroke=False)
    return sheet.done()


def redaction_in_a_form() -> bytes:
    """A page placed as a form within the page, its black box within the form, more text after the form."""
    sheet = Sheet()
    sheet.canvas.beginForm("inner")
    sheet.canvas.setFont("Helvetica", 11)
    sheet.canvas.drawString(LEFT, 700, f"The family moved from {SECRET} in the spring.")
    sheet.canvas.rect(LEFT + width_of("The family moved from "), 697, width_of(SECRET), 13, stroke=0, fill=1)
    sheet.canvas.endForm()
    sheet.canvas.doForm("inner")
    sheet.y = 300
    sheet.paragraph(SERVICES)
    return sheet.done()


def redaction_by_an_annotation() -> bytes:
    """A black square laid over a name as an annotation, as comment tools do."""
    sheet, x, y = _with_secret()
    sheet.paragraph(SERVICES)
    left, bottom = x - 1, sheet.height - y - 3
    right, top = x + width_of(SECRET) + 1, sheet.height - y + 10
    whole = sheet.done()
    look = f"q 0 g 0 0 {right - left:.1f} {top - bottom:.1f} re f Q"
    return _with_annotation(whole, (left, bottom, right, top), look)


def _with_annotation(whole: bytes, box: tuple[float, float, float, float], look: str) -> bytes:
    """A file with a square annotation and its appearance added to the only page, by an update at its end."""
    left, bottom, right, top = box
    size = int(whole.rsplit(b"/Size ", 1)[1].split()[0])
    start = int(whole.rsplit(b"startxref", 1)[1].split()[0])
    at = whole.index(b"/Contents")
    number = int(whole[:at].rsplit(b" 0 obj", 1)[0].split()[-1])
    page = whole[at:].split(b"endobj", 1)[0].decode("latin-1")
    form = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 {right - left:.1f} {top - bottom:.1f}] /Length {len(look)} >>\n"
        f"stream\n{look}\nendstream"
    )
    square = (
        f"<< /Type /Annot /Subtype /Square /F 4 /Rect [{left:.1f} {bottom:.1f} {right:.1f} {top:.1f}]"
        f" /IC [0 0 0] /C [0 0 0] /AP << /N {size + 1} 0 R >> >>"
    )
    out = bytearray(whole)
    places: list[tuple[int, int]] = []
    bodies = ((number, f"<<\n/Annots [{size} 0 R] {page}"), (size, square), (size + 1, form))
    for index, body in bodies:
        places.append((index, len(out)))
        out += f"{index} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    root = whole.rsplit(b"/Root ", 1)[1].split(b"\n")[0].decode()
    out += b"xref\n"
    for index, place in places:
        out += f"{index} 1\n{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {size + 2} /Root {root} /Prev {start} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def black_on_black() -> bytes:
    """A name in black on a black box that was drawn before it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    x = sheet.at(LEFT, sheet.y, "The family moved from ")
    sheet.box(x - 1, sheet.y - 10, width_of(SECRET) + 2, 13, fill="#000000", stroke=False)
    end = sheet.at(x, sheet.y, SECRET)
    sheet.at(end, sheet.y, " in the spring of that year.")
    sheet.y += 22
    sheet.paragraph(SERVICES)
    return sheet.done()


def white_on_paper() -> bytes:
    """Words in white on the white page."""
    sheet, _, _ = _with_secret("#FFFFFF")
    sheet.paragraph(SERVICES)
    return sheet.done()


def white_on_a_dark_band() -> bytes:
    """A heading in white on a dark band, and a title in white over a photograph: both are read."""
    sheet = Sheet()
    sheet.picture(0, 0, sheet.width, 120, grey=60)
    sheet.at(LEFT, 80, "Learning from Child Q", font=BOLD, size=22, color="#FFFFFF")
    sheet.y = 150
    sheet.paragraph(OPENING)
    sheet.box(LEFT - 6, sheet.y, WIDTH, 26, fill="#1F3864", stroke=False)
    sheet.at(LEFT, sheet.y + 17, "What we found", font=BOLD, size=14, color="#FFFFFF")
    sheet.y += 50
    sheet.paragraph(SERVICES)
    return sheet.done()


def invisible_text() -> bytes:
    """Words drawn invisible (mode 3) among visible text, as search terms for a catalogue."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.at(LEFT, sheet.y, f"{SECRET} murder scandal", mode=3)
    sheet.y += 22
    sheet.paragraph(SERVICES)
    return sheet.done()


def marker_over_words() -> bytes:
    """Words marked with a yellow area drawn over them: half transparent in one place, multiplied in another."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    marks = (("The nursery wrote in May.", 0.4, "Normal"), ("The doctor answered in June.", 1.0, "Multiply"))
    for words, alpha, blend in marks:
        sheet.at(LEFT, sheet.y, words)
        sheet.canvas.saveState()
        sheet.canvas.setBlendMode(blend)
        sheet.canvas.setFillColor(Color(1, 1, 0, alpha))
        sheet.canvas.rect(LEFT - 1, sheet.height - sheet.y - 3, width_of(words) + 2, 13, stroke=0, fill=1)
        sheet.canvas.restoreState()
        sheet.y += 22
    return sheet.done()


def watermark_picture_over_text() -> bytes:
    """A mostly transparent picture laid over the whole page after the text, as stamps and watermarks are."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    stamp = ImageReader(Image.new("RGBA", (4, 4), (255, 0, 0, 30)))
    sheet.canvas.drawImage(stamp, 0, 0, sheet.width, sheet.height, mask="auto")
    return sheet.done()


def recognised_under_a_picture() -> bytes:
    """A scanned page whose recognised text is drawn visible and the picture over it."""
    sheet = Sheet()
    sheet.paragraph(CHANGE)
    sheet.page()
    sheet.paragraph(OPENING)
    sheet.picture(0, 0, sheet.width, sheet.height)
    return sheet.done()


def recognised_scan() -> bytes:
    """A scanned page with a text layer from character recognition: all text invisible over the picture."""
    sheet = Sheet()
    sheet.paragraph(CHANGE)
    sheet.page()
    sheet.picture(0, 0, sheet.width, sheet.height)
    for text in (OPENING, SERVICES):
        for line in wrapped(text, WIDTH):
            sheet.at(LEFT, sheet.y, line, mode=3)
            sheet.y += 14
        sheet.y += 8
    return sheet.done()


def scan_among_pages() -> bytes:
    """A report with one page that is only a picture, and one that is left blank on purpose."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    sheet.picture(20, 20, sheet.width - 40, sheet.height - 40)
    sheet.page()
    sheet.page()
    sheet.paragraph(CHANGE)
    return sheet.done()


def scan_with_a_printed_foot() -> bytes:
    """Scanned pages onto which a program has printed a running foot: that is all the text they have."""
    sheet = Sheet()
    for number in range(1, 5):
        if number == 1:
            sheet.paragraph(OPENING)
            sheet.paragraph(SERVICES)
        else:
            sheet.picture(0, 0, sheet.width, sheet.height)
        sheet.at(LEFT, 806, f"Bundle page {number} of 4", size=9)
        if number < 4:
            sheet.page()
    return sheet.done()


def scan_only() -> bytes:
    """Two pages that are pictures, and nothing else."""
    sheet = Sheet()
    for number in range(2):
        sheet.picture(0, 0, sheet.width, sheet.height)
        if number == 0:
            sheet.page()
    return sheet.done()


def scan_in_strips() -> bytes:
    """A scanned page kept as strips of a picture, beside a page of text."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    for strip in range(40):
        sheet.picture(0, strip * 21, sheet.width, 21)
    return sheet.done()


def letters_as_outlines() -> bytes:
    """A page whose letters are drawn as shapes, beside a page of text."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    for index in range(600):
        x, y = 72 + index % 40 * 11, 720 - index // 40 * 16
        path = sheet.canvas.beginPath()
        path.moveTo(x, y)
        path.curveTo(x + 2, y + 8, x + 5, y + 8, x + 7, y)
        path.lineTo(x + 5, y)
        path.close()
        sheet.canvas.drawPath(path, stroke=0, fill=1)
    return sheet.done()


def logo_on_a_blank_page() -> bytes:
    """A page with a small picture and no text: a divider, not a scan."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    sheet.picture(200, 300, 180, 90)
    return sheet.done()


def hidden_layer() -> bytes:
    """Words in an optional layer that is switched off."""
    content = "\n".join(
        (
            raw.lines(72, 700, wrapped(OPENING, WIDTH)),
            "/OC /Off BDC",
            raw.text(72, 600, f"The family moved from {SECRET}."),
            "EMC",
        )
    )
    whole = raw.pdf([content])
    objects = raw.objects_of(whole)
    objects[1] = "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >> >>"
    objects[20] = "<< /Type /OCG /Name (Draft) >>"
    objects[7] = objects[7].replace("/Font <<", "/Properties << /Off 20 0 R >> /Font <<")
    return raw.written(objects)
