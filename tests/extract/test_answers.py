"""What stands below a recommendation that a response quotes, and who owns what is done about it."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read, targets
from tests.pdfs.asks import PROGRESS, REPORT, RESPONSE, box, bullets, heading, paragraph, table

from crossreview.extract.fields.owners import date_in_cell, owner_in_cell, owner_of_action

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
HOSPITAL = "<b>Wendmere Hospital</b> accepts this in full. Its clinic has been shut on Saturdays since the flood."
COUNCIL = "<b>Wendmere Council</b> agrees with the aim. It cannot promise the money before the summer."
OPENED = "The hub has been open on every Saturday since the spring fair."
PAID = "We will pay two more wardens from the first week of October."
ASKED = "An audit of forty visits in May found that nine families had come for the first time."


def words(marked: str) -> str:
    return marked.replace("<b>", "").replace("</b>", "")


def test_each_body_answers_for_itself_and_what_is_done_stands_apart(read: Read) -> None:
    reading = read(
        heading("Recommendation 1"),
        box(HUB),
        paragraph(HOSPITAL),
        paragraph(OPENED),
        paragraph(COUNCIL),
        paragraph(PAID),
        paragraph(ASKED),
        title=RESPONSE,
    )
    assert [(found.kind, found.text, found.status) for found in reading.items[1:]] == [
        ("response", words(HOSPITAL), "accepted"),
        ("progress", OPENED, "completed"),
        ("response", words(COUNCIL), "accepted_in_principle"),
        ("progress", PAID, "planned"),
        ("evidence", ASKED, "no_status"),
    ]
    assert {targets(found) for found in reading.items[1:]} == {(reading.items[0].id,)}


def test_the_answer_is_a_line_of_its_own_and_its_cost_is_none_of_it(read: Read) -> None:
    told = "The hub costs less than was feared, and families have asked for it since it was built."
    reading = read(
        heading("Recommendation 1"),
        box(HUB),
        paragraph("<b>Response: accept in part</b>"),
        paragraph(told),
        paragraph("<b>Cost:</b> about four hundred pounds a year."),
        heading("Recommendation 2"),
        box(GUIDE),
        paragraph("<b>Response: reject</b>"),
        paragraph("The towns are well known to all those who work there."),
        title=RESPONSE,
    )
    assert [(found.text, found.status) for found in reading.of("response")] == [
        (told, "partially_accepted"),
        ("The towns are well known to all those who work there.", "rejected"),
    ]


def test_two_bodies_answer_one_recommendation_each_under_its_verdict(read: Read) -> None:
    yes = "The council has the money for this and will open the hub in the spring of next year."
    no = "The hospital has no building by the river and cannot share the one that the council has."
    reading = read(
        heading("Recommendation 1"),
        box(HUB),
        paragraph("<b>The Council's response: accepted</b>"),
        paragraph(yes),
        paragraph("<b>The Trust's response: rejected</b>"),
        paragraph(no),
        title=RESPONSE,
    )
    assert [(found.text, found.status) for found in reading.of("response")] == [(yes, "accepted"), (no, "rejected")]


def test_what_was_added_later_has_its_date_before_it(read: Read) -> None:
    later = "<b>June 2031:</b> The hub opened on the first Saturday of May."
    reading = read(
        heading("Recommendation 1: Saturdays"),
        box(HUB),
        paragraph("We accept this, and have said so to the wardens."),
        paragraph("What we will do:"),
        bullets("The council will pay two wardens from the first of May."),
        paragraph(later),
        heading("Recommendation 2: the towns"),
        box(GUIDE),
        paragraph("We accept this too, and know who is to write it."),
        paragraph("<b>June 2031:</b> The guide is being written by two social workers."),
        title=RESPONSE,
    )
    assert [(found.kind, found.status) for found in reading.items if found.kind != "quoted_recommendation"] == [
        ("response", "accepted"),
        ("action", None),
        ("progress", "completed"),
        ("response", "accepted"),
        ("progress", "in_progress"),
    ]
    assert reading.texts("progress")[0] == words(later)


def test_the_story_of_a_case_is_no_progress(read: Read) -> None:
    reading = read(
        heading("Who she was"),
        paragraph("She kept bees for forty years and sold her honey at the fair."),
        heading("Recommendation 1"),
        paragraph(f'"{HUB}"'),
        paragraph(OPENED),
        heading("Recommendation 2"),
        paragraph(f'"{GUIDE}"'),
        paragraph("The guide is being written by two social workers and a volunteer."),
        title=PROGRESS,
    )
    assert reading.texts("progress") == [OPENED, "The guide is being written by two social workers and a volunteer."]


def test_what_was_done_before_the_review_ended_is_older_than_it(read: Read) -> None:
    reading = read(
        heading("Put right before the review ended"),
        bullets("The hospital has stopped closing its clinic at noon.", "The council has named a warden for the hub."),
        heading("What has been done since"),
        bullets(
            "The hospital has opened a second clinic on the south bank.", "The council has paid for a second warden."
        ),
        title=PROGRESS,
    )
    assert [found.predates_review for found in reading.of("progress")] == [True, True, False, False]


@pytest.mark.parametrize(
    "head", ["What has happened", "How far things have got", "What became of it", "Where it stands", "What was changed"]
)
def test_a_column_headed_by_a_sentence_holds_progress(read: Read, head: str) -> None:
    reading = read(
        heading("How far we are"),
        table(("Subject", head), ("Saturdays", OPENED), ("Guide", "Not begun"), widths=(0.3, 0.7)),
        title=PROGRESS,
    )
    assert [(found.kind, found.text) for found in reading.items] == [("progress", OPENED)]


def test_a_column_of_what_was_done_at_the_time_is_no_progress(read: Read) -> None:
    reading = read(
        heading("Timeline"),
        table(
            ("Date", "Action taken"), ("May 2029", "A letter was sent to the family by the clinic."), widths=(0.3, 0.7)
        ),
        title=REPORT,
    )
    assert reading.of("progress") == []


@pytest.mark.parametrize(
    ("cell", "owner"),
    [
        ("Head of Hubs", "Head of Hubs"),
        ("Head of Hubs, 31 August 2031", "Head of Hubs"),
        ("AB / CD", "AB / CD"),
        ("Chief Nurse, Wendmere Hospital", "Chief Nurse, Wendmere Hospital"),
        ("Wendmere Council", None),
        ("Office of the Crime Commissioner", None),
        ("Board (quality sub-group)", None),
        ("Council contracts team", None),
        ("Wendmere GP practice", None),
    ],
)
def test_an_owner_is_a_post_or_a_person(cell: str, owner: str | None) -> None:
    assert owner_in_cell(cell) == owner


def test_a_date_behind_the_owner() -> None:
    assert date_in_cell("Head of Hubs, 31 August 2031") == "31 August 2031"
    assert date_in_cell("Head of Hubs") is None


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("We will open the hub before the summer. Hub Manager.", "Hub Manager"),
        ("Next, the Director of Public Health will write to the hub.", "Director of Public Health"),
        ("A warden will check each room before it is let.", None),
        ("The Partnership will meet the wardens in May.", None),
    ],
)
def test_the_post_that_an_action_names(text: str, owner: str | None) -> None:
    assert owner_of_action(text) == owner


def test_a_heading_among_findings_that_is_a_sentence_is_one(read: Read) -> None:
    reading = read(
        heading("What did the review find?"),
        heading("The bees were in three gardens", level=2),
        paragraph("Each neighbour kept a book of what she saw, and showed it to nobody."),
        heading("A hive that was never opened", level=2),
        paragraph("It stood behind the school from May onwards."),
        title=REPORT,
    )
    assert reading.texts("finding") == ["The bees were in three gardens"]
