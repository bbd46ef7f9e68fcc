"""Labels in words, and what kind of items stand under a heading."""

from __future__ import annotations

import pytest

from crossreview.extract.contexts import Context, ContextFinder, Label, LabelFinder, ReportLabels
from crossreview.records import ItemKind, Section, Source, Span
from crossreview.vocabulary.items import ItemWords

HERE = Source((Span(1, (0.0, 0.0, 10.0, 10.0), 0, 1),))


@pytest.mark.parametrize(
    ("text", "kind", "number", "words"),
    [
        ("Recommendation 3: Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation 3. Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation 3 – Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation 3) Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation 3 Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation No. 3: Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation number 3: Open the hub.", "recommendation", "3", "Open the hub."),
        ("Recommendation A: Open the hub.", "recommendation", "A", "Open the hub."),
        ("Recommendation 2.1: Open the hub.", "recommendation", "2.1", "Open the hub."),
        ("Recommendation: Open the hub.", "recommendation", None, "Open the hub."),
        ("RECOMMENDATION 3: Open the hub.", "recommendation", "3", "Open the hub."),
        ("“Recommendation 3: Open the hub.”", "recommendation", "3", "Open the hub.”"),
        ("Multi-agency recommendation 1: Open the hub.", "recommendation", "1", "Open the hub."),
        ("National recommendation 1: Open the hub.", "recommendation", "1", "Open the hub."),
        ("R3 Open the hub.", "recommendation", "R3", "Open the hub."),
        ("R3: Open the hub.", "recommendation", "R3", "Open the hub."),
        ("Rec 4b: Open the hub.", "recommendation", "Rec 4b", "Open the hub."),
        ("Learning point 2: The hub matters.", "learning_point", "2", "The hub matters."),
        ("Learning: The hub matters.", "learning_point", None, "The hub matters."),
        ("Finding 1: The hub was closed.", "finding", "1", "The hub was closed."),
        ("Area for improvement 1: The hub.", "area_for_improvement", "1", "The hub."),
        ("Priority action: Open the hub.", "priority_action", None, "Open the hub."),
        ("Question for the Board: Is it open?", "question", None, "Is it open?"),
        ("Good practice: The hub was open.", "good_practice", None, "The hub was open."),
        ("Action 7: Open the hub.", "action", "7", "Open the hub."),
    ],
)
def test_a_label_in_words(labels: LabelFinder, text: str, kind: ItemKind, number: str | None, words: str) -> None:
    label = labels.find(text)
    assert label == Label(kind, number, len(text) - len(words))


@pytest.mark.parametrize(
    "text",
    [
        "Recommendation 3 has been carried out.",
        "Recommendations 3 and 4 have been carried out.",
        "Recommendation 3 is about the hub.",
        "Recommendations were made.",
        "Recommendation",
        "The recommendation: open the hub.",
        "Learning from the hub is shared.",
        "Learning that the hub was closed, families went home.",
        "Findings of the survey are below.",
        "Actions speak louder.",
        "Record 3: open the hub.",
        "R3 is the road to the hub.",
        "Research 2 years ago.",
        "Question time is on Monday.",
        "Lesson plans were shared.",
    ],
)
def test_words_that_only_begin_like_a_label(labels: LabelFinder, text: str) -> None:
    assert labels.find(text) is None


def sections(*headings: tuple[int, str]) -> tuple[Section, ...]:
    """Sections with these levels and headings, one under the other."""
    made: list[Section] = []
    for number, (level, text) in enumerate(headings, start=1):
        above = next((one for one in reversed(made) if one.level < level), None)
        made.append(Section(f"s{number}", above.id if above else None, None, text, level, None, 0.0, HERE, 0, 1))
    return tuple(made)


@pytest.fixture
def finder(item_words: ItemWords, labels: LabelFinder) -> ContextFinder:
    return ContextFinder(item_words, labels)


def contexts(finder: ContextFinder, *headings: tuple[int, str]) -> list[Context]:
    return list(finder.contexts_of(sections(*headings)).values())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Recommendations", "recommendation"),
        ("5. Recommendations", "recommendation"),
        ("RECOMMENDATIONS", "recommendation"),
        ("Recommendations for schools", "recommendation"),
        ("Conclusions and recommendations", "recommendation"),
        ("Police recommendations", "recommendation"),
        ("What needs to change?", "recommendation"),
        ("Areas for improvement", "area_for_improvement"),
        ("Areas for priority action", "priority_action"),
        ("Matters of concern", "concern"),
        ("Coroner’s concerns", "concern"),
        ("Questions for the Board", "question"),
        ("Strategies for improvement", "strategy"),
        ("Action plan", "action"),
        ("Key learning", "learning_point"),
        ("Good practice", "good_practice"),
        ("Key findings", "finding"),
        ("The river towns", None),
        ("Why families make few recommendations to each other and what the panel thinks they would say", None),
    ],
)
def test_the_kind_that_a_heading_announces(finder: ContextFinder, heading: str, kind: ItemKind | None) -> None:
    (context,) = contexts(finder, (1, heading))
    assert context.kind == kind


def test_what_a_heading_does_not_say_is_inherited(finder: ContextFinder) -> None:
    found = contexts(finder, (1, "Recommendations"), (2, "Schools"), (3, "On the island"), (1, "The river"))
    assert [context.kind for context in found] == ["recommendation"] * 3 + [None]


def test_a_heading_below_says_otherwise(finder: ContextFinder) -> None:
    found = contexts(finder, (1, "Findings and recommendations"), (2, "Findings"), (2, "Recommendations"))
    assert [context.kind for context in found] == ["recommendation", "finding", "recommendation"]


@pytest.mark.parametrize(
    "heading",
    [
        "Terms of reference",
        "Case study",
        "Case studies: area for improvement",
        "Strengths",
        "Next steps",
        "Glossary",
        "Methodology",
        "Appendix 2",
        "Conclusion",
        "Information about this inspection",
    ],
)
def test_under_some_headings_nothing_is_an_item(finder: ContextFinder, heading: str) -> None:
    found = contexts(finder, (1, "Recommendations"), (2, heading), (3, "Schools"))
    assert [context.blocked for context in found] == [False, True, True]
    assert found[1].kind is None


def test_recommendations_under_a_blocked_heading_count_again(finder: ContextFinder) -> None:
    found = contexts(finder, (1, "Appendix 2"), (2, "Recommendations"))
    assert (found[1].kind, found[1].blocked) == ("recommendation", False)


def test_a_label_as_heading(finder: ContextFinder) -> None:
    found = contexts(finder, (1, "Recommendation 3: Opening hours"), (2, "Why it matters"))
    assert found[0] == Context(kind="recommendation", label="3", labelled=True)
    assert found[1] == Context()


def test_a_heading_of_earlier_reviews(finder: ContextFinder) -> None:
    for heading in ("Earlier reviews", "Recommendations of previous reviews", "Learning from other reviews"):
        (context,) = contexts(finder, (1, heading))
        assert context == Context(earlier=True)


def test_conclusions_and_recommendations_are_mixed(finder: ContextFinder) -> None:
    assert [
        contexts(finder, (1, heading))[0].mixed for heading in ("Conclusions and recommendations", "Recommendations")
    ] == [
        True,
        False,
    ]


def test_a_weak_heading_counts_only_where_no_other_asks(finder: ContextFinder) -> None:
    weak = "What does the council need to do better?"
    assert contexts(finder, (1, weak))[0].kind == "area_for_improvement"
    assert contexts(finder, (1, weak), (1, "Recommendations"))[0].kind is None


def test_a_study_that_shows_good_practice(finder: ContextFinder) -> None:
    (context,) = contexts(finder, (1, "Case study: good practice at the hub"))
    assert context == Context(kind="good_practice", labelled=True)


@pytest.mark.parametrize(
    "heading",
    [
        "Strengthening work with families",
        "Contextual safeguarding",
        "Background checks on carers",
        "Resources and capacity of teams",
    ],
)
def test_a_theme_whose_heading_begins_like_a_blocked_one(finder: ContextFinder, heading: str) -> None:
    found = contexts(finder, (1, "Recommendations"), (2, heading))
    assert found[1].kind == "recommendation"
    assert not found[1].blocked


@pytest.mark.parametrize(
    "heading", ["Next steps and recommendations", "Annex: Recommendations", "Introduction and recommendations"]
)
def test_a_heading_that_announces_recommendations_behind_a_blocked_word(finder: ContextFinder, heading: str) -> None:
    (context,) = contexts(finder, (1, heading))
    assert context.kind == "recommendation"


@pytest.mark.parametrize("heading", ["Appendix 1: Action plan", "Appendix A – Action plan", "Annex 2 Action plan"])
def test_an_action_plan_as_an_appendix(finder: ContextFinder, heading: str) -> None:
    (context,) = contexts(finder, (1, heading))
    assert context.kind == "action"


def test_a_labelled_question_among_terms_of_reference(finder: ContextFinder) -> None:
    found = contexts(finder, (1, "Terms of reference"), (2, "Question 1: How do families hear of the hub?"))
    assert found[1].blocked


@pytest.mark.parametrize(
    ("line", "status"),
    [("In place.", "In place"), ("Status: complete", "complete"), ("in place.", None), ("The lamp is in place.", None)],
)
def test_a_line_that_only_gives_a_status(line: str, status: str | None, item_words: ItemWords) -> None:
    assert ReportLabels(item_words, ("in place", "complete")).status_in(line) == status
