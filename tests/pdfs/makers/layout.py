"""Columns, boxes, and pages of other shapes."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.pagesizes import A4, landscape
from tests.pdfs import raw
from tests.pdfs.sheet import BOLD, LEFT, WIDTH, Sheet, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING, PARAGRAPHS, SERVICES, VOICE

_COLUMN = 215.0
_SECOND = LEFT + WIDTH - _COLUMN


def _columns_of(sheet: Sheet, left: list[str], right: list[str]) -> None:
    """Lines of two columns, drawn row by row across both."""
    for index in range(max(len(left), len(right))):
        for x, lines in ((LEFT, left), (_SECOND, right)):
            if index < len(lines) and lines[index]:
                sheet.at(x, sheet.y, lines[index])
        sheet.y += 14


def two_columns() -> bytes:
    """Two columns under a title that goes across, a paragraph running from the first into the second column."""
    sheet = Sheet()
    sheet.title("Learning from Child Q")
    opening, services, meeting = (wrapped(text, _COLUMN) for text in (OPENING, SERVICES, MEETING))
    _columns_of(sheet, [*opening, "", *services[:3]], [*services[3:], "", *meeting])
    return sheet.done()


def three_columns() -> bytes:
    """Three columns of a briefing on a landscape page, each with a heading."""
    sheet = Sheet(landscape(A4))
    sheet.at(50, 50, "Learning from Child Q", font=BOLD, size=20)
    for index, (title, text) in enumerate(
        (("Background", OPENING), ("What we found", SERVICES), ("What to do", CHANGE))
    ):
        sheet.y = 90
        x = 50 + 260 * index
        sheet.paragraph(title, x=x, width=220, font=BOLD, size=14, leading=18)
        sheet.paragraph(text, x=x, width=220)
    return sheet.done()


def side_box() -> bytes:
    """A box of key facts in the right margin beside the text, its lines at other heights than those of the text."""
    sheet = Sheet()
    sheet.box(400, 60, 123, 130)
    sheet.y = 80
    sheet.paragraph("Key facts", x=408, width=110, font=BOLD)
    sheet.paragraph("The child was four. She went to a nursery and saw a health visitor.", x=408, width=108, size=10)
    sheet.y = 72
    sheet.paragraph(OPENING, width=310)
    sheet.paragraph(SERVICES, width=310)
    sheet.y = max(sheet.y, 210)
    sheet.paragraph(CHANGE)
    return sheet.done()


def boxes_beside_each_other() -> bytes:
    """Four numbered boxes, two and two, drawn line by line across: each is read by itself, in the order of numbers."""
    sheet = Sheet()
    sheet.title("Seven minutes: Child Q")
    sheet.paragraph(MEETING)
    for row in (("1. Background", OPENING, "2. What we found", SERVICES), ("3. Learning", VOICE, "4. To do", CHANGE)):
        top = sheet.y
        for x in (LEFT, _SECOND + 5):
            sheet.box(x, top, _COLUMN, 150)
        sheet.y += 20
        cells = [[title, *wrapped(text, _COLUMN - 20)] for title, text in (row[:2], row[2:])]
        for index in range(max(map(len, cells))):
            for x, lines in zip((LEFT + 8, _SECOND + 13), cells, strict=True):
                if index < len(lines):
                    sheet.at(x, sheet.y, lines[index], font=BOLD if index == 0 else "Helvetica")
            sheet.y += 14
        sheet.y = top + 180
    return sheet.done()


def boxes_filled() -> bytes:
    """Two shaded boxes without outlines, side by side, drawn before all text."""
    sheet = Sheet()
    for x in (LEFT, _SECOND):
        sheet.box(x, 60, _COLUMN, 150, fill="#DCE6F2", stroke=False)
    for x, text in ((LEFT, OPENING), (_SECOND, SERVICES)):
        sheet.y = 80
        sheet.paragraph(text, x=x + 8, width=_COLUMN - 20)
    sheet.y = 240
    sheet.paragraph(CHANGE)
    return sheet.done()


def headings_in_the_margin() -> bytes:
    """Headings in a left margin beside the body, level with the first line of their text."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    for title, text in (
        ("Why we reviewed", OPENING),
        ("What the nursery knew", SERVICES),
        ("The autumn meeting", MEETING),
    ):
        top = sheet.y
        sheet.paragraph(title, width=100, font=BOLD)
        sheet.y = top
        sheet.paragraph(text, x=LEFT + 140)
        sheet.y += 10
    return sheet.done()


def landscape_page() -> bytes:
    """An upright page, a landscape one, and an upright one."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    sheet.canvas.setPageSize(landscape(A4))
    sheet.height = A4[0]
    sheet.paragraph(SERVICES, width=700)
    sheet.page()
    sheet.canvas.setPageSize(A4)
    sheet.height = A4[1]
    sheet.paragraph(CHANGE)
    return sheet.done()


def _turned(angle: int, move: Callable[[Sheet], None], size: tuple[float, float]) -> bytes:
    """A page of `size` as shown, kept turned in the file and shown by its /Rotate."""
    sheet = Sheet(size)
    sheet.canvas.setPageRotation(angle)  # the box in the file is then A4, whichever way the page is shown
    move(sheet)
    sheet.paragraph(OPENING)
    sheet.box(LEFT, 200, 200, 40)
    sheet.at(LEFT + 10, 225, "In a box")
    sheet.y = 280
    sheet.paragraph(SERVICES)
    return sheet.done()


def rotate_90() -> bytes:
    """A landscape page that is kept upright in the file and shown by /Rotate 90."""

    def move(sheet: Sheet) -> None:
        sheet.canvas.translate(A4[0], 0)
        sheet.canvas.rotate(90)

    return _turned(90, move, landscape(A4))


def rotate_180() -> bytes:
    """A page that is kept upside down in the file and shown by /Rotate 180."""

    def move(sheet: Sheet) -> None:
        sheet.canvas.translate(*A4)
        sheet.canvas.rotate(180)

    return _turned(180, move, A4)


def rotate_270() -> bytes:
    """A landscape page that is kept upright in the file and shown by /Rotate 270."""

    def move(sheet: Sheet) -> None:
        sheet.canvas.translate(0, A4[1])
        sheet.canvas.rotate(-90)

    return _turned(270, move, landscape(A4))


def sideways_page() -> bytes:
    """A page of text set sideways on an upright page without /Rotate, between upright pages: a reader turns it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    sheet.canvas.translate(A4[0], 0)
    sheet.canvas.rotate(90)
    sheet.height = A4[0]
    sheet.paragraph(SERVICES, width=700)
    sheet.paragraph(MEETING, width=700)
    sheet.page()
    sheet.height = A4[1]
    sheet.paragraph(CHANGE)
    return sheet.done()


def sideways_note() -> bytes:
    """A note up the left margin of an upright page: it is counted, and does not get into the text."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    sheet.canvas.saveState()
    sheet.canvas.translate(30, 300)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "Printed in Wendmere")
    sheet.canvas.restoreState()
    return sheet.done()


def crop_box() -> bytes:
    """A page whose crop box does not begin at the origin, with a printer's note outside of it."""
    content = [raw.text(120, 40, "JOB 4711 CYAN MAGENTA YELLOW")]
    content.append(raw.lines(172, 800, wrapped(OPENING, 400)))
    return raw.pdf(["\n".join(content)], entries="/MediaBox [0 0 795 1042] /CropBox [100 100 695 942]")


def media_box() -> bytes:
    """A page whose media box begins at negative coordinates."""
    return raw.pdf([raw.lines(-228, 400, wrapped(OPENING, 400))], entries="/MediaBox [-300 -350 295 492]")


def text_outside_the_page() -> bytes:
    """Text drawn beside the page, where nobody sees it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.at(-300, 200, "An earlier draft named the school.")
    sheet.at(100, 900, "So did this line below the page.")
    return sheet.done()


def columns_under_wide_text() -> bytes:
    """Two columns under a paragraph that goes across the page."""
    sheet = Sheet()
    sheet.title("Learning from Child Q")
    sheet.paragraph(OPENING)
    _columns_of(sheet, wrapped(SERVICES, _COLUMN), wrapped(MEETING, _COLUMN))
    return sheet.done()


def text_beside_a_picture() -> bytes:
    """A paragraph that runs in a narrow measure beside a picture, between two of full width."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.picture(LEFT + 250, sheet.y - 10, 200, 54)
    sheet.paragraph(SERVICES, width=235)
    sheet.paragraph(CHANGE)
    return sheet.done()


def pull_quote_in_the_middle() -> bytes:
    """A large quotation set across both columns, in the middle of them."""
    sheet = Sheet()
    texts = [wrapped(text, _COLUMN) for text in PARAGRAPHS[:4]]
    _columns_of(sheet, texts[0], texts[1])
    sheet.y += 20
    sheet.paragraph("“Nobody asked me what I wanted to happen next.”", font=BOLD, size=18, leading=24)
    sheet.y += 10
    _columns_of(sheet, texts[2], texts[3])
    return sheet.done()


def notes_pinned_anywhere() -> bytes:
    """Five notes without outlines, pinned to a page at odd heights, beside and into each other: no columns."""
    sheet = Sheet()
    sheet.title("Learning from Child Q")
    top = sheet.y
    for text, x, down, width in (
        (OPENING, 60, 0, 180),
        (SERVICES, 200, 21, 170),
        (VOICE, 330, 8, 190),
        (MEETING, 90, 110, 200),
        (CHANGE, 280, 128, 190),
    ):
        for index, line in enumerate(wrapped(text, width)):
            sheet.at(x, top + down + 26 * index, line, size=10)
    return sheet.done()


def boxes_pushed_into_each_other() -> bytes:
    """Two text boxes pushed into each other: lines of one stand between those of the other, told by colour alone."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    top = sheet.y
    for shift, text, color in ((0, f"{SERVICES} {VOICE}", "#000000"), (12, f"{MEETING} {CHANGE}", "#1F5FA8")):
        sheet.y = top + shift
        for line in wrapped(text, 300):
            sheet.at(LEFT, sheet.y, line, color=color)
            sheet.y += 24
    return sheet.done()
