"""`search`: ask a library for passages."""

from __future__ import annotations

from typing import Annotated

import typer

from crossreview.cli.options import JsonOption, LibraryOption

_Values = list[str] | None


def search(
    library: LibraryOption,
    text: Annotated[
        str,
        typer.Argument(
            help='Words, "exact phrases", prefix*, AND, OR, NOT, brackets, and options as words: area:Marlshire.'
        ),
    ] = "",
    theme: Annotated[_Values, typer.Option(metavar="ID", help="Only on this theme or group.")] = None,
    kind: Annotated[_Values, typer.Option(metavar="KIND", help="Only this kind (recommendation ...).")] = None,
    review_type: Annotated[_Values, typer.Option("--type", metavar="TYPE", help="Only this type of review.")] = None,
    genre: Annotated[_Values, typer.Option(metavar="GENRE", help="Only this genre of document.")] = None,
    area: Annotated[_Values, typer.Option(metavar="AREA", help="Only this area: name or GSS code.")] = None,
    agency: Annotated[_Values, typer.Option(metavar="ID", help="Only reviews in which this agency has a part.")] = None,
    addressee: Annotated[_Values, typer.Option(metavar="ID", help="Only what this agency is asked.")] = None,
    status: Annotated[_Values, typer.Option(metavar="STATUS", help="Only what has this status.")] = None,
    age: Annotated[_Values, typer.Option(metavar="BAND", help='Only about somebody of this age ("11-15").')] = None,
    harm: Annotated[_Values, typer.Option(metavar="ID", help="Only reviews of this kind of harm.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only documents from this year or day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only documents up to this year or day.")] = None,
    by_date: Annotated[bool, typer.Option("--by-date", help="The newest documents first, not the best match.")] = False,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="By words alone: passages that have all, then some.")
    ] = False,
    meaning_only: Annotated[bool, typer.Option("--meaning-only", help="By what passages mean alone.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many passages.")] = 20,
    facets: Annotated[bool, typer.Option("--facets", help="Count what is found, by each option, instead.")] = False,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, for a spreadsheet.")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="One line for each passage.")] = False,
) -> None:
    """Search a library for passages.

    An option may be given several times: one of its values must be met, and all options must be. Without words, all
    that meets the options, the newest documents first. The line below the passages says the whole search in words that
    can be kept and given again as TEXT.
    """
    from crossreview import search as searching
    from crossreview.cli.hits import Shape, print_as
    from crossreview.library import Library
    from crossreview.search import Field

    if as_json + as_csv + as_table > 1:
        raise typer.BadParameter("choose one of --json, --csv and --table")
    if words_only and meaning_only:
        raise typer.BadParameter("choose one of --words-only and --meaning-only")
    options: dict[searching.FieldName, _Values] = {
        "theme": theme, "kind": kind, "type": review_type, "genre": genre, "area": area, "agency": agency,
        "addressee": addressee, "status": status, "age": age, "harm": harm,
        "since": [since] if since is not None else None, "until": [until] if until is not None else None,
    }  # fmt: skip
    query = searching.Query.read(text, limit=limit, count="reviews" if facets else "totals")
    if words_only or meaning_only:
        query = query.with_field(Field("by", ("words" if words_only else "meaning",)))
    if by_date:
        query = query.with_field(Field("sort", ("date",)))
    for name, values in options.items():
        if values:
            query = query.with_field(Field(name, tuple(values)))
    results = searching.search(Library.open(library), query)
    shape: Shape = "json" if as_json else "csv" if as_csv else "table" if as_table else "passages"
    print_as(shape, results, facets=facets)
