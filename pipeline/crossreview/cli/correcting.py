"""The commands by which people correct what the reader made of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import msgspec
import typer

from crossreview.cli.options import ByOption, JsonOption, LibraryOption, now, user
from crossreview.cli.output import data, say, warn, write_rows
from crossreview.errors import CrossreviewError, LibraryInUse, UnknownTerm
from crossreview.records import ItemKind, Status

if TYPE_CHECKING:
    from crossreview.library import Library
    from crossreview.library.agreement import Agreement
    from crossreview.library.corrections import Change, Correction, Signed

_NONE = "none"
_SHOWN = 100  # characters of the words of an item in the list

correct = typer.Typer(
    name="correct",
    help="""Correct what was read: themes, kinds, statuses, addressees; add what was missed, strike out what is none.

    Corrections are kept in the library's catalogue with who made them and when; searches and counts follow them.""",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="The id of an item, as `search` shows it.")]


@correct.command()
def themes(
    name: Annotated[
        str, typer.Argument(metavar="ITEM", help="The id of an item, or the id or file name of a document.")
    ],
    library: LibraryOption,
    ids: Annotated[list[str] | None, typer.Argument(metavar="THEME", help="Its themes, the main one first.")] = None,
    add: Annotated[list[str] | None, typer.Option(metavar="THEME", help="One more theme.")] = None,
    remove: Annotated[list[str] | None, typer.Option(metavar="THEME", help="A theme that it does not have.")] = None,
    none: Annotated[bool, typer.Option("--none", help="It has no theme.")] = False,
    right: Annotated[bool, typer.Option("--right", help="Its themes are right: confirm them.")] = False,
    by: ByOption = None,
) -> None:
    """Say what an item is about, or a document as a whole."""
    from crossreview.library import Library
    from crossreview.library.correcting import correct_document, correct_item, item_named
    from crossreview.library.corrections import Themes
    from crossreview.search import document_of

    if sum(map(bool, (ids, add or remove, none, right))) != 1:
        raise typer.BadParameter("name its themes, or give --add and --remove, or --none, or --right")
    opened = Library.open(library)
    item_id = None if opened.documents_named(name) else name
    document_id = opened.document_named(name) if item_id is None else document_of(opened, name)
    record = opened.record(document_id)
    had = [each.theme for each in (record if item_id is None else item_named(record, item_id)).themes]
    for theme in remove or ():
        if theme not in had:
            raise UnknownTerm(f"It does not have the theme '{theme}'.", remedy=f"It has: {', '.join(had) or _NONE}.")
    has = tuple(dict.fromkeys(ids or () if not (add or remove or right) else _changed(had, add or (), remove or ())))
    if item_id is None:
        number = correct_document(opened, document_id, has, _signed(by))
    else:
        number = correct_item(opened, document_id, item_id, Themes(has), _signed(by))
    _finish(opened, number, f"Themes: {', '.join(has) or _NONE}.")


@correct.command()
def kind(
    item: ItemArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What it is: recommendation, finding ...")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Say of what kind an item is."""
    from crossreview.library.corrections import Kind

    _correct(library, item, Kind(cast(ItemKind, kind)), by, f"Kind: {kind.replace('_', ' ')}.")


@correct.command()
def status(
    item: ItemArgument,
    status: Annotated[str, typer.Argument(metavar="STATUS", help="completed, in_progress ..., or none.")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Say which status an item reports."""
    from crossreview.library.corrections import State

    said = None if status == _NONE else cast(Status, status)
    _correct(library, item, State(said), by, f"Status: {status.replace('_', ' ')}.")


@correct.command()
def addressees(
    item: ItemArgument,
    library: LibraryOption,
    agencies: Annotated[
        list[str], typer.Argument(metavar="AGENCY", help="Ids of agencies; `none` where nobody is asked.")
    ],
    by: ByOption = None,
) -> None:
    """Say who is asked by an item."""
    from crossreview.library.corrections import Addressees

    asked = () if agencies == [_NONE] else tuple(dict.fromkeys(agencies))
    _correct(library, item, Addressees(asked), by, f"Addressees: {', '.join(asked) or _NONE}.")


@correct.command()
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id or file name.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The whole item, as it is printed.")],
    library: LibraryOption,
    page: Annotated[int, typer.Option(min=1, metavar="N", help="The page it begins on, from the first of the file.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="What it is.")] = "recommendation",
    by: ByOption = None,
) -> None:
    """Add an item that was missed."""
    from crossreview.library import Library
    from crossreview.library.anchors import Passage
    from crossreview.library.correcting import add_item

    opened = Library.open(library)
    document_id = opened.document_named(document)
    number, item_id = add_item(opened, document_id, Passage(words, page), cast(ItemKind, kind), _signed(by))
    _finish(opened, number, f"Added: {item_id}.")


@correct.command()
def strike(item: ItemArgument, library: LibraryOption, by: ByOption = None) -> None:
    """Strike out what was taken for an item and is none."""
    from crossreview.library.corrections import Struck

    _correct(library, item, Struck(), by, "Struck out.")


@correct.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `correct list` gives.")],
    library: LibraryOption,
    by: ByOption = None,
) -> None:
    """Take a correction back."""
    from crossreview.library import Library

    opened = Library.open(library)
    opened.catalogue.undo_correction(number, by or user(), now())
    let_searches_follow(opened, f"The undoing of {number}")
    say(f"Undone: {number}.")


@correct.command("list")
def list_corrections(
    library: LibraryOption,
    lost: Annotated[bool, typer.Option("--lost", help="Only those whose item is not there any more.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List what was corrected, by whom and when."""
    from crossreview.library import Library
    from crossreview.library.correcting import lost_corrections

    opened = Library.open(library)
    gone = {each.number for each in lost_corrections(opened, warn)}
    corrections = [each for each in opened.catalogue.corrections() if not lost or each.number in gone]
    if as_json:
        write_rows({**msgspec.to_builtins(each), "lost": each.number in gone} for each in corrections)
    else:
        for line in _lines(corrections, gone):
            data().print(line, markup=False, soft_wrap=True)


@correct.command()
def agreement(library: LibraryOption, as_json: JsonOption = False) -> None:
    """Say how far people agree about themes, with each other and with the reader."""
    from crossreview.library import Library
    from crossreview.library.agreement import agreements

    found = agreements(Library.open(library), warn)
    if as_json:
        write_rows(found)
    elif not found:
        say("Nobody has set or confirmed the themes of an item yet.")
    else:
        for each in found:
            data().print(_agreed(each), markup=False, soft_wrap=True)
        say("People choose what they look at, and see what others set before them: these are no figures of chance.")


def _correct(library: Path, item: str, change: Change, by: str | None, done: str) -> None:
    from crossreview.library import Library
    from crossreview.library.correcting import correct_item
    from crossreview.search import document_of

    opened = Library.open(library)
    number = correct_item(opened, document_of(opened, item), item, change, _signed(by))
    _finish(opened, number, done)


def _signed(by: str | None) -> Signed:
    from crossreview.library.corrections import Signed

    return Signed(by or user(), now())


def _finish(library: Library, number: int, done: str) -> None:
    let_searches_follow(library, f"Correction {number}")
    say(f"{done} `crossreview correct undo {number}` takes it back.")


def let_searches_follow(library: Library, kept: str) -> None:
    """Bring in what was `kept`; where searches cannot follow, it is kept all the same, and that is said."""
    from crossreview.batch import bring_up_to_date

    try:
        bring_up_to_date(library, warn)
    except LibraryInUse:
        say("A run is under way: searches follow when it ends.")
    except CrossreviewError as error:
        say(f"{kept} is kept, but searches do not follow yet: {error} Then run `crossreview reindex`.")
        raise typer.Exit(1) from error


def _changed(had: Iterable[str], added: Iterable[str], removed: Iterable[str]) -> Iterator[str]:
    gone = set(removed)
    yield from (theme for theme in had if theme not in gone)
    yield from added


def _lines(corrections: Iterable[Correction], gone: set[int]) -> Iterator[str]:
    for each in corrections:
        about = f"page {each.anchor.page}: “{_shortened(each.anchor.words)}”" if each.anchor else "the document"
        before = f", before {_value(each.before)}" if each.before is not None and each.change != each.before else ""
        undone = f"; undone by {each.undone_by}, {each.undone}" if each.undone is not None else ""
        lost = "; its item is not there any more" if each.number in gone else ""
        yield (
            f"{each.number}. {each.document_id}, {about}: {_value(each.change)}{before} "
            f"({each.by}, {each.made}{undone}{lost})"
        )


def _value(change: Change) -> str:
    what, *values = msgspec.to_builtins(change).values()
    told = [each for value in values for each in ([value] if isinstance(value, str | None) else value)]
    return f"{what} {', '.join(each for each in told if each) or _NONE}" if values else str(what)


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _agreed(each: Agreement) -> str:
    first = each.first if each.first is not None else "the reader"
    items = f"{each.items} item" if each.items == 1 else f"{each.items} items"
    return f"{first} and {each.second}: {items}, micro-F1 {each.f1:.2f}, kappa {each.kappa:.2f}"
