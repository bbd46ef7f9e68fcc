"""For whom an item is where its words do not say: the recipient of a report, a recommendation that is carried out."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PLAN, heading, numbered, paragraph, table

FLOOD = "There was no lamp at the ferry, and the children crossed in the dark."
SIGN = "Nobody had asked the school when the last bus left."
WIDTHS = (0.1, 0.4, 0.3, 0.2)


@pytest.mark.parametrize(
    ("recipients", "types"),
    [
        ("1. The Chief Executive, Wendmere Hospitals NHS Foundation Trust", ("nhs_acute",)),
        ("1. The Chief Constable of Wendmere 2. The Chief Coroner 3. The Care Quality Commission", ("police",)),
        ("1. The Chief Constable of Wendmere 2. Wendmere Ambulance Service NHS Trust", ()),
        ("1. Mrs Alder, her sister", ()),
    ],
)
def test_concerns_are_for_the_one_to_whom_a_coroners_report_is_sent(
    read: Read, recipients: str, types: tuple[str, ...]
) -> None:
    reading = read(
        paragraph(f"THIS REPORT IS BEING SENT TO: {recipients}"),
        heading("Matters of concern"),
        numbered(FLOOD, SIGN),
    )
    assert [found.addressees for found in reading.of("concern")] == [types, types]


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ("The Surgery, a GP practice, should ask every carer how they are.", ("gp_primary_care",)),
        ("The police and probation should ask every carer how they are.", ()),
    ],
)
def test_an_action_that_names_nobody_is_for_the_one_body_whose_recommendation_it_carries_out(
    read: Read, asked: str, types: tuple[str, ...]
) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("No.", "Recommendation", "Action", "Lead"),
            ("1", asked, "Change the letters that are sent before a visit.", "Quality lead"),
            widths=WIDTHS,
        ),
        title=PLAN,
    )
    assert [found.addressees for found in reading.of("action")] == [types]


@pytest.mark.parametrize(
    ("weakness", "types"),
    [
        ("The quality and timeliness of police notifications about children.", ("police",)),
        ("The information that the police and schools give each other about children.", ()),
        ("The time that families wait for a first visit.", ()),
    ],
)
def test_a_weakness_is_that_of_the_one_body_named_in_it(read: Read, weakness: str, types: tuple[str, ...]) -> None:
    reading = read(heading("Areas for improvement"), numbered(weakness, "The height of the river wall."))
    assert reading.of("area_for_improvement")[0].addressees == types
