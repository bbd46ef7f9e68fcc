"""Asks outside sections of recommendations, in the soft forms of reviewers and briefings, and what is none."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import bullets, heading, item, numbered, paragraph

from crossreview.extract.forms import AskForms

BRIEFING = "Wendmere Safeguarding Children Partnership<br/>Child Q: a briefing for practitioners"
TOLD = "The water stood high that winter, and the ferry could not cross for eleven days."


@pytest.mark.parametrize(
    "text",
    [
        "It is further recommended that the ferry landing is lit.",
        "It is nonetheless suggested that the harbour master keeps a list of who lives alone.",
        "The reviewer would like the two surgeries to share one list of those who live alone.",
        "The panel urges the county to think again about the ferry.",
        "Finally, the review invites the Water Board to say what it will do.",
        "Wendmere Council is invited to restore the grant for the ferry.",
        "Public health, which pays for the leaflet, is encouraged to print it in large type.",
        "The Department of Health is respectfully requested to look at the guidance.",
        "There is one suggestion for the harbour police: that they carry blankets.",
        "It would be sensible, moreover, for the two services to write one letter.",
    ],
)
def test_forms_that_say_that_they_ask(forms: AskForms, text: str) -> None:
    assert forms.is_explicit(text)


@pytest.mark.parametrize(
    "text",
    [
        "We invite staff and managers to use these in team meetings.",
        "We would like you to imagine the landing in January.",
        "The reviewer would like to thank the family.",
        "The review suggests that the ferry had not crossed for eleven days.",
        "Nurses report that the way in which they are asked to record visits has changed.",
        "Practitioners are encouraged to attend.",
        "It was suggested that the ferry might cross.",
    ],
)
def test_forms_that_only_look_like_them(forms: AskForms, text: str) -> None:
    assert not forms.is_explicit(text)


def test_of_a_numbered_paragraph_all_is_the_ask(read: Read) -> None:
    text = "The Board has no say over the ferry. It is nonetheless suggested that the Water Board lights the landing."
    assert read(heading("The crossing"), item("4.1", TOLD), item("4.2", text)).asks == [("4.2", text)]


def test_who_is_asked_may_stand_before_the_ask(read: Read) -> None:
    text = "For the ferry. By the end of May, Wendmere Council should have taken the fare off its list."
    reading = read(heading("What the review has asked for"), paragraph(text), title=BRIEFING)
    assert reading.asked == [text]


@pytest.mark.parametrize(
    "announcing",
    ["From tomorrow", "In your next visit", "What any of us can do", "If it happens this afternoon"],
)
def test_what_a_briefing_tells_its_readers_to_do(read: Read, announcing: str) -> None:
    steps = ("See the ferryman alone and ask him who crosses.", "Write down who was at the landing.")
    reading = read(heading(announcing), bullets(*steps), title=BRIEFING)
    assert reading.texts("action") == list(steps)


def test_a_list_under_a_sentence_that_tells_its_readers_what_to_do(read: Read) -> None:
    steps = ("See the ferryman alone and ask him who crosses.", "Write down who was at the landing.")
    reading = read(heading("The landing"), paragraph("Three small things to do:"), bullets(*steps), title=BRIEFING)
    assert reading.texts("action") == list(steps)


def test_a_question_among_things_to_do_stays_one(read: Read) -> None:
    reading = read(heading("What will you do?"), bullets("Would we know who crosses on a Friday?"), title=BRIEFING)
    assert reading.texts("question") == ["Would we know who crosses on a Friday?"]


def test_a_briefing_may_have_no_heading_for_what_it_asks(read: Read) -> None:
    asks = "Wendmere Council needs to check, by May, that the landing is lit."
    reading = read(heading("The landing"), paragraph(TOLD), paragraph(asks), title=BRIEFING)
    assert reading.asked == [asks]


def test_a_briefing_that_has_one_tells_the_story_elsewhere(read: Read) -> None:
    told = "Wendmere Council needs to check, by law, that landings are lit."
    asks = "Wendmere Council should light the landing."
    reading = read(heading("The law"), paragraph(told), heading("Recommendations"), numbered(asks), title=BRIEFING)
    assert reading.asked == [asks]


def test_numbered_asks_beside_lessons(read: Read) -> None:
    lesson = "A landing that nobody watches is a landing at which nobody is missed."
    asks = ("The Water Board to light the landing by May.", "Wendmere Council should watch it until then.")
    numbers = [item(f"1.{at}", text) for at, text in enumerate(asks, start=1)]
    reading = read(heading("Learning points"), paragraph(lesson), *numbers)
    assert reading.texts("recommendation") == list(asks)


def test_lessons_that_speak_to_practitioners_are_no_asks(read: Read) -> None:
    lesson = "A landing that nobody watches is a landing at which nobody is missed."
    numbers = [item("1.1", "Practitioners should look at the landing."), item("1.2", "Staff need to know who crosses.")]
    reading = read(heading("Learning points"), paragraph(lesson), *numbers)
    assert reading.texts("recommendation") == []


def test_a_list_that_goes_on_with_the_numbers_of_the_asks_above(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        heading("The Board", level=2),
        numbered("Publish a guide to the river towns.", "Review who is told when the ferry stops."),
        heading("The Council", level=2),
        paragraph("The Director of Adult Social Services is asked to ensure that:"),
        numbered("with immediate effect, no landing is left dark;", "by April, the ferry has a bell.", first=3),
    )
    assert [label for label, _ in reading.asks] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "The Board's quality group will look at progress in May and tell the public what it finds.",
        "The Partnership's learning group will receive an account of progress on each recommendation.",
        "The Board will ask each organisation for a written statement of its progress in January.",
        "Safer Wendmere will put an update on its website every six months.",
        "The Practice Review Group will monitor the action plan every quarter.",
    ],
)
def test_how_the_board_will_follow_up(read: Read, text: str) -> None:
    assert read(heading("Closing remarks"), paragraph(text)).texts("procedural") == [text]


def test_one_that_points_to_the_full_list_restates_it(read: Read) -> None:
    full = "The Water Board should light the landing and watch it until the ferry has gone (as the review found)."
    short = "that the landing is lit. (See number 1 below.)"
    reading = read(
        heading("The review asks"), bullets(short), heading("Recommendations"), numbered(full), title=BRIEFING
    )
    assert reading.asked == [full]
