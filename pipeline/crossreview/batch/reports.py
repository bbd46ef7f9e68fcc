"""The reports of runs, as they are kept under runs/: as JSON, and beside it in words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from crossreview.batch.digest import News, NewsCount
from crossreview.batch.outcomes import RunReport
from crossreview.batch.summary import summary_of
from crossreview.errors import CrossreviewError, UnknownTerm
from crossreview.library import Library, write_atomically
from crossreview.library.reviews import Facts
from crossreview.library.storage import storage_errors

_DATA, _WORDS = ".json", ".md"
_NAMED: Final = 200  # documents: each is looked up


def report_path(library: Library, started: str, suffix: str = _DATA) -> Path:
    """Where something about the run that began at an ISO time is kept."""
    name = started.replace(":", "").replace("+0000", "Z")  # colons cannot stand in Windows file names
    return library.runs_path / f"{name}{suffix}"


def words_path(library: Library, report: RunReport) -> Path:
    """Where a report stands in words."""
    return report_path(library, report.started, _WORDS)


def keep_report(library: Library, report: RunReport) -> Path:
    """Write a report down; returns where it stands in words. Raises StorageFull."""
    path = report_path(library, report.started)
    write_atomically(path, msgspec.json.format(msgspec.json.encode(report)))
    return write_words(path)


def names_of(library: Library, document_ids: Iterable[str]) -> dict[str, str]:
    """What the first of some documents are called: by title, file and date."""
    names = {}
    for document_id in islice(dict.fromkeys(document_ids), _NAMED):
        with suppress(CrossreviewError):  # gone, or damaged, which is told of elsewhere
            facts = Facts.of(library.record(document_id))
            known = [facts.filename, *([facts.date] if facts.date is not None else [])]
            names[document_id] = f"{facts.title} ({', '.join(known)})" if facts.title else " ".join(known)
    return names


def write_words(path: Path) -> Path:
    """Write a report, that is kept at a path, in words beside it; none where it cannot be read. Raises StorageFull."""
    words = path.with_suffix(_WORDS)
    try:
        report = msgspec.json.decode(path.read_bytes(), type=RunReport)
    except (OSError, msgspec.DecodeError):
        with storage_errors(words):
            words.unlink(missing_ok=True)
    else:
        write_atomically(words, summary_of(report).encode())
    return words


def run_report(library: Library, time: str) -> RunReport:
    """The report of the latest run (`latest`), or of the last that began at a time, or at one that begins so.

    Raises UnknownTerm where there is none.
    """
    wanted = "" if time == "latest" else report_path(library, time.replace(" ", "T"), "").name
    found = [path for path in sorted(library.runs_path.glob(f"*{_DATA}")) if path.name.startswith(wanted)]
    for path in reversed(found):
        try:
            return msgspec.json.decode(path.read_bytes(), type=RunReport)
        except (OSError, msgspec.DecodeError):
            continue
    raise UnknownTerm(f"There is no report of a run {time!r}.", remedy="`crossreview runs --library DIR` lists them.")


def news_since(library: Library, date: str) -> tuple[News, int]:
    """What the runs added that began at a date (ISO, UTC) or later, and how many they were."""
    total, runs = NewsCount(), 0
    for path in sorted(library.runs_path.glob(f"*{_DATA}")):
        if path.name >= report_path(library, date, "").name:
            with suppress(OSError, msgspec.DecodeError):
                total.add_all(msgspec.json.decode(path.read_bytes(), type=RunReport).news)
                runs += 1
    return total.since(date), runs
