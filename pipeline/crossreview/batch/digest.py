"""What a document adds to a library, told by the process that read it, so that nobody decodes it again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import msgspec

from crossreview.records import ASK_KINDS, DocumentRecord


@dataclass(frozen=True)
class Digest:
    """The type of review that a document belongs to, the areas that commissioned it, and how many asks have a theme."""

    review_type: str | None = None
    areas: tuple[str, ...] = ()
    asks: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, record: DocumentRecord) -> Digest:
        """That of a record."""
        metadata = record.metadata
        asks = (item for item in record.items if item.kind in ASK_KINDS)
        return cls(
            review_type=metadata.review_type.value if metadata.review_type is not None else None,
            areas=tuple(area.value.name for area in metadata.areas if area.value.role == "commissioning"),
            asks=dict(Counter(theme.theme for item in asks for theme in item.themes)),
        )


NOTHING: Final = Digest()


class NewAsks(msgspec.Struct, frozen=True):
    """How many new asks are about a theme, and of how many new documents."""

    documents: int
    asks: int


class News(msgspec.Struct, frozen=True):
    """What a run added to a library since the run before, which is None for the first one; most frequent first."""

    since: str | None = None
    documents: int = 0
    review_types: dict[str, int] = {}
    areas: dict[str, int] = {}
    themes: dict[str, NewAsks] = {}


class NewsCount:
    """Counts what is new, document by document."""

    def __init__(self) -> None:
        self._documents = 0
        self._types: Counter[str] = Counter()
        self._areas: Counter[str] = Counter()
        self._asks: Counter[str] = Counter()
        self._with_theme: Counter[str] = Counter()

    def add(self, digest: Digest) -> None:
        """Count a document that was not there before."""
        self._documents += 1
        self._types.update((digest.review_type or "not stated",))
        self._areas.update(digest.areas or ("not stated",))
        self._asks.update(digest.asks)
        self._with_theme.update(digest.asks.keys())

    def since(self, run: str | None) -> News:
        """What is new since a run."""
        return News(
            since=run,
            documents=self._documents,
            review_types=dict(self._types.most_common()),
            areas=dict(self._areas.most_common()),
            themes={
                theme: NewAsks(documents, self._asks[theme]) for theme, documents in self._with_theme.most_common()
            },
        )
