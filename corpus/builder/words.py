"""The words of blocks: of the whole body, and of one item without its label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Block, Cell, Container, Document, Heading, ListBlock, ListItem, Mark, Paragraph, Runs, Table, plain

LEAD_INS = (
    "(?:overview |single[- ]agency |multi-agency |national |local |board )?recommendation|rec|lesson|"
    "area for (?:priority action|improvement)|priority action|action|question|strategy|matter of concern|concern|"
    "learning point|key learning|learning|finding|good practice|effective practice|progress|evidence|"
    "(?:government |board |partnership |committee )?response|answer"
)
TO = r"(?:\s+to\s+recommendations?)?"
UNLABELLED = re.compile(rf"^(?:{LEAD_INS}){TO}\s*(?::|[–—.]\s|$)\s*", re.IGNORECASE)
NUMBER = re.compile(
    r"^(?P<number>(?:\d{1,3}\.)+\d*|\d{1,3}(?:\.\d+)+|\d{1,2}(?=\s+[A-Z‘“'\"])|[A-Z]\.(?=\s))\s+(?P<rest>\S.*)$"
)
SPLIT_FIRST, SPLIT_LAST = 8, 6  # words quoted in the gold, by the rules of shared/gold/README.md


def split_number(heading: str) -> tuple[str | None, str]:
    """A heading's leading printed number and the rest of it."""
    match = NUMBER.match(heading)
    return (match["number"], match["rest"]) if match else (None, heading)


def item_text(block: Block | Cell, mark: Mark) -> str:
    """The words of an item: sub-bullets are in, headings, titles and items marked by themselves are not."""
    parts = [text for text in _item_parts(block, outermost=True) if text]
    return without_label(" ".join(parts), mark)


def without_label(text: str, mark: Mark) -> str:
    """The item's words after its number, label or lead-in ("Recommendation 3:", "4.2", "Response:")."""
    if mark.label:
        label = re.escape(mark.label)
        own = re.match(
            rf"^[“\"]?(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:{LEAD_INS}){TO}\s*)?\(?{label}(?![\w])\)?[.:)]?\s*(?:[–—-]\s+)?",
            text,
            re.IGNORECASE,
        )
        if own and own.end() < len(text):
            return text[own.end() :]
    lead = UNLABELLED.match(text)
    text = text[lead.end() :] if lead and lead.end() < len(text) else text
    return split_number(text)[1] if re.match(r"^\d+(?:(?:\.\d+)+\.?|\.)\s", text) else text


def _item_parts(block: Block | Cell, outermost: bool = False) -> Iterator[str]:
    if not isinstance(block, ListBlock) and block.mark is not None and not outermost:
        return
    if isinstance(block, (Paragraph, Cell)) or (isinstance(block, Heading) and outermost):
        yield plain(block.runs)
    elif isinstance(block, Table):
        for row in ((block.header,) if block.header else ()) + block.rows:
            for cell in row:
                yield from _item_parts(cell)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _item_parts(item)
    elif isinstance(block, ListItem):
        yield "" if outermost else block.marker
        for inner in block.blocks:
            yield from _item_parts(inner)
    elif isinstance(block, Container):
        for inner in block.blocks:
            yield from _item_parts(inner)


def body_text(document: Document) -> str:
    """Cover and body in reading order, one line a block; no furniture, contents page or footnotes."""
    lines = [*document.front.cover]
    for block in document.blocks:
        lines.extend(_lines(block))
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, (Heading, Paragraph)):
        yield plain(block.runs)
    elif isinstance(block, Table):
        for row in table_rows(block):
            yield " ".join(text for text in row if text)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _lines(item)
    elif isinstance(block, ListItem):
        inner = [line for each in block.blocks for line in _lines(each)]
        yield f"{block.marker} {inner[0]}".strip()
        yield from inner[1:]
    else:
        yield plain(block.title)
        for each in block.blocks:
            yield from _lines(each)


def table_rows(table: Table) -> list[list[str]]:
    """The words of each row of a table, header first if it has one."""
    rows: list[tuple[Cell, ...]] = [table.header] if table.header else []
    return [[plain(cell.runs) for cell in row] for row in [*rows, *table.rows]]


def leading_runs_number(runs: Runs) -> tuple[str | None, Runs]:
    """Split "4.2 The police ..." into its number and the rest, for layouts that hang numbers in the margin."""
    first = runs[0] if runs else None
    if first is None or first.note is not None:
        return None, runs
    match = re.match(r"^(\d{1,2}(?:\.\d{1,3})+\.?)\s+(?=\S)", first.text)
    if match is None:
        return None, runs
    rest = type(first)(first.text[match.end() :], first.bold, first.italic, first.link)
    return match[1], (rest, *runs[1:])
