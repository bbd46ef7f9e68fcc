"""What a document adds to a library, told by the process that read it, so that nobody decodes it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from crossreview.library import document_date
from crossreview.records import ASK_KINDS, DocumentRecord

_MOST_NAMED: Final = 5000  # new documents, one by one; all are counted


@dataclass(frozen=True)
class Digest:
    """What a document says it is, the areas that commissioned its review, and how many asks have a theme."""

    title: str | None = None
    date: str | None = None
    review_type: str | None = None
    areas: tuple[str, ...] = ()
    asks: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, record: DocumentRecord) -> Digest:
        """That of a record."""
        metadata = record.metadata
        asks = (item for item in record.items if item.kind in ASK_KINDS)
        return cls(
            title=metadata.title.value if metadata.title is not None else None,
            date=document_date(record),
            review_type=metadata.review_type.value if metadata.review_type is not None else None,
            areas=tuple(area.value.name for area in metadata.areas if area.value.role == "commissioning"),
            asks=dict(Counter(theme.theme for item in asks for theme in item.themes)),
        )


NOTHING: Final = Digest()


class NewDocument(msgspec.Struct, frozen=True):
    """A document that was not there before; `date` is its own, partial ISO."""

    file: str
    document_id: str
    title: str | None
    review_type: str | None
    areas: tuple[str, ...]
    date: str | None


class NewAsks(msgspec.Struct, frozen=True):
    """How many new asks are about a theme, and of how many new documents."""

    documents: int
    asks: int


class News(msgspec.Struct, frozen=True):
    """What a run added to a library since the run before, which is None for the first one; most frequent first.

    The first 5,000 documents are `named`.
    """

    since: str | None = None
    documents: int = 0
    named: tuple[NewDocument, ...] = ()
    review_types: dict[str, int] = {}
    areas: dict[str, int] = {}
    themes: dict[str, NewAsks] = {}


class NewsCount:
    """Counts what is new: document by document, or what several runs added."""

    def __init__(self) -> None:
        self._documents = 0
        self._named: list[NewDocument] = []
        self._types: Counter[str] = Counter()
        self._areas: Counter[str] = Counter()
        self._asks: Counter[str] = Counter()
        self._with_theme: Counter[str] = Counter()

    def add(self, file: str, document_id: str, digest: Digest) -> None:
        """Count a document that was not there before."""
        self._documents += 1
        self._types.update((digest.review_type or "not stated",))
        self._areas.update(digest.areas or ("not stated",))
        self._asks.update(digest.asks)
        self._with_theme.update(digest.asks.keys())
        self._name((NewDocument(file, document_id, digest.title, digest.review_type, digest.areas, digest.date),))

    def add_all(self, news: News) -> None:
        """Count what a run added."""
        self._documents += news.documents
        self._types.update(news.review_types)
        self._areas.update(news.areas)
        self._asks.update({theme: new.asks for theme, new in news.themes.items()})
        self._with_theme.update({theme: new.documents for theme, new in news.themes.items()})
        self._name(news.named)

    def since(self, run: str | None) -> News:
        """What is new since a run."""
        themes = sorted(self._asks, key=lambda theme: (-self._with_theme[theme], -self._asks[theme], theme))
        return News(
            since=run,
            documents=self._documents,
            named=tuple(self._named),
            review_types=dict(self._types.most_common()),
            areas=dict(self._areas.most_common()),
            themes={theme: NewAsks(self._with_theme[theme], self._asks[theme]) for theme in themes},
        )

    def _name(self, documents: Iterable[NewDocument]) -> None:
        self._named += list(documents)[: _MOST_NAMED - len(self._named)]
