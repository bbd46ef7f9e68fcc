"""What a text is, in so few bytes that it can be told whether two documents say the same, or nearly the same.

A fingerprint is the same for texts with the same letters and digits, however they are set. A sketch is the smallest of
the hashes of all runs of words: of two sketches, the smallest hashes of both together are a fair sample of the runs of
both texts, and the share that both have says how far the texts have the same runs (bottom-k MinHash).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import Final

_RUN: Final = 5  # words: fewer are alike in all reviews, more are all changed by a few corrections
_SIZE: Final = 128  # hashes: the error is 4 points where texts have half of their runs in common
_HASH_BYTES: Final = 7  # so that a hash fits into the whole numbers of SQLite, which have a sign
_FEWEST: Final = 200  # letters and digits: by less than that, as the running heads of a scan, no document is known
_FINGERPRINT_BYTES: Final = 32
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Sketch:
    """What a text is. `fingerprint` is None where it is not known to be the text of a whole document.

    `hashes` are the smallest of those of its runs of words, in order. A short text has neither.
    """

    fingerprint: str | None
    hashes: tuple[int, ...]

    @classmethod
    def of(cls, text: str, *, whole: bool = True) -> Sketch:
        """The sketch of a text; not of a `whole` document where some of its pages could not be read."""
        words = words_of(text)
        letters = "".join(words)
        if len(letters) < _FEWEST:
            return UNKNOWN
        fingerprint = blake2b(letters.encode(), digest_size=_FINGERPRINT_BYTES).hexdigest() if whole else None
        return cls(fingerprint, tuple(nsmallest(_SIZE, set(_hashes(words)))))

    def resembles(self, other: Sketch) -> float:
        """How far two texts have the same runs of words, from 0 to 1; of texts without any nothing is known: 0."""
        mine, theirs = set(self.hashes), set(other.hashes)
        sample = nsmallest(_SIZE, mine | theirs)
        return sum(each in mine and each in theirs for each in sample) / len(sample) if sample else 0.0

    def encoded(self) -> bytes:
        """The hashes as bytes, for the catalogue."""
        return b"".join(each.to_bytes(_HASH_BYTES, "big") for each in self.hashes)

    @classmethod
    def decoded(cls, fingerprint: str | None, data: bytes) -> Sketch:
        """The same from what the catalogue keeps."""
        parts = (data[at : at + _HASH_BYTES] for at in range(0, len(data), _HASH_BYTES))
        return cls(fingerprint, tuple(int.from_bytes(part, "big") for part in parts))


UNKNOWN: Final = Sketch(None, ())


def words_of(text: str) -> list[str]:
    """The words of a text as texts are compared: letters and digits, whatever their case and their form."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _hashes(words: list[str]) -> Iterator[int]:
    for at in range(len(words) - _RUN + 1):
        run = " ".join(words[at : at + _RUN])
        yield int.from_bytes(blake2b(run.encode(), digest_size=_HASH_BYTES).digest(), "big")
