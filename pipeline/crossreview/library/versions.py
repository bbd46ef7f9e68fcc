"""Versions of a document: what makes two documents of a library such, and which earlier ones it keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Final

from crossreview.errors import CrossreviewError
from crossreview.library.folder import Library, warn_of_damage
from crossreview.library.reviews import Facts, contradict
from crossreview.library.sketches import words_of
from crossreview.records import Genre

# A case has one report and one summary. Of these one follows another, often in the words of the one before, so that
# only its date tells which it is; and where the genre is not known, the document may be one of these.
_IN_SERIES: Final[frozenset[Genre | None]] = frozenset(
    {"progress_summary", "action_plan", "response", "inspection_report", "other", None}
)


def are_versions(one: Facts, other: Facts) -> bool:
    """Whether two documents whose texts are much alike are versions of one, by what they say of themselves."""
    titles = _letters(one.title), _letters(other.title)
    if one.genre != other.genre or not all(titles) or len(set(titles)) > 1 or contradict(one, other):
        return False
    return one.genre not in _IN_SERIES or (one.date is not None and one.date == other.date)


def is_newer(one: Facts, other: Facts, *, together: bool = False) -> bool:
    """Whether a document is a newer version than another that was read before it: unless it has an earlier date.

    Of two without dates that came `together` the one is newer whose file has the later name, as `report-v2.pdf` has
    after `report.pdf`: which of them is read first is chance.
    """
    if one.date is None or other.date is None or one.date.startswith(other.date) or other.date.startswith(one.date):
        return not together or _stem(one.filename) > _stem(other.filename)
    return one.date > other.date


def earlier_versions(
    library: Library, document_ids: Iterable[str], on_damage: Callable[[CrossreviewError], None] = warn_of_damage
) -> dict[str, tuple[Facts, ...]]:
    """The earlier versions of those of some documents that have any, the latest first.

    Damaged records are told to `on_damage` and left out.
    """
    asked = frozenset(document_ids)
    found: defaultdict[str, list[Facts]] = defaultdict(list)
    for earlier, current in library.versions().later.items():
        if current not in asked or not library.record_path(earlier).exists():
            continue
        try:
            found[current].append(Facts.of(library.record(earlier)))
        except CrossreviewError as error:
            on_damage(error)
    return {
        document: tuple(sorted(each, key=lambda facts: facts.date or "", reverse=True))
        for document, each in found.items()
    }


def _stem(filename: str) -> str:
    return PurePath(filename).stem.casefold()


def _letters(title: str | None) -> str:
    return "".join(words_of(title or ""))
