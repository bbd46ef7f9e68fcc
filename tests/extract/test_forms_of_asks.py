"""Every form in which reviews ask somebody to act, on a page as it is printed."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import box, bullets, heading, item, new_page, numbered, paragraph, space, table

from crossreview.records import ItemKind

GUIDE = "The Partnership should publish a guide to the river towns for new staff."
HUB = "Wendmere Council should open the family hub on Saturdays."
CLINIC = "The Integrated Care Board should review how families book the evening clinic."


@pytest.mark.parametrize("form", ["{}.", "{})", "({})", "{}"])
def test_a_numbered_list(read: Read, form: str) -> None:
    reading = read(heading("Recommendations"), numbered(GUIDE, HUB, CLINIC, form=form))
    assert reading.asks == [("1", GUIDE), ("2", HUB), ("3", CLINIC)]
    assert {found.kind for found in reading.items} == {"recommendation"}


@pytest.mark.parametrize("form", ["R{}", "Rec {}", "Recommendation {}:", "Recommendation {}."])
def test_a_label_in_words_before_each(read: Read, form: str) -> None:
    labelled = [paragraph(f"{form.format(number)} {text}") for number, text in enumerate((GUIDE, HUB), start=1)]
    reading = read(heading("Recommendations"), *labelled)
    assert [text for _, text in reading.asks] == [GUIDE, HUB]
    assert [(label or "").removeprefix("Rec ").removeprefix("R") for label, _ in reading.asks] == ["1", "2"]


def test_letters_behind_numbers_stay_in_the_label(read: Read) -> None:
    reading = read(heading("Recommendations"), paragraph(f"Recommendation 4a: {GUIDE}"), paragraph(f"Rec 4b: {HUB}"))
    assert [label for label, _ in reading.asks] == ["4a", "Rec 4b"]


def test_decimal_paragraph_numbers_in_a_list_of_recommendations(read: Read) -> None:
    reading = read(heading("8. Recommendations"), item("8.1", GUIDE), item("8.2", HUB), item("8.3", CLINIC))
    assert reading.asks == [("8.1", GUIDE), ("8.2", HUB), ("8.3", CLINIC)]


def test_a_number_that_touches_its_text(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        *(paragraph(f"{number}.{text}") for number, text in enumerate((GUIDE, HUB, CLINIC), start=14)),
    )
    assert reading.asks == [("14", GUIDE), ("15", HUB), ("16", CLINIC)]


def test_the_same_number_printed_twice(read: Read) -> None:
    reading = read(heading("Recommendations"), item("1.", GUIDE), item("2.", HUB), item("2.", CLINIC))
    assert reading.asks == [("1", GUIDE), ("2", HUB), ("2", CLINIC)]
    assert len({found.id for found in reading.items}) == 3


def test_bullets_without_numbers(read: Read) -> None:
    reading = read(heading("Recommendations"), bullets(GUIDE, HUB, CLINIC))
    assert reading.asks == [(None, GUIDE), (None, HUB), (None, CLINIC)]


@pytest.mark.parametrize("dash", ["–", "-", "o"])
def test_sub_items_stay_with_their_parent(read: Read, dash: str) -> None:
    reading = read(
        heading("Recommendations"),
        item("1.", "Wendmere Council should change how the family hub is run, so that:"),
        item(dash, "it opens on Saturdays", depth=1),
        item(dash, "parents choose what is offered there", depth=1),
        item("2.", CLINIC),
    )
    assert reading.asks == [
        (
            "1",
            "Wendmere Council should change how the family hub is run, so that: it opens on Saturdays "
            "parents choose what is offered there",
        ),
        ("2", CLINIC),
    ]


def test_lettered_sub_items_keep_their_letters(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        item("1.", "The Partnership should agree:"),
        item("(a)", "who keeps the guide to the towns", depth=1),
        item("(b)", "how often it is printed", depth=1),
        item("2.", CLINIC),
    )
    assert reading.asks == [
        ("1", "The Partnership should agree: (a) who keeps the guide to the towns (b) how often it is printed"),
        ("2", CLINIC),
    ]


def test_a_list_under_an_addressee_gives_an_ask_for_each_item(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("All practitioners are asked to:"),
        bullets("read the guide to the river towns", "tell parents about the family hub"),
    )
    assert reading.asked == ["read the guide to the river towns", "tell parents about the family hub"]


def test_boxes_without_numbers_that_begin_in_bold(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        box(f"<b>A guide for new staff.</b> {GUIDE}"),
        paragraph("People told the panel that the old guide was lost when the office moved to the other bank."),
        box(f"<b>The family hub.</b> {HUB}"),
    )
    assert reading.asked == [f"A guide for new staff. {GUIDE}", f"The family hub. {HUB}"]


def test_a_box_of_its_own_after_each_theme(read: Read) -> None:
    story = "The panel heard from many people who had walked along the river to the hub and had found it closed."
    reading = read(
        heading("Analysis"),
        heading("Opening hours", level=2),
        paragraph(story),
        box(f"<b>Recommendation 1:</b> {HUB}"),
        heading("Knowing the towns", level=2),
        paragraph(story.replace("closed", "empty")),
        box(f"<b>Recommendation 2:</b> {GUIDE}"),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE)]


def test_the_label_as_heading_of_a_box(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        box(paragraph("Recommendation 1", bold=True), paragraph(HUB)),
        paragraph("The hub is the only warm building on the south bank and many families walk a long way to it."),
        box(paragraph("Recommendation 2", bold=True), paragraph(GUIDE)),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE)]


def test_a_table_with_the_addressee_on_the_left(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        table(
            ("Agency", "Recommendation"),
            ("Wendmere Council", "Open the family hub on Saturdays and on the first Sunday of each month."),
            ("Police", "Tell the family hub when the bridge is to be closed for a match or a fair."),
            widths=(0.3, 0.7),
        ),
    )
    assert reading.asked == [
        "Open the family hub on Saturdays and on the first Sunday of each month.",
        "Tell the family hub when the bridge is to be closed for a match or a fair.",
    ]
    assert [found.addressees for found in reading.items] == [("la_corporate",), ("police",)]
    assert [found.owner for found in reading.items] == [None, None]


def test_a_table_without_a_head(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        table(
            ("Wendmere Council", "Open the family hub on Saturdays and on the first Sunday of each month."),
            ("Police", "Tell the family hub when the bridge is to be closed for a match or a fair."),
            widths=(0.3, 0.7),
        ),
    )
    assert reading.asked == [
        "Open the family hub on Saturdays and on the first Sunday of each month.",
        "Tell the family hub when the bridge is to be closed for a match or a fair.",
    ]


def test_the_addressee_of_a_table_without_a_head(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        table(
            ("Wendmere Council", "Open the family hub on Saturdays and on the first Sunday of each month."),
            ("Police", "Tell the family hub when the bridge is to be closed for a match or a fair."),
            widths=(0.3, 0.7),
        ),
    )
    assert [found.addressees for found in reading.items] == [("la_corporate",), ("police",)]
    assert [found.owner for found in reading.items] == [None, None]


def test_rows_of_an_action_plan(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("No", "Recommendation", "Action", "Lead", "By when", "RAG"),
            ("1", HUB, "Agree opening hours with the caretakers.", "Head of Hubs", "31 March 2031", "Completed"),
            ("2", GUIDE, "Print the guide and put it in every office.", "Board manager", "June 2031", "Not started"),
            widths=(0.06, 0.28, 0.26, 0.14, 0.13, 0.13),
        ),
    )
    actions = reading.of("action")
    assert [(found.label, found.text) for found in actions] == [
        ("1", "Agree opening hours with the caretakers."),
        ("2", "Print the guide and put it in every office."),
    ]
    assert [found.owner for found in actions] == ["Head of Hubs", "Board manager"]
    assert [found.timescale.text if found.timescale else None for found in actions] == ["31 March 2031", "June 2031"]
    assert [found.status for found in actions] == ["completed", "not_started"]
    assert reading.texts("quoted_recommendation") == [HUB, GUIDE]


def test_one_sentence_joined_by_semicolons(read: Read) -> None:
    sentence = (
        "The Partnership should publish a guide to the river towns; open the family hub on Saturdays; and ask "
        "families once a year what they would like to find there."
    )
    reading = read(heading("Recommendations"), paragraph(sentence))
    assert reading.asked == [sentence]


def test_a_whole_bold_paragraph_with_a_lead_in(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph("The hub was closed on Saturdays, and families who work in the week could not go there at all."),
        paragraph(f"Recommendation: {HUB}", bold=True),
        paragraph("The caretakers said that they would be glad of the company and of the longer hours of work."),
    )
    assert reading.asks == [(None, HUB)]


def test_bold_labelled_asks_with_what_explains_them(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph("The hub was closed on Saturdays, and families who work in the week could not go there at all."),
        paragraph(f"Recommendation 1: {HUB}", bold=True),
        paragraph("The caretakers said that they would be glad of the company and of the longer hours of work."),
        paragraph(f"Recommendation 2: {GUIDE}", bold=True),
        paragraph("The old guide was lost when the office moved to the other bank of the river."),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE)]


def test_bold_labelled_asks_one_after_the_other(read: Read) -> None:
    asks = [paragraph(f"Recommendation {at}: {text}", bold=True) for at, text in enumerate((HUB, GUIDE, CLINIC), 1)]
    assert read(heading("Recommendations"), *asks).asks == [("1", HUB), ("2", GUIDE), ("3", CLINIC)]


def test_a_label_a_lead_in_and_a_list(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph("The hub was closed on Saturdays, and families who work in the week could not go there at all."),
        paragraph("Recommendation 1: Wendmere Council should:"),
        bullets("open the family hub on Saturdays", "mend the lamp over its door"),
        paragraph("The caretakers said that they would be glad of the company and of the longer hours of work."),
    )
    assert reading.asks == [
        ("1", "Wendmere Council should: open the family hub on Saturdays mend the lamp over its door")
    ]


def test_one_lone_paragraph(read: Read) -> None:
    reading = read(heading("Recommendation"), paragraph(GUIDE))
    assert reading.asks == [(None, GUIDE)]


def test_a_sentence_anywhere_that_says_that_it_recommends(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph(
            "The hub was closed on Saturdays. It is recommended that Wendmere Council opens it on every day of the "
            "week. The caretakers agree."
        ),
    )
    assert reading.asked == ["It is recommended that Wendmere Council opens it on every day of the week."]


@pytest.mark.parametrize(
    "lead_in",
    [
        "The hub was closed on Saturdays. The panel recommends that:",
        "It is recommended that:",
        "The review makes the following recommendations:",
        "The following recommendations are made:",
    ],
)
@pytest.mark.parametrize("heads", ["Opening hours", "Executive summary", "Conclusion"])
def test_a_list_under_a_sentence_that_recommends(read: Read, heads: str, lead_in: str) -> None:
    reading = read(heading(heads), paragraph(lead_in), bullets(HUB, GUIDE), paragraph("The caretakers agree."))
    assert [(found.kind, found.text) for found in reading.items] == [("recommendation", HUB), ("recommendation", GUIDE)]


def test_a_sentence_that_recommends_holds_for_its_own_list_only(read: Read) -> None:
    reading = read(
        heading("Opening hours"),
        paragraph("The panel recommends that:"),
        bullets(HUB, GUIDE),
        paragraph("The panel was shown two keys:"),
        bullets("One of them should open the door of the hub.", "The other one fits nothing."),
    )
    assert reading.asked == [HUB, GUIDE]


def test_gerunds_behind_a_lead_in(read: Read) -> None:
    reading = read(
        heading("Areas for improvement"),
        paragraph("The Partnership should improve its work with families by:"),
        bullets("opening the family hub on Saturdays", "publishing a guide to the river towns"),
    )
    assert reading.asked == ["opening the family hub on Saturdays", "publishing a guide to the river towns"]
    assert {found.addressees for found in reading.items} == {("safeguarding_children_partnership",)}


@pytest.mark.parametrize(
    "ask",
    [
        "Publish a guide to the river towns and put a copy of it in every office.",
        "To publish a guide to the river towns for new staff.",
        "The Partnership should publish a guide to the river towns.",
        "The Partnership must publish a guide to the river towns.",
        "The Partnership to publish a guide to the river towns by June.",
        "Social workers and health visitors to be given a guide to the river towns.",
        "Publishing a guide to the river towns for new staff.",
        "A guide to the river towns, kept up to date and known to all new staff.",
        "There is a need for a guide to the river towns.",
        "A guide to the river towns should be published.",
        "That the Partnership publishes a guide to the river towns.",
        "New staff do not know the river towns well enough.",
    ],
    ids=[
        "imperative",
        "infinitive",
        "should",
        "must",
        "X to do Y",
        "X to be done Y",
        "gerund",
        "noun phrase",
        "there is a need for",
        "passive",
        "that",
        "weakness",
    ],
)
def test_in_a_list_every_grammar_is_an_ask(read: Read, ask: str) -> None:
    reading = read(heading("Areas for improvement"), bullets(ask, HUB))
    assert reading.asked == [ask, HUB]
    assert {found.kind for found in reading.items} == {"area_for_improvement"}


@pytest.mark.parametrize(
    "ask",
    [
        "Publish a guide to the river towns and put a copy of it in every office.",
        "The Partnership to publish a guide to the river towns by June.",
        "There is a need for a guide to the river towns.",
        "A guide to the river towns should be published.",
        "The Partnership is asked to publish a guide to the river towns.",
        "That the Partnership publishes a guide to the river towns.",
    ],
)
def test_a_paragraph_under_recommendations_is_an_ask_by_its_wording(read: Read, ask: str) -> None:
    reading = read(heading("Recommendations"), paragraph(ask))
    assert reading.asked == [ask]


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ("Recommendations", "recommendation"),
        ("Areas for improvement", "area_for_improvement"),
        ("What needs to improve?", "area_for_improvement"),
        ("Areas for priority action", "priority_action"),
        ("Matters of concern", "concern"),
        ("Priorities for further improvement", "area_for_improvement"),
        ("Questions for the Board", "question"),
        ("Strategies for improving practice and systems", "strategy"),
        ("What does the local partnership need to do better?", "area_for_improvement"),
        pytest.param("What does Wendmere Council need to do better?", "area_for_improvement"),
        ("Learning and actions", "recommendation"),
        ("Conclusions and recommendations", "recommendation"),
        ("Recommendations for Wendmere Council", "recommendation"),
        ("6. Recommendations", "recommendation"),
    ],
)
def test_the_heading_tells_the_kind(read: Read, heads: str, kind: ItemKind) -> None:
    first, second = "Should the hub open on Saturdays?", "Should the guide be printed again, and by whom?"
    if kind != "question":
        first, second = HUB, GUIDE
    reading = read(heading(heads), numbered(first, second))
    assert [(found.kind, found.text) for found in reading.items] == [(kind, first), (kind, second)]


def test_one_list_for_each_addressee_with_numbers_that_begin_again(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        heading("For the Partnership", level=2),
        numbered(GUIDE, "The Partnership should ask families what they think of the guide."),
        heading("For Wendmere Council", level=2),
        numbered(HUB, "Wendmere Council should mend the lamp at the door of the hub."),
    )
    assert reading.asks == [
        ("1", GUIDE),
        ("2", "The Partnership should ask families what they think of the guide."),
        ("1", HUB),
        ("2", "Wendmere Council should mend the lamp at the door of the hub."),
    ]


def test_the_same_words_for_two_addressees_are_two_asks(read: Read) -> None:
    ask = "Tell every family that moves into the river towns about the warm rooms in the library and at the hub."
    reading = read(
        heading("Recommendations"),
        heading("Wendmere Council", level=2),
        numbered(ask, "Mend the lamp that hangs over the door of the hub before the first evenings of winter."),
        heading("Police", level=2),
        numbered(ask, "Say when the bridge will be closed, a week before each match or fair."),
    )
    assert len(reading.asks) == 4


def test_an_item_that_runs_over_the_page(read: Read) -> None:
    long = " ".join(["Wendmere Council should open the family hub on Saturdays and tell families of it,"] * 12)
    second = item("2.", f"{long} soon.")
    reading = read(heading("Recommendations"), item("1.", GUIDE), space(430), second, item("3.", CLINIC))
    assert [label for label, _ in reading.asks] == ["1", "2", "3"]
    over = reading.items[1]
    assert over.text == f"{long} soon."
    assert [span.page for span in over.source.spans] == [1, 2]


def test_a_list_that_goes_on_after_the_page(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(GUIDE, HUB), new_page(), numbered(CLINIC, first=3))
    assert reading.asks == [("1", GUIDE), ("2", HUB), ("3", CLINIC)]


def test_two_paragraphs_of_one_item(read: Read) -> None:
    more = "The guide should be short, and it should have a map."
    hanging = item("", more)
    reading = read(heading("Recommendations"), item("1.", GUIDE), hanging, item("2.", HUB))
    assert reading.asks == [("1", f"{GUIDE} {more}"), ("2", HUB)]


def test_a_paragraph_may_open_with_the_heading_of_its_list(read: Read) -> None:
    reading = read(
        paragraph("What went well. Two matters should be known."),
        bullets(HUB, GUIDE),
        paragraph("What we knew. The hub was closed on most Saturdays of that year."),
        bullets("The keys were kept by the caretaker of the school.", "The lamp over the door was out."),
    )
    assert reading.texts("good_practice") == [HUB, GUIDE]
    assert len(reading.items) == 2


def test_the_heading_that_opens_a_paragraph_ends_with_its_section(read: Read) -> None:
    reading = read(
        paragraph("What went well. Two matters should be known."),
        bullets(HUB, GUIDE),
        heading("The ferry"),
        bullets("It was late on most Saturdays of that year.", "The bell on the quay was not rung."),
    )
    assert reading.texts("good_practice") == [HUB, GUIDE]
    assert len(reading.items) == 2


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [
        ("It ought to be done again after a year, or nobody will know whether it helped.", True),
        ("This should also be told to the two schools on the south bank.", True),
        ("It should be usual for a skipper to be asked about the tide.", False),
        ("The harbour office should tell schools on which days the ferry cannot cross.", False),
    ],
)
def test_what_more_is_said_of_an_ask_is_no_other(below: str, goes_on: bool, read: Read) -> None:
    reading = read(heading("What I ask for"), box(HUB, below), heading("Thanks"))
    assert reading.asked == ([f"{HUB} {below}"] if goes_on else [HUB, below])
