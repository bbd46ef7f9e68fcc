"""What lies over a letter: outlines, strokes and pictures, in the order of painting."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pdfs.makers.hidden import SECRET
from tests.pdfs.sheet import LEFT, Sheet, width_of
from tests.pdfs.words import OPENING

from crossreview.parse import parse
from crossreview.parse.paints import Outline, Region, stroke_region

AFTER = "in the spring of that year, and the nursery knew."


def _square(left: float, size: float) -> Outline:
    return ((left, left), (left + size, left), (left + size, left + size), (left, left + size))


def test_a_frame_of_two_outlines_is_hollow_and_two_boxes_are_not() -> None:
    frame = Region((_square(0, 30), _square(10, 10)), even_odd=True)
    assert frame.holds(5, 5)
    assert not frame.holds(15, 15)
    boxes = Region((_square(0, 10), _square(20, 10)))
    assert boxes.holds(5, 5)
    assert boxes.holds(25, 25)
    assert not boxes.holds(15, 15)


def test_a_stroke_paints_to_both_sides_of_its_line() -> None:
    stroke = stroke_region((((0, 0), (100, 0)),), 12)
    assert stroke.holds(50, 5)
    assert stroke.holds(50, -5)
    assert not stroke.holds(50, 7)


@pytest.mark.parametrize(
    ("drawn", "comes_out"),
    [
        (("scan", "invisible text", "box"), False),
        (("scan", "box", "invisible text"), False),
        (("scan", "white box", "invisible text"), False),
        (("scan", "picture of a box", "invisible text"), False),
        (("invisible text", "scan", "box"), False),
        (("text", "scan", "box"), False),
        (("text", "scan", "picture of a box"), False),
        (("scan", "text", "box"), False),
        (("scan", "invisible text"), True),
        (("invisible text", "scan"), True),
        (("box", "scan", "invisible text"), True),
        (("white box", "invisible text", "scan"), True),
    ],
)
def test_of_a_recognised_scan_what_is_seen_is_what_lies_on_the_picture(
    drawn: tuple[str, ...], comes_out: bool, tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(_scan(drawn))
    text = parse(path).placed.text
    assert AFTER in text
    assert (SECRET in text) == comes_out


def _scan(drawn: tuple[str, ...]) -> bytes:
    sheet = Sheet()
    place = (LEFT - 1, 190, width_of(SECRET) + 2, 13)
    for each in drawn:
        if each == "scan":
            sheet.picture(0, 0, sheet.width, sheet.height)
        elif each.endswith("text"):
            mode = 3 if each == "invisible text" else 0
            sheet.at(LEFT, 100, OPENING[:60], mode=mode)
            sheet.at(sheet.at(LEFT, 200, f"{SECRET} ", mode=mode), 200, AFTER, mode=mode)
        elif each == "picture of a box":
            sheet.picture(*place, grey=0)
        else:
            sheet.box(*place, fill="#FFFFFF" if each == "white box" else "#000000", stroke=False)
    return sheet.done()
