"""Inline Markdown as runs of styled text."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from .marks import Where
from .model import Run, Runs

LINE_BREAK = "\n"


def inline_runs(node: SyntaxTreeNode, where: Where) -> Runs:
    """The runs of an inline node, neighbours of one style joined."""
    return _joined(_runs(node, Run(""), where))


def _runs(node: SyntaxTreeNode, style: Run, where: Where) -> list[Run]:
    made: list[Run] = []
    for child in node.children:
        if child.type in ("text", "code_inline"):
            made.append(replace(style, text=child.content))
        elif child.type == "softbreak":
            made.append(replace(style, text=" "))
        elif child.type == "hardbreak" or child.content.lower() in ("<br>", "<br/>", "<br />"):
            made.append(replace(style, text=LINE_BREAK))
        elif child.type == "strong":
            made.extend(_runs(child, replace(style, bold=True), where))
        elif child.type == "em":
            made.extend(_runs(child, replace(style, italic=True), where))
        elif child.type == "link":
            made.extend(_runs(child, replace(style, link=str(child.attrs["href"])), where))
        elif child.type == "footnote_ref":
            made.append(replace(style, note=int(child.meta["id"]) + 1))
        elif child.type != "footnote_anchor":
            raise where.error(f"{child.type} {child.content!r} has no place in a run of text")
    return made


def _joined(runs: list[Run]) -> Runs:
    made: list[Run] = []
    for run in runs:
        if made and run.note is None and made[-1].note is None and replace(made[-1], text="") == replace(run, text=""):
            made[-1] = replace(run, text=made[-1].text + run.text)
        elif run.text or run.note is not None:
            made.append(run)
    return tuple(made)
