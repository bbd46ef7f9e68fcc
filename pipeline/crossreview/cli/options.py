"""Options that several commands have, and what stands in for them."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

LibraryOption = Annotated[Path, typer.Option("--library", "-l", metavar="DIR", help="The library's folder.")]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="DIR", help="A model of themes that `train` made [the one that comes with it]."),
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides [you].")]
OpenOutputOption = Annotated[
    bool,
    typer.Option("--open-output", help="For readers outside: ages banded, dates cut to years, names left out."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON instead of text for people.")]


def user() -> str:
    """Who decides, where nobody is named."""
    return getpass.getuser()


def now() -> str:
    """The time, as an ISO time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
