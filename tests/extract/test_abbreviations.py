from __future__ import annotations

import pytest
from tests.themes.places import Pages

from crossreview.extract.abbreviations import definitions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the use of elective home education (EHE) grew", {"EHE": "elective home education"}),
        ("a multi-agency safeguarding hub (MASH)", {"MASH": "multi-agency safeguarding hub"}),
        ("children who Did Not Attend (‘DNA’)", {"DNA": "Did Not Attend"}),
        ("a child in need of protection (CIN)", {"CIN": "child in need of protection"}),
        ("the review was long (see Part 2)", {}),
        ("she went home (LADO)", {}),
        ("(EHE)", {}),
    ],
)
def test_brackets_after_a_long_form(text: str, expected: dict[str, str]) -> None:
    assert definitions(text, ()) == expected


def test_a_glossary_defines_line_by_line() -> None:
    pages = Pages(
        "Glossary",
        "EHE – Elective home education",
        "DNA: Deoxyribonucleic acid",
        "MARAC Multi Agency Risk Assessment Conference",
        "Words that are no entry",
    )
    assert definitions(pages.text, (pages.section("Glossary", role="glossary"),)) == {
        "EHE": "Elective home education",
        "DNA": "Deoxyribonucleic acid",
        "MARAC": "Multi Agency Risk Assessment Conference",
    }


def test_the_first_definition_counts_and_the_glossary_before_the_text() -> None:
    pages = Pages("Glossary", "ICO – Information Commissioner's Office", "an interim care order (ICO)")
    assert definitions(pages.text, (pages.section("Glossary", role="glossary"),))["ICO"].startswith("Information")
    assert definitions(pages.text, ())["ICO"] == "interim care order"
