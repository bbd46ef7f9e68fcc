"""The passages nearest in meaning to a question, among those that have the facts asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from tantivy import Occur

from crossreview.library import Library
from crossreview.library.storage import write_atomically
from crossreview.search.fields import schema
from crossreview.search.index import Address, OpenIndex, Stamp, stamp, state_of
from crossreview.search.meaning.embedder import Embedder, Floats, embedder_hash, load_embedder
from crossreview.search.meaning.vectors import WORDINGS, Vectors, rows_in

_SELECTIVE: Final = 300_000  # passages: a filter that lets through more is applied to what is near, not before
_SPARE: Final = 4  # times as many near wordings as asked for, where a filter comes afterwards
SAME_WORDING: Final = 4  # passages that a wording has, on the whole, at most
_OPEN_AT_ONCE: Final = 4
# Of a passage to a question (cosine). Of 398 passages that answer one in corpus/retrieval, a twentieth is less near.
LEAST_LIKENESS: Final = 0.2
_COMPLETE: Final = "complete"


@dataclass(frozen=True)
class Meaning:
    """The vectors of a library and the model that made them. `complete`: none is missing for the index as it is."""

    embedder: Embedder
    vectors: Vectors
    complete: bool

    def nearest(
        self, index: OpenIndex, text: str, asked: Sequence[tantivy.Query], most: int, of_a_wording: int = SAME_WORDING
    ) -> list[tuple[Address, float]]:
        """At most `most` passages that meet the queries `asked`, with their likeness (cosine), the nearest first.

        Of passages with the same words, at most `of_a_wording`.
        """
        return self.nearest_to(index, self.embedder.vectors([text])[0], asked, most, of_a_wording)

    def nearest_to(
        self,
        index: OpenIndex,
        vector: Floats,
        asked: Sequence[tantivy.Query],
        most: int,
        of_a_wording: int = SAME_WORDING,
    ) -> list[tuple[Address, float]]:
        """The same for a vector."""
        among, many = None, most
        if asked:
            matches = tantivy.Query.boolean_query([(Occur.Must, query) for query in asked])
            count, _ = index.best(matches, 1)
            if count <= _SELECTIVE:
                among = self.vectors.rows_of(np.unique(index.numbers(matches, "wording", count)))
            else:
                many = _SPARE * most * max(1, index.passages // count)
        rows, likeness = self.vectors.nearest(vector, many, among)
        near = dict(zip(self.vectors.wordings[rows].tolist(), likeness.tolist(), strict=True))
        return list(islice(_passages(index, near, asked, min(most, of_a_wording)), most))


def _passages(
    index: OpenIndex, near: dict[int, float], asked: Sequence[tantivy.Query], each: int
) -> Iterator[tuple[Address, float]]:
    """The passages that have these wordings, at most so many of `each`, in the order of the wordings."""
    passages: dict[int, list[Address]] = defaultdict(list)
    found = _with_wordings(index, list(near), asked, SAME_WORDING * len(near))
    for wording, address in found:
        passages[wording].append(address)
    cut_off = len(found) == SAME_WORDING * len(near)  # one that very many passages have leaves no room for others
    for wording, likeness in near.items():
        if cut_off:
            passages[wording] = [address for _, address in _with_wordings(index, [wording], asked, each)]
        yield from ((address, likeness) for address in passages[wording][:each])


def _with_wordings(
    index: OpenIndex, wordings: list[int], asked: Sequence[tantivy.Query], most: int
) -> list[tuple[int, Address]]:
    """Passages that have one of these wordings, each with the number of it."""
    one_of = tantivy.Query.term_set_query(schema(), "wording", wordings)
    return index.addresses(
        tantivy.Query.boolean_query([(Occur.Must, query) for query in (one_of, *asked)]), "wording", most
    )


def meaning_of(library: Library) -> Meaning | None:
    """What is known of the meaning of a library's passages; None where nothing is yet.

    Raises MissingExtra where what reads a question is not installed, ModelMismatch where the model is damaged.
    """
    folder = vectors_folder(library)
    if not (folder / WORDINGS).exists():
        return None
    return _opened(folder, stamp(folder / WORDINGS), is_complete(library))


@lru_cache(maxsize=_OPEN_AT_ONCE)
def _opened(folder: Path, _: Stamp, complete: bool) -> Meaning:
    return Meaning(load_embedder(), Vectors.opened(folder), complete)


def vectors_folder(library: Library) -> Path:
    """Where the vectors of a library are, or would be: those of the model that is installed."""
    return library.vectors_path / embedder_hash()[:12]


def is_complete(library: Library) -> bool:
    """Whether all passages of the index as it is have their vectors."""
    try:
        folder = vectors_folder(library)
        return (folder / _COMPLETE).read_text(encoding="ascii") == _note(folder, index_state(library))
    except OSError:
        return False


def note_complete(library: Library, state: str) -> None:
    """Note that all passages of the index as it was in a `state` have their vectors. Raises StorageFull."""
    folder = vectors_folder(library)
    write_atomically(folder / _COMPLETE, _note(folder, state).encode("ascii"))


def _note(folder: Path, state: str) -> str:
    """What is noted: vectors that were lost since are missed."""
    return f"{rows_in(folder)} {state}"


def index_state(library: Library) -> str:
    """What changes when the index does; to be asked for before it is opened."""
    return " ".join(str(number) for stamped in state_of(library.index_path) for number in stamped)
