from __future__ import annotations

import pytest
from tests.extract.metadata.written import Told, words_of, written

from crossreview.extract.metadata.passages import Reading
from crossreview.extract.metadata.people import find_authors, find_chair
from crossreview.records import Genre


def authors_of(reading: Reading, genre: Genre = "full_report") -> list[str] | None:
    found = find_authors(reading, genre)
    for author in found or ():
        assert words_of(reading, author) == author.value
    return [author.value for author in found] if found is not None else None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Independent Reviewer: Helen Marchbank", ["Helen Marchbank"]),
        ("Lead Reviewers: Ruth Calloway and Peter Nandra", ["Ruth Calloway", "Peter Nandra"]),
        ("Independent Overview Author: Patrick Oyelaran-Hythe March 2013", ["Patrick Oyelaran-Hythe"]),
        ("Author: Dr Sean O’Kelly MBE", ["Dr Sean O’Kelly"]),
        ("Written by Jane Q. Doe, Alan McDonald & Siân Rees", ["Jane Q. Doe", "Alan McDonald", "Siân Rees"]),
        ("Report by Fergus Tulloch-Baird, Lead Reviewer", ["Fergus Tulloch-Baird"]),
        ("Independent Chair and Author: Judith Pemberton Report completed: December 2022", ["Judith Pemberton"]),
        ("Jane Doe, Independent Reviewer", ["Jane Doe"]),
        ("Jane Doe – Independent Chair and Author", ["Jane Doe"]),
        ("Author of the Overview Report: Jane Doe", ["Jane Doe"]),
        ("Lead Reviewer and Author: Jane Doe", ["Jane Doe"]),
        ("Independent Overview Writer: Jane Doe BA (Hons), MSc, CQSW", ["Jane Doe"]),
        ("Overview Author Jane Doe", ["Jane Doe"]),
        ("Lead Reviewer: Jane Doe QPM", ["Jane Doe"]),
        ("Prepared by Port Ellery Council", None),
        ("Published by Marlshire Safeguarding Children Partnership", None),
        ("Independent Scrutineer of the Board", None),
    ],
)
def test_labels_on_the_front(line: str, names: list[str] | None) -> None:
    assert authors_of(written([line])) == names


def test_names_that_are_broken_over_lines() -> None:
    assert authors_of(written([("Lead Reviewers: Ruth Calloway and Peter", "Nandra", "September 2017")])) == [
        "Ruth Calloway",
        "Peter Nandra",
    ]


@pytest.mark.parametrize("lines", [("Independent Reviewer", "Jane Doe"), ("Jane Doe MSc", "Independent Author")])
def test_a_name_under_or_over_its_label(lines: tuple[str, str]) -> None:
    assert authors_of(written(lines)) == ["Jane Doe"]


@pytest.mark.parametrize(
    "text",
    [
        "The Partnership appointed Helen Marchbank as independent reviewer.",
        "Helen Marchbank, an independent consultant, wrote this report.",
        "The chair and author, Helen Marchbank, was a probation officer.",
        "Helen Marchbank was appointed as the independent author.",
        "The overview report was written by Helen Marchbank.",
        "The lead reviewer was Helen Marchbank.",
        "The Board commissioned Helen Marchbank to undertake the review.",
    ],
)
def test_statements(text: str) -> None:
    assert authors_of(written([], [Told(text, "methodology")])) == ["Helen Marchbank"]


def test_reviewers_who_sign_their_statement() -> None:
    signed = Told("Ann Vale and Iestyn Farrant, 24 June 2019", heading="Statement by the reviewers")
    assert authors_of(written([], ["A first paragraph.", signed])) == ["Ann Vale", "Iestyn Farrant"]


def test_nobody_is_invented() -> None:
    assert (
        authors_of(written(["Marlshire Safeguarding Children Partnership"], ["The reviewer met the family."])) is None
    )


def test_signatures_of_a_letter() -> None:
    letter = [
        "We saw much.",
        "Yours sincerely",
        "Eleanor Marchbank QPM",
        "National Director, Education",
        "Care Quality Commission",
        "Dr Samuel Okafor-Lane BSc MB ChB",
        "Chief Inspector",
    ]
    assert authors_of(written([], letter), "inspection_report") == ["Eleanor Marchbank", "Dr Samuel Okafor-Lane"]


def test_a_team_of_inspectors() -> None:
    team = ["Lead inspector: Karen Wareing HMI", "Team inspectors: Pauline Higham HMI, Andy McEntee, HMI"]
    assert authors_of(written([], team), "inspection_report") == ["Karen Wareing", "Pauline Higham", "Andy McEntee"]


def test_a_coroner() -> None:
    text = "I am Dr. Imelda Fairweather, LLM, Area Coroner, for the coroner area of Wendmere"
    assert authors_of(written([], [text]), "coroner_report") == ["Dr. Imelda Fairweather"]


@pytest.mark.parametrize(
    ("front", "text", "chair"),
    [
        (["Independent Chair of the Panel: Gwendolen Astley March 2013"], "", "Gwendolen Astley"),
        (["Independent Chair and Author: Judith Pemberton"], "", "Judith Pemberton"),
        ([], "A panel worked with her. It was chaired by Dr Samir Qadri, who is a paediatrician.", "Dr Samir Qadri"),
        ([], "The independent chair of the panel was Samir Qadri.", "Samir Qadri"),
        ([], "Samir Qadri was appointed as independent chair.", "Samir Qadri"),
        ([], "The meeting was chaired by the council.", None),
    ],
)
def test_the_chair(front: list[str], text: str, chair: str | None) -> None:
    found = find_chair(written(front, [Told(text, "methodology")] if text else []))
    assert (found.value if found else None) == chair
