"""Running heads and feet, found by repetition over pages.

A line is furniture when the same words (numbers masked, so that "Page 3 of 9" and "Page 4 of 9" are the same) stand at
the same height on several pages near the upper or lower edge, or when it is nothing but a page number there. Size
plays no part: there are running heads larger than any heading, and page numbers of 20 points.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median

from crossreview.parse.cells import Element
from crossreview.parse.lines import Line
from crossreview.parse.page import Page
from crossreview.records import Furniture

_EDGE_LINES = 5  # lines from the upper or lower edge of the text among which furniture is looked for
_EDGE_SHARE = 0.2  # of the page height: furniture stands within this distance of an edge
_SAME_HEIGHT = 6.0  # points between the baselines of one furniture line on different pages
_SHARE_OF_PAGES = 0.2  # a line repeated on fewer pages is a heading that recurs
_MOST_PAGES = 0.6  # a line on this share of the pages is furniture wherever it stands
_FEWEST = 3  # pages; in a short document a paragraph can come twice at one height
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"(?<![a-z])[ivxl]{1,6}(?![a-z])")
_PAGE_NUMBER = re.compile(
    r"""(?:[|\-–—›‹\[\]()·. ]*)                # ornaments
        (?:page|p\.?a\.?g\.?e)?\s*             # "Page", also letter-spaced ("P a g e", blanks taken out before)
        (?:\#|n)                               # the masked number
        (?:\s*(?:of|/|\|)\s*\#)?               # "of 9"
        (?:\s*\|?\s*page)?                     # "3 | Page"
        (?:[|\-–—›‹\[\]()·. ]*)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Cleaned:
    """Pages without furniture, and what was taken out."""

    pages: tuple[Page, ...]
    furniture: tuple[Furniture, ...]


def without_furniture(pages: tuple[Page, ...]) -> Cleaned:
    """The pages without running heads, running feet and page numbers."""
    seen: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    edges = {page.number: _edge_lines(page) for page in pages}
    for page in pages:
        for side, line in edges[page.number]:
            seen[side, masked(line.text)].append((page.number, _height(line, page, side)))
    needed = max(2, round(_SHARE_OF_PAGES * len(pages)))
    repeated = {key: places for key, places in seen.items() if _on_pages(places) >= min(needed, 8)}
    body = _body_edges(pages, edges, repeated)
    repeated = {
        key: places
        for key, places in repeated.items()
        if _on_pages(places) >= max(_FEWEST, _MOST_PAGES * len(pages))
        or median(height for _, height in places) < body[key[0]]
    }
    taken: dict[str, set[int]] = defaultdict(set)
    cleaned: list[Page] = []
    for page in pages:
        out = {
            id(line)
            for side, line in edges[page.number]
            if _is_furniture(line, page, side, repeated.get((side, masked(line.text))))
        }
        for _, line in edges[page.number]:
            if id(line) in out:
                taken[masked(line.text).replace("#", "N")].add(page.number)
        kept: tuple[Element, ...] = tuple(element for element in page.elements if id(element) not in out)
        cleaned.append(replace(page, elements=kept))
    furniture = tuple(Furniture(text, len(numbers)) for text, numbers in sorted(taken.items()))
    return Cleaned(tuple(cleaned), furniture)


def _body_edges(
    pages: tuple[Page, ...],
    edges: dict[int, list[tuple[str, Line]]],
    repeated: dict[tuple[str, str], list[tuple[int, float]]],
) -> dict[str, float]:
    """How near to the upper and lower edge the body comes on a good part of the pages.

    A recurring heading can stand at one height on several pages, but other text stands there too; furniture stands
    further out than the body.
    """
    nearest: dict[str, list[float]] = {"top": [], "foot": []}
    for page in pages:
        for side, found in nearest.items():
            heights = [
                _height(line, page, side)
                for edge, line in edges[page.number]
                if edge == side and (side, masked(line.text)) not in repeated and not _is_page_number(line, page)
            ]
            if heights:
                found.append(min(heights))
    return {side: sorted(found)[len(found) // 4] if found else float("inf") for side, found in nearest.items()}


def masked(text: str) -> str:
    """The words with every number as #; letter-spaced words closed."""
    if re.fullmatch(r"(?:\S ){3,}.*", text):
        text = re.sub(r"(?<=\b\w) (?=\w\b)", "", text)
    return _NUMBER.sub("#", text).strip().lower()


def _edge_lines(page: Page) -> list[tuple[str, Line]]:
    lines = [element for element in page.elements if isinstance(element, Line)]
    by_height = sorted(lines, key=lambda line: line.baseline)
    upper = [("top", line) for line in by_height[:_EDGE_LINES] if line.bottom < _EDGE_SHARE * page.height]
    lower = [("foot", line) for line in by_height[-_EDGE_LINES:] if line.top > (1 - _EDGE_SHARE) * page.height]
    return upper + lower


def _height(line: Line, page: Page, side: str) -> float:
    """Distance from the edge, so that portrait and landscape pages agree."""
    return line.baseline if side == "top" else page.height - line.baseline


def _on_pages(places: list[tuple[int, float]]) -> int:
    """On how many pages a line stands at its usual height."""
    usual = median(height for _, height in places)
    return len({page for page, height in places if abs(height - usual) <= _SAME_HEIGHT})


def _is_furniture(line: Line, page: Page, side: str, places: list[tuple[int, float]] | None) -> bool:
    height = _height(line, page, side)
    if places is not None and abs(height - median(height for _, height in places)) <= _SAME_HEIGHT:
        return True
    return _is_page_number(line, page) and _outermost(line, page, side)


def _is_page_number(line: Line, page: Page) -> bool:
    text = masked(line.text)
    if not _PAGE_NUMBER.fullmatch(_ROMAN.sub("#", text) if len(text) <= 6 else text):
        return False
    numbers = [int(number) for number in _NUMBER.findall(line.text)]
    # A printed page number is near the page's own; front matter makes it smaller, never much larger.
    return not numbers or numbers[0] <= page.number + 2 or "page" in text


def _outermost(line: Line, page: Page, side: str) -> bool:
    others = [element for element in page.elements if isinstance(element, Line) and element is not line]
    if side == "top":
        return all(other.baseline >= line.baseline - 2 for other in others)
    return all(other.baseline <= line.baseline + 2 for other in others)
