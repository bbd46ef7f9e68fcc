"""What is told again in a report on progress is no progress: lives of people, and what a review said."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PROGRESS, heading, paragraph, table

from crossreview.extract.fields import StatusReader
from crossreview.extract.stories import StoryFinder
from crossreview.vocabulary.progress import load_progress_words

OPENED = "The family hub has been open on every Saturday since the spring fair of last year."


@pytest.fixture(scope="module")
def stories() -> StoryFinder:
    words = load_progress_words()
    return StoryFinder(words, StatusReader(words))


@pytest.mark.parametrize(
    "text",
    [
        "Maya was born on the ferry and was ten when the bridge was closed.",
        "The sisters were six and nine when their third placement broke down.",
        "Child Q missed eleven appointments at the clinic. Each was followed by a letter.",
        "Child Q’s family moved across the river four times. Three nurses each believed that another was in charge.",
        "In the second winter her mother lived on the boat, and was seen by nobody.",
        "She went home after a week.",
        "The review found, in brief, that the ferry had been missed by many. That is why we have not made a list.",
        "An earlier review in the town had also recommended a bridge. It was not built.",
        "The Board draws attention to the words of the ferryman, who was known to six services.",
        "The last inspection of the harbour was in May. It was judged to be outstanding.",
        "We have printed the three answers as they were given.",
    ],
)
def test_what_is_told_again(stories: StoryFinder, text: str) -> None:
    assert stories.is_told_again(text, "Child Q")


@pytest.mark.parametrize(
    "text",
    [
        OPENED,
        # What is so now is reported, whoever it is about.
        "The family have been offered a key to the hub.",
        "The review found that letters were late. Letters have been sent on the same day since May.",
        "Child Q’s school moved its records to one system in the autumn.",
        "The mother was offered help by the hub, and her boat was mended.",
        "The crew stopped closing the gate in May. He was glad of it.",
        "The chairs are reviewing what is done when a child has died on the river.",
        "The chairs met after a child died on the river, and the rule was changed.",
    ],
)
def test_what_is_reported(stories: StoryFinder, text: str) -> None:
    assert not stories.is_told_again(text, "Child Q")


def test_a_life_between_reports_is_no_progress(read: Read) -> None:
    life = "Child Q was born in the spring flood, went home at nine days, and was hurt at the age of two."
    reading = read(heading("Opening hours"), paragraph(life), paragraph(OPENED), title=PROGRESS)
    assert reading.texts("progress") == [OPENED]


@pytest.mark.parametrize(
    ("title", "reports"),
    [
        ("Response to families who live on boats", []),
        ("Response to the recommendations of the review", [OPENED]),
    ],
)
def test_how_services_answer_to_a_need_is_no_progress(title: str, reports: list[str], read: Read) -> None:
    reading = read(heading(title), paragraph(OPENED))
    assert reading.texts("progress") == reports


def test_the_view_of_a_body_is_a_rating_that_comes_before_the_words(read: Read) -> None:
    reading = read(
        heading("What became of it"),
        table(
            ("What the review recommended", "What became of it", "The Committee’s view"),
            ("The harbour should keep a list of boats.", "A list is kept by the harbour office.", "Done in part"),
            ("The harbour should ask each skipper.", "No reply has come from them at all.", "Not carried out"),
            widths=(0.4, 0.4, 0.2),
        ),
        title=PROGRESS,
    )
    assert [found.status for found in reading.of("progress")] == ["in_progress", "not_started"]


def test_what_reviewers_were_shown_did_not_come_of_an_earlier_recommendation(read: Read) -> None:
    reading = read(
        heading("Earlier reviews"),
        paragraph("The review of the ferry recommended that “each skipper should keep a log”."),
        paragraph("The reviewers were shown a log that said exactly that. It was kept by one skipper of nine."),
    )
    assert reading.texts("progress") == []
