"""Files that are locked, damaged, or no PDFs."""

from __future__ import annotations

from reportlab.lib.pdfencrypt import StandardEncryption
from tests.pdfs import raw
from tests.pdfs.sheet import WIDTH, Sheet, wrapped
from tests.pdfs.words import CHANGE, MEETING, OPENING


def locked_with_a_password() -> bytes:
    """A PDF that asks for a password before it opens."""
    return _locked("fernley")


def locked_against_printing() -> bytes:
    """A PDF that opens without a password and only forbids printing: it is read."""
    return _locked("")


def _locked(password: str) -> bytes:
    sheet = Sheet(locked=StandardEncryption(password, "owner", canPrint=0, strength=128))
    sheet.paragraph(OPENING)
    return sheet.done()


def web_page() -> bytes:
    """A web page saved under the name of a PDF."""
    return b"\n<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body><h1>404</h1></body></html>\n"


def word_document() -> bytes:
    """A word processor's file (a zip archive) under the name of a PDF."""
    return b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + b"\x00" * 40


def two_bytes() -> bytes:
    """A download that broke off after two bytes."""
    return b"%P"


def empty() -> bytes:
    """A download that never began."""
    return b""


def broken_off() -> bytes:
    """A download that broke off half way."""
    whole = _three_pages()
    return whole[: len(whole) // 2]


def header_only() -> bytes:
    """The first line of a PDF and then zeros."""
    return b"%PDF-1.4\n" + b"\x00" * 200


def no_pages() -> bytes:
    """A PDF without pages."""
    return raw.pdf([])


def mark_behind_junk() -> bytes:
    """A PDF with some lines of a mail header before its mark, as readers accept it."""
    return b"Content-Type: application/pdf\r\n\r\n" + _three_pages()


def damaged_page() -> bytes:
    """Three pages, the object of the second one missing: the others are read."""
    objects = raw.objects_of(_three_pages())
    del objects[9]
    return raw.written(objects)


def damaged_content() -> bytes:
    """Three pages, the content of the second one cut off in the middle of a string."""
    objects = raw.objects_of(_three_pages())
    content = objects[10].split("stream\n", 1)[1].split("\nendstream", 1)[0]
    objects[10] = raw.stream(content[: len(content) // 2])
    return raw.written(objects)


def damaged_table_of_places() -> bytes:
    """A PDF whose table of places is wrong throughout: readers look for the objects themselves."""
    whole = _three_pages()
    start = whole.index(b"xref\n0")
    return whole[:start] + whole[start:].replace(b" 00000 n", b" 00001 n").replace(b"startxref\n", b"startxref\n9")


def page_without_content() -> bytes:
    """Three pages, the second without any content stream."""
    objects = raw.objects_of(_three_pages())
    objects[9] = objects[9].replace("/Contents 10 0 R", "")
    return raw.written(objects)


def _three_pages() -> bytes:
    texts = (OPENING, MEETING, CHANGE)
    return raw.pdf([raw.lines(72, 760, wrapped(text, WIDTH)) for text in texts])
