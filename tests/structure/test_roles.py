"""Roles of sections, from the words of their headings and from their parents."""

from __future__ import annotations

import pytest

from crossreview.structure.roles import RoleFinder, RoleGuess
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.sections import load_sections, plain_heading

NOTHING = RoleGuess(None, 0.0)


@pytest.fixture(scope="module")
def roles() -> RoleFinder:
    return RoleFinder(load_sections(), load_item_words().kinds)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Recommendations", "recommendations"),
        ("7. RECOMMENDATIONS", "recommendations"),
        ("7.2 Single agency recommendations", "recommendations"),
        ("Conclusions and recommendations", "recommendations"),
        ("Summary of progress", "progress_response"),
        ("What has changed since the review", "progress_response"),
        ("The child’s lived experience", "lived_experience"),
        ("Good practice", "good_practice"),
        ("Lessons learnt", "learning_points"),
        ("Terms of Reference", "terms_of_reference"),
        ("Appendix A", "appendix"),
        ("Annex: conclusions of the panel", "appendix"),
        ("Appendix B: abbreviations", "glossary"),
        ("About this report", "introduction"),
        ("Why we are publishing this report", "introduction"),
        ("Why this review was carried out", "legal_criteria"),
        ("How the review was carried out", "methodology"),
        ("Who took part", "methodology"),
        ("What his brothers told the reviewers", "family_involvement"),
        ("The views of the family", "family_involvement"),
        ("A day in the week of the twins", "lived_experience"),
        ("What life was like for Wren", "lived_experience"),
        ("March 2029 to May 2031", "timeline"),
        ("A brief outline of the circumstances", "background"),
        ("Earlier reviews in Wendmere", "research_context"),
        ("What was done well", "good_practice"),
        ("What needs to improve?", "recommendations"),
        ("Matters of concern", "recommendations"),
        ("Wendmere Police: single-agency actions", "action_plan"),
        ("What has changed already?", "progress_response"),
        ("Our answers to the recommendations", "progress_response"),
        ("Why does it matter?", "practitioner_guidance"),
        ("In conclusion", "conclusion"),
        ("What happens next", "sign_off"),
    ],
)
def test_usual_headings_have_roles(roles: RoleFinder, heading: str, role: str) -> None:
    guess = roles.role_of(heading, NOTHING)
    assert guess.role == role
    assert 0.5 < guess.confidence <= 1


def test_the_exact_words_are_surer_than_words_within_a_heading(roles: RoleFinder) -> None:
    exact = roles.role_of("Good practice", NOTHING)
    within = roles.role_of("What the nursery did: good practice", NOTHING)
    assert exact.role == within.role == "good_practice"
    assert within.confidence < exact.confidence


def test_a_heading_that_says_nothing_takes_the_role_of_its_parent(roles: RoleFinder) -> None:
    guess = roles.role_of("The nursery", RoleGuess("recommendations", 1.0))
    assert guess.role == "recommendations"
    assert guess.confidence < 0.5


def test_a_heading_that_says_nothing_has_no_role_by_itself(roles: RoleFinder) -> None:
    assert roles.role_of("The nursery", NOTHING) == NOTHING


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("1. Introduction", "introduction"),
        ("1.1 Introduction:", "introduction"),
        ("(2) The child’s voice", "the child's voice"),
        ("Section 3: Findings", "findings"),
        ("INTRODUCTION", "introduction"),
    ],
)
def test_headings_are_compared_without_their_numbers(printed: str, plain: str) -> None:
    assert plain_heading(printed) == plain
