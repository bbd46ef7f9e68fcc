"""Blocks put together to statements: what belongs to a list item, and which sentence leads into a list."""

from __future__ import annotations

import pytest
from reportlab.platypus import Flowable
from tests.extract.reading import Read, Reading
from tests.pdfs.asks import bullets, heading, item, new_page, numbered, paragraph, table

from crossreview.extract.statements import Statement, read_statements

Part = Flowable | tuple[Flowable, ...]
FILLER = "The hub stands on the south bank of the river, where the old boat house was until the flood came."


@pytest.fixture
def read_section(read: Read) -> Read:
    """Reads parts that stand under a heading, before another one with a paragraph under it."""

    def made(*parts: Part) -> Reading:
        return read(heading("The hub"), *parts, heading("The river"), paragraph(FILLER))

    return made


def statements(reading: Reading) -> list[Statement]:
    """The statements between the title and opening paragraph and the last heading."""
    found = [entry for entry in read_statements(reading.document) if isinstance(entry, Statement)]
    return [statement for statement in found if statement.section is not None][:-1]


def texts(reading: Reading) -> list[str]:
    return [statement.text_from() for statement in statements(reading)]


def test_paragraphs_and_items_are_statements_of_their_own(read_section: Read) -> None:
    reading = read_section(paragraph(FILLER), numbered("It is warm.", "It is dry."))
    assert [(one.number, one.is_bulleted, one.text_from()) for one in statements(reading)] == [
        (None, False, FILLER),
        ("1", True, "It is warm."),
        ("2", True, "It is dry."),
    ]


def test_a_decimal_number_is_a_paragraph_number(read_section: Read) -> None:
    reading = read_section(item("3.1", FILLER))
    (statement,) = statements(reading)
    assert (statement.number, statement.is_bulleted) == ("3.1", False)


def test_a_deeper_bullet_belongs_to_the_item_above(read_section: Read) -> None:
    reading = read_section(
        bullets("It is warm in winter", "it has two stoves"),
        bullets("one in the hall", "one in the kitchen", label="–", depth=1),
        bullets("It is dry"),
    )
    assert texts(reading) == [
        "It is warm in winter",
        "it has two stoves one in the hall one in the kitchen",
        "It is dry",
    ]


def test_a_bulleted_list_under_a_bullet_on_the_same_left_edge_is_apart(read_section: Read) -> None:
    reading = read_section(bullets("It is warm."), bullets("It is dry.", label="–"))
    assert texts(reading) == ["It is warm.", "It is dry."]


def test_a_paragraph_under_the_words_of_an_item_goes_on_with_it(read_section: Read) -> None:
    reading = read_section(item("1.", "It is warm."), item("", "It has two stoves."), item("2.", "It is dry."))
    assert texts(reading) == ["It is warm. It has two stoves.", "It is dry."]


def test_a_paragraph_at_the_left_edge_does_not(read_section: Read) -> None:
    reading = read_section(item("1.", "It is warm."), paragraph(FILLER), item("2.", "It is dry."))
    assert texts(reading) == ["It is warm.", FILLER, "It is dry."]


def test_the_sentence_above_a_list_leads_into_each_item(read_section: Read) -> None:
    reading = read_section(paragraph("All schools are asked to:"), bullets("sing", "dance"), paragraph(FILLER))
    assert [(one.text_from(), one.lead_in) for one in statements(reading)] == [
        ("All schools are asked to:", None),
        ("sing", "All schools are asked to:"),
        ("dance", "All schools are asked to:"),
        (FILLER, None),
    ]


def test_a_lead_in_holds_over_the_page(read_section: Read) -> None:
    reading = read_section(paragraph("All schools are asked to:"), bullets("sing"), new_page(), bullets("dance"))
    assert [one.lead_in for one in statements(reading) if one.is_bulleted] == ["All schools are asked to:"] * 2


def test_a_heading_or_table_ends_a_lead_in(read_section: Read) -> None:
    reading = read_section(
        paragraph("All schools are asked to:"),
        heading("The hall"),
        bullets("sing in the hall", "dance in the hall"),
        paragraph("All agencies are asked to:"),
        table(("Name", "Place"), ("Hub", "south bank"), widths=(0.5, 0.5)),
        bullets("sing in the hub", "dance in the hub"),
    )
    assert [one.lead_in for one in statements(reading) if one.is_bulleted] == [None] * 4


def test_a_sentence_that_goes_on_in_a_list_is_one_statement(read_section: Read) -> None:
    sentence = "Wendmere Council should change the way in which the family hub is run so that it is:"
    reading = read_section(paragraph(sentence), bullets("open on Saturdays", "warm in winter"))
    assert texts(reading) == [f"{sentence} open on Saturdays warm in winter"]


def test_a_paragraph_that_only_opens_a_list_is_not(read_section: Read) -> None:
    opening = "The review makes the following recommendations to all of the agencies that work along the river:"
    reading = read_section(paragraph(opening), bullets("open the hub", "warm the hub"))
    assert texts(reading) == [opening, "open the hub", "warm the hub"]


def test_a_label_in_words_owns_its_list(read_section: Read) -> None:
    opening = (
        "Recommendation 2: Wendmere Council should, before the winter comes and the river rises again, see to it that "
        "its caretakers can do these things:"
    )
    reading = read_section(paragraph(opening), bullets("Open the hub", "Warm the hub"))
    assert texts(reading) == [f"{opening} Open the hub Warm the hub"]


def test_the_source_is_what_the_statement_says(read_section: Read) -> None:
    reading = read_section(
        item("1.", "It has two stoves:"),
        bullets("one in the hall", "one in the kitchen", label="–", depth=1),
        new_page(),
        bullets("one in the yard", label="–", depth=1),
    )
    (statement,) = statements(reading)
    source, text = statement.source_from()
    assert text == "It has two stoves: one in the hall one in the kitchen one in the yard"
    assert source.text_in(reading.document.text) == text
    assert [span.page for span in source.spans] == [1, 1, 1, 2]
