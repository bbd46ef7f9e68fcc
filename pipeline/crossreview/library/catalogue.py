"""The catalogue: what runs did, what is waiting for the index, and what people decided, corrected and withdrew.

SQLite, because these are changes and not documents. The records stay the truth about documents; whoever deletes the
catalogue loses history, decisions and corrections, not documents; and what was withdrawn may be read in again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from crossreview.errors import CatalogueDamaged, LibraryInUse, LibraryVersionMismatch, StorageFull, UnknownTerm
from crossreview.library.anchors import Anchor
from crossreview.library.corrections import Change, Correction, Signed
from crossreview.library.decisions import Decision, DecisionKind
from crossreview.library.texts import NAMING as TEXT_NAMING
from crossreview.library.texts import TABLES as TEXT_TABLES
from crossreview.library.texts import Texts
from crossreview.library.withdrawing import Withdrawal

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    started TEXT PRIMARY KEY, finished TEXT, outcome TEXT NOT NULL, pipeline TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, run TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS indexed (document_id TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, by TEXT NOT NULL, decided TEXT NOT NULL, undone TEXT, undone_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS decision_documents (
    decision INTEGER NOT NULL REFERENCES decisions, document_id TEXT NOT NULL, apart INTEGER NOT NULL,
    PRIMARY KEY (decision, document_id)
) STRICT;
CREATE TABLE IF NOT EXISTS corrections (
    number INTEGER PRIMARY KEY, document_id TEXT NOT NULL, anchor TEXT, change TEXT NOT NULL, before TEXT,
    by TEXT NOT NULL, made TEXT NOT NULL, undone TEXT, undone_by TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS corrections_of ON corrections (document_id);
CREATE TABLE IF NOT EXISTS withdrawn (
    number INTEGER PRIMARY KEY, document_id TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL,
    by TEXT NOT NULL, withdrawn TEXT NOT NULL, traces TEXT NOT NULL, removed TEXT, pruned TEXT,
    undone TEXT, undone_by TEXT
) STRICT;
"""
# What tables say of a document by its id, but for the tombstone.
_NAMING = ("corrections", "decision_documents", "changes", "indexed", *TEXT_NAMING)


@dataclass(frozen=True)
class Run:
    """One line of the journal; `finished` is None for a run that is under way or was killed."""

    started: str
    finished: str | None
    outcome: str
    pipeline: str
    read: int
    skipped: int
    failed: int


@dataclass(frozen=True)
class NotIndexed:
    """Documents that the index has to look at, and the number of the latest change that was noted."""

    documents: tuple[str, ...]
    latest: int


@dataclass(frozen=True)
class Corrections:
    """Keeps corrections, for one who holds the catalogue."""

    connection: sqlite3.Connection

    def keep(
        self, document_id: str, anchor: Anchor | None, change: Change, before: Change | None, signed: Signed
    ) -> int:
        """Keep a correction of an item, or of a document where there is no anchor; returns its number.

        The document waits for the index from then on.
        """
        cursor = self.connection.execute(
            "INSERT INTO corrections (document_id, anchor, change, before, by, made) VALUES (?, ?, ?, ?, ?, ?)",
            (document_id, _told(anchor), _told(change), _told(before), signed.by, signed.at),
        )
        number = cursor.lastrowid
        assert number is not None
        _note_change(self.connection, document_id)
        return number


@dataclass(frozen=True)
class Catalogue:
    """The journal and the decisions of one library."""

    path: Path

    @property
    def texts(self) -> Texts:
        """What is known of the texts of documents."""
        return Texts(self._connection, self._rows)

    def begin_run(self, started: str, pipeline: str) -> None:
        """Note that a run began."""
        with self._connection() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO runs (started, outcome, pipeline) VALUES (?, 'under way', ?)",
                (started, pipeline),
            )

    def end_run(self, run: Run) -> None:
        """Note how a run ended."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE runs SET finished = ?, outcome = ?, read = ?, skipped = ?, failed = ? WHERE started = ?",
                (run.finished, run.outcome, run.read, run.skipped, run.failed, run.started),
            )

    def runs(self) -> tuple[Run, ...]:
        """All runs, oldest first."""
        columns = "started, finished, outcome, pipeline, read, skipped, failed"
        return tuple(Run(*row) for row in self._rows(f"SELECT {columns} FROM runs ORDER BY started"))

    def note_files(self, files: Mapping[str, str], run: str) -> dict[str, str]:
        """Note which bytes stood at which paths (path -> SHA-256); returns what stood there before, if other."""
        with self._connection() as connection:
            before = dict(connection.execute("SELECT path, sha256 FROM files"))
            connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", ((path, sha256, run) for path, sha256 in files.items())
            )
        return {path: before[path] for path, sha256 in files.items() if before.get(path, sha256) != sha256}

    def files(self) -> dict[str, str]:
        """Every path at which something was seen, with the SHA-256 of the bytes that last stood there."""
        return dict(self._rows("SELECT path, sha256 FROM files ORDER BY path"))

    def paths_of(self, sha256: str) -> tuple[str, ...]:
        """Every path at which these bytes were last seen."""
        return tuple(path for (path,) in self._rows("SELECT path FROM files WHERE sha256 = ? ORDER BY path", sha256))

    def note_change(self, document_id: str) -> None:
        """Note that a document is about to change, so that the index has to look at it again."""
        with self._connection() as connection:
            _note_change(connection, document_id)

    def changed_documents(self) -> int:
        """How many documents changed since the index last looked at them; those deleted by hand are not counted."""
        return int(next(iter(self._rows("SELECT count(DISTINCT document_id) FROM changes")), (0,))[0])

    def not_indexed(self, present: Collection[str]) -> NotIndexed:
        """The documents of which the index does not say what the library says, `present` being those it has now.

        Records may also come and go by hand: deleting one is how a document is erased, and the index must follow.
        """
        changes = self._rows("SELECT number, document_id FROM changes ORDER BY number")
        indexed = {document_id for (document_id,) in self._rows("SELECT document_id FROM indexed")}
        changed = {document_id for _, document_id in changes}
        return NotIndexed(
            tuple(sorted(changed | (indexed ^ set(present)))), max((number for number, _ in changes), default=0)
        )

    def note_indexed(self, done: NotIndexed, present: Collection[str]) -> None:
        """Note that the index is right about some documents, but for what changed since they were listed."""
        with self._connection() as connection:
            for document_id in done.documents:
                connection.execute(
                    "DELETE FROM changes WHERE document_id = ? AND number <= ?", (document_id, done.latest)
                )
                connection.execute("DELETE FROM indexed WHERE document_id = ?", (document_id,))
                if document_id in present:
                    connection.execute("INSERT INTO indexed VALUES (?)", (document_id,))

    def decide(
        self, kind: DecisionKind, documents: Iterable[str], apart_from: Iterable[str], by: str, decided: str
    ) -> int:
        """Keep a decision about which documents are of one review, or versions of one; returns its number."""
        sides = [(document, 0) for document in documents] + [(document, 1) for document in apart_from]
        with self._connection() as connection:
            cursor = connection.execute(
                "INSERT INTO decisions (kind, by, decided) VALUES (?, ?, ?)", (kind, by, decided)
            )
            number = cursor.lastrowid
            assert number is not None
            connection.executemany(
                "INSERT INTO decision_documents VALUES (?, ?, ?)", ((number, *side) for side in sides)
            )
        return number

    def undo(self, number: int, by: str, undone: str) -> None:
        """Take a decision back; it stays in the journal. Raises UnknownTerm where there is none to take back."""
        with self._connection() as connection:
            changed = connection.execute(
                "UPDATE decisions SET undone = ?, undone_by = ? WHERE number = ? AND undone IS NULL",
                (undone, by, number),
            ).rowcount
        if not changed:
            raise UnknownTerm(
                f"There is no decision {number} that stands.",
                remedy="`crossreview reviews --decisions` lists them.",
                path=self.path,
            )

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, those taken back too, oldest first; not those of which a withdrawal left nothing."""
        sides: dict[tuple[int, int], list[str]] = {}
        for number, document, apart in self._rows(
            "SELECT decision, document_id, apart FROM decision_documents ORDER BY decision, document_id"
        ):
            sides.setdefault((number, apart), []).append(document)
        rows = self._rows("SELECT number, kind, by, decided, undone, undone_by FROM decisions ORDER BY number")
        decisions = (
            Decision(number, kind, tuple(sides.get((number, 0), ())), tuple(sides.get((number, 1), ())), *rest)
            for number, kind, *rest in rows
        )
        return tuple(decision for decision in decisions if _tells(decision))

    @contextmanager
    def correcting(self) -> Iterator[Corrections]:
        """To keep corrections of what was read meanwhile: nobody else can change the catalogue until they are kept.

        All of them are kept, or none. Raises LibraryInUse.
        """
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield Corrections(connection)

    def keep_correction(
        self, document_id: str, anchor: Anchor | None, change: Change, before: Change | None, signed: Signed
    ) -> int:
        """Keep one correction, as `Corrections.keep`."""
        with self.correcting() as corrections:
            return corrections.keep(document_id, anchor, change, before, signed)

    def undo_correction(self, number: int, by: str, undone: str) -> None:
        """Take a correction back; it stays in the journal. Raises UnknownTerm where there is none to take back."""
        with self._connection() as connection:
            found = connection.execute(
                "UPDATE corrections SET undone = ?, undone_by = ? WHERE number = ? AND undone IS NULL "
                "AND document_id != '' RETURNING document_id",
                (undone, by, number),
            ).fetchone()
            if found is not None:
                _note_change(connection, *found)
        if found is None:
            raise UnknownTerm(
                f"There is no correction {number} that stands.",
                remedy="`crossreview correct list` lists them.",
                path=self.path,
            )

    def corrections(self, document_id: str | None = None) -> tuple[Correction, ...]:
        """All corrections, or those of one document; those taken back too, oldest first."""
        columns = "number, document_id, anchor, change, before, by, made, undone, undone_by"
        where = " WHERE document_id != ''" if document_id is None else " WHERE document_id = ?"
        asked = () if document_id is None else (document_id,)
        return tuple(
            Correction(
                number,
                document,
                self._read(anchor, Anchor) if anchor is not None else None,
                self._read(change, Change),
                self._read(before, Change) if before is not None else None,
                *rest,
            )
            for number, document, anchor, change, before, *rest in self._rows(
                f"SELECT {columns} FROM corrections{where} ORDER BY number", *asked
            )
        )

    def withdraw(self, documents: Sequence[tuple[str, str, Sequence[str]]], reason: str, signed: Signed) -> None:
        """Set tombstones, all or none, for documents: their ids, their SHA-256, the names and paths of their files."""
        with self._connection() as connection:
            connection.executemany(
                "INSERT INTO withdrawn (document_id, sha256, reason, by, withdrawn, traces) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (document_id, sha256, reason, signed.by, signed.at, msgspec.json.encode(traces).decode())
                    for document_id, sha256, traces in documents
                ),
            )

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """All tombstones, those taken back too, oldest first."""
        columns = "traces, number, document_id, sha256, reason, by, withdrawn, removed, pruned, undone, undone_by"
        rows = self._rows(f"SELECT {columns} FROM withdrawn ORDER BY number")
        return tuple(Withdrawal(tuple(msgspec.json.decode(traces)), *told) for traces, *told in rows)

    def undo_withdrawal(self, number: int, by: str, undone: str) -> None:
        """Take a tombstone back; it stays in the journal."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE withdrawn SET undone = ?, undone_by = ? WHERE number = ? AND undone IS NULL",
                (undone, by, number),
            )

    def reopen_withdrawal(self, number: int, traces: Sequence[str]) -> None:
        """Note that all has to be removed (again), and the names and paths by which files are known."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE withdrawn SET traces = ?, removed = NULL, pruned = NULL WHERE number = ?",
                (msgspec.json.encode(traces).decode(), number),
            )

    def note_removed(self, numbers: Iterable[int], removed: str) -> None:
        """Note that nothing is left of withdrawn documents, but vectors perhaps."""
        with self._connection() as connection:
            connection.executemany("UPDATE withdrawn SET removed = ? WHERE number = ?", ((removed, n) for n in numbers))

    def note_pruned(self, numbers: Iterable[int], pruned: str) -> None:
        """Note that no vectors are left of withdrawn documents."""
        with self._connection() as connection:
            connection.executemany("UPDATE withdrawn SET pruned = ? WHERE number = ?", ((pruned, n) for n in numbers))

    def named_in(self, document_ids: Collection[str]) -> frozenset[str]:
        """Those of some documents that anything but a tombstone names."""
        # One table after another: in the catalogue of an earlier version some are not there.
        queries = (f"SELECT DISTINCT document_id FROM {table}" for table in _NAMING)
        return frozenset(each for query in queries for (each,) in self._rows(query)).intersection(document_ids)

    def forget(self, document_ids: Iterable[str], paths: Iterable[str]) -> None:
        """Remove all that is said of documents, and files; what is kept of corrections is who made one and when.

        Their numbers stay taken, so that nobody undoes a later one in their place. The file has no trace of it either.
        """
        with self._connection() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            for document_id in document_ids:
                connection.execute(
                    "UPDATE corrections SET document_id = '', anchor = NULL, change = '', before = NULL "
                    "WHERE document_id = ?",
                    (document_id,),
                )
                for table in _NAMING[1:]:
                    connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
                connection.execute("UPDATE withdrawn SET traces = '[]' WHERE document_id = ?", (document_id,))
            connection.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))
        with self._connection() as connection:
            # What was deleted earlier, and by others, stands in free pages until then.
            connection.execute("VACUUM")

    def _read(self, told: str, kind: Any) -> Any:
        try:
            return msgspec.json.decode(told, type=kind)
        except msgspec.MsgspecError as error:
            raise LibraryVersionMismatch(
                f"A correction cannot be understood ({error}).",
                remedy="If a newer Crossreview made it, install that one.",
                path=self.path,
            ) from error

    def _rows(self, query: str, *asked: str | int) -> list[Any]:
        """What a query finds; nothing where nothing was written yet. Whoever only looks changes no file."""
        if not self.path.exists():
            return []
        with self._errors():
            connection = sqlite3.connect(self.path)
            try:
                return connection.execute(query, asked).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise
            finally:
                connection.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection to write with; all or nothing is written."""
        with self._errors():
            connection = sqlite3.connect(self.path)
            try:
                with connection:
                    connection.executescript(_TABLES + TEXT_TABLES)
                    yield connection
            finally:
                connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise LibraryInUse(
                    "Another program is writing the catalogue.", remedy="Try again in a moment.", path=self.path
                ) from error
            raise StorageFull(
                f"The catalogue cannot be used ({error}).",
                remedy="Check that the disk has space and that you may write to the library's folder.",
                path=self.path,
            ) from error
        except sqlite3.DatabaseError as error:
            raise CatalogueDamaged(
                f"The catalogue is damaged ({error}).",
                remedy="Put back a copy of it, or delete it: documents stay, decisions and corrections are lost.",
                path=self.path,
            ) from error


def _note_change(connection: sqlite3.Connection, document_id: str) -> None:
    connection.execute("INSERT INTO changes (document_id) VALUES (?)", (document_id,))


def _tells(decision: Decision) -> bool:
    """Whether documents are left to a decision: two that are together, or one on each side."""
    if decision.kind == "merge":
        return len(decision.documents) > 1
    return bool(decision.documents and decision.apart_from)


def _told(value: Anchor | Change | None) -> str | None:
    return msgspec.json.encode(value).decode() if value is not None else None
