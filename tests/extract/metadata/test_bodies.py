from __future__ import annotations

import pytest

from crossreview.extract.metadata import MetadataFinders


@pytest.mark.parametrize(
    ("text", "name", "areas"),
    [
        (
            "It was commissioned by Derby and Derbyshire Safeguarding Children Partnership.",
            "Derby and Derbyshire Safeguarding Children Partnership",
            ["Derby", "Derbyshire"],
        ),
        (
            "Derby, Derbyshire, Nottingham and Nottinghamshire Safeguarding Partnership",
            "Derby, Derbyshire, Nottingham and Nottinghamshire Safeguarding Partnership",
            ["Derby", "Derbyshire", "Nottingham", "Nottinghamshire"],
        ),
        (
            "The Marlshire Safeguarding Children Partnership met.",
            "Marlshire Safeguarding Children Partnership",
            ["Marlshire"],
        ),
        (
            "Safer Marlshire Community Safety Partnership",
            "Safer Marlshire Community Safety Partnership",
            ["Marlshire"],
        ),
        ("Director of Children’s Services, Ashenvale Council", "Ashenvale Council", ["Ashenvale"]),
        (
            "the chair of Somerset Safeguarding Children Partnership",
            "Somerset Safeguarding Children Partnership",
            ["Somerset"],
        ),
        (
            "Children's Social Care and Stonebeck Police should agree.",
            "Stonebeck Police",
            ["Stonebeck"],
        ),
        ("Hannah Miller, Chair, Hounslow LSCB", "Hounslow LSCB", ["Hounslow"]),
        (
            "Ashenvale and Harle Integrated Care Board",
            "Ashenvale and Harle Integrated Care Board",
            ["Ashenvale", "Harle"],
        ),
        (
            "Bournemouth, Christchurch and Poole Council",
            "Bournemouth, Christchurch and Poole Council",
            ["Bournemouth, Christchurch and Poole"],
        ),
        ("Sandwell Metropolitan Borough Council", "Sandwell Metropolitan Borough Council", ["Sandwell"]),
        ("City of York Council", "City of York Council", ["York"]),
        ("inspection of Brighton and Hove local authority", "Brighton and Hove local authority", ["Brighton and Hove"]),
        (
            "Newcastle upon Tyne Safeguarding Adults Board",
            "Newcastle upon Tyne Safeguarding Adults Board",
            ["Newcastle upon Tyne"],
        ),
        (
            "DERBY AND DERBYSHIRE SAFEGUARDING CHILDREN BOARD",
            "DERBY AND DERBYSHIRE SAFEGUARDING CHILDREN BOARD",
            ["DERBY", "DERBYSHIRE"],
        ),
        (
            "Pan-Dorset Safeguarding Children Partnership",
            "Pan-Dorset Safeguarding Children Partnership",
            ["Pan-Dorset"],
        ),
    ],
)
def test_names_and_the_areas_in_them(finders: MetadataFinders, text: str, name: str, areas: list[str]) -> None:
    (body,) = finders.bodies.find(text)
    assert body.name == name == text[body.start : body.end]
    assert [area.name for area in body.areas] == areas


@pytest.mark.parametrize(
    "text",
    [
        "an unnamed LSCB",
        "The Local Safeguarding Children Board must publish it.",
        "All Safeguarding Children Partnerships should note it.",
        "the Board and the council agreed",
        "Each Council will report.",
        "the Mountain Rescue Partnership met",
        "the National Police Chiefs' Council",
    ],
)
def test_bodies_without_an_area(finders: MetadataFinders, text: str) -> None:
    assert list(finders.bodies.find(text)) == []


def test_two_bodies_side_by_side(finders: MetadataFinders) -> None:
    found = finders.bodies.find("Brackenshire County Council and Stonebeck Council")
    assert [body.name for body in found] == ["Brackenshire County Council", "Stonebeck Council"]


def test_a_known_area_before_a_sentence_does_not_join(finders: MetadataFinders) -> None:
    (body,) = finders.bodies.find("In Kent, Inspection of Brighton and Hove Council followed.")
    assert [area.name for area in body.areas] == ["Brighton and Hove"]
