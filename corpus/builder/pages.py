"""Finds on which page of a finished PDF words stand, by walking the document and the pages side by side.

Only letters and digits count, so hyphenation, ligatures and letter spacing do not matter. The words of every block are
looked up in reading order, not only those of marked ones: a text that does not fit its PDF is found out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from .model import Front, SourceError

KEY = 60  # characters that open a block; more than any two blocks of one document share by chance
TAIL = 30  # characters that end a block
SLACK = 1500  # characters of footnotes and furniture that may stand inside a block that runs over a page
FARTHEST = 2  # pages that may lie between the end of one block and the start of the next
SHORT = 8  # fewer letters than this could stand anywhere by chance: such furniture stays


def normalise(text: str) -> str:
    """Lower-case letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "", unicodedata.normalize("NFKD", text).lower())


def page_texts(path: Path) -> list[str]:
    """The text layer of each page."""
    texts = []
    with pdfium.PdfDocument(path) as pdf:
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
    return texts


@dataclass
class PageFinder:
    """A cursor in the words of a PDF. `find` moves it forward."""

    source: Path
    texts: list[str]
    front: Front
    cursor: int = 0
    words: str = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        furniture = [_furniture_pattern(text) for text in _furniture(self.front)]
        pages = [normalise(text) for text in self.texts]
        pages[1:] = [_without(words, furniture) for words in pages[1:]]
        self.starts = [sum(map(len, pages[:number])) for number in range(len(pages))]
        self.words = "".join(pages)

    def page_of(self, position: int) -> int:
        """The 1-based page of a position in the words."""
        return bisect_right(self.starts, position)

    def find(self, text: str, line: int, in_cell: bool = False) -> int:
        """The page where `text` begins. Moves past it; past its first words only where it is cut in pieces."""
        wanted = normalise(text)
        if not wanted:
            return self.page_of(self.cursor)
        key = wanted[:KEY]
        start = self._forward(key)
        if start < 0:
            start = self._nearby(key)
        if start < 0:
            message = f"not found in the PDF after page {self.page_of(self.cursor)}: {text[:70]!r}"
            raise SourceError(self.source, line, message)
        self.cursor = self._end(start, wanted, in_cell)
        return self.page_of(start)

    def _forward(self, key: str) -> int:
        found = self.words.find(key, self.cursor)
        near = self.page_of(self.cursor) + FARTHEST
        return found if found >= 0 and self.page_of(found) <= near else -1

    def _nearby(self, key: str) -> int:
        """From the start of the page, for blocks drawn out of order; then for words cut by a page's end."""
        page_start = self.starts[max(0, self.page_of(self.cursor) - 1)]
        found = self.words.find(key, page_start)
        if found >= 0 and self.page_of(found) <= self.page_of(self.cursor) + FARTHEST:
            return found
        for length in range(len(key) - 1, len(key) // 4, -1):
            found = self.words.find(key[:length], page_start)
            if found >= 0 and length >= SHORT and self.page_of(found + length + SHORT) > self.page_of(found):
                return found
        return -1

    def _end(self, start: int, wanted: str, in_cell: bool) -> int:
        reach = min(KEY, len(wanted))
        while reach < len(wanted) and self.words.startswith(wanted[reach : reach + 1], start + reach):
            reach += 1
        if reach < len(wanted) and not in_cell:
            limit = start + len(wanted) + SLACK
            found = self.words.find(wanted[-TAIL:], start + reach, limit)
            if found >= 0:
                return found + min(TAIL, len(wanted))
        return start + reach


def _furniture(front: Front) -> list[str]:
    texts = (front.header, front.footer, front.header_even, front.footer_even)
    return sorted({text for text in texts if text}, key=len, reverse=True)


def _furniture_pattern(text: str) -> re.Pattern[str] | None:
    """Furniture as a pattern in normalised words, at either end of a page."""
    parts = [re.escape(normalise(part)) for part in re.split(r"\{pages?\}", text)]
    if len("".join(parts)) < SHORT:
        return None
    words = r"\d{0,4}".join(parts)
    return re.compile(rf"^{words}|{words}$")


def _without(words: str, patterns: list[re.Pattern[str] | None]) -> str:
    """A page's words without its furniture. Not for the first page, whose title block may say the same."""
    for pattern in [*patterns, *patterns]:  # twice: header and footer may follow one another at the same end
        if pattern is not None:
            words = pattern.sub("", words)
    return words
