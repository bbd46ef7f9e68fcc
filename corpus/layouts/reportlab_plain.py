"""A plain report made with ReportLab: wide sans, headings bold at body size, "P a g e" letter-spaced at the foot."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from builder.gold import CONTENTS_DEPTH
from builder.model import Block, Container, Document, Heading, ListBlock, ListItem, Paragraph, Run, Runs, Table, plain
from builder.words import leading_runs_number
from reportlab.lib import colors  # type: ignore[import-untyped,unused-ignore]
from reportlab.lib.enums import TA_LEFT  # type: ignore[import-untyped,unused-ignore]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped,unused-ignore]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped,unused-ignore]
from reportlab.lib.units import mm  # type: ignore[import-untyped,unused-ignore]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped,unused-ignore]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped,unused-ignore]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]
from reportlab.platypus import (  # type: ignore[import-untyped,unused-ignore]
    BalancedColumns,
    BaseDocTemplate,
    Frame,
    HRFlowable,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Words
from reportlab.platypus import Table as Grid
from reportlab.platypus.tableofcontents import TableOfContents  # type: ignore[import-untyped,unused-ignore]

from .common import cover_lines, filled, head_and_foot, rag_colour
from .html import column_widths

FONTS = Path("/usr/share/fonts/truetype/dejavu")
FACES = {
    "Plain": "DejaVuSans",
    "Plain-B": "DejaVuSans-Bold",
    "Plain-I": "DejaVuSans-Oblique",
    "Plain-BI": "DejaVuSans-BoldOblique",
}
MARGIN = 25 * mm
WIDTH = A4[0] - 2 * MARGIN
SIZE = 9.8
LETTER_SPACE = 2.6  # points between the letters of "Page", as one Word footer from its gallery has it
HANG = 12 * mm


def render(document: Document, path: Path) -> None:
    """Set the document with ReportLab; `invariant` makes the file the same each time."""
    _register_fonts()
    template = _Template(str(path), document)
    story = [*_cover(document), *_contents(document), *_story(document.blocks, WIDTH), *_end_notes(document)]
    template.multiBuild(story, canvasmaker=_canvas_for(document))


def _register_fonts() -> None:
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{file}.ttf"))
    pdfmetrics.registerFontFamily("Plain", normal="Plain", bold="Plain-B", italic="Plain-I", boldItalic="Plain-BI")


def _style(**changes: Any) -> Any:
    base = {
        "fontName": "Plain",
        "fontSize": SIZE,
        "leading": SIZE * 1.42,
        "spaceAfter": 7,
        "alignment": TA_LEFT,
        "bulletFontName": "Plain",
    }
    return ParagraphStyle("s", **{**base, **changes})


class _Template(BaseDocTemplate):  # type: ignore[misc,unused-ignore]
    """One frame a page; tells the contents page where headings come to stand."""

    def __init__(self, path: str, document: Document) -> None:
        super().__init__(path, pagesize=A4, title=document.front.title, author="Crossreview corpus", invariant=1)
        frame = Frame(MARGIN, 24 * mm, WIDTH, A4[1] - 48 * mm, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame]))

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802  (ReportLab's name)
        """Report a heading to the contents page."""
        level = getattr(flowable, "contents_level", None)
        if level is not None:
            self.notify("TOCEntry", (level - 1, escape(flowable.contents_text), self.page))


def _canvas_for(document: Document) -> type:
    """A canvas that draws furniture at the end, when it knows how many pages there are."""

    class NumberedCanvas(Canvas):  # type: ignore[misc,unused-ignore]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "initialFontName": "Plain"})
            self.states: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
            self.states.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            states = self.states
            for number, state in enumerate(states, start=1):
                self.__dict__.update(state)
                if number > 1 or not document.front.contents:
                    _draw_furniture(self, document, number, len(states))
                super().showPage()
            super().save()

    return NumberedCanvas


def _draw_furniture(canvas: Any, document: Document, number: int, pages: int) -> None:
    header, footer = head_and_foot(document.front, number)
    canvas.saveState()
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.setFont("Plain", 8)
    canvas.drawString(MARGIN, A4[1] - 15 * mm, filled(header, number, pages))
    before, page_word, after = footer.partition("Page {page}")
    after = filled(f" {{page}}{after}", number, pages) if page_word else ""
    canvas.setStrokeColor(colors.HexColor("#bbbbbb"))
    canvas.line(MARGIN, 18 * mm, A4[0] - MARGIN, 18 * mm)
    text = canvas.beginText(MARGIN, 13 * mm)
    text.textOut(filled(before, number, pages))
    if page_word:
        text.setCharSpace(LETTER_SPACE)
        text.textOut("Page")
        text.setCharSpace(0)
        text.textOut(after)
    canvas.drawText(text)
    canvas.restoreState()


def _cover(document: Document) -> list[Any]:
    own_page = document.front.contents
    made: list[Any] = [Spacer(1, 45 * mm if own_page else 0)]
    for line in cover_lines(document):
        size = (22 if own_page else 15) if line.is_title else 12
        style = _style(fontSize=size, leading=size * 1.3, spaceAfter=14 if own_page else 5)
        made.append(Words(f"<b>{escape(line.text)}</b>" if line.is_title else escape(line.text), style))
    return [*made, PageBreak() if own_page else HRFlowable(width="100%", spaceBefore=6, spaceAfter=12)]


def _contents(document: Document) -> list[Any]:
    if not document.front.contents:
        return []
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [_style(leftIndent=10 * mm * level, spaceAfter=3) for level in range(CONTENTS_DEPTH)]
    return [Words("<b>CONTENTS</b>", _style(spaceAfter=12)), contents, PageBreak()]


def _end_notes(document: Document) -> list[Any]:
    """ReportLab has no footnotes: they stand at the end."""
    small = _style(fontSize=8, leading=11, spaceAfter=3)
    notes = [Words(f"<super>{note.number}</super> {_markup(note.runs)}", small) for note in document.notes]
    return [HRFlowable(width="35%", hAlign="LEFT", spaceBefore=14, spaceAfter=6), *notes] if notes else []


def _story(blocks: tuple[Block, ...], width: float) -> list[Any]:
    return [each for block in blocks for each in _flowables(block, width)]


def _flowables(block: Block, width: float) -> list[Any]:
    if isinstance(block, Heading):
        return [_heading(block)]
    if isinstance(block, Paragraph):
        number, rest = leading_runs_number(block.runs)
        return [_hung(number, rest, HANG) if number else Words(_markup(block.runs), _style())]
    if isinstance(block, ListBlock):
        return [each for item in block.items for each in _list_item(item, width)]
    if isinstance(block, ListItem):
        return _list_item(block, width)
    if isinstance(block, Table):
        return [_table(block, width), Spacer(1, 9)]
    return _container(block, width)


def _heading(block: Heading) -> Any:
    size = SIZE + (1.4 if block.level == 1 else 0)
    style = _style(
        fontSize=size, leading=size * 1.3, spaceBefore=12 if block.level < 3 else 7, spaceAfter=6, keepWithNext=1
    )
    text = _markup(block.runs)
    made = Words(f"<b>{text}</b>" if block.level < 4 else f"<i>{text}</i>", style)
    if block.level <= CONTENTS_DEPTH and not block.optional:
        made.contents_level, made.contents_text = block.level, plain(block.runs)
    return made


def _hung(mark: str, runs: Runs, indent: float, start: float = 0) -> Any:
    return Words(_markup(runs), _style(leftIndent=indent, bulletIndent=start, bulletFontSize=SIZE), bulletText=mark)


def _list_item(item: ListItem, width: float) -> list[Any]:
    start = 5 * mm + 7 * mm * item.depth
    first = item.blocks[0]
    made: list[Any] = []
    if isinstance(first, Paragraph):
        made.append(_hung(item.marker or "•", first.runs, start + (9 * mm if item.marker else 6 * mm), start))
    for block in item.blocks[1 if made else 0 :]:
        if isinstance(block, Paragraph):
            made.append(Words(_markup(block.runs), _style(leftIndent=start + 6 * mm)))
        else:
            made.extend(_flowables(block, width))
    return made


def _table(table: Table, width: float) -> Any:
    small = _style(fontSize=8.2, leading=10.8, spaceAfter=0)
    rows = [[Words(f"<b>{_markup(cell.runs)}</b>", small) for cell in table.header]] if table.header else []
    style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if table.header:
        style.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dddddd")))
    for row in table.rows:
        for column, cell in enumerate(row):
            colour = rag_colour(plain(cell.runs))
            if colour:
                style.append(("BACKGROUND", (column, len(rows)), (column, len(rows)), colors.HexColor(f"#{colour}")))
        rows.append([Words(_markup(cell.runs), small) for cell in row])
    widths = [width * share / 100 for share in column_widths(table, 90)]
    return Grid(rows, colWidths=widths, style=style, repeatRows=1 if table.header else 0)


def _container(block: Container, width: float) -> list[Any]:
    title = [Words(f"<b>{_markup(block.title)}</b>", _style(keepWithNext=1))] if block.title else []
    inside = title + _story(block.blocks, width - (16 if block.kind in ("box", "panel") else 0))
    if block.kind in ("box", "panel"):
        look = [
            ("BOX", (0, 0), (-1, -1), 0.8, colors.black),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ]
        return [Grid([[inside]], colWidths=[width], style=look, splitInRow=1), Spacer(1, 9)]
    if block.kind == "columns":
        return [BalancedColumns(inside, nCols=2)]
    if block.kind == "signoff":
        return [Spacer(1, 14), *inside]
    if block.kind == "quote":
        for words in (each for each in inside if isinstance(each, Words)):
            words.style = words.style.clone("q", leftIndent=HANG, rightIndent=HANG, fontName="Plain-I")
    return inside


def _markup(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.note is not None:
        return f"<super>{run.note}</super>"
    text = escape(run.text, quote=False).replace("\n", "<br/>")
    if run.link:
        text = f'<a href="{escape(run.link)}" color="#1d4f91">{text}</a>'
    text = f"<i>{text}</i>" if run.italic else text
    return f"<b>{text}</b>" if run.bold else text
