"""What became of a file that was dropped into a watched folder, in plain words: for its note, and for the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from crossreview.batch.failures import Failure
from crossreview.batch.inbox import Shelf
from crossreview.batch.worker import Product
from crossreview.errors import CrossreviewError
from crossreview.library import Library
from crossreview.paths import shown
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
        when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        return f"{shown(name)}\n{when}\n\n{self.sentences}\n".encode("utf-8", "backslashreplace")


def verdict_of_read(product: Product) -> Verdict:
    """Of a file that was read."""
    facts = _Facts(product.document_id, product.pages, product.items, product.warnings)
    return Verdict("read", str(facts), f"This file was read and is in the library.\n\n{facts.listed}")


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
    same = f"same as {shown(of)}"
    return Verdict(word, f"{same}: {verdict.details}", f"This file is the {same}.\n\n{verdict.sentences}")


def verdict_of_failure(failure: Failure) -> Verdict:
    """Of a file that could not be read."""
    return Verdict(
        "failed",
        f"{failure.error} {failure.remedy}",
        "This file could not be read and is not in the library.\n\n"
        f"What is wrong: {failure.error}\nWhat to do: {failure.remedy}\n\n"
        "Move it back into the inbox to try again.",
    )


WITHDRAWN = Verdict(
    "withdrawn",
    "was withdrawn from the library; not read in",
    "This document was withdrawn from the library. It was not read in.\n\nThis file is not needed: it can be deleted.",
)


@dataclass(frozen=True)
class _Facts:
    """What a note says about a document in the library."""

    document_id: str
    pages: int
    items: Mapping[str, int]
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        parts = (
            counted(self.pages, "page"),
            *(f"{_plain(kind)} {count}" for kind, count in self.items.items()),
            *self.warnings,
        )
        return f"{self.document_id} ({', '.join(parts)})"

    @property
    def listed(self) -> str:
        lines = [f"Document: {self.document_id}", f"Pages: {self.pages}"]
        if self.items:
            lines += ["Found in it:", *(f"  {_plain(kind)}: {count}" for kind, count in self.items.items())]
        if self.warnings:
            lines += ["Worth checking:", *(f"  {warning}" for warning in self.warnings)]
        return "\n".join(lines)


def _facts_of(library: Library, document_id: str | None) -> _Facts | None:
    if document_id is None:
        return None
    try:
        record = library.record_as_read(document_id)
    except CrossreviewError:  # damaged, which a run says at its end
        return None
    items = Counter[str](item.kind for item in record.items)
    return _Facts(document_id, record.document.pages, items, record.warnings)


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
