"""Items as other authors print them: under other headings, in running text, between ratings and in quotation marks."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PROGRESS, REPORT, RESPONSE, bullets, heading, item, paragraph, table

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
OPENED = "The hub has been open on Saturdays since March and forty families came in the first month."


@pytest.mark.parametrize(
    "words", ["Questions to take to your team", "Questions for your next meeting", "Three questions"]
)
def test_a_heading_of_questions_whoever_they_are_for(read: Read, words: str) -> None:
    reading = read(heading(words), bullets("Who rings when a child does not come?", "The whole list should be read."))
    assert reading.texts("question") == ["Who rings when a child does not come?"]


def test_what_the_review_asks_for_without_the_word_recommendation(read: Read) -> None:
    reading = read(heading("What we ask of those who run the ferry"), paragraph(HUB), paragraph(GUIDE))
    assert reading.texts("recommendation") == [HUB, GUIDE]


def test_each_means_of_one_end_is_an_ask(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("Wendmere Council should make it easier for families on the south bank to be heard by:"),
        bullets("opening the hub on Saturdays;", "asking the ferry to wait for the last bus."),
    )
    assert reading.asked == ["opening the hub on Saturdays;", "asking the ferry to wait for the last bus."]


def test_a_lead_in_that_recommends_is_not_quoted(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("The Partnership is recommended to:"),
        bullets("open the family hub on Saturdays;", "publish a guide to the river towns for new staff."),
    )
    assert reading.texts("quoted_recommendation") == []
    assert len(reading.asked) == 2


class TestRunningText:
    """Paragraphs under no telling heading that say themselves what they are."""

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("finding", "The review finds that nobody asked the ferryman what he saw in the winter of that year."),
            ("learning_point", "The review learned that a letter to an old address tells nobody anything at all."),
            ("learning_point", "What the review learned here is that a form is read when somebody has to sign it."),
            ("good_practice", "It was good practice that the caretaker wrote down who came and when they had gone."),
            ("good_practice", "The ferryman rang twice a week. The reviewers thought this exemplary, and so do we."),
        ],
    )
    def test_the_kind_that_the_words_say(self, read: Read, kind: str, text: str) -> None:
        reading = read(heading("The winter"), paragraph(text))
        assert [(found.kind, found.text) for found in reading.items] == [(kind, text)]

    def test_what_only_sounds_like_it_is_none(self, read: Read) -> None:
        story = "The family found that the ferry had gone, and learned from a neighbour that the hub was closed."
        assert read(heading("The winter"), paragraph(story)).items == ()


class TestQuotations:
    """What an earlier review recommended."""

    def test_in_quotation_marks_under_the_paragraph_that_tells_of_it(self, read: Read) -> None:
        reading = read(
            heading("An earlier review"),
            item("4.1", "The review of Child B was published in 2016. One of its recommendations was:"),
            paragraph(f"“{HUB}”"),
            item("4.2", "It was reported as done in 2017, when the hub had been open on one Saturday in June."),
        )
        assert reading.texts("quoted_recommendation") == [f"“{HUB}”"]
        assert reading.asked == []

    def test_told_in_a_paragraph_that_goes_on_below(self, read: Read) -> None:
        said = "The review of Child B recommended that the hub be opened on Saturdays."
        reading = read(heading("An earlier review"), item("4.1", said), item("", "It has been closed since then."))
        assert reading.texts("quoted_recommendation") == [said]

    def test_with_a_letter_before_its_number(self, read: Read) -> None:
        reading = read(heading("Learning from the review of Child B"), paragraph(f"Recommendation B2: “{HUB}”"))
        assert [(quoted.label, quoted.text) for quoted in reading.of("quoted_recommendation")] == [("B2", f"“{HUB}”")]

    def test_it_also_recommended(self, read: Read) -> None:
        said = "It also recommended “that a guide to the river towns be published for new staff”."
        reading = read(heading("The winter"), paragraph(f"The review of Child B was published in 2016. {said}"))
        assert reading.texts("quoted_recommendation") == [said]


class TestRatings:
    """A status on a line of its own between a recommendation and the report on it."""

    def test_it_is_the_status_of_the_report(self, read: Read) -> None:
        reading = read(
            heading("Recommendation 1"),
            paragraph(HUB),
            paragraph("Under way", bold=True),
            paragraph(OPENED),
            title=PROGRESS,
        )
        assert reading.texts("quoted_recommendation") == [HUB]
        assert [(told.text, told.status) for told in reading.of("progress")] == [(OPENED, "in_progress")]

    def test_a_decision_makes_the_report_an_answer(self, read: Read) -> None:
        refused = "The hub cannot be opened on Saturdays, because the caretakers have no more hours to give."
        reading = read(
            heading("Recommendation 1"),
            paragraph(HUB),
            paragraph("Not accepted", bold=True),
            paragraph(refused),
            paragraph(OPENED),
            title=PROGRESS,
        )
        assert [(told.kind, told.text, told.status) for told in reading.of("response", "progress")] == [
            ("response", refused, "rejected"),
            ("progress", OPENED, "completed"),
        ]

    def test_a_rating_that_opens_the_report(self, read: Read) -> None:
        told = "Recommendation 1. Partly done. The hub was opened on one Saturday in June and has been closed since."
        reading = read(heading("How far we have come"), paragraph(told), title=PROGRESS)
        assert [found.status for found in reading.of("progress")] == ["in_progress"]
        assert reading.of("quoted_recommendation") == []

    def test_a_few_words_in_the_column_for_progress_are_the_status_of_the_action(self, read: Read) -> None:
        reading = read(
            heading("What remains to be done"),
            table(
                ("Step", "Lead", "Position"),
                ("Open the family hub on Saturdays", "Head of hubs", "Done"),
                ("Publish a guide to the river towns", "Head of hubs", "Not started"),
                widths=(0.5, 0.25, 0.25),
            ),
        )
        assert [(found.text, found.status) for found in reading.of("action")] == [
            ("Open the family hub on Saturdays", "completed"),
            ("Publish a guide to the river towns", "not_started"),
        ]
        assert reading.of("progress") == []


def test_answers_to_concerns_that_are_not_printed_again(read: Read) -> None:
    first = "We accept this concern. The hub has been open on Saturdays since March."
    second = "This is for the ferry to answer, and we have told it so."
    reading = read(heading("1. The hub"), paragraph(first), heading("2. The ferry"), paragraph(second), title=RESPONSE)
    assert reading.texts("response") == [first, second]


def test_a_reference_ends_where_its_letters_end(read: Read) -> None:
    cover = f"{REPORT}<br/>Reference: WX/P04<br/>Chair and author: Dr Peter Wynn"
    code = read(paragraph(HUB), title=cover).extracted.metadata.review_code
    assert code is not None
    assert code.value == "WX/P04"
