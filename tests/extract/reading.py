"""What a small document says: its heading tree and what was extracted from it, in the terms of a reader of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crossreview.document import Reader
from crossreview.extract import Extracted
from crossreview.parse import parse
from crossreview.records import ASK_KINDS, CoverageStatus, Item, ItemKind
from crossreview.structure import StructuredDocument, structure

DOCUMENT_ID = "0123456789abcdef"


@dataclass(frozen=True)
class Reading:
    """A document as it was read."""

    document: StructuredDocument
    extracted: Extracted

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in reading order."""
        return self.extracted.items

    def of(self, *kinds: ItemKind) -> list[Item]:
        """The items of some kinds, in reading order."""
        return [item for item in self.items if item.kind in kinds]

    def texts(self, *kinds: ItemKind) -> list[str]:
        """The words of the items of some kinds."""
        return [item.text for item in self.of(*kinds)]

    @property
    def asks(self) -> list[tuple[str | None, str]]:
        """Label and words of all asks, of whatever kind."""
        return [(item.label, item.text) for item in self.of(*ASK_KINDS)]

    @property
    def asked(self) -> list[str]:
        """The words of all asks."""
        return self.texts(*ASK_KINDS)

    @property
    def coverage(self) -> dict[ItemKind, CoverageStatus]:
        """Whether the count of each kind can be trusted."""
        return {statement.kind: statement.status for statement in self.extracted.coverage}


Read = Callable[..., Reading]


def targets(item: Item) -> tuple[str, ...]:
    """The ids of the items of the document that an item is linked to."""
    return tuple(link.to for link in item.links if link.to is not None)


def read_pdf(path: Path, reader: Reader) -> Reading:
    """A PDF read as far as its items."""
    document = structure(parse(path), reader.sections, reader.roles)
    return Reading(document, reader.extractor.extract(document, DOCUMENT_ID))
