"""Tables without rules, and what stands in columns and is no table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.pdfs.sheet import BOLD, LEADING, LEFT, PLAIN, WIDTH, Sheet, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES

_EDGES = (LEFT, LEFT + 130, LEFT + 270, LEFT + 370)
_HEAD = ("Recommendation", "Action", "Lead", "By when")
_PLAN = (
    (
        "Ask all agencies to use one form.",
        "Agree the form with the nursery and try it for a term.",
        "Health trust",
        "May 2031",
    ),
    ("Look at ten cases every quarter.", "Choose the cases and read them together.", "Partnership", "June 2031"),
    (
        "Join the meetings of the autumn.",
        "Send somebody who may decide, and read the minutes.",
        "Housing office",
        "July 2031",
    ),
    ("Speak to the grandmother.", "Visit her and write down what she says.", "Council", "August 2031"),
)

CHRONOLOGY = (
    ("14 March 2030", "The nursery tells the health visitor that the child has not come for a week."),
    ("April 2030", "A worker visits and finds nobody at home."),
    ("2 May 2030", "The grandmother telephones the council."),
    ("9 May 2030", "The services meet and agree who will see the child."),
)


def _rows(sheet: Sheet, rows: Iterable[Sequence[str]], font: str = PLAIN) -> None:
    for row in rows:
        cells = [
            wrapped(text, right - left - 12, font, 10)
            for text, left, right in zip(row, _EDGES, (*_EDGES[1:], LEFT + WIDTH + 12), strict=True)
        ]
        for lines, left in zip(cells, _EDGES, strict=True):
            for index, words in enumerate(lines):
                sheet.at(left, sheet.y + index * LEADING, words, font=font, size=10)
        sheet.y += LEADING * max(map(len, cells)) + 6


def table_without_rules() -> bytes:
    """An action plan in four columns without a single rule: bold heads, cells of several lines."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    _rows(sheet, [_HEAD], BOLD)
    _rows(sheet, _PLAN)
    sheet.y += LEADING
    sheet.paragraph(CHANGE)
    return sheet.done()


def table_without_rules_over_two_pages() -> bytes:
    """An action plan without rules that goes on on the next page, its heads printed again."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y = 620
    _rows(sheet, [_HEAD], BOLD)
    _rows(sheet, _PLAN[:2])
    sheet.page()
    _rows(sheet, [_HEAD], BOLD)
    _rows(sheet, _PLAN[2:])
    sheet.y += LEADING
    sheet.paragraph(CHANGE)
    return sheet.done()


def signatures_side_by_side() -> bytes:
    """Names, posts and bodies of those who sign, in three columns: no table."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph(SERVICES)
    sheet.paragraph("Yours sincerely")
    for row in (
        ("Mary Tull", "Peter Wynn", "Corin Hale"),
        ("Chair of the panel", "Director of services", "Chief constable"),
        ("Wendmere", "Wendmere Council", "River Constabulary"),
    ):
        for text, left in zip(row, (LEFT, LEFT + 160, LEFT + 320), strict=True):
            sheet.at(left, sheet.y, text)
        sheet.y += LEADING
    return sheet.done()


def numbers_far_to_the_left() -> bytes:
    """Numbered paragraphs whose numbers hang far to the left: a list, no table."""
    sheet = Sheet()
    for number, text in enumerate((OPENING, SERVICES, MEETING, CHANGE), start=1):
        sheet.item(f"{number}.", text, hang=60)
    return sheet.done()


def chronology_without_rules() -> bytes:
    """Dates on the left and what happened on the right, without heads or rules: a table."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for date, event in CHRONOLOGY:
        sheet.at(LEFT, sheet.y, date, size=10)
        for words in wrapped(event, WIDTH - 130, PLAIN, 10):
            sheet.at(LEFT + 130, sheet.y, words, size=10)
            sheet.y += LEADING
        sheet.y += 6
    sheet.y += 2 * LEADING
    sheet.paragraph(CHANGE)
    return sheet.done()


def table_without_rules_and_bold_heads() -> bytes:
    """An action plan without rules whose heads are set like the rest: they are told by their few words."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    _rows(sheet, [_HEAD, *_PLAN])
    sheet.y += LEADING
    sheet.paragraph(CHANGE)
    return sheet.done()


def people_by_body() -> bytes:
    """Those who took part, with their posts, in a column for each body: a list of people, no table."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for row, font in (
        (("Inspectorate of care", "Health regulator"), BOLD),
        (("Ada Fernley, lead inspector", "Corin Hale, lead inspector"), PLAIN),
        (("Mary Tull, inspector", "Peter Wynn, inspector"), PLAIN),
        (("Bertram Oakes, inspector", "Joan Vale, analyst"), PLAIN),
    ):
        for text, left in zip(row, (LEFT, LEFT + 230), strict=True):
            sheet.at(left, sheet.y, text, font=font)
        sheet.y += LEADING + 8
    return sheet.done()


def table_beside_a_heading() -> bytes:
    """An action plan without rules with a heading of two lines beside it in the margin."""
    sheet = Sheet()
    sheet.paragraph(OPENING, x=LEFT + 110)
    top = sheet.y
    for index, words in enumerate(("What we", "will do")):
        sheet.at(LEFT - 20, top + 14 * index, words, font=BOLD, size=12, color="#0B5C48")
    for row, font in ((("Action", "Lead", "By when"), BOLD), *(((*row[:1], *row[2:]), PLAIN) for row in _PLAN)):
        for text, left in zip(row, (LEFT + 110, LEFT + 300, LEFT + 390), strict=True):
            sheet.at(left, sheet.y, text, font=font, size=10)
        sheet.y += LEADING + 6
    sheet.y += LEADING
    for text in (SERVICES, CHANGE):
        sheet.paragraph(text, x=LEFT + 110)
    return sheet.done()
