from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.inspections import find_inspections, own_inspection, with_inspections
from crossreview.extract.metadata.issuers import find_issuers
from crossreview.records import Found, Inspection, Source

NOWHERE = Source(())
SERVICES = "Derbyshire Local Authority Children's Services"


def inspections_in(finders: MetadataFinders, *texts: str, completed: str | None = "2024-07") -> list[Inspection]:
    when = Found(completed, NOWHERE, 1.0) if completed is not None else None
    return [found.value for found in find_inspections(written([], texts), finders.inspectorates, when)]


def test_mentions_of_one_inspection_are_one(finders: MetadataFinders) -> None:
    found = inspections_in(
        finders,
        f"Findings of an Ofsted inspection of {SERVICES} undertaken in November 2023 and published in January 2024.",
        f"The Ofsted inspection of {SERVICES} undertaken in November 2023 found much.",
        f"The Ofsted Inspection of {SERVICES}, published in January 2024, has been read by the panel.",
    )
    assert found == [Inspection("Ofsted", SERVICES, "2023-11", "2024-01", predates_review=True)]


def test_the_report_in_the_next_sentence(finders: MetadataFinders) -> None:
    (found,) = inspections_in(
        finders,
        "Ofsted inspectors visited Kelverton’s children’s services in June 2023. Their report of August 2023 says so.",
    )
    assert found == Inspection("Ofsted", "Kelverton’s children’s services", "2023-06", "2023-08", predates_review=True)


@pytest.mark.parametrize(
    ("completed", "predates"),
    [("2024-07", True), ("2023-11", None), ("2023-01", False), ("2023", None), (None, None)],
)
def test_whether_it_predates_the_review(finders: MetadataFinders, completed: str | None, predates: bool | None) -> None:
    text = "The Ofsted inspection took place in November 2023."
    (found,) = inspections_in(finders, text, completed=completed)
    assert found.predates_review is predates


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted was told in November 2023.",
        "Ofsted inspection reports are read by the Board.",
        "The review was completed in July 2024.",
    ],
)
def test_no_inspection(finders: MetadataFinders, text: str) -> None:
    assert inspections_in(finders, text) == []


@pytest.mark.parametrize(
    ("front", "text", "undertaken"),
    [
        ("Inspection dates: 8 to 19 July 2024", "It was good.", "2024-07-08"),
        ("Inspection date: 6 November 2017 to 30 November 2017", "It was good.", "2017-11-06"),
        ("Letter", "Between 21 March 2017 and 24 March 2017, Ofsted undertook a joint inspection.", "2017-03-21"),
        ("Letter", "The inspection took place from 13 to 24 March 2023.", "2023-03-13"),
    ],
)
def test_the_inspection_that_a_report_tells_of(
    finders: MetadataFinders, front: str, text: str, undertaken: str
) -> None:
    reading = written([Large("Inspection of Kent"), front], [text, "Ofsted inspects."])
    issuers = find_issuers(reading, (), finders.bodies, finders.inspectorates, "inspection_report")
    (found,) = own_inspection(reading, issuers, (), Found("2024-08-28", NOWHERE, 1.0))
    assert found.value == Inspection("Ofsted", None, undertaken, "2024-08-28", predates_review=None)
    assert with_inspections({}, (found,))["inspection_undertaken"].value == undertaken


def test_all_inspectorates_of_a_joint_inspection_issue_it(finders: MetadataFinders) -> None:
    text = "It was carried out by inspectors from Ofsted, the Care Quality Commission (CQC) and HMI Probation (HMIP)."
    issuers = find_issuers(written([], [text]), (), finders.bodies, finders.inspectorates, "inspection_report")
    assert [issuer.found.value for issuer in issuers] == ["Ofsted", "Care Quality Commission", "HMI Probation"]
