from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.errors import UnknownTerm
from crossreview.vocabulary.agencies import AgencyType, load_agencies
from crossreview.vocabulary.agency_matcher import AgencyMatcher, AgencyMention

AGENCIES = load_agencies()
MATCHER = AgencyMatcher(AGENCIES)


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.type_id, mention.text) for mention in MATCHER.match(text)]


def test_ids_are_unique() -> None:
    assert len(set(AGENCIES.ids)) == len(AGENCIES.types)


def test_an_abbreviation_stands_for_one_type() -> None:
    counts = Counter(short for agency in AGENCIES.types for short in agency.abbrev)
    assert not [short for short, count in counts.items() if count > 1]


@pytest.mark.parametrize("type_id", ["la_corporate", "police", "la_public_health", "collective", "dfe"])
def test_a_type_is_found_by_its_id(type_id: str) -> None:
    assert AGENCIES.type(type_id).id == type_id


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownTerm, match="la_public_health"):
        AGENCIES.type("public_health")


@pytest.mark.parametrize("agency", AGENCIES.types, ids=lambda agency: agency.id)
def test_every_alias_is_found_as_its_type(agency: AgencyType) -> None:
    for alias in agency.aliases:
        text = f"We asked the {alias.title() if agency.cautious else alias}, and they answered."
        assert agency.id in {mention.type_id for mention in MATCHER.match(text)}, alias


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children’s Services wrote", [("la_childrens_social_care", "Children’s Services")]),
        ("CHILDREN'S SERVICES wrote", [("la_childrens_social_care", "CHILDREN'S SERVICES")]),
        ("childrens services wrote", [("la_childrens_social_care", "childrens services")]),
        ("the police's view", [("police", "police")]),
        ("health visitors’ notes", [("health_visiting_0_19", "health visitors")]),
        ("GPs and the LADO", [("gp_primary_care", "GPs"), ("lado", "LADO")]),
        ("two ICBs", [("nhs_icb", "ICBs")]),
        ("the Multi Agency Safeguarding Hub", [("la_front_door_mash", "Multi Agency Safeguarding Hub")]),
    ],
)
def test_forms_of_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the school nurse", [("health_visiting_0_19", "school nurse")]),
        ("adult mental health services", [("nhs_mental_health", "mental health services")]),
        ("the Derby and Derbyshire Safeguarding Children Partnership", "Safeguarding Children Partnership"),
        ("the National Panel", "National Panel"),
        (
            "the National Child Safeguarding Practice Review Panel",
            "National Child Safeguarding Practice Review Panel",
        ),
    ],
)
def test_of_names_inside_one_another_the_longest(text: str, expected: object) -> None:
    found = named(text)
    assert found == expected or [name for _, name in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "his schooling at Churchill",  # no whole word
        "they policed themselves",
        "a lad of ten",  # abbreviations are exact
        "HIS MOTHER WAS ILL",
        "school attendance was poor",
        "behind with council tax",
        "she sought refuge with a friend",
        "Respect for parents matters",
        "a matter of respect",
        "this was a turning point",
        "no refuge from him",
    ],
)
def test_what_is_no_body(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "type_id"),
    [
        ("she moved to a refuge", "da_services"),
        ("the women’s refuge had no room", "da_services"),
        ("referred to Respect in May", "da_services"),
        ("seen by Turning Point", "substance_misuse"),
    ],
)
def test_common_words_that_are_names_here(text: str, type_id: str) -> None:
    assert [mention.type_id for mention in MATCHER.match(text)] == [type_id]


def test_coded_names_keep_their_code() -> None:
    mentions = MATCHER.match("School A rang Hospital 1, and SW2 went there.")
    assert [(mention.type_id, mention.text, mention.how) for mention in mentions] == [
        ("school_college", "School A", "coded"),
        ("nhs_acute", "Hospital 1", "coded"),
        ("la_childrens_social_care", "SW2", "coded"),
    ]


def test_people_are_told_from_bodies() -> None:
    mentions = MATCHER.match("A social worker and the police spoke to the SENCo.")
    assert [(mention.text, mention.how) for mention in mentions] == [
        ("social worker", "role"),
        ("police", "name"),
        ("SENCo", "role"),
    ]


@given(
    st.lists(st.sampled_from(["the police", "school", "’", "GP", "Child’s", "refuge", ".", "–", "🙂", "CSC", "A&E"]))
)
def test_mentions_are_what_stands_there_in_order_without_overlaps(parts: list[str]) -> None:
    text = " ".join(parts)
    mentions: tuple[AgencyMention, ...] = MATCHER.match(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
