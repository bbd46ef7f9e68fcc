from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.asking import found, total
from tests.search.documents import Writer

from crossreview.errors import QueryError, UnknownTerm
from crossreview.library import Library
from crossreview.library.reviews import Facts
from crossreview.search import Field, Query, search
from crossreview.search.filters import checked, has
from crossreview.search.tables import IndexedDocument
from crossreview.vocabulary.taxonomy import load_taxonomy

CHILD, PROGRESS, MARGARET = "child-t", "child-t-progress", "margaret"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(themes=("NEE",)), 2),
        (Query(themes=("NEE.elective_home_education",)), 2),
        (Query(themes=("nee.Elective_home_education", "MAW")), 3),
        (Query(kinds=("progress",)), 1),
        (Query(kinds=("Progress",)), 1),
        (Query(kinds=("recommendation", "learning_point")), 3),
        (Query(kinds=("paragraph",)), 3),
        (Query(kinds=("document",)), 2),
        (Query(areas=("Derby",)), 5),
        (Query(areas=("derbyshire",)), 4),
        (Query(areas=("Derby", "Derbyshire")), 9),
        (Query(areas=("Derbyshire Dales",)), 5),
        (Query(areas=("e06000015",)), 5),
        (Query(areas=("Derb",)), 0),
        (Query(agencies=("gp_primary_care",)), 5),
        (Query(agencies=("police",)), 9),
        (Query(agencies=("school_college", "gp_primary_care")), 9),
        (Query(agencies=("safeguarding_adults_board",)), 0),  # it is asked for something, and has no part in the review
        (Query(addressees=("police",)), 1),
        (Query(addressees=("Safeguarding_Adults_Board", "police")), 2),
        (Query(addressees=("gp_primary_care",)), 0),
        (Query(review_types=("sar",)), 5),
        (Query(review_types=("SAR", "lcspr")), 9),
        (Query(statuses=("completed",)), 1),
        (Query(genres=("full_report",)), 9),
        (Query(genres=("briefing",)), 0),
        (Query(age_bands=("11-15",)), 4),
        (Query(age_bands=("11-15", "65-79")), 9),
        (Query(age_bands=("80+",)), 0),
        (Query(harm_types=("HAR.self_neglect",)), 5),
        (Query(harm_types=("har",)), 9),
        (Query(since="2020"), 4),
        (Query(since="2022"), 0),
        (Query(until="2020"), 5),
        (Query(since="2019", until="2021"), 9),
        (Query(since="2021", until="2019"), 0),
        (Query("neglect", kinds=("learning_point",)), 1),
        (Query(areas=("Derby",), agencies=("school_college",)), 0),
        (Query(areas=("Derby",), kinds=("progress",), statuses=("completed",), themes=("NEE",)), 1),
    ],
    ids=str,
)
def test_of_one_fact_any_value_is_met_and_all_facts_are(library: Library, query: Query, expected: int) -> None:
    assert search(library, query).total_passages == expected


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("type:sar", {MARGARET}),
        ("NOT type:sar", {CHILD, PROGRESS}),
        ("genre:progress_summary OR type:sar", {PROGRESS, MARGARET}),
        ("(genre:progress_summary OR type:sar) area:Derbyshire", {PROGRESS}),
        ('area:"Derbyshire Dales"', {MARGARET}),
        ("area:Derby,Derbyshire kind:document", {CHILD, PROGRESS, MARGARET}),
        ("agency:police NOT agency:gp_primary_care", {CHILD, PROGRESS}),
        ("NOT (agency:gp_primary_care OR genre:full_report)", {PROGRESS}),
        ("(visit OR type:sar) NOT kind:document", {CHILD, MARGARET}),
        ("visit* OR (neglect kind:learning_point)", {CHILD, PROGRESS, MARGARET}),
        ("status:completed", {PROGRESS, MARGARET}),
        ("since:2022", {PROGRESS}),
        ("NOT since:2021", {MARGARET}),
        ("since:2021 until:2021-12", {CHILD}),
        ("(since:2022 OR until:2020) kind:document", {PROGRESS, MARGARET}),
    ],
)
def test_facts_in_the_text_of_a_query(three: Library, text: str, documents: set[str]) -> None:
    assert found(three, text) == documents


@pytest.mark.parametrize(
    ("query", "kind", "nearest"),
    [
        (Query(themes=("NEE.home_education",)), "theme", "NEE.elective_home_education"),
        (Query(harm_types=("HAR.neglect",)), "theme", "HAR.neglect_emotional"),
        (Query(kinds=("recomendation",)), "kind", "recommendation"),
        (Query(addressees=("polise",)), "agency", "police"),
        (Query(agencies=("polise",)), "agency", "police"),
        (Query(statuses=("complete",)), "status", "completed"),
        (Query(genres=("report",)), "genre", "full_report"),
        (Query(review_types=("scrr",)), "review type", "scr"),
        (Query("neglect OR kind:recomendation"), "kind", "recommendation"),
        (Query("neglect NOT (status:complete)"), "status", "completed"),
    ],
)
def test_an_unknown_id_is_said_with_the_nearest(library: Library, query: Query, kind: str, nearest: str) -> None:
    with pytest.raises(UnknownTerm) as error:
        search(library, query)
    assert f"no {kind} " in error.value.problem
    assert nearest in error.value.remedy


@pytest.mark.parametrize("date", ["19", "2019-5", "2019-05-1", "May 2019", "2019/05", "2019-05-21T10:00"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_what_is_no_date_is_refused(library: Library, name: str, date: str) -> None:
    for query in (Query(**{name: date}), Query.read(f'{name}:"{date}"'), Query(f'neglect OR {name}:"{date}"')):
        with pytest.raises(QueryError) as error:
            search(library, query)
        assert f"'{name}:{date}' gives no date" in error.value.problem
        assert "2019-05-21" in error.value.remedy


def test_a_group_means_all_of_its_themes() -> None:
    needs = next(group for group in load_taxonomy().groups if group.id == "NEE")
    assert checked(Field("theme", ("nee",))) == Field("theme", tuple(theme.id for theme in needs.themes))
    assert len(needs.themes) > 1


def _of(date: str | None) -> IndexedDocument:
    facts = Facts("d", "d.pdf", None, None, None, None, None, (), (), date, (None, None))
    return IndexedDocument(0, facts, (), (), (), None, ())


@pytest.mark.parametrize(
    ("date", "name", "bound", "may_be"),
    [
        ("2019", "since", "2019", True),
        ("2019", "since", "2020", False),
        ("2019", "since", "2019-06", True),  # of 2019: it may be of June or later
        ("2019", "since", "2019-12-31", True),
        ("2019-05", "since", "2019-06", False),
        ("2019-05", "since", "2019-05-31", True),
        ("2019-05-21", "since", "2019", True),
        ("2019-05-21", "since", "2019-05-22", False),
        ("2019-05-21", "since", "2019-05-21", True),
        ("2019", "until", "2019", True),
        ("2019", "until", "2018", False),
        ("2019", "until", "2019-01-01", True),
        ("2019-05", "until", "2019", True),
        ("2019-05", "until", "2019-04", False),
        ("2019-05", "until", "2019-05-01", True),
        ("2019-05-21", "until", "2019-05", True),
        ("2019-05-21", "until", "2019-05-20", False),
        (None, "since", "1900", False),
        (None, "until", "2100", False),
    ],
)
def test_a_partial_date_may_be_any_of_its_days(date: str | None, name: str, bound: str, may_be: bool) -> None:
    assert has(_of(date), Field("since" if name == "since" else "until", (bound,))) is may_be


years = st.integers(2018, 2020).map(str)
months = st.integers(1, 12).map("{:02}".format)
days = st.integers(1, 31).map("{:02}".format)
partial_dates = st.one_of(st.tuples(years), st.tuples(years, months), st.tuples(years, months, days)).map("-".join)


def _earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _latest(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]


@given(partial_dates, partial_dates)
def test_a_document_is_of_a_time_if_one_of_its_days_is(date: str, bound: str) -> None:
    assert has(_of(date), Field("since", (bound,))) == (_latest(date) >= _earliest(bound))
    assert has(_of(date), Field("until", (bound,))) == (_earliest(date) <= _latest(bound))


def test_a_document_without_a_date_is_of_no_time(indexed: Callable[..., Library]) -> None:
    undated = Writer("undated", "A review of no time").record(code="U1", dated=None, areas=(), review_type="sar")
    library = indexed(undated)
    assert total(library, "since:1900") == total(library, "until:2100") == 0
    assert total(library, "NOT since:1900") == 1


def test_an_area_that_only_has_a_part_in_the_review_is_found(indexed: Callable[..., Library]) -> None:
    record = Writer("two-areas", "A review").record(code="T1", dated=None, areas=("Derby", "Leeds"), review_type="sar")
    commissioning, other = record.metadata.areas
    other = msgspec.structs.replace(other, value=msgspec.structs.replace(other.value, role="involved"))
    metadata = msgspec.structs.replace(record.metadata, areas=(commissioning, other))
    library = indexed(msgspec.structs.replace(record, metadata=metadata))
    assert total(library, "area:Leeds") == 1
    (hit,) = search(library, Query()).hits
    assert hit.areas == ("Derby", "Leeds")
