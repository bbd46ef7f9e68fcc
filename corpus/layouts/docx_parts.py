"""Pieces of WordprocessingML that python-docx has no words for: fields, bookmarks, footnotes, shading."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

NOTE_HALF_POINTS = 17
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def element(tag: str, **attributes: str) -> Any:
    """An XML element such as `w:shd` with `w:` attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Any, instruction: str) -> None:
    """A field such as PAGE; LibreOffice fills it in."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "":
            made = element("w:instrText")
            made.set(qn("xml:space"), "preserve")
            made.text = f" {text} "
            run._r.append(made)
        elif kind == "text":
            run.text = text
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A bookmark around a whole paragraph."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    position = 0 if properties is None else list(paragraph._p).index(properties) + 1
    paragraph._p.insert(position, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def shade(cell: Any, colour: str) -> None:
    """The background of a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def repeat_row(row: Any) -> None:
    """Repeat a row at the head of each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))


def keep_row(row: Any) -> None:
    """Do not let a row break over pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))


def column_count(section: Any, count: int) -> None:
    """Set the columns of a section."""
    for old in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:cols", num=str(count), space="480"))


def add_note_call(paragraph: Any, number: int) -> None:
    """The raised number that calls a footnote."""
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(element("w:footnoteReference", id=str(number)))


def add_footnotes(word: WordDocument, notes: list[tuple[int, str]], font: str) -> None:
    """The part that holds the footnotes."""
    rules = _rule(-1, "separator") + _rule(0, "continuationSeparator")
    body = "".join(_note(number, text, font) for number, text in notes)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{rules}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode("utf-8"), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _rule(number: int, kind: str) -> str:
    return f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'


def _note(number: int, text: str, font: str) -> str:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    size = f'<w:sz w:val="{NOTE_HALF_POINTS}"/>'
    call = f'<w:r><w:rPr>{look}<w:vertAlign w:val="superscript"/>{size}</w:rPr><w:footnoteRef/></w:r>'
    words = f'<w:r><w:rPr>{look}{size}</w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
    spacing = '<w:pPr><w:spacing w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>'
    return f'<w:footnote w:id="{number}"><w:p>{spacing}{call}{words}</w:p></w:footnote>'
