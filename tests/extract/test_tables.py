"""Tables of asks, action plans and answers: which cells are items, and what stands beside them."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read, Reading, targets
from tests.pdfs.asks import PLAN, RESPONSE, heading, numbered, paragraph, table

from crossreview.records import Item

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
KEYS = "Agree with the caretakers who keeps the keys of the hub."
PRINT = "Print the guide and put a copy of it in every office."
OPENED = "The hub has been open on every Saturday since the spring fair."
WRITING = "The guide is being written by volunteers."
SEEN = "Nine of ten families said in a survey that the hours suit them."


def one(items: list[Item]) -> Item:
    (item,) = items
    return item


def linked(reading: Reading, item: Item) -> list[str]:
    """The words of the items that a response or progress statement is about."""
    words = {found.id: found.text for found in reading.items}
    return [words[target] for target in targets(item)]


def test_an_action_plan_row_by_row(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("No", "Action", "Lead", "Timescale", "Progress", "Evidence", "Status"),
            ("1", KEYS, "Head of Hubs", "March 2031", OPENED, SEEN, "Completed"),
            ("2", PRINT, "Board manager", "within six months", WRITING, "", "In progress"),
            widths=(0.06, 0.2, 0.13, 0.12, 0.2, 0.16, 0.13),
        ),
        title=PLAN,
    )
    assert [(found.kind, found.label, found.text, found.status) for found in reading.items] == [
        ("action", "1", KEYS, "completed"),
        ("progress", None, OPENED, "completed"),
        ("evidence", None, SEEN, "no_status"),
        ("action", "2", PRINT, "in_progress"),
        ("progress", None, WRITING, "in_progress"),
    ]
    assert [found.owner for found in reading.of("action")] == ["Head of Hubs", "Board manager"]
    assert [linked(reading, found) for found in reading.of("progress")] == [[KEYS], [PRINT]]


def test_the_recommendation_above_an_action_is_quoted(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(("Recommendation", "Action", "Lead"), (HUB, KEYS, "Head of Hubs"), widths=(0.4, 0.4, 0.2)),
        title=PLAN,
    )
    assert [(found.kind, found.text) for found in reading.items] == [("quoted_recommendation", HUB), ("action", KEYS)]


def test_a_table_of_recommendations_in_a_report_makes_them(read: Read) -> None:
    reading = read(
        heading("What should change"),
        table(
            ("No", "Recommendation", "For whom"), ("1", HUB, "Council"), ("2", GUIDE, "Board"), widths=(0.1, 0.6, 0.3)
        ),
    )
    assert [(found.kind, found.label, found.text) for found in reading.items] == [
        ("recommendation", "1", HUB),
        ("recommendation", "2", GUIDE),
    ]
    assert [found.owner for found in reading.items] == [None, None]  # bodies are asked, and own nothing


def test_a_number_or_label_in_the_cell_itself(read: Read) -> None:
    reading = read(
        heading("What should change"),
        table(
            ("Recommendation", "Lead"),
            (f"1. {HUB}", "Council"),
            (f"Recommendation 2: {GUIDE}", "Board"),
            widths=(0.7, 0.3),
        ),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE)]


@pytest.mark.parametrize("nothing", ["", "None", "N/A", "TBC", "-", "As above", "Nil."])
def test_empty_cells_are_no_items(read: Read, nothing: str) -> None:
    reading = read(
        heading("Action plan"),
        table(("Action", "Progress"), (KEYS, nothing), (nothing, OPENED), widths=(0.5, 0.5)),
        title=PLAN,
    )
    assert [found.text for found in reading.items] == [KEYS]


def test_a_table_that_answers(read: Read) -> None:
    accepted = "We accept this recommendation and will open the hub in spring."
    reading = read(
        heading("Recommendations and answers"),
        table(
            ("No", "Recommendation", "Response"), ("1", f"Recommendation 1: {HUB}", accepted), widths=(0.1, 0.45, 0.45)
        ),
        title=RESPONSE,
    )
    quoted, response = reading.items
    assert (quoted.kind, quoted.label, quoted.text) == ("quoted_recommendation", "1", HUB)
    assert (response.kind, response.text, response.status) == ("response", accepted, "accepted")
    assert targets(response) == (quoted.id,)


def test_a_numbered_row_that_answers(read: Read) -> None:
    accepted = "We accept this recommendation and will open the hub in spring."
    reading = read(
        heading("Recommendations and answers"),
        table(("No", "Recommendation", "Response"), ("1", HUB, accepted), widths=(0.1, 0.45, 0.45)),
        title=RESPONSE,
    )
    quoted, response = reading.items
    assert quoted.label == "1"
    assert targets(response) == (quoted.id,)


def test_a_row_without_number_that_answers(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(("Action", "Progress"), (KEYS, OPENED), (PRINT, WRITING), widths=(0.5, 0.5)),
        title=PLAN,
    )
    assert [linked(reading, found) for found in reading.of("progress")] == [[KEYS], [PRINT]]


def test_an_action_answers_the_recommendation_beside_it_without_a_number(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(("Recommendation", "Action"), (HUB, KEYS), ("", "Print the hours."), (GUIDE, PRINT), widths=(0.5, 0.5)),
        title=PLAN,
    )
    assert [linked(reading, found) for found in reading.of("action")] == [[HUB], [HUB], [GUIDE]]


def test_two_rows_with_the_same_number_keep_their_answers_apart(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(("No", "Action", "Progress"), ("1", KEYS, OPENED), ("1", PRINT, WRITING), widths=(0.1, 0.45, 0.45)),
        title=PLAN,
    )
    assert [linked(reading, found) for found in reading.of("progress")] == [[KEYS], [PRINT]]


def test_a_table_of_other_things_has_no_items(read: Read) -> None:
    reading = read(
        heading("The panel"),
        table(
            ("Name", "Role", "Agency"),
            ("A. Heron", "Chair of the panel and independent of all agencies", "none"),
            ("B. Otter", "Designated nurse for the river towns and the island", "hospital"),
            widths=(0.2, 0.5, 0.3),
        ),
    )
    assert reading.items == ()


def test_a_table_under_terms_of_reference_has_no_items(read: Read) -> None:
    reading = read(
        heading("Terms of reference"),
        table(("No", "Question"), ("1", "How do families hear of the hub?"), widths=(0.1, 0.9)),
    )
    assert reading.items == ()


def test_a_table_without_a_head_outside_recommendations_has_no_items(read: Read) -> None:
    reading = read(
        heading("Analysis"),
        table(("Council", HUB), ("Partnership", GUIDE), widths=(0.3, 0.7)),
    )
    assert reading.items == ()


def test_short_cells_under_recommendations_are_no_asks(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        numbered(HUB, GUIDE),
        table(("Council", "one"), ("Partnership", "one"), widths=(0.3, 0.7)),
    )
    assert reading.asked == [HUB, GUIDE]


def test_bullets_in_a_cell_stay_in_one_ask(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        table(
            ("Agency", "Recommendation"),
            ("Council", "The council should open the hub:<br/>• on Saturdays<br/>• on the first Sunday of the month"),
            widths=(0.3, 0.7),
        ),
    )
    assert reading.asked == ["The council should open the hub: on Saturdays on the first Sunday of the month"]


def test_a_cell_with_two_numbered_actions(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(("Lead", "Actions"), ("Head of Hubs", f"1. {KEYS}<br/>2. {PRINT}"), widths=(0.3, 0.7)),
        title=PLAN,
    )
    assert reading.asks == [("1", KEYS), ("2", PRINT)]
    assert [found.owner for found in reading.items] == ["Head of Hubs", "Head of Hubs"]


def test_a_plan_that_goes_on_over_the_page(read: Read) -> None:
    rows = [
        (str(number), f"Open the hub on day {number} of the fair and tell families of it.", "Council")
        for number in range(1, 40)
    ]
    reading = read(heading("Action plan"), table(("No", "Action", "Lead"), *rows, widths=(0.1, 0.7, 0.2)), title=PLAN)
    assert [found.label for found in reading.items] == [str(number) for number in range(1, 40)]
    assert {found.source.page for found in reading.items} == {1, 2}


def test_the_head_may_say_who_in_many_ways(read: Read) -> None:
    for who in ("Lead agency", "Owner", "Responsible officer", "By whom"):
        reading = read(
            heading("Action plan"), table(("Action", who), (KEYS, "Head of Hubs"), widths=(0.6, 0.4)), title=PLAN
        )
        assert one(reading.of("action")).owner == "Head of Hubs"


def test_no_item_where_a_paragraph_only_introduces_the_table(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        paragraph("The table below sets out what each agency has agreed to do, and by when."),
        table(("No", "Action"), ("1", KEYS), widths=(0.1, 0.9)),
        title=PLAN,
    )
    assert reading.texts("action") == [KEYS]


@pytest.mark.parametrize(
    "head",
    [
        "Action to take",
        "Actions required (SMART)",
        "Agreed action, with milestones",
        "Action / task",
        "Planned actions as at May 2031",
        "Actions, 2031",
    ],
)
def test_heads_are_known_by_their_first_words(head: str, read: Read) -> None:
    reading = read(heading("Action plan"), table(("No", head), ("1", KEYS), widths=(0.1, 0.9)), title=PLAN)
    assert reading.texts("action") == [KEYS]


def test_a_recommendation_goes_for_the_actions_in_the_rows_below(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("Recommendation", "Action to take", "Update"),
            (f"1. {HUB}", f"1a. {KEYS}", OPENED),
            ("", f"1b. {PRINT}", WRITING),
            (f"2. {GUIDE}", f"2a. {PRINT}", ""),
            widths=(0.3, 0.4, 0.3),
        ),
        title=PLAN,
    )
    assert [(found.label, linked(reading, found)) for found in reading.of("action")] == [
        ("1a", [HUB]),
        ("1b", [HUB]),
        ("2a", [GUIDE]),
    ]
    assert [linked(reading, found) for found in reading.of("progress")] == [[HUB, KEYS], [HUB, PRINT]]


def test_an_agency_goes_for_the_rows_below(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        table(
            ("Agency", "No.", "Recommendation"), ("Hub manager", "C1", HUB), ("", "C2", GUIDE), widths=(0.2, 0.1, 0.7)
        ),
    )
    assert [(found.label, found.owner) for found in reading.items] == [("C1", "Hub manager"), ("C2", "Hub manager")]


def test_the_cells_of_a_row_speak_of_its_action(read: Read) -> None:
    reading = read(
        heading("Action plan"),
        table(
            ("Recommendation", "Action", "Lead", "Target date", "Status"),
            (HUB, KEYS, "Head of Hubs", "March 2031", "Completed"),
            widths=(0.3, 0.3, 0.14, 0.13, 0.13),
        ),
        title=PLAN,
    )
    quoted, action = reading.items
    assert (quoted.owner, quoted.timescale, quoted.status) == (None, None, None)
    assert (action.owner, action.timescale and action.timescale.text, action.status) == (
        "Head of Hubs",
        "March 2031",
        "completed",
    )
