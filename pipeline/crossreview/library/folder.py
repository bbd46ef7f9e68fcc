"""A library: a folder with one record for each document, the PDFs they came from, and what is made from them."""

from __future__ import annotations

import contextlib
import difflib
import re
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonlines
import msgspec

import crossreview
from crossreview.errors import (
    CrossreviewError,
    LibraryNotFound,
    LibraryVersionMismatch,
    RecordDamaged,
    UnknownTerm,
)
from crossreview.library.catalogue import Catalogue, NotIndexed
from crossreview.library.corrections import by_document, corrected
from crossreview.library.decisions import Versions
from crossreview.library.products import RowsOfAnotherVersion, encoded, replace_rows
from crossreview.library.rows import TABLES, ItemPart, TableName, items_of
from crossreview.library.storage import (
    copy_atomically,
    replacing,
    storage_errors,
    sweep_partial_files,
    write_atomically,
)
from crossreview.paths import shown
from crossreview.records import OCR_PART, SCHEMA_VERSION, DocumentRecord, ItemKind, decode, encode

if TYPE_CHECKING:
    import pandas as pd

    from crossreview.search import Query, Results

FORMAT_VERSION = 1
_MARKER = "library.json"
_RECORDS = "records"
_PDFS = "pdfs"
_FEW = 200  # documents whose rows are held in memory while the others are copied
_PRODUCTS: tuple[TableName, ...] = ("documents", "items")
# Ids become file names, so an id from a command line or a web page must not climb out of the folder.
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class DamagedRecordWarning(UserWarning):
    """A record of the library was left out because it cannot be read; the message names the file."""


class _Marker(msgspec.Struct, frozen=True):
    format: int
    made_by: str


class _DocumentHead(msgspec.Struct, frozen=True):
    id: str
    filename: str
    sha256: str


class _ProvenanceHead(msgspec.Struct, frozen=True):
    pipeline: str
    parts: dict[str, str] = {}
    models: dict[str, str] = {}


class _QualityHead(msgspec.Struct, frozen=True):
    pages_unreadable: tuple[int, ...] = ()


class _Head(msgspec.Struct, frozen=True):
    # The few fields that decide whether a file is read again; everything else is skipped unparsed.
    schema_version: int
    document: _DocumentHead
    provenance: _ProvenanceHead
    quality: _QualityHead = _QualityHead()

    @property
    def stored(self) -> Stored:
        return Stored(
            document_id=self.document.id,
            filename=self.document.filename,
            sha256=self.document.sha256,
            schema_version=self.schema_version,
            pipeline=self.provenance.pipeline,
            models=self.provenance.models,
            unread_scans=bool(self.quality.pages_unreadable) and OCR_PART not in self.provenance.parts,
        )


_head_decoder = msgspec.json.Decoder(_Head)


@dataclass(frozen=True)
class Stored:
    """What the library holds of one PDF, without decoding the whole record; `models` made it, by names and hashes.

    `unread_scans`: it has pages that could not be read, and character recognition was not tried on them.
    """

    document_id: str
    filename: str
    sha256: str
    schema_version: int
    pipeline: str
    models: Mapping[str, str]
    unread_scans: bool


def warn_of_damage(error: CrossreviewError) -> None:
    """Say so as a Python warning, which notebooks show and tests turn into errors."""
    warnings.warn(str(error), DamagedRecordWarning, stacklevel=3)


@dataclass(frozen=True)
class Library:
    """A library on disk. Values of this class hold no state: two of them on the same folder see the same documents.

    `read_only`: whoever only looks at it writes nothing, not even a search index in the place of a damaged one.
    """

    root: Path
    read_only: bool = False

    @classmethod
    def create(cls, path: Path) -> Library:
        """The library at `path`, made if it is not there yet; raises LibraryNotFound where something else is."""
        if (path / _MARKER).exists():
            return cls.open(path)
        if not (path / _RECORDS).exists() and _holds_other_things(path):
            raise LibraryNotFound(
                "This folder holds other things and is not a library.",
                remedy="Name an empty folder for the library, or one that does not exist yet.",
                path=path,
            )
        marker = _Marker(FORMAT_VERSION, f"crossreview {crossreview.__version__}")
        write_atomically(path / _MARKER, msgspec.json.encode(marker) + b"\n")
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Library:
        """The library at `path`; raises LibraryNotFound, LibraryVersionMismatch."""
        marker_path = path / _MARKER
        try:
            marker = msgspec.json.decode(marker_path.read_bytes(), type=_Marker)
        except OSError as error:
            raise _not_found(path) from error
        except msgspec.DecodeError as error:
            raise LibraryNotFound(
                f"This file should describe the library but cannot be decoded ({error}).",
                remedy="Delete it and run `crossreview run` with the same library: the records stay.",
                path=marker_path,
            ) from error
        if marker.format > FORMAT_VERSION:
            raise LibraryVersionMismatch(
                f"This library has format {marker.format} ({marker.made_by}); "
                f"this Crossreview knows formats up to {FORMAT_VERSION}.",
                remedy="Install a newer Crossreview to use it.",
                path=path,
            )
        return cls(path)

    @property
    def index_path(self) -> Path:
        """The folder of the lexical index."""
        return self.root / "index"

    @property
    def vectors_path(self) -> Path:
        """The folder of what passages mean."""
        return self.root / "vectors"

    @property
    def lock_path(self) -> Path:
        """The lock that a run holds."""
        return self.root / ".lock"

    @property
    def failures_path(self) -> Path:
        """What could not be read, and why."""
        return self.root / "failures.jsonl"

    @property
    def runs_path(self) -> Path:
        """The folder of run reports."""
        return self.root / "runs"

    @property
    def catalogue(self) -> Catalogue:
        """The journal."""
        return Catalogue(self.root / "catalogue.sqlite")

    def record_path(self, document_id: str) -> Path:
        """Where the record of a document is, or would be."""
        if not _SAFE_ID.fullmatch(document_id):
            raise _unknown(document_id)
        return self.root / _RECORDS / document_id[:2] / f"{document_id}.json"

    def pdf_path(self, sha256: str) -> Path:
        """Where the PDF with this hash is, or would be."""
        return self.root / _PDFS / sha256[:2] / f"{sha256}.pdf"

    def record(self, document_id: str) -> DocumentRecord:
        """One record as people corrected it.

        Raises UnknownTerm if the library has none with this id, RecordDamaged if it cannot be read.
        """
        return corrected(self.record_as_read(document_id), self.catalogue.corrections(document_id)).record

    def record_as_read(self, document_id: str) -> DocumentRecord:
        """One record as the reader wrote it, without corrections. Raises UnknownTerm, RecordDamaged."""
        path = self.record_path(document_id)
        if not path.exists():
            raise _unknown(document_id)
        return _load(path)

    def records(self, on_damage: Callable[[CrossreviewError], None] = warn_of_damage) -> Iterator[DocumentRecord]:
        """All records as people corrected them, in the order of their ids, without earlier versions of documents.

        One that cannot be read is told to `on_damage` and left out.
        """
        corrections, earlier = by_document(self.catalogue.corrections()), self.versions().later
        for path in self._record_files():
            if path.stem in earlier:
                continue
            try:
                record = _load(path)
            except CrossreviewError as error:
                on_damage(error)
            else:
                yield corrected(record, corrections.get(record.document.id, ())).record

    def stored(self) -> Iterator[Stored]:
        """What the library holds, from the heads of the records alone; damaged ones count as not held."""
        for path, stored in self.record_files():
            if stored is not None and stored.document_id == path.stem:
                yield stored

    def record_files(self) -> Iterator[tuple[Path, Stored | None]]:
        """All files of records, copies too, each with what its head says; None for one that is damaged."""
        for path in self._record_files():
            head = _head_of(path)
            yield path, head.stored if head is not None else None

    def document_named(self, name: str) -> str:
        """The id of a document, by its id or its file name. Raises UnknownTerm where there is none, or several."""
        named = self.documents_named(name)
        if len(named) > 1:
            raise UnknownTerm(
                f"The library has {len(named)} documents with the file name {shown(name)!r}.",
                remedy=f"Give the id of one: {', '.join(named)}.",
            )
        if not named:
            raise _unknown(name)
        return named[0]

    def documents_named(self, name: str) -> tuple[str, ...]:
        """The ids of the documents that have this id or file name."""
        if name in self.document_ids():
            return (name,)
        return tuple(stored.document_id for stored in self.stored() if stored.filename == name)

    def read_state(self) -> dict[str, str]:
        """Which PDFs are read, and by which version of the pipeline: SHA-256 -> version.

        A record of another schema version, or one whose PDF is gone, counts as not read.
        """
        return {
            stored.sha256: stored.pipeline
            for stored in self.stored()
            if stored.schema_version == SCHEMA_VERSION and self.pdf_path(stored.sha256).exists()
        }

    def document_ids(self) -> frozenset[str]:
        """Which documents the library has, by the names of the record files, earlier versions too."""
        return frozenset(path.stem for path in self._record_files() if _SAFE_ID.fullmatch(path.stem))

    def current_ids(self) -> frozenset[str]:
        """Which documents it has without earlier versions: those that are searched and counted."""
        return self.document_ids().difference(self.versions().later)

    def versions(self) -> Versions:
        """Which documents are earlier versions of others that the library has."""
        decisions = self.catalogue.decisions()
        newer = {document for each in decisions if each.kind == "version" for document in each.documents}
        return Versions.of(decisions, {document for document in newer if self.record_path(document).exists()})

    def not_indexed(self) -> NotIndexed:
        """The documents that were added, changed or removed since the index was last brought up to date."""
        return self.catalogue.not_indexed(self.current_ids())

    def note_indexed(self, done: NotIndexed) -> None:
        """Note that the index is up to date with these documents."""
        self.catalogue.note_indexed(done, self.current_ids())

    def put(self, record: DocumentRecord, pdf: Path) -> None:
        """Add or replace one document. The PDF goes first, so that a record never points at a PDF that is not there."""
        self.put_encoded(record.document.id, record.document.sha256, encode(record), pdf)

    def put_encoded(self, document_id: str, sha256: str, data: bytes, pdf: Path) -> None:
        """The same for a record that is already encoded, as it comes from another process."""
        record_path = self.record_path(document_id)
        # Noted first: a crash after the write must not leave a record that the index never hears of.
        self.catalogue.note_change(document_id)
        if not self.pdf_path(sha256).exists():
            copy_atomically(pdf, self.pdf_path(sha256), sha256)
        write_atomically(record_path, data)

    def erase(self, document_id: str, *, keep_pdf: bool = False) -> None:
        """Remove a record and its PDF, which may be kept where another record came from it."""
        record_path = self.record_path(document_id)
        if not record_path.exists():
            raise _unknown(document_id)
        self.catalogue.note_change(document_id)
        with storage_errors(record_path):
            head = _head_of(record_path)
            record_path.unlink()
            if head is not None and not keep_pdf:
                self.pdf_path(head.document.sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the half-written files of a run that was killed; for whoever holds the lock."""
        folders = (self.root / name for name in (_RECORDS, _PDFS))
        shards = (shard for folder in folders if folder.is_dir() for shard in folder.iterdir())
        sweep_partial_files((self.root, self.runs_path, *shards))

    def refresh_products(
        self,
        on_damage: Callable[[CrossreviewError], None] = warn_of_damage,
        changed: Collection[str] | None = None,
    ) -> None:
        """Write documents.jsonl and items.jsonl anew, from one pass over the records.

        Where only few documents `changed`, their rows alone are made anew, and the others are copied.
        """
        if changed is not None and len(changed) <= _FEW and self._replaced_rows(changed, on_damage):
            return
        with contextlib.ExitStack() as stack:
            writers = [(table, stack.enter_context(self._product_writer(table))) for table in _PRODUCTS]
            for record in self.records(on_damage):
                for table, writer in writers:
                    writer.write_all(TABLES[table].rows(record))

    def items(self, *kinds: ItemKind) -> Iterator[ItemPart]:
        """The items of all documents, or those of some kinds, each with its record and the section it stands in.

        >>> asked = next(library.items("recommendation"))
        >>> asked.item.kind, 1 <= asked.item.source.page <= asked.record.document.pages
        ('recommendation', True)
        """
        for record in self.records():
            yield from (part for part in items_of(record) if not kinds or part.item.kind in kinds)

    def search(self, query: str | Query) -> Results:
        """What the library says to a question: words, and facts as `name:value`. Raises QueryError, UnknownTerm.

        >>> results = library.search("elective home education kind:recommendation since:2019")
        >>> results.total_reviews > 1, results.hits[0].page > 0, results.query
        (True, True, 'elective home education kind:recommendation since:2019')
        """
        from crossreview.search import Query, search  # noqa: PLC0415  (tantivy, not needed to read records)

        return search(self, Query.read(query) if isinstance(query, str) else query)

    def frame(self, table: TableName, on_damage: Callable[[CrossreviewError], None] = warn_of_damage) -> pd.DataFrame:
        """A table of the library as a pandas frame: documents, items, recommendations or sections.

        >>> list(library.frame("recommendations")[["filename", "page", "text"]].columns)
        ['filename', 'page', 'text']
        """
        from crossreview.library.frames import frame_of  # noqa: PLC0415  (pandas takes a third of a second)

        return frame_of(table, self.records(on_damage))

    def _replaced_rows(self, changed: Collection[str], on_damage: Callable[[CrossreviewError], None]) -> bool:
        """Whether the products were there to have some rows replaced."""
        paths = {table: self.root / f"{table}.jsonl" for table in _PRODUCTS}
        if not all(path.exists() for path in paths.values()):
            return False
        records = self._readable(changed, on_damage)
        try:
            for table, path in paths.items():
                rows = [(record.document.id, tuple(TABLES[table].rows(record))) for record in records]
                replace_rows(path, TABLES[table].names, frozenset(changed), rows)
        except RowsOfAnotherVersion:
            return False
        return True

    def _readable(
        self, document_ids: Iterable[str], on_damage: Callable[[CrossreviewError], None]
    ) -> list[DocumentRecord]:
        """Those of some records that are current and can be read, in the order of their ids."""
        found: list[DocumentRecord] = []
        for document_id in sorted(self.current_ids().intersection(document_ids)):
            try:
                found.append(self.record(document_id))
            except CrossreviewError as error:
                on_damage(error)
        return found

    def _record_files(self) -> Iterator[Path]:
        # Names beginning with a dot are half-written files of a run that was killed.
        yield from sorted(p for p in (self.root / _RECORDS).glob("*/*.json") if not p.name.startswith("."))

    @contextlib.contextmanager
    def _product_writer(self, table: TableName) -> Iterator[Any]:
        with replacing(self.root / f"{table}.jsonl") as handle, jsonlines.Writer(handle, dumps=encoded) as writer:
            yield writer


def _head_of(record_path: Path) -> _Head | None:
    try:
        return _head_decoder.decode(record_path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _load(path: Path) -> DocumentRecord:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecordDamaged(
            f"This record cannot be opened ({error.strerror}).", remedy="Check that you may read it.", path=path
        ) from error
    record = decode(data, path)
    if record.document.id != path.stem:
        # Somebody's copy, which would make one document count twice.
        raise RecordDamaged(
            f"This file holds the record of document {record.document.id} and should be named after it.",
            remedy="Rename it, or delete it if it is a copy.",
            path=path,
        )
    return record


def _holds_other_things(folder: Path) -> bool:
    with storage_errors(folder):
        return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())


def _unknown(document_id: str) -> UnknownTerm:
    return UnknownTerm(
        f"The library has no document {shown(document_id)!r}.",
        remedy="Ids stand in documents.jsonl and in search results.",
    )


def _not_found(path: Path) -> LibraryNotFound:
    nearest = _nearest_library(path)
    hint = f"Did you mean {shown(nearest)}? " if nearest is not None else ""
    return LibraryNotFound(
        "There is no library here.",
        remedy=f"{hint}`crossreview run PDFS --library DIR` makes one.",
        path=path,
    )


def _nearest_library(path: Path) -> Path | None:
    """A library above, below or beside a path that is none, the likeliest first."""
    for folder in path.absolute().parents:
        if (folder / _MARKER).is_file():
            return folder
    below, beside = _libraries_in(path), _libraries_in(path.absolute().parent)
    names = difflib.get_close_matches(path.absolute().name, [folder.name for folder in beside], n=1, cutoff=0.0)
    return next(iter(below), None) or next((folder for folder in beside if folder.name in names), None)


def _libraries_in(folder: Path) -> list[Path]:
    try:
        return sorted(marker.parent for marker in folder.glob(f"*/{_MARKER}"))
    except OSError:
        return []
