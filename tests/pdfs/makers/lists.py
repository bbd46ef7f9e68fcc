"""Numbers, bullets and paragraphs."""

from __future__ import annotations

from tests.pdfs import raw
from tests.pdfs.sheet import BOLD, LEFT, PLAIN, Sheet, width_of, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE


def _asks(labels: tuple[str, ...], *, hang: float) -> bytes:
    sheet = Sheet()
    sheet.paragraph(OPENING)
    texts = (
        "The partnership should ask all agencies to use one form for referrals and to say who has read it.",
        "The health trust should tell the partnership by the autumn how it has gone.",
        "The housing office should join the meetings.",
    )
    for label, text in zip(labels, texts, strict=True):
        sheet.item(label, text, hang=hang)
    return sheet.done()


def number_touches_text() -> bytes:
    """Numbers that touch the first word of their text: "15.The"."""
    return _asks(("15.", "16.", "17."), hang=width_of("15."))


def number_with_bracket() -> bytes:
    """Numbers as "1)" and "(2)"."""
    return _asks(("1)", "(2)", "(3)"), hang=20)


def number_as_code() -> bytes:
    """Numbers as "R3", "Rec 4b" and "Rec. 5"."""
    return _asks(("R3", "Rec 4b", "Rec. 5"), hang=44)


def number_without_point() -> bytes:
    """Numbers as "8.32" without a point behind."""
    return _asks(("8.32", "8.33", "8.34"), hang=36)


def number_printed_twice() -> bytes:
    """The same number printed for two items, by mistake, and then the next."""
    return _asks(("4.", "4.", "5."), hang=20)


def number_with_tab() -> bytes:
    """Bare numbers with a tab behind."""
    return _asks(("1", "2", "3"), hang=28)


def number_in_a_column() -> bytes:
    """Numbers in a column of their own, drawn after all the text of the page."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    places: list[float] = []
    for text in (OPENING, SERVICES, CHANGE):
        places.append(sheet.y)
        sheet.paragraph(text, x=LEFT + 50)
    for number, y in enumerate(places, start=1):
        sheet.at(LEFT, y, f"3.{number}")
    return sheet.done()


def paragraphs_with_numbers() -> bytes:
    """Numbered paragraphs of running text, 1.1 and on, the second over a page end."""
    sheet = Sheet()
    sheet.item("1.1", OPENING, hang=36)
    sheet.y = 770
    lines = wrapped(VOICE, 451 - 36)
    sheet.at(LEFT, sheet.y, "1.2")
    sheet.at(LEFT + 36, sheet.y, lines[0])
    sheet.page()
    for line in lines[1:]:
        sheet.at(LEFT + 36, sheet.y, line)
        sheet.y += 14
    sheet.y += 8
    sheet.item("1.3", CHANGE, hang=36)
    return sheet.done()


def lines_that_begin_with_numbers() -> bytes:
    """Lines of a paragraph that happen to begin with a year, a number, a decimal or a letter: no labels."""
    sheet = Sheet()
    for line in (
        "The review covers the years from 2015 until the end of the summer of",
        "2019. It draws on the records of eleven services, and heard from more than",
        "14 practitioners. The services are described in the guidance, paragraph",
        "4.12 of which asks for one form. The cost was put at no less than",
        "2.5 million pounds in that year, for what the plan of the board calls phase",
        "1. After that the money came to an end, as the family and the child said to",
        "a doctor in the autumn.",
    ):
        sheet.paragraph(line, gap=0)
    sheet.y += 8
    sheet.paragraph(SERVICES)
    sheet.paragraph("2019 was the year in which the family moved to the town.")
    sheet.paragraph("14 children lived in the street.")
    return sheet.done()


def bullets_of_symbol_fonts() -> bytes:
    """Bullets as private-use codes, as Symbol and Wingdings give them."""
    content = "\n".join(
        (
            raw.text(72, 700, "The partnership should now do two things in all its services:"),
            raw.text(90, 678, "~", font="F3"),
            raw.text(108, 678, "ask all agencies to use one form, and say who"),
            raw.text(108, 664, "has read it;"),
            raw.text(90, 650, "^", font="F3"),
            raw.text(108, 650, "look at ten cases every quarter."),
        )
    )
    return raw.pdf([content], codes={"~": "\uf0b7", "^": "\uf0a7"})


def _two_bullets(bullet: str, text: str, *, codes: dict[str, str]) -> bytes:
    lines = [raw.text(72, 700, "The partnership should now do two things in all its services:")]
    for y, words in ((678, "ask all agencies to use one form;"), (664, "look at ten cases every quarter.")):
        lines += [raw.text(90, y, bullet, font="F3"), raw.text(90 + 9 * len(text), y, words)]
    return raw.pdf(["\n".join(lines)], codes=codes)


def bullets_that_are_letters_of_wingdings() -> bytes:
    """Squares of Wingdings that the text layer gives as the letter "n"."""
    return _two_bullets("~", "nn", codes={"~": "n"})


def bullets_without_a_code() -> bytes:
    """Bullets of which another program only kept the number of the glyph: "(cid:131)"."""
    return _two_bullets("(cid:131)", "(cid:131)", codes={})


def bullets_that_are_the_letter_o() -> bytes:
    """Sub-bullets that are the letter "o" in Courier, below bullets."""
    sheet = Sheet()
    sheet.paragraph("The partnership should:")
    sheet.item("•", "ask all agencies to use one form,", x=LEFT + 18, hang=18)
    sheet.at(LEFT + 54, sheet.y, "o", font="Courier")
    sheet.paragraph(
        "for referrals to the health visitor and the nursery, whoever makes them and whenever they are made;",
        x=LEFT + 72,
    )
    sheet.at(LEFT + 54, sheet.y, "o", font="Courier")
    sheet.paragraph("for calls;", x=LEFT + 72)
    sheet.item("•", "look at ten cases every quarter.", x=LEFT + 18, hang=18)
    return sheet.done()


def bullets_on_another_baseline() -> bytes:
    """Bullets that stand three points higher than their text, and are drawn after it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    places: list[float] = []
    for text in ("ask all agencies to use one form;", "look at ten cases every quarter;", "write to the doctor."):
        places.append(sheet.y)
        sheet.paragraph(text, x=LEFT + 36)
    for y in places:
        sheet.at(LEFT + 18, y - 3, "•", size=9)
    return sheet.done()


def dashes_below_bullets() -> bytes:
    """A bullet with two items under it that have dashes."""
    sheet = Sheet()
    sheet.item("•", "The health trust should see to it that", x=LEFT, hang=18)
    sheet.item(
        "–",
        "records are kept of every visit that a health visitor makes or tries to make to the home of a child;",
        x=LEFT + 18,
        hang=14,
    )
    sheet.item("–", "they are read.", x=LEFT + 18, hang=14)
    sheet.item("•", "The housing office should join the meetings.", x=LEFT, hang=18)
    return sheet.done()


def letters_and_romans() -> bytes:
    """Items with letters and roman numbers: (a), b., iv)."""
    sheet = Sheet()
    sheet.item("(a)", "The nursery did not know.", hang=28)
    sheet.item("(b)", "The doctor knew.", hang=28)
    sheet.item("iii)", "The police were told in May.", hang=28)
    sheet.item("iv)", "The school was told in June.", hang=28)
    return sheet.done()


def items_without_gaps() -> bytes:
    """Numbered items one right under the other, their second lines at the left edge like the first."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for number, text in enumerate((SERVICES, CHANGE), start=1):
        sheet.paragraph(f"{number}. {text}", gap=0)
    return sheet.done()


def item_over_a_page_end() -> bytes:
    """A bullet whose second line stands on the next page."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y = 770
    sheet.at(LEFT, sheet.y, "•")
    sheet.at(LEFT + 18, sheet.y, "The health trust should see to it that records are kept of every visit")
    sheet.page()
    sheet.paragraph("to the home, and that they are read.", x=LEFT + 18)
    sheet.item("•", "The housing office should join the meetings.", hang=18)
    return sheet.done()


def item_over_a_page_end_between_sentences() -> bytes:
    """A numbered paragraph whose first sentence ends with the page: the second hangs at its indent on the next page."""
    sheet = Sheet()
    sheet.item("1.1", OPENING, hang=36)
    sheet.y = 756
    sheet.at(LEFT, sheet.y, "1.2")
    for line in wrapped(SERVICES, 415)[:1]:
        sheet.at(LEFT + 36, sheet.y, line)
    sheet.page()
    sheet.paragraph(" ".join(wrapped(SERVICES, 415)[1:]), x=LEFT + 36)
    sheet.item("1.3", CHANGE, hang=36)
    return sheet.done()


def paragraph_over_a_page_end() -> bytes:
    """A paragraph cut by the page end in mid-sentence, and one that ends with the page."""
    sheet = Sheet()
    sheet.paragraph(CHANGE)
    sheet.y = 756
    lines = wrapped(SERVICES, 451)
    for line in lines[:2]:
        sheet.at(LEFT, sheet.y, line)
        sheet.y += 14
    sheet.page()
    for line in lines[2:]:
        sheet.at(LEFT, sheet.y, line)
        sheet.y += 14
    sheet.y = 770
    sheet.paragraph("The last meeting was in May.")
    sheet.page()
    sheet.paragraph("Nobody wrote to the doctor after that.")
    return sheet.done()


def paragraphs_told_by_short_lines() -> bytes:
    """Paragraphs without a gap between them: only the short last line tells."""
    sheet = Sheet()
    for text in (OPENING, MEETING, VOICE):
        sheet.paragraph(text, gap=0, width=400)
    return sheet.done()


def paragraphs_told_by_indent() -> bytes:
    """Paragraphs without a gap whose first lines are set in."""
    sheet = Sheet()
    for text in (OPENING, SERVICES, CHANGE):
        for index, line in enumerate(wrapped(f"{'x' * 4} {text}", 451)):
            words = line.removeprefix("xxxx ")
            sheet.at(LEFT + (24 if index == 0 else 0), sheet.y, words)
            sheet.y += 14
    return sheet.done()


def bold_words_that_open_paragraphs() -> bytes:
    """Paragraphs that begin with words in bold: "Recommendation 1:" and the text behind it in one line."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    for number, text in enumerate(
        (
            "the partnership should ask all agencies to use one form, and say who reads it.",
            "the housing office should join the meetings.",
        ),
        start=1,
    ):
        label = f"Recommendation {number}: "
        x = LEFT
        for word in (*((part, BOLD) for part in label.split()), *((part, PLAIN) for part in text.split())):
            if x + width_of(word[0], word[1]) > LEFT + 440:
                x = LEFT
                sheet.y += 14
            x = sheet.at(x, sheet.y, word[0], font=word[1]) + width_of(" ")
        sheet.y += 22
    sheet.paragraph(SERVICES)
    return sheet.done()
