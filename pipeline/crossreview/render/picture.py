"""One page of a PDF as a PNG, with boxes drawn on it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from PIL import Image, ImageColor, ImageDraw, ImageFont
from pypdfium2 import PdfDocument, PdfiumError

from crossreview.errors import NoSuchPage, UnreadableDocument
from crossreview.parse.pdfium import open_pdf
from crossreview.records import Box

_MARGIN: Final = 1.5  # points between a box and the line around it, so that the line does not cross letters
_LINE: Final = 1.2  # points
_TINT: Final = 28  # of 255: how much of the colour lies over what is marked
_LABEL_SIZE: Final = 6.5  # points
_PADDING: Final = 1.5  # points around the words of a label
_LONGEST_SIDE: Final = 5000  # pixels: A0 at 1.5 a point; larger pages are drawn smaller, or they would fill memory


@dataclass(frozen=True)
class Mark:
    """A box to draw on a page: (left, top, right, bottom) in points from the top left of the page as shown.

    `colour` is "#rrggbb"; the label is white on it and stands on the upper edge of the box, at its end on `side`;
    empty for none.
    """

    box: Box
    colour: str
    label: str = ""
    side: Literal["left", "right"] = "left"


def page_image(path: Path, page: int, scale: float, marks: Sequence[Mark] = (), *, turn: int = 0) -> bytes:
    """Page `page` (from 1) as a PNG of `scale` pixels a point, with `marks` drawn on it in their order.

    A page of metres is drawn at fewer pixels a point, so that no side has more than 5,000.
    `turn` is by how many degrees clockwise the page is turned first, as the record says (`page_turns`). Raises
    NoSuchPage if there is none of that number, UnreadableDocument if it or the whole PDF cannot be drawn.
    """
    with open_pdf(path) as document:
        picture, scale = _drawn(document, path, page, scale, turn)
    if marks:
        picture = _marked(picture.convert("RGBA"), marks, scale)
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def _drawn(document: PdfDocument, path: Path, number: int, scale: float, turn: int) -> tuple[Image.Image, float]:
    """The picture of a page, and how many pixels a point has."""
    if not 1 <= number <= len(document):
        raise no_such_page(path, number, len(document))
    try:
        page = document[number - 1]
        try:
            scale = min(scale, _LONGEST_SIDE / max(*page.get_size(), 1.0))
            picture: Image.Image = page.render(scale=scale, rotation=turn).to_pil()
            return picture.copy(), scale
        finally:
            page.close()
    except PdfiumError as error:
        raise UnreadableDocument(
            f"Page {number} of this PDF is damaged ({error}).", remedy="Download it again.", path=path
        ) from error


def no_such_page(path: Path, number: int, pages: int) -> NoSuchPage:
    """The error of asking a PDF of `pages` pages for page `number`."""
    return NoSuchPage(
        f"There is no page {number}: this PDF has {pages} pages.", remedy=f"Choose from 1 to {pages}.", path=path
    )


def _marked(picture: Image.Image, marks: Sequence[Mark], scale: float) -> Image.Image:
    tints = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(tints)
    boxes = [_pixels(mark.box, scale) for mark in marks]
    for mark, box in zip(marks, boxes, strict=True):
        colour = ImageColor.getrgb(mark.colour)
        pen.rectangle(box, fill=(*colour[:3], _TINT), outline=mark.colour, width=max(1, round(_LINE * scale)))
    # Labels last, so that no box is drawn over the label of another.
    font = ImageFont.load_default(_LABEL_SIZE * scale)
    for mark, box in zip(marks, boxes, strict=True):
        if mark.label:
            _label(pen, mark, box, font, _PADDING * scale)
    return Image.alpha_composite(picture, tints)


def _pixels(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    left, right = min(left, right) - _MARGIN, max(left, right) + _MARGIN
    top, bottom = min(top, bottom) - _MARGIN, max(top, bottom) + _MARGIN
    return (left * scale, top * scale, right * scale, bottom * scale)


def _label(
    pen: ImageDraw.ImageDraw, mark: Mark, box: Box, font: ImageFont.ImageFont | ImageFont.FreeTypeFont, padding: float
) -> None:
    """A label on the upper edge of its box, moved inside the picture where it would stick out."""
    left, top, right, bottom = pen.textbbox((0, 0), mark.label, font=font)
    width, height = right - left + 2 * padding, bottom - top + 2 * padding
    x = box[0] if mark.side == "left" else box[2] - width
    x = max(0.0, min(x, pen.im.size[0] - width))
    y = max(0.0, box[1] - height)
    pen.rectangle((x, y, x + width, y + height), fill=mark.colour)
    pen.text((x + padding - left, y + padding - top), mark.label, font=font, fill="white")
