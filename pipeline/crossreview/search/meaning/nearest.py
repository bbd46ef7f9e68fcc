"""The passages nearest in meaning to a question, among those that have the facts asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from tantivy import Occur

from crossreview.library import Library
from crossreview.search.fields import schema
from crossreview.search.index import Address, OpenIndex, Stamp, stamp
from crossreview.search.meaning.embedder import Embedder, Floats, embedder_hash, load_embedder
from crossreview.search.meaning.vectors import WORDINGS, Vectors

_SELECTIVE: Final = 300_000  # passages: a filter that lets through more is applied to what is near, not before
_SPARE: Final = 4  # times as many near wordings as asked for, where a filter comes afterwards
_SAME_WORDING: Final = 4  # passages that a wording has, on the whole, at most
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
        self, index: OpenIndex, text: str, asked: Sequence[tantivy.Query], most: int
    ) -> list[tuple[Address, float]]:
        """At most `most` passages that meet the queries `asked`, with their likeness (cosine), the nearest first."""
        return self.nearest_to(index, self.embedder.vectors([text])[0], asked, most)

    def nearest_to(
        self, index: OpenIndex, vector: Floats, asked: Sequence[tantivy.Query], most: int
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
        return _passages(index, near, asked)[:most]


def _passages(index: OpenIndex, near: dict[int, float], asked: Sequence[tantivy.Query]) -> list[tuple[Address, float]]:
    """The passages that have these wordings."""
    if not near:
        return []
    wordings = tantivy.Query.term_set_query(schema(), "wording", list(near))
    matches = tantivy.Query.boolean_query([(Occur.Must, query) for query in (wordings, *asked)])
    found = index.addresses(matches, "wording", _SAME_WORDING * len(near))
    return sorted(((address, near[wording]) for wording, address in found), key=lambda each: -each[1])


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
        return (vectors_folder(library) / _COMPLETE).read_text(encoding="ascii") == _state(library)
    except OSError:
        return False


def note_complete(library: Library) -> None:
    """Note that all passages of the index as it is have their vectors."""
    (vectors_folder(library) / _COMPLETE).write_text(_state(library), encoding="ascii")


def _state(library: Library) -> str:
    return " ".join(map(str, stamp(library.index_path / "meta.json")))
