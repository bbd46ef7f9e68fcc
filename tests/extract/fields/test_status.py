import pytest

from crossreview.extract.fields import FieldReader
from crossreview.records import Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "The pre-birth pathway was rewritten and came into use on 1 February 2024. A midwife can now refer early.",
            "completed",
        ),
        ("Midwives and health visitors have shared one conversation guide since January 2024.", "completed"),
        ("Community Health reinstated monthly supervision for district nurses in September 2022.", "completed"),
        ("The housing service now alerts the duty desk whenever a family is offered a move.", "completed"),
        ("The category was withdrawn on 1 June 2023.", "completed"),
        ("Recommendation 3 has been carried out. Sessions are running every week.", "completed"),
        ("The partnership has audited early help and has circulated the findings.", "completed"),
        ("The hospital is putting a marker on its record. Two of four teams were using it in May.", "in_progress"),
        ("Housing officers are being shown how to notice an unsafe place to sleep.", "in_progress"),
        ("Custody sergeants have been trained. Sessions for call handlers are taking place this month.", "in_progress"),
        ("Work is underway to strengthen the guidance.", "in_progress"),
        ("Senior leaders who reviewed the death are currently reviewing the guidance.", "in_progress"),
        ("The partnership will continue to obtain assurance that changes are being made.", "in_progress"),
        ("Public health will open a loan scheme in October 2024.", "planned"),
        ("The service plans to bring in a script for absence calls.", "planned"),
        ("Children’s social care intends to look at sixty assessments.", "planned"),
        ("To begin in April 2024 with a group of ten young people.", "planned"),
        ("Nothing has yet been done to let the two teams see each other’s records.", "not_started"),
        ("Not begun, for lack of analysts.", "not_started"),
        ("The action has not been started.", "not_started"),
        ("We have had no update from the new provider and can say nothing about its progress.", "no_status"),
        ("Elective home education.", "no_status"),
        ("", "no_status"),
    ],
)
def test_progress(fields: FieldReader, text: str, status: Status) -> None:
    assert fields.status_of(text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Government accepts this recommendation.", "accepted"),
        ("Accepted. The two services will join their lists.", "accepted"),
        ("Both of these recommendations are accepted, and we answer them together.", "accepted"),
        ("The council agrees with the panel’s conclusion.", "accepted"),
        ("We accept the principle. The budget is another matter.", "accepted_in_principle"),
        ("The department agrees in principle with this recommendation.", "accepted_in_principle"),
        ("Partially accepted. Neither we nor a head teacher can make a family wait.", "partially_accepted"),
        ("We accept this recommendation in part.", "partially_accepted"),
        ("The trust does not fully accept this recommendation.", "partially_accepted"),
        ("We do not accept this recommendation.", "rejected"),
        ("The Government takes another view and does not agree with this recommendation.", "rejected"),
        ("The board cannot accept this recommendation.", "rejected"),
        ("This recommendation is rejected.", "rejected"),
        ("The force agrees with the importance of this. It does not intend to change the form.", "rejected"),
        ("This recommendation is not for the councils to answer.", "no_status"),
        ("The service has already made the changes recommended.", "completed"),
        ("The council is drafting a new policy.", "in_progress"),
        ("The trust was founded in 2004.", "no_status"),
    ],
)
def test_responses(fields: FieldReader, text: str, status: Status) -> None:
    assert fields.response_status(text) == status


LEGEND = """Blue Finished, and the evidence has been seen
Green Going to plan; expected to be finished by the date shown
Amber Begun, but behind
Red The date for it has passed and it has not been begun
Grey Not due to begin yet"""


def test_a_legend_in_a_table(fields: FieldReader) -> None:
    assert fields.legend_of(LEGEND) == {
        "blue": "completed",
        "green": "in_progress",
        "amber": "in_progress",
        "red": "not_started",
        "grey": "planned",
    }


def test_a_legend_in_a_sentence(fields: FieldReader) -> None:
    legend = fields.legend_of("Key: Blue (complete and embedded), Green: complete; A = on track; Red – overdue.")
    assert legend == {"blue": "completed", "green": "completed", "amber": "in_progress", "red": "in_progress"}


def test_late_is_not_undone(fields: FieldReader) -> None:
    legend = fields.legend_of("Amber = some risk of delay. Red = the date has passed or will be missed.")
    assert legend == {"amber": "in_progress", "red": "in_progress"}


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Green", "in_progress"),
        ("BLUE", "completed"),
        ("(R)", "not_started"),
        ("Completed March 2024", "completed"),
        ("Not yet started", "not_started"),
        ("In progress", "in_progress"),
        ("No longer required", "rejected"),
        ("Purple", None),
        ("", None),
        ("Sessions for call handlers will run in the autumn and the spring until all staff have been on one", None),
    ],
)
def test_ratings(fields: FieldReader, cell: str, status: Status | None) -> None:
    assert fields.rag_status(cell, fields.legend_of(LEGEND)) == status


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Carried out", "completed"),
        ("Done, and checked", "completed"),
        # What takes a part of it back.
        ("Done in part", "in_progress"),
        ("Met in some wards", "in_progress"),
        ("Complete for two of the three piers", "in_progress"),
        ("Nearly complete", "in_progress"),
        ("Not yet fully embedded", "in_progress"),
        ("In part", "in_progress"),
        # What was not done at all.
        ("Not carried out", "not_started"),
        ("Not implemented", "not_started"),
        ("Stalled", "not_started"),
    ],
)
def test_a_rating_that_is_qualified(fields: FieldReader, cell: str, status: Status) -> None:
    assert fields.rag_status(cell, {}) == status


def test_a_colour_without_a_legend_says_nothing(fields: FieldReader) -> None:
    assert fields.rag_status("Green", {}) is None
