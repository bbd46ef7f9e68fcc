"""Options that several commands have, and what stands in for them."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crossreview.batch import BatchSettings

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
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Documents read at once [one a processor].")
]
TimeoutOption = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=1,
        metavar="SECONDS",
        help="Longest time for one document, with 0.1 s more for each of its pages (20 s with --ocr).",
    ),
]
MemoryOption = Annotated[int, typer.Option("--memory", min=400, metavar="MB", help="Most memory for one document.")]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Read scanned pages too: needs Tesseract, and takes some seconds a page.")
]
EmbedOption = Annotated[
    bool, typer.Option("--embed/--no-embed", help="Let what is new be found by its meaning too, in the background.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Read on the cluster of this Dask scheduler, such as tcp://10.0.0.5:8786.",
    ),
]
TlsOption = Annotated[
    tuple[Path, Path, Path] | None,
    typer.Option(
        "--tls",
        metavar="CA CERT KEY",
        help="For a scheduler at tls://: files (PEM) of authority, certificate and key.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON instead of text for people.")]


def batch_settings(
    workers: int | None,
    timeout: float,
    memory: int,
    *,
    ocr: bool,
    scheduler: str | None,
    tls: tuple[Path, Path, Path] | None,
    refresh: bool = False,
) -> BatchSettings:
    """How a batch is run, by the options of a command."""
    from crossreview import batch

    certificates = batch.Certificates(*tls) if tls is not None else None
    return batch.BatchSettings(
        workers=workers or batch.available_processors(),
        timeout_seconds=timeout,
        seconds_per_page=batch.OCR_SECONDS_PER_PAGE if ocr else batch.SECONDS_PER_PAGE,
        memory_mb=memory,
        refresh=refresh,
        cluster=batch.Cluster(scheduler, certificates) if scheduler is not None else None,
    )


def user() -> str:
    """Who decides, where nobody is named."""
    return getpass.getuser()


def now() -> str:
    """The time, as an ISO time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
