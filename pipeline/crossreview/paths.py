"""Names of files as text."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path | str) -> str:
    r"""A path as text that can be written anywhere: bytes of a file name that are not UTF-8 come out as `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def on_one_line(text: str) -> str:
    r"""A text as it can stand in a log: whatever is not to be seen, line ends above all, is written out.

    >>> on_one_line("a\nb.pdf: too long")
    'a\\nb.pdf: too long'
    """
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
