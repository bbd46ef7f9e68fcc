"""Text in spreadsheets."""

from __future__ import annotations

from typing import Final, TypeVar

T = TypeVar("T")
# The wide signs too, which spreadsheets in East Asia take for the others.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: T) -> T | str:
    """A value for a cell of a CSV: text that a spreadsheet would take for a formula gets an apostrophe before it.

    The words of a PDF come from anybody (OWASP, CSV injection).

    >>> harmless("=HYPERLINK(1)"), harmless("- a bullet"), harmless(-1)
    ("'=HYPERLINK(1)", "'- a bullet", -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
