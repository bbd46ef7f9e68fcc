"""Why nothing was found: which words no passage has, and which of the facts asked for stand in the way."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from crossreview.plurals import counted
from crossreview.search.clauses import All, AnyOf, Clause, Field, Phrase, Prefix, Without, Word, parts_of, told
from crossreview.search.fields import exact
from crossreview.search.index import OpenIndex

_ALIKE = 0.75  # how much of a word must be the same for another to be what was meant
_SAME_START = 2  # letters with which a misspelt word still begins
_MOST_WORDS = 20_000  # of the index, that are compared with a misspelt one


def why_nothing(index: OpenIndex, words: Clause | None, filters: Sequence[Clause]) -> Iterator[str]:
    """Sentences on what stood in the way, the likeliest first."""
    unknown = list(_unknown_words(index, words))
    yield from unknown
    yield from unknown_areas(index, filters)
    for left_out in filters:
        rest = [each for each in filters if each is not left_out]
        count = _count(index, words, rest)
        if count:
            yield f"Without {told(left_out)} there would be {counted(count, 'passage')}."
    if words is not None and filters:
        count = _count(index, words, ())
        if not count and not unknown:
            yield from _words_apart(index, words)
        elif count and len(filters) > 1:
            yield f"Without any of these facts there would be {counted(count, 'passage')}."
    elif words is not None and not unknown:
        yield from _words_apart(index, words)


def _count(index: OpenIndex, words: Clause | None, filters: Sequence[Clause]) -> int:
    return index.best(index.compiler.compiled(words, filters), 1)[0]


def _unknown_words(index: OpenIndex, words: Clause | None) -> Iterator[str]:
    for clause in parts_of(words):
        if isinstance(clause, Prefix) and not _count(index, clause, ()):
            yield f"No passage has a word that begins with {clause.text!r}."
    for word in _words_in(words):
        if not _count(index, Word(word), ()):
            near = _nearest_word(index, word)
            yield f"No passage has {word!r}." + (f" Did you mean {near!r}?" if near is not None else "")


def _words_in(clause: Clause | None) -> Iterator[str]:
    match clause:
        case Word(text):
            yield text
        case Phrase(text):
            yield from text.split()
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _words_in(part)


def _nearest_word(index: OpenIndex, word: str) -> str | None:
    folded = "".join(exact().analyze(word))
    start = folded[:_SAME_START]
    known = index.words_like(start, _MOST_WORDS) if start else {}
    near = difflib.get_close_matches(folded, known, n=5, cutoff=_ALIKE)
    return max(near, key=lambda each: known[each], default=None)


def _words_apart(index: OpenIndex, words: Clause) -> Iterator[str]:
    """Each word is somewhere, and never with the others: which one stands in the way."""
    parts = parts_of(words)
    if len(parts) > 1:
        reasons = list(_one_word_too_many(index, parts))
        yield from reasons or ["Each of these words is in some passage, and none has nearly all of them."]
    elif isinstance(words, Phrase):
        count = _count(index, All(tuple(map(Word, words.text.split()))), ())
        if count:
            yield f"The words of {told(words)} stand together in {counted(count, 'passage')}, in another order or form."


def _one_word_too_many(index: OpenIndex, parts: Sequence[Clause]) -> Iterator[str]:
    for left_out in parts:
        rest = tuple(part for part in parts if part is not left_out)
        count = _count(index, rest[0] if len(rest) == 1 else All(rest), ())
        if count and not all(isinstance(part, Without) for part in rest):
            yield f"Without {told(left_out)} there would be {counted(count, 'passage')}."


def unknown_areas(index: OpenIndex, filters: Sequence[Clause]) -> Iterator[str]:
    """Sentences on areas that are asked for and that no document is about, with the nearest that there is."""
    known = {area.casefold(): area for document in index.tables.documents for area in (*document.areas, *document.gss)}
    for each in filters:
        for area in each.values if isinstance(each, Field) and each.name == "area" else ():
            if area.casefold() not in known:
                near = difflib.get_close_matches(area.casefold(), known, n=1)
                hint = f" Did you mean {known[near[0]]!r}?" if near else ""
                yield f"No document of this library is about the area {area!r}.{hint}"
