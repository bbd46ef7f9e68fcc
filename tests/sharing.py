"""What takes long to make and all processes of a test run share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(folder: Path, make: Callable[[], object]) -> None:
    """Make a folder in the first process that asks for it; others wait until it is there."""
    folder.parent.mkdir(exist_ok=True)
    done = folder.with_suffix(".done")
    with FileLock(folder.with_suffix(".lock")):
        if not done.exists():
            make()
            done.touch()
