"""A form: the whole report in a table of two columns, the number at the left and the text at the right."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.model import Block, Container, Document, Heading, Paragraph, Runs
from builder.words import leading_runs_number
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .common import cover_lines
from .docx_parts import shade
from .word import WordWriter, heading_number, render_writer
from .word_style import WordStyle

STYLE = WordStyle(
    font="Liberation Serif",
    size=11,
    heading_sizes=(11, 11, 11, 11),
    italic_levels=(3,),
    title_size=14,
    space_after=6,
    line_spacing=1.1,
    table_size=9.5,
    margins=(2.2, 2.2),
)
NUMBER_WIDTH = Cm(1.7)


@dataclass
class FormWriter(WordWriter):
    """Opens a row for each numbered paragraph and each heading; what is not numbered goes on in the row above."""

    frame: Any = field(init=False, default=None)
    cell: Any = field(init=False, default=None)
    only_headings: bool = field(init=False, default=False)  # nothing but headings stands in `cell` yet

    def body(self) -> None:
        """The frame and all blocks in it."""
        if self.document.front.contents:
            self._frame()
        for block in self.document.blocks:
            self._place(block)

    def room(self, place: Any) -> int:
        """How wide a table may be."""
        whole = super().room(place)
        return whole if place is self.word else whole - NUMBER_WIDTH - Cm(0.6)

    def cover(self) -> None:
        """The title block in the first row, over both columns; a page of its own before a contents page."""
        if self.document.front.contents:
            super().cover()
            return
        self._frame()
        top = self.frame.add_row()
        merged = top.cells[0].merge(top.cells[1])
        shade(merged, self.style.table_header)
        for number, line in enumerate(cover_lines(self.document)):
            paragraph = merged.paragraphs[0] if number == 0 else merged.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(3)
            run = paragraph.add_run(line.text)
            run.bold = line.is_title
            run.font.size = Pt(self.style.title_size if line.is_title else self.style.size)

    def _frame(self) -> None:
        whole = WordWriter.room(self, self.word)
        self.frame = self.word.add_table(0, 2)
        self.frame.style = self.word.styles["Table Grid"]
        self.frame.autofit = False
        widths = (int(NUMBER_WIDTH), int(whole - NUMBER_WIDTH))
        for grid, width in zip(self.frame._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            grid.set(qn("w:w"), str(width // 635))

    def _place(self, block: Block) -> None:
        if isinstance(block, Container) and block.kind == "item" and not block.title:
            for inner in block.blocks:
                self._place(inner)
        elif isinstance(block, Heading):
            number, rest = heading_number(block.runs)
            first = number is not None or not self.only_headings
            if first:
                self._row(number)
            self._heading(self.cell, Heading(block.level, rest, block.line))
            if first:
                self.cell.paragraphs[0].paragraph_format.space_before = Pt(0)
            self.only_headings = True
        elif isinstance(block, Paragraph):
            self._numbered(block.runs)
        else:
            if self.cell is None:
                self._row(None)
            self._block(self.cell, block)
            self.only_headings = False

    def _numbered(self, runs: Runs) -> None:
        number, rest = leading_runs_number(runs)
        if number or self.cell is None:
            self._row(number)
        self._paragraph(self.cell, rest)
        self.only_headings = False

    def _row(self, number: str | None) -> None:
        """A new row; paragraphs of its text are added to `cell`, whose first empty one is dropped."""
        row = self.frame.add_row()
        row.cells[0].width, row.cells[1].width = NUMBER_WIDTH, int(WordWriter.room(self, self.word) - NUMBER_WIDTH)
        row.cells[0].paragraphs[0].add_run(number or "")
        self.cell = row.cells[1]
        self.cell._tc.remove(self.cell.paragraphs[0]._p)
        self.only_headings = False


def render(document: Document, path: Path) -> None:
    """Set the document with Word's habits and LibreOffice."""
    render_writer(FormWriter(document, STYLE), path)
