"""What a document is that was just read: new to the library, a copy of one it has, or another version of one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from crossreview.batch.failures import now
from crossreview.batch.worker import Product
from crossreview.errors import CrossreviewError
from crossreview.library import Library, Stored
from crossreview.library.reviews import Facts
from crossreview.library.sketches import Sketch
from crossreview.library.versions import are_versions, is_newer
from crossreview.paths import shown
from crossreview.records import decode

PROGRAM: Final = "crossreview"  # by whom it is decided what a version is
# How far the texts of two versions have the same runs of words. Of the documents in corpus/pdfs no two have more than
# 0.03 in common, nor do a report and the response to it; each of them with a word changed in every third sentence has
# 0.7 to 0.85 in common with itself, in every tenth 0.85 to 0.95, and without its first fifth 0.65 to 0.85. A file that
# stands in the place of another is likely to be the same document, and may be changed more.
_NEARLY_THE_SAME: Final = 0.8
_IN_ITS_PLACE: Final = 0.5
_AT_ONCE: Final = 50  # documents whose texts are noted together


class _Text(msgspec.Struct, frozen=True):
    text: str


class _Quality(msgspec.Struct, frozen=True):
    pages_unreadable: tuple[int, ...] = ()


class _Head(msgspec.Struct, frozen=True):
    # What a sketch is made of; the rest of a record is skipped unparsed.
    document: _Text
    quality: _Quality = _Quality()


_head = msgspec.json.Decoder(_Head)


def texts_not_noted(library: Library, stored: Collection[Stored]) -> tuple[str, ...]:
    """Those of the documents `stored` whose text the catalogue does not know, as an earlier Crossreview left them.

    What it knows of documents that are gone is forgotten.
    """
    unknown = library.catalogue.texts.keep_only(library.document_ids())
    readable = {each.document_id for each in stored}
    return tuple(each for each in unknown if each in readable)


def note_texts(library: Library, document_ids: Collection[str]) -> None:
    """Note the texts of documents that the library has; one whose record is damaged is passed over."""
    waiting = iter(document_ids)
    while some := tuple(islice(waiting, _AT_ONCE)):
        library.catalogue.texts.note(tuple(_sketches(library, some)))  # made before the catalogue is held


@dataclass(frozen=True)
class Recogniser:
    """Tells what documents are. `stored` is what the library had when the run began, by SHA-256.

    What stood at a path before says nothing where paths are `passing`.
    """

    library: Library
    stored: Mapping[str, Stored]
    files: Mapping[str, str]  # at which paths which bytes stood in earlier runs
    copies: Mapping[str, str]  # files that need not be read, by SHA-256, and the documents whose text they have
    passing: bool = False

    @classmethod
    def of(cls, library: Library, stored: Mapping[str, Stored], *, passing: bool = False) -> Recogniser:
        """The one for a run that begins."""
        catalogue, readable = library.catalogue, {each.document_id for each in stored.values()}
        copies = {sha256: each for sha256, each in catalogue.texts.copies().items() if each in readable}
        return cls(library, stored, catalogue.files(), copies, passing)

    def known_copy(self, sha256: str) -> str | None:
        """The document whose text a file has, as an earlier run found, if it has no record of its own."""
        return self.copies.get(sha256) if sha256 not in self.stored else None

    def copy_of(self, product: Product) -> str | None:
        """The document that has the very text of one that is new; this is noted."""
        if not self._is_new(product):
            return None
        texts = self.library.catalogue.texts
        for document_id in texts.same_as(product.sketch):
            if self._facts(document_id) is not None:
                texts.note_copy(product.sha256, document_id)
                return document_id
        return None

    def earlier_version(self, product: Product, path: Path) -> str | None:
        """Decide whether a document that is new is a version of one that is there; returns which is the earlier.

        What was decided once about two documents stands as people left it.
        """
        candidates = self._candidates(product, path) if self._is_new(product) else ()
        if not candidates:
            return None
        new = Facts.of(decode(product.data))
        for document_id in candidates:
            old = self._facts(document_id)
            if old is not None and are_versions(new, old):
                return self._decided(new, old)
        return None

    def _is_new(self, product: Product) -> bool:
        return product.sha256 not in self.stored and not self._is_there(product.document_id)

    def _is_there(self, document_id: str) -> bool:
        return self.library.record_path(document_id).exists()

    def _facts(self, document_id: str) -> Facts | None:
        try:
            return Facts.of(self.library.record(document_id))
        except CrossreviewError:  # gone, or damaged, which is told of where the products are written
            return None

    def _candidates(self, product: Product, path: Path) -> tuple[str, ...]:
        """The current documents with a text that is near enough, themselves or earlier, the nearest first."""
        texts = self.library.catalogue.texts
        enough = dict.fromkeys(texts.near(product.sketch), _NEARLY_THE_SAME)
        if (before := self._document_before(product, path)) is not None:
            enough[before] = _IN_ITS_PLACE
        sketches = ((document_id, texts.sketch(document_id), least) for document_id, least in enough.items())
        compared = ((each, sketch.resembles(product.sketch), least) for each, sketch, least in sketches if sketch)
        near = [(document_id, how_far) for document_id, how_far, least in compared if how_far >= least]
        if not near:  # as nearly always, and decisions are many in a large library
            return ()
        versions, decided = self.library.versions(), self._decided_with(product.document_id)
        alike: dict[str, float] = {}
        for document_id, how_far in near:
            current = versions.current(document_id)
            if current not in decided and self._is_there(current):
                alike[current] = max(how_far, alike.get(current, 0.0))
        return tuple(sorted(alike, key=lambda each: -alike[each]))

    def _decided_with(self, document_id: str) -> frozenset[str]:
        """The documents of which it was decided once whether this one is a version of them."""
        decisions = (each for each in self.library.catalogue.decisions() if each.kind == "version")
        sides = ({*each.documents, *each.apart_from} for each in decisions)
        return frozenset[str]().union(*(side for side in sides if document_id in side))

    def _document_before(self, product: Product, path: Path) -> str | None:
        """The document that was read from other bytes at the same path."""
        before = self.files.get(shown(path))
        if self.passing or before is None or before == product.sha256:
            return None
        return self.stored[before].document_id if before in self.stored else self.copies.get(before)

    @cached_property
    def _there_before(self) -> frozenset[str]:
        return frozenset(each.document_id for each in self.stored.values())

    def _decided(self, new: Facts, old: Facts) -> str:
        together = old.document_id not in self._there_before
        newer, older = (new, old) if is_newer(new, old, together=together) else (old, new)
        # Those before it too, so that they stay earlier versions when the one between is gone.
        earlier = (older.document_id, *self.library.versions().earlier_than(older.document_id))
        # Before its record is there, since a run that is killed does not come back to a document that was read.
        self.library.catalogue.decide("version", (newer.document_id,), earlier, PROGRAM, now())
        return older.document_id


def corrections_left(library: Library, document_ids: Collection[str]) -> dict[str, int]:
    """How many corrections stand on those of some documents that have any."""
    counts = {
        each: sum(correction.undone is None for correction in library.catalogue.corrections(each))
        for each in document_ids
    }
    return {document_id: count for document_id, count in counts.items() if count}


def _sketches(library: Library, document_ids: Collection[str]) -> Iterator[tuple[str, Sketch]]:
    for document_id in document_ids:
        try:
            head = _head.decode(library.record_path(document_id).read_bytes())
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            continue
        yield document_id, Sketch.of(head.document.text, whole=not head.quality.pages_unreadable)
