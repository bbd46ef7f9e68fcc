"""Pseudonyms stay, and the names of those who wrote."""

from __future__ import annotations

import pytest
from tests.report.open_output.documents import record

from crossreview.report.open_output import Opener


def test_the_subject_stays_where_it_is_a_pseudonym() -> None:
    opener = Opener.of(record("Rowan lived with Fern. Rowan Holt is a nurse.", subject="Rowan"))
    assert opener.text("Rowan lived with Fern, Rowan (9) said.") == (
        "Rowan lived with [name removed], Rowan [aged 6-10] said."
    )
    assert opener.text("Rowan Holt is a nurse.") == "[name removed] is a nurse."


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Child R", "Child R"),
        ("Adult A", "Adult A"),
        ("E", "E"),
        ("Siblings K", "Siblings K"),
        ("Mr B", "Mr B"),
        ("Maureen", "Maureen"),
        ("“Noor”", "“Noor”"),
        ("Desmond, Kit and Rosalind", "Desmond, Kit and Rosalind"),
        ("Child T, Family W and Baby L", "Child T, Family W and Baby L"),
        ("Tobias Edmund Hale", "[name removed]"),
        ("Mr Ekwall", "[name removed]"),
        ("the Finch siblings", "[name removed]"),
        ("Craig T", "[name removed]"),
    ],
)
def test_subjects(subject: str, told: str) -> None:
    assert Opener.of(record(subject=subject)).subject(subject) == told


@pytest.mark.parametrize(
    "says",
    [
        "The names in this report are pseudonyms.",
        "Both names are pseudonyms, chosen by the family.",
        "All names have been changed.",
        "Their names have been changed, and their families chose the names used here.",
        "Pseudonyms have been used throughout.",
        "The family chose the pseudonyms used.",
        "Names and some details were altered.",
        "This review uses pseudonyms.",
    ],
)
def test_forenames_stay_where_names_are_said_to_be_pseudonyms(says: str) -> None:
    opener = Opener.of(record(f"{says} Alan and Zofia lived in Marl. Dr Pike chaired it."))
    words = "Alan, 71, and his sister Zofia met Jane Pike. Pike wrote."
    assert opener.text(words) == "Alan, [aged 65-79], and his sister Zofia met [name removed]. [name removed] wrote."


@pytest.mark.parametrize(
    "says",
    [
        "The names of schools were not changed by the merger, said the panel.",
        "The names of staff were read out.",
        "Names were drawn, and pupils chosen at random.",
        "He changed his name by deed poll.",
    ],
)
def test_forenames_do_not_stay_for_other_talk_of_names(says: str) -> None:
    assert Opener.of(record(says)).text("Alan came.") == "[name removed] came."


@pytest.mark.parametrize(
    "says",
    [
        "Leslie is not his real name.",
        "Leslie (not his real name) lived alone.",
        "“Leslie” was chosen by his daughter.",
        "a review about a man known as Leslie",
        "Mabel and Leslie are pseudonyms.",
        "His son is called Leslie in this report.",
        "He is referred to in this report as Leslie.",
    ],
)
def test_one_name_stays_where_it_is_said_to_be_a_pseudonym(says: str) -> None:
    assert Opener.of(record(says)).text("Leslie met Alan.") == "Leslie met [name removed]."


def test_a_nickname_is_no_pseudonym() -> None:
    assert Opener.of(record("A man known as Leslie to his friends")).text("Leslie met Alan.") == (
        "[name removed] met [name removed]."
    )


def test_authors_and_chair_stay() -> None:
    opener = Opener.of(
        record(authors=("Dr Miriam Castell", "T/Assistant Chief Constable Neil Brock"), chair="Mr Desmond Achterly")
    )
    for words in (
        "Dr Miriam Castell and Mr Achterly met Castell.",
        "Independent Author: Miriam Castell Presented to the Board",
        "Assistant Chief Constable Neil Brock wrote.",
    ):
        assert opener.text(words) == words
    assert opener.text("Miriam Otway, Desmond and Ann Castell") == "[name removed], [name removed] and [name removed]"
