"""How often somebody may ask, and how much they may send."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crossreview.errors import CrossreviewError
from crossreview.web.addresses import peer_of, who
from crossreview.web.guard.forms import kind_of

_CLIENTS: Final = 10_000  # that are remembered
_LONGEST_LENGTH: Final = 20  # digits


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second in the long run."""

    burst: float
    per_second: float


READING: Final = Rate(600, 100)  # fifty people behind one proxy
WRITING: Final = Rate(60, 2)
PASSWORDS: Final = Rate(10, 0.1)  # that were wrong, from one address
ALL_PASSWORDS: Final = Rate(100, 0.2)  # that were wrong, from wherever


class Bucket:
    """Counts what each client may still do."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def has(self, client: str) -> bool:
        """Whether a client may do it now."""
        return self._now(client)[0] >= 1

    def takes(self, client: str) -> bool:
        """Whether a client may do it now; counts it if so."""
        left, now = self._now(client)
        self._left.pop(client, None)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        while len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return allowed

    def _now(self, client: str) -> tuple[float, float]:
        """How often a client may do it, and the time."""
        now = self._clock()
        left, since = self._left.get(client, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - since) * self._rate.per_second), now


class RateLimit:
    """Refuses what comes too often from one address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._reading, self._writing = Bucket(READING), Bucket(WRITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http":
            bucket = self._reading if scope["method"] in {"GET", "HEAD"} else self._writing
            if not bucket.takes(who(peer_of(scope))):
                told = "Too much was asked for at once. Wait a moment, then try again."
                await PlainTextResponse(told, 429, {"Retry-After": "5"})(scope, receive, send)
                return
        await self._app(scope, receive, send)


class TooLarge(Exception):
    """More was sent than is taken."""


class BodyLimit:
    """Refuses what is too large, whatever it says of itself; `limit_of` gives the bytes that a path takes of a kind."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[str, str], int]) -> None:
        self._app = app
        self._limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit, taken, started = self._limit_of(scope["path"], kind_of(headers.get("content-type"))), 0, False
        told = headers.get("content-length", "0")
        too_large = PlainTextResponse(f"This is too large: at most {limit / 1e6:.1f} MB are taken.", 413)
        if not (told.isascii() and told.isdecimal() and len(told) < _LONGEST_LENGTH) or int(told) > limit:
            await too_large(scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except TooLarge:
            if not started:
                await too_large(scope, receive, send)


class Busy(CrossreviewError):
    """As many do this already as can at once."""


class Places:
    """So many may do something at once. For one thread, that of the event loop."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def taken(self, problem: str, remedy: str) -> Iterator[None]:
        """Do it. Raises Busy, which says what to do, where all places are taken."""
        if not self._free:
            raise Busy(problem, remedy=remedy)
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


class AtOnce:
    """Answers so many requests at once; the others are told to come again."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._places = Places(most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with ExitStack() as place:
            try:
                place.enter_context(self._places.taken("Too many ask at once.", "Wait a moment, then try again."))
            except Busy as busy:
                answer = PlainTextResponse(f"{busy.problem} {busy.remedy}", 503, {"Retry-After": "5"})
                await answer(scope, receive, send)
                return
            await self._app(scope, receive, send)
