"""Which item arises from, carries out, reports on, answers or quotes which, and how the page tells it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.extract.reading import Read, Reading
from tests.pdfs.asks import PLAN, PROGRESS, RESPONSE, heading, item, numbered, paragraph, table

from crossreview.extract.naming import NameFinder, numbers_in
from crossreview.extract.thread import relation_between
from crossreview.records import DocumentRecord, ItemKind
from crossreview.vocabulary.items import ItemWords

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
CLINIC = "The hospital should review how families book the evening clinic."
FERRY = "The harbour office should tell schools on which days the ferry cannot cross."
OPENED = "The family hub has been open on every Saturday since the spring fair."
WRITING = "The guide is being written by a group of volunteers and two social workers."
CLOSED = "On the days when families had time to come, every door along the river was shut."
LOST = "New staff did not know which town was which, and letters went to the wrong bank."

# The words of an item, and of each item that it is linked to: relation, how it was told, and the words or the number.
Told: TypeAlias = tuple[str, str, str | None]


def told(reading: Reading, *kinds: ItemKind) -> list[tuple[str, list[Told]]]:
    words = {found.id: found.text for found in reading.items}
    return [
        (
            found.text,
            [
                (link.relation, link.told_by, words[link.to] if link.to is not None else link.label)
                for link in found.links
            ],
        )
        for found in reading.of(*kinds)
    ]


class TestFindings:
    def test_an_ask_under_the_heading_of_a_finding_arises_from_it(self, read: Read) -> None:
        reading = read(
            heading("Finding 1: the doors were shut"),
            paragraph(f"The review finds that {CLOSED[0].lower()}{CLOSED[1:]}"),
            heading("Recommendation 1", 2),
            paragraph(HUB),
            heading("Finding 2: nobody knew the towns"),
            paragraph(f"The review finds that {LOST[0].lower()}{LOST[1:]}"),
            heading("Recommendation 2", 2),
            paragraph(GUIDE),
        )
        first, second = reading.texts("finding")
        assert told(reading, "recommendation") == [
            (HUB, [("arises_from", "section", first)]),
            (GUIDE, [("arises_from", "section", second)]),
        ]

    def test_a_list_after_the_last_finding_arises_from_none_by_its_place(self, read: Read) -> None:
        reading = read(
            heading("Findings and recommendations"),
            paragraph(f"Finding 1: {CLOSED}"),
            paragraph(f"Finding 2: {LOST}"),
            paragraph(f"Recommendation 1: {HUB}"),
            paragraph(f"Recommendation 2: {GUIDE}"),
        )
        assert len(reading.of("finding")) == 2
        assert told(reading, "recommendation") == [(HUB, []), (GUIDE, [])]

    def test_a_section_that_hangs_under_the_last_finding_may_be_about_all(self, read: Read) -> None:
        reading = read(
            heading("Finding 1"),
            paragraph(CLOSED),
            paragraph("The landing stages lie far apart, and the path between them floods in spring."),
            heading("Finding 2"),
            paragraph(LOST),
            paragraph("The maps that they were given showed the old bridge."),
            heading("Recommendations", 2),
            *numbered(HUB, GUIDE),
        )
        assert reading.texts("finding") == [CLOSED, LOST]
        assert told(reading, "recommendation") == [(HUB, []), (GUIDE, [])]

    def test_an_ask_after_two_findings_may_arise_from_both(self, read: Read) -> None:
        reading = read(
            heading("Findings and recommendations"),
            paragraph(f"Finding 1: {CLOSED}"),
            paragraph(f"Recommendation 1: {HUB}"),
            paragraph(f"Finding 2: {LOST}"),
            paragraph("Finding 3: The ferry was late on four days of the week."),
            paragraph(f"Recommendation 2: {GUIDE}"),
        )
        assert told(reading, "recommendation") == [(HUB, [("arises_from", "section", CLOSED)]), (GUIDE, [])]

    def test_two_boxes_on_one_another_may_both_have_led_to_what_follows(self, read: Read) -> None:
        reading = read(
            heading("Learning point 1"),
            paragraph(CLOSED),
            heading("Recommendation 1", 2),
            paragraph(HUB),
            heading("Learning point 2"),
            paragraph(LOST),
            heading("Learning point 3"),
            paragraph("The ferry was late on four days of the week."),
            heading("Recommendation 2", 2),
            paragraph(GUIDE),
        )
        assert len(reading.of("learning_point")) == 3
        assert told(reading, "recommendation") == [(HUB, [("arises_from", "section", CLOSED)]), (GUIDE, [])]

    @pytest.mark.parametrize("words", ["(arises from Finding 2)", "(Finding 2)", "This follows from finding 2."])
    def test_an_ask_that_names_a_finding_arises_from_it(self, read: Read, words: str) -> None:
        reading = read(
            heading("Findings"),
            paragraph(f"Finding 1: {CLOSED}"),
            paragraph(f"Finding 2: {LOST}"),
            heading("Recommendations"),
            *numbered(f"{GUIDE} {words}", HUB),
        )
        named, other = told(reading, "recommendation")
        assert named[1] == [("arises_from", "number", LOST)]
        assert other[1] == []

    def test_a_finding_that_names_what_it_led_to(self, read: Read) -> None:
        reading = read(
            heading("Learning points"),
            paragraph(f"Learning point 1: {CLOSED} This leads to Recommendation 2."),
            paragraph(f"Learning point 2: {LOST} Nothing came of recommendation 1 at first."),
            heading("Recommendations"),
            *numbered(GUIDE, HUB),
        )
        learning = reading.texts("learning_point")
        assert told(reading, "recommendation") == [(GUIDE, []), (HUB, [("arises_from", "number", learning[0])])]

    def test_decimal_numbers_begin_with_that_of_the_finding(self, read: Read) -> None:
        reading = read(
            heading("Findings"),
            paragraph(f"Finding 1: {CLOSED}"),
            paragraph(f"Finding 2: {LOST}"),
            heading("Recommendations"),
            paragraph(f"Recommendation 1.1: {HUB}"),
            paragraph(f"Recommendation 2.1: {GUIDE}"),
        )
        assert told(reading, "recommendation") == [
            (HUB, [("arises_from", "number", CLOSED)]),
            (GUIDE, [("arises_from", "number", LOST)]),
        ]

    def test_numbers_of_paragraphs_name_no_finding(self, read: Read) -> None:
        reading = read(
            heading("1. Findings"),
            paragraph(f"Finding 1: {CLOSED}"),
            paragraph(f"Finding 2: {LOST}"),
            heading("2. Recommendations"),
            item("2.1", HUB),
            item("2.2", GUIDE),
        )
        assert [links for _, links in told(reading, "recommendation")] == [[], []]

    def test_a_table_with_the_finding_beside_what_is_asked(self, read: Read) -> None:
        reading = read(
            heading("Findings and recommendations"),
            table(("Finding", "Recommendation"), (CLOSED, HUB), ("", CLINIC), (LOST, GUIDE), widths=(0.5, 0.5)),
        )
        assert told(reading, "recommendation") == [
            (HUB, [("arises_from", "beside", CLOSED)]),
            (CLINIC, [("arises_from", "beside", CLOSED)]),
            (GUIDE, [("arises_from", "beside", LOST)]),
        ]


class TestPlans:
    def test_rows_that_give_the_number_of_the_recommendation(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            *numbered(HUB, GUIDE),
            heading("Action plan"),
            table(
                ("Rec.", "Action", "Progress"),
                ("2", "Ask for prices from three printers.", WRITING),
                ("Recommendation 1", "Agree with the caretakers who keeps the keys.", OPENED),
                widths=(0.2, 0.4, 0.4),
            ),
        )
        assert [links for _, links in told(reading, "action")] == [
            [("carries_out", "number", GUIDE)],
            [("carries_out", "number", HUB)],
        ]
        assert [links for _, links in told(reading, "progress")] == [
            [("reports_on", "beside", "Ask for prices from three printers.")],
            [("reports_on", "beside", "Agree with the caretakers who keeps the keys.")],
        ]

    def test_of_two_lists_the_one_is_meant_that_has_all_numbers_of_the_plan(self, read: Read) -> None:
        plan = table(
            ("Rec.", "Action", "Lead"),
            *(
                (str(number), f"Step {word} towards the summer.", "Head of Hubs")
                for number, word in enumerate(("one", "two", "three"), 1)
            ),
            widths=(0.2, 0.5, 0.3),
        )
        reading = read(
            heading("Overview recommendations"),
            *numbered(HUB, GUIDE, CLINIC),
            heading("Recommendations of Wendmere Police"),
            *numbered(FERRY, "The Chief Constable should ask each station to keep a map of the fords."),
            heading("Action plan"),
            plan,
        )
        assert [links for _, links in told(reading, "action")] == [
            [("carries_out", "number", words)] for words in (HUB, GUIDE, CLINIC)
        ]

    def test_a_number_that_two_lists_have_is_not_followed_where_either_may_be_meant(self, read: Read) -> None:
        reading = read(
            heading("Overview recommendations"),
            *numbered(HUB, GUIDE),
            heading("Recommendations of Wendmere Police"),
            *numbered(FERRY, "The Chief Constable should ask each station to keep a map of the fords."),
            heading("Action plan"),
            table(
                ("Rec.", "Action", "Lead"),
                ("2", "Ask for prices from three printers.", "Head of Hubs"),
                widths=(0.2, 0.5, 0.3),
            ),
        )
        assert told(reading, "action") == [("Ask for prices from three printers.", [])]


class TestReports:
    def test_a_report_in_another_section_is_not_about_what_was_quoted_last(self, read: Read) -> None:
        reading = read(
            heading("Recommendation 1"),
            paragraph(HUB),
            paragraph(f"Progress: {OPENED}"),
            heading("What inspectors saw"),
            paragraph("The council has put a lamp at each landing stage, and families speak well of it."),
            title=PROGRESS,
        )
        about_hub, elsewhere = told(reading, "progress")
        assert about_hub[1] == [("reports_on", "section", HUB)]
        assert elsewhere[1] == []

    def test_a_report_below_what_a_theme_quotes_is_about_it(self, read: Read) -> None:
        reading = read(
            heading("The hub"),
            paragraph(f"Recommendation 1. {HUB}"),
            heading("What has been done?", 2),
            paragraph(OPENED),
            heading("The towns"),
            paragraph(f"Recommendation 2. {GUIDE}"),
            heading("What has been done?", 2),
            paragraph(WRITING),
            title=PROGRESS,
        )
        assert told(reading, "progress") == [
            (OPENED, [("reports_on", "section", HUB)]),
            (WRITING, [("reports_on", "section", GUIDE)]),
        ]

    def test_of_two_that_a_theme_quotes_the_one_is_meant_whose_words_a_report_takes_up(self, read: Read) -> None:
        either = "Everything that could be done before the flood was over has been done by both of them."
        reading = read(
            heading("The hub and the towns"),
            paragraph(f"Recommendation 1. {HUB}"),
            paragraph(f"Recommendation 2. {GUIDE}"),
            heading("What has been done?", 2),
            paragraph(OPENED),
            paragraph("The guide to the river towns has been written, and new staff have had it since May."),
            paragraph(either),
            title=PROGRESS,
        )
        assert [links for _, links in told(reading, "progress")] == [
            [("reports_on", "section", HUB)],
            [("reports_on", "section", GUIDE)],
            [],
        ]

    def test_a_number_that_the_document_does_not_have_is_kept(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph(f"In answer to recommendation 7, {OPENED[0].lower()}{OPENED[1:]}"),
            title=PROGRESS,
        )
        assert [links for _, links in told(reading, "progress")] == [[("reports_on", "number", "7")]]

    def test_an_action_that_the_document_does_not_have_is_not(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"), paragraph(f"Under action 7, {OPENED[0].lower()}{OPENED[1:]}"), title=PROGRESS
        )
        assert [links for _, links in told(reading, "progress")] == [[]]

    def test_a_recommendation_of_an_earlier_review_is_not_named(self, read: Read) -> None:
        reading = read(
            heading("Opening hours"),
            paragraph(f"Recommendation 1: {HUB}"),
            heading("Knowing the towns"),
            paragraph(f"{WRITING} It takes up recommendation 1 of the earlier review."),
            title=PROGRESS,
        )
        assert [links for _, links in told(reading, "progress")] == [[]]

    def test_a_report_that_quotes_what_was_asked(self, read: Read) -> None:
        reading = read(
            heading("Recommendations"),
            *numbered(HUB, GUIDE),
            heading("What has changed"),
            paragraph(
                f"We were asked to “publish a guide to the river towns for new staff of the Partnership”. {WRITING}"
            ),
            title=PROGRESS,
        )
        assert [links for _, links in told(reading, "progress")] == [[("reports_on", "wording", GUIDE)]]

    def test_a_number_in_an_answer_that_stands_below_another_is_a_cross_reference(self, read: Read) -> None:
        reading = read(
            paragraph(f"Recommendation 1: {HUB}", bold=True),
            paragraph("We accept this recommendation. The hub will open on Saturdays."),
            paragraph(f"Recommendation 2: {GUIDE}", bold=True),
            paragraph("We accept this recommendation, as we said in answer to recommendation 1."),
            title=RESPONSE,
        )
        assert [links for _, links in told(reading, "response")] == [
            [("answers", "beside", HUB)],
            [("answers", "beside", GUIDE)],
        ]

    def test_an_answer_under_a_number_names_what_stands_in_the_other_document(self, read: Read) -> None:
        reading = read(
            heading("3. Opening hours"),
            paragraph("We accept this concern. The hub will open on Saturdays from the spring onwards."),
            title=RESPONSE,
        )
        assert [links for _, links in told(reading, "response")] == [[("answers", "number", "3")]]


def test_a_plan_behind_a_report_quotes_its_recommendations(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        *numbered(HUB, GUIDE),
        heading("Action plan"),
        table(("Recommendation", "Action"), (GUIDE, "Ask for prices from three printers."), widths=(0.5, 0.5)),
    )
    assert told(reading, "quoted_recommendation", "action") == [
        (GUIDE, [("quotes", "wording", GUIDE)]),
        ("Ask for prices from three printers.", [("carries_out", "beside", GUIDE)]),
    ]


def test_an_action_plan_names_its_own_recommendations(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("Recommendation", "Action", "Progress"),
            (f"1. {HUB}", "1.1 Agree who keeps the keys.", OPENED),
            ("", "1.2 Pay for the heating.", ""),
            widths=(0.4, 0.3, 0.3),
        ),
        title=PLAN,
    )
    assert [links for _, links in told(reading, "action")] == [[("carries_out", "beside", HUB)]] * 2


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Recommendation R3 and actions A1.2 and A1.3", ["R3", "A1.2", "A1.3"]),
        ("see recommendations 2–4", ["2", "3", "4"]),
        ("Recommendation 2019 was a good year", []),
        ("the recommendation 40% of staff knew", []),
        ("recommendation 3 of the 2019 review", []),
        ("recommendation 3 of the review of Child X", []),
        ("the earlier review, in its recommendation 3", []),
        ("Finding 1, recommendation 2 and learning points 3, 4 and 5", ["1", "2", "3", "4", "5"]),
    ],
)
def test_what_a_text_names(text: str, numbers: list[str], item_words: ItemWords) -> None:
    assert [number for named in NameFinder(item_words).named(text) for number in named.numbers] == numbers


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [("Overview 3", ("3",)), ("1, 2 and 4", ("1", "2", "4")), ("2-4", ("2", "3", "4")), ("All", ())],
)
def test_the_numbers_in_a_cell(cell: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(cell) == numbers


def test_links_of_the_sample_corpus_lead_to_items_that_they_may_lead_to(
    corpus_records: Mapping[Path, DocumentRecord],
) -> None:
    for record in corpus_records.values():
        kinds = {found.id: found.kind for found in record.items}
        for found in record.items:
            for link in found.links:
                assert link.to != found.id
                assert (link.to is None and link.label is not None) or (
                    relation_between(found.kind, kinds[link.to or ""]) == link.relation
                )
