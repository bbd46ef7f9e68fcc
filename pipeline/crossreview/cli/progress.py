"""How a batch shows what it does: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from crossreview.batch import Event, Failed, Read, Skipped, Started, Step
from crossreview.paths import on_one_line
from crossreview.plurals import counted

_SECONDS_BETWEEN_LINES = 15.0


class _Speed:
    """Documents and pages read so far, and how fast."""

    def __init__(self) -> None:
        self.files = 0
        self.done = 0
        self._read = 0
        self._pages = 0
        self._began = time.monotonic()

    def count(self, event: Event) -> None:
        match event:
            case Started(files):
                self.files = files
            case Read(_, product):
                self.done += 1
                self._read += 1
                self._pages += product.pages
            case Skipped() | Failed():
                self.done += 1

    def __str__(self) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        return f"{self._read / seconds:.1f} documents/s, {self._pages / seconds:.0f} pages/s"


class LiveProgress(AbstractContextManager["LiveProgress"]):
    """A bar with speed and time to go; failures scroll past above it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._speed = _Speed()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            console=console,
        )
        self._task = self._progress.add_task("Looking for PDFs", total=None, speed="")

    def __enter__(self) -> LiveProgress:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Show an event."""
        self._speed.count(event)
        if isinstance(event, Failed):
            self._console.print(_failure_line(event))
        words = event.words if isinstance(event, Step) else "Reading"
        self._progress.update(
            self._task,
            description=words,
            total=self._speed.files,
            completed=min(self._speed.done, self._speed.files),
            speed=str(self._speed),
        )


class PlainProgress(AbstractContextManager["PlainProgress"]):
    """Lines for a log: every failure, every step, and every quarter of a minute how far it is."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._speed = _Speed()
        self._spoke = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def __call__(self, event: Event) -> None:
        """Write an event down, if it is worth a line."""
        self._speed.count(event)
        match event:
            case Started(files):
                self._say(counted(files, "file"))
            case Step(words):
                self._say(words)
            case Failed():
                self._say(_failure_line(event))
            case _ if time.monotonic() - self._spoke > _SECONDS_BETWEEN_LINES:
                self._say(f"{self._speed.done} of {self._speed.files} files, {self._speed}")

    def _say(self, words: str | Text) -> None:
        self._spoke = time.monotonic()
        self._console.print(words, markup=False, soft_wrap=True)


def progress_on(console: Console) -> LiveProgress | PlainProgress:
    """The progress that suits where it is shown."""
    return LiveProgress(console) if console.is_terminal else PlainProgress(console)


@contextmanager
def counting_on(console: Console, words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for something of which it is told how much is done, of how much; it is shown on a terminal alone."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _failure_line(event: Failed) -> Text:
    return Text.assemble(("not read ", "red"), on_one_line(f"{event.failure.file}: {event.failure.error}"))
