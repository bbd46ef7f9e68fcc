"""The places in which documents tell what has been done and how things now are, and what looks like them."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import (
    PLAN,
    PROGRESS,
    REPORT,
    RESPONSE,
    bullets,
    heading,
    paragraph,
    table,
)

OPENED = "The family hub has been open on every Saturday since the spring fair of last year."
WRITING = "The guide is being written by a group of volunteers and two social workers."
ASKED = "“The council should open the family hub on Saturdays for families who work.”"
ANALYSIS = (heading("Analysis"), paragraph("The hub was the only warm house on the south bank in that winter."))


@pytest.mark.parametrize(
    "announcing",
    [
        "Some changes have been made while the review was under way. The Panel was told of these:",
        "Agencies did not wait for this report. The panel was told of the following developments.",
        "The full review can be read elsewhere. Since it was finished:",
        "The council has made the following changes:",
    ],
)
def test_a_list_that_a_paragraph_announces(read: Read, announcing: str) -> None:
    reading = read(*ANALYSIS, paragraph(announcing), bullets(OPENED, WRITING))
    assert [(found.text, found.status) for found in reading.of("progress")] == [
        (OPENED, "completed"),
        (WRITING, "in_progress"),
    ]


def test_paragraphs_that_a_paragraph_announces(read: Read) -> None:
    told = paragraph("The reviewers were told of the following developments. We have not tested them.")
    reading = read(*ANALYSIS, told, paragraph(OPENED), paragraph(WRITING), heading("Thanks"), paragraph(WRITING))
    assert reading.texts("progress") == [OPENED, WRITING]


def test_paragraphs_under_words_in_bold_in_a_letter(read: Read) -> None:
    will = "The Partnership will send the guide to each general practitioner by the end of October."
    reading = read(
        heading("Rapid review"),
        paragraph("<b>What we learned.</b> The meeting spoke of the river towns and of the ferry."),
        paragraph("<b>What we are doing.</b> You asked partnerships to say what will change."),
        paragraph(will),
        paragraph(OPENED),
        paragraph("<b>Our decision.</b> We have decided not to carry out a review of the ferry."),
    )
    assert [(found.text, found.status) for found in reading.of("progress")] == [
        (will, "planned"),
        (OPENED, "completed"),
    ]


@pytest.mark.parametrize(
    "became",
    [
        "It was reported as complete in 2019, when the hub had been open for one month.",
        "The hub was opened in 2018 and was closed again when its manager left.",
        "The reviewers asked for, and were not given, word of whether this was done.",
    ],
)
def test_what_became_of_an_earlier_recommendation(read: Read, became: str) -> None:
    reading = read(heading("An earlier review"), paragraph(ASKED), paragraph(became))
    assert [found.kind for found in reading.items] == ["quoted_recommendation", "progress"]
    assert reading.texts("progress") == [became]


def test_what_is_thought_of_an_earlier_recommendation_is_no_progress(read: Read) -> None:
    thought = "Readers will see that this asks again for what the first review was meant to bring about."
    reading = read(heading("An earlier review"), paragraph(ASKED), paragraph(thought))
    assert reading.texts("progress") == []


def test_the_introduction_of_a_list_is_none_of_it(read: Read) -> None:
    considered = "The partnership considered the review in March. The group has overseen the work since."
    reading = read(heading("What has changed since"), paragraph(considered), bullets(OPENED, WRITING))
    assert reading.texts("progress") == [OPENED, WRITING]


def test_what_says_nothing_of_work_is_no_progress(read: Read) -> None:
    shares = "The two river towns share a ferry, a school and this Partnership, as they always did."
    reading = read(heading("What has changed since"), paragraph(OPENED), paragraph(shares))
    assert reading.texts("progress") == [OPENED]


def test_notes_with_the_label_of_what_was_asked(read: Read) -> None:
    plan = table(
        ("Ref", "Recommendation", "Action", "Lead"),
        ("B1", "The council should open the hub.", "Open the hub on Saturdays from May.", "Council"),
        widths=(0.1, 0.3, 0.4, 0.2),
    )
    note = "B1: the group has seen the hub and moved the action to blue at its meeting."
    reading = read(heading("Action plan"), plan, heading("Notes"), bullets(note, "Z9: the ferry was late."), title=PLAN)
    assert reading.texts("progress") == [note]


def test_headings_under_which_evidence_stands(read: Read) -> None:
    said = "“I used to send people away,” a warden said, “and now I ring the hub first.”"
    rose = "Visits on Saturdays rose from 20 to 90 over the year, most of them by families with young children."
    reading = read(
        *(heading("Opening hours"), heading("What has been done?", 2), paragraph(OPENED)),
        *(heading("What got in the way?", 2), paragraph("The boiler broke twice and could not be mended at once.")),
        *(heading("Has it made a difference?", 2), paragraph(rose), paragraph(said)),
        *(heading("A guide"), heading("What has been done?", 2), paragraph(WRITING)),
        title=PROGRESS,
    )
    assert reading.texts("progress") == [OPENED, WRITING]
    assert reading.texts("evidence") == [rose, said]


@pytest.mark.parametrize(
    "shown",
    [
        "In the year to March 91 in every 100 families were asked about the hub by a midwife.",
        "Forty-four per cent of fathers were present at the visit in the last year.",
        "The scrutineer read twelve records of visits. The hub had been spoken of in ten.",
        "Of 30 families who were asked in the spring, 28 had been to the hub on a Saturday.",
        "When it was last audited the guide was found in nine of the twelve offices.",
        "Families told the scrutineer that they were glad of the longer hours of the hub.",
    ],
)
def test_evidence(read: Read, shown: str) -> None:
    reading = read(heading("Opening hours"), paragraph(OPENED), paragraph(shown), title=PROGRESS)
    assert reading.texts("evidence") == [shown]


def test_a_label_that_says_when_belongs_to_the_evidence(read: Read) -> None:
    baseline = "Baseline: in a survey before the fair, 20 of 90 families knew of the hub."
    reading = read(heading("Opening hours"), paragraph(OPENED), paragraph(baseline), title=PROGRESS)
    assert reading.texts("evidence") == [baseline]


def test_a_head_of_two_words_heads_reports(read: Read) -> None:
    plan = table(
        ("Action", "Lead", "By when", "Status and progress"),
        ("Open the hub on Saturdays.", "Council", "May 2030", "Complete. Open since the fair in spring."),
        ("Print the guide for new staff.", "Board", "June 2030", "Complete. Sent to all offices in May."),
        ("Paint the doors of the hub.", "Council", "July 2030", "Paint was bought for them in April."),
        widths=(0.35, 0.15, 0.15, 0.35),
    )
    reading = read(heading("Action plan"), plan, title=PLAN)
    assert [found.status for found in reading.of("progress")] == ["completed", "completed", "in_progress"]
    assert [found.status for found in reading.of("action")] == ["completed", "completed", "in_progress"]


def test_an_answer_in_a_column_of_its_own(read: Read) -> None:
    answers = table(
        ("Recommendation", "Our answer", "Accepted?"),
        ("The council should open the hub.", "Two posts have been moved to the hub since May.", "Yes"),
        ("The Board should print a guide.", "Hospital staff will have the guide, others will not.", "In part"),
        widths=(0.4, 0.45, 0.15),
    )
    reading = read(heading("Our answers"), answers, title=RESPONSE)
    assert [found.status for found in reading.of("response")] == ["accepted", "partially_accepted"]


def test_pointers_to_other_places_are_no_progress(read: Read) -> None:
    reading = read(
        heading("What has changed since"),
        paragraph(OPENED),
        paragraph("To book a place, or to tell us how the hub was used, write to the manager of the hub."),
        title=REPORT,
    )
    assert reading.texts("progress") == [OPENED]
