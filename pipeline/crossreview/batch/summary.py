"""The report of a run in words: Markdown that reads as plain text, made from the report alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from crossreview.batch.digest import News
from crossreview.batch.outcomes import RunReport
from crossreview.plurals import counted
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import load_taxonomy

_EXAMPLES: Final = 5
_MOST: Final = 15  # themes or areas
# What differs between two warnings of one sort: page numbers, counts, words of the document.
_PARTICULARS: Final = re.compile(r"“[^”]*”(?:, “[^”]*”)*|\d[\d.,\-–]*(?:(?:, | and )\d[\d.,\-–]*)*")
_ENDINGS: Final = {
    "finished": "It came to its end.",
    "interrupted": "It was stopped before its end; the same command goes on.",
    "stopped": "It ended with an error before its end; the same command goes on.",
}
T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """What is of one sort: failures with one cause and remedy, or warnings of one wording."""

    words: str
    remedy: str
    files: tuple[str, ...]


def causes_of(report: RunReport) -> tuple[Group, ...]:
    """The failures by cause and remedy, the most frequent first."""
    return _grouped(
        report.failures,
        key=lambda failure: (failure.kind, failure.remedy),
        made=lambda same: Group(same[0].error, same[0].remedy, tuple(failure.file for failure in same)),
    )


def warnings_of(report: RunReport) -> tuple[Group, ...]:
    """The warnings by sort, the most frequent first; what differs between those of one sort is left out."""
    return _grouped(
        [(_sort_of(warning), each.file) for each in report.flagged for warning in each.warnings],
        key=lambda told: told[0],
        made=lambda same: Group(same[0][0], "", tuple(dict.fromkeys(file for _, file in same))),
    )


def summary_of(report: RunReport) -> str:
    """The report for people who run a library: what was done, what is new, what failed, what to do."""
    return "\n".join(_lines(report)) + "\n"


def news_lines(news: News, most: int = _MOST) -> Iterator[str]:
    """What is new, by type of review, area and theme, the most frequent first."""
    taxonomy, types = load_taxonomy(), {each.id: each.name for each in load_metadata_terms().review_types}
    labels = {theme.id: theme.label for theme in taxonomy.themes}
    yield _listed("by type", [f"{types.get(name, name)} {n}" for name, n in news.review_types.items()], most)
    yield _listed("by area", [f"{name} {n}" for name, n in news.areas.items()], most)
    themes = [
        f"{labels.get(theme, theme)} ({theme}): {counted(new.asks, 'ask')} in {counted(new.documents, 'document')}"
        for theme, new in news.themes.items()
    ]
    yield "asks by theme:" + ("" if themes else " none")
    yield from (f"  - {theme}" for theme in themes[:most])
    if len(themes) > most:
        yield f"  - and {len(themes) - most} more themes"


def _lines(report: RunReport) -> Iterator[str]:
    yield f"# Run of {report.started[:16].replace('T', ', ')} UTC"
    yield ""
    yield f"{_ENDINGS[report.ending]} Library: {report.library}. Crossreview {report.pipeline}."
    yield ""
    yield from (f"- {name}: {words}" for name, words in _counts(report))
    yield from _section("What is new", _news(report.news))
    yield from _section("What failed, and what to do", _causes(report))
    yield from _section("Worth checking", _warnings(report))
    yield from _section("Versions, copies, changes", _relations(report))
    yield from _section("Damaged records", (f"- {each}" for each in report.damaged))


def _counts(report: RunReport) -> Iterator[tuple[str, str]]:
    seconds = max(report.seconds, 0.001)
    yield "files", str(report.files)
    yield (
        "read",
        f"{counted(report.read, 'document')}, {counted(report.pages, 'page')} in {report.seconds:.0f} s "
        f"({report.read / seconds:.1f} documents/s, {report.pages / seconds:.0f} pages/s, "
        f"{counted(report.workers, 'worker')})",
    )
    yield "unchanged", str(report.unchanged)
    yield "same bytes as another file", str(len(report.duplicates))
    yield "same text as a document that is there", str(len(report.same_text))
    yield "withdrawn, not read", str(report.withdrawn)
    yield "failed", str(report.failed)
    if report.remaining:
        yield "not come to", str(report.remaining)
    if report.outdated:
        yield "read by another version", f"{report.outdated}: `crossreview run --refresh` reads them again"
    if report.refreshed is not None:
        yield "read again", f"{report.refreshed.read}, of which {report.refreshed.changed} are otherwise now"
        yield "items gained", _by_kind(report.refreshed.gained)
        yield "items lost", _by_kind(report.refreshed.lost)
    yield "items", _by_kind(report.items)
    yield "slowest", ", ".join(f"{each.file} ({each.pages} pages, {each.seconds:.1f} s)" for each in report.slowest)
    yield "memory", f"{report.peak_memory_mb} MB at most in one process"


def _news(news: News) -> Iterator[str]:
    if not news.documents:
        return
    since = f"since the run of {news.since[:16].replace('T', ', ')} UTC" if news.since else "in the first run"
    yield f"{counted(news.documents, 'document')} {since}."
    yield ""
    yield from (line if line.startswith("  ") else f"- {line}" for line in news_lines(news))


def _causes(report: RunReport) -> Iterator[str]:
    for group in causes_of(report):
        yield f"- {counted(len(group.files), 'file')}: {group.words} **{group.remedy}**"
        yield from _examples(group.files)


def _warnings(report: RunReport) -> Iterator[str]:
    for group in warnings_of(report):
        yield f"- {counted(len(group.files), 'document')}: {group.words}"
        yield from _examples(group.files)
    if report.flagged_more:
        yield f"- and {counted(report.flagged_more, 'document')} more with warnings, which stand in their records"


def _relations(report: RunReport) -> Iterator[str]:
    for file, document_id in report.versions.items():
        left = report.corrections_left.get(document_id)
        told = f"; {counted(left, 'correction')} made on that one are not moved" if left else ""
        yield f"- {file} is a version of a document that was there; the earlier of the two is {document_id}{told}"
    yield from (f"- {file} has the text of {document_id}" for file, document_id in report.same_text.items())
    for file, document_id in report.changed.items():
        yield f"- {file} holds another document now; that of before, {document_id}, is still there"


def _examples(files: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  - {file}" for file in files[:_EXAMPLES])
    if len(files) > _EXAMPLES:
        yield f"  - and {len(files) - _EXAMPLES} more"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "", *found)


def _sort_of(warning: str) -> str:
    return re.sub(r"^Pages? …", "Some pages", _PARTICULARS.sub("…", warning))


def _by_kind(items: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in items.items()) or "none"


def _listed(name: str, parts: list[str], most: int) -> str:
    more = f", and {len(parts) - most} more" if len(parts) > most else ""
    return f"{name}: {', '.join(parts[:most]) or 'none'}{more}"


def _grouped(told: Iterable[T], key: Callable[[T], object], made: Callable[[list[T]], Group]) -> tuple[Group, ...]:
    groups = [made(list(same)) for _, same in groupby(sorted(told, key=lambda each: str(key(each))), key)]
    return tuple(sorted(groups, key=lambda group: -len(group.files)))
