"""Whether the lines of a page, as read, follow one another as those of a text do.

Where text is set in shapes that no rule of layout knows, lines are read one after the other that do not belong
together. Their words tell, whatever the layout: a sentence has ended and the next line goes on in small letters, or a
line ends in "the" and the next begins with "and".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from crossreview.parse.lines import Line
from crossreview.parse.page import Page

# Measured on the 4,302 pages of twelve lines and more in 185 documents: six have one such break (a name that begins
# with "The", a caption beside a paragraph), none has two. Of these pages with their lines shuffled, 86 in 100 have two.
_FEWEST_BREAKS = 2
_LONGEST_WORD = 40  # characters from the end in which the last word of a line is looked for
_SAME_SIZE = 0.6  # points: a caption or note between two lines is set in another size

_ENDED = re.compile(r"(?<![./@])\b(?P<word>[\w’'-]+)\.[\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:[a-z]|al|approx|arts?|cf|chs?|co|dr|eds?|etc|figs?|inc|ltd|mrs?|ms|nos?|paras?|pp|refs?|regs?|rev|sch|ss|st|vol"
    r"|vs)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?!(?:ac|asp|com|docx?|gov|html?|net|org|pdf|uk)\b)[a-z]{2,}[,;:.]?(?:\s|$)")  # no address
_FIRST = re.compile(r"[A-Za-z]+(?=[\s,;:.]|$)")
_LAST = re.compile(r"(?:^|\s)([a-z]+)$")

_OPENERS = frozenset(
    {
        *("A", "Although", "An", "As", "At", "He", "Her", "His", "However", "If", "In", "It", "She", "The", "Their"),
        *("There", "These", "They", "This", "Those", "We", "When"),
    }
)
_VERBS = frozenset(
    {
        *("are", "be", "been", "can", "could", "had", "has", "have", "is", "may", "must", "should", "was", "were"),
        *("will", "would"),
    }
)
_PRONOUNS = frozenset({"he", "it", "our", "she", "their", "they", "we"})
_JOINTS = frozenset(
    {
        *("and", "as", "at", "but", "by", "for", "from", "if", "in", "of", "on", "or", "so", "than", "that", "to"),
        *("when", "which", "who", "with"),
    }
)
_ARTICLES = frozenset({"a", "an", "every", "its", "our", "the", "their", "your"})
_PREPOSITIONS = frozenset({"between", "from", "into", "of", "upon", "with"})
# Behind each word of the first set none of the second set can stand.
_IMPOSSIBLE = (
    (_ARTICLES, _OPENERS | _VERBS | _PRONOUNS | _JOINTS | _ARTICLES),
    (_PREPOSITIONS, _OPENERS | _VERBS | {"he", "of", "she", "they", "we"}),
    (_VERBS | (_JOINTS - {"that"}), _OPENERS),
)


def pages_out_of_order(pages: Iterable[Page]) -> tuple[int, ...]:
    """The pages (from 1) on which sentences break off from line to line, more often than happens by chance."""
    return tuple(page.number for page in pages if sum(_breaks(page)) >= _FEWEST_BREAKS)


def _breaks(page: Page) -> Iterator[bool]:
    """For each line and the next one that is set alike, whether a sentence breaks off between them."""
    for before, line in pairwise(page.elements):
        if isinstance(before, Line) and isinstance(line, Line) and _set_alike(before, line):
            yield breaks_off(before.text, line.text)


def _set_alike(before: Line, line: Line) -> bool:
    same_place = before.region == line.region and before.bold == line.bold
    return same_place and abs(before.size - line.size) < _SAME_SIZE


def breaks_off(before: str, line: str) -> bool:
    """Whether no text can go from one line to the other."""
    end = max(0, len(before) - _LONGEST_WORD)
    if _GOES_ON.match(line) and (ended := _ENDED.search(before, end)):
        return _ABBREVIATION.match(ended["word"]) is None
    last, first = _LAST.search(before, end), _FIRST.match(line)
    if last is None or first is None:
        return False
    return any(last[1] in words and first.group() in others for words, others in _IMPOSSIBLE)
