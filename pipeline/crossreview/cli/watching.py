"""`watch`: a folder into which people drop PDFs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final

import typer

from crossreview.cli.options import (
    EmbedOption,
    LibraryOption,
    MemoryOption,
    ModelOption,
    OcrOption,
    SchedulerOption,
    TimeoutOption,
    TlsOption,
    WorkersOption,
    batch_settings,
    now,
)
from crossreview.cli.output import say
from crossreview.paths import on_one_line

if TYPE_CHECKING:
    from crossreview.batch import Entry

_INTERRUPTED: Final = 130


def watch(
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="The folder into which people drop PDFs.")],
    library: LibraryOption,
    every: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How often it is looked at.")] = 10,
    settle: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="How long a file has not changed that is complete.")
    ] = 5,
    once: Annotated[bool, typer.Option("--once", help="Read what is complete now, then end.")] = False,
    workers: WorkersOption = None,
    timeout: TimeoutOption = 20,
    memory: MemoryOption = 900,
    ocr: OcrOption = False,
    model: ModelOption = None,
    scheduler: SchedulerOption = None,
    tls: TlsOption = None,
    embed_too: EmbedOption = True,
) -> None:
    """Watch a folder, and read into a library what is dropped there.

    A file that was read moves to done/ in that folder, one that could not be read to failed/, each with a note beside
    it that says what became of it. It goes on until it is stopped, and can be stopped at any time.
    """
    with _termination() as asked:
        try:
            from crossreview import batch
            from crossreview.search import meaning

            watching = batch.Watching(
                inbox,
                library,
                batch_settings(workers, timeout, memory, ocr=ocr, scheduler=scheduler, tls=tls),
                every=every,
                settle=settle,
                after_reading=meaning.embed_in_background if embed_too else lambda _: None,
            )
            pipeline = batch.standard_pipeline(ocr=ocr, model=model)
            if once:
                raise typer.Exit(0 if batch.read_inbox(watching, pipeline, _log) else 1)
            batch.watch(watching, pipeline, _log)
        except KeyboardInterrupt:
            raise typer.Exit(0 if asked.to_terminate else _INTERRUPTED) from None


def _log(entry: Entry) -> None:
    say(on_one_line(f"{now()} {entry}"))


@dataclass
class _Asked:
    """Who wants the program to end: a service manager (SIGTERM), or a person."""

    to_terminate: bool = False


@contextmanager
def _termination() -> Iterator[_Asked]:
    asked = _Asked()

    def end(_: int, __: FrameType | None) -> None:
        asked.to_terminate = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGTERM, before)
