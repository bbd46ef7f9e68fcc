"""PDFs that people add are read in the background, and what became of each is told."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.testclient import TestClient
from tests.batch import readers
from tests.web.conftest import Serve
from tests.web.test_guard import PASSWORD, token_of

from crossreview.batch import Pipeline, load_failures, take_back, update_search_index, withdraw
from crossreview.errors import LibraryInUse
from crossreview.library import Library
from crossreview.library.corrections import Signed
from crossreview.web import reading
from crossreview.web.reading import FOLDER, Readings, safe_name, safe_names, sweep

PDFS = Path(__file__).parents[1] / "pdfs"
SIGNED = Signed("Ada", "2026-01-01")
PIPELINE = Pipeline("1", readers.count, readers.load, readers.read, update_search_index)
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}"
Sent = tuple[str, bytes]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files wait to be read."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    """The libraries whose passages were to be embedded, instead of doing it."""
    asked: list[Library] = []
    monkeypatch.setattr("crossreview.web.reading.meaning.embed_in_background", asked.append)
    return asked


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that does what is written in the file."""
    monkeypatch.setattr("crossreview.web.reading.standard_pipeline", lambda: PIPELINE)


def pdf(words: str = "good 2") -> bytes:
    return f"%PDF {words}".encode()


def send(client: TestClient, *files: Sent, token: str | None = None) -> tuple[int, str, str]:
    """Send the form; returns the status, where it leads, and what it says."""
    token = token if token is not None else token_of(client.get("/add").text)
    answer = client.post(
        f"/add?token={token}",
        data={"token": token},
        files=[("pdfs", (name, content, "application/pdf")) for name, content in files],
    )
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def ended(client: TestClient, address: str) -> str:
    """The page of a reading when nothing goes on any more."""
    for _ in range(600):
        page = client.get(address)
        assert page.status_code == 200
        if "data-asks-again" not in page.text:
            return page.text
        time.sleep(0.1)
    raise AssertionError("the reading does not end")


def names_in(library: Library) -> set[str]:
    return {stored.filename for stored in library.stored()}


def words_of(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_pdf_is_read_and_found_and_a_damaged_one_is_named(
    client: TestClient, library: Library, temporary: Path, embedded: list[Library]
) -> None:
    files = [(name, (PDFS / name).read_bytes()) for name in ("coroner-with-recipients.pdf", "broken-off.pdf")]
    status, address, _ = send(client, *files, ("scan.pdf", (PDFS / "scan-among-pages.pdf").read_bytes()))
    assert (status, address) == (303, "/readings/1")
    page = ended(client, address)
    (coroner,) = library.documents_named("coroner-with-recipients.pdf")
    assert f'href="/documents/{coroner}/pages/1">coroner-with-recipients.pdf</a>' in page
    assert "1 page, 4 items found" in page
    assert "Page 2 could not be read: no text layer" in page
    assert "2 documents read, 1 file not read." in page
    assert "broken-off.pdf" in page
    assert "This PDF is damaged and cannot be opened. Download it again" in words_of(page)
    found = client.get("/search", params={"q": '"nobody tells families when the ferry has stopped"', "by": "words"})
    assert f"/documents/{coroner}/passages/" in found.text
    assert client.get(f"/documents/{coroner}/pages/1").status_code == 200
    assert client.get(f"/documents/{coroner}/pages/1.png").status_code == 200
    assert list(temporary.iterdir()) == []
    assert embedded == [library]
    assert library.catalogue.runs()[-1].outcome == "finished"
    add = words_of(client.get("/add").text)
    assert "broken-off.pdf This PDF is damaged" in add
    assert str(temporary) not in add


@pytest.mark.usefixtures("quick")
def test_progress_is_told_while_it_goes_on(client: TestClient) -> None:
    _, address, _ = send(client, ("slow.pdf", pdf("slow")), ("other.pdf", pdf("slow 2")))
    page = client.get(address).text
    assert 'data-asks-again="2"' in page
    assert "of 2 files done" in page
    assert '<progress id="progress" class="cr-progress" max="2"' in page
    assert f'href="{address}">Look again' in page
    assert "2 documents read." in ended(client, address)
    assert "finished" in client.get("/add").text


@pytest.mark.usefixtures("quick")
def test_what_is_no_pdf_is_refused_and_the_others_are_taken(client: TestClient, library: Library) -> None:
    junk = b"x" * 2000
    others = ("word.docx", b"PK"), ("late.pdf", junk + pdf()), ("empty.pdf", b"")
    status, address, _ = send(client, ("good.pdf", b"\n\n" + pdf("good 2")), *others)
    page = ended(client, address)
    assert status == 303
    assert "good.pdf" in names_in(library)
    told = words_of(page)
    assert "word.docx It is not a PDF." in told
    assert "late.pdf It is not a PDF." in told
    assert "empty.pdf It is empty." in told
    assert "3 files not read" in told
    assert load_failures(library.failures_path) == ()


def test_nothing_that_can_be_taken_is_told_in_the_form(client: TestClient, temporary: Path) -> None:
    status, _, page = send(client, ("../a<b>.txt", b"hello"))
    assert status == 400
    assert "<title>Error: Add documents" in page
    assert '<a href="#pdfs">a&lt;b&gt;.txt: It is not a PDF.</a>' in page
    assert list(temporary.iterdir()) == []


def test_no_file_is_told(client: TestClient) -> None:
    token = token_of(client.get("/add").text)
    for answer in (
        client.post(f"/add?token={token}", data={"token": token}),
        client.post(
            f"/add?token={token}", data={"token": token}, files=[("pdfs", ("", b"", "application/octet-stream"))]
        ),
        client.post(f"/add?token={token}", data={"token": token, "pdfs": "review.pdf"}),
    ):
        assert answer.status_code == 400
        assert "Choose at least one PDF" in answer.text


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../evil.pdf", "evil.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ada\\Review.PDF", "Review.PDF"),
        ("<script>alert(1)</script>.pdf", "script_.pdf"),
        ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
    ],
)
def test_nasty_names_stay_in_their_folder(
    client: TestClient, library: Library, temporary: Path, given: str, kept: str
) -> None:
    _, address, _ = send(client, (given, pdf()))
    page = ended(client, address)
    assert kept in names_in(library)
    assert f">{kept}</a>" in page
    assert "<script>alert" not in page
    assert sorted(each.name for each in temporary.parent.iterdir()) == ["temporary"]


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("Child T – Overview (final).pdf", "Child T – Overview (final).pdf"),
        ("a\x00\r\nb\t c.pdf", "a b c.pdf"),
        (f"review{RIGHT_TO_LEFT}fdp.exe", "reviewfdp.exe.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        ("._mac.pdf", "_mac.pdf"),
        (".pdf", "document.pdf"),
        ("..", "document.pdf"),
        ("", "document.pdf"),
        ("folder/", "document.pdf"),
        ("a.pdf:stream", "a.pdf_stream.pdf"),
        ("e\N{COMBINING ACUTE ACCENT}.pdf", "é.pdf"),
        ("é" * 200, "é" * 58 + ".pdf"),
        ("\ud800.pdf", "document.pdf"),
    ],
)
def test_safe_names(given: str, safe: str) -> None:
    assert safe_name(given) == safe
    assert len(safe.encode()) <= 120


def test_names_that_are_alike_are_kept_apart() -> None:
    long = "n" * 300
    names = safe_names(["a.pdf", "A.pdf", "a.pdf", "a (2).pdf", f"{long}1", f"{long}2"])
    assert names[:4] == ("a.pdf", "A (2).pdf", "a (3).pdf", "a (2) (2).pdf")
    assert len({name.casefold() for name in names}) == len(names)
    assert max(len(name.encode()) for name in names) == 120


def test_too_many_are_not_taken(client: TestClient, temporary: Path) -> None:
    status, _, page = send(client, *((f"{number}.pdf", pdf()) for number in range(21)))
    assert status == 400
    assert "These are more than 20 files, and none of them was taken." in page
    assert list(temporary.iterdir()) == []


def test_a_form_that_is_broken_is_told(client: TestClient) -> None:
    token = token_of(client.get("/add").text)
    answer = client.post(f"/add?token={token}", content=b"--x", headers={"Content-Type": "multipart/form-data"})
    assert answer.status_code == 400
    assert "The form came broken" in answer.text


@pytest.mark.usefixtures("quick")
def test_one_too_large_is_refused_and_the_others_are_taken(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.views.adding._MOST_BYTES", 2_000_000)
    _, address, _ = send(client, ("large.pdf", pdf() + b" " * 2_000_000), ("small.pdf", pdf()))
    told = words_of(ended(client, address))
    assert "large.pdf It has more than 2 MB." in told
    assert "1 document read, 1 file not read." in told


def test_too_much_is_not_taken(client: TestClient, monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    monkeypatch.setattr("crossreview.web.views.adding.BODY_BYTES", 10_000)
    assert send(client, ("large.pdf", pdf() + b" " * 20_000))[0] == 413
    assert list(temporary.iterdir()) == []


def test_other_forms_take_no_more_than_before(client: TestClient) -> None:
    assert client.post("/readings/1", content=b"x" * 200_000).status_code == 413


def test_without_a_token_nothing_is_taken(client: TestClient, library: Library, temporary: Path) -> None:
    for token in ("", "0" * 80):
        assert send(client, ("a.pdf", pdf()), token=token)[0] == 403
    assert client.post("/readings/1", data={"token": "0" * 80}).status_code == 403
    assert list(temporary.iterdir()) == []
    assert library.catalogue.runs() == ()


@pytest.mark.usefixtures("quick")
def test_a_file_with_the_text_of_a_document_leads_to_that(client: TestClient) -> None:
    _, first, _ = send(client, ("a.pdf", pdf("good 100")))
    address = re.search(r'href="(/documents/[^"]+/pages/1)">a.pdf<', ended(client, first))
    assert address is not None

    _, second, _ = send(client, ("saved again.pdf", pdf("good 100 ")))

    page = ended(client, second)
    assert f'href="{address[1]}">saved again.pdf</a>: has the same text as this document' in page
    assert "1 file known already" in page


def test_what_is_read_only_takes_nothing(serve: Serve, library: Library) -> None:
    client = serve(read_only=True)
    page = client.get("/add")
    assert page.status_code == 403
    assert "<form" not in page.text
    assert 'href="/add"' not in client.get("/about").text
    assert send(client, ("a.pdf", pdf()), token="x")[0] == 403
    assert client.post("/readings/1", data={"token": "x"}).status_code == 403
    assert library.catalogue.runs() == ()


def test_who_did_not_come_in_adds_nothing(serve: Serve) -> None:
    client = serve(password=PASSWORD)
    assert client.get("/add").status_code == 303
    assert client.post("/add", files=[("pdfs", ("a.pdf", pdf()))]).status_code == 303
    assert client.get("/readings/1").headers["Location"] == "/login?to=%2Freadings%2F1"


@pytest.mark.usefixtures("quick")
def test_a_library_in_use_is_told_and_can_be_tried_again(
    client: TestClient, library: Library, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossreview.web.reading.PATIENCE", 0.3)
    with FileLock(library.lock_path):
        _, address, _ = send(client, ("a.pdf", pdf()), ("b.txt", b"no"))
        page = ended(client, address)
    assert "Another run is writing to this library." in page
    assert "None of these files was read." in page
    assert "stopped" in client.get("/add").text
    answer = client.post(address, data={"token": token_of(page)})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    page = ended(client, address)
    assert "1 document read, 1 file not read." in page
    assert "a.pdf" in names_in(library)
    assert list(temporary.iterdir()) == []
    token = token_of(client.get("/add").text)
    assert client.post(address, data={"token": token}).status_code == 404


@pytest.mark.usefixtures("quick")
def test_a_library_that_is_in_use_for_a_moment_is_waited_for(client: TestClient, library: Library) -> None:
    with FileLock(library.lock_path):
        _, address, _ = send(client, ("a.pdf", pdf()))
        time.sleep(0.6)
        assert "Waiting for another run" in client.get(address).text
    assert "1 document read." in ended(client, address)


@pytest.mark.usefixtures("quick")
def test_two_that_come_at_once_are_read_one_after_the_other(client: TestClient, library: Library) -> None:
    first = send(client, ("a.pdf", pdf("slow 1")), ("b.pdf", pdf("slow 2")))[1]
    second = send(client, ("a.pdf", pdf("good 3")))[1]
    assert (first, second) == ("/readings/1", "/readings/2")
    assert "Waiting to be read" in client.get(second).text
    assert "2 documents read." in ended(client, first)
    assert "1 document read." in ended(client, second)
    runs = library.catalogue.runs()
    assert [run.read for run in runs] == [2, 1]
    assert runs[0].finished is not None
    assert runs[0].finished <= runs[1].started
    recent = client.get("/add").text
    assert recent.index("/readings/2") < recent.index("/readings/1")


@pytest.mark.usefixtures("quick")
def test_a_reading_can_be_stopped_and_read_on(client: TestClient, library: Library) -> None:
    files = [(f"{number}.pdf", pdf(f"slow {number}")) for number in range(6)]
    _, address, _ = send(client, *files)
    _, second, _ = send(client, ("later.pdf", pdf("good 2")))
    page = client.get(second).text
    assert client.post(f"{second}/stop", data={"token": "0" * 80}).status_code == 403
    token = token_of(page)
    assert client.post(f"{second}/stop", data={"token": token}).headers["Location"] == second
    assert "Somebody stopped it." in ended(client, second)
    while not names_in(library) & set(dict(files)):
        time.sleep(0.02)
    assert client.post(f"{address}/stop", data={"token": token}).status_code == 303
    page = ended(client, address)
    assert "Somebody stopped it. It can be read on. What was read so far is kept." in words_of(page)
    read = names_in(library) & set(dict(files))
    assert 0 < len(read) < len(files)
    assert library.not_indexed().documents == ()
    assert "later.pdf" not in names_in(library)
    assert client.post(f"{address}/stop", data={"token": token}).status_code == 404
    assert client.post(second, data={"token": token}).status_code == 303
    assert "1 document read." in ended(client, second)
    assert client.post(address, data={"token": token}).status_code == 303
    assert "Reading has ended" in ended(client, address)
    assert set(dict(files)) <= names_in(library)


@pytest.mark.usefixtures("quick")
def test_what_is_known_already_leads_to_its_document(client: TestClient, library: Library) -> None:
    ended(client, send(client, ("a.pdf", pdf("good 2")))[1])
    page = ended(client, send(client, ("b.pdf", pdf("good 2")), ("c.pdf", pdf("good 3")), ("d.pdf", pdf("good 3")))[1])
    (known,), (new,) = library.documents_named("a.pdf"), library.documents_named("c.pdf")
    told = words_of(page)
    assert "1 document read, 2 files known already." in told
    assert "b.pdf : was in the library before, and is unchanged" in told
    assert "d.pdf : has the very bytes of another file that you added" in told
    assert f"/documents/{known}/pages/1" in page
    assert page.count(f"/documents/{new}/pages/1") == 2


@pytest.mark.usefixtures("quick")
def test_what_was_withdrawn_is_neither_read_nor_named(client: TestClient, library: Library) -> None:
    earlier = send(client, ("secret.pdf", pdf("good 2")), ("plain.pdf", pdf("good 3")))[1]
    assert "secret.pdf" in ended(client, earlier)
    (secret,) = library.documents_named("secret.pdf")
    withdraw(library, ["secret.pdf"], "its family asked", SIGNED)
    page = client.get(earlier).text
    assert "secret.pdf" not in page
    assert "1 document of these is not in the library any more" in page
    page = ended(client, send(client, ("secret.pdf", pdf("good 2")))[1])
    assert "secret.pdf" not in page
    assert "1 file not read: withdrawn from this library earlier" in page
    assert not library.record_path(secret).exists()
    take_back(library, secret, SIGNED)
    assert "secret.pdf" in ended(client, send(client, ("secret.pdf", pdf("good 2")))[1])


@pytest.mark.usefixtures("quick")
def test_a_failure_is_told_until_the_file_is_added_again(client: TestClient, library: Library) -> None:
    page = ended(client, send(client, ("locked.pdf", pdf("encrypted")), ("bug.pdf", pdf("bug")))[1])
    assert "locked.pdf The PDF asks for a password. Save it without one." in words_of(page)
    assert "ZeroDivisionError" in page
    assert "locked.pdf The PDF asks for a password." in words_of(client.get("/add").text)
    ended(client, send(client, ("locked.pdf", pdf("good 2")))[1])
    assert [Path(failure.file).name for failure in load_failures(library.failures_path)] == ["bug.pdf"]
    assert "locked.pdf" not in client.get("/add").text


@pytest.mark.usefixtures("quick")
def test_a_document_that_ends_its_reader_does_not_end_the_page(client: TestClient) -> None:
    page = ended(client, send(client, ("die.pdf", pdf("die")), ("good.pdf", pdf("good 2")))[1])
    assert "Each process that read this document died" in page
    assert "1 document read, 1 file not read." in page


def test_a_fault_stops_one_reading_and_not_the_next(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Pipeline:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("crossreview.web.reading.standard_pipeline", broken)
    page = ended(client, send(client, ("a.pdf", pdf()))[1])
    assert "fault of Crossreview" in page
    assert "secret" not in page
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.setattr("crossreview.web.reading.standard_pipeline", lambda: PIPELINE)
    assert "1 document read." in ended(client, send(client, ("a.pdf", pdf()))[1])


def test_a_reading_that_nobody_knows_of_is_told(client: TestClient) -> None:
    answer = client.get("/readings/7")
    assert answer.status_code == 404
    assert "Nothing is known of this reading" in answer.text
    assert client.get(f"/readings/{'9' * 40}").status_code == 404
    token = token_of(client.get("/add").text)
    assert client.post("/readings/7", data={"token": token}).status_code == 404


@pytest.fixture
def readings(library: Library) -> Iterator[Readings]:
    service = Readings(library)
    yield service
    service.close()


@pytest.mark.usefixtures("quick")
def test_too_many_that_wait_are_not_taken(
    readings: Readings, library: Library, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr(reading, "_MOST_WAITING", 1)
    with FileLock(library.lock_path):
        readings.add([("a.pdf", BytesIO(pdf()))])
        readings.add([("b.pdf", BytesIO(pdf()))])
        with pytest.raises(LibraryInUse, match="still to be read"):
            readings.add([("c.pdf", BytesIO(pdf()))])
        assert len(list(temporary.iterdir())) == 2


@pytest.mark.usefixtures("quick")
def test_when_the_program_ends_so_does_a_reading(readings: Readings, library: Library, temporary: Path) -> None:
    slow = [(f"{number}.pdf", BytesIO(pdf(f"slow {number}"))) for number in range(20)]
    readings.add(slow)
    readings.add([("waits.pdf", BytesIO(pdf("good 2")))])
    while not readings.reading(1).done:
        time.sleep(0.05)
    assert oct(next(temporary.iterdir()).stat().st_mode & 0o777) == "0o700"
    readings.close()
    first = readings.reading(1)
    assert first.state == "stopped"
    assert 0 < first.done < 20
    assert readings.reading(2).state == "waiting"
    (run,) = library.catalogue.runs()
    assert run.outcome == "interrupted"
    assert load_failures(library.failures_path) == ()
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_only_the_latest_are_remembered(readings: Readings, monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    monkeypatch.setattr(reading, "_MOST_TOLD", 1)
    monkeypatch.setattr("crossreview.web.reading.standard_pipeline", lambda: 1 / 0)
    for number in range(1, 4):
        assert readings.add([("a.pdf", BytesIO(pdf()))]) == number
        while readings.reading(number).goes_on:
            time.sleep(0.02)
    assert [each.number for each in readings.recent()] == [3, 2]
    assert len(list(temporary.iterdir())) == 2  # which can be tried again


def test_what_a_killed_program_left_is_removed(temporary: Path) -> None:
    ours, theirs, young, other = (
        temporary / name for name in (f"{FOLDER}{os.getpid()}-a", f"{FOLDER}99999999-b", f"{FOLDER}99999999-c", "other")
    )
    for folder in (ours, theirs, young, other):
        folder.mkdir()
        (folder / "a.pdf").write_bytes(pdf())
        if folder != young:
            os.utime(folder, (0, 0))
    sweep()
    assert {each.name for each in temporary.iterdir()} == {ours.name, young.name, other.name}
