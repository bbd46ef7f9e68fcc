"""Gold files: what a careful reader sees in a document, typed, and the PDF that each belongs to.

docs/evaluation.md describes the format. A field that a file does not have is not measured; a field that is null or
empty says that the document does not tell.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType

from crossreview.errors import GoldError
from crossreview.evaluate.splits import load_splits, splits_path


class GoldHeading(Struct, frozen=True):
    """A heading of the body; finding or missing an `optional` one is neither right nor wrong."""

    page: int
    level: int
    text: str
    number: str | None = None
    optional: bool = False


class GoldSection(Struct, frozen=True):
    """A heading and the role of what stands under it."""

    page: int
    heading: str
    role: str
    number: str | None = None


class Worded(Struct, frozen=True):
    """Anything that is recognised by its page, its first words and its last words."""

    page: int
    first_words: str = ""
    last_words: str = ""


class GoldItem(Worded, frozen=True, kw_only=True):
    """A statement worth retrieving, and what a reader says about it.

    `to` are the labels of the recommendations that it is about, comma-separated.
    """

    kind: str
    label: str | None = None
    addressees: tuple[str, ...] | UnsetType = UNSET
    addressee_text: str | None = None
    timescale: str | UnsetType | None = UNSET
    owner: str | UnsetType | None = UNSET
    themes: tuple[str, ...] = ()
    status: str | None = None
    status_alt: tuple[str, ...] = ()
    timing: str | UnsetType | None = UNSET
    to: str | None = None


class GoldResponse(Worded, frozen=True, kw_only=True):
    """What was done, or is promised, about a recommendation; `status_alt` are statuses that are right as well."""

    status: str
    status_alt: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    to: str | None = None


class GoldTable(Struct, frozen=True):
    """A table; `rows` and `cells` count the header row."""

    page: int
    rows: int
    cols: int
    cells: tuple[tuple[str, ...], ...] | UnsetType = UNSET


class GoldArea(Struct, frozen=True):
    """An area and its part in the review."""

    name: str
    role: str


class Gold(Struct, frozen=True):
    """What a careful reader sees in one document."""

    file: str
    sha256: str
    pages: int
    genre: str
    title: str
    bodies: tuple[str, ...]
    areas: tuple[str, ...]
    subject: str | None
    authors: tuple[str, ...]
    dates: dict[str, str | None]
    headings: tuple[GoldHeading, ...]
    recommendations: tuple[GoldItem, ...]
    responses: tuple[GoldResponse, ...]
    tables: tuple[GoldTable, ...]
    themes: tuple[str, ...]
    borderline: tuple[Worded | str, ...] = ()
    doubtful: tuple[Worded, ...] = ()
    review_type: str | UnsetType | None = UNSET
    review_code: str | UnsetType | None = UNSET
    chair: str | UnsetType | None = UNSET
    age_band: str | UnsetType | None = UNSET
    areas_with_role: tuple[GoldArea, ...] | UnsetType = UNSET
    methodology: tuple[str, ...] | UnsetType = UNSET
    harm_types: tuple[str, ...] | UnsetType = UNSET
    coverage: dict[str, str] | UnsetType = UNSET
    sections: tuple[GoldSection, ...] | UnsetType = UNSET
    items: tuple[GoldItem, ...] | UnsetType = UNSET
    text: str | UnsetType = UNSET

    @property
    def statements(self) -> tuple[GoldItem, ...]:
        """All items that the gold tells anything about."""
        if self.items is not UNSET:
            return self.items
        return (*self.recommendations, *(_as_item(answer, self.genre) for answer in self.responses))


def _as_item(answer: GoldResponse, genre: str) -> GoldItem:
    kind = "progress" if genre == "progress_summary" else "response"
    if answer.status == "evidence":
        # Gold of this age writes "evidence" among the statuses; it is a kind of item, which has no status.
        kind, status = "evidence", None
    else:
        status = answer.status
    return GoldItem(
        page=answer.page,
        first_words=answer.first_words,
        last_words=answer.last_words,
        kind=kind,
        themes=answer.themes,
        status=status,
        status_alt=answer.status_alt,
        to=answer.to,
    )


@dataclass(frozen=True)
class GoldFile:
    """A gold file, the PDF it belongs to, and the split of the corpus that it is in."""

    id: str
    gold: Gold
    pdf: Path
    split: str | None = None


_decoder = msgspec.json.Decoder(Gold)


def load_gold(pdfs: Path, folder: Path) -> tuple[GoldFile, ...]:
    """All gold files of a folder with their PDFs, which are looked for by name anywhere under `pdfs`.

    Raises GoldError if a file cannot be decoded, if its PDF is not there, or if it is not the one that was annotated.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(
            "There are no gold files (*.json) here.", remedy="Name the folder that holds them.", path=folder
        )
    by_name, splits = _pdfs_by_name(pdfs), load_splits(folder)
    return tuple(_load_one(path, by_name, pdfs, splits) for path in paths)


def gold_digest(folder: Path) -> str:
    """One hash over the names and bytes of all gold files of a folder, and of its splits."""
    digest = hashlib.sha256()
    splits = [path for path in [splits_path(folder)] if path.exists()]
    for path in [*sorted(folder.glob("*.json")), *splits]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _load_one(path: Path, by_name: Mapping[str, list[Path]], pdfs: Path, splits: Mapping[str, str]) -> GoldFile:
    try:
        gold = _decoder.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GoldError(
            f"This gold file cannot be decoded ({error}).", remedy="Correct it by hand or make it again.", path=path
        ) from error
    pdf = _matching_pdf(path, gold, by_name.get(gold.file, []), pdfs)
    return GoldFile(path.stem, gold, pdf, splits.get(path.stem))


def _matching_pdf(path: Path, gold: Gold, candidates: Iterable[Path], pdfs: Path) -> Path:
    seen = False
    for candidate in candidates:
        seen = True
        if hashlib.sha256(candidate.read_bytes()).hexdigest() == gold.sha256:
            return candidate
    if seen:
        raise GoldError(
            f"{gold.file} is not the PDF that was annotated: its sha256 differs.",
            remedy="Put the annotated PDF in its place, or annotate the new one.",
            path=path,
        )
    raise GoldError(
        f"{gold.file} is nowhere under {pdfs}.", remedy="Name the folder that holds the annotated PDFs.", path=path
    )


def _pdfs_by_name(folder: Path) -> dict[str, list[Path]]:
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.pdf")):
        by_name[path.name].append(path)
    return by_name
