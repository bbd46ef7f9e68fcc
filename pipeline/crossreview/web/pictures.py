"""Pictures of pages: made in another process, which a damaged PDF may bring down, and kept for those who come next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pebble import ProcessExpired, ProcessPool

from crossreview.errors import CrossreviewError, UnreadableDocument
from crossreview.library import Library
from crossreview.records import Document

SCALES: Final = (1.0, 1.5, 2.0, 3.0)  # pixels a point
_KEPT_BYTES: Final = 64_000_000
_SECONDS: Final = 10.0
_PAGES_A_PROCESS: Final = 500  # after which it is begun anew, with the memory that it had


@dataclass(frozen=True)
class _Key:
    sha256: str
    page: int
    scale: float


class Pictures:
    """Makes and keeps pictures of the pages of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._bytes = 0
        self._pool: ProcessPool | None = None

    def begin(self) -> None:
        """Start the process that draws, so that the first who comes need not wait for it."""
        with self._lock:
            self._started().schedule(_nothing)

    def of(self, document: Document, page: int, scale: float) -> bytes:
        """The PNG of a page, counted from 1, at one of `SCALES`.

        Raises NoSuchPage, UnreadableDocument where it cannot be drawn, or takes too long.
        """
        key = _Key(document.sha256, page, scale)
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return known
        turn = document.page_turns[page - 1] if 0 < page <= len(document.page_turns) else 0
        picture = self._drawn(self._library.pdf_path(document.sha256), page, scale, turn)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = picture
                self._bytes += len(picture)
            while self._bytes > _KEPT_BYTES:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= len(dropped)
        return picture

    def close(self) -> None:
        """End the process that draws."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(1, max_tasks=_PAGES_A_PROCESS, context=get_context("spawn"))
        return self._pool

    def _drawn(self, pdf: Path, page: int, scale: float, turn: int) -> bytes:
        if not pdf.exists():
            raise UnreadableDocument(
                "The PDF of this document is not in the library.", remedy="Read it in again with `crossreview run`."
            )
        with self._lock:
            drawing = self._started().schedule(_draw, args=[pdf, page, scale, turn], timeout=_SECONDS)
        try:
            picture: bytes = drawing.result()
        except CrossreviewError:
            raise
        except (TookTooLong, ProcessExpired, CancelledError) as error:
            raise UnreadableDocument(
                "This page cannot be drawn.", remedy="Its text stands beside it; open the PDF itself to see it."
            ) from error
        return picture


def _nothing() -> None:
    from crossreview import render  # noqa: F401, PLC0415  (loads PDFium)


def _draw(pdf: Path, page: int, scale: float, turn: int) -> bytes:
    from crossreview.render import page_image  # noqa: PLC0415  (PDFium, in the other process alone)

    return page_image(pdf, page, scale, turn=turn)
