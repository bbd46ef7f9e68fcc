"""Words to lines: blanks where the page has them, marks apart, repairs that change no letters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parse.lines import PLAIN, word

from crossreview.parse.lines import Run, joined_text, line_of, merged, repaired, runs_of
from crossreview.parse.words import Word

BOLD = replace(PLAIN, font="Helvetica-Bold", bold=True)
RAISED = replace(PLAIN, size=6.5)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("children ' s", "children's"),
        ("children ’s", "children’s"),
        ("the o\ufb03ce", "the office"),
        ("safe\u00adguarding", "safeguarding"),
        ("no\u00a0break", "no break"),
        ("decision - making", "decision-making"),
        ("‘The plan’ was made", "‘The plan’ was made"),
        ("the parents' plan", "the parents' plan"),
        ("2015 - 2018", "2015 - 2018"),
        ("Mr A - a father", "Mr A - a father"),
        ("the visit was late - the third that month", "the visit was late - the third that month"),
        ("doc\u200btor", "doctor"),
    ],
)
def test_repairs(text: str, kept: str) -> None:
    assert repaired(text) == kept


def test_words_that_touch_are_one_word() -> None:
    parts = (word("c", 72, 100), word("hild", 72 + 5.5, 100))
    assert joined_text(parts) == "child"


def test_a_narrow_blank_divides_words() -> None:
    parts = (word("the", 72, 100), word("child", 72 + 16.5 + 2.2, 100))
    assert joined_text(parts) == "the child"


def test_a_column_gap_divides_runs() -> None:
    left, right = word("left", 72, 100), word("right", 300, 100)
    assert [run.words for run in runs_of([left, right])] == [(left,), (right,)]


def test_a_new_baseline_divides_runs() -> None:
    upper, lower = word("upper", 72, 100), word("lower", 102, 114)
    assert [run.words for run in runs_of([upper, lower])] == [(upper,), (lower,)]


def test_a_raised_figure_is_a_mark() -> None:
    run = Run((word("guidance", 72, 100), word("12", 116, 96, style=RAISED, width=7)))
    line = line_of(run, 1, 0)
    assert (line.text, line.marks) == ("guidance", ("12",))


def test_a_raised_word_is_no_mark() -> None:
    run = Run((word("guidance", 72, 100), word("th", 116, 96, style=RAISED, width=7)))
    assert line_of(run, 1, 0).text == "guidanceth"


def test_small_figures_on_the_baseline_are_no_marks() -> None:
    run = Run((word("guidance", 72, 100), word("12", 119, 100, style=RAISED, width=7)))
    assert line_of(run, 1, 0).text == "guidance 12"


def test_bold_words_at_the_beginning_are_counted() -> None:
    run = Run((word("Finding", 72, 100, style=BOLD), word("1:", 114, 100, style=BOLD), word("the", 128, 100)))
    line = line_of(run, 1, 0)
    assert line.lead == len("Finding 1:")
    assert not line.bold


def test_figures_do_not_make_a_bold_line_light() -> None:
    run = Run((word("1.", 72, 100), word("Introduction", 92, 100, style=BOLD)))
    assert line_of(run, 1, 0).bold


texts = st.text(alphabet="abcdefgXYZ,.", min_size=1, max_size=9)


@st.composite
def words_in_order(draw: st.DrawFn) -> list[Word]:
    """Words of several lines, with blanks of all widths between them."""
    made: list[Word] = []
    x, baseline = 72.0, 100.0
    for text in draw(st.lists(texts, min_size=1, max_size=12)):
        style = draw(st.sampled_from((PLAIN, BOLD)))
        made.append(word(text, x, baseline, style=style))
        x = made[-1].x1 + draw(st.sampled_from((0.0, 0.6, 3.0, 9.0, 40.0)))
        if draw(st.booleans()) and x > 300:
            x, baseline = 72.0, baseline + 14
    return made


@given(words_in_order())
def test_no_word_is_lost_between_words_and_runs(words: list[Word]) -> None:
    assert [part for run in runs_of(words) for part in run.words] == words


@given(words_in_order())
def test_a_run_stands_on_one_baseline_and_goes_to_the_right(words: list[Word]) -> None:
    for run in runs_of(words):
        assert len({part.baseline for part in run.words}) == 1
        assert [part.x0 for part in run.words] == sorted(part.x0 for part in run.words)


@given(words_in_order())
def test_a_line_has_the_letters_of_its_words(words: list[Word]) -> None:
    for run in runs_of(words):
        line = line_of(run, 1, 0)
        assert line.text.replace(" ", "") == "".join(part.text for part in run.words)
        assert line.text == line.text.strip()
        assert line.x0 <= line.text_x <= line.x1
        assert 0 <= line.lead <= len(line.text)


@given(words_in_order())
def test_parts_of_one_line_merge_from_left_to_right(words: list[Word]) -> None:
    level = [part._replace(baseline=100.0) for part in words]
    run = merged([Run((part,)) for part in reversed(level)])
    assert sorted(run.words, key=lambda part: part.x0) == list(run.words)
    assert len(run.words) == len(words)
