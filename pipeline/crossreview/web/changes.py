"""Corrections in words, for those who made them and those who come after."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from crossreview.batch import bring_up_to_date
from crossreview.errors import CrossreviewError, LibraryInUse
from crossreview.library import Library
from crossreview.library.corrections import Added, Addressees, Change, Correction, Kind, State, Struck, Themes
from crossreview.records import Item
from crossreview.vocabulary.labels import agency_label, theme_label
from crossreview.web import labels

log = logging.getLogger(__name__)

Late: TypeAlias = Literal["run", "fault"]
_PATIENCE: Final = 2.0  # seconds: another correction takes less, a run more, and somebody waits
_MOST_DONE: Final = 10  # corrections that one form makes, and more
_LONGEST_NUMBER: Final = 12
_LATE: Final[dict[str, str]] = {
    "run": "Documents are being read in just now: searches follow when that has ended.",
    "fault": "Searches do not follow it yet: the log of the program says why. They follow with the next correction.",
}


@dataclass(frozen=True)
class Told:
    """A correction in words; `before` is None where nothing else stood there."""

    number: int
    document_id: str
    what: str
    now: str
    before: str | None
    words: str | None
    page: int | None
    by: str
    made: str
    undone_by: str | None
    undone: str | None

    @property
    def confirms(self) -> bool:
        """Whether it says again what stood there."""
        return self.before == self.now


@dataclass(frozen=True)
class Notice:
    """What was just done, and what has to be known of it; `standing` are the numbers that can be taken back."""

    told: tuple[Told, ...]
    standing: tuple[int, ...]
    late: str | None

    @property
    def title(self) -> str:
        """What it is in short."""
        if not self.standing:
            return "Taken back"
        return "Confirmed" if all(each.confirms for each in self.told) else "Corrected"


def told_of(correction: Correction) -> Told:
    """A correction in words."""
    change, anchor = correction.change, correction.anchor
    before = None if correction.before is None or isinstance(change, Struck) else _value(correction.before)
    return Told(
        number=correction.number,
        document_id=correction.document_id,
        what=_what(change),
        now=_value(change),
        before=before,
        words=anchor.words if anchor is not None else None,
        page=anchor.page if anchor is not None else None,
        by=correction.by,
        made=when(correction.made),
        undone_by=correction.undone_by,
        undone=when(correction.undone) if correction.undone is not None else None,
    )


def when(time: str) -> str:
    """An ISO time for people."""
    return time.removesuffix("+00:00")[:16].replace("T", " ") + (" UTC" if time.endswith("+00:00") else "")


def seen_of(item: Item) -> str:
    """What changes when something of an item is corrected: a form tells by it what somebody saw who filled it in."""
    says = (item.kind, [theme.theme for theme in item.themes], item.status, item.addressees)
    return hashlib.sha256(repr(says).encode()).hexdigest()[:16]


def follow(library: Library) -> Late | None:
    """Let searches follow what was corrected; why they do not yet, where they cannot. It is kept all the same."""
    try:
        bring_up_to_date(library, lambda error: log.warning("%s", error), patience=_PATIENCE)
    except LibraryInUse:
        return "run"
    except CrossreviewError as error:
        log.error("Searches do not follow a correction: %s", error)
        return "fault"
    return None


def with_notice(address: str, numbers: Iterable[int], late: Late | None) -> str:
    """The address of a page that is to say what was done."""
    page, _, fragment = address.partition("#")
    more = urlencode([*(("done", number) for number in numbers), *([("late", late)] if late is not None else [])])
    return f"{page}{'&' if '?' in page else '?'}{more}{'#' if fragment else ''}{fragment}"


def notice_of(library: Library, asked: QueryParams, document_id: str | None = None) -> Notice | None:
    """What an address wants to have said, as far as the library knows of it; of one document, where one is named."""
    numbers = {int(told) for told in asked.getlist("done")[:_MOST_DONE] if is_number(told)}
    if not numbers:
        return None
    found = [each for each in library.catalogue.corrections(document_id) if each.number in numbers]
    if not found:
        return None
    late = _LATE.get(asked.get("late", ""))
    if late is not None and not {each.document_id for each in found}.intersection(library.not_indexed().documents):
        late = None
    standing = tuple(each.number for each in found if each.undone is None)
    return Notice(tuple(map(told_of, found)), standing, late)


def is_number(told: str) -> bool:
    """Whether a form or an address tells a number that something may have: Python reads no endless ones."""
    return told.isascii() and told.isdecimal() and len(told) <= _LONGEST_NUMBER


def _what(change: Change) -> str:
    match change:
        case Themes():
            return "Themes"
        case Kind():
            return "Kind"
        case State():
            return "Status read"
        case Addressees():
            return "Asked of"
        case Added():
            return "Added"
        case Struck():
            return "Struck out"


def _value(change: Change) -> str:
    match change:
        case Themes(themes):
            return _listed([theme_label(theme) for theme in themes], "no theme")
        case Kind(kind) | Added(kind):
            return labels.plain(kind)
        case State(status):
            return labels.status_label(status or "no_status")
        case Addressees(addressees):
            return _listed([agency_label(agency) for agency in addressees], "nobody")
        case Struck():
            return "no statement of the document"


def _listed(names: Sequence[str], none: str) -> str:
    # Labels have commas of their own.
    return "; ".join(names) or none
