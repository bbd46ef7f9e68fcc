"""SOURCES.md names every document of the corpus under its genre, review type and layout."""

from __future__ import annotations

import pytest

pytest.importorskip("markdown_it", reason="the corpus builder needs markdown-it-py (dependency group dev)")
pytest.importorskip("mdit_py_plugins", reason="the corpus builder needs mdit-py-plugins (dependency group dev)")

from contents import SOURCES, tables, with_tables


def test_the_tables_are_current() -> None:
    text = SOURCES.read_text(encoding="utf-8")
    assert with_tables(text, tables()) == text, "make them again: python corpus/contents.py --write"
