"""What is asked of a library and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_LIMIT = 20


@dataclass(frozen=True)
class Query:
    """Words to find, and filters that a passage must meet; an empty filter lets everything through.

    `text`: words in any form, "exact phrases", prefix*, AND, OR, NOT and brackets; without text, all that meets the
    filters. `themes` are ids of themes or of groups, `kinds` kinds of items or of blocks (paragraph, list_item, table),
    `areas` names or GSS codes, `agencies` ids of addressees, `since` a year. Of the values in one filter any may be
    met; all filters must be.
    """

    text: str = ""
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    review_types: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: int | None = None
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True)
class Hit:
    """A passage found: a quotation from one page of one document.

    `matches` are the ranges of `passage` in which the words of the query stand; `cut_before` and `cut_after` say
    whether the source has more words before and after it. `item_id` and `status` are None where the passage is no item;
    `kind` is then the kind of its block. `by_hand` says what of the item a person corrected.
    """

    document_id: str
    filename: str
    title: str | None
    review_code: str | None
    areas: tuple[str, ...]
    date: str | None
    page: int
    section: str | None
    passage: str
    matches: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool
    item_id: str | None
    kind: str
    themes: tuple[str, ...]
    status: str | None
    by_hand: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Results:
    """How many passages and documents were found, and the best of them."""

    total_items: int
    total_documents: int
    hits: tuple[Hit, ...]
