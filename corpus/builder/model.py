"""The one document model: what the parser makes and what every layout and the gold read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ContainerKind = Literal["item", "box", "columns", "panel", "quote", "signoff"]


class SourceError(Exception):
    """A fault in a text of the corpus; says in which file and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style. `note` is the number of a footnote called here, and then `text` is empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    note: int | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Mark:
    """What a careful reader would say about one item. A `doubtful` one may be found or missed: both are right."""

    kind: str
    line: int
    label: str | None = None
    addressees: tuple[str, ...] = ()
    addressee_text: str | None = None
    timescale: str | None = None
    owner: str | None = None
    themes: tuple[str, ...] = ()
    status: str | None = None
    to: str | None = None
    timing: str | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of the body. `optional` marks a box label or another doubtful one."""

    level: int
    runs: Runs
    line: int
    role: str | None = None
    optional: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, numbered or not (a printed number is part of its words)."""

    runs: Runs
    line: int
    mark: Mark | None = None


@dataclass(frozen=True)
class ListItem:
    """One item of a list. `marker` is "" for a bullet, else the number as printed; `depth` counts from 0."""

    marker: str
    depth: int
    blocks: tuple[Block, ...]
    line: int
    mark: Mark | None = None


@dataclass(frozen=True)
class ListBlock:
    """A list with its items."""

    items: tuple[ListItem, ...]
    line: int


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    runs: Runs
    line: int
    mark: Mark | None = None


@dataclass(frozen=True)
class Table:
    """A table. `header` is empty when no words stand in its first row."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int
    mark: Mark | None = None


@dataclass(frozen=True)
class Container:
    """Blocks set together: a box, a panel, columns, a quotation, a sign-off, or an item of several paragraphs."""

    kind: ContainerKind
    title: Runs
    blocks: tuple[Block, ...]
    line: int
    role: str | None = None
    mark: Mark | None = None


Block = Heading | Paragraph | ListBlock | ListItem | Table | Container


@dataclass(frozen=True)
class Footnote:
    """A footnote with the number under which it is called."""

    number: int
    runs: Runs


@dataclass(frozen=True)
class Area:
    """An area that the document is about, and its part in it."""

    name: str
    role: str


@dataclass(frozen=True)
class Front:
    """The front matter of a text, validated. See FORMAT.md for what each field holds."""

    layout: str
    title: str
    cover: tuple[str, ...]
    genre: str
    header: str = ""
    footer: str = ""
    header_even: str | None = None
    footer_even: str | None = None
    contents: bool = False
    review_type: str | None = None
    review_code: str | None = None
    subject: str | None = None
    bodies: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    authors: tuple[str, ...] = ()
    chair: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    methodology: tuple[str, ...] = ()
    age_band: str | None = None
    harm_types: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    coverage: tuple[tuple[str, str], ...] = ()
    notes: str | None = None


@dataclass(frozen=True)
class Document:
    """A text of the corpus, parsed."""

    id: str
    path: Path
    front: Front
    blocks: tuple[Block, ...]
    notes: tuple[Footnote, ...]


def plain(runs: Runs, with_notes: bool = False) -> str:
    """The words of runs, blanks normalised; `with_notes` leaves the footnote numbers where they are printed."""
    parts = [str(run.note) if run.note is not None and with_notes else run.text for run in runs]
    return " ".join("".join(parts).split())


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks in reading order, each before what it holds."""
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            yield from walk(block.items)
        elif isinstance(block, (ListItem, Container)):
            yield from walk(block.blocks)


def headings(document: Document, deepest: int = 4) -> Iterator[Heading]:
    """The headings of the body down to a level, without doubtful ones."""
    for block in walk(document.blocks):
        if isinstance(block, Heading) and block.level <= deepest and not block.optional:
            yield block
