"""The catalogue: what runs did, what is waiting for the index, and what people decided and corrected.

SQLite, because these are changes and not documents. The records stay the truth about documents; whoever deletes the
catalogue loses history, decisions and corrections, not documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from crossreview.errors import RecordDamaged, StorageFull, UnknownTerm
from crossreview.library.anchors import Anchor
from crossreview.library.corrections import Change, Correction, Signed
from crossreview.library.decisions import Decision, DecisionKind

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    started TEXT PRIMARY KEY, finished TEXT, outcome TEXT NOT NULL, pipeline TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, run TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pending (document_id TEXT PRIMARY KEY) STRICT;
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
"""


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
class Catalogue:
    """The journal and the decisions of one library."""

    path: Path

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
        with self._connection() as connection:
            return tuple(Run(*row) for row in connection.execute(f"SELECT {columns} FROM runs ORDER BY started"))

    def note_files(self, files: Mapping[str, str], run: str) -> dict[str, str]:
        """Note which bytes stood at which paths (path -> SHA-256); returns what stood there before, if other."""
        with self._connection() as connection:
            before = dict(connection.execute("SELECT path, sha256 FROM files"))
            connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", ((path, sha256, run) for path, sha256 in files.items())
            )
        return {path: before[path] for path, sha256 in files.items() if before.get(path, sha256) != sha256}

    def paths_of(self, sha256: str) -> tuple[str, ...]:
        """Every path at which these bytes were last seen."""
        with self._connection() as connection:
            rows = connection.execute("SELECT path FROM files WHERE sha256 = ? ORDER BY path", (sha256,))
            return tuple(path for (path,) in rows)

    def mark_pending(self, document_id: str) -> None:
        """Note that a document is about to change, so that the index has to look at it again."""
        with self._connection() as connection:
            connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", (document_id,))

    def not_indexed(self, present: Collection[str]) -> tuple[str, ...]:
        """The documents of which the index does not say what the library says, `present` being those it has now.

        Records may also come and go by hand: deleting one is how a document is erased, and the index must follow.
        """
        with self._connection() as connection:
            pending = {document_id for (document_id,) in connection.execute("SELECT document_id FROM pending")}
            indexed = {document_id for (document_id,) in connection.execute("SELECT document_id FROM indexed")}
        return tuple(sorted(pending | (indexed ^ set(present))))

    def note_indexed(self, document_ids: Iterable[str], present: Collection[str]) -> None:
        """Note that the index is right about these documents now."""
        with self._connection() as connection:
            for document_id in document_ids:
                connection.execute("DELETE FROM pending WHERE document_id = ?", (document_id,))
                connection.execute("DELETE FROM indexed WHERE document_id = ?", (document_id,))
                if document_id in present:
                    connection.execute("INSERT INTO indexed VALUES (?)", (document_id,))

    def decide(
        self, kind: DecisionKind, documents: Iterable[str], apart_from: Iterable[str], by: str, decided: str
    ) -> int:
        """Keep a decision about which documents are of one review; returns its number."""
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
        """All decisions, those taken back too, oldest first."""
        with self._connection() as connection:
            sides: dict[tuple[int, int], list[str]] = {}
            for number, document, apart in connection.execute(
                "SELECT decision, document_id, apart FROM decision_documents ORDER BY decision, document_id"
            ):
                sides.setdefault((number, apart), []).append(document)
            rows = connection.execute(
                "SELECT number, kind, by, decided, undone, undone_by FROM decisions ORDER BY number"
            ).fetchall()
        return tuple(
            Decision(number, kind, tuple(sides.get((number, 0), ())), tuple(sides.get((number, 1), ())), *rest)
            for number, kind, *rest in rows
        )

    def keep_correction(
        self, document_id: str, anchor: Anchor | None, change: Change, before: Change | None, signed: Signed
    ) -> int:
        """Keep a correction of an item, or of a document where there is no anchor; returns its number.

        The document waits for the index from then on.
        """
        with self._connection() as connection:
            cursor = connection.execute(
                "INSERT INTO corrections (document_id, anchor, change, before, by, made) VALUES (?, ?, ?, ?, ?, ?)",
                (document_id, _told(anchor), _told(change), _told(before), signed.by, signed.at),
            )
            connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", (document_id,))
            number = cursor.lastrowid
            assert number is not None
        return number

    def undo_correction(self, number: int, by: str, undone: str) -> None:
        """Take a correction back; it stays in the journal. Raises UnknownTerm where there is none to take back."""
        with self._connection() as connection:
            found = connection.execute(
                "UPDATE corrections SET undone = ?, undone_by = ? WHERE number = ? AND undone IS NULL "
                "RETURNING document_id",
                (undone, by, number),
            ).fetchone()
            if found is not None:
                connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", found)
        if found is None:
            raise UnknownTerm(
                f"There is no correction {number} that stands.",
                remedy="`crossreview correct list` lists them.",
                path=self.path,
            )

    def corrections(self, document_id: str | None = None) -> tuple[Correction, ...]:
        """All corrections, or those of one document; those taken back too, oldest first."""
        if not self.path.exists():  # whoever only looks at a library leaves no file in it
            return ()
        where, asked = ("", ()) if document_id is None else (" WHERE document_id = ?", (document_id,))
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT number, document_id, anchor, change, before, by, made, undone, undone_by "
                f"FROM corrections{where} ORDER BY number",
                asked,
            ).fetchall()
        return tuple(
            Correction(
                number,
                document,
                msgspec.json.decode(anchor, type=Anchor) if anchor is not None else None,
                msgspec.json.decode(change, type=Change),
                msgspec.json.decode(before, type=Change) if before is not None else None,
                *rest,
            )
            for number, document, anchor, change, before, *rest in rows
        )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path)
            try:
                with connection:
                    connection.executescript(_TABLES)
                    yield connection
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise StorageFull(
                f"The catalogue cannot be used ({error}).",
                remedy="Check that the disk has space and that you may write to the library's folder.",
                path=self.path,
            ) from error
        except sqlite3.DatabaseError as error:
            raise RecordDamaged(
                f"The catalogue is damaged ({error}).",
                remedy="Put back a copy of it, or delete it: documents stay, decisions and corrections are lost.",
                path=self.path,
            ) from error


def _told(value: Anchor | Change | None) -> str | None:
    return msgspec.json.encode(value).decode() if value is not None else None
