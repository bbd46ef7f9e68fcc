from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.subject import find_subject
from crossreview.extract.metadata.title import find_title
from crossreview.records import Genre


def subject_of(finders: MetadataFinders, title: str, *body: str, genre: Genre = "full_report") -> str | None:
    reading = written([Large(title), "small print"], body)
    found = find_subject(reading, find_title(reading, (), finders.gazetteer), genre)
    if found is not None:
        assert words_of(reading, found) == found.value
    return found.value if found is not None else None


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Safeguarding Adults Review: Margaret", "Margaret"),
        ("Serious Case Review Overview Report Child J", "Child J"),
        ("Child T: how far have we got?", "Child T"),
        ("Safeguarding Adult Review – Mr X", "Mr X"),
        ("Serious Case Review: Baby T1", "Baby T1"),
        ("Otto and Elsie: a Local Child Safeguarding Practice Review", "Otto and Elsie"),
        ("Domestic Homicide Review “Denise”: Action Plan", "Denise"),
        ("Serious Case Review: Child 3", "Child 3"),
        ("Serious Case Review: Baby 12", "Baby 12"),
        ("Serious Case Review: Case R", "Case R"),
        ("Serious Case Review: Child Q + Family", "Child Q"),
        ("Serious Case Review: Child Q and family", "Child Q"),
        ("Serious Case Review: Child A and Child B", "Child A and Child B"),
        ("Serious Case Review: Children A, B and C", "Children A, B and C"),
        ("Safeguarding Adults Review: Mr A and Mrs B", "Mr A and Mrs B"),
        ("Serious Case Review concerning Ella and Tom", "Ella and Tom"),
        ("Serious Case Review: AB", "AB"),
        ("Safeguarding Adults Review: Anonymous", None),
        ("Domestic Homicide Review: Executive Summary", None),
        ("Learning Review: Final Report", None),
    ],
)
def test_in_the_title(finders: MetadataFinders, title: str, subject: str | None) -> None:
    assert subject_of(finders, title) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ('the death of a child known as "Zac". The review', "Zac"),
        ("This review is about a boy who is called R in this report.", "R"),
        ("It concerns a young woman who is referred to as E.", "E"),
        ("In respect of the death of Rosa in October 2021", "Rosa"),
        ("I commenced an investigation into the death of Mr. Corin Thewlis age 56 years.", "Corin Thewlis"),
        ("having investigated the death of Alban Piers WETHERLOW with an inquest", "Alban Piers WETHERLOW"),
        ("The rapid review about Sol was short.", "Sol"),
        ("The family chose the pseudonym Ayesha.", "Ayesha"),
        ("She will be referred to throughout as Ayesha.", "Ayesha"),
        ("YP1 was looked after. YP1’s mother wrote.", "YP1"),
        ("Child A and Child B were brothers.", None),
        ("Her husband is called Simon.", None),
        ("A neighbour, Mr K, had heard her.", None),
        ("An independent review of Adult Social Care was held.", None),
    ],
)
def test_in_the_text(finders: MetadataFinders, text: str, subject: str | None) -> None:
    assert subject_of(finders, "A review of practice", text) == subject


def test_a_response_names_a_subject_only_in_its_title(finders: MetadataFinders) -> None:
    assert subject_of(finders, "Our response to the review about Child R", genre="response") == "Child R"
    assert subject_of(finders, "Our response", "The death of a boy known as Zac was sad.", genre="response") is None


def test_an_inspection_has_no_subject(finders: MetadataFinders) -> None:
    assert subject_of(finders, "Inspection of Kent: Child A", genre="inspection_report") is None
