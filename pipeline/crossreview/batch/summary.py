"""The report of a run in words: Markdown that reads as plain text, made from the report alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from crossreview.batch.digest import NewDocument, News
from crossreview.batch.outcomes import RunReport
from crossreview.paths import on_one_line
from crossreview.plurals import counted
from crossreview.vocabulary.metadata import load_metadata_terms
from crossreview.vocabulary.taxonomy import load_taxonomy

_EXAMPLES: Final = 5
_MOST: Final = 15  # themes or areas
_LISTED: Final = 20  # new documents, versions, copies, changes, damaged records
# What differs between two warnings of one sort: page numbers, counts, words of the document.
_PARTICULARS: Final = re.compile(r"“[^”]*”(?:, “[^”]*”)*|\d[\d.,\-–]*(?:(?:, | and )\d[\d.,\-–]*)*")
_INTERRUPTED: Final = "It was stopped before its end. Run the same command again to go on."
_FAILED: Final = "It ended with an error. Put that right, then run the same command again to go on:"
T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """What is of one sort: failures with one cause and remedy, or warnings of one wording, each with the files."""

    words: str
    remedy: str
    files: tuple[str, ...]


def causes_of(report: RunReport) -> tuple[Group, ...]:
    """The failures by cause and remedy, the most frequent first."""
    return _grouped(
        report.failures,
        key=lambda failure: (_sort_of(failure.error), failure.remedy),
        made=lambda same: Group(
            _common(tuple(failure.error for failure in same)),
            same[0].remedy,
            tuple(failure.file for failure in same),
        ),
    )


def warnings_of(report: RunReport) -> tuple[Group, ...]:
    """The warnings by sort, the most frequent first; with each file stands in what its warning differs from others."""
    return _grouped(
        [(warning, each.file) for each in report.flagged for warning in each.warnings],
        key=lambda told: _sort_of(told[0]),
        made=_warned,
    )


def summary_of(report: RunReport) -> str:
    """The report for people who run a library: what was done, what is new, what failed, what to do."""
    return _text(_lines(report))


def news_of_several(news: News, runs: int) -> str:
    """What several runs added, in words."""
    title = f"# New since {_time(news.since or '')}, in {counted(runs, 'run')}"
    if not news.documents:
        return _text((title, "", "Nothing is new."))
    return _text((title, "", f"{counted(news.documents, 'document')}.", "", *_news(news)))


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
    yield "what is asked (recommendations, actions, ...), by theme:" + ("" if themes else " none")
    yield from (f"  - {theme}" for theme in themes[:most])
    if len(themes) > most:
        yield f"  - and {len(themes) - most} more themes"


def new_documents(news: News, most: int = _LISTED) -> Iterator[str]:
    """The documents that are new, each in a line."""
    yield from map(_new_document, news.named[:most])
    if news.documents > len(news.named[:most]):
        yield f"and {news.documents - len(news.named[:most]):,} more"


def what_became(report: RunReport) -> str:
    """A sentence on what became of the files."""
    counts = (
        (report.read, "read"),
        (report.unchanged, "there already"),
        (len(report.duplicates), "the same file as another"),
        (len(report.same_text), "with the text of a document that is there"),
        (report.withdrawn, "withdrawn, so not read"),
        (report.failed, "not readable"),
        (report.remaining, "not come to"),
    )
    parts = [f"{count:,} {words}" for count, words in counts if count]
    return f"{counted(report.files, 'file')}: {', '.join(parts)}." if parts else "There was nothing to read."


def _text(lines: Iterable[str]) -> str:
    # Names of files come from anywhere, and could make lines of their own.
    return "\n".join(map(on_one_line, lines)) + "\n"


def _lines(report: RunReport) -> Iterator[str]:
    yield f"# Run of {_time(report.started)}"
    yield ""
    yield what_became(report)
    if report.ending == "interrupted":
        yield from ("", _INTERRUPTED)
    if report.ending == "stopped":
        yield from ("", f"{_FAILED} **{report.error or 'nobody knows which'}**")
    if report.outdated:
        yield from ("", f"{report.outdated:,} were read by another version of Crossreview: `run --refresh` reads them.")
    yield from _section("What is new", _since_before(report.news))
    yield from _section("What failed, and what to do", _causes(report))
    yield from _section("Worth checking", _warnings(report))
    yield from _section("Read again", _read_again(report))
    yield from _section("Versions, copies, changes", _relations(report))
    yield from _section("Damaged records", _first(f"- {each}" for each in report.damaged))
    yield from _section("For whoever runs Crossreview", (f"- {name}: {words}" for name, words in _technical(report)))


def _technical(report: RunReport) -> Iterator[tuple[str, str]]:
    seconds = max(report.seconds, 0.001)
    yield "library", report.library
    yield "version", report.pipeline
    if not report.read:
        return
    yield (
        "rate",
        f"{counted(report.read, 'document')}, {counted(report.pages, 'page')} in {report.seconds:.0f} s "
        f"({report.read / seconds:.1f} documents/s, {report.pages / seconds:.0f} pages/s, "
        f"{counted(report.workers, 'worker')})",
    )
    yield "found", _by_kind(report.items)
    yield (
        "slowest",
        ", ".join(f"{each.file} ({counted(each.pages, 'page')}, {each.seconds:.1f} s)" for each in report.slowest),
    )
    yield "memory", f"{report.peak_memory_mb} MB at most in one process"


def _since_before(news: News) -> Iterator[str]:
    if not news.documents:
        yield "Nothing is new."
        return
    since = f"since the run of {_time(news.since)}" if news.since else "in the first run"
    yield f"{counted(news.documents, 'document')} {since}."
    yield ""
    yield from _news(news)


def _news(news: News) -> Iterator[str]:
    yield from (f"- {document}" for document in new_documents(news))
    yield ""
    yield from (line if line.startswith("  ") else f"- {line}" for line in news_lines(news))


def _new_document(new: NewDocument) -> str:
    known = ", ".join((*new.areas, *([new.date] if new.date is not None else [])))
    return f"{new.title or 'Without a title'}{f' ({known})' if known else ''}: {new.file}"


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


def _read_again(report: RunReport) -> Iterator[str]:
    if report.refreshed is not None:
        yield f"- {counted(report.refreshed.read, 'document')}, of which {report.refreshed.changed} changed"
        yield f"- items gained: {_by_kind(report.refreshed.gained)}"
        yield f"- items lost: {_by_kind(report.refreshed.lost)}"


def _relations(report: RunReport) -> Iterator[str]:
    for lines in (_versions(report), _copies(report), _changes(report), _duplicates(report)):
        yield from _first(lines)


def _versions(report: RunReport) -> Iterator[str]:
    for file, document_id in report.versions.items():
        left = report.corrections_left.get(document_id)
        told = f"; {counted(left, 'correction')} made on that one are not moved" if left else ""
        yield (
            f"- {file} is a version of a document that was there. Searches have the later of the two only; the earlier "
            f"is {report.name_of(document_id)}{told}. If that is wrong: `crossreview reviews --decisions`"
        )


def _copies(report: RunReport) -> Iterator[str]:
    for file, document_id in report.same_text.items():
        yield f"- {file} has the text of {report.name_of(document_id)}"


def _changes(report: RunReport) -> Iterator[str]:
    for file, document_id in report.changed.items():
        yield f"- {file} holds another document now; that of before is still there: {report.name_of(document_id)}"


def _duplicates(report: RunReport) -> Iterator[str]:
    yield from (f"- {file} is the same file as {other}" for file, other in report.duplicates.items())


def _first(lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield from found[:_LISTED]
    if len(found) > _LISTED:
        yield f"- and {len(found) - _LISTED:,} more, which stand in the .json beside this report"


def _examples(files: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  - {file}" for file in files[:_EXAMPLES])
    if len(files) > _EXAMPLES:
        yield f"  - and {len(files) - _EXAMPLES:,} more"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "", *found)


def _warned(told: list[tuple[str, str]]) -> Group:
    """Warnings of one sort; one that stands alone is told as it is."""
    words = _common(tuple(warning for warning, _ in told))
    if words == told[0][0]:
        return Group(words, "", tuple(dict.fromkeys(file for _, file in told)))
    details = (f"{file} ({'; '.join(_PARTICULARS.findall(warning))})" for warning, file in told)
    return Group(words, "", tuple(dict.fromkeys(details)))


def _common(told: tuple[str, ...]) -> str:
    """What several messages of one sort say."""
    return told[0] if len(set(told)) == 1 else _sort_of(told[0])


def _sort_of(message: str) -> str:
    return re.sub(r"^Pages? …", "Some pages", _PARTICULARS.sub("…", message))


def _time(iso: str) -> str:
    return f"{iso[:19].replace('T', ', ')} UTC"


def _by_kind(items: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in items.items()) or "none"


def _listed(name: str, parts: list[str], most: int) -> str:
    more = f", and {len(parts) - most} more" if len(parts) > most else ""
    return f"{name}: {', '.join(parts[:most]) or 'none'}{more}"


def _grouped(told: Iterable[T], key: Callable[[T], object], made: Callable[[list[T]], Group]) -> tuple[Group, ...]:
    groups = [made(list(same)) for _, same in groupby(sorted(told, key=lambda each: str(key(each))), key)]
    return tuple(sorted(groups, key=lambda group: -len(group.files)))
