import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.extract.fields import FieldReader
from crossreview.extract.fields.dates import normalised_date


@pytest.mark.parametrize(
    ("text", "printed", "normalised"),
    [
        (
            "The Board should agree, within six months of publication, a joint protocol.",
            "within six months of publication",
            "P6M",
        ),
        ("Adopt one tool, to be used in every agency by 31 March 2025.", "by 31 March 2025", "2025-03-31"),
        ("The trust to report by the end of December 2024.", "by the end of December 2024", "2024-12"),
        ("By September 2013, no assessment to be signed off.", "By September 2013", "2013-09"),
        ("Police to respond within 28 days.", "within 28 days", "P28D"),
        ("Remind officers within three months that it is an offence.", "within three months", "P3M"),
        ("The Board should, within two weeks, write to all schools.", "within two weeks", "P2W"),
        ("Schools should immediately review their registers.", "immediately", None),
        ("Update the document as a matter of urgency.", "as a matter of urgency", None),
        ("Hearing directly, twelve months from now, from young people.", "twelve months from now", "P12M"),
        (
            "Deliver a guide to every school by the end of the 2023 to 2024 school year.",
            "by the end of the 2023 to 2024 school year",
            None,
        ),
        (
            "Decide, before the budget for 2023/24 is set, what size of team it needs.",
            "before the budget for 2023/24 is set",
            None,
        ),
        (
            "Each council should fund its service so that, from April 2024, no officer has more.",
            "from April 2024",
            "2024-04",
        ),
        ("Report to the Board by 30 June.", "by 30 June", None),
        ("The panel to meet before the end of September.", "before the end of September", None),
        ("Report by the end of this financial year.", "by the end of this financial year", None),
        ("From April 2024 the ICB to fund two posts.", "From April 2024", "2024-04"),
        ("Repeat the audit in six months’ time.", "in six months’ time", "P6M"),
        ("All action to be complete by the end of 2025.", "by the end of 2025", "2025"),
        ("Report to the Board no later than 30/06/2024.", "no later than 30/06/2024", "2024-06-30"),
        ("Review the protocol at its next meeting.", "at its next meeting", None),
        (
            "Rewrite the tool when it is next reviewed in October 2024.",
            "when it is next reviewed in October 2024",
            "2024-10",
        ),
        ("Audit the use of the tool in the financial year 2024/25.", "in the financial year 2024/25", None),
        ("Offer an assessment within the next financial year.", "within the next financial year", None),
        ("The ICB should fund an advocate for practices from April 2024.", "from April 2024", "2024-04"),
        ("Link the records of a baby with those of both parents (30 June 2025).", "30 June 2025", "2025-06-30"),
        ("Schools to finish the form before the summer holidays.", "before the summer holidays", None),
        ("The Board to hear of it by its meeting in May 2024.", "by its meeting in May 2024", "2024-05"),
        ("Ask for a report when the contract is next let.", "when the contract is next let", None),
        ("To move the service in house when its present funding ends.", "when its present funding ends", None),
        ("Find the money, in the budget for 2025/26, for two posts.", "in the budget for 2025/26", None),
        ("To include capacity in the 2024/25 audit programme.", "in the 2024/25 audit programme", None),
        ("Offer a second worker from the next financial year.", "from the next financial year", None),
        ("The box should be made a required field. Immediate.", "Immediate", None),
        ("Check this week that you hold the right address.", "this week", None),
        ("Write to ministers as soon as this report is published.", "as soon as this report is published", None),
        ("See each child within four weeks, and report by 1 May 2024.", "by 1 May 2024", "2024-05-01"),
    ],
)
def test_deadlines(fields: FieldReader, text: str, printed: str, normalised: str | None) -> None:
    found = fields.ask_fields(text).timescale
    assert found is not None
    assert (found.text, found.normalised) == (printed, normalised)


@pytest.mark.parametrize(
    "text",
    [
        "Improve working within the partnership.",
        "Review all cases from within the last six months.",
        "A child who has had a social worker in the past two years should be discussed.",
        "The Primary Care Trust, and from April 2013 the Clinical Commissioning Group, should agree.",
        "Ensure that every child who has been missing is offered a conversation within 72 hours.",
        "The protocol should provide that a child is discussed within five school days.",
        "Hold a meeting for any child who goes missing three times in ninety days.",
        "The plan was published in March 2024 and promised a guide by autumn 2024.",
        "At present a child reported missing after 10pm may not be graded until the next morning.",
        "Share information so that children are protected at the earliest opportunity.",
        "The police are immediately addressing this.",
        "Schools should hear of an incident within 24 hours.",
        "Adults who were known to services from April 2021 to June 2022 should be told.",
    ],
)
def test_what_is_no_deadline(fields: FieldReader, text: str) -> None:
    assert fields.ask_fields(text).timescale is None


@pytest.mark.parametrize(
    ("cell", "normalised"),
    [
        ("31 March 2024", "2024-03-31"),
        ("Monthly until March 2026", "2026-03"),
        ("Every six months", "P6M"),
        ("September 2024", "2024-09"),
        ("Sept 2024", "2024-09"),
        ("Dec-24", "2024-12"),
        ("6 months", "P6M"),
        ("Within three\nmonths", "P3M"),
        ("Immediate", None),
        ("Ongoing", None),
        ("On publication", None),
        ("At once", None),
        ("October half term", None),
        ("Next meeting after publication", None),
        ("End of Q3 2024/25", None),
    ],
)
def test_a_cell_of_its_own(fields: FieldReader, cell: str, normalised: str | None) -> None:
    found = fields.due_in(cell)
    assert found is not None
    assert found.text == " ".join(cell.split())
    assert found.normalised == normalised


@pytest.mark.parametrize("cell", ["", "Head of Early Help", "See above"])
def test_a_cell_with_no_date(fields: FieldReader, cell: str) -> None:
    assert fields.due_in(cell) is None


def test_there_is_no_31_february() -> None:
    assert normalised_date("31 February 2024") is None


@given(st.dates())
def test_a_written_date_is_read_back(date) -> None:  # type: ignore[no-untyped-def]
    if date.year >= 1900 and date.year < 2100:
        assert normalised_date(f"{date.day} {date:%B} {date.year}") == date.isoformat()
        assert normalised_date(f"{date.day}/{date.month}/{date.year}") == date.isoformat()
