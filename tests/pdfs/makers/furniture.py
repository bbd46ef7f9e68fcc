"""Running heads and feet, page numbers, footnotes."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from tests.pdfs.sheet import BOLD, ITALIC, LEADING, LEFT, PLAIN, WIDTH, Sheet, width_of
from tests.pdfs.words import CHANGE, MEETING, OPENING, PARAGRAPHS, SERVICES, VOICE, page_of_text

_PARTS = ("Introduction", "Events", "Analysis", "Findings", "Learning", "End")
_FOOT, _HEAD = 806.0, 42.0  # baselines from the top of an A4 page
_RIGHT = LEFT + WIDTH


def _right(sheet: Sheet, y: float, text: str, size: float = 9, font: str = PLAIN) -> None:
    sheet.at(_RIGHT - width_of(text, font, size), y, text, size=size, font=font)


def _text(sheet: Sheet, number: int) -> None:
    for paragraph in page_of_text(number):
        sheet.paragraph(paragraph)


def furniture_alternating() -> bytes:
    """Running heads that stand left on one page and right on the next, with other words, as books have them."""
    sheet = Sheet()
    for number in range(1, 9):
        if number % 2:
            _right(sheet, _HEAD, "Child Q: overview report")
            _right(sheet, _FOOT, str(number))
        else:
            sheet.at(LEFT, _HEAD, "Wendmere Safeguarding Partnership", size=9)
            sheet.at(LEFT, _FOOT, str(number), size=9)
        _text(sheet, number)
        if number < 8:
            sheet.page()
    return sheet.done()


def furniture_letter_spaced() -> bytes:
    """Word's page number "P a g e 1 | 6", with real blanks between its letters."""
    sheet = Sheet()
    for number in range(1, 7):
        _text(sheet, number)
        _right(sheet, _FOOT, f"P a g e {number} | 6")
        if number < 6:
            sheet.page()
    return sheet.done()


def furniture_equal_to_title() -> bytes:
    """A running head with the very words of the title, on the title page too: the title is read, the heads are not."""
    sheet = Sheet()
    for number in range(1, 6):
        sheet.at(LEFT, _HEAD, "Safeguarding Adults Review: Mr Alder", size=9)
        if number == 1:
            sheet.y = 150
            sheet.title("Safeguarding Adults Review: Mr Alder")
        _text(sheet, number)
        if number < 5:
            sheet.page()
    return sheet.done()


def page_number_of_20_points() -> bytes:
    """A page number of 20 points, larger than every heading: size says nothing about furniture."""
    sheet = Sheet()
    for number in range(1, 6):
        sheet.heading(_PARTS[number - 1], size=13)
        _text(sheet, number)
        _right(sheet, _FOOT, str(number), size=20, font=BOLD)
        if number < 5:
            sheet.page()
    return sheet.done()


def furniture_larger_than_headings() -> bytes:
    """A running head of 22 points above headings of 13."""
    sheet = Sheet()
    for number in range(1, 6):
        sheet.at(LEFT, 50, "Wendmere Partnership", size=22, font=BOLD)
        sheet.y = 100
        sheet.heading(_PARTS[number - 1], size=13)
        _text(sheet, number)
        if number < 5:
            sheet.page()
    return sheet.done()


def furniture_of_a_browser() -> bytes:
    """A web page printed by a browser: date and title above, address and page count below, on every page."""
    sheet = Sheet()
    for number in range(1, 5):
        sheet.at(30, 24, "12/03/2021, 10:14", size=8)
        sheet.at(260, 24, "Child Q - Wendmere Safeguarding Partnership", size=8)
        _text(sheet, number)
        sheet.at(30, 828, "https://www.wendmere.example/reviews/child-q", size=8)
        sheet.at(550, 828, f"{number}/4", size=8)
        if number < 4:
            sheet.page()
    return sheet.done()


def furniture_first_in_the_text_layer() -> bytes:
    """The foot of the page comes first in the text layer and the head in the middle of it."""
    sheet = Sheet()
    for number in range(1, 5):
        first, second = page_of_text(number)
        sheet.at(LEFT, _FOOT, f"Final version - March 2020    Page {number} of 4", size=9)
        sheet.paragraph(first)
        sheet.at(LEFT, _HEAD, "Child Q", size=9)
        sheet.paragraph(second)
        if number < 4:
            sheet.page()
    return sheet.done()


def page_number_is_not_the_page() -> bytes:
    """A cover without number, then i and ii, then 1, 2, 3: printed numbers are not the pages of the file."""
    sheet = Sheet()
    sheet.y = 220
    sheet.title("Review of Child Q")
    for number, printed in enumerate(("i", "ii", "1", "2", "3")):
        sheet.page()
        _text(sheet, number)
        sheet.at(A4[0] / 2 - 3, _FOOT, printed, size=10)
    return sheet.done()


def protective_marks() -> bytes:
    """OFFICIAL SENSITIVE above every page of a published report and DRAFT slanted across it."""
    sheet = Sheet()
    for number in range(1, 5):
        sheet.at(240, 30, "OFFICIAL SENSITIVE", size=10, font=BOLD)
        _text(sheet, number)
        sheet.canvas.saveState()
        sheet.canvas.translate(150, 250)
        sheet.canvas.rotate(45)
        sheet.canvas.setFillGray(0.85)
        sheet.canvas.setFont(BOLD, 110)
        sheet.canvas.drawString(0, 0, "DRAFT")
        sheet.canvas.restoreState()
        if number < 4:
            sheet.page()
    return sheet.done()


def same_heading_on_every_page() -> bytes:
    """A heading that begins every second page at one height, below the running head: it is not furniture."""
    sheet = Sheet()
    for number in range(1, 9):
        sheet.at(LEFT, _HEAD, "Wendmere learning review", size=9)
        sheet.y = 84
        if number % 2:
            sheet.heading("What we learned")
        _text(sheet, number)
        if number < 8:
            sheet.page()
    return sheet.done()


def same_paragraph_on_two_pages() -> bytes:
    """A short document that says the same thing in its summary and its text, at one height on two of three pages."""
    sheet = Sheet()
    sheet.heading("Executive summary")
    sheet.paragraph(OPENING)
    sheet.paragraph(CHANGE)
    sheet.page()
    sheet.paragraph(MEETING)
    sheet.page()
    sheet.heading("Background")
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    return sheet.done()


def number_in_the_body_at_the_foot() -> bytes:
    """Two pages without page numbers, the second ending in a line of its own that is a number of the text."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.page()
    sheet.paragraph(SERVICES)
    sheet.y = 760
    sheet.paragraph("The number of visits that the health visitor made in the year was", gap=0)
    sheet.paragraph("14.", gap=0)
    return sheet.done()


def footnote_in_the_middle_of_an_item() -> bytes:
    """A recommendation that runs over the page end: between its halves stand a footnote, a page number and a head."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.heading("Recommendations")
    sheet.item("1.", "The partnership should ask all agencies to use one form.")
    sheet.y = 716
    sheet.at(LEFT, sheet.y, "2.")
    after = sheet.at(LEFT + 20, sheet.y, "The health trust should tell the partnership how its health visitors")
    sheet.at(after, sheet.y - 4, "1", size=6.5)
    sheet.y += LEADING
    sheet.at(LEFT + 20, sheet.y, "and school nurses share what children say to them, and how it")
    sheet.rule(LEFT, 750, LEFT + 140, 750, 0.5)
    sheet.at(LEFT, 761, "1", size=6)
    sheet.at(LEFT + 5, 764, "Health visitors see all families with a child under five.", size=9)
    sheet.at(A4[0] / 2 - 3, _FOOT, "1", size=10)
    sheet.page()
    sheet.at(LEFT + 20, sheet.y, "knows that they do so.")
    sheet.y += LEADING + 8
    sheet.item("3.", "The housing office should join the meetings.")
    sheet.paragraph(CHANGE)
    sheet.at(A4[0] / 2 - 3, _FOOT, "2", size=10)
    return sheet.done()


def footnote_marks_glued_to_words() -> bytes:
    """Raised figures glued to the words before them, in the middle and at the end of sentences."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    x = sheet.at(LEFT, sheet.y, "The guidance")
    x = sheet.at(x, sheet.y - 4, "1", size=6.5)
    x = sheet.at(x, sheet.y, " asks for a written plan within ten days.")
    x = sheet.at(x, sheet.y - 4, "2", size=6.5)
    sheet.at(x, sheet.y, " None was made.")
    sheet.y = 740
    for number, words in ((1, "Wendmere guidance on neglect, 2018."), (2, "Ten working days, that is.")):
        sheet.at(LEFT, sheet.y - 3, str(number), size=6)
        sheet.at(LEFT + 6, sheet.y, words, size=9)
        sheet.y += 12
    return sheet.done()


def footnote_over_two_pages() -> bytes:
    """A footnote that does not fit on its page and goes on at the foot of the next."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    sheet.at(LEFT, 745, "3", size=6)
    sheet.at(
        LEFT + 5,
        748,
        "A referral is a request for help that one service makes to another. The word is used here",
        size=9,
    )
    sheet.at(LEFT, 760, "also for a call to the police, and for", size=9)
    sheet.page()
    sheet.paragraph(MEETING)
    sheet.paragraph(VOICE)
    sheet.at(LEFT, 748, "a letter from one doctor to another.", size=9)
    return sheet.done()


def long_report() -> bytes:
    """Thirty pages with head and foot, and headings."""
    sheet = Sheet()
    for number in range(1, 31):
        sheet.at(LEFT, _HEAD, "Child Q review", size=9, font=ITALIC)
        if number % 5 == 1:
            sheet.heading(f"{number // 5 + 1}. {_PARTS[number // 5]}")
        sheet.paragraph(f"Paragraph {number} is the only one of its kind. {PARAGRAPHS[number % 5]}")
        _right(sheet, _FOOT, f"Page {number} of 30")
        if number < 30:
            sheet.page()
    return sheet.done()
