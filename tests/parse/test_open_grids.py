"""Tables ruled between their rows alone, beside other rules of the same width."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crossreview.parse import TextTable, parse

LEFT, RIGHT = 180.0, 530.0
COLUMNS = (182.0, 230.0, 330.0, 450.0)
HEADS = ("No.", "Agency", "Recommendation", "By when")
ROWS = (
    ("SA1", "Water Board", "Light the landing", "May 2025"),
    ("SA2", "Ferry company", "Carry a bell", "June 2025"),
    ("SA3", "Harbour police", "Carry blankets", "July 2025"),
)


def test_numbered_text_between_two_tables_is_no_row_of_the_second(tmp_path: Path) -> None:
    """A rule ends the table above; the paragraph below it has a number in its margin, as if in a column."""
    path = tmp_path / "made.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    y = _table(canvas, 800.0, (("SA0", "Water Board", "Meet once a year", "done"),))
    for line, text in enumerate(("The agencies' own reports led to the following, which", "the Board has accepted.")):
        canvas.drawString(212.0, y - 15 - 14 * line, text)
    canvas.drawString(182.0, y - 15, "8.1")
    _table(canvas, y - 45, ROWS)
    canvas.save()
    tables = [block for block in parse(path).placed.blocks if isinstance(block, TextTable)]
    assert [tuple(cell.text for cell in row) for row in tables[-1].rows] == [HEADS, *ROWS]


def _table(canvas: Canvas, top: float, rows: tuple[tuple[str, ...], ...]) -> float:
    """Draws heads in bold and rows under them, each with a rule above; gives where its last rule is."""
    canvas.line(LEFT, top, RIGHT, top)
    y = top
    for row in (HEADS, *rows):
        canvas.setFont("Helvetica-Bold" if row is HEADS else "Helvetica", 9)
        for x, text in zip(COLUMNS, row, strict=True):
            canvas.drawString(x, y - 12, text)
        y -= 18
        canvas.line(LEFT, y, RIGHT, y)
    canvas.setFont("Helvetica", 10)
    return y
