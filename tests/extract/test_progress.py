"""Documents that report what was done, and documents that answer recommendations."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read, Reading, targets
from tests.pdfs.asks import PROGRESS, REPORT, RESPONSE, box, bullets, heading, item, new_page, numbered, paragraph

from crossreview.extract.naming import NameFinder
from crossreview.vocabulary.items import ItemWords

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
CLINIC = "The hospital should review how families book the evening clinic."
OPENED = "The family hub has been open on every Saturday since the spring fair."
WRITING = "The guide is being written by a group of volunteers and two social workers."
ACCEPTED = "We accept this recommendation. The hub will open on Saturdays from the spring onwards."
REFUSED = "We do not accept this recommendation. The towns are well known to all who work there."


def answers(reading: Reading) -> list[tuple[str, tuple[str | None, ...]]]:
    """Each response with the labels of what it answers."""
    labels = {found.id: found.label for found in reading.items}
    return [(found.text, tuple(labels[one] for one in targets(found))) for found in reading.of("response")]


class TestProgressDocuments:
    def test_numbered_paragraphs_under_themes(self, read: Read) -> None:
        reading = read(
            heading("1. Opening hours"),
            item("1.1", OPENED),
            heading("2. Knowing the towns"),
            item("2.1", WRITING),
            title=PROGRESS,
        )
        assert [(found.kind, found.label, found.text, found.status) for found in reading.items] == [
            ("progress", "1.1", OPENED, "completed"),
            ("progress", "2.1", WRITING, "in_progress"),
        ]

    def test_what_an_inspection_or_survey_found_is_evidence_without_status(self, read: Read) -> None:
        seen = "Inspectors visited the hub in 2030 and found that families were glad of the longer hours."
        asked = "In a survey, nine of ten families said that they had been to the hub on a Saturday."
        reading = read(heading("Opening hours"), item("1.1", seen), item("1.2", asked), title=PROGRESS)
        assert [(found.kind, found.text, found.status) for found in reading.items] == [
            ("evidence", seen, "no_status"),
            ("evidence", asked, "no_status"),
        ]

    def test_no_update_is_no_status(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph("There is no update on the opening hours of the hub at the time of writing."),
            title=PROGRESS,
        )
        assert [found.status for found in reading.items] == ["no_status"]

    def test_introduction_pointers_and_sign_off_report_nothing(self, read: Read) -> None:
        reading = read(
            heading("Introduction"),
            paragraph("The review of Child Q was published by the Partnership in the autumn of 2029."),
            heading("Opening hours"),
            paragraph("The following paragraphs tell what has been done about the opening hours of the hub."),
            paragraph(OPENED),
            paragraph("The opening hours of the hub can be found on the website of the council at any time."),
            paragraph("Wendmere Safeguarding Children Partnership, the board manager and the chair, March 2030"),
            title=PROGRESS,
        )
        assert reading.texts("progress", "evidence") == [OPENED]

    def test_a_section_that_says_what_has_been_done_in_a_report(self, read: Read) -> None:
        reading = read(
            heading("Analysis"),
            paragraph("The hub has been the only warm house on the south bank since the boat house was closed."),
            heading("What has changed since"),
            paragraph(OPENED),
            heading("Recommendations"),
            numbered(GUIDE, CLINIC),
            title=REPORT,
        )
        assert reading.texts("progress") == [OPENED]
        assert [label for label, _ in reading.asks] == ["1", "2"]

    def test_asks_are_never_made_from_progress(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            item("1.1", "In answer to recommendation 2, the council has opened the hub, and it should stay open."),
            title=PROGRESS,
        )
        assert reading.asks == []
        assert [found.kind for found in reading.items] == ["progress"]

    def test_progress_points_at_the_recommendation_quoted_in_the_document(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph(f"“Recommendation 2: {HUB}”"),
            paragraph(f"In answer to recommendation 2, {OPENED[0].lower()}{OPENED[1:]}"),
            title=PROGRESS,
        )
        quoted, progress = reading.items
        assert quoted.kind == "quoted_recommendation"
        assert targets(progress) == (quoted.id,)

    def test_labels_in_words_before_what_was_asked_and_what_was_done(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph(f"Recommendation 1: {HUB}"),
            paragraph(f"Progress: {OPENED}"),
            paragraph("Status: Completed"),
            heading("Knowing the towns"),
            paragraph(f"Recommendation 2: {GUIDE}"),
            paragraph(f"Update: {WRITING}"),
            paragraph("Status: In progress"),
            title=PROGRESS,
        )
        assert [(found.kind, found.text, found.status) for found in reading.items] == [
            ("quoted_recommendation", HUB, None),
            ("progress", OPENED, "completed"),
            ("quoted_recommendation", GUIDE, None),
            ("progress", WRITING, "in_progress"),
        ]
        first, done, second, written = reading.items
        assert (targets(done), targets(written)) == ((first.id,), (second.id,))

    def test_a_label_as_heading_and_what_was_done_under_it(self, read: Read) -> None:
        reading = read(
            heading("Recommendation 1"),
            paragraph(HUB),
            paragraph(f"Progress: {OPENED}"),
            heading("Recommendation 2"),
            paragraph(GUIDE),
            paragraph(f"What has been done: {WRITING}"),
            title=PROGRESS,
        )
        assert [(found.kind, found.text) for found in reading.items] == [
            ("quoted_recommendation", HUB),
            ("progress", OPENED),
            ("quoted_recommendation", GUIDE),
            ("progress", WRITING),
        ]
        first, done, second, written = reading.items
        assert (targets(done), targets(written)) == ((first.id,), (second.id,))

    def test_a_status_line_is_about_what_stands_in_its_own_section(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph(WRITING),
            heading("Knowing the towns"),
            paragraph("Status: Completed"),
            paragraph(OPENED),
            title=PROGRESS,
        )
        assert [(found.text, found.status) for found in reading.items] == [
            (WRITING, "in_progress"),
            (OPENED, "completed"),
        ]

    def test_a_list_of_recommendations_in_a_progress_document_is_quoted(self, read: Read) -> None:
        reading = read(heading("Recommendations"), numbered(HUB, GUIDE), title=PROGRESS)
        assert reading.asks == []
        assert reading.texts("quoted_recommendation") == [HUB, GUIDE]
        assert reading.coverage["recommendation"] == "referred_to_elsewhere"

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("In answer to recommendation 2, the hub was opened.", ("2",)),
            ("Recommendations 4 and 5 have been met.", ("4", "5")),
            ("Recommendation 4a is met and recommendation 7 is not.", ("4a", "7")),
            ("The recommendations have been met.", ()),
        ],
    )
    def test_the_numbers_that_a_text_names(self, text: str, numbers: tuple[str, ...], item_words: ItemWords) -> None:
        named = NameFinder(item_words).named(text)
        assert tuple(number for one in named for number in one.numbers) == numbers

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("Recommendations 2, 3 and 4 have been met.", ("2", "3", "4")),
            ("Recommendations 2 to 4 have been met.", ("2", "3", "4")),
        ],
    )
    def test_three_numbers(self, text: str, numbers: tuple[str, ...], item_words: ItemWords) -> None:
        named = NameFinder(item_words).named(text)
        assert tuple(number for one in named for number in one.numbers) == numbers


class TestResponses:
    def test_the_box_is_quoted_and_the_answer_stands_under_it(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            box(item("1.", HUB)),
            paragraph(ACCEPTED),
            box(item("2.", GUIDE)),
            paragraph(REFUSED),
            title=RESPONSE,
        )
        assert reading.asks == []
        assert [(found.label, found.text) for found in reading.of("quoted_recommendation")] == [
            ("1", HUB),
            ("2", GUIDE),
        ]
        assert answers(reading) == [(ACCEPTED, ("1",)), (REFUSED, ("2",))]
        assert [found.status for found in reading.of("response")] == ["accepted", "rejected"]

    def test_labels_in_words_as_headings(self, read: Read) -> None:
        reading = read(
            heading("Recommendation 1"),
            paragraph(HUB),
            paragraph(ACCEPTED),
            heading("Recommendation 2"),
            paragraph(GUIDE),
            paragraph(REFUSED),
            title=RESPONSE,
        )
        assert [(found.label, found.text) for found in reading.of("quoted_recommendation")] == [
            ("1", HUB),
            ("2", GUIDE),
        ]
        assert answers(reading) == [(ACCEPTED, ("1",)), (REFUSED, ("2",))]

    def test_labels_in_words_before_paragraphs(self, read: Read) -> None:
        reading = read(
            heading("What was recommended"),
            paragraph(f"Recommendation 1: {HUB}"),
            paragraph(f"Response: {ACCEPTED}"),
            paragraph(f"Recommendation 2: {GUIDE}"),
            paragraph(f"Government response: {REFUSED}"),
            title=RESPONSE,
        )
        assert reading.texts("quoted_recommendation") == [HUB, GUIDE]
        assert answers(reading) == [(ACCEPTED, ("1",)), (REFUSED, ("2",))]

    def test_one_answer_to_two_recommendations(self, read: Read) -> None:
        both = "We accept both recommendations. The hub will be open on Saturdays and the guide will lie there."
        reading = read(
            heading("Recommendations"), box(item("1.", HUB)), box(item("2.", GUIDE)), paragraph(both), title=RESPONSE
        )
        assert answers(reading) == [(both, ("1", "2"))]

    def test_an_answer_of_several_paragraphs_and_bullets(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            box(item("1.", HUB)),
            paragraph(ACCEPTED),
            paragraph("There is more to do:"),
            bullets("the caretakers need a second key", "the lamp over the door is to be mended"),
            box(item("2.", GUIDE)),
            paragraph(REFUSED),
            title=RESPONSE,
        )
        first, second = answers(reading)
        assert first[0].startswith(ACCEPTED)
        assert first[0].endswith("the caretakers need a second key the lamp over the door is to be mended")
        assert (first[1], second) == (("1",), (REFUSED, ("2",)))
        assert reading.asks == []

    def test_bullets_in_the_box_belong_to_the_recommendation(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            box(
                item("1.", "Wendmere Council should open the family hub:"),
                *bullets("on Saturdays", "on the first Sunday"),
            ),
            paragraph(ACCEPTED),
            title=RESPONSE,
        )
        assert reading.texts("quoted_recommendation") == [
            "Wendmere Council should open the family hub: on Saturdays on the first Sunday"
        ]
        assert answers(reading) == [(ACCEPTED, ("1",))]

    def test_an_answer_on_the_next_page(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"), box(item("1.", HUB)), new_page(), paragraph(ACCEPTED), title=RESPONSE
        )
        assert answers(reading) == [(ACCEPTED, ("1",))]

    def test_what_stands_under_another_heading_is_no_answer(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            box(item("1.", HUB)),
            paragraph(ACCEPTED),
            heading("Conclusion"),
            paragraph("We thank the families and the panel for their work over a long and wet winter."),
            title=RESPONSE,
        )
        assert answers(reading) == [(ACCEPTED, ("1",))]

    def test_a_recommendation_without_an_answer(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            box(item("1.", HUB)),
            heading("Conclusion"),
            paragraph("We thank the families and the panel for their work over a long and wet winter."),
            title=RESPONSE,
        )
        assert reading.texts("quoted_recommendation") == [HUB]
        assert answers(reading) == []
