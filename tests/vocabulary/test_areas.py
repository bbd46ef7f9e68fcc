from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.vocabulary.areas import Gazetteer, load_areas

AREAS = load_areas()
GAZETTEER = Gazetteer(AREAS)
names = st.sampled_from([area.name for area in AREAS.areas])


def found(text: str) -> list[str]:
    return [named.name for named in GAZETTEER.find(text)]


def test_names_and_codes_are_unique() -> None:
    assert len({area.name for area in AREAS.areas}) == len(AREAS.areas)
    codes = [area.gss for area in AREAS.areas if area.gss]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[EWSN]\d{8}", code) for code in codes)


def test_areas_that_stand_for_others_name_known_ones() -> None:
    known = {area.name for area in AREAS.areas}
    for region in AREAS.regions:
        assert set(region.areas) <= known
    for area in AREAS.areas:
        assert set(area.now) <= known


def test_no_alias_is_the_name_of_another_area() -> None:
    for area in AREAS.areas:
        for alias in area.aliases:
            assert [entry.name for entry in GAZETTEER.lookup(alias)] == [area.name]


def test_no_word_of_an_area_is_among_those_that_never_are() -> None:
    never = set(AREAS.never_areas)
    assert never.isdisjoint(area.name.lower() for area in AREAS.areas)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("services in Derbyshire", ["Derbyshire"]),
        ("services in Derby", ["Derby"]),
        ("the Derby winner", []),
        ("she likes Reading and Bury", []),
        ("a home in Reading", ["Reading"]),
        ("Bury Council", ["Bury"]),
        ("North Yorkshire and York", ["North Yorkshire"]),
        ("Stockton-on-Tees", ["Stockton-on-Tees"]),
        ("Nottinghamshire-wide work", []),
        ("Telford & Wrekin", ["Telford & Wrekin"]),
        ("bury the past in derby", []),
    ],
)
def test_names_in_running_text(text: str, areas: list[str]) -> None:
    assert found(text) == areas


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Derby, Derbyshire, Nottingham and Nottinghamshire", ["Derby", "Derbyshire", "Nottingham", "Nottinghamshire"]),
        ("Blackburn with Darwen, Blackpool and Lancashire", ["Blackburn with Darwen", "Blackpool", "Lancashire"]),
        ("Kensington and Chelsea and Westminster", ["Kensington and Chelsea", "Westminster"]),
        ("Bournemouth, Christchurch and Poole, and Dorset", ["Bournemouth, Christchurch and Poole", "Dorset"]),
        ("Brighton & Hove", ["Brighton & Hove"]),
        ("Marlshire and Port Ellery", ["Marlshire", "Port Ellery"]),
        ("City and Hackney", ["City and Hackney"]),
        ("inspection of Brighton and Hove", ["Brighton and Hove"]),
    ],
)
def test_coordinated_names_are_parted(text: str, parts: list[str]) -> None:
    assert [named.name for named in GAZETTEER.split(text)] == parts


@pytest.mark.parametrize(
    "text", ["Medway", "London Borough of Croydon", "Bedford Borough", "Cheshire East Unitary Authority"]
)
def test_a_text_that_is_a_name_and_nothing_else(text: str) -> None:
    assert GAZETTEER.whole_name(text) is not None
    assert GAZETTEER.whole_name(f"{text} children") is None


@given(names, names)
def test_two_areas_joined_are_parted_again(first: str, second: str) -> None:
    text = f"{first} and {second}"
    named = GAZETTEER.split(text)
    assert {entry.name for area in named for entry in area.entries} == {first, second} or GAZETTEER.lookup(text)
    assert all(text[area.start : area.end] == area.name for area in named)


@given(names, st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6))
def test_no_name_is_found_inside_a_longer_word(name: str, more: str) -> None:
    assert name not in [
        named.name for named in GAZETTEER.find(f"in {name}{more}") if named.end - named.start == len(name)
    ]
