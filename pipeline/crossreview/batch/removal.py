"""Removing what was withdrawn from everything that a library holds, and finishing what a killed program left of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from crossreview.batch.changes import SUFFIX
from crossreview.batch.failures import forget_failures, now
from crossreview.batch.reports import write_words
from crossreview.errors import CrossreviewError, MissingResource, ModelMismatch
from crossreview.library import Library, warn_of_damage, write_atomically
from crossreview.library.storage import storage_errors
from crossreview.library.withdrawing import Shelf, Withdrawal, remove_files, standing, still_present


def finish_withdrawals(library: Library, on_damage: Callable[[CrossreviewError], None] = warn_of_damage) -> None:
    """Remove all that is still, or again, there of documents with a tombstone; for the holder of the library's lock.

    It can be stopped at any moment: a tombstone says that it is finished only when it is. Vectors wait while another
    program is making some.
    """
    found = still_present(library)
    if found:
        _remove(library, found, on_damage)
    _prune(library)


def _remove(library: Library, found: tuple[Withdrawal, ...], on_damage: Callable[[CrossreviewError], None]) -> None:
    catalogue = library.catalogue
    shelf = Shelf.of(library, {each.document_id for each in standing(catalogue.withdrawals())})
    found = tuple(replace(each, traces=_traces(library, each, shelf)) for each in found)
    for each in found:
        # Kept until the end, since the record that knows the name of its file goes first: then no search shows it.
        catalogue.reopen_withdrawal(each.number, each.traces)
    ids, hashes = {each.document_id for each in found}, {each.sha256 for each in found}
    remove_files(library, shelf, hashes)
    _remove_from_search(library, ids, on_damage)
    traces = Traces.of(found, shelf.names_that_stay)
    forget_failures(library.failures_path, traces.are_in)
    for report in sorted(library.runs_path.glob("*.json")):
        _forget_in_report(report, traces)
        write_words(report)
    for changes in sorted(library.runs_path.glob(f"*{SUFFIX}")):
        _forget_in_changes(changes, traces)
    seen = catalogue.files().items()
    catalogue.forget(ids, [path for path, sha256 in seen if sha256 in hashes or traces.are_in(path)])
    catalogue.note_removed([each.number for each in found], now())


def _traces(library: Library, withdrawal: Withdrawal, shelf: Shelf) -> tuple[str, ...]:
    paths = library.catalogue.paths_of(withdrawal.sha256)
    return tuple(dict.fromkeys((*withdrawal.traces, *shelf.names_of(withdrawal.document_id), *paths)))


def _remove_from_search(library: Library, ids: set[str], on_damage: Callable[[CrossreviewError], None]) -> None:
    """Make index and products without these documents.

    The index is made anew: words of entries that are deleted from it stay in its files.
    """
    from crossreview.search import rebuild_index  # noqa: PLC0415  (tantivy, not needed to read)

    changed = library.not_indexed()  # listed first: what is corrected meanwhile is not in it
    rebuild_index(library)
    library.refresh_products(on_damage, {*changed.documents, *ids})
    library.note_indexed(changed)


def _prune(library: Library) -> None:
    """Remove the vectors of passages that are gone, unless another program makes some: from an older index, maybe."""
    waiting = [each.number for each in library.catalogue.withdrawals() if each.removed and not each.pruned]
    if not waiting:
        return
    if library.vectors_path.is_dir():
        lock = FileLock(library.vectors_path / ".lock")
        with storage_errors(library.vectors_path):
            try:
                lock.acquire(timeout=0)
            except Timeout:  # which is an OSError too
                return
        try:
            _prune_vectors(library)
        finally:
            lock.release()
    library.catalogue.note_pruned(waiting, now())


def _prune_vectors(library: Library) -> None:
    from crossreview.search.meaning import prune_vectors  # noqa: PLC0415  (tantivy)

    try:
        prune_vectors(library)
    except (MissingResource, ModelMismatch):
        # Without the model that made them nobody can use them, nor tell which are whose.
        for folder in library.vectors_path.iterdir():
            if folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Traces:
    """By what withdrawn documents are named in journals: ids, names of files, and paths.

    A name that a document has which stays is no trace; the path of the one that was withdrawn is.
    """

    ids: frozenset[str]
    names: frozenset[str]
    paths: frozenset[str]

    @classmethod
    def of(cls, withdrawals: Iterable[Withdrawal], staying: frozenset[str]) -> Traces:
        """Those of some withdrawals, where documents with the names `staying` remain."""
        withdrawn = tuple(withdrawals)
        paths = frozenset(trace for each in withdrawn for trace in each.traces)
        names = frozenset(map(file_name, paths))
        return cls(frozenset(each.document_id for each in withdrawn), names - staying, paths - staying)

    def are_in(self, value: Any) -> bool:
        """Whether any text in a value, as JSON has them, names one of the documents."""
        match value:
            case str():
                return value in self.paths or file_name(value) in self.names or bool(self._an_id.search(value))
            case dict():
                return any(map(self.are_in, (*value, *value.values())))
            case list() | tuple():
                return any(map(self.are_in, value))
            case _:
                return False

    @cached_property
    def _an_id(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(self.ids)))})(?!\w)")


def file_name(path: str) -> str:
    """The name of a file by its path, as text."""
    return Path(path).name


def _forget_in_report(path: Path, traces: Traces) -> None:
    """Leave out of the report of a run what it says of documents; its counts stay. One that is damaged goes."""
    try:
        report = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError):
        with storage_errors(path):
            path.unlink(missing_ok=True)
        return
    kept = _without(report, traces)
    if kept != report:
        write_atomically(path, msgspec.json.format(msgspec.json.encode(kept)))


def _forget_in_changes(path: Path, traces: Traces) -> None:
    """Leave out the lines that tell of documents, and those that a killed run left unfinished."""
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not _tells_of(line, traces)]
    if len(kept) < len(lines):
        write_atomically(path, b"".join(kept))


def _tells_of(line: bytes, traces: Traces) -> bool:
    try:
        return traces.are_in(msgspec.json.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError):  # nobody knows of what
        return True


def _without(value: Any, traces: Traces) -> Any:
    match value:
        case dict():
            kept = {name: part for name, part in value.items() if not traces.are_in(name)}
            return {name: _without(part, traces) for name, part in kept.items() if not _is_name(part, traces)}
        case list():
            return [part for part in value if not traces.are_in(part)]
        case _:
            return value


def _is_name(value: Any, traces: Traces) -> bool:
    return isinstance(value, str) and traces.are_in(value)
