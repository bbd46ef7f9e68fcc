from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from crossreview.errors import QueryError
from crossreview.library import Library
from crossreview.search import Field, Query, search
from crossreview.search.clauses import FIELD_NAMES, SETTINGS
from crossreview.search.syntax import parse

DATES = ("since", "until")
# Values as files and people write them; quotation marks alone cannot be in one.
values = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"“”'), max_size=12)
    | st.sampled_from(["County Durham", "A, B and C", "80+", "11-15", "(x)", "AND", "a:b", "area:x", "s/he", "é"])
).map(lambda value: " ".join(value.split()))
values = values.filter(bool)
lists = st.lists(values, max_size=3).map(tuple)
names = st.sampled_from([name for name in FIELD_NAMES if name not in {*DATES, *SETTINGS}])
facts = st.builds(lambda name, value: f'{name.title()}:"{value}"', names, values)
dated = st.builds("{}:{}".format, st.sampled_from(DATES), st.sampled_from(["2019", "2019-05", "2019-05-21"]))
words = st.sampled_from(["neglect", '"home visit"', "“at  home”", "neg*", "see:this", "self-neglect", "–", "the"])
texts = st.recursive(
    words | facts | dated,
    lambda inner: st.builds(
        lambda parts, between, bracket: bracket.format(between.join(parts)),
        st.lists(inner, min_size=2, max_size=4),
        st.sampled_from([" ", "   ", " OR ", " AND ", " NOT "]),
        st.sampled_from(["{}", "({})", "NOT {}"]),
    ),
    max_leaves=8,
)


def test_facts_are_taken_out_of_the_text_into_their_fields() -> None:
    query = Query.read(
        'neglect area:Derby,Leeds "home visit" area:"County Durham" since:2019 since:2020-05 kind:action'
    )
    assert query == Query(
        'neglect "home visit"', areas=("Derby", "Leeds", "County Durham"), kinds=("action",), since="2020-05"
    )
    assert str(query) == 'neglect "home visit" kind:action area:Derby area:Leeds area:"County Durham" since:2020-05'


def test_a_fact_in_brackets_or_beside_an_operator_stays_in_the_text() -> None:
    query = Query.read("(neglect area:Derby) OR area:Leeds agency:police")
    assert query == Query("(neglect area:Derby) OR area:Leeds", agencies=("police",))


def test_sort_way_and_limit_are_given_beside_the_text() -> None:
    assert Query.read("neglect", sort="date", way="words", limit=3) == Query(
        "neglect", sort="date", way="words", limit=3
    )


def test_a_text_that_cannot_be_read_is_pointed_at() -> None:
    with pytest.raises(QueryError, match="without a value"):
        Query.read("neglect area:")


def test_every_list_of_a_query_has_a_name_in_its_text() -> None:
    told = [field.name for field in fields(Query) if field.name not in {"text", "sort", "way", "limit", "count"}]
    full = Query(**{name: "2019" if name in DATES else ("x",) for name in told})
    assert {field.name for field in full.fields} == set(FIELD_NAMES) - SETTINGS
    assert len(told) == len(FIELD_NAMES) - len(SETTINGS)


def test_how_to_search_is_a_part_of_the_text_too() -> None:
    query = Query.read("hoarding sort:date by:words kind:finding")
    assert query == Query("hoarding", kinds=("finding",), sort="date", way="words")
    assert str(query) == "hoarding kind:finding sort:date by:words"
    with pytest.raises(QueryError, match="relevance or date"):
        Query.read("hoarding sort:size")


def test_a_query_without_facts_is_its_text() -> None:
    assert str(Query("  neglect  ")) == "neglect"
    assert str(Query()) == ""
    assert Query().fields == ()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Derby", "area:Derby"),
        ("Rhondda-Cynon/Taf_1.2+", "area:Rhondda-Cynon/Taf_1.2+"),
        ("Ynys Môn", 'area:"Ynys Môn"'),
        ("A,B", 'area:"A,B"'),
        ("(Derby)", 'area:"(Derby)"'),
        ("King’s Lynn", 'area:"King’s Lynn"'),
    ],
)
def test_values_are_quoted_where_they_must_be(value: str, told: str) -> None:
    assert str(Query(areas=(value,))) == told
    assert Query.read(told).areas == (value,)


def test_a_fact_more_is_added_and_a_date_replaces_a_date() -> None:
    query = Query(themes=("NEE",), since="2019")
    assert query.with_field(Field("theme", ("HAR", "VOI"))).themes == ("NEE", "HAR", "VOI")
    assert query.with_field(Field("since", ("2020", "2021"))).since == "2021"
    assert query.with_field(Field("until", ("2022",))) == Query(themes=("NEE",), since="2019", until="2022")


@given(
    st.builds(
        Query,
        text=words | st.just(""),
        themes=lists,
        kinds=lists,
        review_types=lists,
        genres=lists,
        areas=lists,
        agencies=lists,
        addressees=lists,
        statuses=lists,
        age_bands=lists,
        harm_types=lists,
        since=st.none() | values,
        until=st.none() | values,
    )
)
def test_facts_are_read_again_from_what_a_query_says(query: Query) -> None:
    again = Query.read(str(query))
    assert again.fields == query.fields
    assert str(again) == str(Query.read(str(again)))


@given(texts)
@example("neglect OR area:Derby area:Leeds")
@example("area:Derby area:Leeds OR neglect")
@example("NOT area:Derby NOT area:Leeds since:2019")
@example('"home visit"area:Derby(neglect OR abuse)')
def test_a_text_that_was_read_says_the_same_when_read_again(text: str) -> None:
    query = Query.read(text)
    assume(_is_understood(query.text))
    again = Query.read(str(query))
    assert (again.fields, again.text) == (query.fields, query.text)
    assert str(again) == str(query)


def _is_understood(text: str) -> bool:
    try:
        parse(text)
    except QueryError:
        return False
    return True


def test_a_query_that_was_told_finds_the_same(three: Library) -> None:
    for text in (
        "neglect",
        "visit* area:Derbyshire",
        '(police OR capacity) kind:"document",progress',
        "since:2021 NOT home",
    ):
        results = search(three, Query.read(text))
        assert search(three, Query.read(results.query)) == results


def test_what_must_not_be_there_may_stand_before_a_fact(library: Library) -> None:
    behind, before = (
        search(library, Query.read(text)) for text in ("area:Derby NOT neglect", "NOT neglect area:Derby")
    )
    assert before.hits == behind.hits
