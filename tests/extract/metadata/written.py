"""Small documents written down as lines of a front and paragraphs, in the form in which metadata is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossreview.extract.metadata.passages import Passage, Reading
from crossreview.parse.labels import find_label
from crossreview.parse.lines import Line
from crossreview.parse.text import Fragment, PlacedLine, TextBlock
from crossreview.records import Found

BODY_SIZE, TITLE_SIZE = 11.0, 20.0


@dataclass(frozen=True)
class Large:
    """A line of the front that is set large."""

    text: str


@dataclass(frozen=True)
class Told:
    """A paragraph in a section with this role and heading."""

    text: str
    role: str | None = None
    heading: str | None = None
    kind: str = "paragraph"


Piece = str | Large | Told


def written(
    front: Iterable[str | Large | tuple[str, ...]] = (), body: Iterable[str | Told | tuple[str, ...]] = ()
) -> Reading:
    """A reading; a tuple is one block of several lines."""
    passages: list[Passage] = []
    start = 0
    for piece in front:
        lines = [
            line.text if isinstance(line, Large) else line for line in (piece if isinstance(piece, tuple) else (piece,))
        ]
        block = _block(lines, start, TITLE_SIZE if isinstance(piece, Large) else BODY_SIZE)
        passages.append(Passage(block, "paragraph", None, None, front=True))
        start = block.end + 1
    for paragraph in body:
        lines = paragraph if isinstance(paragraph, tuple) else (paragraph,)
        told = paragraph if isinstance(paragraph, Told) else Told(" ".join(map(str, lines)))
        block = _block([line.text if isinstance(line, Told) else line for line in lines], start, BODY_SIZE)
        passages.append(Passage(block, told.kind, told.role, told.heading, front=False))
        start = block.end + 1
    return Reading(tuple(passages), tuple(line for passage in passages if passage.front for line in passage.lines))


def text_of(reading: Reading) -> str:
    """The text of the whole document."""
    return "\n".join(passage.text for passage in reading.passages)


def words_of(reading: Reading, found: Found[object]) -> str:
    """The words of the document that a value points at."""
    return found.source.text_in(text_of(reading))


def _block(lines: list[str], start: int, size: float) -> TextBlock:
    placed: list[PlacedLine] = []
    at = start
    for line in lines:
        placed.append(PlacedLine(at, at + len(line), _line(line, size, top=20.0 * len(placed))))
        at += len(line) + 1
    text = " ".join(lines)
    return TextBlock("paragraph", text, find_label(text), (Fragment(1, start, start + len(text), tuple(placed)),))


def _line(text: str, size: float, top: float) -> Line:
    return Line(
        page=1,
        region=0,
        text=text,
        x0=50.0,
        top=top,
        x1=400.0,
        bottom=top + size,
        baseline=top + size,
        font="Arial",
        size=size,
        bold=False,
        italic=False,
        color=0,
        lead=0,
        text_x=50.0,
        gap=3.0,
        marks=(),
    )
