"""A briefing as a Word document, in styles that its reader can change: no format stands on a single word."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from crossreview.errors import MissingExtra
from crossreview.report.briefing import Briefing
from crossreview.report.outline import Grid, Heading, Part, Quotation, Sources, Statement, outline, title_of

if TYPE_CHECKING:
    from docx.document import Document

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_FONT: Final = "Arial"
_GREY: Final = "505A5F"
_SIZE: Final = 11  # points
_INDENT: Final = 14.0  # points


def as_docx(briefing: Briefing) -> bytes:
    """The briefing as the bytes of a .docx file. Raises MissingExtra where python-docx is not installed."""
    try:
        import docx  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MissingExtra(
            "Word documents need python-docx.", remedy="Install it: pip install 'crossreview[report]'."
        ) from None
    document = docx.Document()
    _set_up(document, title_of(briefing))
    document.add_heading(_clean(title_of(briefing)), level=0)
    for part in outline(briefing):
        _write(document, part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document, title: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

    document.core_properties.title = _clean(title)
    document.core_properties.author = "Crossreview"
    document.core_properties.language = "en-GB"
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
    styles: Any = document.styles
    for name in ("Normal", "Title", "Heading 1", "List Bullet", "List Number", "Quote"):
        font = styles[name].font
        font.name = _FONT
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    styles["Normal"].font.size = Pt(_SIZE)
    language = styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB"})
    styles["Normal"].element.get_or_add_rPr().append(language)
    styles["Title"].font.size = Pt(22)
    styles["Heading 1"].font.size = Pt(14)
    for name in ("Title", "Heading 1"):
        styles[name].font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    styles["Quote"].font.italic = False
    styles["Quote"].font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
    styles["Quote"].paragraph_format.left_indent = Pt(_INDENT)
    styles["Quote"].paragraph_format.space_after = Pt(3)
    facts = styles.add_style("Facts", WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = styles["Normal"]
    facts.font.size = Pt(_SIZE - 1)
    facts.font.color.rgb = RGBColor.from_string(_GREY)
    facts.paragraph_format.left_indent = Pt(_INDENT)
    facts.paragraph_format.space_after = Pt(9)
    source = styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
    source.base_style = styles["Normal"]
    source.paragraph_format.space_after = Pt(3)
    update = styles.add_style("Update", WD_STYLE_TYPE.PARAGRAPH)
    update.base_style = styles["Normal"]
    update.paragraph_format.left_indent = Pt(2 * _INDENT)
    update.paragraph_format.space_after = Pt(6)
    citation = styles.add_style("Citation", WD_STYLE_TYPE.CHARACTER)
    citation.font.color.rgb = RGBColor.from_string(_GREY)


def _write(document: Document, part: Part) -> None:
    match part:
        case Heading(text):
            document.add_heading(_clean(text), level=1)
        case Statement(text):
            document.add_paragraph(_clean(text))
        case Quotation():
            _write_quotation(document, part)
        case Grid(header, rows):
            _write_grid(document, header, rows)
        case Sources(lines):
            for number, text in lines:
                document.add_paragraph(_clean(f"[{number}]  {text}"), style="Source")


def _write_quotation(document: Document, quotation: Quotation) -> None:
    quoted = document.add_paragraph(style="Quote")
    quoted.add_run(f"“{_clean(quotation.text)}” ")
    quoted.add_run(_clean(quotation.citation), style="Citation")
    if quotation.known:
        document.add_paragraph(_clean(quotation.known), style="Facts")
    for update in quotation.updates:
        paragraph = document.add_paragraph(style="Update")
        paragraph.add_run(_clean(f"{', '.join(update.facts)}: “{update.text}” "))
        paragraph.add_run(_clean(update.citation), style="Citation")


def _write_grid(document: Document, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(header), style="Light Grid Accent 1")
    for row in (header, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    from docx.oxml import OxmlElement  # noqa: PLC0415

    # The first row is a header: repeated over pages, and told to screen readers.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
