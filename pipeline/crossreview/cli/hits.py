"""Search results for people: where each passage stands, then the passage itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossreview.cli.output import data, talk, write_csv, write_rows
from crossreview.plurals import counted
from crossreview.records import ASK_KINDS
from crossreview.report.found import HIT_COLUMNS, hit_rows
from crossreview.search import Hit, Results

Shape: TypeAlias = Literal["json", "csv", "table", "passages"]

# Where nothing can be bold, matches stand between stars, which mail and notes show as bold again.
_PLAIN_MARK = "**"
_INDENT = "   "
_FACET_WIDTH: Final = 40
_TABLE: Final = {"date": 10, "area": 14, "document": 30, "page": 4, "kind": 15}  # characters
_SHORTEST_PASSAGE: Final = 20
FACET_COLUMNS: Final = ("facet", "value", "reviews", "passages")


def print_as(shape: Shape, results: Results, *, facets: bool) -> None:
    """The hits or the counts in a shape to stdout; how much was found, and what is lacking, to stderr."""
    match shape:
        case "json":
            write_rows(facet_rows(results) if facets else results.hits)
        case "csv" if facets:
            write_csv(FACET_COLUMNS, facet_rows(results))
        case "csv":
            write_csv(HIT_COLUMNS, hit_rows(results))
        case _ if facets:
            print_facets(results, data())
        case "table":
            print_table(results, data())
        case "passages":
            print_results(results, data())
    print_end(results, talk(), facets=facets)


def print_results(results: Results, out: Console) -> None:
    """The hits, best first."""
    for number, hit in enumerate(results.hits, start=1):
        out.print(_headline(number, hit), soft_wrap=True)
        out.print(Text(_INDENT + " · ".join(_place(hit)), style="dim"), soft_wrap=True)
        out.print(Text(_INDENT).append_text(_passage(hit, bold=out.is_terminal)), soft_wrap=True)
        if hit.themes:
            out.print(Text(f"{_INDENT}themes: {', '.join(hit.themes)}", style="dim"), soft_wrap=True)
        out.print()


def print_table(results: Results, out: Console) -> None:
    """The hits, one line each."""
    rest = max(_SHORTEST_PASSAGE, out.width - sum(_TABLE.values()) - 2 * len(_TABLE))
    table = Table(box=None, pad_edge=False)
    for name, width in {**_TABLE, "passage": rest}.items():
        table.add_column(name, no_wrap=True, width=width)
    for hit in results.hits:
        facts = (hit.date or "", ", ".join(hit.areas), hit.filename, str(hit.page), hit.kind.replace("_", " "))
        cells = [*map(Text, facts), _passage(hit, bold=out.is_terminal)]
        for cell, width in zip(cells, (*_TABLE.values(), rest), strict=True):
            cell.truncate(width, overflow="ellipsis")
        table.add_row(*cells)
    out.print(table)


def print_facets(results: Results, out: Console) -> None:
    """How many reviews and passages have each value of each fact, of those that have all the words."""
    for name, counts in results.facets.items():
        table = Table(box=None, pad_edge=False)
        table.add_column(name, min_width=_FACET_WIDTH)
        table.add_column("reviews", justify="right")
        table.add_column("passages", justify="right")
        for count in counts:
            table.add_row(Text(count.value), f"{count.reviews or 0:,}", f"{count.passages:,}")
        if counts:
            out.print(table)
            out.print()


def facet_rows(results: Results) -> Iterator[dict[str, Any]]:
    """The counts as rows."""
    for name, counts in results.facets.items():
        for count in counts:
            yield {"facet": name, "value": count.value, "reviews": count.reviews, "passages": count.passages}


def print_end(results: Results, talk: Console, *, facets: bool) -> None:
    """How much was found, what is lacking, and the search as a text."""
    total = f"{_found(results)}." if facets and results.total_passages else _total(results)
    talk.print(total, soft_wrap=True)
    for note in results.notes:
        talk.print(Text(str(note)), soft_wrap=True)
    if results.query:
        talk.print(Text(f"Search: {results.query}", style="dim"), soft_wrap=True)


def _headline(number: int, hit: Hit) -> Text:
    facts = [fact for fact in (hit.review_code, ", ".join(hit.areas), hit.date) if fact]
    title = Text(f"{number}. {hit.title or hit.filename}", style="bold")
    return title.append(f" ({'; '.join(facts)})", style="not bold") if facts else title


def _place(hit: Hit) -> Iterable[str]:
    yield f"{hit.filename}, page {hit.page}"
    if hit.section is not None:
        yield hit.section
    yield hit.kind.replace("_", " ")
    if hit.status not in {None, "no_status"}:
        yield str(hit.status).replace("_", " ")
    elif hit.kind in ASK_KINDS:
        # Silence is not "not done".
        yield "no status stated here"
    if hit.by_hand:
        yield f"{', '.join(hit.by_hand)} by hand"
    if hit.item_id is not None:
        yield hit.item_id


def _passage(hit: Hit, *, bold: bool) -> Text:
    text = Text("… " if hit.cut_before else "")
    end = 0
    for start, stop in hit.matches:
        text.append(hit.passage[end:start])
        match = hit.passage[start:stop]
        text.append(match if bold else f"{_PLAIN_MARK}{match}{_PLAIN_MARK}", style="bold yellow")
        end = stop
    return text.append(hit.passage[end:] + (" …" if hit.cut_after else ""))


def _total(results: Results) -> str:
    shown, total = len(results.hits), results.total_passages
    if not shown:
        return "No passage was found."
    if not total:
        return f"No passage has all of these words; {counted(shown, 'passage')} with some of them, or near in meaning."
    found = _found(results)
    if results.way == "meaning":
        return f"What is nearest in meaning: {found}."
    more = total > shown - results.near
    if results.near:
        lacking = f"{shown} passages are shown, of which {results.near} have but some of them, or are near in meaning"
        return f"{found} with all of these words; {lacking}{'; --limit shows more' if more else ''}."
    first = "newest" if results.newest_first else "best"
    return f"{found}{f'; the {first} {shown} are shown, --limit shows more' if more else ''}."


def _found(results: Results) -> str:
    totals = (
        (results.total_passages, "passage"),
        (results.total_documents, "document"),
        (results.total_reviews, "review"),
    )
    return ", ".join(counted(*each) for each in totals)
