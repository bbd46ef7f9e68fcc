"""Lines and words made by hand, for tests that need no PDF."""

from __future__ import annotations

from crossreview.parse.lines import Line
from crossreview.parse.styles import Style
from crossreview.parse.words import Word

PLAIN = Style("Helvetica", 11.0, bold=False, italic=False, color=0, visible=True, turn=0)
_CHAR = 5.5  # width of a character


def line(text: str, *, page: int = 1, baseline: float = 100.0, x0: float = 72.0, region: int = 0) -> Line:
    """A line of plain text of 11 points."""
    return Line(
        page=page,
        region=region,
        text=text,
        x0=x0,
        top=baseline - 9,
        x1=x0 + _CHAR * len(text),
        bottom=baseline + 2,
        baseline=baseline,
        font="Helvetica",
        size=11.0,
        bold=False,
        italic=False,
        color=0,
        lead=0,
        text_x=x0,
        gap=3.0,
        marks=(),
    )


def word(text: str, x0: float, baseline: float, *, width: float | None = None, style: Style = PLAIN) -> Word:
    """A word at a place."""
    x1 = x0 + (_CHAR * len(text) if width is None else width)
    return Word(text, x0, baseline - 0.8 * style.size, x1, baseline + 0.2 * style.size, baseline, style)
