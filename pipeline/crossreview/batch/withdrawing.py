"""Withdrawing documents: they are removed from a library for good, and their files are not read in again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from crossreview.batch.removal import file_name, finish_withdrawals
from crossreview.batch.run import locked
from crossreview.errors import CrossreviewError, RecordDamaged, UnknownTerm
from crossreview.library import Library, Stored, warn_of_damage
from crossreview.library.corrections import Signed
from crossreview.library.withdrawing import Withdrawal, standing
from crossreview.paths import shown
from crossreview.vocabulary.nearest import nearest

_PATIENCE = 10.0  # seconds: a correction takes one, a run many
_FEWEST_DIGITS = 6  # of a hash by which a withdrawal is named


def withdraw(
    library: Library,
    names: Sequence[str],
    reason: str,
    signed: Signed,
    on_damage: Callable[[CrossreviewError], None] = warn_of_damage,
) -> tuple[Withdrawal, ...]:
    """Remove documents, by id or file name, from all that a library holds; returns the tombstones that are kept.

    Files with the same text are withdrawn with them, each by a tombstone of its own. Where it is stopped, the next run
    or reindexing, or the same again, goes on. What was withdrawn before stays so.
    Raises UnknownTerm where a document is not there, LibraryInUse during a run, RecordDamaged.
    """
    if not reason.strip():
        raise CrossreviewError("A withdrawal needs a reason.", remedy="Say why: it is kept beside the tombstone.")
    ids = tuple(dict.fromkeys(_document_named(library, name) for name in names))
    texts = library.catalogue.texts
    with locked(library, patience=_PATIENCE):
        known = {each.document_id for each in standing(library.catalogue.withdrawals())}
        stored = {each.document_id: each for each in library.stored()}
        new = [_known(library, document_id, stored) for document_id in ids if document_id not in known]
        # Those of files with the same text too, which must not come in again by them.
        tombstones = [
            (each.document_id, sha256, (each.filename,))
            for each in new
            for sha256 in (each.sha256, *texts.copies_of(each.document_id))
        ]
        library.catalogue.withdraw(tombstones, reason.strip(), signed)
        finish_withdrawals(library, on_damage)
    return tuple(each for each in standing(library.catalogue.withdrawals()) if each.document_id in ids)


def take_back(library: Library, name: str, signed: Signed) -> tuple[Withdrawal, ...]:
    """Let a document be read again, by its id or the beginning of the hash of its file; returns what was taken back.

    What was removed does not come back by that. Raises UnknownTerm where no such withdrawal stands, LibraryInUse.
    """
    with locked(library, patience=_PATIENCE):
        found = _withdrawn_as(name, standing(library.catalogue.withdrawals()))
        for each in found:
            library.catalogue.undo_withdrawal(each.number, signed.by, signed.at)
    return found


def _document_named(library: Library, name: str) -> str:
    """The id of a document that is there, or was withdrawn already."""
    named = library.documents_named(name)
    if named:
        return named[0] if len(named) == 1 else library.document_named(name)
    for each in standing(library.catalogue.withdrawals()):
        if name == each.document_id or name in map(file_name, each.traces):
            return each.document_id
    stored = tuple(library.stored())
    # Without their ending, since all names of files are alike in that.
    names = {each.filename.removesuffix(".pdf"): each.filename for each in stored}
    names |= {each.document_id: each.document_id for each in stored}
    raise _unknown(f"The library has no document {shown(name)!r}.", name.removesuffix(".pdf"), names)


def _withdrawn_as(name: str, withdrawals: Sequence[Withdrawal]) -> tuple[Withdrawal, ...]:
    found = tuple(each for each in withdrawals if each.document_id == name)
    if not found and len(name) >= _FEWEST_DIGITS:
        found = tuple(each for each in withdrawals if each.sha256.startswith(name.casefold()))
        if len({each.sha256 for each in found}) > 1:
            ids = ", ".join(dict.fromkeys(each.document_id for each in found))
            raise UnknownTerm(f"Several files that were withdrawn begin with {name!r}.", remedy=f"Name one of {ids}.")
    if not found:
        ids_by_name = {each.document_id: each.document_id for each in withdrawals}
        raise _unknown(f"No document {shown(name)!r} is withdrawn.", name, ids_by_name)
    return found


def _unknown(problem: str, name: str, known: dict[str, str]) -> UnknownTerm:
    near = [known[each] for each in nearest(name, known)]
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return UnknownTerm(problem, remedy=f"{hint}`crossreview withdraw --list` lists what was withdrawn.")


def _known(library: Library, document_id: str, stored: Mapping[str, Stored]) -> Stored:
    """What the library holds of a document, without which its file is not known."""
    if document_id in stored:
        return stored[document_id]
    raise RecordDamaged(
        "This record cannot be decoded, so that nothing tells which file it came from.",
        remedy="Read that file again with `crossreview run`, then withdraw it.",
        path=library.record_path(document_id),
    )
