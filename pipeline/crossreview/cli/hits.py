"""Search results for people: where each passage stands, then the passage itself."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from crossreview.records import ASK_KINDS
from crossreview.search import Hit, Results

# Where nothing can be bold, matches stand between stars, which mail and notes show as bold again.
_PLAIN_MARK = "**"
_INDENT = "   "


def print_results(results: Results, out: Console, talk: Console) -> None:
    """The hits, best first, and how many more there are."""
    for number, hit in enumerate(results.hits, start=1):
        out.print(_headline(number, hit), soft_wrap=True)
        out.print(Text(_INDENT + " · ".join(_place(hit)), style="dim"), soft_wrap=True)
        out.print(Text(_INDENT).append_text(_passage(hit, bold=out.is_terminal)), soft_wrap=True)
        if hit.themes:
            out.print(Text(f"{_INDENT}themes: {', '.join(hit.themes)}", style="dim"), soft_wrap=True)
        out.print()
    talk.print(_total(results))


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
    if not results.hits:
        return "No passage was found."
    found = f"{counted(results.total_items, 'passage')} in {counted(results.total_documents, 'document')}"
    more = results.total_items - len(results.hits)
    return f"{found}; the best {len(results.hits)} are shown, --limit shows more." if more > 0 else f"{found}."


def counted(number: int, thing: str) -> str:
    """A number with its noun: "1 review", "2 reviews"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
