from __future__ import annotations

from tests.evaluate.records import gold, record, section

from crossreview.evaluate import Score
from crossreview.evaluate.headings import measure_headings, measure_section_roles

HEADINGS = [
    {"page": 1, "level": 1, "number": "1.", "text": "Introduction"},
    {"page": 1, "level": 2, "number": "1.1", "text": "Who was involved"},
    {"page": 2, "level": 1, "number": None, "text": "Findings"},
]


def test_all_found() -> None:
    about = gold(headings=HEADINGS)
    sections = [
        section(1, 1, "Introduction", "1."),
        section(1, 2, "Who was involved"),
        section(2, 1, "FINDINGS"),
    ]
    measured = measure_headings(about, record(about, sections=sections))
    assert measured.scores == {"headings": Score(3, 3, 3), "parents": Score(3, 3, 3)}
    assert measured.cases == ()


def test_wrong_level_hangs_under_the_wrong_parent() -> None:
    about = gold(headings=HEADINGS)
    sections = [section(1, 1, "Introduction"), section(1, 1, "Who was involved"), section(2, 2, "Findings")]
    assert measure_headings(about, record(about, sections=sections)).scores["parents"] == Score(3, 3, 1)


def test_wrong_page_is_missed_and_invented() -> None:
    about = gold(headings=HEADINGS[2:])
    measured = measure_headings(about, record(about, sections=[section(1, 1, "Findings")]))
    assert measured.scores["headings"] == Score(1, 1, 0)
    assert [(case.verdict, case.page) for case in measured.cases] == [("missed", 2), ("invented", 1)]


def test_title_and_doubtful_headings_are_neither_right_nor_wrong() -> None:
    about = gold(title="Child A", headings=[{"page": 1, "level": 2, "text": "Case study", "optional": True}])
    sections = [section(1, 1, "Child A"), section(1, 1, "Contents"), section(1, 2, "Case study")]
    assert measure_headings(about, record(about, sections=sections)).scores["headings"] == Score()


def test_section_roles() -> None:
    about = gold(
        sections=[
            {"page": 1, "heading": "Background", "number": "2.", "role": "background"},
            {"page": 2, "heading": "What to do", "role": "recommendations"},
            {"page": 3, "heading": "Not found", "role": "appendix"},
        ]
    )
    sections = [section(1, 1, "Background", "2.", role="background"), section(2, 1, "What to do", role=None)]
    measured = measure_section_roles(about, record(about, sections=sections))
    assert measured.scores == {"section_roles": Score(gold=2, found=1, right=1)}
