from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.evaluate.records import gold, item, record

from crossreview.evaluate import Score
from crossreview.evaluate.links import measure_links
from crossreview.records import Item, Link

QUOTED = replace(item(1, "quoted_recommendation", "Open the hub on all Saturdays."), id="quoted", label="R1")
ACTION = replace(
    item(1, "action", "Agree who keeps the keys."),
    id="action",
    label="1.2",
    links=(Link("quoted", "carries_out", "beside", "R1"),),
)


def progress(*links: Link) -> Item:
    return replace(item(1, "progress", "The hub has been open since the spring."), links=links)


def measured(said: Item, to: str | None) -> dict[str, Score]:
    words = {"first_words": "The hub has", "last_words": "the spring."}
    about = gold(genre="progress_summary", responses=[{"page": 1, **words, "status": "completed", "to": to}])
    return dict(measure_links(about, record(about, items=[QUOTED, ACTION, said])).scores)


@pytest.mark.parametrize(
    ("links", "to", "score"),
    [
        ((Link("quoted", "reports_on", "beside", "R1"),), "1", Score(1, 1, 1)),
        ((Link("action", "reports_on", "beside", "1.2"),), "1", Score(1, 1, 1)),
        ((Link("action", "reports_on", "beside", "1.2"),), "1.2", Score(1, 1, 1)),
        ((Link(None, "reports_on", "number", "7"),), "7", Score(1, 1, 1)),
        ((Link("quoted", "reports_on", "beside", "R1"),), "2,3", Score(2, 1, 0)),
        ((), "1", Score(1, 0, 0)),
    ],
)
def test_what_is_reached_is_compared_with_what_the_gold_names(links: tuple[Link, ...], to: str, score: Score) -> None:
    assert measured(progress(*links), to) == {"links": score}


def test_where_the_gold_names_nothing_nothing_is_measured() -> None:
    assert measured(progress(), None) == {}
