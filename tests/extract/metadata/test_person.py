"""Age band, gender and ethnicity: what a plain statement says, and nothing besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.metadata.written import Told, words_of, written

from crossreview.extract.metadata.ages import find_age_band
from crossreview.extract.metadata.identity import find_ethnicity, find_gender


def band_of(*paragraphs: str, subject: str = "Margaret") -> str | None:
    found = find_age_band(written([], [Told(text, "background") for text in paragraphs]), subject)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Margaret was 68.", "65-79"),
        ("Margaret, who was 36 and lived alone, had a garden.", "25-44"),
        ("Margaret died in hospital. He was two years and nine months old.", "1-5"),
        ("Margaret was seven weeks old when she died.", "under 1"),
        ("Margaret, a 14-week-old baby, died.", "under 1"),
        ("Margaret was 13 months old.", "1-5"),
        ("Margaret, aged 2 and a half, had two brothers.", "1-5"),
        ("Margaret was fifteen when he was stabbed.", "11-15"),
        ("Margaret took her own life six weeks before her eighteenth birthday.", "16-17"),
        ("Margaret, 79, came to the town as a young woman.", "65-79"),
        ("Margaret was in his eighties.", "80+"),
        ("Margaret was in her mid-thirties.", "25-44"),
        ("Margaret was in her sixties.", None),  # 60 to 64 or 65 to 69
        ("Margaret is fond of her aunt, a woman aged 40.", None),
        ("Margaret’s mother was 24.", None),
        ("Her mother was 24.", None),
        ("Margaret lived with her mother, who was 24.", None),
        ("Margaret was in care.", None),
    ],
)
def test_the_band_of_the_subject(text: str, band: str | None) -> None:
    assert band_of(text) == band


def test_the_letter_stands_for_a_coded_name() -> None:
    assert band_of("The crew found R, who was nine, upstairs.", subject="Child R") == "6-10"


def test_without_a_subject_there_is_no_age() -> None:
    assert find_age_band(written([], ["He was nine years old."]), None) is None


@given(st.integers(1, 110))
def test_every_age_has_one_band_that_holds_it(years: int) -> None:
    band = band_of(f"Margaret was {years} years old.")
    assert band is not None
    lower, _, upper = band.partition("-")
    if band == "80+":
        assert years >= 80
    else:
        assert int(lower) <= years <= int(upper)


@pytest.mark.parametrize(
    ("text", "gender", "ethnicity"),
    [
        ("Gender: Female. Ethnicity: White British", "female", "White British"),
        ("The subject was a White British woman.", "female", "White British"),
        ("Margaret was Black African.", None, "Black African"),
        ("Ethnicity: not stated", None, None),
        ("Margaret’s partner was a White Irish man.", None, None),
        ("All members of the family are White British.", None, None),
        ("She spoke Welsh at home. Her daughter wept.", None, None),
        ("Her father is from Poland.", None, None),
    ],
)
def test_gender_and_ethnicity_only_where_stated(text: str, gender: str | None, ethnicity: str | None) -> None:
    reading = written([], [Told(text, "family_composition")])
    found_gender, found_ethnicity = find_gender(reading, "Margaret"), find_ethnicity(reading, "Margaret")
    assert (found_gender.value if found_gender else None) == gender
    assert (found_ethnicity.value if found_ethnicity else None) == ethnicity
    if found_ethnicity is not None:
        assert words_of(reading, found_ethnicity) == ethnicity
