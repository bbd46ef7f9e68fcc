"""Bullets and numbers that begin a line: what they look like, told from words and dates that only begin like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from crossreview.parse.lines import Line

LabelKind = Literal["bullet", "number", "letter", "roman", "decimal"]

_BULLET = re.compile(
    r"""(?P<bullet>
            [•●▪▫◦‣➢➤■□◼▶►∙·⚫○❖✓✔→»§Øþ*]     # bullets, Wingdings that lost their font
          | [\ue000-\uf8ff]                      # private-use glyphs of Symbol, Wingdings and others
          | \(cid:\d+\)
          | [–—\-](?=\s)
          | [olnqvü](?=\s)                       # rings of Courier; dots, squares and ticks of Wingdings as letters
        )\s*(?=\S)""",
    re.VERBOSE,
)
_NUMBERED = re.compile(
    r"""(?P<decimal>\d{1,2}(?:\.\d{1,3}){1,3})(?P<decimal_end>[.):]?)(?=\s|[A-Z“‘"'(])
      | (?P<lettered>\d{1,2}(?:\.\d{1,3}){0,2}[a-z])[.):](?=\s)       # 1a. and 6.2b) are parts of 1 and 6.2
      | \(?(?P<number>\d{1,3})(?P<number_end>[.):](?!\d)|(?=\s))
      | \((?P<open_letter>[a-zA-Z])\)
      | (?P<letter>[a-zA-Z])(?P<letter_end>[.)])(?=\s|$)
      | \(?(?P<roman>[ivx]{1,5})[.)](?=\s|$)""",
    re.VERBOSE,
)
_LETTERS = frozenset("olnqvü")
_SIGNS = frozenset("-–—*→»§")  # they stand in running text too
_MEASURED = re.compile(r"(?:(?:million|billion|per cent|percent|am|pm)\b|[ap]\.m\.)")  # an amount or a time of day
_WIDE_BLANK = 0.55  # of the font size: a blank wider than this after a bare number is a tab, not a space


@dataclass(frozen=True, slots=True)
class Label:
    """A bullet or number at the beginning of a line: as printed, its kind, and where the text after it begins."""

    text: str
    kind: LabelKind
    end: int
    firm: bool

    @property
    def number(self) -> str | None:
        """The number or letter without brackets and points; None for a bullet."""
        return None if self.kind == "bullet" else self.text.strip("().: ")


def label_of(line: Line) -> Label | None:
    """The label that begins a line, or None.

    `firm` says that the label cannot be a word of running text: a bullet, a decimal number, a number with a point or
    bracket, or a bare number with a tab behind it.
    """
    return find_label(line.text, tabbed=_is_tabbed(line))


def find_label(text: str, *, tabbed: bool = False) -> Label | None:
    """The label that begins a text; `tabbed` tells whether the blank after its first word is wide."""
    match = _BULLET.match(text)
    if match:
        bullet = match["bullet"]
        if bullet in _LETTERS and not tabbed:
            return None
        return Label(bullet, "bullet", match.end(), firm=tabbed or bullet not in _SIGNS)
    match = _NUMBERED.match(text)
    if not match:
        return None
    end = match.end() + (len(text[match.end() :]) - len(text[match.end() :].lstrip()))
    printed = match.group().strip()
    if match["decimal"] or match["lettered"]:
        return Label(printed, "decimal", end, firm=not _MEASURED.match(text, end))
    if match["number"]:
        return _number_label(match, printed, end, tabbed=tabbed)
    kind: LabelKind = "roman" if match["roman"] else "letter"
    return Label(printed, kind, end, firm=True)


def _number_label(match: re.Match[str], printed: str, end: int, *, tabbed: bool) -> Label | None:
    closed = bool(match["number_end"])
    if not closed and not tabbed and not printed.startswith("("):
        return Label(printed, "number", end, firm=False)
    return Label(printed, "number", end, firm=True)


def _is_tabbed(line: Line) -> bool:
    first = line.text.split(" ", 1)[0]
    if len(first) == len(line.text):
        return False
    return line.text_x - line.x0 - _width_of(first) * line.size > _WIDE_BLANK * line.size


def _width_of(label: str) -> float:
    """Width of a label in ems, from the usual widths of digits and points."""
    return sum(0.28 if char in ".,:;()il|" else 0.56 for char in label)
