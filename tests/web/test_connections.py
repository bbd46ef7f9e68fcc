"""Who says nothing, or says it slowly, keeps nobody else from the page."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import h11
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from crossreview.library import Library
from crossreview.web import Settings, create_app
from crossreview.web.addresses import THIS_MACHINE, is_in, networks_of
from crossreview.web.guard import connections
from crossreview.web.guard.connections import ConnectionLimits, LimitedProtocol, protocol
from crossreview.web.serving import configured

HEAD = b"POST /add HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Timer:
    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at, self.call, self.cancelled = at, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """A loop whose time passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.now + delay, call))
        return self.timers[-1]

    def create_task(self, running: Coroutine[Any, Any, None], **_: object) -> asyncio.Future[None]:
        running.close()
        return cast("asyncio.Future[None]", self)

    def add_done_callback(self, _: object) -> None:
        pass

    def pass_time(self, seconds: float) -> None:
        until = self.now + seconds
        while due := [each for each in self.timers if each.at <= until]:
            timer = min(due, key=lambda each: each.at)
            self.timers.remove(timer)
            self.now = timer.at
            if not timer.cancelled:
                timer.call()
        self.now = until


class Line:
    """A connection as uvicorn sees it."""

    def __init__(self, address: str) -> None:
        self.address, self.unsent, self.is_open, self.is_paused = address, 0, True, False
        self._closes = False

    def get_extra_info(self, name: str) -> object:
        return (self.address, 1) if name in {"peername", "sockname"} else None

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return self._closes or not self.is_open

    def abort(self) -> None:
        self.is_open = False

    def close(self) -> None:
        self._closes = True  # once all is sent

    def write(self, _: bytes) -> None:
        pass

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False


class Server:
    """Makes connections as uvicorn does."""

    def __init__(self, **limits: Any) -> None:
        self.loop, self.state = Loop(), ServerState()
        self.protocol = protocol(ConnectionLimits(**limits))
        self.config = uvicorn.Config(nothing, ws="none", log_config=None)

    def connect(self, address: str = "192.0.2.1") -> tuple[Line, LimitedProtocol]:
        connection = self.protocol(self.config, self.state, {}, cast("asyncio.AbstractEventLoop", self.loop))
        line = Line(address)
        connection.connection_made(cast("asyncio.Transport", line))
        return line, connection


def answer(connection: LimitedProtocol) -> None:
    """What uvicorn does when the page has answered."""
    for event in (h11.Response(status_code=204, headers=[]), h11.EndOfMessage()):
        connection.conn.send(event)
    connection.on_response_complete()


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    pass


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\n"])
def test_who_does_not_end_the_head_of_a_request_is_let_go(said: bytes) -> None:
    server = Server(head_seconds=12)
    line, connection = server.connect()
    for more in (said, *[b"X: x\r\n" if said.endswith(b"\n") else said[-1:]] * 11):
        if more:
            connection.data_received(more)
        server.loop.pass_time(0.99)
    assert line.is_open
    server.loop.pass_time(3)
    assert not line.is_open
    assert len([timer for timer in server.loop.timers if not timer.cancelled]) == 0


def test_who_waits_for_an_answer_may_wait() -> None:
    server = Server()
    line, connection = server.connect()
    connection.data_received(ASKED)
    server.loop.pass_time(1_000)
    assert line.is_open
    answer(connection)
    line.unsent = 1_000
    server.loop.pass_time(15)
    line.unsent = 500
    server.loop.pass_time(15)
    assert line.is_open
    server.loop.pass_time(8)
    assert not line.is_open  # who takes no more of it


def test_each_request_has_its_own_time() -> None:
    server = Server(head_seconds=12)
    line, connection = server.connect()
    for _ in range(10):
        server.loop.pass_time(2)
        connection.data_received(ASKED)
        server.loop.pass_time(2)
        answer(connection)
    assert line.is_open


@pytest.mark.parametrize(("each_second", "lasts"), [(0, 20), (10, 60), (10_000, 75)])
def test_a_body_that_comes_slowly_is_let_go(each_second: int, lasts: int) -> None:
    server = Server(stalled_seconds=20, body_seconds=60, bytes_per_second=50_000)
    line, connection = server.connect()
    connection.data_received(HEAD)
    began = server.loop.now
    while line.is_open:
        take(connection, each_second)
        server.loop.pass_time(1)
    assert lasts <= server.loop.now - began <= lasts + 2


def test_a_body_that_comes_at_some_pace_is_taken() -> None:
    server = Server(stalled_seconds=20, body_seconds=30, bytes_per_second=50_000)
    line, connection = server.connect()
    connection.data_received(HEAD)
    for _ in range(40):
        take(connection, 25_000)
        server.loop.pass_time(1)
    assert connection.conn.their_state is h11.DONE
    server.loop.pass_time(1_000)
    assert line.is_open


def take(connection: LimitedProtocol, number: int) -> None:
    """What comes in a second, which the page takes at once."""
    if number:
        connection.data_received(b"x" * number)
    connection.cycle.body.clear()
    connection.flow.resume_reading()


def test_what_the_page_does_not_take_yet_is_not_late() -> None:
    server = Server()
    line, connection = server.connect()
    connection.data_received(HEAD)
    connection.data_received(b"x" * 100_000)
    assert line.is_paused
    server.loop.pass_time(500)
    assert line.is_open
    connection.flow.resume_reading()
    server.loop.pass_time(30)
    assert not line.is_open


def test_of_too_many_the_one_that_is_idle_for_longest_gives_way() -> None:
    server = Server(connections_of_one=3, connections=5)
    first, busy = server.connect()
    busy.data_received(ASKED)
    server.loop.pass_time(1)
    second, _ = server.connect()
    server.loop.pass_time(1)
    third, _ = server.connect()
    fourth, _ = server.connect()
    assert [line.is_open for line in (first, second, third, fourth)] == [True, False, True, True]
    other, _ = server.connect("192.0.2.2")
    assert other.is_open
    many = [server.connect(f"192.0.2.{number}")[0] for number in range(10, 20)]
    assert first.is_open
    assert many[-1].is_open
    assert sum(line.is_open for line in (first, second, third, fourth, other, *many)) == 5


def test_where_all_are_busy_the_new_one_is_let_go() -> None:
    server = Server(connections_of_one=2)
    busy = [server.connect("2001:db8::1") for _ in range(2)]
    for _, connection in busy:
        connection.data_received(ASKED)
    late, _ = server.connect("2001:db8::2")  # which is the same network
    assert not late.is_open
    assert all(line.is_open for line, _ in busy)


def test_many_people_come_from_a_proxy() -> None:
    server = Server(connections_of_one=2, stands_for_many=partial(is_in, networks=networks_of(THIS_MACHINE)))
    assert all(server.connect("127.0.0.1")[0].is_open for _ in range(10))


@contextmanager
def running(app: ASGIApp, limits: ConnectionLimits) -> Iterator[int]:
    """A server of a page; yields its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configured(app, limits))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()


def said_to(port: int, words: bytes) -> bytes:
    """All that is answered until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(words)
        answer = b""
        try:
            while more := line.recv(65_536):
                answer += more
        except ConnectionResetError:
            pass
        return answer


def test_a_server_lets_go_who_keeps_it_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BETWEEN_LOOKS", 0.02)
    app = create_app(library, Settings(person="Ada"))
    with running(app, ConnectionLimits(head_seconds=0.1, stalled_seconds=0.1)) as port:
        assert said_to(port, b"GET / HT") == b""
        kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
        stalled = b"POST /login HTTP/1.1\r\nHost: localhost\r\n" + kind + b"Content-Length: 100\r\n\r\na=b"
        assert said_to(port, stalled) == b""
        asked = b"GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert said_to(port, asked).startswith(b"HTTP/1.1 200")


def test_many_that_say_nothing_keep_nobody_out(library: Library) -> None:
    app = create_app(library, Settings(person="Ada"))
    with running(app, ConnectionLimits(connections=10)) as port:
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(30)]
        asked = b"GET /about HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert said_to(port, asked).startswith(b"HTTP/1.1 200")
        for line in silent:
            line.close()
