"""Where the words that a person pointed at stand in a record, whatever a newer reader made of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import msgspec

from crossreview.errors import UnknownTerm
from crossreview.records import DocumentRecord, Item, Source, Span

_WORD = re.compile(r"\w+")
_NO_LETTERS = re.compile(r"[\W_]+")
_CONTEXT = 40  # letters before an item, which tell it from another with the same words
_LEAST_SHARED = 0.5  # letters of the longer of two, one of which has the other: a reader that cut an item in two
_LEAST_ALIKE = 0.8  # of the words of both, where letters were read otherwise
_FEWEST_LETTERS = 12  # that a person has to give of a passage
_SHOWN = 60  # characters, of words that an error quotes
_OPENING, _CLOSING = "(“‘\"'[", ".?!;:)]”’\"'"  # go with the words that they stand before or after


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item as a person saw it: its id, its words as the document prints them, the page (from 1) they begin on.

    `before` are the last letters in front of it, `alone` says that no other item had the same words.
    """

    item_id: str
    words: str
    page: int
    before: str
    alone: bool


@dataclass(frozen=True)
class Passage:
    """Words as a person copied them from a page (from 1) on which they begin."""

    words: str
    page: int


def anchor_of(item: Item, record: DocumentRecord) -> Anchor:
    """What will find an item again."""
    words = item.source.text_in(record.document.text)
    same = [each for each in record.items if _letters_of(each, record) == letters(words)]
    return Anchor(item.id, words, item.source.page, _before(item.source, record), len(same) == 1)


def anchor_at(item_id: str, source: Source, record: DocumentRecord) -> Anchor:
    """What will find words again that are no item yet."""
    return Anchor(item_id, source.text_in(record.document.text), source.page, _before(source, record), alone=True)


def same_item(anchor: Anchor, record: DocumentRecord) -> Item | None:
    """The item with the words of an anchor in their place; None where it is not there, or nothing tells which it is."""
    wanted = letters(anchor.words)
    same = [item for item in record.items if _letters_of(item, record) == wanted]
    here = [item for item in same if _before(item.source, record) == anchor.before]
    known = here or (same if anchor.alone and len(same) == 1 else [])
    return min(known, key=lambda item: abs(item.source.page - anchor.page), default=None)


def item_at(anchor: Anchor, record: DocumentRecord) -> Item | None:
    """The item that an anchor means, as `same_item`, or as a newer reader has it.

    Where that draws the bounds otherwise, the item that has most of the words, or is most of them; where it reads
    letters otherwise, the one on the same page or the next to it that is like no other.
    """
    wanted = letters(anchor.words)
    if any(_letters_of(item, record) == wanted for item in record.items):
        return same_item(anchor, record)
    near = [item for item in record.items if abs(item.source.page - anchor.page) <= 1]
    shared = [(_shared(wanted, _letters_of(item, record)), item) for item in near]
    return _clearest(shared, _LEAST_SHARED) or _clearest(
        [(_alike(anchor.words, item.source.text_in(record.document.text)), item) for item in near], _LEAST_ALIKE
    )


@dataclass(frozen=True)
class Overlap:
    """An item that has words of a source, with the shares of the characters of each that both have."""

    item: Item
    of_item: float
    of_source: float


def overlaps(source: Source, record: DocumentRecord) -> list[Overlap]:
    """The items that have words of a source, that with most of them first."""
    found = []
    for item in record.items:
        pairs = product(item.source.spans, source.spans)
        shared = sum(max(min(one.end, other.end) - max(one.start, other.start), 0) for one, other in pairs)
        if shared:
            found.append(Overlap(item, shared / _length(item.source), shared / _length(source)))
    return sorted(found, key=lambda each: -min(each.of_item, each.of_source))


def source_of(passage: Passage, record: DocumentRecord) -> Source:
    """Where a passage stands; only its letters and digits are compared, and whole words are taken.

    Raises UnknownTerm where the page does not have them, has them twice, or they are too few to tell.
    """
    wanted = letters(passage.words)
    if len(wanted) < _FEWEST_LETTERS:
        raise UnknownTerm("These words are too few to find a passage by.", remedy="Give the passage as it is printed.")
    page, pages = passage.page, len(record.document.page_offsets)
    if not 1 <= page <= pages:
        raise UnknownTerm(f"There is no page {page}.", remedy=f"The document has {pages} pages.")
    here = [place for place in _places(wanted, record, page, page + 1) if _page_at(place.start, record) == page]
    if len(here) == 1:
        return _source(here[0], record)
    if here:
        raise UnknownTerm(f"Page {page} has these words {len(here)} times.", remedy="Give more of the passage.")
    elsewhere = sorted({_page_at(place.start, record) for place in _places(wanted, record, 1, pages)})
    if elsewhere:
        remedy = f"They stand on page {' and '.join(map(str, elsewhere))}, counted from the first of the file."
    else:
        remedy = _goes_on(wanted, record, page)
    raise UnknownTerm(f"Page {page} does not have these words.", remedy=remedy)


def like_a_block(anchor: Anchor, record: DocumentRecord) -> Source | None:
    """The block on the page of an anchor or next to it that has its words, but for letters that were read otherwise."""
    near = [block for block in record.blocks if abs(block.source.page - anchor.page) <= 1]
    alike = [(_alike(anchor.words, block.source.text_in(record.document.text)), block.source) for block in near]
    return max((each for each in alike if each[0] >= _LEAST_ALIKE), key=lambda each: each[0], default=(0.0, None))[1]


def letters(text: str) -> str:
    """What of a text is compared: its letters and digits in small letters without accents."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", text).casefold())


@dataclass(frozen=True)
class _Place:
    """A run of the text of a document."""

    start: int
    end: int


def _length(source: Source) -> int:
    return max(sum(span.end - span.start for span in source.spans), 1)


def _places(wanted: str, record: DocumentRecord, first: int, last: int) -> list[_Place]:
    """All places of some letters on some pages, from the beginning to the end of a word."""
    text = record.document.text
    start, end = _bounds(record, first, last)
    found = list(_letters_in(text[start:end]))
    run = "".join(letter for _, letter in found)
    places = []
    at = run.find(wanted)
    while at >= 0:
        places.append(_whole(start + found[at][0], start + found[at + len(wanted) - 1][0] + 1, text))
        at = run.find(wanted, at + 1)
    return places


def _whole(start: int, end: int, text: str) -> _Place:
    """The run with the rest of the words that it begins and ends in, and the marks around them."""
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return _Place(start, end)


def _goes_on(wanted: str, record: DocumentRecord, page: int) -> str:
    """What may help to find words that are not on a page as they were given."""
    start, end = _bounds(record, page, page)
    run = "".join(letter for _, letter in _letters_in(record.document.text[start:end]))
    # A page that has some letters has all that they begin with: the most of them can be halved down to.
    lengths = range(_FEWEST_LETTERS, len(wanted))
    found = bisect_left(lengths, 1, key=lambda length: wanted[:length] not in run)
    if not found:
        return "`crossreview inspect` shows what was read of each page."
    place = _places(wanted[: lengths[found - 1]], record, page, page)[0]
    after = " ".join(record.document.text[place.end : place.end + _SHOWN].split())
    return f"It has their beginning; there it goes on: “{after}”."


def _bounds(record: DocumentRecord, first: int, last: int) -> tuple[int, int]:
    offsets = (*record.document.page_offsets, len(record.document.text))
    return offsets[first - 1], offsets[min(last, len(offsets) - 1)]


def _page_at(offset: int, record: DocumentRecord) -> int:
    """The page, from 1, of a character."""
    return sum(start <= offset for start in record.document.page_offsets)


def _letters_in(text: str) -> Iterator[tuple[int, str]]:
    """What `letters` keeps of a text, each with the offset of its character."""
    for offset, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                yield offset, letter


def _letters_of(item: Item, record: DocumentRecord) -> str:
    return letters(item.source.text_in(record.document.text))


def _before(source: Source, record: DocumentRecord) -> str:
    """The last letters in front of a source; four characters hold a letter, or it stands at the beginning of a page."""
    return letters(record.document.text[max(source.start - 4 * _CONTEXT, 0) : source.start])[-_CONTEXT:]


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


def _clearest(scored: Iterable[tuple[float, Item]], least: float) -> Item | None:
    """The best of at least a score, unless another is as good."""
    enough: Sequence[tuple[float, Item]] = sorted(
        (each for each in scored if each[0] >= least), key=lambda each: -each[0]
    )
    if not enough or (len(enough) > 1 and enough[0][0] == enough[1][0]):
        return None
    return enough[0][1]


def _shared(letters: str, others: str) -> float:
    """The share of the longer of two that the shorter is, where the longer has it in one run."""
    shorter, longer = sorted((letters, others), key=len)
    return len(shorter) / len(longer) if shorter and shorter in longer else 0.0


def _alike(words: str, others: str) -> float:
    """The share of the words of both that both have, 0 to 1."""
    one, other = (Counter(_WORD.findall(text.casefold())) for text in (words, others))
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
