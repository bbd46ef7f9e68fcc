"""Requests to end, Ctrl-C and SIGTERM: what they do, and when. Only the main thread gets any."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts_later() -> Iterator[None]:
    """Let requests to end (Ctrl-C, SIGTERM) wait until something is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []
    before = {each: signal.signal(each, lambda *ask: asked.append(ask)) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler if handler is not None else signal.SIG_DFL)
    for ask in asked[:1]:
        handler = before[signal.Signals(ask[0])]
        if callable(handler):
            handler(*ask)


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) do what Ctrl-C does, unless the caller has arranged what it does."""
    arranged = callable(signal.getsignal(signal.SIGTERM))
    if arranged or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
