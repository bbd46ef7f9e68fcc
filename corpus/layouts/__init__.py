"""Layouts: each module sets a `Document` as a PDF with one function, `render(document, path)`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from builder.model import Document

# name in the front matter -> module
LAYOUTS = {
    "report-serif": "report_serif",
    "word-classic": "word_classic",
    "word-modern": "word_modern",
    "panels": "panels",
    "reportlab-plain": "reportlab_plain",
    "boxes": "boxes",
    "two-column": "two_column",
    "action-plan": "action_plan",
    "margin-heads": "margin_heads",
    "framed-form": "framed_form",
    "browser-print": "browser_print",
    "corporate": "corporate",
}


def layout(name: str) -> Callable[[Document, Path], None]:
    """The `render` function of a layout. Imports its engine only now."""
    render: Callable[[Document, Path], None] = import_module(f"layouts.{LAYOUTS[name]}").render
    return render
