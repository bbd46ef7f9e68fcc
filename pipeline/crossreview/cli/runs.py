"""`runs`: which runs a library had, what one of them did, and what is new since a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec
import typer
from rich.table import Table

from crossreview.cli.options import JsonOption, LibraryOption
from crossreview.cli.output import data, write, write_rows

_ENDED: Final = {"stopped": "error", "interrupted": "stopped"}


def runs(
    library: LibraryOption,
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="TIME", help="The report of one: `latest`, or the last whose time begins so."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="DATE",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="What is new since then, over all runs: 2026-03-02, or 2026-03-02T07:00 in UTC.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the runs of a library; or show what one of them did, or what is new since a day."""
    from crossreview.batch import news_of_several, news_since, run_report, summary_of
    from crossreview.library import Library

    opened = Library.open(library)
    if since is not None:
        news, count = news_since(opened, since.isoformat(timespec="minutes"))
        _show(news, news_of_several(news, count), as_json=as_json)
    elif show is not None:
        report = run_report(opened, show)
        _show(report, summary_of(report), as_json=as_json)
    elif as_json:
        write_rows(opened.catalogue.runs())
    else:
        table = Table("started", "ended", "read", "skipped", "failed", "version", box=None)
        for run in opened.catalogue.runs():
            counts = (str(run.read), str(run.skipped), str(run.failed))
            outcome = _ENDED.get(run.outcome, run.outcome)
            table.add_row(run.started[:19].replace("T", " "), outcome, *counts, run.pipeline)
        data().print(table)


def _show(told: msgspec.Struct, words: str, *, as_json: bool) -> None:
    if as_json:
        write(msgspec.json.encode(told))
    else:
        data().print(words, markup=False, highlight=False, soft_wrap=True, end="")
