"""Small PDFs of asks and of what looks like them: a title and the parts of a page, set as word processors do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.doctemplate import BaseDocTemplate

MARGIN = 2.5 * cm
WIDTH = A4[0] - 2 * MARGIN
REPORT = "Wendmere Safeguarding Children Partnership<br/>Local Child Safeguarding Practice Review: Child Q"
PROGRESS = "Wendmere Safeguarding Children Partnership<br/>Child Q: Summary of Progress"
RESPONSE = "Government response to the review of Child Q"
PLAN = "Wendmere Safeguarding Children Partnership<br/>Child Q: Action Plan"

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8, alignment=TA_LEFT)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=10, leading=12, spaceAfter=0)
_SIZES = (20, 15, 12)  # title, heading, heading below it

OPENING = (
    "This paper was written for people who work with families in the market towns along the river, and for those who "
    "plan the services that they use. It tells of one winter and of the spring after it, when the water stood high "
    "and the ferry could not cross. Most of the families that it speaks of have lived by the river for longer than "
    "anybody can remember, and some of them came with the boats when the first bridge was built. They were asked "
    "what they would like others to know, and their words are in this paper."
)


def make(path: Path, *parts: Flowable, title: str = REPORT) -> Path:
    """A PDF with a title, an opening paragraph, the parts, and page numbers at the foot."""
    opening = (Paragraph(title, _style(0)), paragraph(OPENING))
    template = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN
    )
    template.build([*opening, *parts], onFirstPage=_page_number, onLaterPages=_page_number)
    return path


def heading(text: str, level: int = 1) -> Flowable:
    """A bold heading, larger than the body."""
    return Paragraph(f"<b>{text}</b>", _style(level))


def paragraph(text: str, *, bold: bool = False) -> Flowable:
    """A paragraph."""
    return Paragraph(f"<b>{text}</b>" if bold else text, _BODY)


def item(label: str, text: str, depth: int = 0, *, bold: bool = False) -> Flowable:
    """A list item with a hanging label: a bullet, a dash, or a number."""
    left = 28 * depth
    hang = 18 if len(label) < 4 else 36
    style = ParagraphStyle("item", parent=_BODY, leftIndent=left + hang, bulletIndent=left, spaceAfter=6)
    return Paragraph(f"<b>{text}</b>" if bold else text, style, bulletText=label)


def bullets(*texts: str, label: str = "•", depth: int = 0) -> tuple[Flowable, ...]:
    """A list with bullets."""
    return tuple(item(label, text, depth) for text in texts)


def numbered(*texts: str, first: int = 1, form: str = "{}.") -> tuple[Flowable, ...]:
    """A numbered list."""
    return tuple(item(form.format(number), text) for number, text in enumerate(texts, start=first))


def box(*texts: str | Flowable) -> Flowable:
    """A box drawn around paragraphs."""
    inside = [[Paragraph(text, _BODY) if isinstance(text, str) else text for text in texts]]
    return Table([inside], colWidths=[WIDTH], style=[("BOX", (0, 0), (-1, -1), 1, "black")], spaceAfter=10)


def table(*rows: Sequence[str], widths: Sequence[float]) -> Flowable:
    """A ruled table; widths are shares of the page width. The first row is its head."""
    cells = [[Paragraph(text, _CELL) for text in row] for row in rows]
    columns = [share * WIDTH for share in widths]
    return Table(cells, colWidths=columns, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")], spaceAfter=10)


def space(points: float) -> Flowable:
    """Blank space, to bring what follows to the foot of a page."""
    return Spacer(1, points)


def new_page() -> Flowable:
    """The end of a page."""
    return PageBreak()


def _style(level: int) -> ParagraphStyle:
    size = _SIZES[level]
    return ParagraphStyle(f"heading{level}", parent=_BODY, fontSize=size, leading=1.2 * size, spaceBefore=10)


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(A4[0] / 2, 1.2 * cm, f"Page {document.page}")
