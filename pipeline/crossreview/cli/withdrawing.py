"""`withdraw`: take documents out of a library for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from crossreview.cli.options import ByOption, JsonOption, LibraryOption, now, user
from crossreview.cli.output import data, say, warn, write_rows
from crossreview.errors import CrossreviewError

if TYPE_CHECKING:
    from crossreview.library import Library
    from crossreview.library.corrections import Signed
    from crossreview.library.withdrawing import Withdrawal

_DIGITS_SHOWN: Final = 12  # of the hash of a file
_COLUMNS: Final = ("document_id", "sha256", "reason", "by", "withdrawn", "removed", "pruned", "undone", "undone_by")


def withdraw(
    library: LibraryOption,
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT", help="Documents: ids or names of files.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; needed, and kept.")] = None,
    undo: Annotated[
        str | None,
        typer.Option(metavar="DOCUMENT", help="Let it be read again: its id, or the beginning of its file's hash."),
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="What was withdrawn, by whom, when and why.")] = False,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove documents for good, for privacy or because their publisher took them down.

    Nothing stays of them in the library, nor of what people corrected in them, but their ids and the hashes of their
    files, so that no run reads those in again. Where it is stopped, the next run or `reindex` goes on. Your own files,
    and what was exported, are yours to remove.
    """
    from crossreview.library import Library

    if sum(map(bool, (documents, undo is not None, list_them))) != 1:
        raise typer.BadParameter("name documents and --reason, or give --undo, or --list")
    if documents and not (reason or "").strip():
        raise typer.BadParameter("say why they are withdrawn", param_hint="--reason")
    opened = Library.open(library)
    if list_them:
        _list(opened.catalogue.withdrawals(), as_json=as_json)
    elif undo is not None:
        _undo(opened, undo, _signed(by))
    else:
        _withdraw(opened, documents or (), reason or "", _signed(by))


def _withdraw(library: Library, documents: Sequence[str], reason: str, signed: Signed) -> None:
    from crossreview import batch
    from crossreview.library.withdrawing import standing

    try:
        withdrawn = batch.withdraw(library, documents, reason, signed, warn)
    except CrossreviewError:
        if any(each.removed is None for each in standing(library.catalogue.withdrawals())):
            say("Not all is removed yet; the next run, or `crossreview reindex`, goes on.")
        raise
    for each in _one_of_each(withdrawn):
        before = "" if each.withdrawn == signed.at else f" before ({each.by}, {each.withdrawn})"
        how = f"`crossreview withdraw --undo {each.document_id}` lets it be read again"
        say(f"Withdrawn{before}: {each.document_id}. {how}.")
    if any(each.pruned is None for each in withdrawn):
        say("`crossreview embed` is at work: what it knows of their meaning goes with the next run after it has ended.")


def _undo(library: Library, name: str, signed: Signed) -> None:
    from crossreview.batch import take_back
    from crossreview.library.withdrawing import standing

    taken_back = take_back(library, name, signed)
    for each in _one_of_each(taken_back):
        say(f"Undone: {each.document_id}. `crossreview run` with its file reads it again.")
    hashes = {each.sha256 for each in taken_back}
    for each in standing(library.catalogue.withdrawals()):
        if each.sha256 in hashes:
            say(f"The same file is withdrawn as {each.document_id} too, and is not read until that is undone.")


def _one_of_each(withdrawals: Sequence[Withdrawal]) -> Sequence[Withdrawal]:
    """One for each document: files with the same text have tombstones of their own."""
    return tuple({each.document_id: each for each in reversed(withdrawals)}.values())[::-1]


def _list(withdrawals: Sequence[Withdrawal], *, as_json: bool) -> None:
    if as_json:
        # Names of files are to be forgotten, not listed.
        write_rows({name: getattr(each, name) for name in _COLUMNS} for each in withdrawals)
    else:
        for line in map(_line, withdrawals):
            data().print(line, markup=False, soft_wrap=True)


def _line(each: Withdrawal) -> str:
    undone = f"; undone by {each.undone_by}, {each.undone}" if each.undone is not None else ""
    left = "" if each.removed is not None else "; not all is removed yet"
    file = f"file {each.sha256[:_DIGITS_SHOWN]}"
    return f"{each.document_id}, {file}: {each.reason} ({each.by}, {each.withdrawn}{undone}{left})"


def _signed(by: str | None) -> Signed:
    from crossreview.library.corrections import Signed

    return Signed(by or user(), now())
