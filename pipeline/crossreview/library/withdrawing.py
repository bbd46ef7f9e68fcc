"""Documents that were withdrawn, for privacy or because their publisher took them down.

What stays of one is a tombstone in the catalogue, with the hash of its file, so that nobody reads that in again. It is
set before anything is removed and says when all is gone: what a killed program left is known by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crossreview.library.storage import storage_errors

if TYPE_CHECKING:
    from crossreview.library.folder import Library, Stored


@dataclass(frozen=True)
class Withdrawal:
    """A tombstone; all times are ISO times.

    `removed` is when all but the vectors was gone, `pruned` when they were. Until the first, `traces` has the names
    and paths of its file.
    """

    traces: tuple[str, ...]
    number: int
    document_id: str
    sha256: str
    reason: str
    by: str
    withdrawn: str
    removed: str | None = None
    pruned: str | None = None
    undone: str | None = None
    undone_by: str | None = None


def standing(withdrawals: Iterable[Withdrawal]) -> tuple[Withdrawal, ...]:
    """Those that were not taken back."""
    return tuple(each for each in withdrawals if each.undone is None)


@dataclass(frozen=True)
class Shelf:
    """The record files of a library as they were at one moment: those of documents that stay, and of those that go."""

    staying: tuple[Stored, ...]
    going: tuple[tuple[Path, Stored | None], ...]

    @classmethod
    def of(cls, library: Library, ids: Collection[str]) -> Shelf:
        """What there is, where the documents `ids` go: copies of their records under other names go too."""
        staying, going = [], []
        for path, stored in library.record_files():
            if path.stem in ids or (stored is not None and stored.document_id in ids):
                going.append((path, stored))
            elif stored is not None:
                staying.append(stored)
        return cls(tuple(staying), tuple(going))

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """The names of the file of a document that goes, as its records have them."""
        return tuple(stored.filename for _, stored in self.going if stored and stored.document_id == document_id)

    @property
    def names_that_stay(self) -> frozenset[str]:
        """The file names of documents that stay."""
        return frozenset(stored.filename for stored in self.staying)

    @property
    def hashes_that_stay(self) -> frozenset[str]:
        """Which PDFs documents that stay came from."""
        return frozenset(stored.sha256 for stored in self.staying)


def still_present(library: Library) -> tuple[Withdrawal, ...]:
    """The withdrawals in force of which the library still, or again, holds something other than vectors."""
    withdrawn = standing(library.catalogue.withdrawals())
    ids = {each.document_id for each in withdrawn}
    named = library.catalogue.named_in(ids) if ids else frozenset()
    left = [each for each in withdrawn if library.pdf_path(each.sha256).exists()]
    kept = Shelf.of(library, ids).hashes_that_stay if left else frozenset()
    return tuple(
        each
        for each in withdrawn
        if each.removed is None
        or each.document_id in named
        or library.record_path(each.document_id).exists()
        or (each in left and each.sha256 not in kept)
    )


def remove_files(library: Library, shelf: Shelf, sha256s: Iterable[str]) -> None:
    """Remove the records that go, the PDFs that no other record came from, and what was left half written.

    For the holder of the library's lock.
    """
    for path, _ in shelf.going:
        _unlink(path)
    for sha256 in set(sha256s) - shelf.hashes_that_stay:
        _unlink(library.pdf_path(sha256))
    library.sweep()


def _unlink(path: Path) -> None:
    with storage_errors(path):
        path.unlink(missing_ok=True)
