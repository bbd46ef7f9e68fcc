"""What became of a file that was dropped into a watched folder, in plain words: for its note, and for the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from crossreview.batch.failures import Failure
from crossreview.batch.inbox import Shelf
from crossreview.batch.outcomes import worth_checking
from crossreview.batch.worker import Product
from crossreview.errors import CrossreviewError, DocumentTimedOut, DocumentTooLarge, NoTextLayer, WorkerDied
from crossreview.library import Library
from crossreview.paths import on_one_line, shown
from crossreview.plurals import counted

Word: TypeAlias = Literal["read", "copy", "failed", "withdrawn"]


@dataclass(frozen=True)
class Verdict:
    """What became of a file: in a word, in some words for the log, and in sentences for its note."""

    word: Word
    details: str
    sentences: str

    @property
    def shelf(self) -> Shelf:
        """Where the file goes."""
        return "failed" if self.word == "failed" else "done"

    def note(self, name: Path) -> bytes:
        """The note that lies beside the file; `name` is what it was called in the inbox."""
        when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z")
        return f"{on_one_line(shown(name))}\n{when}\n\n{self.sentences}\n".encode("utf-8", "backslashreplace")


def verdict_of_read(library: Library, product: Product, earlier: str | None) -> Verdict:
    """Of a file that was read; `earlier` is the earlier of two versions, where it is a version of another document."""
    facts = _Facts(product.document_id, product.digest.title, product.pages, product.items, product.warnings)
    sentences = f"This file was read and is in the library.\n\n{facts.listed}"
    if earlier is None:
        return Verdict("read", str(facts), sentences)
    if earlier == product.document_id:
        return Verdict(
            "read",
            f"{facts}; the library has a later version of it",
            f"{sentences}\n\nThe library has a later version of it. Searches show that one alone.\n{_IF_WRONG}",
        )
    before = _facts_of(library, earlier)
    return Verdict(
        "read",
        f"{facts}; takes the place of {before or earlier}",
        f"{sentences}\n\nIt is a later version of a document that the library had. Searches show it alone now.\n"
        f"The earlier one:\n{_indented(before.listed if before is not None else earlier)}\n{_IF_WRONG}",
    )


def verdict_of_known(library: Library, document_id: str | None) -> Verdict:
    """Of a file whose document the library has already."""
    facts = _facts_of(library, document_id)
    sentence = "The library has this document already. Nothing was changed."
    if facts is None:
        return Verdict("copy", "already in the library", sentence)
    return Verdict("copy", f"already in the library as {facts}", f"{sentence}\n\n{facts.listed}")


def verdict_of_same_text(library: Library, document_id: str) -> Verdict:
    """Of a file that has the text of a document of the library, and other bytes."""
    facts = _facts_of(library, document_id)
    sentence = "The library has a document with this text already, from another file. Nothing was changed."
    if facts is None:
        return Verdict("copy", f"same text as {document_id}", sentence)
    return Verdict("copy", f"same text as {facts}", f"{sentence}\n\n{facts.listed}")


def verdict_of_copy(of: Path, verdict: Verdict) -> Verdict:
    """Of a file with the bytes of another, whose verdict is known."""
    word: Word = "failed" if verdict.word == "failed" else "copy"
    same = f"same as {on_one_line(shown(of))}"
    return Verdict(word, f"{same}: {verdict.details}", f"This file is the {same}.\n\n{verdict.sentences}")


def verdict_of_failure(failure: Failure) -> Verdict:
    """Of a file that could not be read."""
    again = _AGAIN_LATER if failure.stage == "opening" or failure.kind in _NOT_OF_THE_FILE else _ANOTHER_FILE
    return Verdict(
        "failed",
        f"{failure.error} {failure.remedy}",
        "This file could not be read and is not in the library.\n\n"
        f"What is wrong: {failure.error}\nWhat to do: {failure.remedy}\n\n"
        f"{again}",
    )


# With more time or memory, or after a repair of Crossreview, the same file may be read.
_NOT_OF_THE_FILE: Final = frozenset(
    each.__name__ for each in (CrossreviewError, DocumentTimedOut, DocumentTooLarge, NoTextLayer, WorkerDied)
)
_AGAIN_LATER: Final = "When whoever runs Crossreview has seen to that, move this file back into the inbox."
_ANOTHER_FILE: Final = "Put the good file into the inbox. This one and this note can be deleted then."
_IF_WRONG: Final = "If these are two documents, tell whoever runs Crossreview: that can be undone."

WITHDRAWN = Verdict(
    "withdrawn",
    "was withdrawn from the library; not read in",
    "This document was withdrawn from the library. It was not read in.\n\nThis file is not needed: it can be deleted.",
)


@dataclass(frozen=True)
class _Facts:
    """What a note says about a document in the library."""

    document_id: str
    title: str | None
    pages: int
    items: Mapping[str, int]
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        parts = (
            counted(self.pages, "page"),
            *(f"{_plain(kind)} {count}" for kind, count in self.items.items()),
            *worth_checking(self.items, self.warnings),
        )
        return f"{self.document_id} ({', '.join(parts)})"

    @property
    def listed(self) -> str:
        lines = [f"Title: {self.title or 'not found'}", f"Document: {self.document_id}", f"Pages: {self.pages}"]
        if self.items:
            lines += ["Found in it:", *(f"  {_plain(kind)}: {count}" for kind, count in self.items.items())]
        if warnings := worth_checking(self.items, self.warnings):
            lines += ["Worth checking:", *(f"  {warning}" for warning in warnings)]
        return "\n".join(lines)


def _facts_of(library: Library, document_id: str | None) -> _Facts | None:
    if document_id is None:
        return None
    try:
        record = library.record_as_read(document_id)
    except CrossreviewError:  # damaged, which a run says at its end
        return None
    items = Counter[str](item.kind for item in record.items)
    title = record.metadata.title.value if record.metadata.title is not None else None
    return _Facts(document_id, title, record.document.pages, items, record.warnings)


def _indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in lines.splitlines())


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
