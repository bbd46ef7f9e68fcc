"""What nobody sees must not come out; what is seen must; and pages without text are told."""

from __future__ import annotations

import pytest
from tests.parse.reading import PDFS, read, said
from tests.pdfs.makers.hidden import SECRET
from tests.pdfs.words import CHANGE, OPENING, SERVICES

from crossreview.errors import NoTextLayer
from crossreview.parse import parse

LEFT_OUT = "The family moved from in the spring of that year."


def _marked(name: str, reason: str) -> object:
    return pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    "name",
    [
        "redaction",
        "redaction-in-a-form",
        "black-on-black",
        "white-on-paper",
        "invisible-text",
        "redaction-before-more-text",
        "redaction-in-white",
        "redaction-in-grey",
        "redaction-by-a-picture",
        "redaction-by-a-thick-line",
        "redaction-by-one-path-of-two-boxes",
        "redaction-after-many-paths",
        "redaction-by-an-annotation",
        _marked("hidden-layer", "PDFium does not tell which layers are switched off"),
    ],
)
def test_what_is_covered_or_invisible_never_comes_out(name: str) -> None:
    text = read(name).placed.text
    assert SECRET not in text
    assert OPENING in text or LEFT_OUT in text or SERVICES in text


def test_no_letter_under_a_box_comes_out() -> None:
    text = read("redaction-of-part-of-a-word").placed.text
    assert SECRET[:4] not in text
    assert "She went to the school called" in text


@pytest.mark.parametrize("name", ["redaction", "black-on-black", "white-on-paper"])
def test_what_stands_around_it_is_read_and_its_length_is_told(name: str) -> None:
    assert said(name) == [OPENING, LEFT_OUT, SERVICES]
    assert read(name).hidden_characters == len(SECRET)


def test_white_words_on_a_dark_ground_are_read() -> None:
    assert said("white-on-a-dark-band") == ["Learning from Child Q", OPENING, "What we found", SERVICES]


def test_words_under_a_marker_are_read() -> None:
    assert said("marker-over-words") == [OPENING, "The nursery wrote in May.", "The doctor answered in June."]


def test_words_under_a_transparent_picture_are_read() -> None:
    assert said("watermark-picture-over-text") == [OPENING, SERVICES]


def test_a_recognised_scan_is_read_and_told() -> None:
    assert said("recognised-scan") == [CHANGE, OPENING, SERVICES]
    assert read("recognised-scan").pages_ocr == (2,)
    assert read("recognised-scan").hidden_characters == 0


def test_recognised_text_under_its_picture_is_read() -> None:
    assert said("recognised-under-a-picture") == [CHANGE, OPENING]


def test_recognised_text_under_its_picture_is_told() -> None:
    assert read("recognised-under-a-picture").pages_ocr == (2,)


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("scan-among-pages", (2,)),
        ("scan-in-strips", (2,)),
        ("letters-as-outlines", (2,)),
        ("logo-on-a-blank-page", ()),
        ("scan-with-a-printed-foot", (2, 3, 4)),
    ],
)
def test_pages_that_show_text_without_having_any_are_told(name: str, pages: tuple[int, ...]) -> None:
    assert read(name).pages_unreadable == pages


def test_pages_beside_a_scan_are_read() -> None:
    assert said("scan-among-pages") == [OPENING, CHANGE]
    assert len(read("scan-among-pages").page_sizes) == 4


def test_a_scan_throughout_is_an_error_and_no_empty_result() -> None:
    with pytest.raises(NoTextLayer, match="scan"):
        parse(PDFS / "scan-only.pdf")
