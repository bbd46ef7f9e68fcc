"""Asks that are announced, numbered and continued as authors do it, and what is announced beside them."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read
from tests.pdfs.asks import bullets, heading, item, numbered, paragraph, table

GUIDE = "The Partnership should publish a guide to the river towns for new staff."
HUB = "Wendmere Council should open the family hub on Saturdays."
CLINIC = "The Integrated Care Board should review how families book the evening clinic."
TOLD = "The water stood high that winter, and the ferry could not cross for eleven days."


@pytest.mark.parametrize("codes", [("A1", "A2"), ("R.1", "R.2"), ("CSP 1", "GP 2"), ("B1.", "B2.")])
def test_numbers_with_letters_before_them(read: Read, codes: tuple[str, str]) -> None:
    reading = read(heading("Recommendations"), paragraph(f"{codes[0]} {GUIDE}"), paragraph(f"{codes[1]} {HUB}"))
    assert reading.asks == [(codes[0].rstrip("."), GUIDE), (codes[1].rstrip("."), HUB)]


def test_a_code_outside_a_section_of_items_is_a_word(read: Read) -> None:
    assert read(heading("What happened"), paragraph(f"A1 {TOLD}")).asks == []


def test_a_coded_ask_that_goes_on_in_its_list(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("R.4 To set up an offer for young parents, to include"),
        bullets("a worker of their own;", "a meeting of the family."),
        paragraph(f"R.5 {HUB}"),
    )
    assert [label for label, _ in reading.asks] == ["R.4", "R.5"]
    assert reading.asked[0].endswith("a worker of their own; a meeting of the family.")


@pytest.mark.parametrize("label", ["Overview Recommendation 1", "Recommendation 1"])
def test_a_label_on_a_line_of_its_own(read: Read, label: str) -> None:
    reading = read(heading("The panel's recommendations"), paragraph(label), paragraph(GUIDE), paragraph(TOLD))
    assert reading.asks == [("1", GUIDE)]


@pytest.mark.parametrize(
    "below",
    [
        "Anticipated outcome: new staff know where they are.",
        "What this will achieve: new staff know where they are.",
        "Rationale: new staff did not know where they were.",
        "Timescale: within three months of publication.",
        "Why: new staff did not know where they were.",
        "By when and by whom: June, the learning manager.",
    ],
)
def test_what_goes_on_under_an_ask(read: Read, below: str) -> None:
    reading = read(heading("Recommendations"), item("1.", GUIDE), paragraph(below), item("2.", HUB))
    assert reading.asks == [("1", f"{GUIDE} {below}"), ("2", HUB)]


def test_the_timescale_may_stand_below_the_ask(read: Read) -> None:
    reading = read(heading("Recommendations"), item("1.", GUIDE), paragraph("Timescale: within three months."))
    (found,) = reading.items
    assert found.timescale is not None
    assert found.timescale.normalised == "P3M"


def test_a_list_that_asks_one_body_after_the_other_needs_no_heading(read: Read) -> None:
    reading = read(heading("The ferry"), paragraph(TOLD), bullets(GUIDE, HUB, CLINIC))
    assert reading.asked == [GUIDE, HUB, CLINIC]
    assert {found.kind for found in reading.items} == {"recommendation"}


@pytest.mark.parametrize(
    "lead_in",
    ["The guidance says that:", "Under the procedure of 2029:", "The Act sets out these duties:"],
)
def test_a_list_of_what_a_rule_asks_is_no_list_of_asks(read: Read, lead_in: str) -> None:
    assert read(heading("The ferry"), paragraph(lead_in), bullets(GUIDE, HUB, CLINIC)).asks == []


def test_questions_that_speak_to_the_reader(read: Read) -> None:
    questions = ("Whose name is on your list?", "When did you last cross by the ferry?", "Who rings you first?")
    reading = read(heading("For team meetings"), bullets(*questions))
    assert reading.texts("question") == list(questions)


def test_questions_that_the_review_was_asked(read: Read) -> None:
    questions = ("What was known about the ferry?", "How well was the hub used?", "Was the clinic open?")
    for opening in (heading("Why a review was held"), heading("Questions the review was asked")):
        assert read(opening, bullets(*questions)).asks == []


@pytest.mark.parametrize(
    "announced",
    [
        "What I recommend",
        "What the Panel asks",
        "The review recommends",
        "Recommendations for all agencies",
        "Ways forward",
        "Recommended changes",
    ],
)
def test_headings_that_say_that_something_is_recommended(read: Read, announced: str) -> None:
    reading = read(heading(announced), numbered(GUIDE, HUB))
    assert reading.asks == [("1", GUIDE), ("2", HUB)]
    assert {found.kind for found in reading.items} == {"recommendation"}


@pytest.mark.parametrize("announced", ["Strategies for consideration", "Considerations for practice"])
def test_strategies_under_a_line_of_text(read: Read, announced: str) -> None:
    soft = ("All services may wish to use the guide.", "Opening the hub on Saturdays.", "Could the clinic close later?")
    reading = read(heading("Between two systems"), paragraph(TOLD), paragraph(announced), bullets(*soft))
    assert reading.texts("strategy") == list(soft)


@pytest.mark.parametrize(
    "ask",
    [
        "A second door. The Trust to offer an appointment somewhere that families can get to.",
        "The Board to look for itself at how the ferry is booked.",
        "The hospital may also wish to look again at its rules on transport.",
        "Ferry and bus companies could consider a shared timetable.",
    ],
)
def test_soft_and_bare_ways_of_asking(read: Read, ask: str) -> None:
    assert read(heading("Recommendations"), paragraph(ask)).asked == [ask]


@pytest.mark.parametrize(
    "told",
    [
        "It would be easy to say that the Trust should have noticed. Nobody had asked it to.",
        "The Panel has tried to write recommendations that a person in a particular job could read.",
        "Each recommendation bears the letter of the finding that it comes from.",
        "So that this makes a difference, the reviewers and the Panel have agreed these actions with the Board.",
        "The panel thought about asking the Council to pay for a second ferry. It decided not to.",
    ],
)
def test_narrative_among_recommendations(read: Read, told: str) -> None:
    reading = read(heading("Findings and recommendations"), paragraph(told), paragraph(f"Recommendation 1: {GUIDE}"))
    assert reading.asks == [("1", GUIDE)]


@pytest.mark.parametrize(
    "lead_in",
    [
        "In 2028 the Board's earlier review had recommended that:",
        "The rapid review had asked for two things at once:",
        "In 2028 the Board published a review about a ferryman. Its recommendations included the following.",
    ],
)
def test_what_an_earlier_review_asked_is_quoted(read: Read, lead_in: str) -> None:
    reading = read(heading("We have been here before"), paragraph(lead_in), bullets(GUIDE, HUB))
    assert reading.texts("quoted_recommendation") == [GUIDE, HUB]
    assert reading.of("recommendation") == []


def test_a_quotation_set_apart_below_its_lead_in(read: Read) -> None:
    quotation = f"“{GUIDE}”"
    reading = read(heading("Learning"), paragraph("The earlier review had recommended that:"), paragraph(quotation))
    assert reading.texts("quoted_recommendation") == [quotation]


def test_findings_that_a_conclusion_counts(read: Read) -> None:
    findings = ("The ferry was late on every day of that week.", "Nobody told the families on the far bank.")
    reading = read(heading("Conclusions"), paragraph("The panel reached the following findings."), bullets(*findings))
    assert reading.texts("finding") == list(findings)


def test_an_ask_that_only_points_at_the_list_is_counted_once(read: Read) -> None:
    pointing = "The Partnership may wish to give new staff a guide (A1)."
    reading = read(
        heading("Theme one: the towns"),
        paragraph(TOLD),
        heading("Ways forward from theme one", level=2),
        paragraph(pointing),
        heading("Recommendations"),
        paragraph(f"A1 {GUIDE}"),
        paragraph(f"A2 {HUB}"),
    )
    assert reading.asks == [("A1", GUIDE), ("A2", HUB)]
    assert len(reading.items[0].restated) == 1


def test_paragraphs_beside_labelled_learning_are_analysis(read: Read) -> None:
    reading = read(
        heading("Practice and organisational learning"),
        paragraph(f"1.1 {TOLD}"),
        paragraph("Learning point 1: A ferry that does not cross is a risk to those on the far bank."),
        paragraph(f"1.2 {TOLD}"),
    )
    assert [found.label for found in reading.of("learning_point")] == ["1"]


def test_a_table_with_who_and_when_holds_actions(read: Read) -> None:
    reading = read(
        heading("Where we go from here"),
        table(
            ["What", "Who", "By when"],
            ["Print the guide and put a copy in every office of the river towns.", "MASH Manager", "June 2031"],
            ["Open the hub on Saturdays, beginning with those before Easter.", "Head of Early Help", "Monthly"],
            widths=[0.5, 0.3, 0.2],
        ),
    )
    assert [found.kind for found in reading.items] == ["action", "action"]
    assert [found.addressees for found in reading.items] == [("la_front_door_mash",), ("la_early_help",)]
    assert [found.timescale.text for found in reading.items if found.timescale] == ["June 2031", "Monthly"]


def test_who_is_asked_may_stand_in_brackets_before_the_ask(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered("(MARAC, Cafcass): That a protocol be agreed and tried."))
    assert set(reading.items[0].addressees) == {"marac_mappa", "courts_cafcass"}


@pytest.mark.parametrize(
    ("label", "number"),
    [("Learning point.", None), ("Learning.", None), ("Lesson One.", "Lesson One"), ("Lesson 2:", "2")],
)
def test_labels_with_a_point_or_a_number_in_words(read: Read, label: str, number: str | None) -> None:
    lesson = "A ferry that does not cross is a risk to those on the far bank."
    reading = read(heading("What happened"), paragraph(f"{label} {lesson}"))
    assert [(found.label, found.text) for found in reading.of("learning_point")] == [(number, lesson)]


def test_a_bilingual_heading_is_read_by_its_english_half(read: Read) -> None:
    reading = read(heading("Argymhellion / Recommendations"), numbered(GUIDE, HUB))
    assert reading.asks == [("1", GUIDE), ("2", HUB)]


@pytest.mark.parametrize("announced", ["Practice that helped", "Effective practice", "What was done well"])
def test_practice_told_in_paragraphs(read: Read, announced: str) -> None:
    told = (
        "The ferryman rang the school on each of those days.",
        "A librarian kept the hub warm until the water fell.",
    )
    intro = "We were asked to identify practice that worked. Two examples stood out."
    reading = read(heading(announced), paragraph(intro), *map(paragraph, told))
    assert reading.texts("good_practice") == list(told)


def test_headings_of_briefings(read: Read) -> None:
    doing = ("Ask who else is at home, and ask it kindly.", "Write down what you see.")
    assert read(heading("What should I do?"), numbered(*doing)).texts("action") == list(doing)
    lessons = ("A ferry that does not cross is a risk.", "Nobody told the families on the far bank.")
    assert read(heading("What did the review learn?"), bullets(*lessons)).texts("learning_point") == list(lessons)


def test_a_slanted_heading_without_a_gap_stands_apart(read: Read) -> None:
    reading = read(
        heading("Learning", level=1),
        paragraph(f"<b>Learning.</b> {TOLD}<br/><i>Strategies for improvement</i><br/><b>Strategy 1.</b> {HUB}"),
    )
    assert reading.texts("strategy") == [HUB]
    assert reading.texts("learning_point") == [TOLD]
