"""A real browser (Debian's Chromium) on the sample library, served as `crossreview serve` serves it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from tests.sharing import once

from crossreview.library import Library
from crossreview.web import Settings, create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# It asks hosts elsewhere for updates, which have no business in a test, and may not be there.
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: apt install chromium")
        pytest.skip("there is no Chromium: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_library(demo_library: Path, shared_folder: Path) -> Library:
    """The sample library, with vectors; for tests that change nothing."""
    from crossreview.search.meaning import embed_passages

    copy = shared_folder / "browser" / "library"

    def make() -> None:
        shutil.copytree(demo_library, copy)
        embed_passages(Library.open(copy))

    once(copy, make)
    return Library.open(copy)


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[..., str]]:
    """Serves a library in this process; returns its address."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(library: Library, **settings: object) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        app = create_app(library, Settings(person="Ada", **settings))  # type: ignore[arg-type]
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        servers.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def address(shared_library: Library, served: Callable[..., str]) -> str:
    """Where the sample library is served, for reading."""
    return served(shared_library)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if "127.0.0.1" in request.url else complaints.append(request.url))
    yield page
    context.close()
    expected = [each for each in complaints if "the server responded with a status of 4" in each]
    assert complaints == expected
