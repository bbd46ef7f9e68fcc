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
