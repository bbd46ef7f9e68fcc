"""The words of a page that a person sees: none that are invisible, covered, sideways or beside the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2 as pdfium

from crossreview.parse import limits
from crossreview.parse.paints import Paint, Paints, alike, is_dark
from crossreview.parse.pdfium import Frame
from crossreview.parse.shapes import Drawing
from crossreview.parse.words import LINE_END_HYPHENS, Found, TextPage, Word

_PAPER = 0xFFFFFF
_SCANNED = 0.5  # of the page: a larger picture over text is a scan over what was recognised on it


@dataclass(frozen=True, slots=True)
class PageWords:
    """The upright words of one page in the order of its text layer.

    `turn` is what `read_words` was asked for, or would have to be asked for if most of the text is sideways.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    hidden_characters: int
    sideways_characters: int
    ocr_layer: bool
    turn: int


def read_words(page: pdfium.PdfPage, number: int, drawing: Drawing, turn: int = 0) -> PageWords:
    """The words that a person sees on a page, turned by `turn` degrees clockwise.

    What is drawn invisible, beside the page, under an area, or in the colour of its ground is counted and left out; so
    is what is slanted or stands sideways (a watermark, a note up the margin). A scanned page whose text layer comes
    from character recognition has its text drawn invisible, or under the picture: where most of the text is so, it is
    taken as such a layer and kept.
    """
    textpage = page.get_textpage()
    try:
        reader = TextPage(textpage, Frame.of(page, turn))
        found = reader.words()
        limits.WORDS.check(len(found))
        width, height = reader.frame.size
        inside = [each for each in found if _holds(width, height, each.word)]
        sight = _Sight(reader, drawing, _SCANNED * width * height, inside)
        seen = [word for each in inside for word in sight.seen_of(each)]
    finally:
        textpage.close()
    upright = [word for word in seen if word.style.turn == 0]
    return PageWords(
        number=number,
        width=width,
        height=height,
        words=tuple(upright),
        hidden_characters=_lost([each.word for each in found], seen),
        sideways_characters=_lost(seen, upright),
        ocr_layer=sight.ocr_layer,
        turn=turn if 2 * len(upright) >= len(seen) else _prevailing_turn(seen, turn),
    )


def _characters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _are_most(part: list[Found], whole: list[Found]) -> bool:
    """Whether more than half of the characters are in a part."""
    return bool(part) and 2 * _characters(each.word for each in part) > _characters(each.word for each in whole)


def _lost(before: list[Word], after: list[Word]) -> int:
    """How many characters are no longer there."""
    return 0 if before == after else _characters(before) - _characters(after)


def _prevailing_turn(words: list[Word], turn: int) -> int:
    """The turn of the page that sets most of its words upright."""
    turns = Counter(word.style.turn for word in words if word.style.turn is not None)
    return (turn + turns.most_common(1)[0][0]) % 360 if turns else turn


def _holds(width: float, height: float, word: Word) -> bool:
    """Whether the middle of a word is on a page of this size."""
    return 0 <= word.x0 + word.x1 <= 2 * width and 0 <= word.top + word.bottom <= 2 * height


class _Sight:
    """What of the words of a page can be seen, by what is painted before and after them."""

    def __init__(self, reader: TextPage, drawing: Drawing, large: float, found: list[Found]) -> None:
        self._reader = reader
        self._orders = drawing.text_orders
        self._paints = Paints(drawing.paints)
        self._large = large  # square points: a picture of this size is a scan
        self._corners = 0  # looked at so far
        self.ocr_layer = self._is_recognised(found, drawing)

    def _is_recognised(self, found: list[Found], drawing: Drawing) -> bool:
        """Whether most of the text is invisible, or lies under the picture of a scan."""
        if _are_most([each for each in found if not each.word.style.visible], found):
            return True
        over = [paint for paint in drawing.paints if paint.picture is not None and paint.opaque]
        if sum(paint.area for paint in over) <= self._large:
            return False
        return _are_most([each for each in found if self._is_under_scan(each)], found)

    def _is_under_scan(self, found: Found) -> bool:
        order, (x, y) = self._order(found.start), found.word.middle
        over = (paint for paint in self._paints.near(found.word.box) if paint.picture is not None)
        return any(paint.order > order and paint.hides(x, y) and self._is_scan(paint) for paint in over)

    def _is_scan(self, paint: Paint) -> bool:
        """Whether it is a picture, or part of one, on which text may have been recognised; not a box kept as one."""
        if paint.picture is None:
            return False
        plain = paint.picture.plain_color
        return plain is None or (paint.area > self._large and not is_dark(plain))

    def seen_of(self, found: Found) -> list[Word]:
        """The word if it can be seen; where something lies over some of its characters, the others."""
        word = found.word
        if not (self.ocr_layer or word.style.visible):
            return []
        near = self._paints.near(word.box)
        if not near:
            return [word] if self.ocr_layer or not alike(word.style.color, _PAPER) else []
        self._corners += (found.end - found.start) * sum(paint.corners for paint in near)
        limits.CORNERS.check(self._corners)
        first = min(self._order(found.start), self._order(found.end - 1))
        over = near if self.ocr_layer else [paint for paint in near if paint.order > first]
        parts = self._uncovered(found, over) if any(paint.opaque for paint in over) else [word]
        return [part for part in parts if self.ocr_layer or not self._is_of_its_ground(part, near, first)]

    def _uncovered(self, found: Found, over: list[Paint]) -> list[Word]:
        """The parts of a word over which nothing lies."""
        word = found.word
        seen: list[int] = []
        for index in range(found.start, found.end):
            mark = self._reader.text[index] in LINE_END_HYPHENS
            # The mark of a hyphen has no place of its own in some files.
            if (seen[-1:] == [index - 1]) if mark and index > found.start else self._can_be_seen(index, word, over):
                seen.append(index)
        if len(seen) == found.end - found.start:
            return [word]
        starts = [index for index in seen if index - 1 not in seen]
        ends = [index + 1 for index in seen if index + 1 not in seen]
        return [
            self._reader.word(start, end, word.style, glued=word.glued and start == found.start)
            for start, end in zip(starts, ends, strict=True)
        ]

    def _can_be_seen(self, index: int, word: Word, over: list[Paint]) -> bool:
        spots = self._reader.spots(index, word.style)
        return not all(self._is_hidden_at(x, y, self._order(index), word, over) for x, y in spots)

    def _is_hidden_at(self, x: float, y: float, order: int, word: Word, over: list[Paint]) -> bool:
        if not self.ocr_layer:
            return any(paint.order > order and paint.hides(x, y) for paint in over)
        # Of recognised text the picture is what is seen, whether it was drawn before the text or after it.
        scans = [paint.order for paint in over if paint.touches(x, y) and self._is_scan(paint)]
        scan = max(scans, default=order)
        after = max(scan, order) if word.style.visible else scan
        return any(paint.order > after and paint.hides(x, y) and not self._is_scan(paint) for paint in over)

    def _is_of_its_ground(self, word: Word, near: list[Paint], order: int) -> bool:
        """Whether a word has the colour of what it stands on."""
        x, y = word.middle
        under = (paint for paint in reversed(near) if paint.order < order and paint.touches(x, y))
        ground = next(under, None)
        color = _PAPER if ground is None else ground.color
        return color is not None and alike(color, word.style.color)

    def _order(self, index: int) -> int:
        return self._orders.get(self._reader.object_at(index), 0)
