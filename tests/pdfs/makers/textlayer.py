"""What text layers do to words."""

from __future__ import annotations

from tests.pdfs import raw
from tests.pdfs.sheet import BOLD, ITALIC, LEFT, PLAIN, Sheet, width_of
from tests.pdfs.words import CHANGE, OPENING, SERVICES


def apostrophe_in_another_font() -> bytes:
    """Apostrophes and quotes set in another font than their words, which some text layers tear apart."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    other = ("’", "Times-Roman")
    sheet.line(
        ("The children", PLAIN), other, ("s centre and both of the parents", PLAIN), other, (" doctors did", PLAIN)
    )
    sheet.line(("not know of it at the time, and it wasn", PLAIN), other, ("t written down.", PLAIN))
    return sheet.done()


def apostrophe_with_blanks() -> bytes:
    """Blanks around an apostrophe in the text layer where the page shows none or hardly any."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph("The children ' s centre saw the plans, and the family ’ s doctor didn ’ t.")
    return sheet.done()


def stray_blanks() -> bytes:
    """Blanks around hyphens ("decision - making"), and a blank without width inside a word ("c hild")."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.paragraph("The decision - making of the panel was slow, and multi - agency meetings were rare.")
    x = sheet.at(LEFT, sheet.y, "Nobody asked the c ")
    sheet.at(x - width_of(" "), sheet.y, "hild what she wanted.")
    sheet.y += 22
    sheet.paragraph("The visit was late - the third that month - and it was not recorded.")
    return sheet.done()


def hyphens_at_line_ends() -> bytes:
    """Hyphens at line ends that belong to the word ("self-neglect") among words broken there ("safeguarding")."""
    sheet = Sheet()
    known = "Safeguarding is everybody's business. Self-neglect was known to the practitioners and the partnership."
    sheet.paragraph(known, width=150)
    for line in (
        "The review looked at self-",
        "neglect and at how practi-",
        "tioners working in safe-",
        "guarding saw it. The part-",
        "nership has had a multi-",
        "agency plan for the long-",
        "term work with people.",
    ):
        sheet.paragraph(line, gap=0)
    return sheet.done()


def range_at_a_line_end() -> bytes:
    """A range of years, and a compound with a capital, cut at their hyphens by line ends."""
    sheet = Sheet()
    sheet.paragraph(
        "The review looked at what the services did in the years 2015-\n2018 and at how the family saw it. The non-"
        "\nEnglish speaking father was not heard."
    )
    return sheet.done()


def compounds_at_line_ends() -> bytes:
    """A document that never breaks words: every hyphen at the end of its lines is part of a compound."""
    sheet = Sheet()
    known = "A twenty-one year old man lived alone. His step-father and the child-minder came on weekdays."
    sheet.paragraph(known, width=200)
    for line in (
        "The young man saw his step-",
        "father on most days and the child-",
        "minder once a week. A trauma-",
        "informed plan was made with him.",
    ):
        sheet.paragraph(line, gap=0)
    return sheet.done()


def ligatures() -> bytes:
    """Ligatures as one code each in the text layer: ff, fi, fl, ffi."""
    words = ["The o~ce of the ^rst re_ection was", "sta`ed by two people."]
    content = raw.lines(72, 700, words, font="F3")
    return raw.pdf([content], codes={"~": "ﬃ", "^": "ﬁ", "_": "ﬂ", "`": "ﬀ"})


def soft_hyphens() -> bytes:
    """Soft hyphens inside words, and at a line end where they show."""
    words = [
        "The practitioner knew. The safe~guarding part~ner~ship met, and the chair asked the prac~",
        "titioner to write to the doctor.",
    ]
    return raw.pdf([raw.lines(72, 700, words, font="F3")], codes={"~": "\u00ad"})


def odd_blanks() -> bytes:
    """No-break, thin and zero-width blanks and a byte order mark between and inside words."""
    words = ["The child~was^seen`alone by the doc_tor in May."]
    return raw.pdf(
        [raw.lines(72, 700, words, font="F3")], codes={"~": "\u00a0", "^": "\u2009", "`": "\u2003", "_": "\u200b"}
    )


def codes_without_meaning() -> bytes:
    """A code that means half of a surrogate pair: nothing that can be written."""
    words = ["The plan was made ^ and kept."]
    content = raw.lines(72, 700, words, font="F3")
    return raw.pdf([content]).replace(b"<5E> <005E>", b"<5E> <D83D>")


def character_beyond_16_bits() -> bytes:
    """A sign that takes two units of 16 bits, as briefings have before their headings."""
    return raw.pdf([raw.lines(72, 700, ["~ What to do now"], font="F3")], codes={"~": "\U0001f4a1"})


def shadowed_title() -> bytes:
    """A title drawn twice, half a point apart, as word processors draw shadows."""
    sheet = Sheet()
    for shift, color in ((0.6, "#999999"), (0.0, "#000000")):
        sheet.at(LEFT + shift, 90 + shift, "Serious Case Review: Baby Fern", font=BOLD, size=22, color=color)
    sheet.y = 140
    sheet.paragraph(OPENING)
    return sheet.done()


def doubled_letters() -> bytes:
    """A title each letter of which is drawn twice before the next, for weight: "SSeerriioouuss" in the text layer."""
    sheet = Sheet()
    x = LEFT
    for letter in "Serious Case Review: Baby Fern":
        for shift in (0.0, 0.4):
            sheet.at(x + shift, sheet.y, letter, font=BOLD, size=22)
        x += width_of(letter, BOLD, 22)
    sheet.y += 30
    sheet.paragraph(OPENING)
    return sheet.done()


def hyphens_as_noncharacters() -> bytes:
    """Hyphens as U+FFFE in the text layer, in the middle of lines and at their end."""
    lines = (
        "The partnership wrote a multi~agency plan about self~neglect and",
        "long~term work, and agreed a step~",
        "by~step guide for its staff.",
    )
    content = "\n".join(raw.text(72, 700 - 14 * at, line, font="F3") for at, line in enumerate(lines))
    return raw.pdf([content], codes={"~": "\ufffe"})


def _quoted(opening: str, closing: str, apostrophe: str) -> bytes:
    line = raw.text(72, 700, "The child~s doctor said ^come tomorrow` and the parents~ plan was kept.", font="F3")
    return raw.pdf([line], codes={"^": opening, "`": closing, "~": apostrophe})


def quotes_of_windows() -> bytes:
    """Quotes and apostrophes as the control codes that Windows gave them (U+0092 to U+0094)."""
    return _quoted("\x93", "\x94", "\x92")


def quotes_decoded_twice() -> bytes:
    """Quotes and apostrophes decoded as if each byte were a character: three signs where the page shows one."""
    return _quoted("\u00e2\u20ac\u0153", "\u00e2\u20ac\x9d", "\u00e2\u20ac\u2122")


def bold_font_throughout() -> bytes:
    """A report all of whose text is in a font that calls itself bold: only size tells its headings."""
    sheet = Sheet()
    sheet.paragraph("Learning review: Child Q", font=BOLD, size=20, leading=26)
    sheet.paragraph(CHANGE, font=BOLD)
    for title, text in (("Why we reviewed", OPENING), ("What the nursery knew", SERVICES)):
        sheet.heading(title, size=14)
        sheet.paragraph(text, font=BOLD)
        sheet.paragraph("The nursery wrote to the doctor.", font=BOLD)
    return sheet.done()


def bold_by_stroke() -> bytes:
    """A heading made bold by stroking its outlines: the font says nothing of it."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y += 8
    sheet.at(LEFT, sheet.y, "What should change", mode=2)
    sheet.y += 22
    sheet.paragraph(SERVICES)
    return sheet.done()


def words_placed_one_by_one() -> bytes:
    """A text layer without blanks: each word is placed by itself."""
    sheet = Sheet()
    for line in ("The nursery wrote to the doctor in June", "and had an answer in September."):
        x = LEFT
        for word in line.split(" "):
            x = sheet.at(x, sheet.y, word) + width_of(" ")
        sheet.y += 14
    return sheet.done()


def justified_text() -> bytes:
    """Justified lines whose blanks are stretched up to the width of a letter."""
    sheet = Sheet()
    for line in (
        "The nursery wrote to the doctor",
        "in June and had an answer in the",
        "autumn of that year, which came late.",
    ):
        words = line.split(" ")
        room = 230 - sum(width_of(word) for word in words)
        x = LEFT
        for word in words:
            x = sheet.at(x, sheet.y, word + " ") - width_of(" ") + room / (len(words) - 1)
        sheet.y += 14
    return sheet.done()


def letter_spaced_heading() -> bytes:
    """A heading whose letters are spread by character spacing, without any blank in the text."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.y += 8
    drawn = sheet.canvas.beginText(LEFT, sheet.height - sheet.y)
    drawn.setFont(BOLD, 14)
    drawn.setCharSpace(4)
    drawn.textOut("Learning points")
    drawn.setCharSpace(0)
    sheet.canvas.drawText(drawn)
    sheet.y += 26
    sheet.paragraph(SERVICES)
    return sheet.done()


def fonts_in_one_word() -> bytes:
    """A word with its first letter in bold and another word half in italics: one word each."""
    sheet = Sheet()
    sheet.paragraph(OPENING)
    sheet.line(("S", BOLD), ("afeguarding is the work of ", PLAIN), ("every", ITALIC), ("body.", PLAIN))
    return sheet.done()
