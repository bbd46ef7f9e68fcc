"""Pictures of pages: made in another process, which a damaged PDF may bring down, and kept for those who come next.

Nobody waits in a thread for them: a page that takes long to draw holds up other pictures, and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import psutil
from anyio import to_thread
from pebble import ProcessExpired, ProcessPool

from crossreview.errors import CrossreviewError, UnreadableDocument
from crossreview.library import Library
from crossreview.records import Document
from crossreview.web.guard.limits import Busy

SCALES: Final = (1.0, 1.5, 2.0, 3.0)  # pixels a point
_KEPT_BYTES: Final = 64_000_000
_SECONDS: Final = 10.0
_TRIES: Final = 2
_PAGES_A_PROCESS: Final = 500  # after which it is begun anew, with the memory that it had
_MOST_MEMORY: Final = 600_000_000  # bytes: five for each of the pixels that a picture may have, and what it is made of
_BETWEEN_LOOKS: Final = 0.05  # seconds: what runs away fills about a gigabyte a second
_MOST_WAITING: Final = 12  # pictures, with the one that is drawn
_FORGIVEN_AFTER: Final = 300.0  # seconds, after which a page that could not be drawn is tried again
_FAILURES_KEPT: Final = 1_000
_GOODBYE: Final = 10.0  # seconds: a process is asked to end, and killed after three


@dataclass(frozen=True)
class Key:
    """Which picture."""

    sha256: str
    page: int
    turn: int
    scale: float


@dataclass(frozen=True)
class _Failure:
    """Why a picture could not be made, and when that was."""

    error: CrossreviewError
    at: float


class Pictures:
    """Makes and keeps pictures of the pages of a library. For one thread, that of the event loop."""

    def __init__(self, library: Library, clock: Callable[[], float] = time.monotonic) -> None:
        self._library = library
        self._clock = clock
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._bytes = 0
        self._failed: OrderedDict[Key, _Failure] = OrderedDict()
        self._drawing: dict[Key, asyncio.Task[bytes]] = {}
        self._pool: ProcessPool | None = None

    def begin(self) -> None:
        """Start the process that draws, so that the first who comes need not wait for it."""
        self._started().schedule(_nothing)

    async def of(self, document: Document, page: int, scale: float) -> bytes:
        """The PNG of a page, counted from 1, at one of `SCALES`.

        Raises NoSuchPage, UnreadableDocument where it cannot be drawn, or takes too long, Busy where many wait already.
        """
        turn = document.page_turns[page - 1] if 0 < page <= len(document.page_turns) else 0
        key = Key(document.sha256, page, turn, scale)
        if (known := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return known
        failed = self._failed.get(key)
        if failed is not None and self._clock() - failed.at < _FORGIVEN_AFTER:
            raise failed.error.with_traceback(None)
        drawing = self._drawing.get(key)
        if drawing is None:
            if len(self._drawing) >= _MOST_WAITING:
                raise Busy("Many pictures of pages are asked for just now.", remedy="Load the page again in a moment.")
            drawing = asyncio.create_task(self._made(key))
            self._drawing[key] = drawing
            drawing.add_done_callback(lambda _: self._drawing.pop(key, None))
        # Whoever goes away does not take it from those who wait for the same.
        return await asyncio.shield(drawing)

    def close(self) -> None:
        """End the process that draws."""
        pool, self._pool = self._pool, None
        if pool is not None:
            _end(pool).join(_GOODBYE)

    async def _made(self, key: Key) -> bytes:
        """Make a picture and keep it, or the reason why there is none."""
        pdf = self._library.pdf_path(key.sha256)
        if not await to_thread.run_sync(pdf.exists):
            raise UnreadableDocument(
                "The PDF of this document is not in the library.", remedy="Read it in again with `crossreview run`."
            )
        try:
            picture = await self._drawn(pdf, key)
        except CrossreviewError as error:
            self._failed[key] = _Failure(error, self._clock())
            while len(self._failed) > _FAILURES_KEPT:
                self._failed.popitem(last=False)
            raise
        self._failed.pop(key, None)
        self._kept[key] = picture
        self._bytes += len(picture)
        while self._bytes > _KEPT_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)
        return picture

    async def _drawn(self, pdf: Path, key: Key) -> bytes:
        for _ in range(_TRIES):
            drawing = self._scheduled(pdf, key)
            await _done(drawing)
            try:
                return drawing.result()
            except (TookTooLong, ProcessExpired, CancelledError) as error:
                raise _not_drawn() from error
            except RuntimeError as error:
                # What is said of a process that ended before it heard of this page, because of another.
                problem = error
        raise _not_drawn() from problem

    def _scheduled(self, pdf: Path, key: Key) -> Future[bytes]:
        drawing: Future[bytes] = self._started().schedule(
            _draw, args=[pdf, key.page, key.scale, key.turn], timeout=_SECONDS
        )
        return drawing

    def _started(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:
            _end(self._pool)
            self._pool = None
        if self._pool is None:
            self._pool = ProcessPool(
                1, max_tasks=_PAGES_A_PROCESS, initializer=_prepare, context=get_context("spawn")
            )  # fmt: skip
        return self._pool


async def _done(drawing: Future[bytes]) -> None:
    """Wait for a drawing. It is no future of the loop, for which its end by others would be that nobody waits."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    drawing.add_done_callback(lambda _: loop.call_soon_threadsafe(done.set))
    await done.wait()


def _not_drawn() -> UnreadableDocument:
    return UnreadableDocument(
        "This page cannot be drawn.", remedy="Its text stands beside it; open the PDF itself to see it."
    )


def _end(pool: ProcessPool) -> threading.Thread:
    """End a pool, in a thread: one whose process was killed in the middle of a message may never finish."""

    def stop() -> None:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()

    ending = threading.Thread(target=stop, name="ending what draws", daemon=True)
    ending.start()
    return ending


def _prepare() -> None:
    """What the process that draws does first: it ends by itself when it takes too much memory."""
    process = psutil.Process()
    looking = (lambda: int(process.memory_info().rss), os._exit)
    threading.Thread(target=end_when_too_large, args=looking, name="memory watch", daemon=True).start()


def end_when_too_large(
    resident: Callable[[], int], end: Callable[[int], object], most: int = _MOST_MEMORY, pause: float = _BETWEEN_LOOKS
) -> None:
    """Look again and again how many bytes are resident, and end when they are too many."""
    while resident() <= most:
        time.sleep(pause)
    end(1)


def _nothing() -> None:
    from crossreview import render  # noqa: F401, PLC0415  (loads PDFium)


def _draw(pdf: Path, page: int, scale: float, turn: int) -> bytes:
    from crossreview.render import page_image  # noqa: PLC0415  (PDFium, in the other process alone)

    return page_image(pdf, page, scale, turn=turn)
