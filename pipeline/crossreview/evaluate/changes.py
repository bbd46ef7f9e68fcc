"""What a change of the reader gained and lost, case by case, against an earlier report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from crossreview.errors import GoldError
from crossreview.evaluate.report import Report
from crossreview.evaluate.score import Case


@dataclass(frozen=True)
class Placed:
    """A case and the document it is in."""

    document: str
    case: Case


@dataclass(frozen=True)
class Changes:
    """Faults of the earlier report that are gone, and faults that are new."""

    gained: tuple[Placed, ...]
    lost: tuple[Placed, ...]


class _Document(Struct, frozen=True):
    id: str
    cases: tuple[Case, ...]


class _Report(Struct, frozen=True):
    documents: tuple[_Document, ...]


def changes_since(before: Path, report: Report) -> Changes:
    """Compare a report with an earlier one, written as JSON with all cases (`--json --show missed,invented`).

    Raises GoldError if the earlier report is not there or cannot be decoded.
    """
    old = frozenset(_earlier(before))
    new = frozenset(Placed(row.id, case) for row in report.rows for case in row.cases)
    return Changes(_in_order(old - new), _in_order(new - old))


def _earlier(path: Path) -> Iterable[Placed]:
    try:
        report = msgspec.json.decode(path.read_bytes(), type=_Report)
    except (OSError, msgspec.DecodeError) as error:
        raise GoldError(
            f"This is not an earlier report ({error}).",
            remedy="Write one with: crossreview evaluate --json --show missed,invented.",
            path=path,
        ) from error
    return (Placed(document.id, case) for document in report.documents for case in document.cases)


def _in_order(cases: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(
        sorted(cases, key=lambda each: (each.document, each.case.measure, each.case.page or 0, each.case.text))
    )
