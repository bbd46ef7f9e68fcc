"""`export`: tables of a library for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crossreview.cli.options import LibraryOption, OpenOutputOption, now
from crossreview.cli.output import say, warn


def export(
    library: LibraryOption,
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the tables, made if needed.")],
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help="Only this format: csv, xlsx, parquet or jsonl [all]."),
    ] = None,
    open_output: OpenOutputOption = False,
) -> None:
    """Write the tables of a library for spreadsheets and other programs.

    Reviews, documents, items, recommendations and sections: a sheet each of one workbook (xlsx), and a file each in the
    other formats. Every row names its review, so that it can be counted by review. Files of an earlier export are
    replaced. xlsx and parquet need the extra `report`.
    """
    from crossreview.library import Library
    from crossreview.paths import shown
    from crossreview.plurals import counted
    from crossreview.report.exports import export_tables
    from crossreview.report.formats import FORMATS

    chosen = tuple(each for each in FORMATS if not formats or each in formats)
    if unknown := set(formats or ()) - set(FORMATS):
        raise typer.BadParameter(
            f"{', '.join(sorted(unknown))}: choose from {', '.join(FORMATS)}", param_hint="--format"
        )
    exported = export_tables(Library.open(library), to, now(), chosen, open_output=open_output, on_damage=warn)
    say(f"{counted(len(exported.files), 'file')} written to {shown(to)} ({', '.join(chosen)}).")
    say(", ".join(counted(number, table.removesuffix("s")) for table, number in exported.rows.items()) + ".")
    if exported.cells_cut:
        say(f"{counted(exported.cells_cut, 'cell')} of the workbook cut: too long for a sheet, and whole elsewhere.")
