"""What a run says at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossreview.batch import RunReport, causes_of, new_documents, news_lines, what_became, words_path
from crossreview.library import Library
from crossreview.paths import on_one_line
from crossreview.plurals import counted

_FAILURES_SHOWN = 5  # of one cause
_CAUSES_SHOWN = 10
_SHOWN = 10
_NEW_SHOWN = 5


def print_summary(report: RunReport, library: Library, console: Console) -> None:
    """The counts, what is new, what failed and what to do about it, how to go on, and where all this stands."""
    _say(what_became(report), console)
    table = Table.grid(padding=(0, 2))
    for name, words in _rows(report):
        table.add_row(Text(name, style="bold"), Text(on_one_line(words)))
    console.print(table)
    _print_list(
        "Worth checking", [f"{each.file}: {'; '.join(each.warnings)}" for each in report.flagged], _SHOWN, console
    )
    _print_list(
        "Changed since an earlier run; the document made of the earlier version is still there",
        [f"{file}: {report.name_of(document_id)}" for file, document_id in report.changed.items()],
        _SHOWN,
        console,
    )
    _print_list("Versions of a document; the one named is the earlier", _versions(report), _SHOWN, console)
    _print_list(
        "With the text of a document that is there",
        [f"{file}: {report.name_of(document_id)}" for file, document_id in report.same_text.items()],
        _SHOWN,
        console,
    )
    _print_list("Damaged records", report.damaged, _SHOWN, console)
    if report.news.documents:
        _print_list("New documents", new_documents(report.news, _NEW_SHOWN), _NEW_SHOWN + 1, console)
        _print_list("New by type, area and theme", news_lines(report.news, _NEW_SHOWN), 3 + _NEW_SHOWN + 1, console)
    _print_failures(report, library.failures_path, console)
    if report.ending == "interrupted":
        _say(
            f"Stopped. {counted(report.read, 'document')} of this run are kept, "
            f"{counted(report.remaining, 'file')} remain. Run the same command again to go on.",
            console,
        )
    _say(f"The report of this run: {words_path(library, report)}", console)


def _print_failures(report: RunReport, path: Path, console: Console) -> None:
    causes = causes_of(report)
    for cause in causes[:_CAUSES_SHOWN]:
        _print_list(f"{counted(len(cause.files), 'file')} not read", cause.files, _FAILURES_SHOWN, console)
        _say(f"  {cause.words}", console)
        _say(f"  What to do: {cause.remedy}", console)
    if len(causes) > _CAUSES_SHOWN:
        _say(f"Other causes: {len(causes) - _CAUSES_SHOWN}", console)
    if causes:
        _say(f"All that could not be read: {path}", console)


def _rows(report: RunReport) -> Iterable[tuple[str, str]]:
    if report.read:
        speed = report.pages / report.seconds if report.seconds else 0.0
        yield (
            "read",
            f"{counted(report.read, 'document')}, {counted(report.pages, 'page')}, {speed:.1f} pages/s "
            f"in {report.seconds:.1f} s",
        )
    if report.outdated:
        yield "outdated", f"{report.outdated:,} read by another version of Crossreview: --refresh reads them again"
    if report.refreshed:
        yield "read again", f"{counted(report.refreshed.read, 'document')}, of which {report.refreshed.changed} changed"
        yield "gained", _by_kind(report.refreshed.gained)
        yield "lost", _by_kind(report.refreshed.lost)
    if report.withdrawn:
        yield "withdrawn", f"{counted(report.withdrawn, 'file')}: `crossreview withdraw --list` says why"
    if report.items:
        yield "items", _by_kind(report.items)
    if report.slowest:
        yield "slowest", ", ".join(f"{Path(each.file).name} {each.seconds:.1f} s" for each in report.slowest[:3])
        yield "memory", f"{report.peak_memory_mb} MB at most in one of {counted(report.workers, 'worker')}"
    yield "library", report.library


def _by_kind(items: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in items.items()) or "nothing"


def _versions(report: RunReport) -> Iterable[str]:
    for file, document_id in report.versions.items():
        left = report.corrections_left.get(document_id)
        told = f" ({counted(left, 'correction')} made on it, and not moved)" if left else ""
        yield f"{file}: {report.name_of(document_id)}{told}"


def _print_list(title: str, lines: Iterable[str], most: int, console: Console) -> None:
    lines = list(lines)
    if not lines:
        return
    console.print(Text(f"{title}:", style="bold"))
    for line in lines[:most]:
        _say(f"  {line}", console)
    if len(lines) > most:
        _say(f"  and {len(lines) - most:,} more", console)


def _say(words: str, console: Console) -> None:
    console.print(on_one_line(words), markup=False, highlight=False, soft_wrap=True)
