"""How long somebody may take to say what they want, and how many connections they may hold while they do.

uvicorn waits forever for the rest of a request, and counts connections that say nothing as requests: two hundred of
them would have shut the page to everybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from crossreview.web.addresses import who

BETWEEN_LOOKS: Final = 1.0  # seconds


def _nobody(_: str) -> bool:
    return False


@dataclass(frozen=True)
class ConnectionLimits:
    """Limits in seconds, bytes and connections; `stands_for_many` says of which addresses many people come."""

    head_seconds: float = 12.0  # for the head of a request, from when it was waited for
    stalled_seconds: float = 20.0  # without a byte, of what is sent or of what is answered
    body_seconds: float = 60.0  # for the body of a request, and a second more for so many bytes of it:
    bytes_per_second: int = 50_000
    connections: int = 500
    connections_of_one: int = 20  # browsers hold six
    stands_for_many: Callable[[str], bool] = field(default=_nobody)


def protocol(limits: ConnectionLimits) -> type[LimitedProtocol]:
    """The protocol with some limits, for uvicorn, which makes one of it for each connection."""
    return type("LimitedProtocol", (LimitedProtocol,), {"limits": limits})


class LimitedProtocol(H11Protocol):
    """A connection that is ended when it keeps others waiting."""

    limits = ConnectionLimits()

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._since = self._moved = self.loop.time()
        self._received = self._unsent = 0
        self._state = self.conn.their_state
        self._look_again: asyncio.TimerHandle | None = None
        self._one = ""

    @property
    def is_idle(self) -> bool:
        """Whether no request is under way: none has come, or not all of its head."""
        return self.conn.their_state is h11.IDLE

    @property
    def since(self) -> float:
        """Since when it does what it does."""
        return self._since

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many, of which the one that was idle for longest gives way."""
        super().connection_made(transport)
        self._one = who(self.client[0]) if self.client is not None else ""
        self._begin()
        self._make_room()
        self._look_again = self.loop.call_later(BETWEEN_LOOKS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        if self._look_again is not None:
            self._look_again.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        self._received += len(data)
        self._moved = self.loop.time()
        super().data_received(data)
        if self.conn.their_state is not self._state:
            self._begin()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._begin()

    def _begin(self) -> None:
        """Whatever was waited for is there, and the next is waited for."""
        self._since = self._moved = self.loop.time()
        self._received = self._unsent = 0
        self._state = self.conn.their_state

    def _look(self) -> None:
        if self._is_late():
            self.transport.abort()
        else:
            self._look_again = self.loop.call_later(BETWEEN_LOOKS, self._look)

    def _is_late(self) -> bool:
        """Whether it takes too long, but for the time in which it has to wait for us."""
        now, limits, unsent = self.loop.time(), self.limits, self.transport.get_write_buffer_size()
        if unsent != self._unsent:
            self._unsent, self._moved = unsent, now
        if self.flow.read_paused:
            self._moved = now
            self._since += BETWEEN_LOOKS
        is_sending = self.conn.their_state is h11.SEND_BODY
        if is_sending or unsent:
            is_stalled = now - self._moved > limits.stalled_seconds
            most = limits.body_seconds + self._received / limits.bytes_per_second
            return is_stalled or (is_sending and now - self._since > most)
        return self.is_idle and now - self._since > limits.head_seconds

    def _make_room(self) -> None:
        others = [each for each in self.connections if isinstance(each, LimitedProtocol) and each is not self]
        if not self.limits.stands_for_many(self._one):
            self._give_way([each for each in others if each._one == self._one], self.limits.connections_of_one)
        self._give_way(others, self.limits.connections)

    def _give_way(self, others: list[LimitedProtocol], most: int) -> None:
        """Let one go where there are as many others as may be: one that is idle, and else this."""
        there = [each for each in others if not each.transport.is_closing()]
        if len(there) < most or self.transport.is_closing():
            return
        idle = min((each for each in there if each.is_idle), key=lambda each: each.since, default=self)
        idle.transport.abort()
