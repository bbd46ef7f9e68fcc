from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.extract.metadata.passages import Reading
from crossreview.records import Genre


def issuers_of(reading: Reading, finders: MetadataFinders, genre: Genre = "full_report") -> list[str]:
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    found = [issuer.found for issuer in find_issuers(reading, lines, finders.bodies, finders.inspectorates, genre)]
    assert [words_of(reading, body) for body in found] == [body.value for body in found]
    return [body.value for body in found]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Marlshire Safeguarding Children Partnership", ["Marlshire Safeguarding Children Partnership"]),
        ("The Marlshire Safeguarding Children Partnership", ["Marlshire Safeguarding Children Partnership"]),
        ("Brackenshire County Council and Stonebeck Council", ["Brackenshire County Council", "Stonebeck Council"]),
        ("Safer Port Ellery Partnership", ["Safer Port Ellery Partnership"]),
        ("Department for Science, Innovation and Technology", ["Department for Science, Innovation and Technology"]),
        ("Joint Inspection Programme for Children", ["Joint Inspection Programme for Children"]),
        ("United States Government Accountability Office", ["United States Government Accountability Office"]),
        ("Independent Chair of the Panel: Ann Vale", []),
        ("For practitioners and managers in all agencies", []),
        ("Presented to the Board in 2024", []),
    ],
)
def test_lines_of_the_front(finders: MetadataFinders, line: str, names: list[str]) -> None:
    assert issuers_of(written([line, Large("A review")]), finders) == names


def test_a_name_broken_over_lines(finders: MetadataFinders) -> None:
    reading = written([("Brackenshire Local Safeguarding", "Children Board"), Large("A review")])
    assert issuers_of(reading, finders) == ["Brackenshire Local Safeguarding Children Board"]


def test_a_part_of_a_longer_line_is_no_issuer(finders: MetadataFinders) -> None:
    front = [
        Large("A response"),
        ("Our answer to the report of the Stonebeck and", "Brackenshire Joint Scrutiny Committee"),
    ]
    assert issuers_of(written(front), finders, "response") == []


def test_addressees_of_a_letter_do_not_issue_it(finders: MetadataFinders) -> None:
    front = [
        "Joint Inspection Programme for Children",
        "16 May 2023",
        "Ashenvale Council",
        "Dear partners",
        Large("A letter"),
    ]
    assert issuers_of(written(front), finders) == ["Joint Inspection Programme for Children"]
    assert issuers_of(written(["16 May 2023", "Ashenvale Council", "Dear partners", Large("A letter")]), finders) == []


def test_who_commissioned_or_signed_where_the_front_is_silent(finders: MetadataFinders) -> None:
    told = written([Large("A review")], ["It was commissioned by Kelverton Safeguarding Adults Board in May."])
    assert issuers_of(told, finders) == ["Kelverton Safeguarding Adults Board"]
    signed = written([Large("A review")], ["A text.", "Kelverton Safeguarding Adults Board, June 2024"])
    assert issuers_of(signed, finders) == ["Kelverton Safeguarding Adults Board"]


def test_a_coroner_is_named_by_area(finders: MetadataFinders) -> None:
    reading = written([Large("Regulation 28")], ["I am Dr Ann Vale, Coroner, for the coroner area of Avon"])
    assert issuers_of(reading, finders, "coroner_report") == ["coroner area of Avon"]


def test_a_withheld_body_stays_withheld(finders: MetadataFinders) -> None:
    assert issuers_of(written(["NSPCC on behalf of an unnamed LSCB", Large("A review")]), finders) == []
