"""`brief`: a briefing on a theme or a search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crossreview.cli.options import LibraryOption, OpenOutputOption
from crossreview.cli.output import say, warn
from crossreview.plurals import counted

_WITHOUT_END = 1_000_000


def brief(
    library: LibraryOption,
    to: Annotated[Path, typer.Option(metavar="FILE", help="What to write: .docx, .html or .md.")],
    theme: Annotated[list[str] | None, typer.Option(metavar="ID", help="On this theme or group.")] = None,
    search: Annotated[str, typer.Option(metavar="SEARCH", help="On what a search finds: words and options.")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Quote all that there is, not seven minutes' worth.")] = False,
    open_output: OpenOutputOption = False,
) -> None:
    """Write a briefing from quotations: what reviews say, what was asked of whom, what became of it, good practice.

    Every quotation has its page. Where the library has no update on what was asked, it says so: that does not mean that
    nothing was done.
    """
    from crossreview.library import Library
    from crossreview.report.briefing import Length, brief
    from crossreview.report.writing import check_format, write_briefing
    from crossreview.search import Query, within

    if not theme and not search.strip():
        raise typer.BadParameter("say on what: --theme ID or --search TEXT")
    check_format(to)
    query = within(Query.read(search), theme or ())
    length = Length(*[_WITHOUT_END] * 4) if whole else Length()
    written = brief(Library.open(library), query, length=length, open_output=open_output, on_damage=warn)
    write_briefing(written, to)
    say(f"Written: {to}, with quotations from {counted(len(written.sources), 'document')}.")
