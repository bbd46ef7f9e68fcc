"""Making the vectors that a library lacks: it can be stopped at any time, and goes on where it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from filelock import FileLock, Timeout

from crossreview.errors import LibraryInUse
from crossreview.library import Library
from crossreview.library.storage import storage_errors
from crossreview.search.fields import schema
from crossreview.search.index import Address, OpenIndex
from crossreview.search.indexing import answered
from crossreview.search.meaning.embedder import Embedder, load_embedder
from crossreview.search.meaning.nearest import index_state, is_complete, note_complete, vectors_folder
from crossreview.search.meaning.vectors import Vectors, append, prune

_AT_ONCE: Final = 64  # texts, after which what is made is safe on the disk: a third of a second
_WORTH_PRUNING: Final = 0.2  # share of vectors whose wording no passage has any more


@dataclass(frozen=True)
class Progress:
    """How many wordings have their vector now, and how many there are."""

    done: int
    total: int


def embed_passages(library: Library, tell: Callable[[Progress], None] = lambda _: None) -> int:
    """Make the vectors that are missing, of items first, and remove those of wordings that are gone.

    Returns how many were made. Raises MissingExtra, LibraryInUse where another program is at it, StorageFull.
    """
    embedder = load_embedder()
    folder = vectors_folder(library)
    lock = FileLock(library.vectors_path / ".lock", timeout=0)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:  # which is an OSError too
            raise LibraryInUse(
                "Another program is making the vectors of this library.",
                remedy="Wait until it has finished; searches use what there is meanwhile.",
                path=library.root,
            ) from error
    try:
        _remove_others(library)
        made = 0
        while not is_complete(library):  # again, if something was indexed meanwhile
            made += _embed_what_is_missing(library, embedder, tell)
        return made
    finally:
        lock.release()


def embed_in_background(library: Library) -> bool:
    """Start making the vectors that are missing, in a process that outlives this one; whether there was a need to."""
    if find_spec("onnxruntime") is None or is_complete(library):
        return False
    command = [sys.executable, "-m", "crossreview", "embed", "--behind", "--library", str(library.root.absolute())]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    # Somebody has to take note of its end, or it stays in the system's list for as long as this process lives.
    threading.Thread(target=process.wait, name="making vectors", daemon=True).start()
    return True


def prune_vectors(library: Library) -> None:
    """Remove all vectors of wordings that no passage has any more, of whatever model."""
    if library.vectors_path.is_dir():
        _remove_others(library)
        state, folder = index_state(library), vectors_folder(library)
        live = answered(library, wordings_of)
        prune(folder, np.fromiter(live, np.int64, len(live)))
        if not _missing(folder, live):
            note_complete(library, state)


def _embed_what_is_missing(library: Library, embedder: Embedder, tell: Callable[[Progress], None]) -> int:
    state = index_state(library)
    made = answered(library, lambda index: _embed(index, vectors_folder(library), embedder, tell))
    note_complete(library, state)
    return made


def _embed(index: OpenIndex, folder: Path, embedder: Embedder, tell: Callable[[Progress], None]) -> int:
    live = wordings_of(index)
    known = Vectors.opened(folder)
    gone = len(known) - int(np.isin(known.wordings, np.fromiter(live, np.int64, len(live))).sum())
    if gone > _WORTH_PRUNING * len(known):
        prune(folder, np.fromiter(live, np.int64, len(live)))
    missing = list(_missing(folder, live))
    missing.sort(key=lambda wording: not live[wording].is_item)
    for start in range(0, len(missing), _AT_ONCE):
        wordings = missing[start : start + _AT_ONCE]
        texts = [stored.text for _, _, stored in index.entries([live[wording].address for wording in wordings])]
        append(folder, np.array(wordings, dtype=np.int64), embedder.vectors(texts))
        tell(Progress(len(live) - len(missing) + start + len(wordings), len(live)))
    return len(missing)


def _missing(folder: Path, live: Mapping[int, Wording]) -> set[int]:
    """The wordings that have no vector yet."""
    return live.keys() - set(Vectors.opened(folder).wordings.tolist())


@dataclass(frozen=True)
class Wording:
    """A passage that has it, and whether that is an item."""

    address: Address
    is_item: bool


def wordings_of(index: OpenIndex) -> dict[int, Wording]:
    """One passage for each wording, an item where there is one."""
    found: dict[int, Wording] = {}
    for is_item in (0, 1):
        asked = tantivy.Query.term_query(schema(), "is_item", is_item)
        for wording, address in index.addresses(asked, "wording", index.best(asked, 1)[0]):
            found[wording] = Wording(address, bool(is_item))
    return found


def _remove_others(library: Library) -> None:
    """Remove the vectors of models that are not in use."""
    current = vectors_folder(library)
    for folder in library.vectors_path.iterdir():
        if folder.is_dir() and folder != current:
            shutil.rmtree(folder, ignore_errors=True)
