"""Which documents are of one review."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library.documents import add, document

from crossreview.errors import UnknownTerm
from crossreview.library import Library
from crossreview.library.decisions import Decision, in_force
from crossreview.library.grouping import merge, split
from crossreview.library.reviews import Facts, contradict, group, review_named, reviews_of
from crossreview.records import DocumentRecord

REPORT = document("report")
LATER = {"published": "2024-05"}


def together(*documents: DocumentRecord) -> list[set[str]]:
    return [set(review.document_ids) for review in group(map(Facts.of, documents))]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"dates": LATER, "genre": "progress_summary"},
        {"review_type": None},
        {"review_type": "rapid_review", "dates": {"published": "2021-01"}},
        {"area": None, "bodies": ("Marlshire Safeguarding Children Partnership",)},
        {"subject": None, "title": "Seven-minute briefing: learning from Child R"},
        {"dates": {"incident": "2020-10", "published": "2031-01"}},
    ],
)
def test_a_pseudonym_with_place_and_dates_that_agree_makes_one_review(other: dict[str, Any]) -> None:
    report = document("report", dates={"incident": "2020-10-12", "published": "2022-03"})
    assert together(report, document("other", **other)) == [{"report", "other"}]


@pytest.mark.parametrize(
    "other",
    [
        {"area": "Kelverton"},
        {"dates": {"published": "2032-03"}},
        {"dates": {"incident": "2021-01", "published": "2022-03"}},
        {"dates": {}, "area": None},
        {"subject": "Child T"},
        {"review_type": "sar"},
        {"area": None},
        {"title": "Composite action plan: Child R, Family W and Baby L"},
        {"subject": None, "title": "Learning from Child R and Child S"},
        {"subject": None, "title": "What four reviews say"},
    ],
)
def test_what_differs_or_is_not_told_keeps_documents_apart(other: dict[str, Any]) -> None:
    report = document("report", dates={"incident": "2020-10-12", "published": "2022-03"})
    assert len(together(report, document("other", **other))) == 2


def test_a_name_inside_a_longer_one_is_another() -> None:
    report = document("report", subject="Rowan")
    house = document("house", subject=None, title="Improvement plan for Rowan House")
    assert len(together(report, house)) == 2
    assert len(together(report, document("plan", subject=None, title="Rowan: two years on"))) == 1


def test_a_code_makes_one_review_however_it_is_punctuated() -> None:
    one = document("report", code="SAR 02/2022", subject="Margaret", dates={"published": "2023-09"})
    other = document("briefing", code="sar-02-2022", subject=None, title="In brief", dates={"published": "2031-09"})
    assert len(together(one, other)) == 2, "too far apart in time"
    assert len(together(one, document("briefing", code="sar-02-2022", subject=None, title="In brief"))) == 1
    assert len(together(one, document("briefing", code="SAR 02/2022", subject=None, area="Kelverton"))) == 2


def test_a_name_in_full_needs_no_dates() -> None:
    report = document("pfd", subject="Tobias Edmund Hale", review_type=None, genre="coroner_report")
    undated = document(
        "answer", subject=None, title="Response concerning the death of Tobias Edmund Hale", genre="response",
        review_type=None, dates={"response_due": "2024-08"},
    )  # fmt: skip
    assert together(report, undated) == [{"pfd", "answer"}]


def test_what_contradicts_one_document_of_a_review_does_not_join_by_another() -> None:
    first = document("first", dates={"incident": "2020-10", "published": "2022-03"})
    between = document("between", dates={"published": "2022-04"})
    other = document("other", dates={"incident": "2018-01", "published": "2021-03"})
    assert {frozenset(each) for each in together(first, between, other)} in (
        {frozenset({"first", "between"}), frozenset({"other"})},
        {frozenset({"first"}), frozenset({"between", "other"})},
    )


# Few values, so that many documents agree in some of them and not in others.
_FACTS = st.builds(
    document,
    st.uuids().map(str),
    subject=st.sampled_from([None, "Child R", "Child T"]),
    title=st.sampled_from(["A review", "Learning from Child R"]),
    code=st.sampled_from([None, None, "R1", "R2"]),
    area=st.sampled_from([None, "Marlshire", "Kelverton"]),
    review_type=st.sampled_from([None, "lcspr", "rapid_review", "sar"]),
    dates=st.dictionaries(
        st.sampled_from(["published", "incident"]), st.sampled_from(["2012", "2020-10", "2020-10-12", "2022-03"])
    ),
).map(Facts.of)


@given(st.lists(_FACTS, max_size=8), st.randoms())
def test_every_document_is_in_one_review_that_does_not_contradict_itself_in_whatever_order(
    documents: list[Facts], random: Random
) -> None:
    reviews = group(documents)
    assert sorted(each for review in reviews for each in review.document_ids) == sorted(
        facts.document_id for facts in documents
    )
    assert not any(contradict(*pair) for review in reviews for pair in combinations(review.documents, 2))
    assert all(one.id < other.id for one, other in pairwise(reviews))
    random.shuffle(documents)
    assert group(documents) == reviews


def decision(number: int, *documents: str, apart: tuple[str, ...] = (), undone: str | None = None) -> Decision:
    return Decision(number, "split" if apart else "merge", documents, apart, "Anna", "2025-01-01", undone)


ONE, TWO, THREE = document("one"), document("two", area="Kelverton"), document("three", subject="Child Z")


def corrected(*decisions: Decision) -> set[frozenset[str]]:
    return {frozenset(review.document_ids) for review in group(map(Facts.of, (REPORT, ONE, TWO, THREE)), decisions)}


def test_what_people_put_together_counts_for_more_than_what_is_read() -> None:
    assert corrected() == {frozenset({"report", "one"}), frozenset({"two"}), frozenset({"three"})}
    assert corrected(decision(1, "one", "two")) == {frozenset({"report", "one", "two"}), frozenset({"three"})}
    assert len(corrected(decision(1, "report", apart=("one",)))) == 4
    assert corrected(decision(1, "one", "two", undone="2025-02-01")) == corrected()


def test_of_two_decisions_about_two_documents_the_later_counts() -> None:
    merged, parted = decision(1, "one", "two"), decision(2, "two", apart=("one", "report"))
    assert corrected(merged, parted) == corrected()
    assert in_force((merged, parted)).together == frozenset()
    again = decision(3, "two", "one")
    assert frozenset({"report", "one"}) in corrected(merged, parted)
    assert frozenset({"one", "two"}) in corrected(merged, parted, again)


def test_decisions_are_about_documents_that_may_be_gone() -> None:
    assert corrected(decision(1, "one", "erased"), decision(2, "two", apart=("erased",))) == corrected()


@pytest.fixture
def filled(library: Library) -> Library:
    for record in (REPORT, ONE, TWO, THREE):
        add(library, record)
    return library


def test_corrections_stay_when_documents_are_read_again_and_can_be_undone(filled: Library) -> None:
    merged = merge(filled.catalogue, reviews_of(filled), ["two", "child-z-marlshire"], "Anna", "2025-01-01")
    parted = split(filled.catalogue, review_named(reviews_of(filled), "report"), ["one"], "Ben", "2025-01-02")
    add(filled, ONE)
    assert {frozenset(review.document_ids) for review in reviews_of(filled)} == {
        frozenset({"report"}), frozenset({"one"}), frozenset({"two", "three"})
    }  # fmt: skip

    filled.catalogue.undo(merged, "Cara", "2025-01-03")
    kept, other = filled.catalogue.decisions()
    assert (kept.number, kept.by, kept.undone, kept.undone_by) == (merged, "Anna", "2025-01-03", "Cara")
    assert (other.number, other.documents, other.apart_from, other.undone) == (parted, ("one",), ("report",), None)
    assert len(reviews_of(filled)) == 4
    with pytest.raises(UnknownTerm, match="no decision"):
        filled.catalogue.undo(merged, "Cara", "2025-01-04")


def test_corrections_that_say_nothing_are_errors(filled: Library) -> None:
    with pytest.raises(UnknownTerm, match="one review already"):
        merge(filled.catalogue, reviews_of(filled), ["one", "report"], "Anna", "2025-01-01")
    with pytest.raises(UnknownTerm, match="no review 'four'"):
        merge(filled.catalogue, reviews_of(filled), ["one", "four"], "Anna", "2025-01-01")
    with pytest.raises(UnknownTerm, match="all documents"):
        split(filled.catalogue, review_named(reviews_of(filled), "one"), ["one", "report"], "Anna", "2025-01-01")
    with pytest.raises(UnknownTerm, match="has no document 'two'"):
        split(filled.catalogue, review_named(reviews_of(filled), "one"), ["two"], "Anna", "2025-01-01")
    assert filled.catalogue.decisions() == ()


def test_reviews_have_ids_that_people_can_type() -> None:
    reviews = group(
        map(
            Facts.of,
            (
                document("a", dates={"published": "2010-01"}),
                document("b", dates={"published": "2022-01"}),
                document("c", subject=None, code="DHR/P 04", title="In brief"),
                document("d.pdf", subject=None),
            ),
        )
    )
    assert [review.id for review in reviews] == ["child-r-marlshire-2010", "child-r-marlshire-2022", "d", "dhr-p-04"]
    assert review_named(reviews, "dhr-p-04") == review_named(reviews, "c")


def test_a_name_of_two_files_is_not_guessed() -> None:
    documents = [Facts.of(document(name)) for name in ("one", "two")]
    same = [replace(facts, filename="report.pdf", areas=(facts.document_id,)) for facts in documents]
    with pytest.raises(UnknownTerm, match=r"several reviews are called 'report\.pdf'"):
        review_named(group(same), "report.pdf")
