"""The document that this project was made from, read with general rules; runs where the shared folder lies beside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossreview.document import load_reader, read_document
from crossreview.records import DocumentRecord
from crossreview.vocabulary.taxonomy import load_taxonomy

SEED = Path(__file__).parents[2] / "shared/reviews/seed/zds22-summary-of-progress.pdf"
GOLD = Path(__file__).parents[2] / "shared/gold/zds22-summary-of-progress.json"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed document is not in ../shared")


@pytest.fixture(scope="module")
def record() -> DocumentRecord:
    return read_document(SEED, load_reader())


def test_metadata(record: DocumentRecord) -> None:
    metadata = record.metadata
    assert metadata.genre is not None
    assert metadata.genre.value == "progress_summary"
    assert metadata.review_type is not None
    assert metadata.review_type.value == "lcspr"
    assert metadata.review_code is not None
    assert metadata.review_code.value == "ZDS22"
    assert metadata.subject is not None
    assert metadata.subject.value == "Zac"
    assert [body.value for body in metadata.bodies] == ["Derby and Derbyshire Safeguarding Children Partnership"]
    assert {(area.value.name, area.value.role) for area in metadata.areas} == {
        ("Derby", "commissioning"),
        ("Derbyshire", "commissioning"),
        ("Nottingham", "involved"),
        ("Nottinghamshire", "involved"),
    }


def test_dates(record: DocumentRecord) -> None:
    assert {kind: date.value for kind, date in record.metadata.dates.items()} == {
        "review_completed": "2024-07",
        "document_dated": "2024-07",
        "inspection_undertaken": "2023-11",
        "inspection_published": "2024-01",
    }


def test_what_the_text_does_not_say_is_none(record: DocumentRecord) -> None:
    metadata = record.metadata
    assert (metadata.authors, metadata.chair, metadata.age_band, metadata.gender, metadata.ethnicity) == (None,) * 5


def test_four_numbered_sections_with_roles_and_no_sign_off(record: DocumentRecord) -> None:
    assert [(section.number, section.heading) for section in record.sections] == [
        ("1.", "Introduction"),
        ("2.", "Early Help Arrangements"),
        ("3.", "Elective Home Education"),
        ("4.", "Joint Agency Response"),
    ]
    assert [section.role for section in record.sections] == ["introduction", *["theme_response"] * 3]
    assert all(section.level == 1 for section in record.sections)


def test_recommendations_are_referred_to_elsewhere(record: DocumentRecord) -> None:
    coverage = {statement.kind: statement.status for statement in record.coverage}
    assert coverage["recommendation"] == "referred_to_elsewhere"


def test_five_statements_of_progress_or_evidence(record: DocumentRecord) -> None:
    assert [(item.label, item.kind, item.status) for item in record.items] == [
        ("2.1", "progress", "completed"),
        ("2.2", "evidence", "no_status"),
        ("3.1", "progress", "completed"),
        ("4.1", "progress", "in_progress"),
        (None, "progress", "in_progress"),
    ]


def test_who_acts(record: DocumentRecord) -> None:
    assert [set(item.addressees) for item in record.items] == [
        {"safeguarding_children_partnership"},
        {"inspectorates", "la_childrens_social_care"},
        {"la_corporate"},
        {"nhs_icb", "la_corporate", "police"},
        {"safeguarding_children_partnership"},
    ]


def test_the_inspection_is_quoted_and_flagged_as_earlier_than_the_review(record: DocumentRecord) -> None:
    gold = json.loads(GOLD.read_text("utf-8"))
    evidence = record.items[1]
    assert evidence.predates_review
    assert gold["responses"][1]["evidence"] in evidence.text.replace("’", "'")
    (inspection,) = (found.value for found in record.metadata.inspections)
    assert inspection.body == "Ofsted"
    assert inspection.predates_review


@pytest.mark.parametrize("seed_cues", [True, False], ids=["all cues", "without the cues it suggested"])
def test_themes(seed_cues: bool) -> None:
    taxonomy = load_taxonomy()
    without = frozenset() if seed_cues else frozenset(taxonomy.seed_influenced_cues)
    record = read_document(SEED, load_reader(without))
    wanted = ("REC.early_help", "REC.early_help", "NEE.elective_home_education", "MAW.joint_agency_response")
    for item, theme in zip(record.items, wanted, strict=False):
        assert theme in {found.theme for found in item.themes}
    assert set(wanted) <= {theme.theme for theme in record.themes}
