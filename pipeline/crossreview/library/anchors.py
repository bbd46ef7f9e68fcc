"""Where the words that a person pointed at stand in a record, whatever a newer reader made of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from crossreview.errors import UnknownTerm
from crossreview.records import DocumentRecord, Item, Source, Span

_WORD = re.compile(r"\w+")
_LEAST_ALIKE = 0.6  # of the words of both: a reader that cut an item in two keeps the larger part
_FEWEST_LETTERS = 12  # that a person has to give of a passage
_SHOWN = 60  # characters, of words that an error quotes
_CLOSING = ".?!;:)]”’\"'"  # goes with the words before it


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item as a person saw it: its id, its words as the document prints them, the page (from 1) they begin on."""

    item_id: str
    words: str
    page: int


@dataclass(frozen=True)
class Passage:
    """Words as a person copied them from a page (from 1) on which they begin."""

    words: str
    page: int


def anchor_of(item: Item, record: DocumentRecord) -> Anchor:
    """What will find an item again."""
    return Anchor(item.id, item.source.text_in(record.document.text), item.source.page)


def item_at(anchor: Anchor, record: DocumentRecord) -> Item | None:
    """The item that an anchor means: the one with its id, or that with its words; None where there is neither.

    Ids come from the words, so they change where a newer reader draws the bounds of an item differently.
    """
    by_id = next((item for item in record.items if item.id == anchor.item_id), None)
    if by_id is not None:
        return by_id
    meant = _words(anchor.words)
    alike = [(_alike(meant, _words(item.source.text_in(record.document.text))), item) for item in record.items]
    close = [(score, -abs(item.source.page - anchor.page), item) for score, item in alike if score >= _LEAST_ALIKE]
    return max(close, key=lambda each: each[:2])[2] if close else None


def source_of(passage: Passage, record: DocumentRecord) -> Source:
    """Where a passage stands; only their letters and digits are compared.

    Raises UnknownTerm where the page does not have them, has them twice, or they are too few to tell.
    """
    wanted = "".join(letter for _, letter in _letters(passage.words))
    page = passage.page
    if len(wanted) < _FEWEST_LETTERS:
        raise UnknownTerm("These words are too few to find a passage by.", remedy="Give the passage as it is printed.")
    pages = _Pages(record)
    places = pages.places(wanted)
    here = [place for place in places if pages.page_at(place.start) == page]
    if len(here) == 1:
        return _source(here[0], record)
    if here:
        raise UnknownTerm(f"Page {page} has these words {len(here)} times.", remedy="Give more of the passage.")
    elsewhere = sorted({pages.page_at(place.start) for place in places})
    if elsewhere:
        raise UnknownTerm(
            f"Page {page} does not have these words.",
            remedy=f"They stand on page {' and '.join(map(str, elsewhere))}, counted from the first of the file.",
        )
    raise UnknownTerm(f"Page {page} does not have these words.", remedy=pages.hint(wanted, page))


@dataclass(frozen=True)
class _Place:
    """A run of the text of a document."""

    start: int
    end: int


class _Pages:
    """The letters and digits of a document, and where in its text each stands."""

    def __init__(self, record: DocumentRecord) -> None:
        self._text = record.document.text
        self._offsets = record.document.page_offsets
        found = list(_letters(self._text))
        self._at = [offset for offset, _ in found]
        self._letters = "".join(letter for _, letter in found)

    def places(self, wanted: str) -> tuple[_Place, ...]:
        """All places of some letters."""
        starts: list[int] = []
        start = self._letters.find(wanted)
        while start >= 0:
            starts.append(start)
            start = self._letters.find(wanted, start + 1)
        return tuple(_Place(self._at[start], self._closed(self._at[start + len(wanted) - 1] + 1)) for start in starts)

    def page_at(self, offset: int) -> int:
        """The page, from 1, of a character."""
        return sum(start <= offset for start in self._offsets)

    def hint(self, wanted: str, page: int) -> str:
        """What may help to find words that are not there as they were given."""
        known = len(self._offsets)
        if not 1 <= page <= known:
            return f"The document has {known} pages."
        begun = next((length for length in range(len(wanted), _FEWEST_LETTERS - 1, -1) if self._has(wanted, length)), 0)
        if begun:
            place = next(place for place in self.places(wanted[:begun]))
            after = " ".join(self._text[place.end : place.end + _SHOWN].split())
            return f"It has their beginning; there it goes on: “{after}”."
        return "`crossreview inspect` shows what was read of each page."

    def _has(self, wanted: str, length: int) -> bool:
        return wanted[:length] in self._letters

    def _closed(self, end: int) -> int:
        while end < len(self._text) and self._text[end] in _CLOSING:
            end += 1
        return end


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """The letters and digits of a text in small letters, each with the offset of its character."""
    for offset, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character).casefold():
            if letter.isalnum():
                yield offset, letter


def _source(place: _Place, record: DocumentRecord) -> Source:
    """The parts of blocks that a run of text covers."""
    spans = {
        Span(span.page, span.box, max(span.start, place.start), min(span.end, place.end))
        for block in record.blocks
        for span in block.source.spans
        if span.start < place.end and place.start < span.end
    }
    if not spans:
        raise UnknownTerm(
            "These words stand in no block of the document.", remedy="`crossreview inspect` shows its blocks."
        )
    return Source(tuple(sorted(spans, key=lambda span: span.start)))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _alike(words: Counter[str], others: Counter[str]) -> float:
    """The share of the words of both that both have, 0 to 1."""
    return 2 * (words & others).total() / max(words.total() + others.total(), 1)
