"""Evidence older than the review cannot show that what the review asked for was done."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from tests.extract.reading import Read
from tests.pdfs.asks import PROGRESS, heading, item, paragraph

from crossreview.extract.timing import with_timing
from crossreview.records import Found, Inspection, Item, ItemKind, Metadata

SEEN = "Ofsted inspectors visited in November 2027 and found that the hub was well run."


@dataclass(frozen=True)
class Example:
    """An item and the metadata of its document, to be changed by each test."""

    item: Item
    metadata: Metadata

    def flagged(self, text: str, *inspections: Inspection, kind: ItemKind = "evidence") -> bool:
        found = tuple(Found(inspection, self.item.source, 1.0) for inspection in inspections)
        items = (replace(self.item, text=text, kind=kind),)
        return with_timing(items, replace(self.metadata, inspections=found), ())[0].predates_review


@pytest.fixture
def example(read: Read) -> Example:
    reading = read(heading("The hub"), item("1.1", SEEN), title=PROGRESS)
    return Example(reading.items[0], reading.extracted.metadata)


def inspection(undertaken: str | None, published: str | None = None, *, before: bool | None) -> Inspection:
    return Inspection("Ofsted", None, undertaken, published, before)


def test_an_inspection_before_the_review_is_flagged(example: Example) -> None:
    assert example.flagged(
        "The Ofsted inspection of November 2027 found it well run.", inspection("2027-11", before=True)
    )


def test_an_inspection_after_the_review_is_not(example: Example) -> None:
    assert not example.flagged(
        "The Ofsted inspection of November 2027 found it well run.", inspection("2027-11", before=False)
    )


def test_a_day_is_known_by_its_month(example: Example) -> None:
    text = "The Ofsted inspection of November 2027 found it well run."
    other = inspection("2029-01", before=False)
    assert example.flagged(text, inspection("2027-11-06", before=True), other)


def test_of_two_inspections_the_text_must_name_the_earlier(example: Example) -> None:
    earlier, later = inspection("2027-11", before=True), inspection("2029-01", before=False)
    assert not example.flagged("The Ofsted inspection of January 2029 found it well run.", earlier, later)


def test_one_known_inspection_needs_no_date(example: Example) -> None:
    assert example.flagged("The Ofsted inspection found it well run.", inspection("2027-11", before=True))


def test_the_date_of_publication_names_it_too(example: Example) -> None:
    earlier, later = inspection("2027-11", "2028-01", before=True), inspection("2029-06", before=False)
    assert example.flagged("The Ofsted inspection report of January 2028 said so.", earlier, later)


def test_asks_are_never_flagged(example: Example) -> None:
    text = "The council should read the Ofsted inspection of November 2027."
    assert not example.flagged(text, inspection("2027-11", before=True), kind="recommendation")


def test_another_body_is_not_meant(example: Example) -> None:
    assert not example.flagged("An inspection by CQC found it well run.", inspection("2027-11", before=True))


def test_in_a_document_as_printed(read: Read) -> None:
    reading = read(
        heading("Introduction"),
        paragraph("The review of Child Q was completed in July 2028 and published by the Partnership in that month."),
        heading("Opening hours"),
        item("2.1", "An Ofsted inspection carried out in November 2027 found that the hub was well run."),
        item("2.2", "The hub has been open on every Saturday since the spring fair."),
        title=PROGRESS,
    )
    assert [(found.kind, found.predates_review) for found in reading.items] == [("evidence", True), ("progress", False)]


def test_evidence_that_says_that_it_is_older_is_flagged(example: Example) -> None:
    assert example.flagged("An audit before the review was completed found it in nine of 26 files.")
    assert not example.flagged("An audit after the review was completed found it in nine of 26 files.")


def test_evidence_whose_months_are_before_the_review_was_completed(example: Example) -> None:
    completed = Found("2028-03", example.item.source, 1.0)
    dated = Example(example.item, replace(example.metadata, dates={"review_completed": completed}))
    assert dated.flagged("A file audit in February 2028 found it in nine of 26 files.")
    assert not dated.flagged("A file audit in May 2028 found it in nine files, against four in February 2028.")
    assert not dated.flagged("A file audit found it in nine of 26 files.")
    assert not dated.flagged("The form was changed in February 2028.", kind="progress")
