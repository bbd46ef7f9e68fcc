"""Which blocks are headings: told by how they are set and by their words together.

A heading stands out from the body (larger, bold, capitals, coloured), is short, does not end like a sentence, and has
something under it. No single sign is enough: names in signature blocks are bold, asks can be whole bold paragraphs,
and some headings are set like the body and known only by their words or by the contents page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crossreview.parse import ParsedDocument, TextBlock, TextTable
from crossreview.structure.contents import Contents
from crossreview.structure.front import find_front, follows_number
from crossreview.structure.style import Body, HeadingStyle
from crossreview.vocabulary.sections import Sections, is_rating, plain_heading

_LARGER = 1.07  # times the body size
_SMALLER = 0.88
_MOST_WORDS = 32
_MOST_WORDS_IN_SENTENCE = 22  # a heading that is a whole sentence with its full stop
_MOST_LINES = 4
_SHORT_LINE = 18  # words: a neighbour with fewer is an item of the same list, not the text under a heading
_COLUMN_GAP = 2.0  # of the font size: a wider blank within a line divides column heads
_LETTERS = 0.35  # of the characters of a heading, at least
_NAME_LIST = 3  # so many lines of one style in a row, nothing between them, are a list of names or an address
_ENDS_OPEN = re.compile(r"[;,]$|\b(?:and|or|the|a|an)$", re.IGNORECASE)
_LEADS_ON = re.compile(r"\bto$", re.IGNORECASE)  # "The board needs to", but "A child who was not listened to"
_FULL_STOP = re.compile(r"[.!][\"'”’)]*$")
_TWO_SENTENCES = re.compile(r"[a-z]{3}[.!]\s+[A-Z].*[.!][\"'”’)]*$")
_SIGN_OFF = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{4}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:recommendation|finding|learning point|theme|lesson|priority|question|conclusion|key line of enquiry|appendix"
    r"|annex|part|section|chapter)\s+(?:\d{1,2}|[a-z])\b\s*[:.–-]?\s+\S",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"^yours (?:sincerely|faithfully)", re.IGNORECASE)
_LAST_WORDS = 60  # words that may stand below a sign-off
_FRONT_PAGES = 3  # a title is printed again on one of the first pages


@dataclass(frozen=True)
class Headings:
    """The headings of a document: their block numbers in reading order, the style of each, and the body's."""

    blocks: tuple[int, ...]
    styles: dict[int, HeadingStyle]
    body: Body


def find_headings(parsed: ParsedDocument, contents: Contents, vocabulary: Sections) -> Headings:
    """The headings of a document."""
    finder = _Finder(parsed, contents, vocabulary)
    candidates = [index for index in range(finder.first, len(finder.blocks)) if finder.is_candidate(index)]
    chosen = finder.without_lists(candidates)
    chosen = finder.without_column_heads(chosen)
    chosen = finder.with_something_under(chosen)
    styles = {index: finder.style(index) for index in chosen}
    return Headings(tuple(chosen), styles, finder.body)


class _Finder:
    """The blocks of a document while headings are sought among them."""

    def __init__(self, parsed: ParsedDocument, contents: Contents, vocabulary: Sections) -> None:
        self.blocks = parsed.placed.blocks
        self.contents = contents
        self.body = Body.of(parsed)
        self.listed = {plain_heading(entry.title) for entry in contents.entries} - {""}
        self.variants = {plain_heading(variant) for role in vocabulary.roles for variant in role.variants}
        self.grades = frozenset(vocabulary.not_headings.grades)
        self.ratings = frozenset(vocabulary.not_headings.ratings)
        self.never = re.compile("|".join(vocabulary.not_headings.patterns), re.IGNORECASE)
        closings = (
            i for i, block in enumerate(self.blocks) if isinstance(block, TextBlock) and _CLOSING.match(block.text)
        )
        self.letter_ends = next(closings, None)
        front = find_front(self.blocks, contents, self.body)
        self.first = front.first
        self.title = frozenset(front.title)
        self.heading_colors = self.body.heading_colors(self.blocks[front.first :])
        self.title_words = {plain_heading(self._text(index)) for index in front.title}

    def style(self, index: int) -> HeadingStyle:
        block = self.blocks[index]
        assert isinstance(block, TextBlock)
        return HeadingStyle.of(block, self.body)

    def is_candidate(self, index: int) -> bool:
        block = self.blocks[index]
        if not isinstance(block, TextBlock) or block.kind == "footnote" or index in self.contents.blocks:
            return False
        if block.label is not None and block.label.kind == "bullet":
            return False
        if (
            index in self.title
            or self._repeats_title(block)
            or self._after_letter(index)
            or self._is_listed_item(index)
        ):
            return False
        if not self._has_form_of_heading(block):
            return False
        return self._stands_out(block) or self._is_known(block) or self._is_numbered_title(index, block)

    def _has_form_of_heading(self, block: TextBlock) -> bool:
        text = block.body.strip()
        if not 1 <= len(text.split()) <= _MOST_WORDS or (len(block.lines) > _MOST_LINES and not _is_aside(block)):
            return False
        if any(line.gap > _COLUMN_GAP * line.size for line in block.lines) or " : " in text:
            return False
        if sum(map(str.isalpha, text)) < _LETTERS * len(text) or self._ends_as_text(block, text):
            return False
        if is_rating(text, self.grades) or self._rates(block, text) or self.never.search(text):
            return False
        quoted = text[0] in "“‘\"'"
        if quoted and text[1:2].islower():  # the words of a recommendation behind "recommended that"
            return False
        return text[0].isupper() or text[0].isdigit() or quoted or text[0] == "("

    def _rates(self, block: TextBlock, text: str) -> bool:
        """Whether a line of the size of the text says how far something is; a larger one stands above what is so."""
        return is_rating(text, self.ratings) and block.lines[0].size < _LARGER * self.body.size

    def _ends_as_text(self, block: TextBlock, text: str) -> bool:
        """Whether words end in the middle of a sentence, or are several sentences or a long one."""
        most = _MOST_WORDS if _LABELLED.match(text) else _MOST_WORDS_IN_SENTENCE
        if _TWO_SENTENCES.search(text) or (_FULL_STOP.search(text) and len(text.split()) > most):
            return True
        leads_on = _LEADS_ON.search(text) and block.lines[0].size < _LARGER * self.body.size
        return bool(_ENDS_OPEN.search(text) or leads_on)

    def _is_listed_item(self, index: int) -> bool:
        """Whether a numbered line directly follows or precedes its neighbour in a list, set as it is."""
        block = self.blocks[index]
        before = self.blocks[index - 1] if index > 0 else None
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if not isinstance(block, TextBlock) or plain_heading(block.text) in self.listed:
            return False
        return any(
            isinstance(first, TextBlock)
            and follows_number(first, second)
            and self.style(index).looks_like(self.style(beside))
            for first, second, beside in ((before, block, index - 1), (block, after, index + 1))
        )

    def _repeats_title(self, block: TextBlock) -> bool:
        return block.page <= _FRONT_PAGES and plain_heading(block.text) in self.title_words

    def _after_letter(self, index: int) -> bool:
        """Whether a block stands below the "Yours sincerely" of a letter, where names are set in bold."""
        return self.letter_ends is not None and index > self.letter_ends

    def _stands_out(self, block: TextBlock) -> bool:
        style = HeadingStyle.of(block, self.body)
        if _is_aside(block):
            return True
        if style.size < _SMALLER * self.body.size:
            return False
        larger = style.size > _LARGER * self.body.size
        bolder = style.bold and not self.body.bold
        if _FULL_STOP.search(block.body) and not (larger or bolder):
            return False
        letters = sum(char.isalpha() for char in block.body)
        coloured = style.coloured and (not style.upright or block.lines[0].color in self.heading_colors)
        return larger or bolder or (style.capitals and letters > 4) or coloured

    def _is_known(self, block: TextBlock) -> bool:
        """Whether the words are those of a usual heading or of an entry of the contents page."""
        if _FULL_STOP.search(block.body) or len(block.lines) > 2:
            return False
        plain = plain_heading(block.text)
        return (
            plain in self.listed
            or (plain in self.variants and len(block.lines) == 1)
            or (bool(_LABELLED.match(block.text)) and len(block.text.split()) <= 20 and block.text.count(". ") == 0)
        )

    def _is_numbered_title(self, index: int, block: TextBlock) -> bool:
        """A number and a few words without a full stop, not one of a run of such items."""
        if block.label is None or block.label.kind not in ("number", "decimal") or len(block.lines) > 1:
            return False
        text = block.body.strip()
        if len(text.split()) > 9 or re.search(r"[.;:,?]$", text):
            return False
        beside = [self.blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(self.blocks)]
        return (
            not any(
                isinstance(other, TextBlock)
                and other.label is not None
                and other.label.kind == block.label.kind
                and len(other.text.split()) < _SHORT_LINE
                for other in beside
            )
            and len(beside) == 2
        )

    def without_lists(self, candidates: list[int]) -> list[int]:
        """Without runs of lines in one style with nothing between them: names, addresses, column heads."""
        kept: list[int] = []
        for run in _runs(candidates, self.style):
            repeated = len(run) >= _NAME_LIST and not any(self._is_firm(index) for index in run)
            if not repeated:
                kept.extend(run)
        return kept

    def without_column_heads(self, candidates: list[int]) -> list[int]:
        """Without lines that stand side by side on one baseline over short lines: heads of columns of names."""
        places: dict[tuple[int, int], list[int]] = {}
        for index in candidates:
            block = self.blocks[index]
            if isinstance(block, TextBlock) and block.label is None and block.lines[0].region == 0:
                places.setdefault((block.page, round(block.lines[0].baseline / 3)), []).append(index)
        heads = {
            index for beside in places.values() if len(beside) > 1 for index in beside if not self._opens_running(index)
        }
        return [index for index in candidates if index not in heads]

    def _opens_running(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and self.body.is_running(self.blocks[index + 1])

    def _is_firm(self, index: int) -> bool:
        block = self.blocks[index]
        return isinstance(block, TextBlock) and plain_heading(block.text) in self.listed | self.variants

    def with_something_under(self, candidates: list[int]) -> list[int]:
        """Without lines that end the document, sign-offs, and a heading that only repeats the one before it."""
        kept: list[int] = []
        last_text = max((index for index, block in enumerate(self.blocks) if self._is_content(block)), default=-1)
        for index in candidates:
            block = self.blocks[index]
            assert isinstance(block, TextBlock)
            if (index > last_text and block.label is None) or self._signs_off(index, block):
                continue
            if kept and kept[-1] == index - 1 and plain_heading(self._text(kept[-1])) == plain_heading(block.text):
                continue
            kept.append(index)
        return kept

    def _text(self, index: int) -> str:
        block = self.blocks[index]
        return block.text if isinstance(block, TextBlock) else ""

    def _is_content(self, block: TextBlock | TextTable) -> bool:
        return isinstance(block, TextTable) or (block.kind != "footnote" and len(block.text.split()) >= 6)

    def _signs_off(self, index: int, block: TextBlock) -> bool:
        """Whether a line with a date at its end, near the end of the document, is a body's name and date."""
        if block.label is not None or not _SIGN_OFF.search(block.text):
            return False
        return sum(len(self._text(at).split()) for at in range(index + 1, len(self.blocks))) < _LAST_WORDS


def _is_aside(block: TextBlock) -> bool:
    """Whether a block stands in a margin beside the body, where nothing but headings and notes is set."""
    return all(line.aside for line in block.lines)


def _runs(candidates: list[int], style: Callable[[int], HeadingStyle]) -> Iterable[list[int]]:
    """Candidates grouped where they follow one another directly in one style."""
    run: list[int] = []
    for index in candidates:
        if run and (index != run[-1] + 1 or style(index) != style(run[-1])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
