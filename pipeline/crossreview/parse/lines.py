"""Words to lines: runs of words on one baseline, in the order in which a person reads them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crossreview.parse import limits
from crossreview.parse.compounds import HEAD, PREFIX, TAIL
from crossreview.parse.styles import Style
from crossreview.parse.words import Word
from crossreview.records import Box

# A gap within a run, as a share of the font size. Blanks are 0.2-0.35 em, justified ones up to 1 em; columns and tabs
# leave more. Below a tenth, two words are one that the text layer tore apart ("c hild", "children ' s").
_WIDEST_BLANK = 1.3
_WIDEST_BETWEEN_COLORS = 0.7  # of the font size: what is coloured and further away can be a heading in the margin
_NARROWEST_BLANK = 0.1
_BASELINE_DRIFT = 0.35  # superscripts and bullets of another font sit this much higher or lower
_MARK_SIZE, _MARK_RISE = 0.8, 0.15  # of the font size of the line: a footnote mark is smaller and stands higher
_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?(?:[,–-]\d{1,3})*,?|,")
_LABEL = re.compile(r"[\W_o]{1,2}|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.):]?", re.ASCII)
_TORN_APOSTROPHE = re.compile(r"(?<=[a-z]) ?(['’]) ?(?=(?:s|t|re|ve|ll|d|m)\b)")
_TORN_HYPHEN = re.compile(rf"\b(?:(?:{PREFIX}) - (?=[a-z]{{3}})|(?:{HEAD}) - (?=(?:{TAIL})\b))", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")  # without width: they only tell where a word may break
    # Marks of Windows-1252 that came through as Latin-1: control characters, which no page shows.
    | {mark.encode("cp1252").decode("latin-1"): mark for mark in "…‘’“”•–—™"}
)
_DECODED_TWICE = {
    "â€˜": "‘",
    "â€™": "’",
    "â€œ": "“",
    "â€“": "–",
    "â€”": "—",
    "â€¢": "•",
    "â€¦": "…",
    "â€\x9d": "”",
    "â€": "”",
}
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it is kept: its words joined, its place, and how most of it is set.

    `region` tells the box or cell of the page it stands in (0 is none). `lead` counts the characters at the beginning
    that are bold (all of them in a bold line). `text_x` is where the text begins behind a bullet or number, and `gap`
    the widest blank after that, in points. `marks` are footnote marks that were taken out of the text. `aside` tells a
    line in a margin beside the body.
    """

    page: int
    region: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    lead: int
    text_x: float
    gap: float
    marks: tuple[str, ...]
    aside: bool = False

    @property
    def box(self) -> Box:
        """(left, top, right, bottom) in points."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True)
class Run:
    """Words that follow one another on one baseline, while a page is put in order."""

    words: tuple[Word, ...]
    aside: bool = False

    @cached_property
    def x1(self) -> float:
        """Right edge in points."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """Top edge in points."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Bottom edge in points."""
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return self.words[0].x0

    @cached_property
    def main(self) -> Word:
        """The word that stands for its size and baseline: the longest of the largest."""
        return max(self.words, key=lambda word: (round(word.style.size), len(word.text)))

    @property
    def size(self) -> float:
        """Font size in points."""
        return self.main.style.size

    @property
    def baseline(self) -> float:
        """In points from the top."""
        return self.main.baseline


def line_of(run: Run, page: int, region: int) -> Line:
    """The line made of a run: text joined and repaired, style and gaps measured."""
    words, marks = _without_marks(run)
    style = _prevailing_style(words)
    bold = _is_bold(words)
    text = joined_text(words)
    limits.LINE.check(len(text))
    label = 1 if len(words) > 1 and _LABEL.fullmatch(words[0].text) else 0
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(words[label:])]
    return Line(
        page=page,
        region=region,
        text=text,
        x0=run.x0,
        top=run.top,
        x1=run.x1,
        bottom=run.bottom,
        baseline=run.baseline,
        font=style.font,
        size=style.size,
        bold=bold,
        italic=style.italic,
        color=style.color,
        lead=len(text) if bold else _bold_lead(words),
        text_x=words[label].x0,
        gap=max(gaps, default=0.0),
        marks=marks,
        aside=run.aside,
    )


def _without_marks(run: Run) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words of a run, and apart from them its footnote marks: small, raised, and of digits or signs."""
    small, high = _MARK_SIZE * run.size, run.baseline - _MARK_RISE * run.size
    raised = [
        word for word in run.words if word.style.size < small and word.baseline < high and _MARK.fullmatch(word.text)
    ]
    if not raised or len(raised) == len(run.words):
        return run.words, ()
    return tuple(word for word in run.words if word not in raised), tuple(word.text for word in raised)


def _prevailing_style(words: tuple[Word, ...]) -> Style:
    first = words[0].style
    if all(word.style is first for word in words):
        return first
    counts: Counter[Style] = Counter()
    for word in words:
        counts[word.style] += len(word.text)
    return max(counts, key=lambda style: counts[style])


def _is_bold(words: tuple[Word, ...]) -> bool:
    """Whether all words with letters are bold, and there is one."""
    lettered = False
    for word in words:
        if _is_lettered(word.text):
            if not word.style.bold:
                return False
            lettered = True
    return lettered


def _is_lettered(text: str) -> bool:
    return text.isalpha() or any(char.isalpha() for char in text)


def _bold_lead(words: tuple[Word, ...]) -> int:
    """How many characters of the line are set bold before the first that is not."""
    bold = tuple(itertools.takewhile(lambda word: word.style.bold, words))
    return len(joined_text(bold)) if bold else 0


def joined_text(words: tuple[Word, ...]) -> str:
    """The text of words of one line: blanks only where the page has them."""
    parts = [words[0].text]
    for before, word in itertools.pairwise(words):
        gap, size = word.x0 - before.x1, word.style.size
        torn = -size < gap < _NARROWEST_BLANK * max(size, 1.0)
        parts.append(word.text if word.glued or torn else f" {word.text}")
    return repaired("".join(parts))


def repaired(text: str) -> str:
    """Ligatures spelled out, soft hyphens and blanks without width dropped, torn apostrophes and hyphens closed."""
    if "â€" in text:
        for misread, mark in _DECODED_TWICE.items():
            text = text.replace(misread, mark)
    if not text.isascii():
        text = text.translate(_LIGATURES).replace(_SOFT_HYPHEN, "")
    if "'" in text or "’" in text:
        text = _TORN_APOSTROPHE.sub(r"\1", text)
    if " - " in text:
        text = _TORN_HYPHEN.sub(lambda torn: torn.group().replace(" - ", "-"), text)
    return text


def runs_of(words: Iterable[Word]) -> list[Run]:
    """Runs of words in the order of the text layer: each a line, or a part of one where a column or tab begins."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _continues(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    limits.RUNS.check(len(runs))
    return [Run(tuple(run)) for run in runs]


def merged(parts: Iterable[Run]) -> Run:
    """One run of parts that stand on one baseline."""
    return Run(tuple(sorted((word for part in parts for word in part.words), key=lambda word: word.x0)))


def _continues(run: list[Word], word: Word) -> bool:
    last = run[-1]
    size = max(last.style.size, word.style.size, 1.0)
    if abs(word.baseline - run[0].baseline) > _BASELINE_DRIFT * size and not _overlap(last, word):
        return False
    gap = word.x0 - last.x1
    widest = _WIDEST_BLANK if last.style.color == word.style.color else _WIDEST_BETWEEN_COLORS
    return -0.5 * size <= gap <= widest * size


def _overlap(first: Word, second: Word) -> bool:
    """Whether two words share more than half of the lower one's height: a superscript and its word."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.5 * min(first.bottom - first.top, second.bottom - second.top)
