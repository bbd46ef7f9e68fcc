"""`trends`: in how many reviews something occurs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from crossreview.cli.options import JsonOption, LibraryOption
from crossreview.cli.output import data, say, write_csv, write_rows


def trends(
    library: LibraryOption,
    by: Annotated[str, typer.Option(metavar="WHAT", help="year, area, type, theme or addressee.")] = "year",
    theme: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A theme or group; several are compared.")
    ] = None,
    search: Annotated[str, typer.Option(metavar="SEARCH", help="Only what a search finds: words and options.")] = "",
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="A picture: .png, .svg or .pdf.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, for a spreadsheet.")] = False,
) -> None:
    """Count in how many reviews something occurs, of how many there are.

    By review, never by mention: a report, its summary and a briefing on one case count once.
    """
    from rich.table import Table
    from rich.text import Text

    from crossreview.library import Library
    from crossreview.report.plots import plot_trend
    from crossreview.report.trends import DIMENSIONS, theme_series, trend
    from crossreview.search import Query

    dimension = next((each for each in DIMENSIONS if each == by), None)
    if dimension is None:
        raise typer.BadParameter(f"choose from {', '.join(DIMENSIONS)}", param_hint="--by")
    counted = trend(Library.open(library), dimension, theme_series(theme or (), Query.read(search)))
    rows: Iterator[dict[str, Any]] = (
        {
            "series": row.series,
            by: row.value,
            "label": row.label,
            "reviews": row.reviews,
            "of": row.of,
            "share": None if row.is_small else round(row.share, 4),
        }
        for row in counted.rows
    )
    if as_json:
        write_rows(rows)
    elif as_csv:
        write_csv(("series", by, "label", "reviews", "of", "share"), rows)
    else:
        table = Table(box=None, pad_edge=False)
        for name in (*(("series",) if len({row.series for row in counted.rows}) > 1 else ()), by):
            table.add_column(name)
        for name in ("reviews", "of", "share"):
            table.add_column(name, justify="right")
        for row in counted.rows:
            share = "few" if row.is_small else f"{row.share:.0%}"
            cells = (row.label, str(row.reviews), str(row.of), share)
            table.add_row(*map(Text, (row.series, *cells) if len(table.columns) > len(cells) else cells))
        data().print(table)
    for note in counted.notes:
        say(note)
    if plot is not None:
        plot_trend(counted, plot)
        say(f"Written: {plot}")
