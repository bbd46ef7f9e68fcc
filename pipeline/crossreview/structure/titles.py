"""A title that runs into the first heading: two headings in one block, where nothing but the words parts them."""

from __future__ import annotations

from dataclasses import replace

from crossreview.parse import ParsedDocument, TextBlock
from crossreview.structure.style import Body, HeadingStyle
from crossreview.vocabulary.sections import Sections, plain_heading

_OPENING_ROLES = frozenset({"introduction", "background", "legal_criteria"})  # what reports begin with


def with_title_apart(parsed: ParsedDocument, vocabulary: Sections) -> ParsedDocument:
    """The document, its first block cut before a last line that is a usual first heading set as later headings are."""
    blocks = parsed.placed.blocks
    if not blocks or not isinstance(title := blocks[0], TextBlock) or not _is_of_several_lines(title):
        return parsed
    openers = {
        plain_heading(variant) for role in vocabulary.roles if role.id in _OPENING_ROLES for variant in role.variants
    }
    body = Body.of(parsed)
    style = HeadingStyle.of(title, body)
    again = any(isinstance(block, TextBlock) and HeadingStyle.of(block, body) == style for block in blocks[1:])
    if body.is_running(title) or not again or plain_heading(title.lines[-1].text) not in openers:
        return parsed
    return replace(parsed, placed=replace(parsed.placed, blocks=(*title.before_last_line(), *blocks[1:])))


def _is_of_several_lines(block: TextBlock) -> bool:
    return len(block.lines) > 1 and len(block.fragments) == 1
