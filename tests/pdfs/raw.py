"""PDFs written object by object, for what no library would write: odd character codes, boxes, and damage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_A4 = "[0 0 595 842]"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding{unicode} >>"
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Own def
1 begincodespacerange
<00> <FF>
endcodespacerange
{count} beginbfchar
{pairs}
endbfchar
endcmap
end
end"""


def pdf(pages: Sequence[str], *, entries: str = f"/MediaBox {_A4}", codes: Mapping[str, str] | None = None) -> bytes:
    """A PDF with one content stream a page, fonts /F1 (Helvetica), /F2 (bold), /F3 (Helvetica, odd codes).

    `entries` go into every page; `codes` says what the characters of /F3 mean where not themselves: its letters are
    drawn as Helvetica draws them, and the text layer says something else.
    """
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        3: _FONT.format(name="Helvetica", unicode=""),
        4: _FONT.format(name="Helvetica-Bold", unicode=""),
        5: _FONT.format(name="Helvetica", unicode=" /ToUnicode 6 0 R"),
        6: stream(_to_unicode(codes or {})),
    }
    kids: list[str] = []
    for index, content in enumerate(pages):
        number = 7 + 2 * index
        kids.append(f"{number} 0 R")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R {entries} /Contents {number + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
        )
        objects[number + 1] = stream(content)
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    return written(objects)


def stream(content: str) -> str:
    """A stream object."""
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def written(objects: Mapping[int, str]) -> bytes:
    """Objects by number as a file with its table of places; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        state = "n" if number in places else "f"
        out += f"{places.get(number, 0):010d} 00000 {state} \n".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def text(x: float, y: float, words: str, *, font: str = "F1", size: float = 11) -> str:
    """Words with their baseline at (x, y) from the lower left of the page's own coordinates."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({escaped}) Tj ET"


def lines(x: float, y: float, texts: Sequence[str], *, font: str = "F1", leading: float = 14) -> str:
    """Lines one under the other."""
    return "\n".join(text(x, y - index * leading, words, font=font) for index, words in enumerate(texts))


def _to_unicode(codes: Mapping[str, str]) -> str:
    meanings = {chr(code): chr(code) for code in range(32, 127)} | dict(codes)
    pairs = [f"<{ord(char):02X}> <{_hex(meaning)}>" for char, meaning in meanings.items()]
    return _CMAP.format(count=len(pairs), pairs="\n".join(pairs))


def _hex(meaning: str) -> str:
    return meaning.encode("utf-16-be").hex().upper()


def objects_of(whole: bytes) -> dict[int, str]:
    """The objects of a file that `written` made, so that one can be changed or left out."""
    found: dict[int, str] = {}
    for part in whole.decode("latin-1").split("\nendobj\n")[:-1]:
        head, body = part.rsplit(" 0 obj\n", 1)
        found[int(head.split()[-1])] = body
    return found
