"""Correcting what was read: what a statement is, what it is about, whom it asks; adding one that was missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Final, cast

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crossreview.errors import CrossreviewError, UnknownTerm
from crossreview.library import Library
from crossreview.library.anchors import Passage, item_at, overlaps, source_of
from crossreview.library.correcting import add_item, correct_as_seen, item_named
from crossreview.library.corrections import Addressees, Change, Correction, Kind, State, Struck, Themes
from crossreview.records import ITEM_KINDS, STATUSES, Block, DocumentRecord, Item, ItemKind, Status, joined
from crossreview.vocabulary.agencies import load_agencies
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web import labels
from crossreview.web.asking import inside
from crossreview.web.changes import follow, is_number, notice_of, seen_of, told_of, with_notice
from crossreview.web.labels import sureness
from crossreview.web.quoting import Words, marked
from crossreview.web.signing import signature
from crossreview.web.site import check_changes, posted, site_of
from crossreview.web.views import checking
from crossreview.web.views.pages import no_page, ranges_of, sheet_of
from crossreview.web.views.search import passage_address

_MOST_LETTERS: Final = 5_000  # of a statement: time grows with them, and with the letters of the document
_FORGET: Final = "It was perhaps corrected meanwhile: load the page again."


@dataclass(frozen=True)
class Option:
    """Something to tick: its id, what it is called and what that means, and how sure the reader was of it."""

    id: str
    label: str
    hint: str | None = None
    sure: str | None = None


@dataclass(frozen=True)
class Options:
    """What can be ticked: what is ticked already, and the rest in groups."""

    ticked: tuple[Option, ...]
    groups: tuple[tuple[str, tuple[Option, ...]], ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a form: the id of the field, and what can be done; `item` is one that stands in the way.

    `form` is what was sent, where it is to be shown again.
    """

    field: str
    told: str
    remedy: str
    item: Item | None = None
    form: FormData | None = None
    status: int = 400


@dataclass(frozen=True)
class Draft:
    """A statement that somebody is adding, as it stands in the form."""

    words: str = ""
    kind: str = "recommendation"
    person: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Piece:
    """A block of a page: its words, those marked that are statements already, its boxes on the page, its statements."""

    block: Block
    words: tuple[Words, ...]
    boxes: tuple[tuple[float, float, float, float], ...]
    items: tuple[Item, ...]
    is_taken: bool


def show(request: Request) -> Response:
    """The forms by which a statement is corrected, and what was corrected of it before."""
    library = site_of(request).library
    record = library.record(request.path_params["document"])
    item_id = request.path_params["item"]
    if all(item.id != item_id for item in record.items) and (struck := _strike_of(library, record, item_id)):
        return RedirectResponse(with_notice(_page_address(struck), [struck.number], None), 303)
    return _forms(request, record, item_named(record, item_id))


def correct(request: Request, form: FormData) -> Response:
    """Keep a correction of a statement."""
    library = site_of(request).library
    what = request.path_params["what"]
    make = _CHANGES.get(what)
    if make is None:
        raise UnknownTerm("Nothing of a statement has this name.", remedy=_FORGET)
    record = library.record(request.path_params["document"])
    item = item_named(record, request.path_params["item"])
    if str(form.get("seen", "")) != seen_of(item):
        return _corrected_meanwhile(request, record, item)
    if what == "strike" and form.get("sure") != "yes":
        told = "Say that you are sure"
        return _forms(request, record, item, Problem("sure", told, "Tick the box. Nothing was changed.", form=form))
    signed = signature(request, form)

    def changes_of(now: Item) -> tuple[Change, ...]:
        if seen_of(now) != seen_of(item):
            raise _CorrectedMeanwhile
        return make(form, now)

    try:
        numbers = correct_as_seen(library, record.document.id, item.id, changes_of, signed)
    except _CorrectedMeanwhile:
        record = library.record(record.document.id)
        return _corrected_meanwhile(request, record, item_named(record, item.id))
    except UnknownTerm as error:
        return _forms(request, record, item, Problem(what, error.problem, error.remedy, form=form))
    to = _back(form) or _place(library, record.document.id, library.catalogue.corrections(record.document.id), numbers)
    return site_of(request).after(request, with_notice(to, numbers, follow(library)), signed.by)


class _CorrectedMeanwhile(Exception):
    """An item is not any more as somebody saw it who corrects it."""


def _corrected_meanwhile(request: Request, record: DocumentRecord, item: Item) -> Response:
    told = "This statement was corrected while you had it open. Nothing of yours was kept."
    return _forms(request, record, item, Problem("statement", told, "Look at it as it is now.", status=409))


def undo(request: Request, form: FormData) -> Response:
    """Take a correction back, and those that were made with it (`also`); again is no more than once."""
    library = site_of(request).library
    signed = signature(request, form)
    corrections = {each.number: each for each in library.catalogue.corrections()}
    first = corrections.get(request.path_params["number"])
    if first is None:
        raise UnknownTerm("There is no such correction.", remedy="All of them stand under Corrections.")
    also = [int(told) for told in map(str, form.getlist("also")) if is_number(told)]
    asked = [corrections[number] for number in (first.number, *also) if number in corrections]
    of_it = [each for each in asked if each.document_id == first.document_id]
    for each in of_it:
        if each.undone is None:
            with suppress(UnknownTerm):  # somebody else took it back meanwhile
                library.catalogue.undo_correction(each.number, signed.by, signed.at)
    numbers = [each.number for each in of_it]
    late = follow(library)
    to = _back(form) or _place(library, first.document_id, of_it, numbers)
    return site_of(request).after(request, with_notice(to, numbers, late), signed.by)


def show_adding(request: Request) -> Response:
    """A page, with the form by which a statement on it is added; the words of a block can be taken (`?block=`)."""
    site = site_of(request)
    check_changes(site)
    record = site.library.record(request.path_params["document"])
    told = request.query_params.get("page", "1")
    number = int(told) if told.isdecimal() and len(told) < 7 else 0
    block = request.query_params.get("block", "")
    taken = next((each.source for each in record.blocks if each.id == block), None)
    words = taken.text_in(record.document.text) if taken is not None else ""
    return _adding(request, record, number, Draft(" ".join(words.split())))


def add(request: Request, form: FormData) -> Response:
    """Add a statement that was missed."""
    library = site_of(request).library
    record = library.record(request.path_params["document"])
    told, words, kind = (str(form.get(name, "")) for name in ("page", "words", "kind"))
    number = int(told) if told.isdecimal() and len(told) < 7 else 0
    if not 1 <= number <= record.document.pages:
        raise no_page(record, number)
    signed = signature(request, form)
    if len(words) > _MOST_LETTERS:
        told = f"These are more than {_MOST_LETTERS:,} letters."
        problem = Problem("words", told, "Give one statement: of a list, each of its points by itself.")
        return _adding(request, record, number, Draft(words, kind, signed.by, problem))
    try:
        done, item_id = add_item(
            library, record.document.id, Passage(words, number), cast(ItemKind, kind), signed
        )  # fmt: skip
    except UnknownTerm as error:
        problem = _why_not_added(error, record, Passage(words, number), kind)
        return _adding(request, record, number, Draft(words, kind, signed.by, problem))
    to = passage_address(record.document.id, item_id)
    return site_of(request).after(request, with_notice(to, [done], follow(library)), signed.by)


def show_one(request: Request) -> Response:
    """Leads to what was corrected."""
    library = site_of(request).library
    number = request.path_params["number"]
    found = next((each for each in library.catalogue.corrections() if each.number == number), None)
    if found is None:
        raise UnknownTerm("There is no such correction.", remedy="All of them stand under Corrections.")
    return RedirectResponse(_place(library, found.document_id, [found], [number]), 303)


def _forms(request: Request, record: DocumentRecord, item: Item, problem: Problem | None = None) -> Response:
    """The page with all forms; those ticks stand that somebody set in a form with a problem."""
    site = site_of(request)
    themes, addressees = [theme.theme for theme in item.themes], list(item.addressees)
    sent = problem.form if problem is not None else None
    if problem is not None and sent is not None:
        themes = _ticked(sent, "theme") if problem.field == "themes" else themes
        addressees = _ticked(sent, "addressee") if problem.field == "addressees" else addressees
    return site.page(
        request,
        "correct.html",
        problem.status if problem is not None else 200,
        record=record,
        document=record.document,
        item=item,
        words=item.source.text_in(record.document.text),
        problem=problem,
        seen=seen_of(item),
        themes=_theme_options(item, themes),
        groups=load_taxonomy().groups,
        kinds=ITEM_KINDS,
        statuses=_statuses(item),
        addressees=_addressee_options(addressees),
        signer=site.person(request) if sent is None else site.signed_by(request, sent),
        main=str(sent.get("main", "")) if sent is not None else "",
        by_proxy=site.settings.proxy_header is not None,
        history=[told_of(each) for each in _history(site.library, record, item)],
        notice=notice_of(site.library, request.query_params, record.document.id),
    )


def _adding(request: Request, record: DocumentRecord, number: int, draft: Draft) -> Response:
    document = record.document
    if not 1 <= number <= document.pages:
        raise no_page(record, number)
    here = [item for item in record.items if any(span.page == number for span in item.source.spans)]
    sheet = sheet_of(record, number, joined(item.source for item in here) if here else None)
    return site_of(request).page(
        request,
        "add_item.html",
        draft.problem.status if draft.problem is not None else 200,
        record=record,
        document=document,
        sheet=sheet,
        pieces=list(_pieces(record, number, here)),
        words=draft.words,
        kind=draft.kind,
        kinds=ITEM_KINDS,
        problem=draft.problem,
        signer=draft.person or site_of(request).person(request),
        by_proxy=site_of(request).settings.proxy_header is not None,
    )


def _pieces(record: DocumentRecord, number: int, items: Iterable[Item]) -> Iterator[Piece]:
    """The blocks that have words on a page."""
    items = tuple(items)
    spans = [span for item in items for span in item.source.spans]
    for block in record.blocks:
        boxes = tuple(dict.fromkeys(span.box for span in block.source.spans if span.page == number))
        if not boxes:
            continue
        words = marked(block.source.text_in(record.document.text), ranges_of(block.source, spans))
        yield Piece(
            block=block,
            words=words,
            boxes=boxes,
            items=tuple(item for item in items if _begins_in(item, block)),
            is_taken=not any(letter.isalnum() for each in words if not each.is_marked for letter in each.text),
        )


def _begins_in(item: Item, block: Block) -> bool:
    return any(span.start <= item.source.start < span.end for span in block.source.spans)


def _why_not_added(error: CrossreviewError, record: DocumentRecord, passage: Passage, kind: str) -> Problem:
    if kind not in ITEM_KINDS:
        return Problem("kind", error.problem, error.remedy)
    try:
        found = overlaps(source_of(passage, record), record)
    except UnknownTerm:
        # Whoever reads this has no command line, and has what was read of the page beside the form.
        by_command = "`crossreview" in error.remedy
        remedy = "Give them as they stand in the text of the page." if by_command else error.remedy
        return Problem("words", error.problem, remedy)
    if not found:
        return Problem("words", error.problem, error.remedy)
    item = found[0].item
    kind = labels.plain(item.kind)
    return Problem("words", f"Words of it are a statement already ({kind})", "Say there what it is.", item)


def _themes(form: FormData, item: Item) -> tuple[Change, ...]:
    del item
    main = str(form.get("main", ""))
    return (Themes(tuple(dict.fromkeys([*filter(None, [main]), *_ticked(form, "theme")]))),)


def _kind(form: FormData, item: Item) -> tuple[Change, ...]:
    del item
    return (Kind(cast(ItemKind, str(form.get("kind", "")))),)


def _status(form: FormData, item: Item) -> tuple[Change, ...]:
    del item
    return (State(cast("Status | None", str(form.get("status", "")) or None)),)


def _addressees(form: FormData, item: Item) -> tuple[Change, ...]:
    del item
    return (Addressees(tuple(_ticked(form, "addressee"))),)


def _strike(form: FormData, item: Item) -> tuple[Change, ...]:
    del form, item
    return (Struck(),)


def _confirm(form: FormData, item: Item) -> tuple[Change, ...]:
    """Saying again all that it has."""
    del form
    themes = Themes(tuple(theme.theme for theme in item.themes))
    return (themes, Kind(item.kind), State(item.status), Addressees(item.addressees))


_CHANGES: Final[Mapping[str, Callable[[FormData, Item], tuple[Change, ...]]]] = {
    "themes": _themes,
    "kind": _kind,
    "status": _status,
    "addressees": _addressees,
    "strike": _strike,
    "confirm": _confirm,
}


def _ticked(form: FormData, name: str) -> list[str]:
    return list(dict.fromkeys(str(each) for each in form.getlist(name) if each))


def _theme_options(item: Item, chosen: Iterable[str]) -> Options:
    sure = {each.theme: _sure(each.origin, each.score) for each in item.themes}
    chosen = tuple(chosen)
    known = {
        theme.id: Option(theme.id, theme.label, theme.definition, sure.get(theme.id))
        for theme in load_taxonomy().themes
    }
    groups = tuple(
        (group.label, tuple(known[theme.id] for theme in group.themes if theme.id not in chosen))
        for group in load_taxonomy().groups
    )
    return Options(tuple(known[theme] for theme in chosen if theme in known), groups)


def _sure(origin: str, score: float) -> str:
    if origin == "person":
        return "set by hand"
    return f"by {'words that name it' if origin == 'cue' else 'the model'}: {sureness(score)}"


def _addressee_options(chosen: Iterable[str]) -> Options:
    chosen = tuple(chosen)
    known = {agency.id: Option(agency.id, agency.label) for agency in load_agencies().types}
    by_sector = sorted(load_agencies().types, key=lambda agency: agency.sector)
    groups = tuple(
        (labels.plain(sector).capitalize(), tuple(known[each.id] for each in of_it if each.id not in chosen))
        for sector, of_it in groupby(by_sector, key=lambda agency: agency.sector)
    )
    return Options(tuple(known[agency] for agency in chosen if agency in known), groups)


def _statuses(item: Item) -> list[tuple[str, str]]:
    """What can be chosen, with its words; an item that reports that no status is stated keeps that."""
    none = item.status if item.status == "no_status" else ""
    return [(none, "none stated"), *((each, labels.plain(each)) for each in STATUSES if each != "no_status")]


def _history(library: Library, record: DocumentRecord, item: Item) -> list[Correction]:
    """What was corrected of an item, the latest first."""
    found = (
        each
        for each in library.catalogue.corrections(record.document.id)
        if each.anchor is not None and (each.anchor.item_id == item.id or item_at(each.anchor, record) == item)
    )
    return sorted(found, key=lambda each: -each.number)


def _strike_of(library: Library, record: DocumentRecord, item_id: str) -> Correction | None:
    """The correction that struck an item out, if one did."""
    for each in library.catalogue.corrections(record.document.id):
        struck = isinstance(each.change, Struck) and each.undone is None
        if struck and each.anchor is not None and each.anchor.item_id == item_id:
            return each
    return None


def _place(library: Library, document_id: str, corrections: Iterable[Correction], numbers: Iterable[int]) -> str:
    """Where something corrected stands: its own page, that of the document where it is no statement now."""
    wanted = set(numbers)
    correction = next(each for each in corrections if each.number in wanted)
    try:
        record = library.record(document_id)
    except CrossreviewError:
        return "/corrections"  # the document is gone
    if correction.anchor is None:
        return passage_address(document_id, document_id) if record.metadata.title is not None else "/corrections"
    there = next((item for item in record.items if item.id == correction.anchor.item_id), None)
    item = there or (None if isinstance(correction.change, Struck) else item_at(correction.anchor, record))
    if item is not None:
        return passage_address(document_id, item.id)
    pages = record.document.pages
    return f"{_document_address(document_id)}/pages/{min(correction.anchor.page, pages)}"


def _page_address(correction: Correction) -> str:
    page = correction.anchor.page if correction.anchor is not None else 1
    return f"{_document_address(correction.document_id)}/pages/{page}"


def _document_address(document_id: str) -> str:
    return passage_address(document_id, "").removesuffix("/passages/")


def _back(form: FormData) -> str | None:
    return inside(str(form.get("back", "")), None)


_ITEM: Final = "/documents/{document}/items/{item}"
ROUTES: Final = (
    Route(f"{_ITEM}/correct", show),
    Route(f"{_ITEM}/{{what}}", posted(correct), methods=["POST"]),
    Route("/documents/{document}/add", show_adding),
    Route("/documents/{document}/add", posted(add), methods=["POST"]),
    Route("/corrections", checking.show_corrections),
    Route("/corrections/{number:int}", show_one),
    Route("/corrections/{number:int}/undo", posted(undo), methods=["POST"]),
    Route("/check", checking.show),
)
