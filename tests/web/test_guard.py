"""Who may come, with what, and what browsers are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.commands import Answer
from tests.web.conftest import Serve

from crossreview.errors import CannotServe, UnsafeServer
from crossreview.library import Library
from crossreview.web import Settings, create_app
from crossreview.web.addresses import who
from crossreview.web.guard.headers import HEADERS
from crossreview.web.guard.hosts import name_of
from crossreview.web.guard.limits import Bucket, Rate
from crossreview.web.guard.proxies import name_told
from crossreview.web.guard.sessions import Sessions
from crossreview.web.settings import is_loopback

PASSWORD = "three plain words"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def token_of(page: str) -> str:
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', page))
    return str(token)


@pytest.mark.parametrize(
    "path", ["/", "/search?q=neglect", "/nowhere", "/search?q=(", "/static/x/y", "/documents/x/pages/1"]
)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "cache-control" in answer.headers


def test_a_fault_is_told_without_a_trace_and_with_the_headers(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve()

    def broken(_: Request) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("crossreview.web.views.search.query_of", broken)
    answer = client.get("/search?q=neglect")
    assert answer.status_code == 500
    assert "fault of Crossreview" in answer.text
    assert "secret" not in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("error", [ZeroDivisionError(), CannotServe("\nEVIL" * 1_000, remedy="")])
def test_nobody_writes_lines_of_the_log(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(Library, "record", broken)
    assert serve().get(f"/documents/x%0d%0aEVIL{'x' * 5_000}/pages/1").status_code == 500
    (told,) = [each.getMessage() for each in caplog.records if each.name.startswith("crossreview")]
    assert "EVIL" in told
    assert "\n" not in told
    assert len(told) < 4_000


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io", "[::2]"])
def test_who_asks_for_another_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Child T" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_name_can_be_given(serve: Serve) -> None:
    client = serve(names=("reviews.example",))
    assert client.get("/", headers={"Host": "reviews.example"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "name"), [("a:80", "a"), ("[::1]:80", "::1"), ("a:b", ""), ("a:80:80", ""), ("A", "a"), ("a@b:1", "a@b")]
)
def test_names_in_hosts(host: str, name: str) -> None:
    assert name_of(host) == name


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "reviews.example"])
def test_others_are_let_in_only_where_something_tells_who_they_are(library: Library, host: str) -> None:
    with pytest.raises(UnsafeServer, match="everybody on the network"):
        create_app(library, Settings(person="Ada", host=host))
    create_app(library, Settings(person="Ada", host=host, password=PASSWORD))
    create_app(library, Settings(person="Ada", host=host, proxy_header="X-User", proxy_from=("192.0.2.9",)))
    with pytest.raises(UnsafeServer, match="write the header X-User themselves"):
        create_app(library, Settings(person="Ada", host=host, proxy_header="X-User"))
    with pytest.raises(UnsafeServer, match="write the header X-User themselves"):
        create_app(library, Settings(person="Ada", host=host, proxy_header="X-User", password=PASSWORD))
    with pytest.raises(UnsafeServer, match="fewer than 12"):
        create_app(library, Settings(person="Ada", host=host, password="short"))


def test_what_is_this_machine() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost", "0.0.0.0", "10.0.0.1")] == [
        *(True, True, True, True),
        *(False, False),
    ]


def test_without_the_password_nothing_is_shown(serve: Serve) -> None:
    client = serve(password=PASSWORD)
    answer = client.get("/search?q=neglect&kind=finding")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/login?to=%2Fsearch%3Fq%3Dneglect%26kind%3Dfinding",
    )
    page = client.get(answer.headers["Location"])
    wrong = client.post("/login", data={"token": token_of(page.text), "password": "guess", "to": "/"})
    assert wrong.status_code == 403
    assert "That is not the password" in wrong.text
    right = client.post("/login", data={"token": token_of(page.text), "password": PASSWORD, "to": "/search?q=neglect"})
    assert (right.status_code, right.headers["Location"]) == (303, "/search?q=neglect")
    assert client.get("/search?q=neglect").status_code == 200


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "a"]
)
def test_who_came_in_is_led_nowhere_else(serve: Serve, to: str) -> None:
    client = serve(password=PASSWORD)
    page = client.get("/login", params={"to": to})
    answer = client.post("/login", data={"token": token_of(page.text), "password": PASSWORD, "to": to})
    assert answer.headers["Location"] == "/"


def test_passwords_can_be_tried_but_a_few_times(serve: Serve) -> None:
    client = serve(password=PASSWORD)
    token = token_of(client.get("/login").text)
    answers = [client.post("/login", data={"token": token, "password": "x"}).status_code for _ in range(15)]
    assert answers[0] == 403
    assert answers[-1] == 429
    assert client.post("/login", data={"token": token, "password": PASSWORD}).status_code == 429


def test_right_passwords_are_not_counted(serve: Serve) -> None:
    client = serve(password=PASSWORD)
    token = token_of(client.get("/login").text)
    given = {"token": token, "password": PASSWORD}
    assert {client.post("/login", data=given).status_code for _ in range(15)} == {303}


def test_many_addresses_have_no_more_tries_than_all_may_have(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.site.ALL_PASSWORDS", Rate(3, 0.0001))
    app = serve(password=PASSWORD).app
    answers = []
    for number in range(5):
        client = TestClient(app, base_url="http://localhost", client=(f"192.0.2.{number}", 1))
        token = token_of(client.get("/login").text)
        answers.append(client.post("/login", data={"token": token, "password": "x"}).status_code)
    assert answers == [403, 403, 403, 429, 429]


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:7:1::1", "2001:db8:0:7::/64"),
        ("2001:db8:0:7:2::2", "2001:db8:0:7::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_who_counts_as_one(address: str, one: str) -> None:
    assert who(address) == one


def test_who_leaves_has_to_come_in_again(serve: Serve) -> None:
    client = serve(password=PASSWORD, read_only=True)
    token = token_of(client.get("/login").text)
    assert "Log out" not in client.get("/login").text
    client.post("/login", data={"token": token, "password": PASSWORD})
    page = client.get("/about").text
    assert "Log out" in page
    assert client.post("/logout", data={"token": "0" * 80}).status_code == 403
    assert client.get("/about").status_code == 200
    answer = client.post("/logout", data={"token": token_of(page)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
    assert client.get("/about").status_code == 303


def test_a_proxy_says_who_comes(serve: Serve) -> None:
    client = serve(proxy_header="X-User")
    assert client.get("/").status_code == 403
    assert client.get("/", headers={"X-User": "ben"}).status_code == 200
    for nobody in (" ", "\N{ZERO WIDTH SPACE}".encode()):
        assert client.get("/", headers={"X-User": nobody}).status_code == 403


def test_only_the_proxy_is_believed(serve: Serve) -> None:
    app = serve(proxy_header="X-User", proxy_from=("192.0.2.0/28", "2001:db8::1")).app
    for peer, status in {
        "192.0.2.3": 200,
        "::ffff:192.0.2.3": 200,
        "2001:db8::1": 200,
        "192.0.2.16": 403,
        "127.0.0.1": 403,
        "testclient": 403,
    }.items():
        client = TestClient(app, base_url="http://localhost", client=(peer, 1), headers={"X-User": "ben"})
        assert client.get("/").status_code == status, peer


def test_two_names_are_none(serve: Serve) -> None:
    client = serve(proxy_header="X-User")
    answer = client.get("/", headers=[("X-User", "ben"), ("x-user", "ada")])
    assert answer.status_code == 403
    assert "Several names" in answer.text


@pytest.mark.parametrize(("told", "name"), [("Zoë".encode(), "Zoë"), ("Zoë".encode("latin-1"), "Zoë"), (b"ben", "ben")])
def test_names_are_read_as_proxies_write_them(told: bytes, name: str) -> None:
    scope = {"type": "http", "headers": [(b"x-user", told)], "client": ("127.0.0.1", 1)}
    assert name_told(scope, Settings(person="Ada", proxy_header="X-User")) == name


@pytest.mark.parametrize("name", ["", "X User", "X-User:", "é"])
def test_what_is_no_header_is_refused(name: str) -> None:
    with pytest.raises(UnsafeServer, match="No header has the name"):
        Settings(person="Ada", proxy_header=name).check()


@pytest.mark.parametrize("address", ["", "proxy.example", "192.0.2.300", "192.0.2.0/33"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UnsafeServer, match="A proxy cannot be known by this"):
        Settings(person="Ada", proxy_header="X-User", proxy_from=(address,)).check()


def test_what_has_to_be_known_is_said() -> None:
    assert list(Settings(person="Ada").warnings()) == []
    plain, every = Settings(person="Ada", host="0.0.0.0", password=PASSWORD).warnings()
    assert "not encrypted" in plain
    assert "--name" in every
    (proxy,) = Settings(
        person="Ada", host="192.0.2.1", proxy_header="X-User", proxy_from=("192.0.2.9",), https=True
    ).warnings()
    assert "X-User" in proxy
    assert "192.0.2.9/32" in proxy


@pytest.mark.parametrize("https", [True, False])
def test_what_is_encrypted_stays_so(serve: Serve, https: bool) -> None:
    answer = serve(https=https).get("/about")
    assert answer.headers.get("Strict-Transport-Security") == ("max-age=31536000" if https else None)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-crossreview-") == https
    assert ("Secure" in cookie) == https
    assert "Path=/;" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(("https", "statuses"), [(True, [421, 403, 421]), (False, [403, 403, 421])])
def test_forms_come_from_pages_of_the_same_scheme(serve: Serve, https: bool, statuses: list[int]) -> None:
    client = serve(https=https)
    origins = ["http://localhost", "https://localhost", "evil://localhost"]
    assert [
        client.post("/login", data={"a": "b"}, headers={"Origin": each}).status_code for each in origins
    ] == statuses


def test_cookies_of_others_on_this_machine_have_other_names(serve: Serve) -> None:
    names = [set(serve(port=port).get("/about").cookies) for port in (8765, 8766)]
    assert all(len(each) == 1 for each in names)
    assert names[0] != names[1]


def test_two_windows_that_are_opened_at_once_both_work(serve: Serve) -> None:
    first = serve()
    second = TestClient(first.app, base_url="http://localhost")
    tokens = [token_of(client.get("/add").text) for client in (first, second)]
    first.cookies.update(second.cookies)
    for token in tokens:
        answer = first.post("/corrections/1/undo", data={"token": token})
        assert "There is no such correction" in answer.text
    assert second.post("/corrections/1/undo", data={"token": tokens[0]}).status_code == 403


def test_visits_that_are_over_are_forgotten(serve: Serve) -> None:
    client = serve()
    (name,) = client.get("/about").cookies
    client.cookies.clear()
    client.cookies.set(name, "x", domain="localhost.local", path="/")
    answer = client.get("/about")
    forgotten, begun = sorted(answer.headers.get_list("Set-Cookie"), key=lambda cookie: "Max-Age=0" not in cookie)
    assert forgotten.startswith(f'{name}=""')
    assert "Max-Age=43200" in begun


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_others_get_nothing_and_use_up_nothing(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    monkeypatch.setattr("crossreview.web.guard.limits.READING", Rate(2, 0.001))
    client = serve()
    followed = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for more in ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "iframe"}):
        assert client.get("/static/x/y", headers=followed | more).status_code == 403
    assert client.post("/login", data={"a": "b"}, headers=followed).status_code == 403
    assert client.get("/static/x/y", headers=followed).status_code == 404
    assert client.get("/static/x/y", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 404
    assert client.get("/static/x/y").status_code == 429


@pytest.mark.parametrize(
    ("settings", "kept"),
    [({}, "private, no-cache"), ({"password": PASSWORD}, "no-store"), ({"proxy_header": "X-User"}, "no-store")],
)
def test_nothing_stays_behind_where_people_come_in(serve: Serve, settings: dict[str, str], kept: str) -> None:
    client = serve(**settings)
    client.headers["X-User"] = "ben"
    if "password" in settings:
        client.post("/login", data={"token": token_of(client.get("/login").text), "password": PASSWORD})
    for path in ("/about", "/search?q=neglect", "/search.csv?q=neglect"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, kept)


def test_a_cookie_that_was_made_elsewhere_is_none() -> None:
    sessions, others = (Sessions(Settings(person="Ada", password=PASSWORD), Path("library")) for _ in range(2))
    session = sessions.begun(let_in=False)
    cookie = sessions.cookie(session)
    assert sessions.read(cookie) == session
    assert others.read(cookie) is None
    assert sessions.read(cookie.replace(".0.", ".1.")) is None
    assert sessions.read(None) is None
    assert sessions.read("x" * 10_000) is None
    token = sessions.token(session)
    assert sessions.is_token(session, token)
    assert token != sessions.token(session)
    assert not sessions.is_token(sessions.begun(let_in=True), token)
    assert not sessions.is_token(session, token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert not sessions.is_token(session, "")
    assert not sessions.is_token(session, "é")


def test_forms_of_others_are_not_taken(serve: Serve) -> None:
    client = serve(password=PASSWORD)
    token = token_of(client.get("/login").text)
    given = {"token": token, "password": PASSWORD}
    assert client.post("/login", data=given, headers={"Origin": "https://evil.example"}).status_code == 421
    assert client.post("/login", data={**given, "token": "0" * 80}).status_code == 403
    assert client.post("/login", data={"password": PASSWORD}).status_code == 403
    assert client.post("/login", data=given, headers={"Origin": "http://localhost"}).status_code == 303


def test_what_is_too_large_is_not_taken(client: TestClient) -> None:
    answer = client.post("/login", content=b"x" * 1_000_000)
    assert answer.status_code == 413
    told_less = client.post("/login", content=(b"x" * 50_000 for _ in range(20)), headers=FORM)
    assert told_less.status_code == 413
    assert client.post("/login", content=b"x", headers={"Content-Length": "-1"}).status_code == 413


def test_what_comes_too_often_waits(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.guard.limits.READING", Rate(3, 0.001))
    client = serve()
    answers = [client.get("/static/x/y").status_code for _ in range(5)]
    assert answers == [404, 404, 404, 429, 429]


def test_a_bucket_fills_again_and_clients_do_not_share_it() -> None:
    now = 0.0
    bucket = Bucket(Rate(2, 1), lambda: now)
    assert [bucket.takes("a") for _ in range(3)] == [True, True, False]
    assert bucket.takes("b")
    now = 1.0
    assert [bucket.takes("a") for _ in range(2)] == [True, False]
    now = 100.0
    assert [bucket.takes("a") for _ in range(3)] == [True, True, False]


def test_what_is_served_is_said_at_the_start(
    library: Library, monkeypatch: pytest.MonkeyPatch, crossreview: Callable[..., Answer]
) -> None:
    served: list[Settings] = []

    def serve(_: Library, settings: Settings, tell: Callable[[str], None]) -> None:
        settings.check()
        served.append(settings)
        tell("http://192.0.2.1:8765/")

    monkeypatch.setattr("crossreview.web.serving.serve", serve)
    asked = ("serve", "--library", str(library.root), "--host", "192.0.2.1", "--proxy-header", "X-User")
    refused = crossreview(*asked)
    assert refused.code != 0
    assert "--proxy-from" in refused.talk
    answer = crossreview(*asked, "--proxy-from", "192.0.2.9", "--proxy-from", "2001:db8::/64", "--https")
    assert answer.code == 0
    assert served[0].proxy_from == ("192.0.2.9", "2001:db8::/64")
    assert served[0].https
    told = " ".join(answer.talk.split())
    assert "Open http://192.0.2.1:8765/ in a browser." in told
    assert "of requests from 192.0.2.9/32, 2001:db8::/64" in told
