"""What tells the levels of headings, and which bold lines are none."""

from __future__ import annotations

from tests.pdfs.sheet import BOLD, BOLD_ITALIC, Sheet
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE


def upright_and_italic_headings() -> bytes:
    """Headings of one size and weight, upright above italic: a list for each agency under one for all."""
    sheet = Sheet()
    sheet.heading("1. Introduction", size=13)
    sheet.paragraph(OPENING)
    sheet.heading("2. What we ask for", size=13)
    sheet.heading("The partnership", size=11)
    sheet.paragraph(SERVICES)
    sheet.heading("Single agencies", size=11)
    sheet.heading("The nursery", size=11, font=BOLD_ITALIC)
    sheet.paragraph(MEETING)
    sheet.heading("The housing office", size=11, font=BOLD_ITALIC)
    sheet.paragraph(VOICE)
    sheet.heading("3. Publication", size=13)
    sheet.paragraph(CHANGE)
    return sheet.done()


def numbers_below_larger_headings() -> bytes:
    """Numbered headings between larger ones that have no number: the numbers begin one level down."""
    sheet = Sheet()
    sheet.heading("About this inspection", size=15)
    sheet.paragraph(OPENING)
    sheet.heading("What we found", size=15)
    for number, title in enumerate(("Asking for help", "Making plans", "Leaders and staff"), start=1):
        sheet.heading(f"{number}. {title}", size=12)
        sheet.paragraph(SERVICES)
        sheet.heading("What is strong", size=12)
        sheet.paragraph(MEETING)
    sheet.heading("Next steps", size=15)
    sheet.paragraph(CHANGE)
    return sheet.done()


def bold_lines_that_are_no_headings() -> bytes:
    """Bold lines that say how far something is, two bold sentences, and a lead-in that ends in "to".

    A rating larger than the text is a heading all the same.
    """
    sheet = Sheet()
    sheet.heading("Fathers", size=14)
    sheet.paragraph(OPENING)
    sheet.paragraph("Partly accepted; under way", font=BOLD)
    sheet.paragraph(SERVICES)
    sheet.paragraph("The panel graded risk well and changed little. It met each month.", font=BOLD)
    sheet.paragraph(MEETING)
    sheet.paragraph("The partnership needs to", font=BOLD)
    sheet.item("•", "speak to the grandmother")
    sheet.heading("A child who was not listened to", size=14)
    sheet.paragraph(VOICE)
    sheet.heading("Completed", size=14)
    sheet.paragraph(CHANGE)
    return sheet.done()


def cover_lines_longer_than_a_line() -> bytes:
    """A title block whose last lines are long enough for running text, above the first heading."""
    sheet = Sheet()
    sheet.heading("Wendmere Safeguarding Children Board", size=12)
    sheet.heading("Serious Case Review: Baby Fern", size=20)
    sheet.paragraph(
        "Independent author: Mary Tull, BA (Hons), DipSW, and chair of the panel of the review: Peter Wynn, "
        "formerly of the county council, March 2014"
    )
    sheet.heading("Summary", size=14)
    sheet.paragraph(OPENING)
    sheet.heading("The family", size=14)
    sheet.paragraph(SERVICES)
    return sheet.done()
