"""What became of an ask, as far as a library tells: what is reported on it, and how other documents say it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from crossreview.errors import CrossreviewError, RecordDamaged, RecordVersionMismatch, UnknownTerm
from crossreview.library import Library
from crossreview.library.threads import Node, Thread, thread_of
from crossreview.records import REPORT_KINDS, DocumentRecord, Item


@dataclass(frozen=True)
class ReviewThread:
    """The documents of a review and the thread through them."""

    records: tuple[DocumentRecord, ...]

    @classmethod
    def read(
        cls, library: Library, document_ids: Iterable[str], on_damage: Callable[[CrossreviewError], None]
    ) -> ReviewThread:
        """That of some documents; one that cannot be read is told to `on_damage` and left out."""
        return cls(tuple(_readable(library, document_ids, on_damage)))

    @cached_property
    def thread(self) -> Thread:
        """The thread."""
        return thread_of(self.records)

    @cached_property
    def nodes(self) -> dict[tuple[str, str], Node]:
        """Where each item stands in the thread, by document and item."""
        found: dict[tuple[str, str], Node] = {}
        for root in (*self.thread.roots, *self.thread.unlinked):
            for node in _all_of(root):
                for place in node.strand.places:
                    found.setdefault((place.document_id, place.item_id), node)
        return found

    def item(self, document_id: str, item_id: str | None) -> tuple[DocumentRecord | None, Item | None]:
        """A document and an item of it."""
        record = next((record for record in self.records if record.document.id == document_id), None)
        if record is None:
            return None, None
        return record, next((item for item in record.items if item.id == item_id), None)

    def reports(self, document_id: str, item_id: str) -> tuple[Node, ...]:
        """What is reported on an ask: progress, evidence, responses, and actions that say how they stand."""
        node = self.nodes.get((document_id, item_id))
        return tuple(_reports(node)) if node is not None else ()

    def stated_elsewhere(self, document_id: str, item_id: str) -> tuple[DocumentRecord, Item] | None:
        """The same ask as another document of the review prints it, with a status that is not stated here."""
        node = self.nodes.get((document_id, item_id))
        _, here = self.item(document_id, item_id)
        if node is None or here is None or node.strand.status in {None, "no_status", here.status}:
            return None
        for place in reversed(node.strand.places):
            record, item = self.item(place.document_id, place.item_id)
            if record is not None and item is not None and item.status == node.strand.status:
                return record, item
        return None


def _readable(
    library: Library, document_ids: Iterable[str], on_damage: Callable[[CrossreviewError], None]
) -> Iterator[DocumentRecord]:
    for document_id in document_ids:
        try:
            yield library.record(document_id)
        except (UnknownTerm, RecordDamaged, RecordVersionMismatch) as error:
            on_damage(error)


def _all_of(node: Node) -> Iterator[Node]:
    yield node
    for below in node.below:
        yield from _all_of(below)


def _reports(node: Node) -> Iterator[Node]:
    for below in node.below:
        has_status = below.strand.status not in {None, "no_status"}
        if below.strand.places and (below.strand.kind in REPORT_KINDS or has_status):
            yield below
        yield from _reports(below)
