"""From candidates to items: ids that stay, fields from the words and from what stands around them."""

from __future__ import annotations

import hashlib

import pytest
from tests.extract.reading import DOCUMENT_ID, Read
from tests.pdfs.asks import box, bullets, heading, item, numbered, paragraph

from crossreview.records import Item

HUB = "Wendmere Council should open the family hub on Saturdays."
GUIDE = "The Partnership should publish a guide to the river towns for new staff."
CLINIC = "The hospital should review how families book the evening clinic."


def ids(items: tuple[Item, ...]) -> dict[str, str]:
    return {found.text: found.id for found in items}


def test_ids_stay_when_items_before_change(read: Read) -> None:
    before = read(heading("Recommendations"), numbered(GUIDE, HUB))
    after = read(heading("Recommendations"), numbered(CLINIC, GUIDE, "Mend the lamp.", HUB))
    assert ids(before.items).items() <= ids(after.items).items()


def test_ids_stay_when_the_number_the_page_and_the_typing_change(read: Read) -> None:
    first = read(heading("Recommendations"), numbered(GUIDE, HUB))
    second = read(
        heading("Analysis"),
        paragraph("The panel walked along the river with two families who had used the hub for ten years."),
        heading("Recommendations"),
        bullets(GUIDE, HUB.replace("open the", "open  the")),
    )
    assert [found.id for found in first.items] == [found.id for found in second.items]


def test_ids_come_from_the_document_the_kind_and_the_words(read: Read) -> None:
    recommended = read(heading("Recommendations"), numbered(GUIDE, HUB)).items[1]
    needed = read(heading("Areas for improvement"), numbered(GUIDE, HUB)).items[1]
    words = "wendmerecouncilshouldopenthefamilyhubonsaturdays"
    digest = hashlib.sha256(f"{DOCUMENT_ID}\nrecommendation\n{words}".encode()).hexdigest()
    assert recommended.id == digest[:12]
    assert needed.id != recommended.id


def test_repeated_words_get_ids_of_their_own(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(HUB, GUIDE, HUB))
    assert len({found.id for found in reading.items}) == 3
    assert reading.items[2].id == f"{reading.items[0].id}-2"


def test_who_is_asked_comes_from_the_words(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(HUB, GUIDE))
    assert reading.items[1].addressees == ("safeguarding_children_partnership",)
    assert [found.addressee_text for found in reading.items] == ["Wendmere Council", "The Partnership"]


def test_who_is_asked_comes_from_the_heading_above(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        heading("Police", level=2),
        bullets("Mend the lamp on the bridge.", "Open the hall to families in winter."),
    )
    assert [found.addressees for found in reading.items] == [("police",), ("police",)]


def test_who_is_asked_comes_from_the_sentence_above_the_list(read: Read) -> None:
    reading = read(
        heading("Recommendations"),
        paragraph("Schools should:"),
        bullets("sing in the hall by the bridge", "dance in the hall by the bridge"),
    )
    assert [found.addressees for found in reading.items] == [("school_college",), ("school_college",)]


def test_an_ask_that_nobody_is_asked_says_so(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered("A guide should be printed and put in every office.", HUB))
    assert reading.items[0].addressees == ()
    assert reading.items[0].addressee_text is None


def test_asks_have_no_status_of_their_own(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered("The council has opened the hub and should keep it open.", HUB))
    assert [found.status for found in reading.items] == [None, None]


def test_what_is_no_ask_has_no_fields_of_asks(read: Read) -> None:
    reading = read(heading("Key learning"), bullets(HUB, GUIDE))
    assert {found.kind for found in reading.items} == {"learning_point"}
    assert {(found.addressees, found.modality, found.timescale) for found in reading.items} == {((), None, None)}


def test_a_time_by_which(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered("The council should open the hub by March 2031.", HUB))
    due = reading.items[0].timescale
    assert due is not None
    assert due.normalised == "2031-03"
    assert reading.items[1].timescale is None


def test_the_evidence_of_smart_flags_lies_in_the_item(read: Read) -> None:
    reading = read(heading("Recommendations"), numbered(GUIDE, "The council should open the hub by March 2031."))
    found = reading.items[1]
    assert "time_bound" in found.smart
    for span in found.smart.values():
        assert found.source.start <= span.start < span.end <= found.source.end


@pytest.mark.parametrize(
    "parts", [bullets(HUB, GUIDE), (box(f"Recommendation 1: {HUB}"), box(f"Recommendation 2: {GUIDE}"))]
)
def test_items_know_their_section(read: Read, parts: tuple[object, ...]) -> None:
    reading = read(
        heading("Analysis"), paragraph("The panel walked along the river for a day."), heading("Recommendations"), parts
    )
    (section,) = [one for one in reading.document.sections if one.heading == "Recommendations"]
    assert {found.section for found in reading.items} == {section.id}


def test_quotations_are_marked_as_such(read: Read) -> None:
    reading = read(
        heading("Analysis"),
        item("4.1", "The review of Child B recommended that the Board buys a boat for the river school."),
    )
    (quoted,) = reading.items
    assert (quoted.kind, quoted.stance) == ("quoted_recommendation", "quoted")
