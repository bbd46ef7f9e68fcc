"""Blocks to statements: list items with what belongs to them, paragraphs, and the sentence that leads into a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crossreview.parse import TextBlock, TextTable
from crossreview.records import Section, Source
from crossreview.structure import StructuredBlock, StructuredDocument, follows_number

_DEEPER = 8.0  # points: a list item set in by so much belongs to the one before
_ALIGNED = 6.0  # points: a paragraph that begins where an item's words begin goes on with it
_FULL_LEAD_IN = 10  # words: a shorter lead-in ("Every practitioner is asked to:") says nothing without its list
_ASKS = re.compile(r"\b(?:should|must|ought to|needs? to|recommends?)\b", re.IGNORECASE)
_MODALS = re.compile(r"\b(?:should|must|to|will|shall)\b", re.IGNORECASE)
_ENDS_WITH_VERB = re.compile(rf"{_MODALS.pattern}\s*:\s*$", re.IGNORECASE)
_ENDS_WITH_MEANS = re.compile(r"\bby\s*:\s*$", re.IGNORECASE)
IN_QUOTES = re.compile(r"[“\"‘].+[”\"’]\.?", re.DOTALL)  # words that are all quoted
# A number with letters before it, as authors number their recommendations: "R1", "R.2", "A3", "CSP 4".
CODE = r"[A-Z]{1,4}[ .-]?\d{1,2}[a-z]?[:.)]?"
# "The panel recommends that the Trust changes its criteria so that:" asks already, and its list belongs to it.
_RECOMMENDS_WHAT = re.compile(r"\brecommends? that\b.{30,}", re.IGNORECASE)
_STOPS = frozenset('.:;!?”"’)')
_OPENS_LIST = re.compile(
    r"\b(?:following|recommend(?:ation|ations|s|ed)?|as follows|these are|points|areas|findings|lessons|learning"
    r"|include[sd]?|since|so far|already|not(?:e|ed|es)|commend\w*|recogni[sz]e[sd]?|highlight\w*|acknowledg\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """Blocks that say one thing: an item of a list with its sub-items and further paragraphs, or a paragraph.

    `body_start` is where its words begin in the first block, behind a bullet or number. `lead_in` is the paragraph
    ending in a colon that opened its list.
    """

    blocks: tuple[TextBlock, ...]
    section: Section | None
    lead_in: str | None

    @property
    def first(self) -> TextBlock:
        """The block with which it begins."""
        return self.blocks[0]

    @property
    def number(self) -> str | None:
        """Its number or letter, without points and brackets; None for a bullet or a paragraph."""
        return self.first.label.number if self.first.label is not None else None

    @property
    def is_bulleted(self) -> bool:
        """Whether it is an item of a list, not a numbered paragraph."""
        return self.first.label is not None and self.first.label.kind != "decimal"

    @property
    def region(self) -> int:
        """The box or cell of its page in which it begins; 0 for none."""
        return self.first.lines[0].region

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.first.page

    @property
    def ends_open(self) -> bool:
        """Whether it ends in a colon: what it leads to stands below it."""
        return self.blocks[-1].text.rstrip().endswith(":")

    def text_from(self, start: int | None = None) -> str:
        """Its words from an offset in the first block; None is behind its label."""
        return self._words if start is None else self._words_from(start)

    @cached_property
    def _words(self) -> str:
        return self._words_from(self.first.body_start)

    def _words_from(self, start: int) -> str:
        texts = (self.first.text[start:], *(block.text[block.bullet_end :] for block in self.blocks[1:]))
        return " ".join(text for part in texts if (text := part.strip()))

    def source_from(self, start: int | None = None) -> tuple[Source, str]:
        """The source of its words from an offset in the first block, and the words."""
        begin = self.first.body_start if start is None else start
        sources = (self.first.source(begin), *(block.source(block.bullet_end) for block in self.blocks[1:]))
        return Source(tuple(span for source in sources for span in source.spans)), self.text_from(start)


Entry = Statement | StructuredBlock


def read_statements(document: StructuredDocument) -> tuple[Entry, ...]:
    """The statements of a document in reading order, between its headings and tables."""
    entries: list[Entry] = []
    grouping = _Grouping()
    for block in document.blocks:
        if block.kind in ("contents", "footnote"):
            continue
        if block.kind == "heading" or isinstance(block.content, TextTable):
            entries.extend(grouping.finished())
            entries.append(block)
        else:
            entries.extend(grouping.add(block.content, block.section))
    entries.extend(grouping.finished())
    return tuple(entries)


class _Grouping:
    """The statement that is being put together, and the lead-in that stands above it."""

    def __init__(self) -> None:
        self._blocks: list[TextBlock] = []
        self._section: Section | None = None
        self._lead_in: str | None = None

    def add(self, block: TextBlock, section: Section | None) -> Iterable[Statement]:
        """Add a block; gives the statement before it if the block begins a new one."""
        if self._blocks and self._belongs(block):
            self._blocks.append(block)
            return
        yield from self._close()
        if block.label is None or self._blocks_end_with_colon(block):
            self._lead_in = None
        self._blocks = [block]
        self._section = section

    def finished(self) -> Iterable[Statement]:
        """The last statement before a heading, table or the end."""
        yield from self._close()
        self._lead_in = None

    def _close(self) -> Iterable[Statement]:
        if not self._blocks:
            return
        statement = Statement(tuple(self._blocks), self._section, self._lead_in)
        self._blocks = []
        yield statement
        if statement.ends_open:
            self._lead_in = statement.text_from()

    @staticmethod
    def _blocks_end_with_colon(block: TextBlock) -> bool:
        return block.text.rstrip().endswith(":")

    def _belongs(self, block: TextBlock) -> bool:
        """Whether a block is part of the statement begun: a sub-item, or a further paragraph of a list item."""
        first, last = self._blocks[0], self._blocks[-1]
        line, head = block.lines[0], first.lines[0]
        if line.region != last.lines[0].region and block.page == last.page:
            return False
        if first.label is None:
            return block.label is not None and block.label.kind != "decimal" and self._introduces(first, block)
        if block.label is not None:
            return self._is_sub_item(first, block)
        hanging = head.text_x > head.x0 + _ALIGNED
        return hanging and abs(line.x0 - head.text_x) <= _ALIGNED and not line.bold and line.size <= head.size + 0.5

    def _is_sub_item(self, first: TextBlock, block: TextBlock) -> bool:
        """Whether a labelled block is a sub-item of the labelled block that began the statement."""
        assert first.label is not None
        assert block.label is not None
        if block.label.kind == "decimal" or follows_number(first, block) or self._opens_list(first):
            return False
        opened = first.text.rstrip().endswith((":", ",") if first.label.kind == "decimal" else ":")
        if first.label.kind == "decimal":  # "... an agreement which makes clear", and who does what below
            below = self._blocks[1] if len(self._blocks) > 1 else block
            opened = opened or (first.text.rstrip()[-1:] not in _STOPS and below.body[:1].islower())
        if first.label.kind == "decimal":  # a numbered paragraph: a list is its own only where the paragraph asks
            return opened and bool(_ASKS.search(first.text))
        line, last = block.lines[0], self._blocks[-1].lines[-1]
        next_column = line.page == last.page and line.baseline < last.baseline
        deeper = line.x0 > first.lines[0].x0 + _DEEPER and not next_column
        return deeper or (opened and first.label.kind != block.label.kind)

    def _introduces(self, paragraph: TextBlock, item: TextBlock) -> bool:
        """Whether a paragraph owns the list under it: it has a label in words, or its sentence goes on in the list.

        A list that does not begin with 1 goes on with the numbers of the asks above it: each is one of its own.
        """
        number = item.label.number if item.label is not None else None
        if number is not None and number.isdigit() and int(number) > 1:
            return False
        open_ended = paragraph.text.rstrip()[-1:] not in _STOPS
        if open_ended and _LABELLED.match(paragraph.text):  # "R.4 To set up an offer, to include"
            return True
        if not paragraph.text.rstrip().endswith(":"):
            return False
        goes_on = item.body[:1].islower() and len(paragraph.text.split()) >= _FULL_LEAD_IN
        goes_on = goes_on and not _completes_in_list(paragraph.text)
        return bool(_LABELLED.match(paragraph.text)) or (goes_on and not self._opens_list(paragraph))

    def _opens_list(self, block: TextBlock) -> bool:
        last = _last_sentence(block.text)
        return last.endswith(":") and bool(_OPENS_LIST.search(last)) and not _RECOMMENDS_WHAT.search(last)


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text.strip())[-1]


def _completes_in_list(lead_in: str) -> bool:
    """Whether each item is an ask of its own.

    The lead-in only names who is asked ("All practitioners are asked to:"), or what for ("... should help carers by:").
    """
    names_only = bool(_ENDS_WITH_VERB.search(lead_in)) and len(_MODALS.findall(lead_in)) == 1
    return names_only or bool(_ENDS_WITH_MEANS.search(lead_in))


_LABELLED = re.compile(
    rf"""(?i:(?:\w+[ -]){{0,2}}(?:recommendation|action|rec|learning\ point|finding|strategy|priority)\s+\w{{1,4}}\b)
        |{CODE}\s""",
    re.VERBOSE,
)
