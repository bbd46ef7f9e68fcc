"""Forms are taken as the pages make them, and uploads only from who can have them."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope
from tests.web.conftest import Serve
from tests.web.loops import finished
from tests.web.test_guard import PASSWORD, token_of

from crossreview.web.guard.forms import kind_of
from crossreview.web.guard.limits import AtOnce, Busy, Places
from crossreview.web.views import limit_of

MULTIPART = "multipart/form-data; boundary=x"


def field(name: str, words: str, more: str = "") -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n{more}\r\n{words}\r\n'.encode()


def scope_of(path: str, query: str = "", headers: dict[str, str] | None = None) -> Scope:
    told = {"host": "localhost", "content-type": MULTIPART, **(headers or {})}
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        "client": ("127.0.0.1", 50_000),
        "scheme": "http",
    }


def asked(app: ASGIApp, scope: Scope, *messages: Message) -> tuple[int | None, list[Message]]:
    """The status of the answer, None where there was none, and what was not asked for of what there was to receive."""
    waiting, status = list(messages), None

    async def receive() -> Message:
        await asyncio.sleep(0)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        nonlocal status
        await asyncio.sleep(0)
        status = message.get("status", status)

    async def ask() -> None:
        await app(scope, receive, send)

    finished(ask())
    return status, waiting


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=x; charset=punycode",
        "multipart/form-data; charset=undefined; boundary=x",
        'multipart/form-data; boundary=x; CHARSET="idna"',
        "application/x-www-form-urlencoded; charset=utf-7",
        "text/plain",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/login", "/add", "/corrections/1/undo", "/readings/1"])
def test_forms_in_other_letters_are_refused_unread(serve: Serve, path: str, kind: str) -> None:
    client = serve(password=PASSWORD if path == "/login" else None)
    token = token_of(client.get("/login" if path == "/login" else "/add").text)
    answer = client.post(
        f"{path}?token={token}", content=field("token", token) + b"--x--\r\n", headers={"Content-Type": kind}
    )
    assert answer.status_code == 415
    assert "in UTF-8" in answer.text


@pytest.mark.parametrize("kind", [f"{MULTIPART}; charset=UTF-8", "Multipart/Form-Data; boundary=x; charset=utf8"])
def test_forms_that_say_that_they_are_in_utf_8_are_taken(client: TestClient, kind: str) -> None:
    token = token_of(client.get("/add").text)
    # What a part says of its own letters is not followed.
    parts = field("token", token) + field("person", "é", "Content-Type: text/plain; charset=undefined\r\n")
    answer = client.post("/corrections/1/undo", content=parts + b"--x--\r\n", headers={"Content-Type": kind})
    assert "There is no such correction" in answer.text


def test_a_long_field_is_refused(client: TestClient) -> None:
    token = token_of(client.get("/add").text)
    content = field("token", token) + field("person", "x" * 150_000) + b"--x--\r\n"
    answer = client.post(f"/add?token={token}", content=content, headers={"Content-Type": MULTIPART})
    assert answer.status_code == 400


def test_much_is_taken_of_uploads_alone(client: TestClient) -> None:
    assert limit_of("/add", kind_of(MULTIPART)) > 200_000_000
    assert limit_of("/add", kind_of("application/x-www-form-urlencoded")) == 100_000
    assert limit_of("/add", kind_of(None)) == 100_000
    assert limit_of("/login", kind_of(MULTIPART)) == 100_000
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/add", content=b"&" * 200_000, headers=sent).status_code == 413


def test_an_upload_without_a_token_is_refused_before_it_is_read(client: TestClient) -> None:
    for query in ("", "token=", f"token={'0' * 80}"):
        status, unread = asked(client.app, scope_of("/add", query), {"type": "http.request", "body": b"x"})
        assert status == 403
        assert len(unread) == 1


def test_a_third_upload_at_once_is_told_to_come_again(client: TestClient) -> None:
    token = token_of(client.get("/add").text)
    uploads = client.app.state.site.uploads  # type: ignore[attr-defined]
    with uploads.taken("", ""), uploads.taken("", ""):
        answer = client.post(f"/add?token={token}", data={"token": token}, files={"pdfs": b"%PDF"})
    assert answer.status_code == 503
    assert "Nothing was taken. Try again in a minute." in answer.text
    assert client.post(f"/add?token={token}", data={"token": token}).status_code == 400


def test_places_are_given_back() -> None:
    places = Places(1)
    with pytest.raises(ZeroDivisionError), places.taken("", ""):
        raise ZeroDivisionError
    with places.taken("Full.", "Wait."), pytest.raises(Busy, match="Full"), places.taken("Full.", "Wait."):
        pass


def test_who_goes_away_while_sending_leaves_no_trace(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    token = token_of(client.get("/add").text)
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with caplog.at_level(logging.INFO):
        status, _ = asked(
            client.app,
            scope_of("/add", f"token={token}", {"cookie": cookies}),
            {"type": "http.request", "body": b"--x\r\n", "more_body": True},
            {"type": "http.disconnect"},
        )
    assert status is None
    assert "Traceback" not in caplog.text
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


def test_too_many_requests_at_once_are_told_to_come_again() -> None:
    inner: list[tuple[int | None, list[Message]]] = []

    async def app(scope: Scope, receive: object, send: object) -> None:
        del receive, send
        answers: list[Message] = []

        async def kept(message: Message) -> None:
            await asyncio.sleep(0)
            answers.append(message)

        if scope["path"] == "/first":
            await limited({**scope, "path": "/second"}, None, kept)  # type: ignore[arg-type]
            inner.append((answers[0]["status"], answers))

    limited = AtOnce(app, 1)  # type: ignore[arg-type]
    asked(limited, scope_of("/first"))
    assert inner[0][0] == 503
    asked(limited, scope_of("/first"))
    assert len(inner) == 2


def test_busy_answers_have_the_headers(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.guard.limits.Places.taken", _full)
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Retry-After"] == "5"


def _full(*_: object) -> None:
    raise Busy("Too many ask at once.", remedy="Wait a moment, then try again.")
