"""A query as the index understands it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import tantivy
from tantivy import Occur

from crossreview.search.clauses import All, AnyOf, Clause, Field, Phrase, Prefix, Without, Word, parts_of
from crossreview.search.fields import exact, schema, stemmed
from crossreview.search.filters import filter_query
from crossreview.search.synonyms import Synonyms, spellings, words_of
from crossreview.search.tables import Tables

# A heading says what stands under it, but the words of the passage itself come first.
HEADING_BOOST = 0.4
# Enough to put an item before a paragraph of equal score, too little to put it before a better one.
ITEM_BONUS = 0.001


@dataclass(frozen=True)
class Compiler:
    """Makes queries for the index; `tables` are those of the index."""

    tables: Tables
    synonyms: Synonyms
    looked_up: dict[Field, list[int]] = field(default_factory=dict, compare=False)

    def compiled(self, clause: Clause | None, filters: Iterable[Clause]) -> tantivy.Query:
        """The query for the index: the words scored, the filters not. Raises UnknownTerm, QueryError."""
        must = [(Occur.Must, self._clause(clause) if clause is not None else tantivy.Query.all_query())]
        must += [(Occur.Must, _unscored(self._clause(each))) for each in filters]
        bonus = tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), "is_item", 1), ITEM_BONUS)
        return tantivy.Query.boolean_query([*must, (Occur.Should, bonus)])

    def some_of(self, words: Sequence[Clause], filters: Iterable[Clause]) -> tantivy.Query:
        """A query for passages that have some of the words; the more of them and the rarer, the better."""
        runs = [words_of(part.text) if isinstance(part, Word) else () for part in words]
        others = [name for place in range(len(runs)) if runs[place] for name in self.synonyms.at_start(runs[place:])[1]]
        some = [(Occur.Should, query) for query in (*map(self._clause, words), *map(_exact, dict.fromkeys(others)))]
        wanted = tantivy.Query.boolean_query(some)
        must = [(Occur.Must, _unscored(self._clause(each))) for each in filters]
        # By themselves they are looked through much faster: most passages need not be scored.
        return tantivy.Query.boolean_query([(Occur.Must, wanted), *must]) if must else wanted

    def _clause(self, clause: Clause) -> tantivy.Query:
        match clause:
            case Phrase(text):
                return _exact(text)
            case Prefix(text):
                return _beginning(exact().analyze(text))
            case Field():
                return _unscored(filter_query(clause, self.tables, self.looked_up))
            case AnyOf(parts):
                return _any([self._clause(part) for part in parts])
            case Word() | Without() | All():
                return self._all(parts_of(clause))

    def _all(self, parts: Sequence[Clause]) -> tantivy.Query:
        """All parts; a run of words that is a name may be met by another name of the same thing."""
        words = [words_of(part.text) if isinstance(part, Word) else () for part in parts]
        queries: list[tuple[Occur, tantivy.Query]] = []
        place = 0
        while place < len(parts):
            length, others = self.synonyms.at_start(words[place:]) if words[place] else (1, ())
            run = [self._required(part) for part in parts[place : place + length]]
            queries += [(Occur.Must, _any([_together(run), *map(_exact, others)]))] if others else run
            place += length
        if all(occur == Occur.MustNot for occur, _ in queries):
            queries.append((Occur.Must, tantivy.Query.all_query()))
        return _together(queries)

    def _required(self, part: Clause) -> tuple[Occur, tantivy.Query]:
        if isinstance(part, Without):
            return Occur.MustNot, self._clause(part.part)
        return Occur.Must, _word(part.text) if isinstance(part, Word) else self._clause(part)


def _together(queries: Sequence[tuple[Occur, tantivy.Query]]) -> tantivy.Query:
    (occur, only), *more = queries
    return only if occur == Occur.Must and not more else tantivy.Query.boolean_query(list(queries))


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _word(text: str) -> tantivy.Query:
    """A word in any form and spelling, in the passage or in the heading over it; a code (ZDS22) in a title too."""
    stems = [stemmed().analyze(spelt) for spelt in (text, *spellings(text.casefold()))]
    queries = [_run(field, words) for words in dict.fromkeys(map(tuple, stems)) for field in ("text", "heading")]
    title = _in_title(exact().analyze(text)) if any(letter.isdigit() for letter in text) else []
    boosts = (1.0, HEADING_BOOST) * (len(queries) // 2)
    return _any([*map(tantivy.Query.boost_query, queries, boosts), *title])


def _in_title(words: Sequence[str]) -> list[tantivy.Query]:
    """All words of a code, wherever they stand: titles are kept without places."""
    terms = [(Occur.Must, tantivy.Query.term_query(schema(), "title", word)) for word in words]
    return [tantivy.Query.boolean_query(terms)] if terms else []


def _beginning(words: Sequence[str]) -> tantivy.Query:
    """Every word that begins so; nothing where it is longer than any word of the index."""
    return tantivy.Query.regex_query(schema(), "exact", f"{words[0]}.*") if words else tantivy.Query.empty_query()


def _exact(text: str) -> tantivy.Query:
    return _run("exact", exact().analyze(text))


def _run(field: str, words: Sequence[str]) -> tantivy.Query:
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
