from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.asking import counts
from tests.search.documents import Writer, margaret

from crossreview.library import Library
from crossreview.library.grouping import merge, split
from crossreview.library.reviews import Facts, review_named, reviews_of
from crossreview.search import FacetCount, FacetName, Query, search
from crossreview.search.columns import Columns, Lists
from crossreview.search.facets import Counter, Totals
from crossreview.search.tables import Combination, IndexedDocument, Tables

NOW = "2026-01-01T00:00:00+00:00"


def test_of_each_fact_the_passages_and_the_reviews_that_have_them_are_counted(three: Library) -> None:
    results = search(three, Query())
    # Three titles, two paragraphs of Margaret and one of Child T, and all items; Child T has two documents.
    assert (results.total_passages, results.total_documents, results.total_reviews) == (12, 3, 2)
    assert counts(results, "kind") == {
        "document": (3, 2),
        "paragraph": (3, 2),
        "progress": (3, 2),
        "recommendation": (2, 1),
        "learning_point": (1, 1),
    }
    assert counts(results, "theme") == {
        "NEE.elective_home_education": (3, 2),
        "MAW.information_sharing": (2, 1),
        "DAB.children_victims": (1, 1),
        "REC.mental_capacity": (1, 1),
    }
    assert counts(results, "addressee") == {
        "police": (2, 1),
        "la_education": (1, 1),
        "safeguarding_adults_board": (1, 1),
    }
    assert counts(results, "status") == {"completed": (2, 2), "in_progress": (1, 1)}
    assert counts(results, "type") == {"lcspr": (7, 1), "sar": (5, 1)}
    assert counts(results, "genre") == {"full_report": (9, 2), "progress_summary": (3, 1)}
    assert counts(results, "area") == {"Derbyshire": (7, 1), "Derby": (5, 1), "Derbyshire Dales": (5, 1)}
    assert counts(results, "agency") == {
        "police": (12, 2),
        "school_college": (7, 1),
        "gp_primary_care": (5, 1),
        "la_education": (4, 1),
    }
    assert counts(results, "year") == {"2019": (5, 1), "2021": (4, 1), "2022": (3, 1)}
    assert counts(results, "age") == {"65-79": (5, 1), "11-15": (4, 1)}
    assert counts(results, "harm") == {"HAR.neglect_emotional": (7, 1), "HAR.self_neglect": (5, 1)}


def test_every_fact_is_counted(three: Library) -> None:
    assert set(search(three, Query()).facets) == set(get_args(FacetName))


def test_only_what_matches_is_counted(three: Library) -> None:
    results = search(three, Query('"share information"', limit=1))
    assert counts(results, "kind") == {"recommendation": (1, 1), "progress": (1, 1), "paragraph": (1, 1)}
    assert counts(results, "area") == {"Derbyshire": (2, 1), "Derby": (1, 1), "Derbyshire Dales": (1, 1)}
    assert counts(results, "status") == {"completed": (1, 1)}
    assert counts(search(three, Query.read("police area:Derby")), "theme") == {}


def test_a_count_is_what_the_query_with_its_value_finds(three: Library) -> None:
    names: dict[FacetName, str] = {name: name for name in get_args(FacetName) if name != "year"}
    for text in ("", "police OR neglect", '"share information"'):
        for name, field in names.items():
            for value, (passages, reviews) in counts(search(three, Query.read(text)), name).items():
                narrower = search(three, Query.read(f'({text or "NOT kind:action"}) {field}:"{value}"'))
                assert (narrower.total_passages, narrower.total_reviews) == (passages, reviews)


def test_values_in_more_reviews_come_first(three: Library) -> None:
    values = [count.value for count in search(three, Query()).facets["kind"]]
    assert values == ["document", "paragraph", "progress", "recommendation", "learning_point"]


def test_nothing_found_has_no_counts(three: Library) -> None:
    results = search(three, Query('"xylophone"'))
    assert (results.total_passages, results.total_documents, results.total_reviews) == (0, 0, 0)
    assert set(results.facets.values()) == {()}


def test_a_decision_of_people_changes_counts_of_reviews_at_once(three: Library) -> None:
    def reviews() -> tuple[int, tuple[int, int]]:
        results = search(three, Query())
        return results.total_reviews, counts(results, "kind")["document"]

    before = three.index_path.stat().st_mtime_ns
    assert reviews() == (2, (3, 2))
    merge(three.catalogue, reviews_of(three), ("kds07", "sar12"), "Anna", NOW)
    assert reviews() == (1, (3, 1))
    (review,) = {hit.review for hit in search(three, Query(limit=100)).hits}
    split(three.catalogue, review_named(reviews_of(three), review), ["child-t-progress.pdf"], "Anna", NOW)
    assert reviews() == (2, (3, 2))
    three.catalogue.undo(1, "Anna", NOW)
    assert reviews() == (3, (3, 3))
    three.catalogue.undo(2, "Anna", NOW)
    assert reviews() == (2, (3, 2))
    assert three.index_path.stat().st_mtime_ns == before


def test_an_empty_library_counts_nothing(indexed: Callable[..., Library]) -> None:
    assert search(indexed(), Query()).total_reviews == 0


@pytest.mark.parametrize("document", [None, "2020"])
def test_a_document_without_facts_is_counted_without_values(
    indexed: Callable[..., Library], document: str | None
) -> None:
    bare = Writer("bare", "A bare report").record(code="B1", dated=document, areas=(), review_type="sar")
    results = search(indexed(bare, margaret()), Query(kinds=("document",)))
    assert (results.total_passages, results.total_reviews) == (2, 2)
    assert counts(results, "area") == {"Derby": (1, 1), "Derbyshire Dales": (1, 1)}
    assert counts(results, "year") == {"2019": (1, 1)} | ({document: (1, 1)} if document is not None else {})


# The same counts, slowly: one set of reviews for each value.

VALUES = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple)


Row = tuple[int, Combination]
Case = tuple[tuple[IndexedDocument, ...], dict[str, str], list[Row]]


@st.composite
def documents_and_rows(draw: st.DrawFn) -> Case:
    numbers = draw(st.lists(st.integers(0, 8), max_size=5, unique=True).map(sorted))
    documents = tuple(
        IndexedDocument(
            number=number,
            facts=Facts(
                document_id=f"d{number}",
                filename="d.pdf",
                title=None,
                genre=draw(st.sampled_from([None, "full_report", "briefing"])),
                code=None,
                subject=None,
                review_type=draw(st.sampled_from([None, "sar", "scr"])),
                bodies=(),
                areas=(),
                date=draw(st.sampled_from([None, "2019", "2020-05"])),
                fixed_dates=(None, None),
            ),
            areas=draw(VALUES),
            gss=(),
            agencies=draw(VALUES),
            age_band=draw(st.sampled_from([None, "1-5"])),
            harm_types=draw(VALUES),
        )
        for number in numbers
    )
    combinations = draw(
        st.lists(
            st.builds(Combination, st.sampled_from("xyz"), VALUES, VALUES, st.sampled_from([None, "completed"])),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    reviews = {document.id: draw(st.sampled_from(["r1", "r2", "r3"])) for document in documents}
    if not numbers:
        return documents, reviews, []
    rows = st.tuples(st.sampled_from(numbers), st.sampled_from(combinations))
    return documents, reviews, draw(st.lists(rows, max_size=20))


def _tables(documents: tuple[IndexedDocument, ...], rows: list[Row]) -> Tables:
    names: dict[str, int] = {"": 0}

    def numbered(values: tuple[str, ...]) -> list[int]:
        return [names.setdefault(value, len(names)) for value in values]

    def lists(values: list[list[int]]) -> Lists:
        flat = np.array([value for each in values for value in each], dtype=np.uint16)
        return Lists(np.cumsum([len(each) for each in values], dtype=np.int64), flat)

    columns = Columns(
        np.array([number for number, _ in rows], dtype=np.int32),
        np.array([numbered((each.kind,))[0] for _, each in rows], dtype=np.uint16),
        np.array([numbered((each.status or "",))[0] for _, each in rows], dtype=np.uint16),
        np.zeros(len(rows), dtype=np.bool_),
        lists([numbered(each.themes) for _, each in rows]),
        lists([[0 for _ in each.themes] for _, each in rows]),
        lists([numbered(each.addressees) for _, each in rows]),
    )
    return Tables(documents, tuple(names), columns)


def _values(document: IndexedDocument, combination: Combination) -> Iterator[tuple[FacetName, str | None]]:
    facts = document.facts
    yield from (("kind", combination.kind), ("status", combination.status))
    yield from (("type", facts.review_type), ("genre", facts.genre), ("age", document.age_band))
    yield "year", facts.date[:4] if facts.date is not None else None
    several: dict[FacetName, tuple[str, ...]] = {
        "theme": combination.themes,
        "addressee": combination.addressees,
        "area": document.areas,
        "agency": document.agencies,
        "harm": document.harm_types,
    }
    yield from ((name, value) for name, values in several.items() for value in values)


def slow_totals(documents: tuple[IndexedDocument, ...], reviews: dict[str, str], rows: list[Row]) -> Totals:
    by_number = {document.number: document for document in documents}
    passages: dict[tuple[FacetName, str], int] = defaultdict(int)
    having: dict[tuple[FacetName, str], set[str]] = defaultdict(set)
    for number, combination in rows:
        for name, value in _values(by_number[number], combination):
            if value is not None:
                passages[name, value] += 1
                having[name, value].add(reviews[f"d{number}"])
    found: dict[FacetName, list[FacetCount]] = {name: [] for name in get_args(FacetName)}
    for (name, value), count in passages.items():
        found[name].append(FacetCount(value, count, len(having[name, value])))
    return Totals(
        len(rows),
        len({number for number, _ in rows}),
        len({reviews[f"d{number}"] for number, _ in rows}),
        {name: tuple(sorted(each, key=lambda c: (-c.reviews, -c.passages, c.value))) for name, each in found.items()},
    )


@given(documents_and_rows(), st.data())
def test_counts_are_those_of_a_slow_way_to_count(case: Case, data: st.DataObject) -> None:
    documents, reviews, rows = case
    matching = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1)))) if rows else []
    totals = Counter(_tables(documents, rows), reviews).totals(np.array(matching, dtype=np.int64))
    assert totals == slow_totals(documents, reviews, [rows[at] for at in matching])


def test_counts_by_passage_are_the_same_without_reviews_of_values_of_items(three: Library) -> None:
    for text in ("", "police OR neglect", "area:Derby", '"xylophone"'):
        exact, fast = (search(three, Query(text, count=count)) for count in ("reviews", "passages"))
        assert (fast.total_passages, fast.total_reviews) == (exact.total_passages, exact.total_reviews)
        assert fast.total_documents == exact.total_documents
        for name, found in exact.facets.items():
            passages = {each.value: each.passages for each in found}
            assert {each.value: each.passages for each in fast.facets[name]} == passages
            if name not in {"theme", "kind", "addressee", "status"}:
                assert fast.facets[name] == found


def test_totals_alone_are_the_same(three: Library) -> None:
    for text in ("", "police OR neglect", "area:Derby"):
        exact, alone = (search(three, Query(text, limit=1, count=count)) for count in ("reviews", "totals"))
        assert (alone.total_passages, alone.total_documents) == (exact.total_passages, exact.total_documents)
        assert alone.total_reviews == exact.total_reviews


def test_where_much_is_found_reviews_of_values_are_counted_only_if_asked_for(
    three: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossreview.search.searching.RANKED", 2)  # more is found than is ranked
    fast = search(three, Query(limit=2, count="passages"))
    assert {count.reviews for count in fast.facets["kind"]} == {None}
    assert {count.reviews for count in search(three, Query(limit=2)).facets["kind"]} == {1, 2}
