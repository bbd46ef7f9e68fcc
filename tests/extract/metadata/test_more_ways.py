"""More ways of saying facts: answers, bilingual covers, signatures, years left out."""

from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, Told, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.ages import find_age_band
from crossreview.extract.metadata.areas import AreaFinder
from crossreview.extract.metadata.dating import find_date_kinds
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.extract.metadata.passages import value_of
from crossreview.extract.metadata.people import find_authors, find_chair
from crossreview.extract.metadata.subject import find_subject
from crossreview.extract.metadata.title import find_title
from crossreview.records import Genre


@pytest.mark.parametrize(
    ("front", "genre"),
    [
        ([Large("Rosa: what the partners say"), "Our published response to the Learning Review"], "response"),
        ([Large("Departmental response: children in hotels")], "response"),
        ([Large("Executive report of a Case Management Review")], "executive_summary"),
        ([Large("Rosa: summary of what was learned")], "learning_summary"),
        ([Large("Rosa: learning from a short life")], "learning_summary"),
        ([Large("Rosa: learning from a short life"), "Serious Case Review"], "full_report"),
        ([Large("Letter of assurance: what became of two reviews")], "progress_summary"),
        (["Memorandum to members of the Board", Large("Table-top learning review: Rosa")], "learning_summary"),
    ],
)
def test_genres(finders: MetadataFinders, front: list[str], genre: Genre) -> None:
    reading = written(front, ["It is about this."])
    assert value_of(finders.genres.genre(reading, find_title(reading, (), finders.gazetteer))) == genre


@pytest.mark.parametrize(
    ("line", "body", "bodies", "areas"),
    [
        (
            "Bwrdd Diogelu Ashmere / Ashmere Safeguarding Board",
            [],
            ["Ashmere Safeguarding Board"],
            ["Ashmere:commissioning"],
        ),
        (
            "Bwrdd Diogelu Rhanbarthol Ashmere Regional Safeguarding Board",
            [],
            ["Ashmere Regional Safeguarding Board"],
            ["Ashmere:commissioning"],
        ),
        ("ASHMERE SAFEGUARDING PANEL", [], ["Ashmere Safeguarding Panel"], ["Ashmere:commissioning"]),
        (
            "Ashmere Safeguarding Board",
            ["The safeguarding partners in Holt have agreed.", "Wexmoor’s partnership took part."],
            ["Ashmere Safeguarding Board"],
            ["Ashmere:commissioning", "Holt:involved", "Wexmoor:involved"],
        ),
        (
            "Ashmere Safeguarding Board",
            ["Records were moved between Ashmere and Holt.", "In March safeguarding partners met."],
            ["Ashmere Safeguarding Board"],
            ["Ashmere:commissioning", "Holt:involved"],
        ),
        (
            "Ashmere Safeguarding Board",
            ["Ashmere District Council and Wexmoor County Council took part."],
            ["Ashmere Safeguarding Board"],
            ["Ashmere:commissioning"],
        ),
    ],
)
def test_bodies_and_areas(
    finders: MetadataFinders, line: str, body: list[str], bodies: list[str], areas: list[str]
) -> None:
    reading = written([line, Large("A review")], [Told(text, role="methodology") for text in body])
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    issuers = find_issuers(reading, lines, finders.bodies, finders.inspectorates, "full_report")
    found = AreaFinder(finders.gazetteer, finders.bodies).find(reading, issuers, None, "full_report")
    assert [issuer.found.value for issuer in issuers] == bodies
    assert [f"{area.value.name}:{area.value.role}" for area in found] == areas


@pytest.mark.parametrize(
    ("front", "body", "genre", "authors", "chair"),
    [
        (["Report of the independent reviewer, Dr Ann Vale"], [], "full_report", ["Dr Ann Vale"], None),
        (["Dr Ann Vale and Bea Holm", Large("A review")], [], "full_report", ["Dr Ann Vale", "Bea Holm"], None),
        (
            [],
            ["Ann Vale, Director of Nursing, Holt Council; Chief Constable Bea Holm, Holt Police"],
            "response",
            ["Ann Vale", "Chief Constable Bea Holm"],
            None,
        ),
        ([], ["Yours sincerely", "Ann Vale"], "progress_summary", ["Ann Vale"], None),
        (
            [],
            ["The review was chaired, and this report was written, by Ann Vale."],
            "full_report",
            ["Ann Vale"],
            "Ann Vale",
        ),
        ([], ["Present: Councillor Ann Vale (in the Chair), Bea Holm"], "inquiry_report", [], "Councillor Ann Vale"),
    ],
)
def test_people(front: list[str], body: list[str], genre: Genre, authors: list[str], chair: str | None) -> None:
    reading = written(front, [Told(text, role="methodology") for text in body])
    assert [author.value for author in find_authors(reading, genre) or ()] == authors
    assert value_of(find_chair(reading)) == chair


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("In May 2021, when she was nine, Rosa fell from a window.", "6-10"),
        ("Rosa was nine when she was carried out of the house.", "6-10"),
        ("The brothers were twelve and ten.", None),
        ("The family moved in March 2021, when Rosa was four.", None),
    ],
)
def test_the_age_at_the_time(text: str, band: str | None) -> None:
    subject = None if text.startswith("The brothers") else "Rosa"
    assert value_of(find_age_band(written([], [Told(text, role="introduction")]), subject)) == band


@pytest.mark.parametrize(
    ("front", "body", "subject"),
    [
        ("Seven minutes on Rosa", ["Rosa was forty-one.", "Rosa had a dog.", "Rosa told a nurse."], "Rosa"),
        ("Seven minutes on Safety", ["Safety was poor.", "Safety is for all.", "The safety of homes was poor."], None),
    ],
)
def test_the_subject(finders: MetadataFinders, front: str, body: list[str], subject: str | None) -> None:
    reading = written([Large(front)], body)
    title = find_title(reading, (), finders.gazetteer)
    assert value_of(find_subject(reading, title, "briefing")) == subject


@pytest.mark.parametrize(
    ("front", "body", "genre", "dates"),
    [
        (
            [],
            ["It was notified in December 2021 and decided in May to carry out a review."],
            "full_report",
            {"commissioned": "2022-05"},
        ),
        ([], ["In May 2021 the Board asked us to hold a review."], "full_report", {"commissioned": "2021-05"}),
        (
            [],
            ["On 5 May 2021 I commenced an investigation into a death. The inquest ended on 6 June 2022."],
            "coroner_report",
            {"commissioned": "2021-05-05", "review_completed": "2022-06-06"},
        ),
        (["Completed May 2021 · Published 3 June 2021"], [], "full_report", {"published": "2021-06-03"}),
        (["Laid before the Assembly on 3 June 2021"], [], "response", {"published": "2021-06-03"}),
        ([], ["What is said here was correct on 3 June 2021."], "response", {"progress_as_at": "2021-06-03"}),
        ([], ["A report on progress will be made on 3 June 2021."], "response", {}),
    ],
)
def test_dates(
    finders: MetadataFinders, front: list[str], body: list[str], genre: Genre, dates: dict[str, str]
) -> None:
    reading = written(front, [Told(text, role="introduction") for text in body])
    found = find_date_kinds(reading, finders.bodies, genre, "Rosa")
    assert {str(kind): date.value for kind, date in found.items()}.items() >= dates.items()
