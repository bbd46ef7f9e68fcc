"""A query as the index understands it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import FieldType, Occur

from crossreview.search.fields import exact, schema, stemmed
from crossreview.search.filters import Filters
from crossreview.search.synonyms import Synonyms, words_of
from crossreview.search.syntax import All, AnyOf, Clause, Phrase, Prefix, Without, Word

# A heading says what stands under it, but the words of the passage itself come first.
HEADING_BOOST = 0.4
# Enough to put an item before a paragraph of equal score, too little to put it before a better one.
ITEM_BONUS = 0.001


def compiled(clause: Clause | None, filters: Filters, synonyms: Synonyms) -> tantivy.Query:
    """The query for the index: the words scored, the filters not."""
    must = [(Occur.Must, _clause(clause, synonyms) if clause is not None else tantivy.Query.all_query())]
    must += [(Occur.Must, _unscored(query)) for query in _filters(filters)]
    bonus = tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), "is_item", 1), ITEM_BONUS)
    return tantivy.Query.boolean_query([*must, (Occur.Should, bonus)])


def _filters(filters: Filters) -> Iterable[tantivy.Query]:
    for field, values in filters.terms:
        if values:
            yield tantivy.Query.term_set_query(schema(), field, list(values))
    if filters.since is not None:
        yield tantivy.Query.range_query(schema(), "year", FieldType.Unsigned, lower_bound=filters.since)


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _clause(clause: Clause, synonyms: Synonyms) -> tantivy.Query:
    match clause:
        case Word(text):
            return _any([_word(text), *(_exact(long) for long in synonyms.long_forms.get(text.casefold(), ()))])
        case Phrase(text):
            return _exact(text)
        case Prefix(text):
            return tantivy.Query.regex_query(schema(), "exact", f"{exact().analyze(text)[0]}.*")
        case AnyOf(parts):
            return _any([_clause(part, synonyms) for part in parts])
        case Without(part):
            return _without(part, synonyms)
        case All(parts):
            return _all(parts, synonyms)


def _all(parts: Sequence[Clause], synonyms: Synonyms) -> tantivy.Query:
    """All parts; a run of words that has an abbreviation may be met by that."""
    queries = []
    place = 0
    while place < len(parts):
        length, short = _abbreviated(parts[place:], synonyms)
        run = [_required(part, synonyms) for part in parts[place : place + length]]
        if short is None:
            queries += run
        else:
            queries.append((Occur.Must, _any([tantivy.Query.boolean_query(run), _exact(short)])))
        place += length
    if all(occur == Occur.MustNot for occur, _ in queries):
        queries.append((Occur.Must, tantivy.Query.all_query()))
    return tantivy.Query.boolean_query(queries)


def _required(part: Clause, synonyms: Synonyms) -> tuple[Occur, tantivy.Query]:
    if isinstance(part, Without):
        return Occur.MustNot, _clause(part.part, synonyms)
    return Occur.Must, _clause(part, synonyms)


def _abbreviated(parts: Sequence[Clause], synonyms: Synonyms) -> tuple[int, str | None]:
    """How many of the first parts are words that have an abbreviation together, and which; (1, None) if none have."""
    words: list[str] = []
    lengths: dict[tuple[str, ...], int] = {}
    for length, part in enumerate(parts, start=1):
        if not isinstance(part, Word):
            break
        words += words_of(part.text)
        lengths[tuple(words)] = length
    for run in sorted(lengths, key=len, reverse=True):
        if (short := synonyms.short_forms.get(run)) is not None:
            return lengths[run], short
    return 1, None


def _without(part: Clause, synonyms: Synonyms) -> tantivy.Query:
    everything, absent = tantivy.Query.all_query(), _clause(part, synonyms)
    return tantivy.Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, absent)])


def _word(text: str) -> tantivy.Query:
    """A word in any form, in the passage or in the heading over it; one with a digit also in a title (ZDS22)."""
    stems = stemmed().analyze(text)
    heading = tantivy.Query.boost_query(_run("heading", stems), HEADING_BOOST)
    title = [_run("title", exact().analyze(text))] if any(letter.isdigit() for letter in text) else []
    return _any([_run("text", stems), heading, *title])


def _exact(text: str) -> tantivy.Query:
    return _run("exact", exact().analyze(text))


def _run(field: str, words: list[str]) -> tantivy.Query:
    """Words that stand one after another; nothing where there are none."""
    if not words:
        return tantivy.Query.empty_query()
    if len(words) == 1:
        return tantivy.Query.term_query(schema(), field, words[0])
    return tantivy.Query.phrase_query(schema(), field, list(words))


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.disjunction_max_query(list(queries))
