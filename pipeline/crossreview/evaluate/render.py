"""The report for people (tables) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crossreview.evaluate.changes import Changes
from crossreview.evaluate.report import Report, Row
from crossreview.evaluate.score import Case, Score, Verdict

# One column for each of these in the table of documents: right / gold, and what was invented.
_COLUMNS: Final = ("headings", "parents", "asks_exact", "asks_loose", "answers_exact", "items", "metadata")
_NAME_WIDTH: Final = 44
_CASE_WIDTH: Final = 140


def as_json(report: Report, show: Collection[Verdict] = ()) -> bytes:
    """The report as one JSON object; `show` chooses the cases to list."""
    payload = {
        "totals": {name: _ratios(score) for name, score in report.totals.items()},
        "splits": {
            split: {name: _ratios(score) for name, score in part.totals.items()}
            for split, part in report.by_split.items()
        },
        "documents": [_document(row, show) for row in report.rows],
        "pages": report.pages,
        "seconds": round(report.seconds, 3),
    }
    return msgspec.json.format(msgspec.json.encode(payload), indent=1)


def print_report(report: Report, console: Console, show: Collection[Verdict] = ()) -> None:
    """The report as tables; `show` chooses the cases to list below them."""
    console.print(_documents_table(report.rows))
    for row in report.rows:
        _print_cases(row, console, show)
    console.print(_totals_table(report))
    if len(report.by_split) > 1:
        console.print(_splits_table(report))
    speed = report.pages / report.seconds if report.seconds else 0.0
    console.print(f"{len(report.rows)} documents, {report.pages} pages, {report.seconds:.1f} s, {speed:.1f} pages/s")
    for row in report.problems:
        console.print(f"[red]not read:[/] {escape(row.id)}: {escape(row.problem or '')}", highlight=False)


def print_changes(changes: Changes, console: Console) -> None:
    """What was gained and lost since an earlier report."""
    for title, placed in (("gained", changes.gained), ("lost", changes.lost)):
        console.print(f"[bold]{title}[/]: {len(placed)}", highlight=False)
        for each in placed:
            console.print(f"{_case_line(each.case)}  [dim]{escape(each.document)}[/]", highlight=False, soft_wrap=True)


def _documents_table(rows: Iterable[Row]) -> Table:
    table = Table("document", "pages", "s", *_COLUMNS, title="right / gold (+invented)", title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        cells = (_cell(row.scores.get(name)) for name in _COLUMNS)
        table.add_row(escape(row.id[:_NAME_WIDTH]), str(row.pages), f"{row.seconds:.1f}", *cells)
    return table


def _cell(score: Score | None) -> str:
    if score is None or score == Score():
        return "-"
    extra = f" (+{score.invented})" if score.invented else ""
    return f"{score.right}/{score.gold}{extra}"


def _totals_table(report: Report) -> Table:
    table = Table("measure", "gold", "found", "right", "P", "R", "F1", "invented per 100", title="totals")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, score in report.totals.items():
        if score == Score():
            continue
        counts = (str(score.gold), str(score.found), str(score.right))
        ratios = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
        table.add_row(name, *counts, *ratios, f"{score.invented_per_100:.1f}")
    return table


def _splits_table(report: Report) -> Table:
    """F1 of each measure as a whole in each split, with the size of the gold behind it."""
    parts = {split: part.totals for split, part in report.by_split.items()}
    table = Table("measure", *(f"{split} F1 (gold)" for split in parts), title="by split")
    for name in report.totals:
        if "." not in name:
            table.add_row(name, *(_f1_cell(totals.get(name, Score())) for totals in parts.values()))
    return table


def _f1_cell(score: Score) -> str:
    return "-" if score == Score() else f"{score.f1:.3f} ({score.gold})"


def _print_cases(row: Row, console: Console, show: Collection[Verdict]) -> None:
    cases = [case for case in row.cases if case.verdict in show]
    if not cases:
        return
    console.print(f"[bold]{escape(row.id)}[/]", highlight=False)
    for case in cases:
        console.print(_case_line(case), highlight=False, soft_wrap=True)


def _case_line(case: Case) -> str:
    where = f"p. {case.page}" if case.page is not None else "-"
    text = escape(" ".join(case.text.split())[:_CASE_WIDTH])
    return f"  {case.verdict:8} {case.measure:24} {where:>6}  {text}"


def _document(row: Row, show: Collection[Verdict]) -> dict[str, Any]:
    return {
        "id": row.id,
        "split": row.split,
        "pages": row.pages,
        "seconds": round(row.seconds, 3),
        "problem": row.problem,
        "scores": {name: _ratios(score) for name, score in row.scores.items()},
        "cases": [asdict(case) for case in row.cases if case.verdict in show],
    }


def _ratios(score: Score) -> dict[str, float]:
    return {
        "gold": score.gold,
        "found": score.found,
        "right": score.right,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "invented_per_100": round(score.invented_per_100, 2),
    }
