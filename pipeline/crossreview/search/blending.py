"""Rankings made one: by words, by some of the words, and by meaning.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): what stands high in several rankings comes first. Scores of
different kinds are never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crossreview.search.index import Address
from crossreview.search.query import FoundBy

RANKED: Final = 100  # passages of each ranking that count
_STEADINESS: Final = 20  # the higher, the less the first places count beside those behind them


@dataclass(frozen=True)
class Found:
    """A passage found, with its score: that of its words, its likeness, or of both rankings together."""

    address: Address
    score: float
    by: FoundBy


def blended(
    words: Sequence[tuple[float, Address]],
    some_words: Sequence[tuple[float, Address]],
    meaning: Sequence[tuple[Address, float]],
    with_all_words: Iterable[Address],
) -> list[Found]:
    """Three rankings as one, the best first; passages with only some of the words stand behind those with all.

    `with_all_words` are those that have all words, also behind those that the first ranking has.
    """
    lexical = [address for _, address in (*words, *some_words)]
    semantic = [address for address, _ in meaning]
    by_words, by_meaning = _places(lexical), _places(semantic)
    have_all = set(map(_key, with_all_words))
    found = []
    for key, address in {_key(address): address for address in (*lexical, *semantic)}.items():
        score = _score(by_words.get(key)) + _score(by_meaning.get(key))
        found.append(Found(address, score, _found_by(key in have_all, key in by_meaning)))
    return sorted(found, key=lambda each: -each.score)


def _found_by(all_words: bool, by_meaning: bool) -> FoundBy:
    if all_words:
        return "both" if by_meaning else "words"
    return "meaning" if by_meaning else "some words"


def _places(addresses: Iterable[Address]) -> dict[tuple[int, int], int]:
    places: dict[tuple[int, int], int] = {}
    for address in addresses:
        places.setdefault(_key(address), len(places) + 1)
    return places


def _score(place: int | None) -> float:
    return 1 / (_STEADINESS + place) if place is not None else 0.0


def _key(address: Address) -> tuple[int, int]:
    return address.segment_ord, address.doc
