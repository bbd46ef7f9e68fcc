"""What stands near asks, or is set like them, and asks nothing."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import PROGRESS, box, bullets, heading, item, numbered, paragraph

GUIDE = "The Partnership should publish a guide to the river towns for new staff."
HUB = "Wendmere Council should open the family hub on Saturdays."
CLINIC = "The Integrated Care Board should review how families book the evening clinic."
KIND = "The caretakers of the hub are kind and know every family by name."
WARM = "The library is warm and stays open late in the winter months."


@pytest.mark.parametrize("strengths", ["Strengths", "Key strengths", "What worked well", "Areas of good practice"])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_strengths_beside_the_asks(read: Read, strengths: str, before: bool) -> None:
    praise = (heading(strengths), *bullets(KIND, WARM))
    asks = (heading("Areas for improvement"), *bullets(HUB, GUIDE))
    reading = read(*((praise, asks) if before else (asks, praise)))
    assert reading.asked == [HUB, GUIDE]


def test_good_practice_is_an_item_of_its_own_kind(read: Read) -> None:
    reading = read(heading("Good practice"), bullets(KIND, WARM), heading("Recommendations"), bullets(HUB, GUIDE))
    assert reading.texts("good_practice") == [KIND, WARM]
    assert reading.asked == [HUB, GUIDE]


def test_findings_and_recommendations_in_one_run_of_numbers(read: Read) -> None:
    lamp = "The lamp over the door of the hub has been broken since the storm."
    reading = read(
        heading("Recommendations"),
        numbered(HUB, GUIDE),
        heading("Findings"),
        numbered(KIND, lamp, first=3),
        heading("Recommendations for health bodies"),
        numbered(CLINIC, "The hospital should print the times of the last bus on its letters.", first=5),
    )
    assert [label for label, _ in reading.asks] == ["1", "2", "5", "6"]
    assert reading.texts("finding") == [KIND, lamp]


@pytest.mark.parametrize(
    "lead_in", ["These recommendations are addressed to:", "This report is being sent to the following:", "Copies to:"]
)
def test_a_numbered_list_of_those_to_whom_a_report_goes(read: Read, lead_in: str) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph(lead_in),
        numbered("The Chief Executive of Wendmere Council", "The Integrated Care Board and its partners"),
        paragraph("The recommendations are:"),
        numbered(HUB, GUIDE),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE)]


def test_recommendations_that_are_made_to_somebody_are_no_list_of_recipients(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("The following recommendations are made to the Partnership:"),
        numbered("A guide to the river towns, kept up to date", "Longer opening hours of the family hub"),
    )
    assert len(reading.asks) == 2


def test_the_findings_of_a_jury_are_findings(read: Read) -> None:
    lit, known = "The step at the door should have been lit.", "Staff should have known that the ferry had stopped."
    reading = read(
        heading("Findings of the jury"), numbered(lit, known), heading("Matters of concern"), numbered(HUB, GUIDE)
    )
    assert reading.asked == [HUB, GUIDE]
    assert reading.texts("finding") == [lit, known]


@pytest.mark.parametrize(
    "sentence", ["There are no areas of priority action.", "There are no areas for priority action at this time."]
)
def test_no_areas_of_priority_action(read: Read, sentence: str) -> None:
    reading = read(heading("Areas for priority action"), paragraph(sentence))
    assert reading.asks == []


def test_no_areas_of_priority_action_in_a_bullet(read: Read) -> None:
    reading = read(heading("Areas for priority action"), bullets("There are no areas of priority action."))
    assert reading.asks == []


@pytest.mark.parametrize(
    "reference", ["(Recommendation)", "(Recommendation 2)", "(see recommendation 2)", "(paragraph 23)"]
)
def test_a_back_reference_in_brackets(read: Read, reference: str) -> None:
    reading = read(
        heading("Analysis"),
        paragraph(f"The hub was closed on Saturdays and nobody knew why. {reference}"),
        paragraph(reference),
        heading("Recommendations"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


def test_a_back_reference_behind_an_ask_does_not_undo_it(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(f"{HUB} (paragraph 23)", f"{GUIDE} (paragraphs 31 to 34)"))
    assert [label for label, _ in reading.asks] == ["1", "2"]


def test_a_boxed_case_study_called_area_for_improvement(read: Read) -> None:
    reading = read(
        heading("Analysis"),
        paragraph("The panel walked along the river with two families who had used the hub for more than ten years."),
        box(
            paragraph("Case study: area for improvement", bold=True),
            "A family came to the hub on a Saturday in spring. They should have found it open, but it was closed.",
            "They walked home in the rain and did not come again until the summer fair.",
        ),
        heading("Areas for improvement"),
        bullets(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


def test_a_boxed_case_study_with_the_very_words_of_a_heading_of_asks(read: Read) -> None:
    reading = read(
        heading("Help and protection"),
        paragraph("The panel walked along the river with two families who had used the hub for more than ten years."),
        box(
            paragraph("Area for improvement", bold=True),
            "A family came to the hub on a Saturday in spring. They should have found it open, but it was closed.",
        ),
        heading("Areas for improvement"),
        bullets(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


@pytest.mark.parametrize("heads", ["Terms of reference", "Key lines of enquiry", "Scope of the review"])
def test_terms_of_reference(read: Read, heads: str) -> None:
    reading = read(
        heading(heads),
        numbered(
            "Review how families hear of the hub.",
            "Consider whether opening hours should be longer.",
            "Identify what new staff need to know of the river towns.",
        ),
        heading("Recommendations"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


def test_what_earlier_reviews_recommended_is_quoted(read: Read) -> None:
    reading = read(
        heading("Learning from earlier reviews"),
        paragraph("The review of Child B in 2019 recommended that the Board buys a boat for the river school."),
        bullets("The Board should buy a boat for the river school.", "The Board should paint the landing stage."),
        heading("Recommendations"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]
    assert len(reading.of("quoted_recommendation")) == 3


def test_a_list_of_what_a_board_had_been_advised_is_quoted(read: Read) -> None:
    before = paragraph("In the review of the ferry (2018) the Board had been advised as follows:")
    reading = read(heading("Earlier work by the Board"), before, bullets(HUB, GUIDE))
    assert (reading.asked, reading.texts("quoted_recommendation")) == ([], [HUB, GUIDE])


def test_a_sentence_that_tells_what_another_review_recommended(read: Read) -> None:
    told = "The review of Child B in 2019 recommended that the Board buys a boat for the river school."
    reading = read(
        heading("Analysis"), paragraph(f"The school lies on an island. {told} The boat was bought in the same year.")
    )
    assert reading.asks == []
    assert reading.texts("quoted_recommendation") == [told]


def test_a_quoted_label_is_another_documents(read: Read) -> None:
    reading = read(
        heading("Background to the boat"),
        paragraph("“Recommendation 4: The Board should buy a boat for the river school.”"),
        paragraph("The boat was bought in the same year, and children cross the river in it on every school day."),
    )
    assert reading.asks == []
    assert [found.kind for found in reading.items] == ["quoted_recommendation"]


@pytest.mark.parametrize("heads", ["Next steps", "What happens next"])
def test_next_steps_are_no_asks(read: Read, heads: str) -> None:
    reading = read(
        heading("Recommendations"),
        numbered(HUB, GUIDE),
        heading(heads),
        bullets(
            "The Partnership will publish this report on its website in June.",
            "A meeting for families should be held in the hall by the bridge.",
        ),
    )
    assert reading.asked == [HUB, GUIDE]


@pytest.mark.parametrize(
    "duty",
    [
        "The local authority should prepare a written statement of what it will do in response to this report.",
        "You are under a duty to respond to this report within 56 days of its date.",
        pytest.param(
            "The recommendations will be translated into an action plan that the Board looks at twice a year."
        ),
        "The Partnership will send this report to the national panel and to the inspectorates.",
    ],
)
def test_duties_of_reply_and_publication_are_procedural(read: Read, duty: str) -> None:
    reading = read(heading("Recommendations"), numbered(HUB, GUIDE), paragraph(duty))
    assert reading.asked == [HUB, GUIDE]
    assert reading.texts("procedural") == [duty]


def test_numbered_conclusions_between_numbered_recommendations(read: Read) -> None:
    closed = "Families who work in the week could not visit the hub in the year before the flood."
    lost = "The old guide was lost when the office moved to the other bank of the river."
    reading = read(heading("Conclusions and recommendations"), numbered(closed, HUB, lost, GUIDE))
    assert reading.asks == [("2", HUB), ("4", GUIDE)]


@pytest.mark.parametrize(
    "told",
    [
        "The panel considered whether the hub should move to the other bank, and decided against it.",
        "The review makes no single-agency recommendations.",
        "These recommendations were agreed by the Partnership in May and should be read together.",
        "Recommendation 2 arises from what the panel heard about new staff.",
        "This section sets out what should be done and by whom.",
    ],
)
def test_what_is_told_among_recommendations_asks_nothing(read: Read, told: str) -> None:
    reading = read(heading("Recommendations"), paragraph(told), numbered(HUB, GUIDE))
    assert reading.asked == [HUB, GUIDE]


@pytest.mark.parametrize(
    "law",
    [
        "The Ferries Act 1901 requires a harbour board to arrange a crossing when certain conditions are met.",
        "Section 4 of the River Safety (Boats) Act 1954 places a duty on each council to keep a list of boats.",
    ],
)
@pytest.mark.parametrize("above", ["What we ask for", "Recommendations"])
def test_what_a_law_asks_is_asked_by_nobody_here(law: str, above: str, read: Read) -> None:
    reading = read(heading(above), paragraph(law), numbered(HUB, GUIDE))
    assert reading.asked == [HUB, GUIDE]


def test_a_heading_that_names_the_law_announces_no_asks(read: Read) -> None:
    reading = read(heading("What the law asks of us"), paragraph("A board should arrange a crossing in each year."))
    assert reading.asked == []


def test_a_lone_paragraph_that_tells_asks_nothing(read: Read) -> None:
    reading = read(
        heading("Recommendations"), paragraph("The panel considered whether the hub should move, and decided against.")
    )
    assert reading.asks == []


def test_a_lead_in_is_not_an_ask(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("The review recommends that the following should be done:"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


def test_what_was_done_before_the_review_ended_is_progress(read: Read) -> None:
    done = "Since the review began, Wendmere Council has mended the lamp over the door of the hub."
    reading = read(heading("Recommendations"), paragraph(done), numbered(HUB, GUIDE))
    assert reading.asked == [HUB, GUIDE]
    assert reading.texts("progress") == [done]


def test_a_modal_verb_in_the_story_asks_nothing(read: Read) -> None:
    reading = read(
        heading("Analysis"),
        paragraph("The hub should have been open on that Saturday, and somebody needed to answer the telephone."),
        bullets("Staff should have known the towns better.", "The lamp should have been mended."),
    )
    assert reading.asks == []


def test_numbered_paragraphs_of_a_document_are_no_list_of_asks(read: Read) -> None:
    reading = read(
        heading("Background"),
        numbered("The hub stands on the south bank.", "It was a boat house until the old quay was closed."),
        heading("Recommendations"),
        numbered("The panel heard from nine families and from all of the caretakers.", HUB, GUIDE, first=3),
    )
    assert reading.asks == [("4", HUB), ("5", GUIDE)]


def test_questions_to_think_about_are_told_from_statements(read: Read) -> None:
    reading = read(
        heading("Questions for the Board"),
        bullets("Should the hub open on Saturdays?", "The Board has talked of this before and will do so again."),
    )
    assert reading.asked == ["Should the hub open on Saturdays?"]


def test_a_heading_of_other_things_ends_the_asks(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        numbered(HUB, GUIDE),
        heading("Glossary"),
        bullets("Hub: a house where families can get advice.", "Guide: a booklet about the river towns."),
    )
    assert reading.asked == [HUB, GUIDE]


def test_the_contents_page_holds_no_asks(read: Read) -> None:
    dots = " ." * 40
    reading = read(
        heading("Contents"),
        paragraph(f"1. Introduction{dots} 3"),
        paragraph(f"2. Analysis{dots} 5"),
        paragraph(f"3. Recommendations{dots} 9"),
        paragraph(f"4. Recommendation 1: open the hub{dots} 10"),
        heading("Recommendations"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


def test_a_progress_document_that_names_a_recommendation_does_not_make_it(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        item("2.1", "Recommendation 3 has been carried out: the hub has been open on Saturdays since the spring fair."),
        title=PROGRESS,
    )
    assert reading.asks == []
    assert [found.kind for found in reading.items] == ["progress"]


def test_questions_with_labels_among_terms_of_reference(read: Read) -> None:
    reading = read(
        heading("Terms of reference"),
        paragraph(
            "Question 1: How do families who live on the other bank of the river hear of the hub and of the ferry, and "
            "who tells them of it when the water is high?"
        ),
        paragraph(
            "Question 2: Who keeps the keys of the hub in months in which the caretakers are away on boats, and "
            "who knows where to find them?"
        ),
        heading("Recommendations"),
        numbered(HUB, GUIDE),
    )
    assert reading.asked == [HUB, GUIDE]


@pytest.mark.parametrize(
    "heads",
    [
        "Actions taken since the review",
        "Actions already taken",
        "Progress against recommendations",
        "Update on recommendations",
    ],
)
def test_a_list_of_what_has_been_done(read: Read, heads: str) -> None:
    done = "The hub has been open on every Saturday since the spring fair."
    lamp = "The lamp over its door has been mended and is lit at dusk."
    reading = read(heading(heads), bullets(done, lamp), heading("Recommendations"), numbered(HUB, GUIDE))
    assert reading.asked == [HUB, GUIDE]
    assert reading.texts("progress") == [done, lamp]
