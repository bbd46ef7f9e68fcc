from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossreview.extract.metadata.dates import PrintedDate, find_dates

days = st.dates(date(1990, 1, 1), date(2049, 12, 31))


def found(text: str) -> list[tuple[str, str | None]]:
    return [(printed.first, printed.last) for printed in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("13 June 2017", "2017-06-13"),
        ("13th June 2017", "2017-06-13"),
        ("the 2nd of April 2022", "2022-04-02"),
        ("June 2017", "2017-06"),
        ("JUNE 2017", "2017-06"),
        ("20.4.2023", "2023-04-20"),
        ("20.4. 2023", "2023-04-20"),
        ("18.3.22", "2022-03-18"),
        ("20/04/2023", "2023-04-20"),
        ("2023-04-20", "2023-04-20"),
        ("Friday 18 April 2023", "2023-04-18"),
        ("March 13, 2008", "2008-03-13"),
        ("Sept 2016", "2016-09"),
        ("3 Feb. 2021", "2021-02-03"),
    ],
)
def test_forms_of_one_date(text: str, first: str) -> None:
    assert found(f"On {text} it rained.") == [(first, None)]


@pytest.mark.parametrize(
    ("text", "first", "last", "shared"),
    [
        ("2 and 3 May 2016", "2016-05-02", "2016-05-03", "2016-05"),
        ("13 to 24 March 2023", "2023-03-13", "2023-03-24", "2023-03"),
        ("28 - 30 MARCH 2023", "2023-03-28", "2023-03-30", "2023-03"),
        ("14 September to 8 October 2015", "2015-09-14", "2015-10-08", "2015"),
        ("January to September 2009", "2009-01", "2009-09", "2009"),
    ],
)
def test_ranges_in_one_phrase(text: str, first: str, last: str, shared: str) -> None:
    (printed,) = find_dates(text)
    assert (printed.first, printed.last, printed.shared) == (first, last, shared)


def test_two_whole_dates_are_two() -> None:
    assert found("17 March 2018 to 5 May 2018") == [("2018-03-17", None), ("2018-05-05", None)]


@pytest.mark.parametrize(
    "text",
    [
        "in the summer of 2021",
        "on 14 February",
        "they may 2019 times",
        "31 February 2019",
        "paragraph 4.13.2",
        "1.2.2023.4",
        "section 3.14.15",
        "Working Together 2018",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_nothing_is_shared_by_a_range_over_two_years() -> None:
    assert PrintedDate(0, 1, "2019-12-30", "2020-01-04").shared is None


@given(days)
def test_a_date_printed_is_the_date_read(day: date) -> None:
    for form in ("%d %B %Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y"):
        text = f"It was {day.strftime(form)}."
        (printed,) = find_dates(text)
        assert printed.first == day.isoformat()
        assert text[printed.start : printed.end] == day.strftime(form)


@given(days)
def test_a_month_is_never_more_exact_than_printed(day: date) -> None:
    assert found(f"in {day.strftime('%B %Y')}") == [(day.isoformat()[:7], None)]
