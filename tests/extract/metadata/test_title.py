from __future__ import annotations

import pytest
from tests.extract.metadata.written import Large, Told, words_of, written

from crossreview.extract.metadata import MetadataFinders
from crossreview.extract.metadata.front import issuer_lines
from crossreview.extract.metadata.passages import Reading
from crossreview.extract.metadata.title import find_title


def title_of(reading: Reading, finders: MetadataFinders) -> str | None:
    lines = issuer_lines(reading, finders.bodies, finders.organisation_nouns)
    title = find_title(reading, lines, finders.gazetteer)
    if title is not None:
        assert words_of(reading, title) == title.value
    return title.value if title is not None else None


def test_the_largest_lines_without_body_date_and_mark(finders: MetadataFinders) -> None:
    reading = written(
        ["Marlshire Safeguarding Children Partnership", Large("Child T: how far"), Large("have we got?"), "June 2024",
         "FICTIONAL sample document"]
    )  # fmt: skip
    assert title_of(reading, finders) == "Child T: how far have we got?"


def test_a_body_in_the_same_block_is_left_out(finders: MetadataFinders) -> None:
    block = (
        "Derby and Derbyshire Safeguarding Children Partnership",
        "Local Child Safeguarding Practice Review: ZDS22",
        "Summary of Progress",
    )
    assert title_of(written([block]), finders) == "Local Child Safeguarding Practice Review: ZDS22 Summary of Progress"


def test_the_name_of_the_inspected_body_in_large_letters_begins_the_title(finders: MetadataFinders) -> None:
    reading = written(
        [Large("London Borough of Croydon"), "Inspection of services for children", "Report published: 29 January 2018"]
    )
    assert title_of(reading, finders) == "London Borough of Croydon Inspection of services for children"


def test_the_subject_line_of_a_letter(finders: MetadataFinders) -> None:
    reading = written(
        [
            "13 June 2017",
            "Ann Vale, Director, Hounslow council",
            "Dear local partnership",
            "Joint inspection of Hounslow",
        ]
    )
    assert title_of(reading, finders) == "Joint inspection of Hounslow"


def test_a_title_printed_twice_is_given_once(finders: MetadataFinders) -> None:
    reading = written([Large("Report to prevent future deaths"), Large("REPORT TO PREVENT FUTURE DEATHS"), "CP 12"])
    assert title_of(reading, finders) == "Report to prevent future deaths"


def test_a_year_that_goes_on_with_the_line_above(finders: MetadataFinders) -> None:
    reading = written([("What three children taught us: learning summary", "2024"), "small print"])
    assert title_of(reading, finders) == "What three children taught us: learning summary 2024 small print"


def test_under_a_form_the_first_heading(finders: MetadataFinders) -> None:
    reading = written(
        ["CORONER : ANN VALE", "DECEASED : DOE, JANE"], [Told("RECORD OF INVESTIGATION INTO DEATH", kind="heading")]
    )
    assert title_of(reading, finders) == "RECORD OF INVESTIGATION INTO DEATH"


@pytest.mark.parametrize("front", [[], ["June 2024"], ["DRAFT", "v3"]])
def test_no_title(finders: MetadataFinders, front: list[str]) -> None:
    assert title_of(written(front), finders) is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Sam: a boy whose story did not add", "up"), "Sam: a boy whose story did not add up"),
        (("A review of the care of Adult", "K"), "A review of the care of Adult K"),
        (("What did we see, and why not", "NHS"), "What did we see, and why not"),  # a mark
    ],
)
def test_a_short_word_ends_the_title_that_it_stands_under(
    finders: MetadataFinders, lines: tuple[str, ...], title: str
) -> None:
    assert title_of(written([lines]), finders) == title
