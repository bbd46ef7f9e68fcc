"""Tables, forms and rulings."""

from __future__ import annotations

from tests.pdfs.sheet import LEADING, LEFT, WIDTH, Sheet, width_of, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE


def form_around_the_report() -> bytes:
    """One two-column table around a whole report, over two pages: a number on the left, running text on the right."""
    sheet = Sheet()
    sheet.table(
        (36, WIDTH - 36),
        [("", "*Introduction"), ("1.", OPENING), ("2.", SERVICES), ("", "*What happened"), ("3.", MEETING)],
    )
    sheet.page()
    sheet.table((36, WIDTH - 36), [("4.", VOICE), ("", "*What should change"), ("5.", CHANGE)])
    return sheet.done()


_HEAD = ("*Recommendation", "*Lead", "*By when")


def table_over_two_pages() -> bytes:
    """A ruled table over two pages: its head is repeated, and a row is cut by the page end."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y = 560
    columns = (240, 110, 101)
    sheet.table(
        columns,
        [
            _HEAD,
            ("Ask all agencies to use one form for referrals.", "Partnership", "May 2021"),
            ("Look at ten cases every quarter and report to the", "Health trust", "June 2021"),
        ],
    )
    sheet.page()
    sheet.table(
        columns,
        [_HEAD, ("partnership what was found.", "", ""), ("Join the meetings.", "Housing office", "July 2021")],
    )
    sheet.paragraph(CHANGE)
    return sheet.done()


def table_in_a_form() -> bytes:
    """A form around text with a table drawn in one of its cells: it is read where it stands there."""
    sheet = Sheet()
    left, middle, right, top = 36, 80, WIDTH + 60, sheet.y
    sheet.at(left + 5, top + 14, "1.")
    sheet.y = top + 14
    sheet.paragraph(OPENING, x=middle + 5, width=right - middle - 20)
    below = sheet.y
    sheet.at(left + 5, below + 14, "2.")
    sheet.y = below + 14
    sheet.paragraph(SERVICES, x=middle + 5, width=right - middle - 20)
    sheet.table((150, 150), [("*Agency", "*Report"), ("Health trust", "Yes"), ("Police", "No")], x=middle + 15)
    sheet.paragraph(CHANGE, x=middle + 5, width=right - middle - 20)
    for level in (top, below, sheet.y):
        sheet.rule(left, level, right, level)
    for edge in (left, middle, right):
        sheet.rule(edge, top, edge, sheet.y)
    return sheet.done()


def row_cut_without_a_rule() -> bytes:
    """A table whose last row on the page has no rule below it; the next page has the rest of the row and no more."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y = 640
    columns = (240, 110, 101)
    sheet.table(columns, [_HEAD, ("Ask all agencies to use one form for referrals.", "Partnership", "May 2021")])
    top, edges = sheet.y - 24, (LEFT, LEFT + 240, LEFT + 350, LEFT + 451)
    for text, edge in zip(
        ("Look at ten cases every quarter and say to the", "Health trust", "June 2021"), edges, strict=False
    ):
        sheet.at(edge + 5, top + 14, text, size=10)
    for edge in edges:
        sheet.rule(edge, top, edge, top + 24)
    sheet.page()
    sheet.table(columns, [("partnership what was found.", "", "")])
    sheet.paragraph(CHANGE)
    return sheet.done()


def list_with_a_head() -> bytes:
    """A ruled list of one column: a head in bold and what it announces, a cell each."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.table((WIDTH,), [("*Areas for improvement",), (VOICE,), (CHANGE,), (MEETING,)])
    sheet.paragraph(SERVICES)
    return sheet.done()


def columns_that_indent() -> bytes:
    """Cells that are set in: a narrow column on the left holds nothing, and wider cells begin in it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    rows = (
        ("1. Children seen by a worker", "Good", 0),
        ("1.1 Children seen alone", "Poor", 20),
        ("2. Leadership", "Good", 0),
    )
    for text, grade, indent in rows:
        sheet.box(LEFT + indent, sheet.y, 280 - indent, 22)
        sheet.box(LEFT + 280, sheet.y, 100, 22)
        if indent:
            sheet.box(LEFT, sheet.y, indent, 22)
        sheet.at(LEFT + indent + 5, sheet.y + 15, text, size=10)
        sheet.at(LEFT + 285, sheet.y + 15, grade, size=10)
        sheet.y += 22
    sheet.y += 24
    sheet.paragraph(CHANGE)
    return sheet.done()


def boxes_of_a_drawing() -> bytes:
    """Boxes in steps from both sides that share their corners, as in a plan of an organisation: no table."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for step, pair in enumerate(
        (("Council", "Trust"), ("Board", "Police"), ("Nursery", "Midwife"), ("School", "Doctor"))
    ):
        for text, column in zip(pair, (step, 8 - step), strict=True):
            sheet.box(LEFT + 50 * column, sheet.y + 30 * step, 50, 30)
            sheet.at(LEFT + 50 * column + 4, sheet.y + 30 * step + 18, text, size=9)
    sheet.box(LEFT + 200, sheet.y + 120, 50, 30)
    sheet.at(LEFT + 204, sheet.y + 138, "Child", size=9)
    sheet.y += 180
    sheet.paragraph(CHANGE)
    return sheet.done()


def tables_of_one_width() -> bytes:
    """Two tables ruled between their rows only, as wide as one another, with text between them."""
    sheet = Sheet()
    for rows in (
        (("*Agency", "*Report"), ("Health trust", "Received in May"), ("Police", "Received in June")),
        (("*Date", "*Event", "*Known to"), ("May 2020", "A birth", "Midwife"), ("June 2020", "A move", "Housing")),
    ):
        sheet.paragraph(OPENING)
        for row in rows:
            sheet.rule(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
            for index, text in enumerate(row):
                font = "Helvetica-Bold" if text.startswith("*") else "Helvetica"
                sheet.at(
                    LEFT + 5 + (WIDTH / len(row)) * index, sheet.y + 15, text.removeprefix("*"), font=font, size=10
                )
            sheet.y += 22
        sheet.rule(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
        sheet.y += 30
    sheet.paragraph(CHANGE)
    return sheet.done()


def words_too_long_for_their_column() -> bytes:
    """A narrow column that breaks a word which is longer than a line, without a hyphen."""
    sheet = Sheet()
    sheet.paragraph("Each recommendation is answered below.")
    sheet.table((80, 200), [("*Recommendati\non", "*Answer"), ("The first", "Accepted"), ("The second", "Accepted")])
    return sheet.done()


def table_of_data() -> bytes:
    """A small ruled table with a head, an empty cell, and text before and after."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.table(
        (150, 150, 151),
        [("*Agency", "*Report", "*Author"), ("Health trust", "Yes", ""), ("Police", "No", "Corin Hale")],
    )
    sheet.paragraph(CHANGE)
    return sheet.done()


def table_with_merged_head() -> bytes:
    """A table whose head has one cell across two columns."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    top = sheet.y
    sheet.box(LEFT, top, 300, 22)
    sheet.at(LEFT + 5, top + 15, "Visits in the year 2019", font="Helvetica-Bold", size=10)
    sheet.y = top + 22
    sheet.table((150, 150), [("Nursery", "12"), ("Health visitor", "3")])
    sheet.paragraph(CHANGE)
    return sheet.done()


def table_without_upright_rules() -> bytes:
    """A table ruled between its rows only: its columns are told by the blanks."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    rows = (
        ("Agency", "Report", "Author"),
        ("Health trust", "Received in May", "Ada Fernley"),
        ("Police", "Received in June", "Corin Hale"),
        ("Housing", "None", "Bertram Oakes"),
    )
    for row in rows:
        sheet.rule(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
        for index, text in enumerate(row):
            sheet.at(LEFT + 5 + 150 * index, sheet.y + 15, text, size=10)
        sheet.y += 22
    sheet.rule(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
    sheet.y += 30
    sheet.paragraph(CHANGE)
    return sheet.done()


def shading_line_by_line() -> bytes:
    """A paragraph with a grey area behind each of its lines, as word processors shade: one paragraph, no cells."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for line in wrapped(SERVICES, WIDTH):
        sheet.box(LEFT - 4, sheet.y - 11, WIDTH + 8, LEADING, fill="#E6E6E6", stroke=False)
        sheet.at(LEFT, sheet.y, line)
        sheet.y += LEADING
    sheet.y += 8
    sheet.paragraph(CHANGE)
    return sheet.done()


def shading_behind_words() -> bytes:
    """A yellow area behind each marked word: it cuts nothing."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    x = LEFT
    sentence = "The name of the nursery was given by the mother in May"
    for index, word in enumerate(sentence.split(" ")):
        if index in (4, 8):
            sheet.box(x - 1, sheet.y - 10, width_of(word) + 2, 13, fill="#FFFF00", stroke=False)
        x = sheet.at(x, sheet.y, word) + width_of(" ")
    return sheet.done()


def frame_of_two_outlines() -> bytes:
    """A frame drawn as one path of an outer and an inner rectangle, filled between the two, around a learning point."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    top = sheet.y
    path = sheet.canvas.beginPath()
    path.rect(LEFT, sheet.height - top - 70, WIDTH, 70)
    path.rect(LEFT + 1, sheet.height - top - 69, WIDTH - 2, 68)
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    sheet.y = top + 20
    sheet.paragraph(SERVICES, x=LEFT + 10, width=WIDTH - 20)
    sheet.y = top + 95
    sheet.paragraph(CHANGE)
    return sheet.done()


def white_rectangles_behind_text() -> bytes:
    """White areas behind each line, as some programs paint them: nobody sees them, and they cut nothing."""
    sheet = Sheet()
    for text in (OPENING, SERVICES):
        for line in wrapped(text, WIDTH):
            sheet.box(LEFT, sheet.y - 11, width_of(line), LEADING + 2, fill="#FFFFFF", stroke=False)
            sheet.at(LEFT, sheet.y, line)
            sheet.y += LEADING
        sheet.y += 8
    return sheet.done()


def frame_of_the_page() -> bytes:
    """A frame around the whole page, and a rule under a heading: they separate nothing."""
    sheet = Sheet()
    sheet.box(30, 30, sheet.width - 60, sheet.height - 60)
    sheet.paragraph(CHANGE)
    sheet.heading("Introduction")
    sheet.rule(LEFT, sheet.y - 14, LEFT + WIDTH, sheet.y - 14)
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    return sheet.done()


def underlined_words() -> bytes:
    """Underlined words and a struck-out line: rules, but no table."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for word in ("Background", "Learning"):
        sheet.at(LEFT, sheet.y, word)
        sheet.rule(LEFT, sheet.y + 2, LEFT + width_of(word), sheet.y + 2, 0.6)
        sheet.y += 22
        sheet.paragraph(SERVICES if word == "Background" else CHANGE)
    return sheet.done()


def paths_by_the_thousand() -> bytes:
    """A chart of some four thousand short strokes beside text: the text is read, and no grid is made of the chart."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    top = sheet.y
    for index in range(4500):
        x, y = LEFT + index % 100 * 4, top + index // 100 * 4
        sheet.rule(x, y, x + 3, y + (index % 3), 0.3)
    sheet.y = top + 270
    sheet.paragraph(CHANGE)
    return sheet.done()
