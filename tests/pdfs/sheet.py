"""Pages drawn by hand with reportlab: text at a place, wrapped paragraphs, rules and boxes, measured from the top left.

Nothing is laid out by a word processor's rules here, so that each trap is in the file exactly as its maker says. The
same calls give the same bytes: no dates, no compression.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.pdfs.words import CHANGE

PLAIN, BOLD, ITALIC, BOLD_ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"
LEFT, WIDTH = 72.0, 451.0  # of the text on an A4 page
SIZE, LEADING, GAP = 11.0, 14.0, 8.0
BLACK = "#000000"
_ODD_TURNS = (90, 270)


class Sheet:
    """A PDF while it is drawn. `y` is where the next flowing text goes: its baseline, from the top of the page."""

    def __init__(self, size: tuple[float, float] = A4, locked: StandardEncryption | None = None) -> None:
        self._bytes = BytesIO()
        self.width, self.height = size
        self.canvas = Canvas(self._bytes, pagesize=size, invariant=1, pageCompression=0, encrypt=locked)
        self.y = LEFT

    def done(self) -> bytes:
        """End the last page and the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._bytes.getvalue()

    def page(self) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        self.y = LEFT

    def at(
        self, x: float, y: float, text: str, *, font: str = PLAIN, size: float = SIZE, color: str = BLACK, mode: int = 0
    ) -> float:
        """One run of text with its baseline at `y`; where it ends. Mode 2 also strokes it, mode 3 shows nothing."""
        drawn = self.canvas.beginText(x, self.height - y)
        drawn.setFont(font, size)
        drawn.setFillColor(HexColor(color))
        drawn.setTextRenderMode(mode)
        drawn.textOut(text)
        drawn.setTextRenderMode(0)
        self.canvas.drawText(drawn)
        return x + width_of(text, font, size)

    def line(self, *runs: tuple[str, str], x: float = LEFT, size: float = SIZE) -> None:
        """One line of runs in several fonts, (text, font), one touching the other."""
        for text, font in runs:
            x = self.at(x, self.y, text, font=font, size=size)
        self.y += LEADING

    def paragraph(
        self,
        text: str,
        *,
        x: float = LEFT,
        width: float | None = None,
        font: str = PLAIN,
        size: float = SIZE,
        leading: float = LEADING,
        gap: float = GAP,
    ) -> None:
        """Text wrapped to a width and followed by a gap."""
        for words in wrapped(text, width or WIDTH - (x - LEFT), font, size):
            self.at(x, self.y, words, font=font, size=size)
            self.y += leading
        self.y += gap

    def item(self, label: str, text: str, *, x: float = LEFT, hang: float = 20.0, font: str = PLAIN) -> None:
        """A list item with its label hanging to the left of its text."""
        self.at(x, self.y, label, font=font)
        self.paragraph(text, x=x + hang, font=font)

    def heading(self, text: str, *, size: float = 14.0, font: str = BOLD, x: float = LEFT) -> None:
        """A heading with space above and below."""
        self.y += 10
        self.paragraph(text, font=font, size=size, leading=1.25 * size, gap=6, x=x)

    def title(self, text: str) -> None:
        """A large title."""
        self.paragraph(text, font=BOLD, size=22, leading=27, gap=16)

    def opening(self, title: str) -> None:
        """A title and a paragraph: what stands before the first heading of most reports."""
        self.title(title)
        self.paragraph(CHANGE)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str | None = None, stroke: bool = True
    ) -> None:
        """A rectangle, its upper left corner at (x, y)."""
        if fill is not None:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.rect(x, self.height - y - height, width, height, stroke=int(stroke), fill=int(fill is not None))
        self.canvas.setFillColor(Color(0, 0, 0))

    def rule(self, x0: float, y0: float, x1: float, y1: float, thickness: float = 1.0) -> None:
        """A straight line."""
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        self.canvas.setLineWidth(1)

    def picture(self, x: float, y: float, width: float, height: float, *, grey: int = 200) -> None:
        """An image of one grey, as a scan or a photograph is placed."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = ImageReader(Image.new("L", (4, 4), grey))
        self.canvas.drawImage(image, x, self.height - y - height, width, height)

    def table(self, columns: Sequence[float], rows: Iterable[Sequence[str]], *, x: float = LEFT) -> None:
        """A ruled table from `y` on: wrapped cells, all edges drawn. A cell that begins with `*` is bold."""
        edges = [x]
        for width in columns:
            edges.append(edges[-1] + width)
        top = self.y
        for row in rows:
            cells = [_cell(text, width) for text, width in zip(row, columns, strict=True)]
            bottom = top + 8 + LEADING * max(len(lines) for _, lines in cells)
            for (font, lines), left in zip(cells, edges, strict=False):
                for index, words in enumerate(lines):
                    self.at(left + 5, top + 14 + index * LEADING, words, font=font, size=10)
            for level in (top, bottom):
                self.rule(edges[0], level, edges[-1], level)
            for edge in edges:
                self.rule(edge, top, edge, bottom)
            top = bottom
        self.y = top + 24


def _cell(text: str, width: float) -> tuple[str, list[str]]:
    font = BOLD if text.startswith("*") else PLAIN
    return font, wrapped(text.removeprefix("*"), width - 10, font, 10)


def wrapped(text: str, width: float, font: str = PLAIN, size: float = SIZE) -> list[str]:
    """The lines of a text set in a width; a line feed ends a line where it stands."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}".strip()
            if line and width_of(longer, font, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def width_of(text: str, font: str = PLAIN, size: float = SIZE) -> float:
    """The width of a text in points."""
    return float(stringWidth(text, font, size))
