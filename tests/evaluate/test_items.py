from __future__ import annotations

from typing import Any

import pytest
from tests.evaluate.records import gold, item, record

from crossreview.evaluate import Score
from crossreview.evaluate.details import measure_details
from crossreview.evaluate.items import measure_answers, measure_asks, measure_kinds
from crossreview.records import Span, Theme, Timescale


def ask(page: int, first: str, last: str, kind: str = "recommendation", **more: Any) -> dict[str, Any]:
    return {"page": page, "kind": kind, "first_words": first, "last_words": last, **more}


SEEK = "The partnership should seek assurance that visits are made."
TRAIN = "Schools should train their staff by March 2025."


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (SEEK, {"asks_exact": 1, "asks_loose": 1}),
        ("3. " + SEEK, {"asks_exact": 1, "asks_loose": 1}),
        (SEEK + " They should also write a letter about it.", {"asks_exact": 0, "asks_loose": 1}),
        ("The reviewer has thought about this. " + SEEK, {"asks_exact": 0, "asks_loose": 1}),
        ("Something else.", {"asks_exact": 0, "asks_loose": 0}),
    ],
)
def test_exact_and_loose(text: str, right: dict[str, int]) -> None:
    about = gold(recommendations=[ask(2, "The partnership should seek", "visits are made.")])
    scores = measure_asks(about, record(about, items=[item(2, "recommendation", text)])).scores
    assert {name: score.right for name, score in scores.items()} == right


def test_learning_points_and_doubtful_items_are_left_out() -> None:
    about = gold(
        recommendations=[ask(1, "Listen to", "children.", "learning_point")],
        borderline=[{"page": 1, "first_words": "The authority should prepare a statement"}, "a note"],
    )
    items = [
        item(1, "learning_point", "Listen to all children."),
        item(1, "action", "The authority should prepare a statement of what it will do."),
    ]
    assert measure_asks(about, record(about, items=items)).scores["asks_exact"] == Score()


def test_to_find_or_to_miss_what_is_doubtful_is_both_right() -> None:
    about = gold(items=[ask(1, "The partnership", "are made.")], doubtful=[{"page": 1, "first_words": "A nurse rang"}])
    sure, doubtful = item(1, "recommendation", SEEK), item(1, "good_practice", "A nurse rang the school.")
    for items in ([sure], [sure, doubtful]):
        assert measure_kinds(about, record(about, items=items)).scores["items"] == Score(1, 1, 1)
    assert measure_asks(about, record(about, items=[doubtful])).scores["asks_exact"] == Score()


def test_cases_name_what_was_missed_cut_wrongly_and_invented() -> None:
    about = gold(recommendations=[ask(1, "The partnership", "are made."), ask(1, "Schools should", "2025.")])
    items = [item(1, "action", SEEK + " And more of this."), item(3, "action", "Out of nowhere.")]
    cases = measure_asks(about, record(about, items=items)).cases
    assert [(case.measure, case.verdict) for case in cases] == [
        ("asks", "missed"),
        ("asks_exact", "missed"),
        ("asks", "invented"),
    ]


def test_kinds_need_the_gold_of_all_items() -> None:
    about = gold()
    assert measure_kinds(about, record(about)).scores == {}


def test_kinds() -> None:
    about = gold(items=[ask(1, "The partnership", "are made."), ask(1, "Schools should", "2025.", "action")])
    items = [item(1, "recommendation", SEEK), item(1, "recommendation", TRAIN), item(1, "finding", "It was dark.")]
    measured = measure_kinds(about, record(about, items=items))
    assert measured.scores == {
        "items": Score(2, 3, 1),
        "items.action": Score(1, 0, 0),
        "items.finding": Score(0, 1, 0),
        "items.recommendation": Score(1, 2, 1),
    }


def test_answers() -> None:
    answer = {"page": 1, "first_words": "Schools have", "last_words": "in March.", "status": "completed"}
    about = gold(
        genre="progress_summary", responses=[answer, {**answer, "first_words": "Ofsted", "status": "evidence"}]
    )
    items = [
        item(1, "progress", "Schools have trained all staff in March.", status="in_progress"),
        item(1, "evidence", "Ofsted saw this in March."),
    ]
    made = record(about, items=items)
    assert measure_answers(about, made).scores["answers_exact"] == Score(2, 2, 2)
    details = measure_details(about, made)
    assert details.scores["status"] == Score(1, 1, 0)
    assert [case.measure for case in details.cases] == ["status"]


def test_a_status_may_have_an_alternative() -> None:
    answer = {"page": 1, "first_words": "Schools", "last_words": "March.", "status": "planned"}
    about = gold(responses=[{**answer, "status_alt": ["in_progress"]}])
    made = record(about, items=[item(1, "response", "Schools will meet in March.", status="in_progress")])
    assert measure_details(about, made).scores["status"] == Score(1, 1, 1)


def test_details_of_an_ask() -> None:
    entry = ask(
        1, "Schools should", "2025.", label="1", addressees=["school"], addressee_text="Schools", owner=None,
        timescale="by March 2025", themes=["ORG.training_knowledge"], timing=None,
    )  # fmt: skip
    about = gold(items=[entry])
    themes = [Theme(name, 1.0, (Span(1, (0, 0, 1, 1), 0, 1),), "cue") for name in ("ORG.training_knowledge", "X.y")]
    read = item(
        1, "recommendation", TRAIN, label="1", addressees=("school", "police"), owner="Head",
        timescale=Timescale("by  March 2025", "2025-03"), themes=tuple(themes), predates_review=True,
    )  # fmt: skip
    assert measure_details(about, record(about, items=[read])).scores == {
        "addressees": Score(1, 2, 1),
        "labels": Score(1, 1, 1),
        "timescales": Score(1, 1, 1),
        "owners": Score(0, 1, 0),
        "predates_review": Score(0, 1, 0),
        "themes_of_items": Score(1, 2, 1),
    }


def test_nobody_is_asked() -> None:
    about = gold(
        recommendations=[
            ask(1, "There should", "visits.", addressees=[]),
            ask(2, "There must", "letters.", addressees=[]),
            ask(3, "There can", "calls."),
        ]
    )
    items = [
        item(1, "recommendation", "There should be more visits."),
        item(2, "recommendation", "There must be letters.", addressees=("police",)),
        item(3, "recommendation", "There can be calls.", addressees=("police",)),
    ]
    scores = measure_details(about, record(about, items=items)).scores
    assert scores["addressees_unnamed"] == Score(2, 2, 1)
    assert "addressees" not in scores
