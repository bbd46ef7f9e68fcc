from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, Told, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.areas import AreaFinder
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.extract.metadata.passages import Reading
from crossreview.extract.metadata.title import find_title
from crossreview.records import Area, Genre


def areas_of(reading: Reading, finders: MetadataFinders, genre: Genre = "full_report") -> list[Area]:
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    title = find_title(reading, lines, finders.gazetteer)
    issuers = find_issuers(reading, lines, finders.bodies, finders.inspectorates, genre)
    found = AreaFinder(finders.gazetteer, finders.bodies).find(reading, issuers, title, genre)
    for area in found:
        assert area.value.name in words_of(reading, area) or area.value.gss is not None
    return [area.value for area in found]


def test_the_commissioning_body_gives_the_areas(finders: MetadataFinders) -> None:
    reading = written(["Derby and Derbyshire Safeguarding Children Partnership", Large("A review")])
    assert areas_of(reading, finders) == [
        Area("Derby", "E06000015", "commissioning"),
        Area("Derbyshire", "E10000007", "commissioning"),
    ]


def test_an_area_that_no_gazetteer_has(finders: MetadataFinders) -> None:
    reading = written(["Marlshire Safeguarding Adults Board", Large("A review")])
    assert areas_of(reading, finders) == [Area("Marlshire", None, "commissioning")]


def test_areas_named_in_one_breath_with_the_commissioning_one_are_involved(finders: MetadataFinders) -> None:
    reading = written(
        ["Derby and Derbyshire Safeguarding Children Partnership", Large("A review")],
        ["Police across Derby, Derbyshire, Nottingham and Nottinghamshire are reviewing the guidance."],
    )
    assert [(area.name, area.role) for area in areas_of(reading, finders)] == [
        ("Derby", "commissioning"),
        ("Derbyshire", "commissioning"),
        ("Nottingham", "involved"),
        ("Nottinghamshire", "involved"),
    ]


def test_an_area_in_the_name_of_another_agency_is_involved(finders: MetadataFinders) -> None:
    reading = written(
        ["Marlshire Safeguarding Children Partnership", Large("A review")],
        [Told("Reports came from Kent Police and from health services.", "methodology")],
    )
    assert areas_of(reading, finders)[1:] == [Area("Kent", "E10000016", "involved")]


@pytest.mark.parametrize(
    "text",
    [
        "The family had moved from another county, which is not named.",
        "NSPCC on behalf of an unnamed LSCB",
        "She was fond of Reading and used to Bury her toys.",
        "Haringey Local Safeguarding Children Board (2009) Serious Case Review: Baby Peter.",
    ],
)
def test_withheld_and_foreign_areas_are_not_inferred(finders: MetadataFinders, text: str) -> None:
    reading = written([Large("Serious Case Review: Child Z")], [Told(text, "research_context")])
    assert areas_of(reading, finders) == []


def test_derby_is_not_in_derbyshire(finders: MetadataFinders) -> None:
    reading = written(
        ["Derbyshire Safeguarding Children Board", Large("A review")],
        ["The family lived in Derbyshire and Derby Street."],
    )
    assert [area.name for area in areas_of(reading, finders)] == ["Derbyshire"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "Joint targeted area inspection of the multi-agency response to abuse and neglect in Bristol City Council",
            "Bristol",
        ),
        ("Joint targeted area inspection of Reading", "Reading"),
        ("Area SEND inspection of Lancashire Local Area Partnership", "Lancashire"),
        ("Joint area inspection of Ashenvale: the multi-agency response to exploitation", "Ashenvale"),
    ],
)
def test_an_inspected_area_is_involved(finders: MetadataFinders, title: str, name: str) -> None:
    found = areas_of(written([Large(title)]), finders, "inspection_report")
    assert [(area.name, area.role) for area in found] == [(name, "involved")]


def test_a_regional_board_stands_for_its_areas(finders: MetadataFinders) -> None:
    reading = written(["West Glamorgan Safeguarding Board", Large("A review")])
    assert [area.name for area in areas_of(reading, finders)] == ["Neath Port Talbot", "Swansea"]


def test_an_abolished_area_keeps_its_name_and_stands_for_no_other(finders: MetadataFinders) -> None:
    reading = written(["Cumbria Safeguarding Children Board", Large("Serious Case Review: Child Q")])
    assert areas_of(reading, finders) == [Area("Cumbria", "E10000006", "commissioning")]


def test_a_coroner_area_that_keeps_the_name_of_a_former_county_is_left_out(finders: MetadataFinders) -> None:
    front = [Large("Regulation 28 report to prevent future deaths")]
    for name, expected in (("Nottinghamshire", ["Nottinghamshire"]), ("Avon", [])):
        reading = written(front, [f"I am Dr Ann Vale, Area Coroner, for the coroner area of {name}."])
        assert [area.name for area in areas_of(reading, finders, "coroner_report")] == expected


@pytest.mark.parametrize("word", ["Delegated", "Lead", "Statutory", "Relevant", "Named", "Host"])
def test_what_partners_are_called_is_no_place(finders: MetadataFinders, word: str) -> None:
    reading = written(
        ["Marlshire Safeguarding Children Partnership", Large("A review")],
        [f"{word} Safeguarding Partners have read this report, and agree."],
    )
    assert [area.name for area in areas_of(reading, finders)] == ["Marlshire"]
