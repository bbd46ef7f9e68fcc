"""The passage to show of an entry, and where in it the words of the query stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import Token

from crossreview.records import Source
from crossreview.search.fields import exact, stemmed
from crossreview.search.synonyms import Synonyms, words_of
from crossreview.search.syntax import All, AnyOf, Clause, Phrase, Prefix, Without, Word

# Long enough for almost every recommendation; only tables and long paragraphs are cut.
LONGEST_PASSAGE = 700
# Of a cut passage, so much stands before its first match.
LEAD = 150

Range = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A quotation, the page on which it begins, the ranges of it that match, and whether more stands around it."""

    text: str
    page: int
    matches: tuple[Range, ...]
    cut_before: bool
    cut_after: bool


def passage(source: Source, document_text: str, clause: Clause | None, synonyms: Synonyms) -> Passage:
    """The text of a source, or where it is long the part around the first match."""
    text = source.text_in(document_text)
    matches = matching_ranges(text, clause, synonyms)
    start, end = _window(text, matches[0][0] if matches else 0)
    shown = tuple((a - start, b - start) for a, b in matches if start <= a and b <= end)
    return Passage(text[start:end], _page_at(source, start), shown, start > 0, end < len(text))


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


def _page_at(source: Source, offset: int) -> int:
    starts = [0]
    for span in source.spans[:-1]:
        starts.append(starts[-1] + span.end - span.start + 1)
    return source.spans[bisect_right(starts, offset) - 1].page


def matching_ranges(text: str, clause: Clause | None, synonyms: Synonyms) -> tuple[Range, ...]:
    """Where in a text the words of a query stand, in order and without overlaps."""
    if clause is None:
        return ()
    stems, words = stemmed().pre_tokenize(text).tokens, exact().pre_tokenize(text).tokens
    ranges: list[Range] = []
    for wanted in _wanted(clause, synonyms):
        match wanted:
            case Word(word):
                ranges += _runs(stems, stemmed().analyze(word))
            case Phrase(phrase):
                ranges += _runs(words, exact().analyze(phrase))
            case Prefix(prefix):
                start = exact().analyze(prefix)[0]
                ranges += [_extent(token, token) for token in words if token.text.startswith(start)]
    return tuple(_merged(ranges))


def _wanted(clause: Clause, synonyms: Synonyms) -> Iterator[Word | Phrase | Prefix]:
    """The words that a query looks for, with their synonyms; not those that must be absent."""
    match clause:
        case Word(text):
            yield clause
            yield from (Phrase(long) for long in synonyms.long_forms.get(text.casefold(), ()))
        case Phrase() | Prefix():
            yield clause
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _wanted(part, synonyms)
            yield from _short_forms(parts, synonyms)
        case Without():
            return


def _short_forms(parts: Sequence[Clause], synonyms: Synonyms) -> Iterator[Phrase]:
    words = [word for part in parts if isinstance(part, Word) for word in words_of(part.text)]
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            if (short := synonyms.short_forms.get(tuple(words[start:end]))) is not None:
                yield Phrase(short)


def _runs(tokens: Sequence[Token], wanted: Sequence[str]) -> Iterator[Range]:
    if wanted:
        for place in range(len(tokens) - len(wanted) + 1):
            if all(tokens[place + step].text == word for step, word in enumerate(wanted)):
                yield _extent(tokens[place], tokens[place + len(wanted) - 1])


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
