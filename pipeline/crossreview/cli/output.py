"""Where commands write: data to stdout, talk to stderr."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.console import Console

from crossreview.errors import CrossreviewError
from crossreview.spreadsheets import harmless

# Where no terminal says how wide it is: wide enough for a path and a sentence.
_WIDTH_OF_FILES = 160


def write(data: bytes) -> None:
    """Write bytes to stdout as one line."""
    sys.stdout.buffer.write(data.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def write_rows(rows: Iterable[object]) -> None:
    """Write rows to stdout as JSON lines."""
    for row in rows:
        write(msgspec.json.encode(row))


def write_csv(names: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows to stdout as CSV with a line of names."""
    # What a spreadsheet would take for a formula is text here.
    writer = csv.DictWriter(sys.stdout, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)


def data() -> Console:
    """The console for data."""
    return _console(stderr=False)


def talk() -> Console:
    """The console for talk."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_FILES
    return console


def say(words: str) -> None:
    """Say something to people."""
    talk().print(words, markup=False, soft_wrap=True)


def warn(error: CrossreviewError) -> None:
    """Say what went wrong without ending."""
    say(f"Warning: {error}")
