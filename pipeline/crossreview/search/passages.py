"""A passage as the index keeps it, and what of it to show: where the words of the query stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

import msgspec
from msgspec import Struct
from tantivy import Token

from crossreview.records import Box, Item, Source
from crossreview.search.clauses import All, AnyOf, Clause, Field, Phrase, Prefix, Without, Word
from crossreview.search.fields import exact, stemmed
from crossreview.search.synonyms import Synonyms, spellings, words_of

# Long enough for almost every recommendation; only tables and long paragraphs are cut.
LONGEST_PASSAGE = 700
# Of a cut passage, so much stands before its first match.
LEAD = 150

Range: TypeAlias = tuple[int, int]


class Place(Struct, frozen=True, array_like=True):
    """Where a part of a passage is printed: a page, the box around it in points, how many characters stand there."""

    page: int
    box: Box
    length: int


class Stored(Struct, frozen=True, array_like=True):
    """A passage as the index keeps it, so that showing it needs no record: the parts of its text joined by blanks."""

    part_id: str
    text: str
    places: tuple[Place, ...]
    heading: str | None
    label: str | None = None
    by_hand: tuple[str, ...] = ()

    @classmethod
    def of(cls, part_id: str, source: Source, document_text: str, heading: str | None, item: Item | None) -> Stored:
        """The passage with this source."""
        places = tuple(Place(span.page, span.box, span.end - span.start) for span in source.spans)
        text = source.text_in(document_text)
        if item is None:
            return cls(part_id, text, places, heading)
        return cls(part_id, text, places, heading, item.label, item.by_hand)

    def encoded(self) -> bytes:
        """As bytes for the index."""
        return msgspec.msgpack.encode(self)

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """Where the characters `start` to `end` of the text are printed."""
        starts = self._starts()
        first, last = bisect_right(starts, start) - 1, max(bisect_right(starts, max(start, end - 1)), 1)
        return self.places[first:last]

    def _starts(self) -> list[int]:
        starts = [0]
        for place in self.places[:-1]:
            starts.append(starts[-1] + place.length + 1)
        return starts


_decoder = msgspec.msgpack.Decoder(Stored)


def decoded(passage: bytes) -> Stored:
    """A passage as it was stored. Raises msgspec.MsgspecError."""
    return _decoder.decode(passage)


def wording_of(text: str) -> int:
    """A number for a text: the same for the same words, and for no others that a library will ever hold."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1  # fits a number with a sign


@dataclass(frozen=True)
class Passage:
    """A quotation, where it is printed, the ranges of it that match, and whether more stands around it."""

    text: str
    places: tuple[Place, ...]
    matches: tuple[Range, ...]
    cut_before: bool
    cut_after: bool


def passage(stored: Stored, wanted: Wanted) -> Passage:
    """The text of an entry, or where it is long the part around the first match."""
    matches = wanted.ranges(stored.text)
    start, end = _window(stored.text, matches[0][0] if matches else 0)
    shown = tuple((a - start, b - start) for a, b in matches if start <= a and b <= end)
    places = stored.places_of(start, end)
    return Passage(stored.text[start:end], places, shown, start > 0, end < len(stored.text))


def _window(text: str, first_match: int) -> Range:
    if len(text) <= LONGEST_PASSAGE:
        return 0, len(text)
    start = max(0, min(first_match - LEAD, len(text) - LONGEST_PASSAGE))
    end = start + LONGEST_PASSAGE
    # Whole words: back or forth to the next blank, where there is one near.
    if start and (blank := text.find(" ", start, first_match)) >= 0:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", start, end)) > first_match:
        end = blank
    return start, end


@dataclass(frozen=True)
class Wanted:
    """The words that a query looks for, cut as those of passages are: runs of stems, runs of words, beginnings."""

    stems: tuple[tuple[str, ...], ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, clause: Clause | None, synonyms: Synonyms) -> Wanted:
        """Those of a query, with their synonyms; not those that must be absent."""
        wanted = tuple(dict.fromkeys(_wanted(clause, synonyms))) if clause is not None else ()
        return cls(
            tuple(tuple(stemmed().analyze(each.text)) for each in wanted if isinstance(each, Word)),
            tuple(tuple(exact().analyze(each.text)) for each in wanted if isinstance(each, Phrase)),
            tuple(word for each in wanted if isinstance(each, Prefix) for word in exact().analyze(each.text)[:1]),
        )

    def ranges(self, text: str) -> tuple[Range, ...]:
        """Where in a text they stand, in order and without overlaps."""
        ranges: list[Range] = []
        if self.stems:
            ranges += _runs(stemmed().pre_tokenize(text).tokens, self.stems)
        if self.words or self.beginnings:
            words = exact().pre_tokenize(text).tokens
            ranges += _runs(words, self.words)
            ranges += (_extent(word, word) for word in words if word.text.startswith(self.beginnings))
        return tuple(_merged(ranges))


def _wanted(clause: Clause, synonyms: Synonyms) -> Iterator[Word | Phrase | Prefix]:
    """The words that a query looks for, with their synonyms; not those that must be absent."""
    match clause:
        case Word():
            yield from _wanted(All((clause,)), synonyms)
        case Phrase() | Prefix():
            yield clause
        case All(parts):
            yield from _other_names(parts, synonyms)
            for part in parts:
                if isinstance(part, Word):
                    yield part
                    yield from map(Word, spellings(part.text.casefold()))
                else:
                    yield from _wanted(part, synonyms)
        case AnyOf(parts):
            for part in parts:
                yield from _wanted(part, synonyms)
        case Without() | Field():
            return


def _other_names(parts: Sequence[Clause], synonyms: Synonyms) -> Iterator[Phrase]:
    words = [words_of(part.text) if isinstance(part, Word) else () for part in parts]
    for place in range(len(words)):
        if words[place]:
            yield from map(Phrase, synonyms.at_start(words[place:])[1])


def _runs(tokens: Sequence[Token], wanted: Sequence[tuple[str, ...]]) -> Iterator[Range]:
    texts = tuple(token.text for token in tokens)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for run in wanted:
        by_first.setdefault(run[0] if run else "", []).append(run)
    for place, text in enumerate(texts):
        for run in by_first.get(text, ()):
            if texts[place : place + len(run)] == run:
                yield _extent(tokens[place], tokens[place + len(run) - 1])


def _extent(first: Token, last: Token) -> Range:
    return first.char_offset_from, last.char_offset_to


def _merged(ranges: Iterable[Range]) -> Iterator[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return iter(merged)
