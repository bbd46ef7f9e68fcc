"""What the reader saw: every page as a picture, with blocks, items and what was left out marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crossreview.document import Reader, record_of
from crossreview.errors import StorageFull
from crossreview.inspect.html import page_of_sheets
from crossreview.inspect.marks import marks_of
from crossreview.inspect.sheets import Sheet, sheets_of
from crossreview.parse import parse
from crossreview.records import DocumentRecord
from crossreview.render import page_image
from crossreview.render.picture import no_such_page

__all__ = ["inspect_document", "page_numbers"]

_SCALE = 1.5  # pixels a point: letters of 8 points can be read, and a page stays near 200 KB
_INDEX = "index.html"


def inspect_document(path: Path, to: Path, reader: Reader, pages: Sequence[int] | None = None) -> Path:
    """Read the PDF at `path` and write what was seen on `pages` (from 1; None for all) into the folder `to`.

    Returns the path of the HTML page, which refers to nothing but the pictures beside it. Raises what `read_document`
    raises, NoSuchPage, and StorageFull.
    """
    parsed = parse(path, reader.recogniser)
    record = record_of(path, parsed, reader)
    missing = [page for page in pages or () if not 1 <= page <= record.document.pages]
    if missing:
        raise no_such_page(path, missing[0], record.document.pages)
    sheets = [sheet for sheet in sheets_of(record, parsed) if pages is None or sheet.number in pages]
    try:
        return _write(path, to, record, sheets)
    except OSError as error:
        raise StorageFull(
            f"The pages cannot be written here ({error.strerror or error}).", remedy="Choose another folder.", path=to
        ) from error


def _write(path: Path, to: Path, record: DocumentRecord, sheets: Sequence[Sheet]) -> Path:
    to.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        picture = page_image(path, sheet.number, _SCALE, marks_of(sheet), turn=sheet.turn)
        (to / sheet.picture).write_bytes(picture)
    index = to / _INDEX
    index.write_text(page_of_sheets(record, sheets), encoding="utf-8")
    return index


def page_numbers(words: str) -> tuple[int, ...]:
    """The pages that "1-3,7" names, in ascending order; raises ValueError with the part that names none."""
    chosen: set[int] = set()
    for part in words.split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()) or int(last or first) < int(first):
            raise ValueError(f"{part.strip() or words!r} names no pages: write 7, or 1-3, with commas between")
        chosen.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(chosen))
