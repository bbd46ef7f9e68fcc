"""Footnotes: small lines at the foot of a page or column that begin with a mark, and their marks in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossreview.parse.cells import Element
from crossreview.parse.lines import Line

_SMALLER = 0.8  # points smaller than the body, at least
_NOTE_START = re.compile(r"(?P<number>\d{1,3}|[*†‡§])\.?\s+\S|(?P<glued>\d{1,3})(?=[A-Z“‘\"])")


@dataclass(frozen=True)
class Apart:
    """A page without its footnotes, the lines of each, and those that go on with one of the page before."""

    body: tuple[Element, ...]
    notes: tuple[tuple[Line, ...], ...]
    rest: tuple[Line, ...] = ()


def footnotes_apart(elements: tuple[Element, ...], body_size: float, cut: Line | None = None) -> Apart:
    """Take the footnotes of a page out of its text, and their marks out of its lines.

    `cut` is the last line of a footnote of the page before that breaks off in mid-sentence.

    A mark that is small and raised was found when its line was read; some fonts have raised figures of full size,
    which only the number of a note on the same page tells from a figure of the text.
    """
    body: list[Element] = []
    notes: list[tuple[Line, ...]] = []
    rest: list[Line] = []
    for column in _columns(elements):
        text, found = _split(column, body_size)
        if cut is not None and not rest:
            rest = _going_on(text, cut)
            text = text[: len(text) - len(rest)]
        body.extend(text)
        notes.extend(found)
    numbers = {number for note in notes if (number := _number(note[0])) is not None}
    if numbers:
        figures = "|".join(sorted(numbers, key=len, reverse=True))
        glued = re.compile(rf"(?:(?<=[a-z])|(?<=[a-z][.,;:’”\"')]))(?:{figures})(?=\s|$)")
        body = [_without(element, glued) for element in body]
    return Apart(tuple(body), tuple(notes), tuple(rest))


def _columns(elements: tuple[Element, ...]) -> Iterable[list[Element]]:
    """The elements cut where the text goes up the page again: the ends of columns."""
    column: list[Element] = []
    for element in elements:
        before = column[-1] if column else None
        if (
            isinstance(before, Line)
            and isinstance(element, Line)
            and element.baseline < before.baseline - 3 * before.size
        ):
            yield column
            column = []
        column.append(element)
    yield column


def _split(column: list[Element], body_size: float) -> tuple[list[Element], list[tuple[Line, ...]]]:
    at = len(column)
    while at > 0:
        element = column[at - 1]
        if not isinstance(element, Line) or element.size > body_size - _SMALLER:
            break
        at -= 1
    tail = [element for element in column[at:] if isinstance(element, Line)]
    begin = next((index for index, line in enumerate(tail) if _begins_note(line)), None)
    if begin is None:
        return column, []
    notes: list[list[Line]] = []
    for line in tail[begin:]:
        if _begins_note(line) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return column[: at + begin], [tuple(note) for note in notes]


def _going_on(text: list[Element], cut: Line) -> list[Line]:
    """The lines at the end of a column that go on with a footnote: as small as it is, beginning in mid-sentence."""
    rest: list[Line] = []
    for element in reversed(text):
        if not isinstance(element, Line) or element.size != cut.size or element.font != cut.font:
            break
        rest.insert(0, element)
    return rest if rest and rest[0].text[:1].islower() else []


def _begins_note(line: Line) -> bool:
    return bool(line.marks) or bool(_NOTE_START.match(line.text))


def _number(line: Line) -> str | None:
    """The number of a note, from its mark or its first word."""
    if line.marks:
        return line.marks[0] if line.marks[0].isdigit() else None
    match = _NOTE_START.match(line.text)
    number = (match["number"] or match["glued"]) if match else None
    return number if number is not None and number.isdigit() else None


def _without(element: Element, mark: re.Pattern[str]) -> Element:
    if not isinstance(element, Line) or not mark.search(element.text):
        return element
    marks = tuple(match.group() for match in mark.finditer(element.text))
    return replace(element, text=mark.sub("", element.text), marks=element.marks + marks)
