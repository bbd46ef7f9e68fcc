from __future__ import annotations

from typing import Any

import msgspec
from tests.evaluate.records import found, gold, record

from crossreview.evaluate import Gold, Score
from crossreview.evaluate.metadata import measure_coverage, measure_metadata
from crossreview.records import Area, Coverage, DocumentRecord


def with_metadata(about: Gold, **fields: Any) -> DocumentRecord:
    empty = record(about)
    return msgspec.structs.replace(empty, metadata=msgspec.structs.replace(empty.metadata, **fields))


def test_right_but_for_quotes_and_blanks() -> None:
    about = gold(title="Child A’s  review", subject='"Zac"', bodies=["The Board"])
    made = with_metadata(
        about,
        title=found("Child A's review"),
        genre=found("full_report"),
        subject=found("“Zac”"),
        bodies=(found("The Board"), found("The Panel")),
    )
    scores = measure_metadata(about, made).scores
    assert scores["metadata.title"] == scores["metadata.subject"] == Score(1, 1, 1)
    assert scores["metadata.bodies"] == Score(1, 2, 1)
    assert scores["metadata"] == Score(4, 5, 4)


def test_an_invented_value_counts_twice() -> None:
    about = gold(subject=None)
    measured = measure_metadata(about, with_metadata(about, subject=found("Zac")))
    assert measured.scores["metadata.subject"] == Score(0, 2, 0)
    assert ("metadata.subject", "invented", "Zac") in [(c.measure, c.verdict, c.text) for c in measured.cases]


def test_genres_and_review_types_of_other_gold_are_mapped() -> None:
    about = gold(genre="pfd_report", review_type="Local Child Safeguarding Practice Review")
    made = with_metadata(about, genre=found("coroner_report"), review_type=found("LCSPR"))
    scores = measure_metadata(about, made).scores
    assert scores["metadata.genre"] == scores["metadata.review_type"] == Score(1, 1, 1)


def test_fields_that_the_gold_does_not_have_are_not_measured() -> None:
    about = gold()
    scores = measure_metadata(about, with_metadata(about, age_band=found("1-5"))).scores
    assert not {"metadata.age_band", "metadata.review_code", "metadata.area_roles"} & scores.keys()


def test_areas_with_their_roles() -> None:
    roles = [{"name": "Kelverton", "role": "commissioning"}, {"name": "Port Ellery", "role": "involved"}]
    about = gold(areas=["Kelverton", "Port Ellery"], areas_with_role=roles)
    areas = tuple(found(Area(name, None, "involved")) for name in ("Kelverton", "Port Ellery"))
    scores = measure_metadata(about, with_metadata(about, areas=areas)).scores
    assert scores["metadata.areas"] == Score(2, 2, 2)
    assert scores["metadata.area_roles"] == Score(2, 2, 1)


def test_dates_by_kind() -> None:
    dates = {"published": "2024-07", "inspected_from": "2023-11-01"}
    read = {"published": found("2024-07"), "incident": found("2022")}
    about = gold(dates=dates)
    assert measure_metadata(about, with_metadata(about, dates=read)).scores["metadata.dates.published"] == Score(
        1, 1, 1
    )
    assert "metadata.dates.incident" not in measure_metadata(about, with_metadata(about, dates=read)).scores
    full = gold(dates=dates, items=[])
    assert measure_metadata(full, with_metadata(full, dates=read)).scores["metadata.dates.incident"] == Score(0, 2, 0)


def test_gold_of_other_documents_has_one_date_for_dated_and_published() -> None:
    about = gold(dates={"published": "2024-07"})
    made = with_metadata(about, dates={"document_dated": found("2024-07")})
    assert measure_metadata(about, made).scores["metadata.dates.published"] == Score(1, 1, 1)


def test_coverage() -> None:
    about = gold(coverage={"recommendation": "referred_to_elsewhere", "progress": "found", "finding": "none_made"})
    said = (Coverage("recommendation", "none_made", None), Coverage("progress", "found", None))
    measured = measure_coverage(about, msgspec.structs.replace(record(about), coverage=said))
    assert measured.scores == {"coverage": Score(3, 2, 1)}
    assert [case.text for case in measured.cases] == [
        "recommendation: referred_to_elsewhere, found none_made",
        "finding: none_made, found nothing",
    ]
