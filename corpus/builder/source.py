"""Reads a text of the corpus (front matter, Markdown, marks) into a `Document`.

Markdown-it does the Markdown. Three rules of our own are added to it: `:::` containers that nest, marks on lines of
their own, and marks at the beginning of a list item or cell or at the end of a heading.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from .front import parse_front, split_front
from .inline import inline_runs
from .marks import (
    ITEM_KEYS,
    LEADING_MARK,
    MARK_LINE,
    TRAILING_MARK,
    Where,
    attributes,
    check_ids,
    check_keys,
    item_mark,
)
from .model import (
    Block,
    Cell,
    Container,
    ContainerKind,
    Document,
    Footnote,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Run,
    Table,
)
from .vocabulary import vocabulary

CONTAINERS: dict[str, ContainerKind] = {
    "item": "item",
    "box": "box",
    "columns": "columns",
    "panel": "panel",
    "quote": "quote",
    "signoff": "signoff",
}
LETTERED = re.compile(r"^(\(?(?:[a-z]|[ivx]{1,4})\)|\((?:\d{1,2})\))\s+(?=\S)")
BEFORE: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}


def read_source(path: Path) -> Document:
    """Parse one text; `SourceError` names the line of a fault."""
    front_text, body, offset = split_front(path, path.read_text(encoding="utf-8"))
    front = parse_front(path, front_text)
    env: dict[str, object] = {"path": path, "offset": offset}
    root = SyntaxTreeNode(_markdown().parse(body, env))
    reader = _Reader(path, offset)
    blocks = reader.blocks([node for node in root.children if node.type != "footnote_block"], 0)
    notes = [node for node in root.children if node.type == "footnote_block"]
    return Document(path.stem, path, front, blocks, reader.footnotes(notes))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False)
    markdown.block.ruler.before("fence", "group", _group_rule, BEFORE)
    markdown.block.ruler.before("fence", "mark", _mark_rule, BEFORE)
    markdown.core.ruler.before("inline", "marks", _inline_marks_rule)
    return markdown


def _line_text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _where(state: StateBlock | StateCore, line: int) -> Where:
    return Where(state.env["path"], state.env["offset"] + line + 1)


def _group_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: name "title" key=value` to its own `:::`, whatever nests between."""
    text = _line_text(state, start)
    if not text.startswith(":::"):
        return False
    if silent:
        return True
    if text == ":::":
        raise _where(state, start).error("':::' closes nothing")
    close = _closing_line(state, start, end)
    token = state.push("group_open", "", 1)
    token.meta = {"head": text[3:].strip()}
    token.map = [start, close + 1]
    old_parent, old_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "group", close
    state.md.block.tokenize(state, start + 1, close)
    state.parentType, state.lineMax = old_parent, old_max
    state.push("group_close", "", -1)
    state.line = close + 1
    return True


def _closing_line(state: StateBlock, start: int, end: int) -> int:
    depth = 1
    for line in range(start + 1, end):
        text = _line_text(state, line)
        if text.startswith(":::"):
            depth += -1 if text == ":::" else 1
        if depth == 0:
            return line
    raise _where(state, start).error(f"{_line_text(state, start)!r} is never closed")


def _mark_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A mark on a line of its own."""
    match = MARK_LINE.match(_line_text(state, start))
    if match is None:
        return False
    if not silent:
        token = state.push("mark", "", 0)
        token.meta = {"inside": match["inside"]}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _inline_marks_rule(state: StateCore) -> None:
    """Move marks out of inline text into the token's meta, before the inline text is parsed."""
    line = 0
    for index, token in enumerate(state.tokens):
        line = token.map[0] if token.map else line
        if token.type != "inline":
            continue
        in_heading = state.tokens[index - 1].type == "heading_open"
        match = (TRAILING_MARK.search if in_heading else LEADING_MARK.match)(token.content)
        token.meta = {"line": line}
        if match is not None:
            token.meta["inside"] = match["inside"]
            token.content = token.content[: match.start()] + token.content[match.end() :]
        if "{item" in token.content or ":::" in token.content:
            raise _where(state, line).error(f"a mark in the middle of text: {token.content[:60]!r}")


def _lettered(paragraph: Paragraph) -> tuple[str, Paragraph]:
    """Markdown knows no lists by letter: "- (a) text" is an item with the marker "(a)"."""
    first = paragraph.runs[0]
    match = LETTERED.match(first.text)
    if match is None:
        return "", paragraph
    rest = replace(first, text=first.text[match.end() :])
    return match[1], replace(paragraph, runs=(rest, *paragraph.runs[1:]))


class _Reader:
    """Turns the syntax tree into blocks. Holds only where the text is, for messages."""

    def __init__(self, path: Path, offset: int) -> None:
        self.path = path
        self.offset = offset

    def where(self, node: SyntaxTreeNode) -> Where:
        """The line of a node in the file."""
        line = node.map[0] if node.map else int(node.meta.get("line", 0))
        return Where(self.path, self.offset + line + 1)

    def blocks(self, nodes: list[SyntaxTreeNode], depth: int) -> tuple[Block, ...]:
        """Blocks of sibling nodes; a mark goes to the block after it."""
        made: list[Block] = []
        pending: Mark | None = None
        for node in nodes:
            if node.type == "mark":
                if pending is not None:
                    raise self.where(node).error("two marks before one block")
                pending = self.mark(node)
                continue
            block = self.block(node, depth)
            if pending is not None:
                block = self.attach(block, pending, node)
                if isinstance(block, ListBlock) and made and isinstance(made[-1], ListBlock):
                    block = ListBlock(made[-1].items + block.items, made.pop().line)
            pending = None
            made.append(block)
        if pending is not None:
            raise Where(self.path, pending.line).error("a mark with nothing after it")
        return tuple(made)

    def block(self, node: SyntaxTreeNode, depth: int) -> Block:
        """One block of any sort."""
        if node.type == "heading":
            return self.heading(node)
        if node.type == "paragraph":
            line = self.where(node).line
            return Paragraph(inline_runs(node.children[0], self.where(node)), line, self.inline_mark(node.children[0]))
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(self.list_item(child, depth) for child in node.children)
            return ListBlock(items, self.where(node).line)
        if node.type == "table":
            return self.table(node)
        if node.type == "blockquote":
            return Container("quote", (), self.blocks(node.children, 0), self.where(node).line)
        if node.type == "group":
            return self.container(node)
        raise self.where(node).error(f"{node.type} has no place in the document model")

    def attach(self, block: Block, mark: Mark, node: SyntaxTreeNode) -> Block:
        """Give a block the mark that stood before it."""
        if isinstance(block, ListBlock):
            first = self.attach(block.items[0], mark, node)
            assert isinstance(first, ListItem)
            return replace(block, items=(first, *block.items[1:]))
        if block.mark is not None:
            raise self.where(node).error("marked twice")
        return replace(block, mark=mark)

    def mark(self, node: SyntaxTreeNode) -> Mark:
        """The item mark of a mark line or an inline node; it must be one."""
        where = self.where(node)
        found = attributes(str(node.meta["inside"]), where)
        check_keys(found, ITEM_KEYS, where)
        mark = item_mark(found, where)
        if mark is None:
            raise where.error("a mark without item=")
        return mark

    def inline_mark(self, node: SyntaxTreeNode) -> Mark | None:
        """The mark at the beginning of inline text, if any."""
        return self.mark(node) if "inside" in node.meta else None

    def heading(self, node: SyntaxTreeNode) -> Heading:
        """A heading with its role."""
        where, inline = self.where(node), node.children[0]
        found = attributes(str(inline.meta.get("inside", "")), where)
        check_keys(found, ITEM_KEYS | {"role", "optional"}, where)
        return Heading(
            level=int(node.tag[1:]),
            runs=inline_runs(inline, where),
            line=where.line,
            role=self.role(found, where),
            optional=found.get("optional") == "true",
            mark=item_mark(found, where),
        )

    def role(self, found: dict[str, str], where: Where) -> str | None:
        """The section role among attributes, checked."""
        role = found.get("role")
        check_ids([role] if role else [], vocabulary().roles, "section role", where)
        return role

    def list_item(self, node: SyntaxTreeNode, depth: int) -> ListItem:
        """A list item; the mark of its first block is the mark of all of it."""
        blocks = self.blocks(node.children, depth + 1)
        if not blocks:
            raise self.where(node).error("an empty list item")
        mark, first = None, blocks[0]
        if isinstance(first, Paragraph):
            mark, blocks = first.mark, (replace(first, mark=None), *blocks[1:])
        marker = f"{node.info}{node.markup}" if node.info else ""
        if not marker and isinstance(blocks[0], Paragraph):
            marker, first = _lettered(blocks[0])
            blocks = (first, *blocks[1:])
        return ListItem(marker, depth, blocks, self.where(node).line, mark)

    def table(self, node: SyntaxTreeNode) -> Table:
        """A table; a header row without words is no header."""
        rows = [tuple(self.cell(cell, row) for cell in row.children) for part in node.children for row in part.children]
        header = rows[0] if any(run.text.strip() for cell in rows[0] for run in cell.runs) else ()
        return Table(header, tuple(rows[1:]), self.where(node).line)

    def cell(self, node: SyntaxTreeNode, row: SyntaxTreeNode) -> Cell:
        """One cell."""
        where = self.where(row)
        if not node.children:
            return Cell((), where.line)
        return Cell(inline_runs(node.children[0], where), where.line, self.inline_mark(node.children[0]))

    def container(self, node: SyntaxTreeNode) -> Container:
        """A `:::` container; one that begins with an attribute is an item."""
        where, head = self.where(node), str(node.meta["head"])
        name, _, rest = head.partition(" ")
        if "=" in name:
            name, rest = "item", head
        if name not in CONTAINERS:
            raise where.error(f"unknown container {name!r}")
        found = attributes(rest, where)
        check_keys(found, ITEM_KEYS | {"title", "role"}, where)
        mark = item_mark(found, where)
        if name == "item" and mark is None:
            raise where.error("::: item without item=")
        title = (Run(found["title"], bold=True),) if found.get("title") else ()
        return Container(
            CONTAINERS[name], title, self.blocks(node.children, 0), where.line, self.role(found, where), mark
        )

    def footnotes(self, nodes: list[SyntaxTreeNode]) -> tuple[Footnote, ...]:
        """The footnotes, in the order in which they are called."""
        made = []
        for node in (child for block in nodes for child in block.children):
            paragraphs = [child for child in node.children if child.type == "paragraph"]
            if len(paragraphs) != 1:
                raise self.where(node).error("a footnote must be one paragraph")
            made.append(Footnote(int(node.meta["id"]) + 1, inline_runs(paragraphs[0].children[0], self.where(node))))
        return tuple(made)
