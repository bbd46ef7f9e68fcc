"""PDFs made to exhaust whoever reads them: each function writes one, as large as it is asked to.

Nothing of this is kept as a file; the tests write what they read.
"""

from __future__ import annotations

import zlib

from tests.pdfs.raw import text, written

WORDS = "The partnership should look at this again."
AFTERWARDS = "And then once more."
SENTENCE = text(72, 700, WORDS)

_A4 = "[0 0 595 842]"
_HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
# Numbers of the objects that every document here has.
_CATALOG, _PAGES, _FONT, _FREE = 1, 2, 3, 4


class Sheets:
    """A document under construction: objects by number, the catalogue and the font among them."""

    def __init__(self, *, catalog: str = "") -> None:
        self.objects = {_CATALOG: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", _FONT: _HELVETICA}
        self.kids: list[int] = []
        self._next = _FREE

    def add(self, body: str = "") -> int:
        """An object; its body may be given later."""
        number = self._next
        self._next += 1
        self.objects[number] = body
        return number

    def page(
        self,
        content: str = SENTENCE,
        *,
        entries: str = f"/MediaBox {_A4}",
        resources: str = "",
        fonts: str = "",
        parent: int = _PAGES,
    ) -> int:
        """A page with its content, which is a stream already, or is made one."""
        contents = self.add(content if content.startswith("<<") else plain(content))
        page = self.add(
            f"<< /Type /Page /Parent {parent} 0 R {entries} /Contents {contents} 0 R"
            f" /Resources << /Font << /F1 {_FONT} 0 R {fonts} >> {resources} >> >>"
        )
        self.kids.append(page)
        return page

    def written(self, pages: str | None = None) -> bytes:
        """The file; `pages` is the root of the page tree where it is no plain one."""
        self.objects[_PAGES] = pages or f"<< /Type /Pages /Kids [{_references(self.kids)}] /Count {len(self.kids)} >>"
        return written(self.objects)


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def plain(content: str, entries: str = "") -> str:
    """A stream as it is."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def packed(unit: bytes, count: int, *, times: int = 1, entries: str = "") -> str:
    """A stream of `unit` again and again, deflated `times` times, without ever holding all of it."""
    packer = zlib.compressobj(9)
    piece = unit * 4096
    whole, rest = divmod(count, 4096)
    data = b"".join([*(packer.compress(piece) for _ in range(whole)), packer.compress(unit * rest), packer.flush()])
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    filters = "/FlateDecode " * times
    return f"<< /Length {len(data)} /Filter [{filters}] {entries} >>\nstream\n{data.decode('latin-1')}\nendstream"


def one_page(content: str = SENTENCE, *, entries: str = f"/MediaBox {_A4}", resources: str = "") -> bytes:
    """A document of one page."""
    sheets = Sheets()
    sheets.page(content, entries=entries, resources=resources)
    return sheets.written()


def between_pages(content: str) -> bytes:
    """A document of three pages, the second with this content."""
    sheets = Sheets()
    for each in (SENTENCE, content, text(72, 650, AFTERWARDS)):
        sheets.page(each)
    return sheets.written()


def _scattered(count: int) -> str:
    """Text objects of one letter each, all over the page."""
    shown = (f"1 0 0 1 {n * 7 % 590} {n * 13 % 840} Tm (a) Tj" for n in range(count))
    return "BT /F1 2 Tf\n" + "\n".join(shown) + "\nET"


# ---- pages -----------------------------------------------------------------------------------------------------------


def deep_page_tree(depth: int) -> bytes:
    """Nodes of the page tree, each with one child, the page at the end."""
    sheets = Sheets()
    nodes = [sheets.add() for _ in range(depth)]
    page = sheets.page(parent=nodes[-1])
    for parent, node, child in zip([_PAGES, *nodes], nodes, [*nodes[1:], page], strict=False):
        sheets.objects[node] = f"<< /Type /Pages /Parent {parent} 0 R /Kids [{child} 0 R] /Count 1 >>"
    return sheets.written(f"<< /Type /Pages /Kids [{nodes[0]} 0 R] /Count 1 >>")


def page_tree_in_itself(count: int) -> bytes:
    """A page tree that is its own child, beside a page, and says that it holds `count` pages."""
    sheets = Sheets()
    page = sheets.page()
    return sheets.written(f"<< /Type /Pages /Kids [2 0 R {page} 0 R 2 0 R] /Count {count} >>")


def page_tree_of_tens(levels: int) -> bytes:
    """Nodes whose ten children are one and the same node: 10 to the power of `levels` pages in a few objects."""
    sheets = Sheets()
    node = sheets.page()
    for level in range(1, levels):
        node = sheets.add(f"<< /Type /Pages /Kids [{f'{node} 0 R ' * 10}] /Count {10**level} >>")
    return sheets.written(f"<< /Type /Pages /Kids [{f'{node} 0 R ' * 10}] /Count {10**levels} >>")


def false_count(count: int) -> bytes:
    """One page, and a page tree that says there are `count`."""
    sheets = Sheets()
    page = sheets.page()
    return sheets.written(f"<< /Type /Pages /Kids [{page} 0 R] /Count {count} >>")


def empty_pages(count: int) -> bytes:
    """Pages with nothing on them."""
    sheets = Sheets()
    sheets.kids = [sheets.add(f"<< /Type /Page /Parent 2 0 R /MediaBox {_A4} >>") for _ in range(count)]
    return sheets.written()


def page_in_itself() -> bytes:
    """A page that is its own parent, from which it has the size."""
    sheets = Sheets()
    sheets.page(entries="", parent=_FREE + 1)
    return sheets.written()


def page_of_size(box: str, entries: str = "") -> bytes:
    """A page of an odd size, with words on it."""
    return one_page(entries=f"/MediaBox [{box}] {entries}")


# ---- what is drawn on a page -----------------------------------------------------------------------------------------


def paths(count: int) -> str:
    """Short strokes all over a page (the content of one, as of all functions here that give back text)."""
    strokes = (f"{n * 7 % 595} {n * 13 % 842} m {n * 7 % 595 + 3} {n * 13 % 842 + 5} l S" for n in range(count))
    return SENTENCE + "\n" + "\n".join(strokes)


def tiny_texts(count: int) -> str:
    """Words of one letter all over a page."""
    return _scattered(count)


def areas_under_words(count: int, words: int) -> str:
    """Areas as large as the page painted over one another, then words on them."""
    areas = "\n".join(f"0.{n % 9 + 1} g 0 0 {500 + n % 90} 842 re f" for n in range(count))
    return f"q {areas} Q\n{_scattered(words)}"


def areas_over_words(count: int, words: int) -> str:
    """Words, and over them areas with a hole in which they can be seen."""
    return _scattered(words) + "\n" + "0 0 595 842 re 1 1 593 840 re f*\n" * count


def outlines_of_many_corners(count: int, corners: int, words: int) -> str:
    """Areas each with an outline of many corners, and words on them."""
    outline = "0 0 m " + " ".join(f"{595 if n % 2 else 590} {n * 842 / corners:.1f} l" for n in range(corners)) + " f"
    return f"0.9 g\n{' '.join([outline] * count)}\n0 g\n{_scattered(words)}"


def areas_without_end(count: int, scale: str) -> str:
    """Areas that reach beyond every page."""
    return f"q {scale} 0 0 {scale} 0 0 cm 0.9 g {'-100 -100 300 300 re f ' * count} Q {SENTENCE}"


def clips(depth: int, count: int) -> str:
    """Clips within clips, and many areas cut by all of them."""
    return "q " + "0 0 590 840 re W n\n" * depth + "0.9 g " + "10 10 500 700 re f\n" * count + "Q " + SENTENCE


def shadings(count: int) -> bytes:
    """Colours that run into one another, painted again and again."""
    resources = (
        "/Shading << /S1 << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 0]"
        " /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0.9] /C1 [1] >> >> >>"
    )
    return one_page(SENTENCE + "\n" + "/S1 sh\n" * count, resources=resources)


def grid(rows: int, columns: int) -> str:
    """Rules that cross, with words among them."""
    level = (f"20 {20 + 800 * n / rows:.2f} m 575 {20 + 800 * n / rows:.2f} l S" for n in range(rows + 1))
    upright = (f"{20 + 555 * n / columns:.2f} 20 m {20 + 555 * n / columns:.2f} 820 l S" for n in range(columns + 1))
    return "\n".join([*level, *upright, SENTENCE, _scattered(200)])


def saved_states(depth: int) -> str:
    """States saved one within the other."""
    return "q\n" * depth + SENTENCE + "\n" + "Q\n" * depth


def brackets(depth: int) -> str:
    """Arrays within arrays in the content of a page."""
    return "[" * depth + "]" * depth + " TJ\n" + SENTENCE


def dictionaries(depth: int) -> bytes:
    """Dictionaries within dictionaries in the entries of a page."""
    return one_page(entries=f"/MediaBox {_A4} /Nested {'<< /A ' * depth}0{' >>' * depth}")


def huge_numbers() -> str:
    """Places, sizes and widths far beyond what can be drawn."""
    big = "1" + "0" * 37
    return (
        f"q {big} w 0 0 m {big} {big} l S 0 0 {big} {big} re W n -{big} -{big} {big}{big} {big} re f\n"
        f"BT /F1 {big} Tf (far) Tj 1 0 0 1 {big} {big} Tm (away) Tj ET\n"
        f"{big}{big} 0 0 {big}{big} 0 0 cm BT /F1 1 Tf (beyond) Tj ET\n"
        f"BT /F1 1 Tf {'9' * 400} 0 0 1 0 0 Tm (all) Tj ET Q\n{SENTENCE}"
    )


# ---- text ------------------------------------------------------------------------------------------------------------


def one_string(count: int, glyphs: str = "a", *, width: float = 0.001) -> str:
    """One string of the same letters again and again, so narrow (`width`, of a hundred) that it stands on the page."""
    return f"{SENTENCE} BT /F1 1 Tf {width:g} Tz 20 600 Td ({glyphs * (count // len(glyphs))}) Tj ET"


def lines_without_blanks(count: int, length: int) -> str:
    """Lines of one letter, all on the page."""
    rows = count // length
    shown = (f"1 0 0 1 20 {820 - 800 * n / rows:.3f} Tm ({'a' * length}) Tj" for n in range(rows))
    return "BT /F1 2 Tf 50 Tz\n" + "\n".join(shown) + "\nET"


def lines_of_signs(rows: int, length: int, signs: str) -> str:
    """Lines of signs without a blank, so narrow that they stand on the page."""
    shown = (f"1 0 0 1 20 {820 - 800 * n / rows:.3f} Tm ({signs * (length // len(signs))}) Tj" for n in range(rows))
    return f"{SENTENCE} BT /F1 1 Tf 0.4 Tz\n" + "\n".join(shown) + "\nET"


def columns_of_words(columns: int, rows: int) -> str:
    """Words of a tiny font far apart, in columns."""
    shown = (
        f"1 0 0 1 {20 + 555 * x / columns:.2f} {20 + 800 * y / rows:.2f} Tm (word{x}) Tj"
        for y in range(rows)
        for x in range(columns)
    )
    return "BT /F1 1 Tf\n" + "\n".join(shown) + "\nET"


def to_unicode(mapping: str) -> bytes:
    """A font whose codes mean what `mapping` (operators of a CMap) says, with words in it."""
    sheets = Sheets()
    cmap = sheets.add(
        plain(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def\n"
            f"1 begincodespacerange <00> <FF> endcodespacerange\n{mapping}\nendcmap end end"
        )
    )
    font = sheets.add(f"{_HELVETICA[:-2]} /ToUnicode {cmap} 0 R >>")
    sheets.page(SENTENCE.replace("/F1", "/F2"), fonts=f"/F2 {font} 0 R")
    return sheets.written()


def long_meanings(length: int) -> bytes:
    """Codes that each mean thousands of characters."""
    return to_unicode("\n".join(f"1 beginbfchar <{code:02X}> <{'0061' * length}> endbfchar" for code in range(32, 127)))


def wide_ranges() -> bytes:
    """Ranges of codes from the first to the last, and back."""
    return to_unicode(
        "2 beginbfrange <00000000> <FFFFFFFF> <0041> <00> <FFFFFFFE> <D800> endbfrange\n"
        "1 beginbfrange <FF> <00> [<0041>] endbfrange /Own usecmap"
    )


def font_in_itself() -> bytes:
    """A font whose letters are drawn by writing with it."""
    sheets = Sheets()
    font = sheets.add()
    letter = sheets.add(plain("1000 0 0 0 750 750 d1 BT /T 1 Tf (aa) Tj ET"))
    sheets.objects[font] = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /CharProcs << /a {letter} 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97"
        f" /Widths [1000] /Resources << /Font << /T {font} 0 R >> >> >>"
    )
    sheets.page(f"{SENTENCE} BT /T 20 Tf 72 600 Td (aaaa) Tj ET", fonts=f"/T {font} 0 R")
    return sheets.written()


# ---- streams and objects ---------------------------------------------------------------------------------------------


def content_of(size: int, unit: bytes, *, times: int = 1) -> bytes:
    """A page with a content of `size` bytes, `unit` again and again, packed `times` times."""
    return one_page(packed(unit, size // len(unit), times=times))


def many_filters(count: int) -> bytes:
    """A content packed a great many times, which makes it no smaller."""
    return one_page(packed(SENTENCE.encode(), 1, times=count))


def contents_repeated(size: int, count: int) -> bytes:
    """A page whose contents are one stream, named again and again."""
    sheets = Sheets()
    contents = sheets.add(packed(b"q 1 0 0 1 0 0 cm Q ", size // 19))
    page = sheets.add(f"<< /Type /Page /Parent 2 0 R /MediaBox {_A4} /Contents [{f'{contents} 0 R ' * count}] >>")
    sheets.kids.append(page)
    return sheets.written()


def objects(count: int) -> bytes:
    """Objects that nothing refers to, beside a page."""
    sheets = Sheets()
    sheets.page()
    for number in range(count):
        sheets.add(f"<< /Number {number} /Next {number} 0 R >>")
    return sheets.written()


def image(width: int, height: int, *, pixels: int | None = None, placed: str = "595 0 0 842 0 0") -> bytes:
    """A picture of many pixels (or that says so) in a few bytes, placed over words, with more words on it."""
    sheets = Sheets()
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    picture = sheets.add(packed(b"\xff", width * height if pixels is None else pixels, entries=entries))
    content = f"{SENTENCE}\nq {placed} cm /I1 Do Q\n{text(72, 650, AFTERWARDS)}"
    sheets.page(content, resources=f"/XObject << /I1 {picture} 0 R >>")
    return sheets.written()


# ---- forms, notes, bookmarks, locks ----------------------------------------------------------------------------------


def _form(content: str, resources: str = "") -> str:
    return plain(
        content,
        f"/Type /XObject /Subtype /Form /BBox {_A4} /Resources << /Font << /F1 {_FONT} 0 R >> {resources} >>",
    )


def form_in_itself() -> bytes:
    """Two forms, each of which draws the other one twice."""
    sheets = Sheets()
    first, second = sheets.add(), sheets.add()
    for own, other in ((first, second), (second, first)):
        sheets.objects[own] = _form(f"{SENTENCE} /X Do /X Do", f"/XObject << /X {other} 0 R >>")
    sheets.page(f"{SENTENCE} /X Do", resources=f"/XObject << /X {first} 0 R >>")
    return sheets.written()


def forms_of_tens(levels: int, content: str = SENTENCE) -> bytes:
    """Forms that each draw the next one ten times: 10 to the power of `levels` drawings in a few objects."""
    sheets = Sheets()
    form = sheets.add(_form(content))
    for _ in range(levels):
        form = sheets.add(_form("/X Do " * 10, f"/XObject << /X {form} 0 R >>"))
    sheets.page(f"{SENTENCE} /X Do", resources=f"/XObject << /X {form} 0 R >>")
    return sheets.written()


def forms_in_a_row(depth: int) -> bytes:
    """Forms that each draw the next one."""
    sheets = Sheets()
    form = sheets.add(_form("0 0 9 9 re f"))
    for _ in range(depth):
        form = sheets.add(_form("/X Do", f"/XObject << /X {form} 0 R >>"))
    sheets.page(f"{SENTENCE} /X Do", resources=f"/XObject << /X {form} 0 R >>")
    return sheets.written()


def patterns_of_tens(levels: int) -> bytes:
    """Areas filled with a pattern of areas filled with a pattern, ten times on each level."""
    sheets = Sheets()
    fill, resources = "0 0 9 9 re f", ""
    for _ in range(levels):
        pattern = sheets.add(
            plain(
                fill,
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10"
                f" /Resources << {resources} >>",
            )
        )
        fill, resources = "/Pattern cs /P scn 0 0 9 9 re f " * 10, f"/Pattern << /P {pattern} 0 R >>"
    sheets.page(f"q {fill} Q {SENTENCE}", resources=resources)
    return sheets.written()


def mask_in_itself() -> bytes:
    """A soft mask drawn with itself as its mask."""
    sheets = Sheets()
    group, state = sheets.add(), sheets.add()
    resources = f"/ExtGState << /G {state} 0 R >>"
    sheets.objects[state] = f"<< /Type /ExtGState /SMask << /S /Luminosity /G {group} 0 R >> >>"
    sheets.objects[group] = _form("/G gs 0 0 500 500 re f", resources).replace(
        "/Form", "/Form /Group << /S /Transparency >>"
    )
    sheets.page(f"q /G gs 0 0 9 9 re f Q {SENTENCE}", resources=resources)
    return sheets.written()


def notes(count: int) -> bytes:
    """Stamps laid over a page."""
    sheets = Sheets()
    look = sheets.add(_form("0 0 9 9 re S"))
    note = sheets.add(f"<< /Type /Annot /Subtype /Stamp /Rect [10 10 500 600] /F 4 /AP << /N {look} 0 R >> >>")
    sheets.page(entries=f"/MediaBox {_A4} /Annots [{f'{note} 0 R ' * count}]")
    return sheets.written()


def notes_in_a_loop() -> bytes:
    """Notes that are each other's parent and popup, with a look that draws itself."""
    sheets = Sheets()
    first, second, look = sheets.add(), sheets.add(), sheets.add()
    for own, other in ((first, second), (second, first)):
        sheets.objects[own] = (
            f"<< /Type /Annot /Subtype /Stamp /Rect [10 10 500 600] /F 4 /Popup {other} 0 R /Parent {other} 0 R"
            f" /IRT {other} 0 R /AP << /N {look} 0 R >> >>"
        )
    sheets.objects[look] = _form("0 0 9 9 re S /X Do", f"/XObject << /X {look} 0 R >>")
    sheets.page(entries=f"/MediaBox {_A4} /Annots [{_references([first, second, first])}]")
    return sheets.written()


def bookmarks(count: int, *, deep: bool) -> bytes:
    """Bookmarks one after the other, or one within the other."""
    sheets = Sheets(catalog=f"/Outlines {_FREE} 0 R")
    root = sheets.add(f"<< /Type /Outlines /First {_FREE + 1} 0 R /Last {_FREE + count} 0 R /Count {count} >>")
    for number in range(root + 1, root + count + 1):
        follows = f"/{'First' if deep else 'Next'} {number + 1} 0 R" if number < root + count else ""
        sheets.add(f"<< /Title (Bookmark {number}) /Parent {root} 0 R {follows} >>")
    sheets.page()
    return sheets.written()


def bookmarks_in_a_loop() -> bytes:
    """Bookmarks that are each other's next one and child."""
    sheets = Sheets(catalog=f"/Outlines {_FREE} 0 R")
    root, first, second = sheets.add(), sheets.add(), sheets.add()
    sheets.objects[root] = f"<< /Type /Outlines /First {first} 0 R /Last {second} 0 R /Count 2 >>"
    for own, other in ((first, second), (second, first)):
        sheets.objects[own] = f"<< /Title (One) /Parent {root} 0 R /Next {other} 0 R /First {other} 0 R >>"
    sheets.page()
    return sheets.written()


def locked(encryption: str) -> bytes:
    """A file that says it is encrypted in this way."""
    sheets = Sheets()
    lock = sheets.add(encryption)
    sheets.page()
    return sheets.written().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt %d 0 R /ID [<00> <00>]" % lock)
