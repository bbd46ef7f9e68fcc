"""Headings, contents pages, and what only looks like a heading."""

from __future__ import annotations

from tests.pdfs.sheet import BOLD, ITALIC, LEFT, PLAIN, WIDTH, Sheet, width_of
from tests.pdfs.words import CHANGE, MEETING, OPENING, PARAGRAPHS, SERVICES, VOICE

_PARTS = (("Why we reviewed", OPENING), ("What the nursery knew", SERVICES), ("The autumn meeting", MEETING))


def _entry(sheet: Sheet, title: str, page: int, *, x: float = LEFT, font: str = PLAIN) -> None:
    *above, last = title.split("\n")
    for words in above:
        sheet.at(x, sheet.y, words, font=font)
        sheet.y += 16
    end = LEFT + WIDTH - width_of(str(page), font)
    dots = int((end - x - width_of(last, font) - 8) / width_of(".", font))
    sheet.at(x, sheet.y, f"{last} {'.' * dots} {page}", font=font)
    sheet.y += 16


def contents_with_leaders() -> bytes:
    """A contents page with dot leaders, indented second levels and an entry over two lines; headings follow it."""
    sheet = Sheet()
    sheet.heading("Contents", size=16)
    _entry(sheet, "1. Introduction", 2)
    _entry(
        sheet,
        "1.1 Why this review was carried out by the partnership and what the\npeople who took part in it were asked",
        2,
        x=LEFT + 20,
    )
    _entry(sheet, "2. What happened", 2)
    _entry(sheet, "3. Recommendations", 3)
    sheet.page()
    sheet.paragraph(VOICE)
    sheet.heading("1. Introduction", size=16)
    sheet.heading(
        "1.1 Why this review was carried out by the partnership and what the people who took part in it were asked",
        size=13,
    )
    sheet.paragraph(OPENING)
    sheet.heading("2. What happened", size=16)
    sheet.paragraph(SERVICES)
    sheet.paragraph(MEETING)
    sheet.page()
    sheet.heading("3. Recommendations", size=16)
    sheet.item("1.", "The partnership should ask all agencies to use one form.")
    sheet.paragraph(CHANGE)
    return sheet.done()


def contents_tell_headings() -> bytes:
    """Headings set like the body, neither bold nor large: the contents page lists them."""
    sheet = Sheet()
    sheet.heading("Contents", size=11)
    for title, page in (("How the family lived", 2), ("Who saw the child", 2), ("Where the plan went wrong", 2)):
        _entry(sheet, title, page)
    sheet.page()
    for title, text in zip(
        ("How the family lived", "Who saw the child", "Where the plan went wrong"), PARAGRAPHS, strict=False
    ):
        sheet.paragraph(title)
        sheet.paragraph(text)
    return sheet.done()


def contents_differ_from_body() -> bytes:
    """A contents page whose wording is not that of the headings, which are bold at body size."""
    sheet = Sheet()
    sheet.heading("Table of contents", size=11)
    for title, page in (("The family", 2), ("The child's voice", 2), ("Conclusion", 2)):
        _entry(sheet, title, page)
    sheet.page()
    for title, text in zip(
        ("The family and its history", "Hearing the child", "Concluding remarks"), PARAGRAPHS, strict=False
    ):
        sheet.heading(title, size=11)
        sheet.paragraph(text)
    return sheet.done()


def summary_before_contents() -> bytes:
    """An executive summary that stands before the contents page."""
    sheet = Sheet()
    sheet.heading("Executive summary", size=16)
    sheet.paragraph(VOICE)
    sheet.paragraph(CHANGE)
    sheet.page()
    sheet.heading("Contents", size=16)
    for title, page in (("Executive summary", 1), ("Background", 3), ("Findings", 3), ("Recommendations", 3)):
        _entry(sheet, title, page)
    sheet.page()
    for title, text in zip(("Background", "Findings", "Recommendations"), PARAGRAPHS, strict=False):
        sheet.heading(title, size=16)
        sheet.paragraph(text)
    return sheet.done()


def headings_bold_at_body_size() -> bytes:
    """Headings that are bold and no larger than the text."""
    sheet = Sheet()
    sheet.opening("Learning review: Child Q")
    for title, text in _PARTS:
        sheet.heading(title, size=11)
        sheet.paragraph(text)
    return sheet.done()


def first_heading_of_one_page() -> bytes:
    """One page: a title, and right under it the first of three headings that look the same."""
    sheet = Sheet()
    sheet.title("Learning review: Child Q")
    for title, text in _PARTS:
        sheet.heading(title, size=12)
        sheet.paragraph(text)
    return sheet.done()


def heading_in_a_side_box() -> bytes:
    """A box with a heading and text of its own within a section: what follows the box is not under its heading."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    sheet.heading("What happened", size=14)
    sheet.paragraph(OPENING)
    top = sheet.y
    sheet.box(LEFT, top, WIDTH, 90)
    sheet.y = top + 20
    sheet.paragraph("Good practice", x=LEFT + 10, font=BOLD, size=14)
    sheet.paragraph(VOICE, x=LEFT + 10, width=WIDTH - 20)
    sheet.y = top + 115
    sheet.paragraph(SERVICES)
    sheet.heading("What should change", size=14)
    sheet.paragraph(MEETING)
    return sheet.done()


def headings_that_are_sentences() -> bytes:
    """Headings that are whole sentences with a full stop, bold, over two lines."""
    sheet = Sheet()
    sheet.opening("Learning review: Child Q")
    for title, text in (
        (
            "Practitioners did not always ask what a day in the life of the child was like, and seldom wrote it down.",
            OPENING,
        ),
        ("Nobody brought the parts together.", SERVICES),
    ):
        sheet.heading(title, size=12)
        sheet.paragraph(text)
    return sheet.done()


def headings_with_levels() -> bytes:
    """Numbered headings of three levels, all bold at one size: only the numbers tell the levels."""
    sheet = Sheet()
    for title, text in (
        ("1. Introduction", None),
        ("1.1 Why we reviewed", OPENING),
        ("1.2 How we reviewed", MEETING),
        ("2. The family", None),
        ("2.1 The child", VOICE),
        ("2.1.1 The child at the nursery", SERVICES),
        ("3. Findings", CHANGE),
    ):
        sheet.heading(title, size=12)
        if text:
            sheet.paragraph(text)
    return sheet.done()


def paragraphs_with_numbers_like_headings() -> bytes:
    """Short numbered paragraphs set like the body, under numbered headings in bold: they are no headings."""
    sheet = Sheet()
    sheet.heading("1. Introduction", size=12)
    sheet.item("1.1", OPENING, hang=36)
    sheet.item("1.2", "The nursery was told in May.", hang=36)
    sheet.item("1.3", "The doctor was not told.", hang=36)
    sheet.heading("2. The family", size=12)
    sheet.item("2.1", SERVICES, hang=36)
    sheet.item("2.2", VOICE, hang=36)
    return sheet.done()


def heading_numbers_in_a_column() -> bytes:
    """Headings whose numbers stand far to the left of their words, in a column of their own."""
    sheet = Sheet()
    for number, (title, text) in enumerate(_PARTS, start=1):
        sheet.y += 10
        sheet.at(LEFT, sheet.y, f"{number}.", font=BOLD, size=14)
        sheet.at(LEFT + 70, sheet.y, title, font=BOLD, size=14)
        sheet.y += 24
        sheet.paragraph(text, x=LEFT + 70)
    return sheet.done()


def heading_over_three_lines() -> bytes:
    """A heading over three lines, and a heading right below another."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    title = (
        "Finding 1: how the services that knew the family told one another what they knew, why it was late, and what "
        "the nursery and the doctor made of it"
    )
    sheet.paragraph(title, font=BOLD, size=14, leading=18, gap=6)
    sheet.paragraph(OPENING)
    sheet.heading("What should change", size=14)
    sheet.heading("In the nursery", size=12)
    sheet.paragraph(SERVICES)
    return sheet.done()


def headings_light_and_larger() -> bytes:
    """Headings that are not bold, only two points larger than the text."""
    sheet = Sheet()
    sheet.opening("Learning review: Child Q")
    for title, text in _PARTS:
        sheet.heading(title, size=13, font=PLAIN)
        sheet.paragraph(text)
    return sheet.done()


def headings_numbered_now_and_then() -> bytes:
    """Numbers in the contents and not in the text, a number lost in the middle, a heading again without its number."""
    sheet = Sheet()
    sheet.heading("Contents", size=16)
    for title in ("1. Introduction", "2. The family", "3. What happened", "4. Findings", "5. Recommendations"):
        _entry(sheet, title, 2)
    sheet.page()
    for title, text in (
        ("Introduction", OPENING),
        ("2. The family", VOICE),
        ("What happened", SERVICES),
        ("4. Findings", MEETING),
        ("Findings", CHANGE),
        ("5. Recommendations", "The partnership should ask all agencies to use one form, and say who reads it."),
    ):
        sheet.heading(title, size=16)
        sheet.paragraph(text)
    return sheet.done()


def headings_smaller_than_their_children() -> bytes:
    """Top headings at 12 points in capitals, those below them at 14 points; the contents page tells the levels."""
    sheet = Sheet()
    sheet.heading("Contents", size=12)
    tree = (("FAMILY", ("The mother", "The child")), ("SERVICES", ("The nursery", "The doctor")))
    for top, below in tree:
        _entry(sheet, top, 2)
        for title in below:
            _entry(sheet, title, 2, x=LEFT + 24)
    sheet.page()
    texts = iter((*PARAGRAPHS, OPENING))
    for top, below in tree:
        sheet.heading(top, size=12)
        sheet.paragraph(next(texts))
        for title in below:
            sheet.heading(title, size=14)
            sheet.paragraph(next(texts))
    return sheet.done()


def same_heading_many_times() -> bytes:
    """The heading "Summary" under each of three numbered findings."""
    sheet = Sheet()
    sheet.opening("Child Q: findings")
    for number, text in enumerate((OPENING, SERVICES, MEETING), start=1):
        sheet.heading(f"Finding {number}: what the services knew", size=14)
        sheet.paragraph(text)
        sheet.heading("Summary", size=12)
        sheet.paragraph(CHANGE)
    return sheet.done()


def heading_with_grade_in_a_box() -> bytes:
    """Headings in a box with their grade in the cell beside them, over running text."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    for title, grade, text in (
        ("The experiences and progress of children who need help and protection", "Requires improvement", OPENING),
        ("The experiences and progress of children in care", "Good", SERVICES),
    ):
        height = 44
        sheet.box(LEFT, sheet.y, WIDTH, height)
        sheet.rule(LEFT + 320, sheet.y, LEFT + 320, sheet.y + height)
        top = sheet.y
        sheet.y += 16
        sheet.paragraph(title, x=LEFT + 6, width=300, font=BOLD, size=12)
        sheet.y = top + 16
        sheet.paragraph(grade, x=LEFT + 326, width=120, font=BOLD, size=12)
        sheet.y = top + height + 24
        sheet.paragraph(text)
    return sheet.done()


def heading_in_a_cell() -> bytes:
    """A heading over three lines in the left cell of a wide frame, its text in the cell on the right."""
    sheet = Sheet()
    sheet.opening("Child Q: learning")
    for title, text in (
        ("What the nursery knew of the child and told", OPENING + " " + SERVICES),
        ("How the doctor was kept out of it", MEETING + " " + VOICE),
    ):
        sheet.table((120, WIDTH - 120), [(f"*{title}", text)])
    return sheet.done()


def heading_with_footnote_mark() -> bytes:
    """A heading with a raised figure behind it, and one with the figure before it."""
    sheet = Sheet()
    sheet.paragraph(CHANGE)
    sheet.y += 10
    x = sheet.at(LEFT, sheet.y, "Early help", font=BOLD, size=14)
    sheet.at(x, sheet.y - 5, "1", font=BOLD, size=8)
    sheet.y += 22
    sheet.paragraph(OPENING)
    sheet.y += 10
    sheet.at(LEFT, sheet.y - 5, "2", font=BOLD, size=8)
    sheet.at(LEFT + 5, sheet.y, "Strategy meetings", font=BOLD, size=14)
    sheet.y += 22
    sheet.paragraph(SERVICES)
    for number, y in ((1, 740), (2, 752)):
        sheet.at(LEFT, y - 3, str(number), size=6)
        sheet.at(LEFT + 6, y, "See the glossary of terms at the end.", size=9)
    return sheet.done()


def heading_alone_at_the_foot() -> bytes:
    """A heading as the last line of a page, its text on the next."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    sheet.y = 770
    sheet.at(LEFT, sheet.y, "Good practice", font=BOLD, size=14)
    sheet.page()
    sheet.paragraph(CHANGE)
    return sheet.done()


def heading_over_a_page_end() -> bytes:
    """A whole bold paragraph that asks for something is no heading; nor is a bold paragraph cut by the page end."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.heading("Recommendations", size=14)
    sheet.paragraph(
        "The partnership should ask every agency to say by the end of the year how it makes sure that what a child "
        "says is passed on, who reads it, and what is done when nothing follows from it.",
        font=BOLD,
    )
    sheet.paragraph(SERVICES)
    return sheet.done()


def letter_with_signatures() -> bytes:
    """A letter: a bold salutation, a bold subject line, and names in bold under "Yours sincerely"."""
    sheet = Sheet()
    sheet.paragraph("14 May 2021")
    sheet.paragraph("Dear colleagues,", font=BOLD)
    sheet.paragraph("Joint inspection of services for children in Wendmere", font=BOLD)
    sheet.paragraph(OPENING)
    sheet.heading("Headline findings", size=11)
    sheet.paragraph(SERVICES)
    sheet.heading("What needs to improve?", size=11)
    sheet.paragraph(MEETING)
    sheet.paragraph("Yours sincerely")
    sheet.y += 30
    sheet.paragraph("Ada Fernley", font=BOLD, gap=0)
    sheet.paragraph("National Director, Social Care", gap=16)
    sheet.paragraph("Bertram Oakes", font=BOLD, gap=0)
    sheet.paragraph("Chief Inspector of Care", gap=16)
    return sheet.done()


def captions() -> bytes:
    """Bold captions under a picture and over a table: no headings."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    sheet.heading("The services", size=14)
    sheet.paragraph(OPENING)
    sheet.picture(LEFT, sheet.y, 200, 80)
    sheet.y += 100
    sheet.paragraph("Figure 1: Visits to the family by month", font=BOLD)
    sheet.paragraph(SERVICES)
    sheet.paragraph("Table 2. Services that knew the family", font=BOLD)
    sheet.table((200, 200), [("*Service", "*Since"), ("Nursery", "2017"), ("Housing office", "2018")])
    sheet.paragraph(MEETING)
    return sheet.done()


def title_runs_into_first_heading() -> bytes:
    """A title block right above the first heading, without a cover."""
    sheet = Sheet()
    sheet.paragraph("Wendmere Safeguarding Adults Board", font=BOLD, size=18, leading=22, gap=2)
    sheet.paragraph("Safeguarding Adults Review: Mr Alder", font=BOLD, size=18, leading=22, gap=6)
    sheet.heading("1. Introduction", size=14)
    sheet.paragraph(OPENING)
    sheet.heading("2. The circumstances", size=14)
    sheet.paragraph(SERVICES)
    sheet.page()
    sheet.heading("3. Findings", size=14)
    sheet.paragraph(MEETING)
    return sheet.done()


def title_set_like_the_headings() -> bytes:
    """A title with the first heading right under it, in the same type: only its words tell that it begins the text."""
    sheet = Sheet()
    sheet.paragraph("Learning review: Child Q", font=BOLD, size=16, leading=20, gap=0)
    for title, text in (("Introduction", OPENING), ("The family", SERVICES), ("The autumn meeting", MEETING)):
        sheet.paragraph(title, font=BOLD, size=16, leading=20, gap=6)
        sheet.paragraph(text)
    return sheet.done()


def cover_page() -> bytes:
    """A cover with title, name, author and date in several sizes: none of it is a heading."""
    sheet = Sheet()
    sheet.y = 220
    sheet.paragraph("Wendmere Safeguarding Children Partnership", font=BOLD, size=16, leading=20, gap=20)
    sheet.paragraph("Local Child Safeguarding Practice Review", font=BOLD, size=26, leading=32, gap=20)
    sheet.paragraph("Child Q", font=BOLD, size=20, leading=32, gap=60)
    sheet.paragraph("Lead reviewer: Corin Hale", size=14)
    sheet.paragraph("March 2022", size=14)
    sheet.page()
    sheet.heading("Introduction")
    sheet.paragraph(OPENING)
    sheet.heading("Findings")
    sheet.paragraph(SERVICES)
    return sheet.done()


def sign_off_with_date() -> bytes:
    """The name of the body and a date in bold as the last line: no heading."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    sheet.heading("Introduction", size=11)
    sheet.paragraph(OPENING)
    sheet.heading("Progress since the review", size=11)
    sheet.paragraph(SERVICES)
    sheet.paragraph(MEETING)
    sheet.y += 20
    sheet.paragraph("Wendmere Safeguarding Children Partnership, March 2022", font=BOLD)
    return sheet.done()


def column_heads() -> bytes:
    """Bold heads of two columns of names without rulings: no headings."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    sheet.heading("The panel", size=14)
    sheet.paragraph(OPENING)
    for name, role, font in (
        ("Name", "Organisation", BOLD),
        ("Ada Fernley", "Health trust", PLAIN),
        ("Bertram Oakes", "Housing office", PLAIN),
        ("Corin Hale", "Police", PLAIN),
    ):
        sheet.at(LEFT, sheet.y, name, font=font)
        sheet.at(LEFT + 220, sheet.y, role, font=font)
        sheet.y += 16
    sheet.y += 10
    sheet.heading("The terms", size=14)
    sheet.paragraph(SERVICES)
    return sheet.done()


def lead_in_words() -> bytes:
    """Bold words that open a paragraph or a bullet, and italic quotations: no headings."""
    sheet = Sheet()
    sheet.opening("Learning from Child Q")
    sheet.heading("Learning points", size=14)
    sheet.paragraph(OPENING)
    for lead, text in (
        ("Curiosity.", "Practitioners asked too little."),
        ("Recording.", "What they heard was not written down."),
    ):
        sheet.line((f"{lead} ", BOLD), (text, PLAIN))
        sheet.y += 8
    sheet.paragraph("“We did not know whom to ask.”", font=ITALIC)
    sheet.paragraph(SERVICES)
    return sheet.done()


def grade_lines() -> bytes:
    """A grade in bold on a line of its own below a heading: no heading."""
    sheet = Sheet()
    sheet.opening("Inspection of Wendmere")
    for title, grade, text in (
        ("Help and protection", "Requires improvement", OPENING),
        ("Children in care", "Good", SERVICES),
    ):
        sheet.heading(title, size=14)
        sheet.paragraph(grade, font=BOLD)
        sheet.paragraph(text)
    return sheet.done()


def coloured_headings() -> bytes:
    """Headings in the size and weight of the text, told by colour and a gap alone."""
    sheet = Sheet()
    sheet.opening("Learning review: Child Q")
    for title, text in _PARTS:
        sheet.y += 10
        sheet.at(LEFT, sheet.y, title, color="#1F5FA8")
        sheet.y += 22
        sheet.paragraph(text)
    return sheet.done()


def outline_in_the_file() -> bytes:
    """Bookmarks whose levels are not those that are printed."""
    sheet = Sheet()
    for number, (title, level) in enumerate((("1. Introduction", 0), ("2. Findings", 1), ("3. Learning", 0))):
        sheet.canvas.bookmarkPage(f"b{number}")
        sheet.canvas.addOutlineEntry(title, f"b{number}", level)
        sheet.heading(title, size=14)
        sheet.paragraph(PARAGRAPHS[number])
    return sheet.done()
