"""Reviews and their threads for people: which documents belong together, and what came of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from crossreview.library.decisions import Decision, DecisionKind
from crossreview.library.reviews import Facts, Review
from crossreview.library.threads import Node, Strand, Thread
from crossreview.plurals import counted
from crossreview.records import LinkBasis

_LONGEST = 160  # characters of a strand in the tree; the whole stands on the page and in the JSON

_TOLD_BY: dict[LinkBasis, str] = {
    "beside": "printed beside it",
    "number": "told by its number",
    "section": "stands under it",
    "wording": "has its words",
}


_OTHERS_ARE: dict[DecisionKind, str] = {"split": "from", "version": "is a newer version of"}


def print_reviews(
    reviews: Iterable[Review], earlier: Mapping[str, tuple[Facts, ...]], out: Console, talk: Console
) -> None:
    """Each review with its documents, the fullest first, and under each of these its earlier versions."""
    reviews = tuple(reviews)
    for review in reviews:
        hand = "  corrected by hand" if review.by_hand else ""
        tree = Tree(Text.assemble((review.id, "bold"), f"  {review.title}", (hand, "dim")))
        for facts in review.documents:
            about = ", ".join(fact for fact in ((facts.genre or "").replace("_", " "), facts.date) if fact)
            branch = tree.add(Text.assemble(facts.filename, (f"  {about}", "dim")))
            for before in earlier.get(facts.document_id, ()):
                dated = f", {before.date}" if before.date is not None else ""
                branch.add(Text.assemble(("earlier version  ", "dim"), f"{before.document_id}{dated}"))
        out.print(tree, soft_wrap=True)
    documents = sum(len(review.documents) for review in reviews)
    talk.print(f"{counted(len(reviews), 'review')} of {counted(documents, 'document')}.")


def review_rows(reviews: Iterable[Review], earlier: Mapping[str, tuple[Facts, ...]]) -> Iterator[dict[str, Any]]:
    """The reviews as rows for JSON lines, each document with its earlier versions."""
    for review in reviews:
        documents = [
            {**_document(facts), "earlier_versions": list(map(_document, earlier.get(facts.document_id, ())))}
            for facts in review.documents
        ]
        yield {"id": review.id, "title": review.title, "by_hand": review.by_hand, "documents": documents}


def _document(facts: Facts) -> dict[str, Any]:
    return {"id": facts.document_id, "filename": facts.filename, "genre": facts.genre, "date": facts.date}


def print_decisions(decisions: Iterable[Decision], out: Console) -> None:
    """What was decided, by people or by a run, with the numbers by which it can be undone."""
    for each in decisions:
        others = f" {_OTHERS_ARE[each.kind]} {', '.join(each.apart_from)}" if each.apart_from else ""
        undone = f"; undone by {each.undone_by}, {each.undone}" if each.undone is not None else ""
        words = f"{each.number}. {each.kind} {', '.join(each.documents)}{others} ({each.by}, {each.decided}{undone})"
        out.print(Text(words), soft_wrap=True)


def print_thread(review: Review, thread: Thread, out: Console, talk: Console) -> None:
    """The thread as a tree, what is named and not there, and the reports that do not say what they are about."""
    out.print(Text.assemble((review.id, "bold"), f"  {review.title}"), soft_wrap=True)
    for node in thread.roots:
        out.print(_tree(node), soft_wrap=True)
    _print_group("Named by number, not in this library", thread.named, out)
    _print_group("Reports that do not say which recommendation they are about", thread.unlinked, out)
    talk.print(_total(thread), soft_wrap=True)


def thread_row(review: Review, thread: Thread) -> dict[str, Any]:
    """The thread as one row for JSON lines."""
    return {"review": review.id, "roots": thread.roots, "named": thread.named, "unlinked": thread.unlinked}


def print_gaps(thread: Thread, out: Console, talk: Console) -> None:
    """The broken links alone."""
    for node in thread.gaps():
        out.print(Text.assemble(_words(node), "  ", (str(node.gap), "yellow")), soft_wrap=True)
    talk.print(_total(thread), soft_wrap=True)


def _print_group(title: str, nodes: tuple[Node, ...], out: Console) -> None:
    if nodes:
        tree = Tree(Text(title, style="bold"))
        for node in nodes:
            _tree(node, tree)
        out.print(tree, soft_wrap=True)


def _tree(node: Node, above: Tree | None = None) -> Tree:
    tree = Tree(_words(node)) if above is None else above.add(_words(node))
    if node.gap is not None:
        tree.add(Text(node.gap, style="yellow"))
    for below in node.below:
        _tree(below, tree)
    return tree


def _words(node: Node) -> Text:
    strand = node.strand
    label = f" {strand.label}" if strand.label is not None else ""
    text = Text(f"{strand.kind.replace('_', ' ')}{label}", style="bold")
    if strand.text is not None:
        text.append(f"  {_shortened(strand.text)}", style="not bold")
    if strand.status not in {None, "no_status"}:
        text.append(f"  {str(strand.status).replace('_', ' ')}", style="not bold cyan")
    facts = [_places(strand)] + ([_TOLD_BY[node.told_by]] if node.told_by is not None else [])
    return text.append(f"  ({'; '.join(fact for fact in facts if fact)})", style="not bold dim") if any(facts) else text


def _places(strand: Strand) -> str:
    return "; ".join(f"{place.filename}, page {place.page}" for place in strand.places)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _total(thread: Thread) -> str:
    gaps = len(thread.gaps())
    words = f"{counted(gaps, 'broken link')}." if gaps else "No broken link."
    if gaps and thread.unlinked:
        reports = counted(len(thread.unlinked), "report")
        words += f" {reports} of this review may be about it: see what names no recommendation."
    return words
