"""Exact ages become bands."""

from __future__ import annotations

import pytest
from tests.report.open_output.documents import NOBODY


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("She was 14 when she was excluded.", "She was [aged 11-15] when she was excluded."),
        ("Child Q, aged 14, lived with an aunt.", "Child Q, [aged 11-15], lived with an aunt."),
        ("Aged 17, he is found miles away.", "[aged 16-17], he is found miles away."),
        ("The 14-year-old was known to them.", "The [aged 11-15] was known to them."),
        ("a fourteen year old boy", "a [aged 11-15] boy"),
        ("He was 14 years old.", "He was [aged 11-15]."),
        ("He was fourteen years of age.", "He was [aged 11-15]."),
        ("At the age of 14 she left.", "At the age of [11-15] she left."),
        ("Baby P died at the age of five months.", "Baby P died at the age of [under 1]."),
        ("diagnosed at age five", "diagnosed at age [1-5]"),
        ("Age: 14", "Age: [11-15]"),
        ("Age at death: 41.", "Age at death: [25-44]."),
        ("her four-month-old son", "her [aged under 1] son"),
        ("The twins were three months old.", "The twins were [aged under 1]."),
        ("He was two years and nine months old.", "He was [aged 1-5]."),
        ("She was two and a half.", "She was [aged 1-5]."),
        ("The baby was injured at 15 weeks.", "The baby was injured at [aged under 1]."),
        ("Head injury at seven weeks, caused by his father", "Head injury at [aged under 1], caused by his father"),
        ("Child R (14) and his sister (9) were in.", "Child R [aged 11-15] and his sister [aged 6-10] were in."),
        ("Mr B (aged 52) drank.", "Mr B ([aged 45-64]) drank."),
        ("His mother, 41, and her partner, 78,", "His mother, [aged 25-44], and her partner, [aged 65-79],"),
        ("her daughters, aged 9, 7 and 2", "her daughters, [aged 6-10], [aged 6-10] and [aged 1-5]"),
        ("The brothers were twelve and ten when", "The brothers were [aged 11-15] and [aged 6-10] when"),
        ("her six- and eight-year-old sons", "her [aged 6-10] and [aged 6-10] sons"),
        ("the ages of 14 and 12", "the ages of [11-15] and [aged 11-15]"),
        ("two days after his eighteenth birthday", "two days after his [aged 18-24] birthday"),
        ("by her daughter’s first birthday", "by her daughter’s [aged 1-5] birthday"),
        ("on her 16th birthday", "on her [aged 16-17] birthday"),
        ("Her brother, who was then fourteen, came.", "Her brother, who was then [aged 11-15], came."),
        ("Mr K, then 31, moved in.", "Mr K, then [aged 25-44], moved in."),
        ("Two 15-year-olds were arrested.", "Two [aged 11-15] were arrested."),
        ("a girl of 15, a boy of sixteen", "a girl of [11-15], a boy of [16-17]"),
        ("He lived there until the age of seven.", "He lived there until the age of [6-10]."),
        ("Mrs T was 82 and frail.", "Mrs T was [aged 80+] and frail."),
        ("She left school at sixteen and sewed.", "She left school at [aged 16-17] and sewed."),
        ("At seventeen he was arrested.", "At [aged 16-17] he was arrested."),
        ("When he was eighteen I rang.", "When he was [aged 18-24] I rang."),
        ("He turned 18 in June.", "He turned [aged 18-24] in June."),
        ("Sibling 1\n8\nat home", "Sibling 1\n[aged 6-10]\nat home"),
    ],
)  # fmt: skip
def test_exact_ages_become_bands(words: str, opened: str) -> None:
    assert NOBODY.text(words) == opened


@pytest.mark.parametrize(
    "words",
    [
        "He had been in care for 14 years.",
        "The team must answer within 14 days.",
        "This was 14 years ago, and again 14 years later.",
        "The 0-19 service is offered to under 18s and to adults over 65.",
        "young people of age 16-17",
        "children aged 5 to 11 and adults aged 65 and over",
        "anyone aged 16 or over, or aged 18+",
        "children under the age of five, and under five years old",
        "Support goes on until the age of 25.",
        "Between the ages of five and seven she was seen often.",
        "a scheme for 16-year-olds, and for sixteen and seventeen year olds",
        "in her early forties",
        "Knowing who the children are\n4\nSeeing children",
        "until the child’s first birthday",
        "The policy was six years old.",
        "a six-year-old policy on missed appointments",
        "bruises that were three days old",
        "Mother booked at 15 weeks.",
        "She was 30 weeks pregnant.",
        "The twins were born at 33 weeks.",
        "The home closed at six weeks’ notice.",
        "The plan should be looked at again at six months.",
        "He was 20 minutes late.",
        "They were three in number.",
        "There were 14 referrals, and the wait was 14 weeks.",
        "Attendance was 71 per cent.",
        "section 44 (4) of the Act, Finding (3) and Recommendation (14)",
        "She came at ten past six, at ten o’clock and at three in the morning.",
        "In 2018 such children were 1 in 90.",
        "a mother of two and a father of three",
        "Two of the six were seen. One was not. He was one of them.",
    ],
)
def test_what_is_no_age_of_anybody_stays(words: str) -> None:
    assert NOBODY.text(words) == words
