"""Pictures of pages, drawn by one process for all who ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path

import pytest
from pebble import ProcessExpired
from starlette.testclient import TestClient
from tests.web.conftest import Serve
from tests.web.loops import finished
from tests.web.test_guard import PASSWORD, token_of
from tests.web.test_pages import of_pdf, small_pdf

from crossreview.errors import CrossreviewError, NoSuchPage, UnreadableDocument
from crossreview.library import Library
from crossreview.records import Document
from crossreview.web import pictures
from crossreview.web.guard.limits import Busy
from crossreview.web.pictures import Key, Pictures, end_when_too_large

__all__ = ["small_pdf"]
NO_PAGE = NoSuchPage("There is no such page.", remedy="Choose another.")


class Drawer(Pictures):
    """Pictures that are drawn when a test says so."""

    def __init__(self, library: Library) -> None:
        self.now = 0.0
        self.asked: list[tuple[Key, Future[bytes]]] = []
        super().__init__(library, lambda: self.now)

    def _scheduled(self, pdf: Path, key: Key) -> Future[bytes]:
        del pdf
        self.asked.append((key, Future()))
        return self.asked[-1][1]

    async def waits(self, for_drawings: int) -> None:
        while len(self.asked) < for_drawings:
            await asyncio.sleep(0.001)


@pytest.fixture
def document(library: Library) -> Document:
    return library.record("child-t").document


def run(test: Callable[[Drawer], Coroutine[object, object, None]], library: Library) -> None:
    async def begun() -> None:
        await test(Drawer(library))

    finished(begun())


def test_who_asks_for_the_same_waits_for_one_drawing(library: Library, document: Document) -> None:
    async def test(drawer: Drawer) -> None:
        waiting = [asyncio.create_task(drawer.of(document, 1, 1.0)) for _ in range(5)]
        other = asyncio.create_task(drawer.of(document, 2, 1.0))
        await drawer.waits(2)
        waiting.pop().cancel()
        (_, first), (_, second) = sorted(drawer.asked, key=lambda each: each[0].page)
        first.set_result(b"one")
        second.set_result(b"two")
        assert await asyncio.gather(*waiting) == [b"one"] * 4
        assert await other == b"two"
        assert await drawer.of(document, 1, 1.0) == b"one"
        assert len(drawer.asked) == 2

    run(test, library)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (TookTooLong(), UnreadableDocument),
        (ProcessExpired("memory", 1), UnreadableDocument),
        (NO_PAGE, NoSuchPage),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_not_tried_again_for_a_while(
    library: Library, document: Document, error: Exception, raised: type[CrossreviewError]
) -> None:
    async def test(drawer: Drawer) -> None:
        waiting = asyncio.create_task(drawer.of(document, 1, 1.0))
        await drawer.waits(1)
        drawer.asked[0][1].set_exception(error)
        for again in (waiting, drawer.of(document, 1, 1.0)):
            with pytest.raises(raised):
                await again
        assert len(drawer.asked) == 1
        drawer.now = 301.0
        waiting = asyncio.create_task(drawer.of(document, 1, 1.0))
        await drawer.waits(2)
        drawer.asked[1][1].set_result(b"one")
        assert await waiting == b"one"

    run(test, library)


def test_a_page_is_tried_again_whose_process_ended_because_of_another(library: Library, document: Document) -> None:
    async def test(drawer: Drawer) -> None:
        waiting = asyncio.create_task(drawer.of(document, 1, 1.0))
        await drawer.waits(1)
        drawer.asked[0][1].set_exception(RuntimeError("All workers expired"))
        await drawer.waits(2)
        drawer.asked[1][1].set_result(b"one")
        assert await waiting == b"one"

    run(test, library)


def test_no_more_than_a_few_wait(library: Library, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_WAITING", 2)

    async def test(drawer: Drawer) -> None:
        waiting = [asyncio.create_task(drawer.of(document, page, 1.0)) for page in (1, 2)]
        await drawer.waits(2)
        with pytest.raises(Busy, match="Many pictures"):
            await drawer.of(document, 3, 1.0)
        again = asyncio.create_task(drawer.of(document, 1, 1.0))  # which is drawn already
        for _, drawing in drawer.asked:
            drawing.set_result(b"x")
        assert await asyncio.gather(*waiting, again) == [b"x"] * 3

    run(test, library)


def test_pictures_take_no_thread_of_others(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """With four threads, ten that wait for pictures would leave none for the page that is asked for then."""
    drawings: list[Future[bytes]] = []

    def scheduled(*_: object) -> Future[bytes]:
        drawings.append(Future())
        return drawings[-1]

    monkeypatch.setattr(Pictures, "_scheduled", scheduled)
    client = serve()
    portal = client.portal
    assert portal is not None
    pages = [f"/documents/child-t/pages/{page}.png?scale={scale}" for page in (1, 2) for scale in pictures.SCALES]
    waiting = [portal.start_task_soon(_asked, client.app, page) for page in pages]
    assert client.get("/about").status_code == 200
    while len(drawings) < len(pages):
        assert client.get("/about").status_code == 200
    for drawing in drawings:
        drawing.set_result(b"x")
    assert [each.result() for each in waiting] == [200] * len(pages)


async def _asked(app: object, address: str) -> int:
    path, _, query = address.partition("?")
    statuses: list[int] = []

    async def send(message: dict[str, object]) -> None:
        await asyncio.sleep(0)
        if message["type"] == "http.response.start":
            statuses.append(int(str(message["status"])))

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "scheme": "http"}
    await app(scope | {"headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1)}, None, send)  # type: ignore[operator]
    return statuses[0]


def test_a_process_that_takes_too_much_memory_ends() -> None:
    sizes, ended = iter([50, 100, 101]), list[int]()
    end_when_too_large(lambda: next(sizes), ended.append, most=100, pause=0)
    assert ended == [1]
    assert next(sizes, None) is None


def test_the_process_that_draws_watches_its_memory(client: TestClient, library: Library, small_pdf: Path) -> None:
    record = of_pdf(small_pdf)
    library.put(record, small_pdf)
    assert client.get(f"/documents/{record.document.id}/pages/1.png").status_code == 200
    site = client.app.state.site  # type: ignore[attr-defined]
    threads = "[each.name for each in __import__('threading').enumerate()]"
    assert "memory watch" in site.pictures._pool.schedule(eval, args=[threads]).result()


@pytest.mark.parametrize(
    ("password", "kept"), [(None, "private, max-age=86400, immutable"), (PASSWORD, "private, no-cache")]
)
def test_pictures_are_asked_for_again_where_people_come_in(
    serve: Serve, library: Library, small_pdf: Path, password: str | None, kept: str
) -> None:
    record = of_pdf(small_pdf)
    library.put(record, small_pdf)
    client = serve(password=password)
    if password is not None:
        client.post("/login", data={"token": token_of(client.get("/login").text), "password": password})
    address = f"/documents/{record.document.id}/pages/1.png"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, kept)
    tag = answer.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(f"{address}?scale=1.0", headers={"If-None-Match": tag}).status_code == 200
    client.cookies.clear()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == (304 if password is None else 303)
