"""Whole reports in small, each of a form of its own."""

from __future__ import annotations

from tests.pdfs.sheet import BOLD, LEFT, WIDTH, Sheet, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING, SERVICES, VOICE

GUIDE = "The partnership should publish a guide to the river towns for new staff."
HUB = "Wendmere Council should open the family hub on Saturdays."
CLINIC = "The health trust should say on its letters how families can book the evening clinic."
LAMP = "The lamp over the door of the hub has been broken since the storm."
CLOSED = "The hub was closed on Saturdays and nobody could say why."
KNOWN = "Staff should have known that the ferry does not cross when the water is high."
CONCERNS = (
    "There is no lamp at the door of the hub, so that people who come in the evening cannot see the step.",
    "Nobody tells families when the ferry has stopped.",
)
_BODY = "Wendmere Safeguarding Children Partnership"


def _cover(sheet: Sheet, *lines: str) -> None:
    sheet.y = 220
    for line in lines:
        sheet.paragraph(line, font=BOLD, size=20, leading=25, gap=20)
    sheet.page()


def run_of_numbers_through_the_report() -> bytes:
    """One run of numbers through recommendations, findings under themes, and recommendations again."""
    sheet = Sheet()
    _cover(sheet, _BODY, "Serious Case Review: Child Q")
    sections = (
        ("Recommendations", (HUB, GUIDE)),
        ("The family hub", (CLOSED, LAMP, KNOWN)),
        ("The evening clinic", (SERVICES, MEETING)),
        ("Recommendations for health services", (CLINIC, "The health trust should ask families what they make of it.")),
    )
    number = 0
    for heading, texts in sections:
        sheet.heading(heading)
        for text in texts:
            number += 1
            sheet.item(f"{number}.", text)
    return sheet.done()


_PANELS = (
    ("1. Background", OPENING),
    ("2. What happened", SERVICES),
    ("3. What we found", "• The nursery was not asked what it knew.\n• Nobody wrote to the doctor until May."),
    ("4. Good practice", "• The school kept a place for her.\n• Her aunt was asked each week."),
    ("5. Key learning", "• What a child says belongs in the plan.\n• One form saves a great many calls."),
    ("6. What to do", "• Read the plan before each visit.\n• Write down who was told."),
    ("7. Questions to think about", "• Whom would you have called?\n• What would she have said?"),
)


def seven_panels() -> bytes:
    """A seven-minute briefing: seven numbered boxes in rows of two, drawn line by line across the page."""
    sheet = Sheet()
    sheet.title("Seven-minute briefing: Child Q")
    width, height = 218.0, 150.0
    for row in (_PANELS[:2], _PANELS[2:4], _PANELS[4:6], _PANELS[6:]):
        top = sheet.y
        places = (LEFT, LEFT + WIDTH - width)
        for x in places[: len(row)]:
            sheet.box(x, top, width, height)
        cells = [[title, *wrapped(text, width - 16)] for title, text in row]
        for index in range(max(map(len, cells))):
            for x, lines in zip(places, cells, strict=False):
                if index < len(lines):
                    y = top + 20 + 14 * index
                    sheet.at(x + 8, y, lines[index], font=BOLD if index == 0 else "Helvetica")
        sheet.y = top + height + 14
    return sheet.done()


def coroner_with_recipients() -> bytes:
    """A coroner's report: numbered recipients, the findings of a jury, numbered concerns, a duty to reply, copies."""
    sheet = Sheet()
    sheet.title("Regulation 28 report to prevent future deaths")
    sheet.paragraph("THIS REPORT IS BEING SENT TO:", font=BOLD)
    sheet.item("1.", "The Chief Executive of Wendmere Council")
    sheet.item("2.", "The Chief Constable of Wendmere Police")
    for number, (heading, *texts) in enumerate(
        (
            ("CORONER", "I am Ada Fernley, Area Coroner, for the coroner area of Wendmere."),
            ("INVESTIGATION AND INQUEST", "The jury gave a narrative conclusion. It found that:"),
            ("CORONER’S CONCERNS", "The matters of concern are as follows."),
            ("ACTION SHOULD BE TAKEN", "In my opinion action should be taken and you have the power to take it."),
            ("YOUR RESPONSE", "You are under a duty to respond to this report within 56 days of its date."),
            ("COPIES", "I have sent a copy of my report to the following persons:"),
        ),
        start=1,
    ):
        sheet.heading(f"{number}. {heading}", size=12)
        for text in texts:
            sheet.paragraph(text)
        listed = {
            2: ("(a)", "(b)"),
            3: ("(1)", "(2)"),
            6: ("1.", "2."),
        }.get(number, ())
        words = {
            2: ("The step should have been lit.", KNOWN),
            3: CONCERNS,
            6: ("The family of Mr Alder", "The Ferry Company of Wendmere"),
        }.get(number, ())
        for label, text in zip(listed, words, strict=True):
            sheet.item(label, text, hang=26)
    return sheet.done()


def findings_with_questions() -> bytes:
    """A systems review: findings headed by sentences, each with questions for the board, and no recommendation."""
    sheet = Sheet()
    _cover(sheet, "Wendmere Safeguarding Children Board", "Serious Case Review: Child Q", "Learning Together")
    sheet.heading("1. Introduction", size=16)
    sheet.paragraph(OPENING)
    sheet.heading("2. Findings", size=16)
    for number, (finding, text, question) in enumerate(
        (
            ("Services close when families are free, so that they are not seen", SERVICES, "How many does it know of?"),
            ("What a child says is written down and not passed on", VOICE, "Who reads what was written down?"),
        ),
        start=1,
    ):
        sheet.heading(f"Finding {number}: {finding}", size=13)
        sheet.paragraph(text)
        sheet.heading("Questions for the Board", size=11)
        sheet.item("•", f"Does the Board know of finding {number}?", hang=14)
        sheet.item("•", question, hang=14)
    return sheet.done()


def strategies_instead_of_recommendations() -> bytes:
    """A Scottish learning review: learning points, then strategies, and no recommendation anywhere."""
    sheet = Sheet()
    _cover(sheet, "Wendmere Child Protection Committee", "Learning Review: Child Q")
    sheet.heading("Introduction")
    sheet.paragraph(OPENING)
    sheet.heading("Learning points")
    sheet.item("•", "Families come where they are known, and at times when they are free to come.")
    sheet.heading("Strategies for improving practice and systems")
    sheet.item("1.", "Open the family hub on Saturdays and on the first Sunday of each month.")
    sheet.item("2.", "Print a guide to the river towns, and give it to everybody who begins to work in them.")
    return sheet.done()


_WELSH = (
    ("1. Cyflwyniad", "Cynhaliwyd yr adolygiad hwn gan y bartneriaeth ar ôl i’r plentyn fynd i’r ysbyty yn y gwanwyn."),
    ("2. Argymhellion", "Dylai’r cyngor agor yr hwb i deuluoedd ar ddydd Sadwrn."),
)


def english_then_welsh() -> bytes:
    """A report in English with the same report in Welsh behind it."""
    sheet = Sheet()
    _cover(sheet, "Wendmere Safeguarding Board", "Child Practice Review: Child Q", "Adolygiad Ymarfer Plant")
    sheet.heading("1. Introduction", size=16)
    sheet.paragraph(OPENING)
    sheet.heading("2. Recommendations", size=16)
    sheet.item("1.", HUB)
    sheet.item("2.", GUIDE)
    sheet.page()
    for heading, text in _WELSH:
        sheet.heading(heading, size=16)
        if heading.endswith("Argymhellion"):
            sheet.item("1.", text)
            sheet.item("2.", "Dylai’r bartneriaeth gyhoeddi llyfryn am y trefi.")
        else:
            sheet.paragraph(text)
    return sheet.done()


def agencies_before_the_whole() -> bytes:
    """Recommendations of each agency first, numbered anew for each, then those of the review as a whole."""
    sheet = Sheet()
    _cover(sheet, _BODY, "Serious Case Review: Child Q")
    sheet.heading("Agency recommendations", size=16)
    for agency, texts in (
        ("Wendmere Council", (HUB, "Wendmere Council should mend the lamp at the door of the hub.")),
        ("Wendmere Police", ("Wendmere Police should tell the hub when the bridge is to be closed.",)),
    ):
        sheet.heading(agency, size=13)
        for number, text in enumerate(texts, start=1):
            sheet.item(f"{number}.", text)
    sheet.heading("Overview recommendations", size=16)
    sheet.item("1.", GUIDE)
    sheet.item("2.", "The partnership should ask families each winter what they think of the hub.")
    return sheet.done()


def plan_with_a_legend() -> bytes:
    """A report whose appendix is an action plan with colours, and under it the legend that says what they mean."""
    sheet = Sheet()
    sheet.opening("Serious Case Review: Child Q")
    sheet.heading("Recommendations")
    sheet.item("1.", HUB)
    sheet.item("2.", GUIDE)
    sheet.page()
    sheet.heading("Appendix A: Action plan")
    sheet.table(
        (30, 150, 150, 70, 50),
        [
            ("*No", "*Recommendation", "*Action", "*Lead", "*RAG"),
            ("1", HUB, "Agree opening hours with the caretakers.", "Council", "Green"),
            ("2", GUIDE, "Print the guide and put it in every office.", "Partnership", "Red"),
        ],
    )
    sheet.paragraph("Key to the colours", font=BOLD)
    sheet.table((80, 200), [("Red", "Not started"), ("Amber", "In progress"), ("Green", "Completed")])
    return sheet.done()


def progress_by_theme() -> bytes:
    """A summary of progress: numbered paragraphs under themes, and none of the recommendations they answer."""
    sheet = Sheet()
    _cover(sheet, _BODY, "Child Q: Summary of Progress")
    sheet.heading("1. Introduction", size=12)
    sheet.paragraph("The review made nine recommendations. This paper says what has been done since.")
    sheet.heading("2. Opening hours", size=12)
    sheet.item("2.1", "The hub has been open on every Saturday since the spring fair, and families were told.", hang=30)
    sheet.item("2.2", "A survey found that nine of ten families like the new hours and would not lose them.", hang=30)
    sheet.heading("3. Knowing the towns", size=12)
    sheet.item("3.1", "A guide to the river towns is being written, and will be printed in the autumn.", hang=30)
    return sheet.done()


def addressees_in_a_left_column() -> bytes:
    """Recommendations in a ruled table of two columns: who is asked on the left, the asks with numbers on the right."""
    sheet = Sheet()
    sheet.opening("Serious Case Review: Child Q")
    sheet.heading("Recommendations")
    sheet.table(
        (120, WIDTH - 120),
        [
            ("Wendmere Council", f"1. {HUB}\n2. Wendmere Council should mend the lamp at the door of the hub."),
            ("The partnership", f"3. {GUIDE}"),
        ],
    )
    sheet.paragraph(CHANGE)
    return sheet.done()


def asks_in_summary_and_list() -> bytes:
    """The same asks in an executive summary, in other words, and in the numbered list at the end."""
    sheet = Sheet()
    _cover(sheet, _BODY, "Serious Case Review: Child Q")
    sheet.heading("Executive summary", size=16)
    sheet.paragraph(OPENING)
    sheet.paragraph("The review makes the following recommendations:")
    sheet.item("•", "Wendmere Council to open the family hub on Saturdays from the spring.", hang=14)
    sheet.item("•", "The partnership to publish a guide to the river towns for staff who are new.", hang=14)
    sheet.page()
    sheet.heading("Analysis", size=16)
    sheet.paragraph(SERVICES)
    sheet.heading("Recommendations", size=16)
    for number, text in enumerate((HUB, GUIDE, CLINIC), start=1):
        sheet.item(f"{number}.", text)
    return sheet.done()


def dates_on_a_cover() -> bytes:
    """A cover with nine dates: birth, death, incident, inspection, completion, the report's own, board, publication."""
    sheet = Sheet()
    sheet.y = 180
    for line in ("Wendmere Safeguarding Children Board", "Serious Case Review: Child Q"):
        sheet.paragraph(line, font=BOLD, size=20, leading=25, gap=20)
    for line in (
        "Date of birth: 3 May 2014",
        "Date of death: 6 June 2020",
        "Date of incident: 5 June 2020",
        "Date of inspection: 3 July 2020",
        "Date completed: March 2021",
        "Report dated 2 April 2021",
        "Presented to the Board on 11 April 2021",
        "Date of publication: 4 May 2021",
        "Response due by 1 June 2021",
    ):
        sheet.paragraph(line)
    sheet.page()
    sheet.heading("1. Introduction")
    sheet.paragraph("The review was completed in February 2021. This report was published in June 2021.")
    sheet.paragraph(SERVICES)
    return sheet.done()
