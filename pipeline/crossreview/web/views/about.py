"""About the library: what it holds, and what was not read, so that nobody takes silence for an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

import jsonlines
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import crossreview
from crossreview.batch import Failure, load_failures
from crossreview.errors import CrossreviewError, MissingResource, UnknownTerm
from crossreview.library import Library, Run
from crossreview.library.correcting import lost_corrections
from crossreview.library.corrections import in_force
from crossreview.library.withdrawing import standing
from crossreview.plurals import counted
from crossreview.records import ITEM_KINDS
from crossreview.resources import resource_folder
from crossreview.search.index import Stamp, stamp
from crossreview.search.indexing import usable_index
from crossreview.search.meaning.nearest import is_complete
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.areas import load_areas
from crossreview.vocabulary.items import load_item_words
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.names import load_names
from crossreview.vocabulary.progress import load_progress_words
from crossreview.vocabulary.recommendations import load_recommendations
from crossreview.vocabulary.sections import load_sections
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web.reading import NotRead, not_read
from crossreview.web.site import site_of

_MOST: Final = 100  # of a list; the others are counted
_MANY: Final = 200  # corrected documents, beyond which it takes long to see which corrections have lost their item
_CARD: Final = "CARD.md"
_CAUSES: Final[Mapping[str, str]] = {
    "UnreadableDocument": "Damaged, empty, or not a PDF",
    "EncryptedDocument": "Locked",
    "NoTextLayer": "Scans: pictures of pages, without text",
    "DocumentTooLarge": "Too large",
    "DocumentTimedOut": "Took too long",
    "WorkerDied": "Ended the program that read them",
}
_OTHER_CAUSE: Final = "Another fault"
_ENDINGS: Final[Mapping[str, str]] = {
    "finished": "came to its end",
    "interrupted": "was interrupted before its end",
    "stopped": "was stopped by a fault",
    "under way": "is under way, or was killed",
}
T = TypeVar("T")


@dataclass(frozen=True)
class Listed(Generic[T]):
    """The first of many, and how many others there are."""

    first: tuple[T, ...]
    others: int

    @classmethod
    def of(cls, everything: Iterable[T]) -> Listed[T]:
        """As many as are shown."""
        known = tuple(everything)
        return cls(known[:_MOST], max(0, len(known) - _MOST))

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.first) + self.others


@dataclass(frozen=True)
class Cause:
    """Why files were not read, and what to do."""

    title: str
    remedy: str
    files: Listed[NotRead]


@dataclass(frozen=True)
class Doubted:
    """A document with pages that are in doubt, or with words on what has to be known of it."""

    document_id: str
    title: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Uncounted:
    """In how many documents a kind of item was not read, and in how many it is said to stand elsewhere."""

    kind: str
    not_read: int
    elsewhere: int


@dataclass(frozen=True)
class Holdings:
    """What documents.jsonl says of all documents; of lines that cannot be read nothing but their number."""

    documents: int
    damaged: int
    pages: int
    unreadable: Listed[Doubted]
    recognised: Listed[Doubted]
    disordered: Listed[Doubted]
    unreadable_pages: int
    recognised_pages: int
    disordered_pages: int
    cautioned: Listed[Doubted]
    uncounted: tuple[Uncounted, ...]
    pipelines: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Corrections:
    """How much was put right by hand; `lost` is None where it would take too long to say."""

    standing: int
    documents: int
    people: int
    undone: int
    lost: int | None


@dataclass(frozen=True)
class LastRun:
    """The last time that documents were read."""

    run: Run
    began: str
    ending: str


def show(request: Request) -> Response:
    """About the library."""
    site = site_of(request)
    library = site.library
    reviews, index = _index(library)
    ids = library.current_ids()
    path = library.root / "documents.jsonl"
    holdings = _holdings(path, stamp(path), frozenset(ids))
    runs = library.catalogue.runs()
    return site.page(
        request,
        "about.html",
        documents=len(ids),
        reviews=reviews,
        untold=len(ids) - holdings.documents,
        holdings=holdings,
        runs=len(runs),
        last=_last(runs[-1]) if runs else None,
        causes=list(_causes(load_failures(library.failures_path))),
        withdrawn=len({each.document_id for each in standing(library.catalogue.withdrawals())}),
        index=index,
        meaning=_meaning(library),
        corrections=_corrections(library),
        taxonomy=load_taxonomy(),
        program=crossreview.__version__,
        vocabularies=_vocabularies(),
        models=[(name, _does(path)) for name, path in _cards().items()],
    )


def show_model(request: Request) -> Response:
    """The card of a model."""
    name = request.path_params["name"]
    cards = _cards()
    if name not in cards:
        raise UnknownTerm("No model has this name.", remedy=f"There are {', '.join(cards)}.")
    blocks = list(card(cards[name].read_text(encoding="utf-8")))
    return site_of(request).page(request, "model.html", name=name, blocks=blocks)


def _index(library: Library) -> tuple[int | None, str]:
    """How many reviews there are, None where that is not known, and how the search index is."""
    try:
        reviews = len(set(usable_index(library).review_of.values()))
    except CrossreviewError as error:
        return None, f"It cannot be used. {error.problem} {error.remedy}"
    behind = len(library.not_indexed().documents)
    if behind:
        return reviews, (
            f"It does not have the latest of {counted(behind, 'document')}: “crossreview reindex” brings it up to date."
        )
    return reviews, "It has all documents as they are."


def _meaning(library: Library) -> str:
    if find_spec("onnxruntime") is None:
        return "What reads meaning is not installed (crossreview[meaning]): searches go by words alone."
    try:
        complete = is_complete(library)
    except CrossreviewError as error:
        return f"It cannot be used. {error.problem} {error.remedy}"
    if complete:
        return "All passages can be found by what they mean."
    return "Not all passages can be found by what they mean yet: “crossreview embed” goes on with them."


def _last(run: Run) -> LastRun:
    return LastRun(run, f"{run.started[:16].replace('T', ' ')} UTC", _ENDINGS.get(run.outcome, run.outcome))


def _causes(failures: Iterable[Failure]) -> Iterator[Cause]:
    """Failures by what went wrong, the most frequent first."""
    groups: dict[tuple[str, str], list[NotRead]] = {}
    for failure in failures:
        groups.setdefault((_CAUSES.get(failure.kind, _OTHER_CAUSE), failure.remedy), []).append(not_read(failure))
    for (title, remedy), files in sorted(groups.items(), key=lambda group: -len(group[1])):
        yield Cause(title, remedy, Listed.of(files))


def _corrections(library: Library) -> Corrections:
    everything = library.catalogue.corrections()
    current = in_force(everything)
    documents = {each.document_id for each in current}
    lost = None
    if len(documents) <= _MANY:
        lost = sum(1 for _ in lost_corrections(library, lambda _: None))
    people = {each.by for each in current}
    return Corrections(len(current), len(documents), len(people), len(everything) - len(current), lost)


def _vocabularies() -> dict[str, str]:
    return {
        "agencies": load_agencies().version,
        "areas": load_areas().version,
        "items": load_item_words().version,
        "metadata": load_metadata_terms().version,
        "names": load_names().version,
        "progress": load_progress_words().version,
        "recommendations": load_recommendations().version,
        "sections": load_sections().version,
        "themes": load_taxonomy().version,
    }


# ---- documents.jsonl, which tells of all documents without decoding their records -----------------------------------


@lru_cache(maxsize=4)
def _holdings(path: Path, _: Stamp, ids: frozenset[str]) -> Holdings:
    """What the list of documents says of those that are there."""
    lines = list(_rows(path))
    rows = [row for row in lines if row is not None and row["document_id"] in ids]
    unreadable, recognised, disordered = (
        [Doubted(row["document_id"], _title(row), tuple(row[name])) for row in rows if row.get(name)]
        for name in ("pages_unreadable", "pages_ocr", "pages_out_of_order")
    )
    return Holdings(
        documents=len(rows),
        damaged=lines.count(None),
        pages=sum(row.get("pages") or 0 for row in rows),
        unreadable=Listed.of(unreadable),
        recognised=Listed.of(recognised),
        disordered=Listed.of(disordered),
        unreadable_pages=sum(len(each.pages) for each in unreadable),
        recognised_pages=sum(len(each.pages) for each in recognised),
        disordered_pages=sum(len(each.pages) for each in disordered),
        cautioned=Listed.of(
            Doubted(row["document_id"], _title(row), warnings=tuple(row["warnings"]))
            for row in rows
            if row.get("warnings")
        ),
        uncounted=tuple(_uncounted(rows)),
        pipelines=tuple(sorted(Counter(str(row.get("pipeline")) for row in rows).items())),
    )


def _rows(path: Path) -> Iterator[dict[str, Any] | None]:
    """The rows, and None for each line that is none; nothing where there is no file yet."""
    if not path.exists():
        return
    with jsonlines.open(path, loads=msgspec.json.decode) as reader:
        while True:
            try:
                row = reader.read(type=dict)
            except EOFError:
                return
            except (jsonlines.InvalidLineError, msgspec.DecodeError):
                yield None
            else:
                yield row if isinstance(row.get("document_id"), str) else None


def _title(row: Mapping[str, Any]) -> str:
    return str(row.get("title") or row.get("filename") or row["document_id"])


def _uncounted(rows: list[dict[str, Any]]) -> Iterator[Uncounted]:
    for kind in ITEM_KINDS:
        told = Counter(row.get(f"coverage_{kind}") for row in rows)
        if told["not_read"] or told["referred_to_elsewhere"]:
            yield Uncounted(kind, told["not_read"], told["referred_to_elsewhere"])


# ---- cards of models: Markdown of our own, as headings, paragraphs, lists and tables ---------------------------------

Runs: TypeAlias = tuple[tuple[str, str], ...]  # how words are set ("", "strong", "code"), and the words
_INLINE: Final = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<code>[^`]+)`")
_HEADING: Final = re.compile(r"(?P<level>#{1,4}) +(?P<words>.+)")
_RULE: Final = re.compile(r"\|(?: *:?-+:? *\|)+")


@dataclass(frozen=True)
class Block:
    """A part of a card: a heading or paragraph has one row with one cell, a list a row for each item."""

    kind: Literal["heading", "paragraph", "list", "table"]
    rows: tuple[tuple[Runs, ...], ...]
    level: int = 0
    about: str = ""  # the heading that it stands under


def card(markdown: str) -> Iterator[Block]:
    """The parts of a card."""
    about = ""
    for block in _parts(markdown):
        if block.kind == "heading":
            about = "".join(words for _, words in block.rows[0][0])
        yield replace(block, about=about)


def _parts(markdown: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", markdown):
        waiting: list[str] = []
        for line in part.splitlines():
            if (heading := _HEADING.fullmatch(line.strip())) is not None:
                yield from _blocks(waiting)
                waiting = []
                yield Block("heading", ((_runs(heading["words"]),),), len(heading["level"]))
            elif line.strip():
                waiting.append(line.strip())
        yield from _blocks(waiting)


def _blocks(lines: list[str]) -> Iterator[Block]:
    """What lines that stand together are."""
    if not lines:
        return
    if lines[0].startswith("|"):
        rows = [line.strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]
        yield Block("table", tuple(tuple(_runs(cell.strip()) for cell in row) for row in rows))
    elif lines[0].startswith("- "):
        items: list[str] = []
        for line in lines:
            if line.startswith("- "):
                items.append(line[2:])
            else:
                items[-1] += f" {line}"
        yield Block("list", tuple((_runs(item),) for item in items))
    else:
        yield Block("paragraph", ((_runs(" ".join(lines)),),))


def _runs(words: str) -> Runs:
    runs: list[tuple[str, str]] = []
    position = 0
    for match in _INLINE.finditer(words):
        runs.append(("", words[position : match.start()]))
        runs.append((match.lastgroup or "", match[match.lastgroup or 0]))
        position = match.end()
    runs.append(("", words[position:]))
    return tuple(run for run in runs if run[1])


def _cards() -> dict[str, Path]:
    """The cards of the models that come with the program, by the names of the models."""
    try:
        folder = resource_folder("models")
    except MissingResource:
        return {}
    return {path.parent.name: path for path in sorted(folder.glob(f"*/{_CARD}"))}


def _does(path: Path) -> str:
    """What a model is for, as the head of its card says behind its name."""
    return path.read_text(encoding="utf-8").partition("\n")[0].partition(": ")[2]


def show_accessibility(request: Request) -> Response:
    """For whom the page is made, and what does not work for everybody."""
    return site_of(request).page(request, "accessibility.html")


ROUTES: Final = (
    Route("/about", show),
    Route("/about/models/{name}", show_model),
    Route("/accessibility", show_accessibility),
)
