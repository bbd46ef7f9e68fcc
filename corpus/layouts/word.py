"""Documents as Word files turned into PDF by LibreOffice, shared by the layouts that look like Word."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from builder.gold import CONTENTS_DEPTH
from builder.model import (
    Block,
    Cell,
    Container,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Runs,
    Table,
    headings,
    plain,
)
from builder.words import leading_runs_number
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .common import cover_lines, fields, rag_colour
from .docx_parts import add_bookmark, add_field, add_footnotes, add_note_call, column_count, keep_row, repeat_row, shade
from .html import column_widths
from .word_style import WordStyle

CONVERSION_SECONDS = 180
HANG = Cm(1.27)  # Word's half inch
PORTRAIT_LINE, LANDSCAPE_LINE = 85, 150  # letters on a line of table text


@dataclass
class WordWriter:
    """Writes the blocks of one document into one Word file."""

    document: Document
    style: WordStyle
    word: Any = field(init=False)
    bookmarks: int = 0

    def write(self, path: Path) -> None:
        """Write the whole file."""
        self.word = docx.Document()
        self._styles()
        self._page()
        self.cover()
        if self.document.front.contents:
            self._contents()
        self.body()
        if self.document.notes:
            notes = [(note.number, plain(note.runs)) for note in self.document.notes]
            add_footnotes(self.word, notes, self.style.font)
        properties = self.word.core_properties
        properties.title, properties.author = self.document.front.title, "Crossreview corpus"
        self.word.save(str(path))

    def body(self) -> None:
        """All blocks, one after another."""
        for block in self.document.blocks:
            self._block(self.word, block)

    def room(self, place: Any) -> int:  # noqa: ARG002  (layouts that set text in cells need to know where)
        """How wide a table may be."""
        section = self.word.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)

    # page, styles, furniture

    def _styles(self) -> None:
        normal = self.word.styles["Normal"]
        self._font(normal.font, self.style.size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), self.style.font)
        normal.paragraph_format.space_after = Pt(self.style.space_after)
        normal.paragraph_format.line_spacing = self.style.line_spacing
        for level in range(1, 5):
            self._heading_style(level)
        for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
            self.word.styles[name].paragraph_format.space_after = Pt(self.style.space_after * 0.5)

    def _heading_style(self, level: int) -> None:
        style = self.word.styles[f"Heading {level}"]
        self._font(style.font, self.style.heading_sizes[level - 1])
        style.element.rPr.rFonts.attrib.clear()
        self._font(style.font, self.style.heading_sizes[level - 1])
        style.font.bold = True
        style.font.italic = level in self.style.italic_levels
        style.font.color.rgb = RGBColor.from_string(self.style.heading_colours[level - 1])
        style.paragraph_format.space_before = Pt(16 if level == 1 else 11)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True

    def _font(self, font: Any, size: float) -> None:
        font.name = self.style.font
        font.size = Pt(size)

    def _page(self) -> None:
        section, front = self.word.sections[0], self.document.front
        width, height = Cm(21.0), Cm(29.7)
        if self.style.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = height, width
        section.page_width, section.page_height = width, height
        section.top_margin = section.bottom_margin = Cm(self.style.margins[0])
        section.left_margin = section.right_margin = Cm(self.style.margins[1])
        section.header_distance = section.footer_distance = Cm(1.25)
        section.different_first_page_header_footer = front.contents
        self._furniture(section.header, front.header, False)
        self._furniture(section.footer, front.footer, True)
        if front.header_even is not None or front.footer_even is not None:
            self.word.settings.odd_and_even_pages_header_footer = True
            self._furniture(
                section.even_page_header, front.header if front.header_even is None else front.header_even, False
            )
            self._furniture(
                section.even_page_footer, front.footer if front.footer_even is None else front.footer_even, True
            )

    def _furniture(self, place: Any, text: str, is_footer: bool) -> None:
        paragraph = place.paragraphs[0]
        right = is_footer and self.style.footer_right
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER
        for part, is_field in fields(text):
            if is_field:
                add_field(paragraph, "PAGE" if part == "page" else "NUMPAGES")
            else:
                paragraph.add_run(part)
        for run in paragraph.runs:
            run.font.size = Pt(self.style.furniture_size)

    def cover(self) -> None:
        """A page of its own before a contents page; else a block at the head of the first page."""
        own_page = self.document.front.contents
        for number, line in enumerate(cover_lines(self.document)):
            paragraph = self.word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if own_page else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.space_before = Pt(150 if own_page and number == 0 else 0)
            paragraph.paragraph_format.space_after = Pt(24 if own_page else 4)
            run = paragraph.add_run(line.text)
            run.bold = line.is_title or number == 0
            large = self.style.title_size if own_page else self.style.title_size * 0.85
            run.font.size = Pt(large if line.is_title else self.style.size + (3 if own_page else 1))
            if line.is_title:
                run.font.color.rgb = RGBColor.from_string(self.style.title_colour)
        if own_page:
            self.word.add_page_break()
        else:
            paragraph.paragraph_format.space_after = Pt(14)

    def _contents(self) -> None:
        title = self.word.add_paragraph()
        run = title.add_run("Contents")
        run.bold, run.font.size = True, Pt(self.style.heading_sizes[0])
        run.font.color.rgb = RGBColor.from_string(self.style.heading_colours[0])
        section = self.word.sections[0]
        edge = section.page_width - section.left_margin - section.right_margin
        for heading in headings(self.document, CONTENTS_DEPTH):
            entry = self.word.add_paragraph()
            entry.paragraph_format.left_indent = Cm(0.6) * (heading.level - 1)
            entry.paragraph_format.space_after = Pt(4)
            entry.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            entry.add_run(f"{plain(heading.runs)}\t")
            add_field(entry, f"PAGEREF _Toc{heading.line} \\h")
        self.word.add_page_break()

    # blocks

    def _block(self, place: Any, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(place, block)
        elif isinstance(block, Paragraph):
            self._paragraph(place, block.runs)
        elif isinstance(block, ListBlock):
            for item in block.items:
                self._list_item(place, item)
        elif isinstance(block, Table):
            self._table(place, block)
        elif isinstance(block, Container):
            self._container(place, block)

    def _heading(self, place: Any, block: Heading) -> None:
        paragraph = place.add_paragraph(style=f"Heading {block.level}")
        number, rest = heading_number(block.runs)
        if number and place is self.word:
            paragraph.paragraph_format.left_indent = HANG
            paragraph.paragraph_format.first_line_indent = -HANG
            paragraph.add_run(f"{number}\t")
        self._runs(paragraph, rest if number and place is self.word else block.runs, styled=True)
        self.bookmarks += 1
        add_bookmark(paragraph, f"_Toc{block.line}", self.bookmarks)

    def _paragraph(self, place: Any, runs: Runs) -> Any:
        paragraph = place.add_paragraph()
        number, rest = leading_runs_number(runs)
        if number is not None:
            paragraph.paragraph_format.left_indent = HANG
            paragraph.paragraph_format.first_line_indent = -HANG
            paragraph.add_run(f"{number}\t")
        if self.style.justified:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self._runs(paragraph, rest)
        return paragraph

    def _list_item(self, place: Any, item: ListItem) -> None:
        if item.marker:
            paragraph = place.add_paragraph()
            paragraph.paragraph_format.left_indent = HANG * (item.depth + 1)
            paragraph.paragraph_format.first_line_indent = -HANG
            paragraph.paragraph_format.tab_stops.add_tab_stop(HANG * (item.depth + 1))
            paragraph.add_run(f"{item.marker}\t")
        else:
            name = "List Bullet" if item.depth == 0 else f"List Bullet {min(item.depth + 1, 3)}"
            paragraph = place.add_paragraph(style=name)
        first = item.blocks[0]
        if isinstance(first, Paragraph):
            self._runs(paragraph, first.runs)
        for block in item.blocks[1 if isinstance(first, Paragraph) else 0 :]:
            self._inner(place, block, item.depth)

    def _inner(self, place: Any, block: Block, depth: int) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(place, block.runs).paragraph_format.left_indent = HANG * (depth + 1)
        else:
            self._block(place, block)

    def _container(self, place: Any, block: Container) -> None:
        if block.kind in ("box", "panel"):
            self._boxed(place, block)
            return
        if block.title:
            self._paragraph(place, block.title)
        if block.kind == "columns" and place is self.word:
            self._columns(block)
        else:
            before = len(place.paragraphs)
            for inner in block.blocks:
                self._block(place, inner)
            for paragraph in place.paragraphs[before:]:
                self._dress(paragraph, block)

    def _dress(self, paragraph: Any, block: Container) -> None:
        if block.kind == "quote":
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = HANG
            for run in paragraph.runs:
                run.italic = True
        elif block.kind == "signoff":
            paragraph.paragraph_format.space_before = Pt(12)
            paragraph.paragraph_format.keep_together = True

    def _columns(self, block: Container) -> None:
        column_count(self.word.add_section(WD_SECTION.CONTINUOUS), 2)
        for inner in block.blocks:
            self._block(self.word, inner)
        column_count(self.word.add_section(WD_SECTION.CONTINUOUS), 1)

    def _boxed(self, place: Any, block: Container) -> None:
        table = self._new_table(place, 2 if block.title and block.kind == "panel" else 1, 1)
        cell = table.rows[-1].cells[0]
        shade(cell, self.style.box)
        if block.title:
            top = table.rows[0].cells[0]
            if block.kind == "panel":
                shade(top, self.style.accent)
            self._title(top, block)
        for inner in block.blocks:
            self._block(cell, inner)
        for each in {id(row.cells[0]): row.cells[0] for row in table.rows}.values():
            _drop_empty_first(each)
        self._gap(place)

    def _title(self, cell: Any, block: Container) -> None:
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._runs(paragraph, block.title)
        if block.kind == "panel":
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor(255, 255, 255)

    def _new_table(self, place: Any, rows: int, columns: int) -> Any:
        table = place.add_table(rows, columns)
        table.style = self.word.styles["Table Grid"]
        return table

    def _gap(self, place: Any) -> None:
        paragraph = place.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = Pt(6)

    def _table(self, place: Any, block: Table) -> None:
        rows = [row for row in (block.header, *block.rows) if row]
        widths = column_widths(block, LANDSCAPE_LINE if self.style.landscape else PORTRAIT_LINE)
        table = self._new_table(place, len(rows), len(widths))
        table.autofit = False
        total = self.room(place)
        for grid, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            grid.set(qn("w:w"), str(int(total * width / 100 / 635)))
        for index, row in enumerate(rows):
            is_header = index == 0 and bool(block.header)
            keep_row(table.rows[index])
            if is_header:
                repeat_row(table.rows[index])
            for cell, made, width in zip(row, table.rows[index].cells, widths, strict=False):
                made.width = int(total * width / 100)
                self._cell(made, cell, is_header)
        self._gap(place)

    def _cell(self, made: Any, cell: Cell, is_header: bool) -> None:
        paragraph = made.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        self._runs(paragraph, cell.runs)
        colour = self.style.table_header if is_header else rag_colour(plain(cell.runs))
        if colour:
            shade(made, colour)
        for run in paragraph.runs:
            run.font.size = Pt(self.style.table_size)
            if is_header:
                run.bold = True
                run.font.color.rgb = RGBColor.from_string(self.style.table_header_text)

    def _runs(self, paragraph: Any, runs: Runs, styled: bool = False) -> None:
        for run in runs:
            if run.note is not None:
                add_note_call(paragraph, run.note)
                continue
            made = paragraph.add_run(run.text)
            if not styled:
                made.bold = run.bold or None
            made.italic = run.italic or None
            if run.link:
                made.font.underline, made.font.color.rgb = True, RGBColor(5, 99, 193)


def heading_number(runs: Runs) -> tuple[str | None, Runs]:
    """A heading's number, and the rest of it."""
    match = re.match(r"^(\d{1,2}(?:\.\d{1,3})*\.?)\s+(?=\S)", runs[0].text) if runs else None
    if match is None or (match[1].isdigit() and not runs[0].text[match.end()].isupper()):
        return None, runs
    return match[1], (Run(runs[0].text[match.end() :], runs[0].bold, runs[0].italic), *runs[1:])


def _drop_empty_first(cell: Any) -> None:
    """Cells are born with an empty paragraph; drop it when something follows, and leave some air at the top."""
    first = cell.paragraphs[0]
    if not first.text and len(cell.paragraphs) > 1:
        first._p.getparent().remove(first._p)
    cell.paragraphs[0].paragraph_format.space_before = Pt(5)


def render_word(document: Document, path: Path, style: WordStyle) -> None:
    """Write a Word file, let LibreOffice make the PDF, and take out what differs from run to run."""
    render_writer(WordWriter(document, style), path)


def render_writer(writer: WordWriter, path: Path) -> None:
    """The same with a writer that is made already."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{writer.document.id}.docx"
        writer.write(source)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=CONVERSION_SECONDS)
        path.write_bytes(_steady(source.with_suffix(".pdf").read_bytes()))


def _steady(pdf: bytes) -> bytes:
    """Replace times and identifiers by others of the same length, so that offsets in the file stay true."""
    pdf = re.sub(
        rb"(?<=Date\(D:)\d{14}(?:[+-]\d\d'\d\d'|Z)?", lambda m: (b"20240101000000" + b"+00'00'")[: len(m[0])], pdf
    )
    pdf = re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32, pdf)
    return re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, pdf)
