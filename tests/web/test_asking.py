"""A search is an address, and an address a search."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from crossreview.errors import QueryError
from crossreview.search import Query
from crossreview.web.asking import MOST_PAGES, address_of, inside, page_of, query_of, without

WORDS = st.lists(st.sampled_from(["neglect", "OR", '"home visit"', "édu", "a&b=c#d", "50%", "+", "kind"]), max_size=4)
QUERIES = st.builds(
    Query,
    text=WORDS.map(lambda words: " ".join(words).strip("OR ")),
    themes=st.lists(st.sampled_from(["HAR", "NEE.elective_home_education"]), unique=True).map(tuple),
    areas=st.lists(st.sampled_from(["Marlshire", "Isle of Wight & more", "a=b"]), unique=True).map(tuple),
    years=st.lists(st.sampled_from(["2019", "2020"]), unique=True).map(tuple),
    since=st.sampled_from([None, "2019-05"]),
    sort=st.sampled_from(["relevance", "date"]),
    way=st.sampled_from(["both", "words", "meaning"]),
)


@given(query=QUERIES)
def test_an_address_holds_the_whole_search(query: Query) -> None:
    asked = QueryParams(parse_qsl(urlsplit(address_of(query)).query))
    assert str(query_of(asked)) == str(query)


def test_facts_in_the_words_and_beside_them_are_one() -> None:
    query = query_of(QueryParams("q=neglect+area:Derby&area=Marlshire&area=&sort=relevance"))
    assert (query.text, query.areas) == ("neglect", ("Derby", "Marlshire"))
    assert address_of(query) == "/search?q=neglect&area=Derby&area=Marlshire"
    assert address_of(without(query, "area", "Derby"), page=2) == "/search?q=neglect&area=Marlshire&page=2"
    assert address_of(Query()) == "/search"


def test_what_is_asked_in_too_many_letters_is_refused() -> None:
    with pytest.raises(QueryError, match="2,000"):
        query_of(QueryParams([("q", "a " * 1_001)]))


@pytest.mark.parametrize(
    ("told", "page"), [("1", 1), ("7", 7), ("0", 1), ("-3", 1), ("x", 1), ("", 1), ("9" * 5_000, 1), ("99", MOST_PAGES)]
)
def test_pages_are_numbers(told: str, page: int) -> None:
    assert page_of(QueryParams([("page", told)])) == page


@pytest.mark.parametrize(
    ("address", "leads_here"),
    [
        *(("/search?q=a%20b", True), ("/", True)),
        *(
            ("//evil", False),
            ("/\\evil", False),
            ("http://evil/", False),
            ("search", False),
            ("", False),
            ("/a\nb", False),
        ),
    ],
)
def test_nobody_is_led_elsewhere(address: str, leads_here: bool) -> None:
    assert inside(address, None) == (address if leads_here else None)
