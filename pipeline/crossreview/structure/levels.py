"""Levels of headings: from the contents page, from numbers, and from how they are set, in this order of trust."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from crossreview.parse import TextBlock, TextTable
from crossreview.structure.contents import Contents
from crossreview.structure.headings import Headings
from crossreview.structure.style import SAME_LOOK, HeadingStyle
from crossreview.vocabulary.sections import plain_heading

_BARE_NUMBER = re.compile(  # a number that is no label in running text, without a point say, is one of a heading
    r"(?P<number>\d{1,2}\.?)\s+(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z]"
)
_FEWEST_LISTED = 3  # headings found on the contents page make it a witness for levels


def levels_of(headings: Headings, blocks: tuple[TextBlock | TextTable, ...], contents: Contents) -> dict[int, int]:
    """The level of each heading by its block number, from 1.

    The contents page shows levels by indent and weight, a number by its depth (1.2 is below 1). Headings that neither
    tells about take their place by style: the more prominent a style, the higher.
    """
    listed = _told_by_contents(headings, blocks, contents)
    told = _told_by_numbers(headings, blocks, listed) | listed
    ranks = _ranks(set(headings.styles.values()))
    usual = _depths_by_style(headings, told)
    partly = _deepest_by_style(headings, listed)
    levels: dict[int, int] = {}
    for index in headings.blocks:
        style = headings.styles[index]
        if index in told:
            levels[index] = told[index]
        elif _is_between_numbers(index, style, headings, blocks) and index not in listed:
            levels[index] = usual.get(style, _told_before(index, style, headings, told)) + 1
        elif style in usual:
            levels[index] = usual[style]
        elif style in partly:
            levels[index] = partly[style] + 1
        else:
            levels[index] = _level_among(ranks[style], ranks, usual)
    return _closed_up(levels)


def _is_between_numbers(
    index: int, style: HeadingStyle, headings: Headings, blocks: tuple[TextBlock | TextTable, ...]
) -> bool:
    """Whether a heading without a number stands among numbered ones that look the same: it is below them.

    Behind the last of them only if it has the words of one that stands between them ("What needs to improve"). Not
    where the number between those before and after it is missing, or where one of them has the same words: then it has
    only lost its own.
    """
    alike = [at for at in headings.blocks if headings.styles[at] == style]
    numbered = [at for at in alike if number_of(blocks[at]) is not None]
    if len(numbered) < _FEWEST_LISTED or index < numbered[0]:
        return False
    if _plain(blocks[index]) in {_plain(blocks[at]) for at in numbered}:
        return False
    if index > numbered[-1]:
        return any(numbered[0] < at < numbered[-1] and _plain(blocks[at]) == _plain(blocks[index]) for at in alike)
    before = (number_of(blocks[max(at for at in numbered if at < index)]) or "").rstrip(".")
    after = (number_of(blocks[min(at for at in numbered if at > index)]) or "").rstrip(".")
    return not (before.isdigit() and after.isdigit() and int(after) == int(before) + 2)


def _told_before(index: int, style: HeadingStyle, headings: Headings, told: dict[int, int]) -> int:
    """The level of the last heading of a style before `index` that is told."""
    return next((told[at] for at in sorted(told, reverse=True) if at < index and headings.styles[at] == style), 1)


def _plain(block: TextBlock | TextTable) -> str:
    return plain_heading(block.text) if isinstance(block, TextBlock) else ""


def number_of(block: TextBlock | TextTable) -> str | None:
    """The number that a heading begins with, as printed ("2.", "1.1", "3"), or None."""
    if not isinstance(block, TextBlock):
        return None
    if block.label is not None:
        return block.label.text if block.label.kind != "bullet" else None
    bare = _BARE_NUMBER.match(block.text)
    return bare["number"] if bare else None


def _told_by_contents(
    headings: Headings, blocks: tuple[TextBlock | TextTable, ...], contents: Contents
) -> dict[int, int]:
    """Levels of the headings that the contents page lists, where it lists several and some are of one style."""
    listed: dict[str, list[int]] = defaultdict(list)
    for entry in contents.entries:
        if entry.level is None:
            continue
        listed[plain_heading(entry.title)].append(entry.level)
    printed: dict[str, list[int]] = defaultdict(list)
    for index in headings.blocks:
        block = blocks[index]
        if isinstance(block, TextBlock):
            printed[plain_heading(block.text)].append(index)
    told: dict[int, int] = {}
    for title, levels in listed.items():
        told.update(zip(_most_prominent(printed[title], len(levels), headings), levels, strict=False))
    return told if len(told) >= _FEWEST_LISTED else {}


def _most_prominent(indexes: list[int], count: int, headings: Headings) -> list[int]:
    """Of headings with the same words, the `count` that a contents page would list, in reading order."""
    by_style = sorted(indexes, key=lambda index: headings.styles[index], reverse=True)
    return sorted(by_style[:count])


def _told_by_numbers(
    headings: Headings, blocks: tuple[TextBlock | TextTable, ...], listed: dict[int, int]
) -> dict[int, int]:
    """Levels of numbered headings by depth, moved to agree with the levels of those that the contents page lists."""
    depths = {index: _depth(number) for index in headings.blocks if (number := number_of(blocks[index])) is not None}
    offsets = Counter(level - depths[index] for index, level in listed.items() if index in depths)
    offset = offsets.most_common(1)[0][0] if offsets else int(_hang_under_others(headings, list(depths)))
    return {index: depth + offset for index, depth in depths.items()}


def _hang_under_others(headings: Headings, numbered: list[int]) -> bool:
    """Whether the numbers begin under a larger heading that has none, and another of that kind comes later."""
    if not numbered:
        return False
    largest = max(headings.styles[index].size for index in numbered)
    larger = [index for index in headings.blocks if headings.styles[index].size > largest + SAME_LOOK]
    return len(larger) > 1 and larger[0] < numbered[0] < larger[-1]


def _deepest_by_style(headings: Headings, listed: dict[int, int]) -> dict[HeadingStyle, int]:
    """For styles of which the contents page lists some headings: the deepest level listed. The others are below it."""
    deepest: dict[HeadingStyle, int] = {}
    for index, level in listed.items():
        style = headings.styles[index]
        deepest[style] = max(level, deepest.get(style, 0))
    return deepest


def _depth(number: str) -> int:
    return number.strip("(). :").count(".") + 1


def _ranks(styles: set[HeadingStyle]) -> dict[HeadingStyle, int]:
    """1 for the most prominent style, 2 for the next; styles that a reader would not tell apart share a rank."""
    ranks: dict[HeadingStyle, int] = {}
    rank = 0
    previous: HeadingStyle | None = None
    for style in sorted(styles, reverse=True):
        if previous is None or not previous.looks_like(style):
            rank += 1
        ranks[style] = rank
        previous = style
    return ranks


def _depths_by_style(headings: Headings, told: dict[int, int]) -> dict[HeadingStyle, int]:
    """For styles of which at least half of the headings are told, the depth that most of them have."""
    depths: dict[HeadingStyle, Counter[int]] = defaultdict(Counter)
    total: Counter[HeadingStyle] = Counter(headings.styles[index] for index in headings.blocks)
    for index, depth in told.items():
        depths[headings.styles[index]][depth] += 1
    return {
        style: counts.most_common(1)[0][0]
        for style, counts in depths.items()
        if 2 * sum(counts.values()) >= total[style]
    }


def _level_among(rank: int, ranks: dict[HeadingStyle, int], depths: dict[HeadingStyle, int]) -> int:
    """The level of a heading of this rank among styles whose depth is known."""
    same = [depth for style, depth in depths.items() if ranks[style] == rank]
    above = [(ranks[style], depth) for style, depth in depths.items() if ranks[style] < rank]
    below = [(ranks[style], depth) for style, depth in depths.items() if ranks[style] > rank]
    if same:
        return same[0]
    if above:
        nearest, depth = max(above)
        return depth + (rank - nearest)
    if below:
        nearest, depth = min(below)
        return depth - (nearest - rank)
    return rank


def _closed_up(levels: dict[int, int]) -> dict[int, int]:
    """Levels moved so that the highest is 1."""
    highest = min(levels.values(), default=1)
    return {index: level - highest + 1 for index, level in levels.items()}
