"""What is said of versions: where the current one is, and which earlier ones the library keeps."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossreview.library import Library
from crossreview.library.reviews import Facts
from crossreview.library.versions import earlier_versions
from crossreview.web.views.reviewing import Ref, page_address

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class VersionsShown:
    """The other versions of a document: the `current` one of an earlier one, the `earlier` ones of a current one."""

    current: Ref | None
    earlier: tuple[Ref, ...]


def versions_of(library: Library, document_id: str) -> VersionsShown:
    """The other versions of a document."""
    current = library.versions().current(document_id)
    if current != document_id:
        return VersionsShown(Ref("the current version", page_address(current, 1)), ())
    return VersionsShown(None, earlier_refs(library, [document_id]).get(document_id, ()))


def earlier_refs(library: Library, document_ids: Iterable[str]) -> Mapping[str, tuple[Ref, ...]]:
    """The earlier versions of those of some documents that have any, the latest first."""
    found = earlier_versions(library, document_ids, lambda error: log.warning("%s", error))
    return {document: tuple(map(_ref, versions)) for document, versions in found.items()}


def _ref(facts: Facts) -> Ref:
    dated = f", {facts.date}" if facts.date is not None else ""
    return Ref(f"{facts.filename}{dated}", page_address(facts.document_id, 1))
