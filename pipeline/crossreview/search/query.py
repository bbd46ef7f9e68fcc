"""What is asked of a library and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias, get_args

from crossreview.errors import QueryError
from crossreview.search.clauses import SETTINGS, Field, FieldName, quoted
from crossreview.search.passages import Place
from crossreview.search.syntax import lone_fields

DEFAULT_LIMIT = 20
Sort: TypeAlias = Literal["relevance", "date"]
Counted: TypeAlias = Literal["reviews", "passages", "totals"]
Way: TypeAlias = Literal["both", "words", "meaning"]
FoundBy: TypeAlias = Literal["words", "some words", "meaning", "both"]
WITH_ALL_WORDS: Final[frozenset[FoundBy]] = frozenset({"words", "both"})
FacetName: TypeAlias = Literal[
    "theme", "kind", "type", "genre", "area", "agency", "addressee", "year", "status", "age", "harm"
]
# The fields of a query that hold several values, by their names in its text.
_LISTS: Final[dict[FieldName, str]] = {
    "theme": "themes",
    "kind": "kinds",
    "type": "review_types",
    "genre": "genres",
    "area": "areas",
    "agency": "agencies",
    "addressee": "addressees",
    "status": "statuses",
    "age": "age_bands",
    "harm": "harm_types",
    "year": "years",
}


@dataclass(frozen=True)
class Query:
    """Words to find, and facts that a passage must have; an empty field lets everything through.

    `text`: words in any form, "exact phrases", prefix*, AND, OR, NOT and brackets, and facts as `name:value`; without
    words, all that has the facts. `themes` are ids of themes or of groups, `kinds` kinds of items or of blocks
    (paragraph, list_item, table) or `document` for titles, `areas` names or GSS codes, `agencies` ids of those that
    have a part in the review, `addressees` of those who are asked, `harm_types` ids of themes, `years` those of
    documents; `since` and `until` are partial ISO dates of the document. Of the values in one field any may be met; all
    fields must be.

    `sort` is by relevance, or the newest documents first. `way` is how passages are found: by their words, by what they
    mean, or both; those with words like OR, quotations or prefixes are always found by their words alone. What is found
    is counted in all (`count` "totals"), by each value of each fact ("passages"), and in how many reviews each value of
    a fact of items occurs ("reviews"), which takes longer where very much is found.
    """

    text: str = ""
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    review_types: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    harm_types: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    sort: Sort = "relevance"
    way: Way = "both"
    limit: int = DEFAULT_LIMIT
    count: Counted = "reviews"

    @classmethod
    def read(
        cls,
        text: str,
        *,
        sort: Sort = "relevance",
        way: Way = "both",
        limit: int = DEFAULT_LIMIT,
        count: Counted = "reviews",
    ) -> Query:
        """The query that a text says, with its facts in their fields. Raises QueryError, which points at the place.

        >>> Query.read("neglect area:Marlshire since:2019")
        Query(text='neglect', ..., areas=('Marlshire',), ..., since='2019', ...)
        """
        words, fields = lone_fields(text)
        query = cls(words, sort=sort, way=way, limit=limit, count=count)
        for each in fields:
            query = query.with_field(each)
        return query

    def with_field(self, field: Field) -> Query:
        """The query with a fact more. Dates take the place of those that were there."""
        if field.name in {"since", "until"}:
            dates: dict[str, Any] = {field.name: field.values[-1]}
            return replace(self, **dates)
        if field.name in SETTINGS:
            return self._set(field.name, field.values[-1])
        name = _LISTS[field.name]
        values: dict[str, Any] = {name: (*getattr(self, name), *field.values)}
        return replace(self, **values)

    def _set(self, name: FieldName, value: str) -> Query:
        attribute, known = ("sort", get_args(Sort)) if name == "sort" else ("way", get_args(Way))
        if value not in known:
            raise QueryError(f"'{name}:{value}' says no way to search.", remedy=f"Write {' or '.join(known)}.")
        setting: dict[str, Any] = {attribute: value}
        return replace(self, **setting)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The facts that are asked for beside the text."""
        lists = [Field(name, getattr(self, attribute)) for name, attribute in _LISTS.items()]
        dates: tuple[tuple[FieldName, str | None], ...] = (("since", self.since), ("until", self.until))
        return (
            *(each for each in lists if each.values),
            *(Field(name, (date,)) for name, date in dates if date is not None),
        )

    def __str__(self) -> str:
        """The query as a text that can be kept and read again."""
        settings = [f"sort:{self.sort}"] if self.sort != "relevance" else []
        settings += [f"by:{self.way}"] if self.way != "both" else []
        rest = (*map(_told, self.fields), *settings)
        return " ".join(part for part in (self.text.strip(), *rest) if part)


def within(query: Query, theme_ids: Iterable[str]) -> Query:
    """The query, on one of some themes; the query itself where there are none.

    Raises QueryError where it names themes itself: whether it shall be on both or on one of them nobody can tell.
    """
    themes = tuple(theme_ids)
    if themes and query.themes:
        raise QueryError(
            f"The search names a theme itself ({', '.join(query.themes)}), and another is asked for.",
            remedy="Name themes in one place: in the search, or beside it.",
        )
    return replace(query, themes=themes) if themes else query


def _told(field: Field) -> str:
    return " ".join(f"{field.name}:{quoted(value)}" for value in field.values)


@dataclass(frozen=True)
class Hit:
    """A passage found: a quotation from a document, and where it is printed.

    `places` are the parts of the page that the passage stands on, with their boxes in points; `matches` are the ranges
    of `passage` in which the words of the query stand; `cut_before` and `cut_after` say whether the source has more
    words before and after it. `part_id` is the id of the item, block or document that it is; `item_id`, `label` and
    `status` are None where it is no item, and `kind` is then the kind of its block, or `document` where it is a title.
    `by_hand` says what of the item a person corrected. `found_by` says whether it has all the words, is near in
    meaning, or both, or has but some of the words.
    """

    document_id: str
    filename: str
    title: str | None
    review: str
    review_code: str | None
    areas: tuple[str, ...]
    date: str | None
    page: int
    places: tuple[Place, ...]
    section: str | None
    passage: str
    matches: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool
    part_id: str
    item_id: str | None
    kind: str
    label: str | None
    themes: tuple[str, ...]
    addressees: tuple[str, ...]
    status: str | None
    by_hand: tuple[str, ...]
    found_by: FoundBy
    score: float


@dataclass(frozen=True)
class FacetCount:
    """How many of the passages found have a value, and in how many reviews; None where that was not counted."""

    value: str
    passages: int
    reviews: int | None


@dataclass(frozen=True)
class Note:
    """What must be known to read an answer, and how those who run the library can put it right.

    Those who ask on a page cannot give commands, and need not know where the library is: they are shown the text alone.
    """

    text: str
    how: str | None = None

    def __str__(self) -> str:
        """All of it, for those who can give commands."""
        return f"{self.text} {self.how}" if self.how is not None else self.text


@dataclass(frozen=True)
class Results:
    """What a library says to a query: how much was found, and the best of it.

    The totals and `facets` are of passages that have all the words and the facts that were asked for, or where meaning
    alone was asked for, of the nearest. `listed` is how many passages there are to show, of which the hits are those
    that were asked for, and `near` how many of the listed lack some of the words. `notes` say what the answer lacks: an
    index that is behind, passages whose meaning is not known yet, or, where nothing was found, what stood in the way.
    `way` is how it was found, `newest_first` whether the hits are in the order of dates.
    """

    query: str
    total_passages: int
    total_documents: int
    total_reviews: int
    listed: int
    near: int
    facets: Mapping[FacetName, tuple[FacetCount, ...]] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    way: Way = "words"
    newest_first: bool = False
    notes: tuple[Note, ...] = ()
