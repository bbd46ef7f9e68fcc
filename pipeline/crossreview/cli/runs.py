"""`runs`: which runs a library had, and what one of them did."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer
from rich.table import Table

from crossreview.cli.options import JsonOption, LibraryOption
from crossreview.cli.output import data, write, write_rows


def runs(
    library: LibraryOption,
    show: Annotated[
        str | None, typer.Option("--show", metavar="TIME", help="The report of one: `latest`, or how its time begins.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the runs of a library, or show what one of them did: what is new, what failed and what to do."""
    from crossreview.batch import run_report, summary_of
    from crossreview.library import Library

    opened = Library.open(library)
    if show is not None:
        report = run_report(opened, show)
        if as_json:
            write(msgspec.json.encode(report))
        else:
            data().print(summary_of(report), markup=False, highlight=False, soft_wrap=True, end="")
    elif as_json:
        write_rows(opened.catalogue.runs())
    else:
        table = Table("started", "ended", "read", "skipped", "failed", "version", box=None)
        for run in opened.catalogue.runs():
            counts = (str(run.read), str(run.skipped), str(run.failed))
            table.add_row(run.started[:19].replace("T", " "), run.outcome, *counts, run.pipeline)
        data().print(table)
