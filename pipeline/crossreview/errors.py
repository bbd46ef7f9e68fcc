"""Errors that Crossreview raises on purpose.

Each says which file, what is wrong, and what to do about it, so that a batch can write it down and go on, and the
command line can print it without a trace. Anything else that escapes is a bug.
"""

from __future__ import annotations

from pathlib import Path


class CrossreviewError(Exception):
    """Base of all errors raised on purpose: `path` (or None), `problem` and `remedy` are sentences for people."""

    def __init__(self, problem: str, *, remedy: str, path: Path | None = None) -> None:
        self.problem = problem
        self.remedy = remedy
        self.path = path
        super().__init__(problem, remedy, path)

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path is not None else ""
        return f"{where}{self.problem} {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders in a batch; keyword arguments do not survive the default reduction.
        return _rebuild, (type(self), self.problem, self.remedy, self.path)


def _rebuild(kind: type[CrossreviewError], problem: str, remedy: str, path: Path | None) -> CrossreviewError:
    return kind(problem, remedy=remedy, path=path)


class UnreadableDocument(CrossreviewError):
    """The file is not a PDF that can be read: damaged, not a PDF at all, empty, or without pages."""


class EncryptedDocument(UnreadableDocument):
    """The PDF is locked: it asks for a password, or for something else."""


class NoTextLayer(UnreadableDocument):
    """The PDF has pages, but no text on any of them: a scan."""


class NoSuchPage(CrossreviewError):
    """A page is asked for that the document does not have."""


class NothingToRead(CrossreviewError):
    """The paths given hold no PDF."""


class InboxUnusable(CrossreviewError):
    """A folder that is watched for new PDFs cannot be used: it is gone, read-only, or watched already."""


class RecordDamaged(CrossreviewError):
    """A record file cannot be decoded."""


class CatalogueDamaged(CrossreviewError):
    """The catalogue of a library, with its journal, decisions and corrections, cannot be used."""


class RecordVersionMismatch(CrossreviewError):
    """A record was written with an older or newer schema version."""


class LibraryInUse(CrossreviewError):
    """Another run holds the lock of the library."""


class LibraryNotFound(CrossreviewError):
    """The folder is not a library, or does not exist."""


class LibraryVersionMismatch(CrossreviewError):
    """The library on disk was written by a newer version of Crossreview."""


class StorageFull(CrossreviewError):
    """The disk is full or may not be written to."""


class DocumentTimedOut(CrossreviewError):
    """Reading a document took longer than the limit."""


class DocumentTooLarge(CrossreviewError):
    """Reading a document took more memory than the limit, or it has more pages."""


class WorkerDied(CrossreviewError):
    """The process that read the document died."""


class VersionMismatch(CrossreviewError):
    """Another machine would read with other versions of Crossreview or of what it is made of."""


class ClusterUnreachable(CrossreviewError):
    """The scheduler of a cluster does not answer, or has no workers."""


class QueryError(CrossreviewError):
    """A search query cannot be understood."""


class IndexUnusable(CrossreviewError):
    """The search index cannot be used, and making it anew does not help."""


class CannotServe(CrossreviewError):
    """The web page cannot be served where it should be."""


class UnsafeServer(CannotServe):
    """The web page would be open to others, and nothing tells who they are."""


class UnknownFormat(CrossreviewError):
    """A file is asked for in a format that is not written; its name says which."""


class NothingFound(CrossreviewError):
    """A briefing is asked for on something that the library does not have; the remedy says what stood in the way."""


class UnknownTerm(CrossreviewError):
    """A theme, agency, kind or other id that the vocabulary does not have."""


class GoldError(CrossreviewError):
    """A gold file cannot be used for evaluation."""


class MissingExtra(CrossreviewError):
    """An optional part is not installed; the remedy is the command that installs it."""


class MissingResource(CrossreviewError):
    """A file that comes with the package is missing from the installation."""


class ModelMismatch(CrossreviewError):
    """A trained model is missing or damaged, or was made for other themes."""


class StatementsDamaged(CrossreviewError):
    """A file of statements cannot be read, or holds none."""
