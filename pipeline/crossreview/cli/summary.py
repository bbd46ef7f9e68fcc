"""What a run says at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossreview.batch import RunReport, news_lines
from crossreview.plurals import counted

_FAILURES_SHOWN = 20
_FLAGGED_SHOWN = 10
_CHANGED_SHOWN = 10
_NEW_SHOWN = 5


def print_summary(report: RunReport, failures_path: Path, console: Console) -> None:
    """The counts, then what failed and what to do about it, then how to go on if the run was interrupted."""
    table = Table.grid(padding=(0, 2))
    for name, words in _rows(report):
        table.add_row(Text(name, style="bold"), Text(words))
    console.print(table)
    _print_list(
        "Flagged", [f"{each.file}: {'; '.join(each.warnings)}" for each in report.flagged], _FLAGGED_SHOWN, console
    )
    _print_list(
        "Changed since an earlier run; the document made of the earlier version is still there",
        [f"{file}: {document_id}" for file, document_id in report.changed.items()],
        _CHANGED_SHOWN,
        console,
    )
    _print_list("Versions of a document; the one named is the earlier", _versions(report), _CHANGED_SHOWN, console)
    _print_list("Damaged records", report.damaged, _FAILURES_SHOWN, console)
    _print_list(
        "Not read",
        [f"{failure.file}: {failure.error} {failure.remedy}" for failure in report.failures],
        _FAILURES_SHOWN,
        console,
    )
    if report.news.documents:
        _print_list("New documents", news_lines(report.news, _NEW_SHOWN), 3 + _NEW_SHOWN + 1, console)
    if report.failures:
        _say(f"All that could not be read: {failures_path}", console)
    if report.ending == "interrupted":
        _say(
            f"Stopped. {report.read} documents of this run are kept, {report.remaining} files remain. "
            "Run the same command again to go on.",
            console,
        )


def _rows(report: RunReport) -> Iterable[tuple[str, str]]:
    speed = report.pages / report.seconds if report.seconds else 0.0
    yield "read", f"{report.read} documents, {report.pages} pages, {speed:.1f} pages/s in {report.seconds:.1f} s"
    yield "skipped", f"{report.unchanged} unchanged, {len(report.duplicates)} with the bytes of another file"
    if report.outdated:
        yield "outdated", f"{report.outdated} read by another version of Crossreview: --refresh reads them again"
    if report.refreshed:
        yield "read again", f"{report.refreshed.read} documents, of which {report.refreshed.changed} are otherwise now"
        yield "gained", _by_kind(report.refreshed.gained)
        yield "lost", _by_kind(report.refreshed.lost)
    if report.same_text:
        yield "copies", f"{len(report.same_text)} with the text of a document that is there, see the report of the run"
    if report.withdrawn:
        yield "withdrawn", f"{report.withdrawn} files not read again: `crossreview withdraw --list` says why"
    yield "failed", str(report.failed)
    if report.items:
        yield "items", _by_kind(report.items)
    if report.slowest:
        yield "slowest", ", ".join(f"{Path(each.file).name} {each.seconds:.1f} s" for each in report.slowest[:3])
    yield "memory", f"{report.peak_memory_mb} MB at most in one of {report.workers} workers"
    yield "library", report.library
    yield "report", f"`crossreview runs --show latest --library {report.library}`, kept in runs/ there"


def _by_kind(items: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in items.items()) or "nothing"


def _versions(report: RunReport) -> Iterable[str]:
    for file, document_id in report.versions.items():
        left = report.corrections_left.get(document_id)
        yield f"{file}: {document_id}" + (f" ({counted(left, 'correction')} made on it, and not moved)" if left else "")


def _print_list(title: str, lines: Iterable[str], most: int, console: Console) -> None:
    lines = list(lines)
    if not lines:
        return
    console.print(Text(f"{title}:", style="bold"))
    for line in lines[:most]:
        _say(f"  {line}", console)
    if len(lines) > most:
        _say(f"  and {len(lines) - most} more", console)


def _say(words: str, console: Console) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)
