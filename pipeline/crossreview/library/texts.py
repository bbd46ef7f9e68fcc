"""Which texts the documents of a library have, and which files were found to have the text of one of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from crossreview.library.sketches import Sketch

TABLES: Final = """
CREATE TABLE IF NOT EXISTS texts (document_id TEXT PRIMARY KEY, fingerprint TEXT, sketch BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS texts_with ON texts (fingerprint);
CREATE TABLE IF NOT EXISTS text_hashes (
    hash INTEGER NOT NULL, document_id TEXT NOT NULL, PRIMARY KEY (hash, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS text_hashes_of ON text_hashes (document_id);
CREATE TRIGGER IF NOT EXISTS text_forgotten AFTER DELETE ON texts BEGIN
    DELETE FROM text_hashes WHERE document_id = OLD.document_id;
END;
CREATE TABLE IF NOT EXISTS copies (sha256 TEXT PRIMARY KEY, document_id TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS copies_of ON copies (document_id);
"""
NAMING: Final = ("texts", "copies")  # of text_hashes goes what goes of texts
# So many of the smallest hashes of a text are looked up, and two texts must share so many to be compared: those with
# 80 of 100 runs in common do with a chance of 9,999 in 10,000, and one phrase that all reviews print is not enough.
_LOOKED_UP: Final = 8
_FEWEST_SHARED: Final = 2
_MOST_CANDIDATES: Final = 20
# A run of words that more documents have is one that a form prints, and tells nothing; of those looked up for the 104
# documents of corpus/pdfs no more than three have one in common. Of two that a hundred thousand have, each question
# took 68 ms, and takes 1.5 without them.
_MOST_WITH_ONE: Final = 500


@dataclass(frozen=True)
class Texts:
    """The part of a catalogue that tells texts from each other; made by `Catalogue.texts`.

    `writing` lends a connection to write with, `rows` is what a query finds.
    """

    writing: Callable[[], AbstractContextManager[sqlite3.Connection]]
    rows: Callable[..., list[Any]]

    def note(self, sketches: Iterable[tuple[str, Sketch]]) -> None:
        """Note which texts documents have, by their ids, in the place of what was noted before."""
        with self.writing() as connection:
            for document_id, sketch in sketches:
                connection.execute("DELETE FROM texts WHERE document_id = ?", (document_id,))
                connection.execute(
                    "INSERT INTO texts VALUES (?, ?, ?)", (document_id, sketch.fingerprint, sketch.encoded())
                )
                connection.executemany(
                    "INSERT INTO text_hashes VALUES (?, ?)",
                    ((each, document_id) for each in sketch.hashes[:_LOOKED_UP]),
                )

    def keep_only(self, document_ids: Collection[str]) -> tuple[str, ...]:
        """Forget what is noted of documents other than these; returns those of them of which nothing is noted."""
        noted = {document_id for (document_id,) in self.rows("SELECT document_id FROM texts")}
        copied = {document_id for (document_id,) in self.rows("SELECT DISTINCT document_id FROM copies")}
        gone = (noted | copied).difference(document_ids)
        if gone:
            with self.writing() as connection:
                for document_id in gone:
                    for table in NAMING:
                        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        return tuple(sorted(set(document_ids) - noted))

    def sketch(self, document_id: str) -> Sketch | None:
        """The text of a document, if it was noted."""
        rows = self.rows("SELECT fingerprint, sketch FROM texts WHERE document_id = ?", document_id)
        return Sketch.decoded(*rows[0]) if rows else None

    def same_as(self, sketch: Sketch) -> tuple[str, ...]:
        """The documents that have the very text."""
        if sketch.fingerprint is None:
            return ()
        query = "SELECT document_id FROM texts WHERE fingerprint = ? ORDER BY document_id"
        return tuple(document_id for (document_id,) in self.rows(query, sketch.fingerprint))

    def near(self, sketch: Sketch) -> tuple[str, ...]:
        """The documents whose texts may be nearly the same, the likeliest first."""
        query = f"SELECT document_id FROM text_hashes WHERE hash = ? LIMIT {_MOST_WITH_ONE + 1}"
        shared: Counter[str] = Counter()
        for each in sketch.hashes[:_LOOKED_UP]:
            with_it = self.rows(query, each)
            if len(with_it) <= _MOST_WITH_ONE:
                shared.update(document_id for (document_id,) in with_it)
        enough = [document_id for document_id, count in shared.items() if count >= _FEWEST_SHARED]
        return tuple(sorted(enough, key=lambda each: (-shared[each], each))[:_MOST_CANDIDATES])

    def note_copy(self, sha256: str, document_id: str) -> None:
        """Note that a file has the text of a document, and need not be read as long as that is there."""
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO copies VALUES (?, ?)", (sha256, document_id))

    def copies(self) -> dict[str, str]:
        """The files that have the text of a document, by the SHA-256 of their bytes, with its id."""
        return dict(self.rows("SELECT sha256, document_id FROM copies"))

    def copies_of(self, document_id: str) -> tuple[str, ...]:
        """The SHA-256 of the files that have the text of a document."""
        query = "SELECT sha256 FROM copies WHERE document_id = ? ORDER BY sha256"
        return tuple(sha256 for (sha256,) in self.rows(query, document_id))
