from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from crossreview.errors import EncryptedDocument, NoSuchPage, UnreadableDocument
from crossreview.render import Mark, page_image

RED, GREEN = "#ff0000", "#00ff00"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """One page of 200 by 100 points with a black square from (20, 10) to (30, 20), counted from the top left."""
    path = tmp_path / "square.pdf"
    page = canvas.Canvas(str(path), pagesize=(200, 100))
    page.rect(20, 80, 10, 10, fill=1, stroke=0)
    page.save()
    return path


def picture_of(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png)).convert("RGB")


def colours_in(picture: Image.Image, where: Callable[[int, int, int], bool]) -> int:
    return sum(count for count, colour in picture.getcolors(1 << 20) or () if where(*colour))  # type: ignore[misc]


def test_a_page_of_metres_is_drawn_smaller_and_its_marks_with_it(tmp_path: Path) -> None:
    path = tmp_path / "banner.pdf"
    page = canvas.Canvas(str(path), pagesize=(14400, 1440))
    page.showPage()
    page.save()

    picture = picture_of(page_image(path, 1, 1.5, [Mark((7200, 0, 14400, 1440), RED)]))

    assert picture.size == (5000, 500)
    assert picture.getpixel((2000, 250)) == (255, 255, 255)
    assert picture.getpixel((4000, 250)) != (255, 255, 255)


def test_a_page_is_drawn_at_the_scale_asked_for(pdf: Path) -> None:
    picture = picture_of(page_image(pdf, 1, 2.0))

    assert picture.size == (400, 200)
    assert picture.getpixel((50, 30)) == (0, 0, 0)
    assert picture.getpixel((70, 30)) == (255, 255, 255)


def test_a_page_is_turned_clockwise(pdf: Path) -> None:
    picture = picture_of(page_image(pdf, 1, 1.0, turn=90))

    assert picture.size == (100, 200)
    assert picture.getpixel((85, 25)) == (0, 0, 0)


def test_marks_stand_around_what_they_mark(pdf: Path) -> None:
    picture = picture_of(page_image(pdf, 1, 2.0, [Mark((20, 10, 30, 20), RED)]))

    inside, ground = picture.getpixel((50, 30)), picture.getpixel((70, 30))
    assert isinstance(inside, tuple)
    assert inside[0] < 60  # what is marked can still be seen
    assert ground == (255, 255, 255)
    assert picture.getpixel((38, 30)) == (255, 0, 0)


def test_labels_stay_on_the_page(pdf: Path) -> None:
    corner = Mark((195, 1, 199, 3), GREEN, "a long label at the edge")

    picture = picture_of(page_image(pdf, 1, 2.0, [corner]))

    assert colours_in(picture, lambda red, green, blue: (red, green, blue) == (0, 255, 0)) > 500
    assert colours_in(picture, lambda red, green, blue: red > 100 and blue > 100 and green == 255) > 50


def test_a_box_given_upside_down_is_drawn_all_the_same(pdf: Path) -> None:
    assert page_image(pdf, 1, 1.0, [Mark((30, 20, 20, 10), RED)]) == page_image(
        pdf, 1, 1.0, [Mark((20, 10, 30, 20), RED)]
    )


@pytest.mark.parametrize("number", [0, -1, 2])
def test_a_page_that_is_not_there(pdf: Path, number: int) -> None:
    with pytest.raises(NoSuchPage, match=f"no page {number}: this PDF has 1 page") as caught:
        page_image(pdf, number, 1.0)

    assert caught.value.path == pdf


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_text("<html>")

    with pytest.raises(UnreadableDocument, match="web page"):
        page_image(path, 1, 1.0)


def test_a_locked_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    page = canvas.Canvas(str(path), encrypt="secret")
    page.drawString(72, 700, "Words")
    page.save()

    with pytest.raises(EncryptedDocument):
        page_image(path, 1, 1.0)
