"""What a batch says while it runs, and the report it leaves."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from crossreview.batch.changes import RecordChange
from crossreview.batch.digest import News, NewsCount
from crossreview.batch.failures import Failure
from crossreview.batch.worker import Product
from crossreview.library import Run
from crossreview.paths import shown

_SLOWEST_SHOWN = 5
_MOST_FLAGGED = 5000  # named one by one; the warnings of others stand in their records

_NOTHING_FOUND = "No recommendations, findings or other parts of a review were found in it: check that it is one."

Ending: TypeAlias = Literal["finished", "interrupted", "stopped"]


@dataclass(frozen=True)
class Started:
    """The files are known; reading begins."""

    files: int


@dataclass(frozen=True)
class Read:
    """A document was read and is in the library.

    Where it is a version of one that was there, `earlier` is which of the two is the earlier.
    """

    path: Path
    product: Product
    earlier: str | None = None


@dataclass(frozen=True)
class Skipped:
    """A file whose bytes this pipeline has read already; `same_as` is the file of this run with the same bytes.

    `document_id` is what the library has of it from earlier runs. Or one that is `withdrawn`: nobody may read it. Or
    one that has other bytes and the text of a document of the library, `copy_of`.
    """

    path: Path
    same_as: Path | None
    withdrawn: bool = False
    document_id: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True)
class Failed:
    """A file that could not be read, or that has the bytes of one which could not, `same_as`."""

    path: Path | None
    failure: Failure
    same_as: Path | None = None


@dataclass(frozen=True)
class Step:
    """What goes on after the reading."""

    words: str


Outcome: TypeAlias = Read | Skipped | Failed
Event: TypeAlias = Started | Outcome | Step


def worth_checking(items: Mapping[str, int], warnings: tuple[str, ...]) -> tuple[str, ...]:
    """What people should look at in a document that was read: its warnings, and that nothing was found in it."""
    return warnings if items else (*warnings, _NOTHING_FOUND)


class Timing(msgspec.Struct, frozen=True):
    """How long one document took."""

    file: str
    seconds: float
    pages: int


class Flagged(msgspec.Struct, frozen=True):
    """A document that was read, with warnings."""

    file: str
    document_id: str
    warnings: tuple[str, ...]


class Refreshed(msgspec.Struct, frozen=True):
    """What came of reading documents again: how many, how many records are otherwise now, and their items by kind.

    Which items these are stands in the file beside the report.
    """

    read: int
    changed: int
    gained: dict[str, int]
    lost: dict[str, int]


class RunReport(msgspec.Struct, frozen=True):
    """What a run did, as it is kept under runs/. Files that were `withdrawn` are counted and never named.

    `same_text` are files whose text a document has that was read from another. `versions` are files that were found to
    be versions of a document that was there, each with the document that is the earlier of the two; of these
    `corrections_left` has those on which people made corrections, and how many, and `names` tells which documents the
    first of them are. Of documents with warnings, the first 5,000 are `flagged`, and `flagged_more` how many there are
    besides. `error` is what stopped the run.
    """

    started: str
    finished: str
    ending: Ending
    pipeline: str
    library: str
    workers: int
    files: int
    read: int
    unchanged: int
    failed: int
    pages: int
    seconds: float
    peak_memory_mb: int
    items: dict[str, int]
    duplicates: dict[str, str]
    changed: dict[str, str]
    damaged: tuple[str, ...]
    flagged: tuple[Flagged, ...]
    slowest: tuple[Timing, ...]
    failures: tuple[Failure, ...]
    withdrawn: int = 0
    outdated: int = 0
    refreshed: Refreshed | None = None
    same_text: dict[str, str] = {}
    versions: dict[str, str] = {}
    corrections_left: dict[str, int] = {}
    news: News = News()
    flagged_more: int = 0
    names: dict[str, str] = {}
    error: str | None = None

    def name_of(self, document_id: str) -> str:
        """What people know a document by, where the report has it, with its id."""
        name = self.names.get(document_id)
        return f"{name} [{document_id}]" if name is not None else document_id

    @property
    def skipped(self) -> int:
        """How many files needed no reading."""
        return self.unchanged + self.withdrawn + len(self.duplicates) + len(self.same_text)

    @property
    def remaining(self) -> int:
        """How many files the run did not come to."""
        if self.ending == "finished":
            return 0
        failed = sum(failure.stage != "finding" for failure in self.failures)
        return max(0, self.files - self.read - self.skipped - failed)

    def as_run(self) -> Run:
        """Make the line of the journal."""
        return Run(self.started, self.finished, self.ending, self.pipeline, self.read, self.skipped, self.failed)

    @property
    def went_well(self) -> bool:
        """Whether everything was read."""
        return self.ending == "finished" and not self.failures and not self.damaged


@dataclass
class Tally:
    """The outcomes of a run so far."""

    files: int = 0
    workers: int = 0
    pages: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    items: Counter[str] = field(default_factory=Counter)
    duplicates: dict[str, str] = field(default_factory=dict)
    same_text: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    read: int = 0
    slow: list[Timing] = field(default_factory=list)
    new: NewsCount = field(default_factory=NewsCount)
    flagged: list[Flagged] = field(default_factory=list)
    flagged_more: int = 0
    failures: list[Failure] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    outdated: int = 0
    read_again: int = 0
    otherwise: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    looked_at: set[str] = field(default_factory=set)
    peak_bytes: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        if outcome.path is not None:
            self.looked_at.add(shown(outcome.path))
        match outcome:
            case Read(path, product, earlier):
                self._add_product(shown(path), product)
                if earlier is not None:
                    self.versions[shown(path)] = earlier
            case Skipped(withdrawn=True):
                self.withdrawn += 1
            case Skipped(path, copy_of=str(document_id)):
                self.same_text[shown(path)] = document_id
            case Skipped(path, None):
                self.unchanged += 1
            case Skipped(path, same_as) if same_as is not None:
                self.duplicates[shown(path)] = shown(same_as)
            case Failed(failure=failure):
                self.failures.append(failure)

    def add_change(self, change: RecordChange) -> None:
        """Count a document that was read again."""
        self.read_again += 1
        self.otherwise += change.tells
        self.gained.update(item.kind for item in change.gained)
        self.lost.update(item.kind for item in change.lost)

    @property
    def refreshed(self) -> Refreshed | None:
        """What came of reading documents again, if any were."""
        if not self.read_again:
            return None
        return Refreshed(self.read_again, self.otherwise, dict(self.gained), dict(self.lost))

    def slowest(self) -> tuple[Timing, ...]:
        """Name the documents that took longest."""
        return tuple(self.slow)

    def _add_product(self, file: str, product: Product) -> None:
        self.pages += product.pages
        self.items.update(product.items)
        self.read += 1
        timing = Timing(file, round(product.seconds, 3), product.pages)
        self.slow = heapq.nlargest(_SLOWEST_SHOWN, (*self.slow, timing), key=lambda each: each.seconds)
        warnings = worth_checking(product.items, product.warnings)
        if warnings and len(self.flagged) >= _MOST_FLAGGED:
            self.flagged_more += 1
        elif warnings:
            self.flagged.append(Flagged(file, product.document_id, warnings))
