"""An ask that a document states twice is one ask, kept with the place where else it stands."""

from __future__ import annotations

import pytest
from tests.extract.reading import Read, Reading
from tests.pdfs.asks import box, bullets, heading, numbered, paragraph

from crossreview.extract.candidates import Candidate
from crossreview.extract.restated import without_restatements
from crossreview.records import ItemKind, Section, Source, Span

GUIDE = "The Partnership should publish a guide to the river towns for new staff and for volunteers."
HUB = "Wendmere Council should open the family hub on Saturdays and on the first Sunday of each month."
CLINIC = "The Integrated Care Board should review how families book the evening clinic at the hospital."


def places(reading: Reading) -> list[list[str]]:
    """The words of all other places of each ask."""
    return [
        [source.text_in(reading.document.text) for source in item.restated] for item in reading.of("recommendation")
    ]


def test_a_summary_and_the_full_list(read: Read) -> None:
    shorter = "Wendmere Council should open the family hub on Saturdays and the first Sunday of the month."
    reading = read(
        heading("Executive summary"),
        heading("Summary of recommendations", level=2),
        numbered(GUIDE, shorter),
        heading("Recommendations"),
        numbered(GUIDE, HUB, CLINIC),
    )
    assert reading.asks == [("1", GUIDE), ("2", HUB), ("3", CLINIC)]
    assert places(reading) == [[GUIDE], [shorter], []]


def test_a_box_after_its_theme_and_the_list_at_the_end(read: Read) -> None:
    story = "The panel heard from many people who had walked along the river and had much to say about it."
    reading = read(
        heading("Opening hours"),
        paragraph(story),
        box(f"<b>Recommendation 1:</b> {HUB}"),
        heading("Knowing the towns"),
        paragraph(story.replace("many", "few")),
        box(f"<b>Recommendation 2:</b> {GUIDE}"),
        heading("Recommendations"),
        numbered(HUB, GUIDE, CLINIC),
    )
    assert reading.asks == [("1", HUB), ("2", GUIDE), ("3", CLINIC)]
    assert places(reading) == [[HUB], [GUIDE], []]


def test_a_list_without_numbers_and_one_with(read: Read) -> None:
    reading = read(
        heading("Summary"),
        heading("Recommendations in brief", level=2),
        bullets(HUB, GUIDE),
        heading("Recommendations"),
        numbered(GUIDE, HUB, CLINIC),
    )
    assert reading.asks == [("1", GUIDE), ("2", HUB), ("3", CLINIC)]


def test_other_words_under_the_same_number_where_the_runs_are_one(read: Read) -> None:
    other = "The evening surgery is hard to reach by telephone and somebody needs to change this."
    reading = read(
        heading("Summary of recommendations"),
        numbered(GUIDE, HUB, other),
        heading("Recommendations"),
        numbered(GUIDE, HUB, CLINIC),
    )
    assert [label for label, _ in reading.asks] == ["1", "2", "3"]


def test_short_forms_under_the_same_numbers_throughout(read: Read) -> None:
    short = ("The Partnership should do more for new staff and volunteers.", "The hub should be easier to reach.")
    reading = read(
        heading("Executive summary"),
        paragraph("The review makes the following recommendations:"),
        numbered(*short, CLINIC, HUB),
        heading("Recommendations"),
        numbered(GUIDE, "Wendmere Council should pay for a bus from the ferry to the hub.", CLINIC, HUB),
    )
    assert [label for label, _ in reading.asks] == ["1", "2", "3", "4"]
    assert places(reading)[:2] == [[short[0]], [short[1]]]


def test_a_sentence_of_the_summary_that_recommends_what_the_list_says_should_be(read: Read) -> None:
    told = "The review recommends that the Partnership publishes a guide to the river towns for new staff."
    reading = read(
        heading("Executive summary"),
        paragraph(f"The hub was closed. {told}"),
        heading("Recommendations"),
        numbered(GUIDE, HUB),
    )
    assert reading.asks == [("1", GUIDE), ("2", HUB)]
    assert places(reading) == [[told], []]


def test_numbers_that_begin_again_for_each_addressee_are_other_asks(read: Read) -> None:
    reading = read(
        heading("Recommendations for Wendmere Council"),
        numbered(HUB, "Wendmere Council should mend the lamp that hangs over the door of the boat house."),
        heading("Recommendations for health bodies"),
        numbered(CLINIC, "The hospital should print the times of the last bus on every letter to families."),
    )
    assert [label for label, _ in reading.asks] == ["1", "2", "1", "2"]
    assert places(reading) == [[], [], [], []]


def ask(section: str, text: str, label: str | None = None, kind: ItemKind = "recommendation") -> Candidate:
    """A candidate in a section, with a place that tells it from others."""
    source = Source((Span(1, (0.0, 0.0, 1.0, 1.0), 100, 100 + len(text)),))
    within = Section(section, None, None, section, 1, None, 0.0, source, 0, 1)
    return Candidate(kind, label, text, source, within)


def test_the_fuller_list_is_kept() -> None:
    kept = without_restatements([ask("list", HUB), ask("list", GUIDE), ask("summary", HUB)])
    assert [(one.section.id, len(one.restated)) for one in kept if one.section] == [("list", 1), ("list", 0)]


def test_of_single_asks_the_longer_one_is_kept() -> None:
    longer = f"{HUB} It should have asked families first."
    kept = without_restatements([ask("before", HUB), ask("after", longer)])
    assert [one.text for one in kept] == [longer]


def test_three_statements_of_one_ask() -> None:
    kept = without_restatements([ask("a", HUB), ask("b", HUB), ask("c", HUB), ask("c", GUIDE)])
    assert [(one.text, len(one.restated)) for one in kept] == [(HUB, 2), (GUIDE, 0)]


def test_two_kinds_are_never_one() -> None:
    kept = without_restatements([ask("a", HUB), ask("b", HUB, kind="action")])
    assert len(kept) == 2


def test_what_is_no_ask_is_left_alone() -> None:
    kept = without_restatements([ask("a", HUB, kind="learning_point"), ask("b", HUB, kind="learning_point")])
    assert len(kept) == 2


def test_within_a_section_nothing_is_dropped() -> None:
    assert len(without_restatements([ask("a", HUB, "1"), ask("a", HUB, "2")])) == 2


def test_few_words_show_nothing() -> None:
    assert (
        len(without_restatements([ask("a", "Open the family hub soon."), ask("b", "Open the family hub soon.")])) == 2
    )


@pytest.mark.parametrize("order", [1, -1], ids=["short first", "long first"])
def test_an_ask_that_another_one_with_another_number_contains(order: int) -> None:
    longer = (
        f"{HUB[:-1]}, tell every family when it is open, and ask them each winter what they would like to find there."
    )
    asks = [ask("Recommendation 1", HUB, "1"), ask("Recommendation 2", longer, "2")]
    assert len(without_restatements(asks[::order])) == 2
