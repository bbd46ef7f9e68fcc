"""Names of files as text."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path | str) -> str:
    r"""A path as text that can be written anywhere: bytes of a file name that are not UTF-8 come out as `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
