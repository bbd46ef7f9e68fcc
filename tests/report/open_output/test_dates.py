"""Dates of births, deaths and incidents become years."""

from __future__ import annotations

import pytest
from tests.report.open_output.documents import NOBODY, record

from crossreview.report.open_output import Opener


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("born on 12 March 2021", "born on [2021]"),
        ("She died on 12/03/2021.", "She died on [2021]."),
        ("died 2021-03-12", "died [2021]"),
        ("He was killed in March 2021.", "He was killed in [2021]."),
        ("He was stabbed on the 12th of March 2019.", "He was stabbed on [2019]."),
        ("On Tuesday 12 March 2021 she was found hanging.", "On [2021] she was found hanging."),
        ("Friday, 3 March 2023: Baby P collapses.", "[2023]: Baby P collapses."),
        ("March 12, 2021 – death of Adult B", "[2021] – death of Adult B"),
        ("Date of birth: 12.03.09", "Date of birth: [2009]"),
        ("DOB 14/05/98", "DOB [1998]"),
        ("His date of birth is 3/3/2006 and hers is 14 May 2008.", "His date of birth is [2006] and hers is [2008]."),
        ("Mum gave birth on 3rd June.", "Mum gave birth on [date removed]."),
        ("the night of 12/13 March 2021, when she died", "the night of [2021], when she died"),
        ("the murder on Saturday 4th or Sunday 5th July", "the murder on [date removed]"),
        ("attacked between 30 December 2020 and 2 January 2021", "attacked between [2020 to 2021]"),
        ("The fatal collision (2 Nov 2018) was witnessed.", "The fatal collision ([2018]) was witnessed."),
        ("After the fire on 3 May 2019 they moved.", "After the fire on [2019] they moved."),
        ("The incident of March 2021 was reported.", "The incident of [2021] was reported."),
        ("He was arrested on 4 May and convicted in July 2020.",
         "He was arrested on [date removed] and convicted in [2020]."),
        ("The inquest opened on 9 June 2022.", "The inquest opened on [2022]."),
        ("14 May 2008. Child R is born.", "[2008]. Child R is born."),
        ("11 June 2021\nElsdon House. Adult B is found dead.", "11 June 2021\nElsdon House. Adult B is found dead."),
        ("11 June 2021\nAdult B is found dead.", "[2021]\nAdult B is found dead."),
        ("By March 2021 she had been hurt three times.", "By [2021] she had been hurt three times."),
        ("At a meeting on 5 May 2021 we heard that R had died on 2 May 2021.",
         "At a meeting on 5 May 2021 we heard that R had died on [2021]."),
        ("On 12 March 2021, two days before the meeting, R was killed.",
         "On [2021], two days before the meeting, R was killed."),
        ("Published: 9 August 2021. Died: 9 August 2019.", "Published: 9 August 2021. Died: [2019]."),
    ],
)  # fmt: skip
def test_dates_of_birth_death_and_incident_become_years(words: str, opened: str) -> None:
    assert NOBODY.text(words) == opened


@pytest.mark.parametrize(
    "words",
    [
        "He was born in 2009.",
        "The panel met on 12 March 2021.",
        "By 31 March 2024 learning from deaths should be shared.",
        "The action plan is due on 31 March 2024.",
        "Inspectors visited in June 2023 and found that plans were late.",
        "The report was published on 4 May 2022.",
        "The review was commissioned on 12 March 2021 following the death of Child R.",
        "In May 2023 the Board decided that the criteria were met, since he had died.",
        "The decision to hold a review was made on 8 March 2022, because she had died.",
        "The strategy meeting on 4 May 2019 considered the injury.",
        "The audit of March 2023 found that bruises had been missed.",
        "The review looked at the period from 1 January 2019 to her death.",
        "On 3 May 2019 the health visitor saw Child R.",
        "The fire service visited on 3 May 2019.",
        "a Prevention of Future Deaths report dated 9 August 2021",
        "Police recorded 41 incidents in the year to March 2024, and children were present.",
        "On 17 June 2019 an officer did not ask for a date of birth.",
        "3.2.10 Child R died. 3.2.11 Child R was found.",
        "Section 4.3.21 tells of the death.",
        "born on 31 February 2021",
        "the May 20 families; she may 2021",
    ],
)
def test_other_dates_stay(words: str) -> None:
    assert NOBODY.text(words) == words


def test_the_dates_of_the_incident_are_cut_wherever_they_stand() -> None:
    opener = Opener.of(record(incident="2020-10-12", published="2022-03"))
    assert opener.text("On 12 October 2020 a meeting was held.") == "On [2020] a meeting was held."
    assert opener.text("On 12 October a meeting was held.") == "On [date removed] a meeting was held."
    assert opener.text("Weather in October 2020") == "Weather in [2020]"
    assert opener.text("A meeting in October 2020") == "A meeting in October 2020"
    assert opener.text("On 12 October 2019 nothing was held.") == "On 12 October 2019 nothing was held."
    assert opener.text("period: 1 May 2019 to 12 October 2020") == "period: [2019 to 2020]"


def test_an_incident_of_a_month_is_in_all_its_days() -> None:
    opener = Opener.of(record(incident="2020-10"))
    assert opener.text("School was closed on 12 October 2020.") == "School was closed on [2020]."
    assert opener.text("School was closed in October 2020.") == "School was closed in [2020]."
    assert opener.text("School was closed in November 2020.") == "School was closed in November 2020."


def test_what_is_yet_to_come_is_no_incident() -> None:
    words = "From 1 May 2025 see each father before the birth."
    assert NOBODY.text(words) != words
    assert Opener.of(record(document_dated="2025-02")).text(words) == words
