"""The catalogue: what runs did and what is waiting for the index. SQLite, because these are changes and not documents.

The records stay the truth about documents; whoever deletes the catalogue loses history, not documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crossreview.errors import RecordDamaged, StorageFull

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    started TEXT PRIMARY KEY, finished TEXT, outcome TEXT NOT NULL, pipeline TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, run TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pending (document_id TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS indexed (document_id TEXT PRIMARY KEY) STRICT;
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
    """The journal of one library."""

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
                remedy="Put back a copy of it, or delete it: the documents stay, the journal is lost.",
                path=self.path,
            ) from error
