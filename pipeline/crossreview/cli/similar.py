"""`similar`: what reviews have asked before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from crossreview.cli.options import JsonOption, LibraryOption
from crossreview.cli.output import data, talk, write_rows
from crossreview.plurals import counted

if TYPE_CHECKING:
    from crossreview.search.similar import Similar, SimilarAsk

_TITLES: Final = {
    "same words": "The same words",
    "close": "Close: about the same problem, and perhaps the same ask. Read both",
    "related": "Related",
}
_INDENT: Final = "   "


def similar(
    library: LibraryOption,
    ask: Annotated[str, typer.Argument(help="The words of a draft, or the id of an item.")],
    area: Annotated[str | None, typer.Option(metavar="AREA", help="Only asked in this area.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many asks.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find what reviews have asked before: in the same words, close in meaning, and related.

    Each stands with its area, year and page. An area in which several reviews ask for this or close to it is named.
    What is close is about the same problem; whether it is the same ask, somebody has to read.
    """
    from crossreview.library import Library
    from crossreview.search.similar import CLOSENESS
    from crossreview.search.similar import similar as find_similar

    found = find_similar(Library.open(library), ask, area=area)
    shown = found.asks[:limit]
    if as_json:
        write_rows(shown)
        return
    out, told = data(), talk()
    out.print(Text.assemble(("Asked: ", "bold"), found.text), soft_wrap=True)
    for closeness in CLOSENESS:
        _print_group(_TITLES[closeness], [each for each in shown if each.closeness == closeness], out)
    for again in found.asked_again:
        years = f" ({', '.join(again.years)})" if again.years else ""
        words = f"In {again.area} {counted(len(again.reviews), 'review')} ask for this or close to it{years}."
        out.print(Text(words, style="bold yellow"), soft_wrap=True)
    if len(found.asks) > limit:
        told.print(f"{limit} of {counted(len(found.asks), 'ask')} are shown; --limit shows more.", soft_wrap=True)
    told.print(_total(found), soft_wrap=True)
    for note in found.notes:
        told.print(Text(str(note)), soft_wrap=True)


def _print_group(title: str, asks: Iterable[SimilarAsk], out: Console) -> None:
    asks = tuple(asks)
    if not asks:
        return
    out.print()
    out.print(Text(f"{title} ({counted(len(asks), 'ask')})", style="bold"))
    for ask in asks:
        facts = "; ".join(filter(None, (", ".join(ask.areas), ask.date)))
        label = f" {ask.label}" if ask.label is not None else ""
        where = f"{ask.filename}, page {ask.page} · {ask.kind.replace('_', ' ')}{label} · {ask.item_id}"
        also = "".join(f"; also {filename}, page {page}" for filename, page in ask.also)
        head = Text.assemble((f"{ask.likeness:.2f}  {facts or 'undated'}", "bold"), (f"  {where}{also}", "dim"))
        out.print(head, soft_wrap=True)
        out.print(Text(_INDENT + ask.text), soft_wrap=True)


def _total(found: Similar) -> str:
    asks = [ask for ask in found.asks if ask.closeness != "related"]
    if not asks:
        return "Nothing in the same words or close to it was found in other reviews of this library."
    areas = {area for ask in asks for area in ask.areas}
    years = sorted({ask.year for ask in asks if ask.year is not None})
    when = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    reviews = {ask.review for ask in asks}
    return (
        f"In the same words or close to it in {counted(len(reviews), 'review')}, {counted(len(areas), 'area')}{when}."
    )
