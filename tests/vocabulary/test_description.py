from __future__ import annotations

from pathlib import Path

from crossreview.vocabulary.description import describe
from crossreview.vocabulary.taxonomy import load_taxonomy

PAGE = Path(__file__).parents[2] / "docs" / "themes.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe(load_taxonomy())


def test_the_page_names_every_theme() -> None:
    page = describe(load_taxonomy())
    assert all(f"`{theme_id}`" in page for theme_id in load_taxonomy().ids)
