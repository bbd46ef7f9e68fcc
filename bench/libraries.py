"""Libraries of any size, for measuring: passages made of the words of the sample corpus, one after another as there.

What is made reads as nonsense. Its words are as frequent, and follow one another, as they do in reviews; documents,
sections, items, themes, addressees and reviews come in the proportions of the corpus. Searching depends on no more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossreview.library import Library, write_atomically
from crossreview.records import (
    GENRES,
    SCHEMA_VERSION,
    Area,
    Block,
    Document,
    DocumentRecord,
    Found,
    Item,
    ItemKind,
    Metadata,
    Provenance,
    Quality,
    Section,
    Source,
    Span,
    Theme,
    encode,
)
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.ages import AGE_BANDS
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import load_taxonomy

TEXTS = Path(__file__).resolve().parents[1] / "corpus" / "text"
PASSAGES_A_DOCUMENT = 240
_PASSAGES_A_SECTION = 12
_AREAS = 150
_BOX = (72.0, 72.0, 523.0, 110.0)
_KINDS: dict[ItemKind | None, float] = {
    None: 0.56, "recommendation": 0.10, "progress": 0.08, "action": 0.06, "quoted_recommendation": 0.04,
    "learning_point": 0.05, "finding": 0.05, "good_practice": 0.03, "question": 0.02, "response": 0.01,
}  # fmt: skip
_MARKUP = re.compile(r"^(?:---|[#>|*\-\d.\s]+)|[*_`|#\[\]{}]+")


@dataclass(frozen=True)
class Chain:
    """Which words follow which in the corpus, how passages begin and how long they are."""

    words: NDArray[Any]
    followers: NDArray[np.int64]
    starts: NDArray[np.int64]
    openings: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of_corpus(cls) -> Chain:
        """That of the texts of the sample corpus."""
        numbers: dict[str, int] = {}
        runs = [np.array([numbers.setdefault(word, len(numbers)) for word in words]) for words in _paragraphs()]
        before = np.concatenate([run[:-1] for run in runs])
        after = np.concatenate([run[1:] for run in runs])
        order = np.argsort(before, kind="stable")
        starts = np.searchsorted(before[order], np.arange(len(numbers) + 1))
        return cls(
            np.array(list(numbers), dtype=object),
            after[order],
            starts,
            np.array([run[0] for run in runs]),
            np.array([len(run) for run in runs]),
        )

    def passages(self, count: int, rng: np.random.Generator, longest: int | None = None) -> list[str]:
        """So many passages."""
        lengths = rng.choice(self.lengths, count)
        if longest is not None:
            lengths = np.minimum(lengths, longest)
        word = rng.choice(self.openings, count)
        columns = [word]
        for _ in range(int(lengths.max()) - 1):
            choices = self.starts[word + 1] - self.starts[word]
            chosen = self.starts[word] + (rng.random(count) * choices).astype(np.int64)
            word = np.where(choices > 0, self.followers[np.minimum(chosen, len(self.followers) - 1)], self.openings[0])
            columns.append(word)
        table = self.words[np.stack(columns, axis=1)]
        return [" ".join(row[:length]) for row, length in zip(table, lengths, strict=True)]


def _paragraphs() -> Iterator[list[str]]:
    for path in sorted(TEXTS.glob("*.md")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            words = _MARKUP.sub(" ", paragraph).split()
            if len(words) > 1:
                yield words[:110]


def make_library(folder: Path, passages: int, seed: int = 1) -> Library:
    """A library with so many passages; the same ones for the same seed. The PDFs in it are empty."""
    library = Library.create(folder)
    makers = _Maker(Chain.of_corpus(), np.random.default_rng(seed))
    for number in range(max(1, passages // PASSAGES_A_DOCUMENT)):
        record = makers.record(number)
        path = library.record_path(record.document.id)
        write_atomically(path, encode(record))
    return library


@dataclass(frozen=True)
class _Maker:
    chain: Chain
    rng: np.random.Generator

    @cached_property
    def _themes(self) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        ids = load_taxonomy().ids
        weights = 1 / np.arange(1, len(ids) + 1)
        return ids, weights / weights.sum()

    def record(self, number: int) -> DocumentRecord:
        """One document; each third one is a summary or report on progress of the review before it."""
        rng, chain = self.rng, self.chain
        headings = chain.passages(PASSAGES_A_DOCUMENT // _PASSAGES_A_SECTION, rng, longest=5)
        texts = chain.passages(PASSAGES_A_DOCUMENT, rng)
        title = f"Safeguarding review {number - number % 3}"
        lines: list[str] = [title]
        sections: list[Section] = []
        blocks: list[Block] = []
        items: list[Item] = []
        at = len(title) + 1
        kinds = rng.choice(len(_KINDS), PASSAGES_A_DOCUMENT, p=list(_KINDS.values()))
        for place, text in enumerate(texts):
            page = 1 + place // 8
            if place % _PASSAGES_A_SECTION == 0:
                heading = headings[place // _PASSAGES_A_SECTION]
                source = _source(page, at, heading)
                sections.append(
                    Section(f"s{len(sections)}", None, None, heading, 1, None, 0.5, source, at, at + len(heading))
                )
                lines.append(heading)
                at += len(heading) + 1
            source = _source(page, at, text)
            blocks.append(Block(f"b{place}", "paragraph", sections[-1].id, source))
            kind = list(_KINDS)[kinds[place]]
            if kind is not None:
                items.append(self._item(f"{number:08x}{place:04x}", kind, text, source, sections[-1].id))
            lines.append(text)
            at += len(text) + 1
        text = "\n".join(lines)
        digest = hashlib.sha256(f"{number}".encode()).hexdigest()
        return DocumentRecord(
            schema_version=SCHEMA_VERSION,
            document=Document(
                digest[:12], f"review-{number}.pdf", digest, 31, ((595.0, 842.0),) * 31, (0,) * 31, (0,) * 31, text
            ),
            metadata=self._metadata(number, title),
            sections=tuple(sections),
            blocks=tuple(blocks),
            items=tuple(items),
            coverage=(),
            tables=(),
            themes=(),
            quality=Quality(31, (), (), 0, 0, ()),
            warnings=(),
            provenance=Provenance("bench", {}, {}, {}),
        )

    def _item(self, item_id: str, kind: ItemKind, text: str, source: Source, section: str) -> Item:
        ids, weights = self._themes
        themes = self.rng.choice(len(ids), self.rng.integers(1, 4), p=weights, replace=False)
        addressees = self.rng.choice(len(load_agencies().ids), self.rng.integers(0, 3), replace=False)
        return Item(
            id=item_id,
            kind=kind,
            label=None,
            text=text,
            source=source,
            section=section,
            addressees=tuple(load_agencies().ids[at] for at in addressees),
            addressee_text=None,
            action_types=(),
            beneficiaries=(),
            level=None,
            modality=None,
            timescale=None,
            owner=None,
            status="completed" if kind == "progress" else None,
            smart={},
            stance="asserted",
            predates_review=False,
            themes=tuple(Theme(ids[at], 0.9, (), "model") for at in themes),
            links=(),
            restated=(),
        )

    def _metadata(self, number: int, title: str) -> Metadata:
        review = np.random.default_rng(number - number % 3)  # the same for all documents of a review
        source = _source(1, 0, title)

        def found(value: Any) -> Found[Any]:
            return Found(value, source, 0.9)

        types = load_metadata_terms().review_types
        agencies = review.choice(len(load_agencies().ids), 6, replace=False)
        year = int(review.integers(2008, 2026))
        return Metadata(
            title=found(title),
            genre=found(GENRES[(0, 1, 5)[number % 3]]),
            review_type=found(types[int(review.integers(len(types)))].id),
            review_code=found(f"CR{number - number % 3}"),
            subject=None,
            bodies=(),
            areas=(found(Area(f"Area {int(review.integers(_AREAS))}", None, "commissioning")),),
            authors=None,
            chair=None,
            dates={"document_dated": found(f"{year}-{int(review.integers(1, 13)):02}")},
            methodology=None,
            age_band=found(AGE_BANDS[int(review.integers(len(AGE_BANDS)))]),
            gender=None,
            ethnicity=None,
            harm_types=(found(load_taxonomy().ids[6 + int(review.integers(14))]),),
            agencies=tuple(found(load_agencies().ids[at]) for at in agencies),
            inspections=(),
            links=(),
        )


def _source(page: int, start: int, text: str) -> Source:
    return Source((Span(page, _BOX, start, start + len(text)),))
