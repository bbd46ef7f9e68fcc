"""Correcting what was read, with who and when; undoing it; looking after what is least certain."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from filelock import FileLock
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.search.documents import child_t
from tests.web.conftest import NASTY, Serve
from tests.web.test_guard import token_of
from tests.web.test_search import text_of

from crossreview.library import Library
from crossreview.library.catalogue import Catalogue
from crossreview.library.correcting import correct_item
from crossreview.library.corrections import Kind, Signed, Themes
from crossreview.records import Item
from crossreview.search import rebuild_index
from crossreview.web.changes import when
from crossreview.web.signing import signature

ITEM = "/documents/child-t/items/i-child-t-1"
PASSAGE = "/documents/child-t/passages/i-child-t-1"
EHE, VOICE, TRAINING = "NEE.elective_home_education", "VOI.child_voice", "ORG.training_knowledge"
MISSED = "Child T – a café owner’s son – was educated at home, and nobody saw him for a year."
ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"

Send = Callable[..., str]


def seen(page: str) -> str:
    return str(re.findall(r'name="seen" value="([^"]+)"', page)[0])


@pytest.fixture
def send(client: TestClient) -> Send:
    """Sends one of the forms of an item; returns the address that it leads to."""

    def sent(what: str, item: str = ITEM, **fields: str | list[str]) -> str:
        page = client.get(f"{item}/correct").text
        answer = client.post(f"{item}/{what}", data={"token": token_of(page), "seen": seen(page), **fields})
        assert answer.status_code == 303, text_of(answer.text)
        return str(answer.headers["Location"])

    return sent


def item_of(library: Library, item_id: str = "i-child-t-1", document_id: str = "child-t") -> Item:
    (found,) = (item for item in library.record(document_id).items if item.id == item_id)
    return found


def found(library: Library, asked: str) -> set[str]:
    return {hit.part_id for hit in library.search(f"{asked} by:words").hits}


def undo(client: TestClient, page: str, **fields: str) -> str:
    (action,) = re.findall(r'action="(/corrections/\d+/undo)"', page)
    also = re.findall(r'name="also" value="(\d+)"', page)
    answer = client.post(action, data={"token": token_of(page), "also": also, **fields})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


# ---- correcting -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "fields", "search", "said"),
    [
        (
            "themes",
            {"theme": [VOICE, TRAINING], "main": TRAINING},
            f"theme:{TRAINING}",
            "Themes: Training, knowledge and confidence; Child's voice and lived experience (before: Elective home ed",
        ),
        ("kind", {"kind": "finding"}, "kind:finding", "Kind: finding (before: recommendation)"),
        ("status", {"status": "in_progress"}, "status:in_progress", "Status read: in progress (before: none read)"),
        ("addressees", {"addressee": ["police", "collective"]}, "addressee:collective", "Asked of: Police"),
    ],
)
def test_each_kind_of_correction_is_kept_with_who_and_when_and_found_at_once(
    client: TestClient, library: Library, send: Send, *, what: str, fields: dict[str, str], search: str, said: str
) -> None:
    before = found(library, search)
    assert "i-child-t-1" not in before
    to = send(what, person="Ben <b>", **fields)
    (correction,) = library.catalogue.corrections()
    assert to == f"{PASSAGE}?done={correction.number}"
    assert correction.by == "Ben <b>"
    assert re.fullmatch(ISO, correction.made)
    assert found(library, search) == before | {"i-child-t-1"}
    page = client.get(to).text
    assert said in text_of(page)
    assert f"Ben <b>, {when(correction.made)}" in text_of(page)
    assert "<b>" not in page

    to = undo(client, page)
    assert to == f"{PASSAGE}?done={correction.number}"
    assert found(library, search) == before
    (correction,) = library.catalogue.corrections()
    assert correction.undone_by == "Ben <b>"  # who signed last
    assert "Taken back" in text_of(client.get(to).text)
    history = text_of(client.get(f"{ITEM}/correct").text)
    assert "Taken back by Ben <b>" in history
    assert "Undo" not in history


def test_of_two_who_correct_the_same_at_once_the_later_is_told(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"{ITEM}/correct").text

    def meanwhile(request: Request, form: FormData) -> Signed:
        correct_item(library, "child-t", "i-child-t-1", Kind("finding"), Signed("Ben", "2026-01-01"))
        return signature(request, form)

    monkeypatch.setattr("crossreview.web.views.correcting.signature", meanwhile)
    answer = client.post(
        f"{ITEM}/kind", data={"token": token_of(page), "seen": seen(page), "kind": "strategy", "person": "Ada"}
    )
    assert answer.status_code == 409
    assert "was corrected while you had it open" in answer.text
    (kept,) = library.catalogue.corrections()
    assert (kept.by, kept.before) == ("Ben", Kind("recommendation"))


def test_of_two_who_take_back_the_same_at_once_both_are_told_that_it_is(
    client: TestClient, library: Library, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(send("kind", kind="finding")).text
    undo_correction = Catalogue.undo_correction

    def twice(catalogue: Catalogue, number: int, by: str, undone: str) -> None:
        undo_correction(catalogue, number, "Ben", undone)
        undo_correction(catalogue, number, by, undone)

    monkeypatch.setattr(Catalogue, "undo_correction", twice)
    assert "Taken back" in text_of(client.get(undo(client, page)).text)
    assert library.catalogue.corrections()[0].undone_by == "Ben"


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "-1", "²", "x"])
def test_numbers_that_nothing_can_have_are_none(client: TestClient, send: Send, number: str) -> None:
    page = client.get(send("kind", kind="finding")).text
    (action,) = re.findall(r'action="(/corrections/\d+/undo)"', page)
    token = token_of(page)
    assert client.post(action, data={"token": token, "also": number}).status_code == 303
    for path in ("/corrections/{}/undo", "/decisions/{}/undo", "/readings/{}"):
        assert client.post(path.format(number), data={"token": token}).status_code == 404
    for path in ("/corrections/{}", "/readings/{}", "/documents/child-t/pages/{}", "/documents/child-t/pages/{}.png"):
        assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("address", ["//%5B", "//[", "http://[x", "/\\["])
def test_addresses_that_are_none_lead_nowhere(client: TestClient, send: Send, address: str) -> None:
    assert client.get(PASSAGE, params={"from": address}).status_code == 200
    assert send("kind", kind="finding", back=address).startswith(PASSAGE)


def test_very_long_words_are_not_looked_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossreview.web.views.correcting.add_item", None)
    page = client.get("/documents/child-t/add?page=1").text
    given = {"token": token_of(page), "page": "1", "words": "a" * 5_001, "kind": "finding", "person": "Ada"}
    answer = client.post("/documents/child-t/add", data=given)
    assert answer.status_code == 400
    assert "These are more than 5,000 letters." in answer.text


def test_the_main_theme_comes_first_and_none_is_possible(library: Library, send: Send) -> None:
    send("themes", theme=[EHE, VOICE], main=TRAINING)
    assert [theme.theme for theme in item_of(library).themes] == [TRAINING, EHE, VOICE]
    send("themes")
    assert item_of(library).themes == ()
    send("status", status="completed")
    send("status", status="")
    assert item_of(library).status is None


def test_to_confirm_says_all_again_and_is_undone_at_once(client: TestClient, library: Library, send: Send) -> None:
    before = item_of(library)
    to = send("confirm")
    corrections = library.catalogue.corrections()
    assert len(corrections) == 4
    assert all(each.before == each.change for each in corrections)
    assert set(item_of(library).by_hand) == {"themes", "kind", "status", "addressees"}
    page = client.get(to).text
    assert "Confirmed Themes: Elective home education, as before. Ada," in text_of(page)
    undo(client, page)
    assert item_of(library) == before


def test_what_is_struck_out_is_gone_and_comes_back(client: TestClient, library: Library, send: Send) -> None:
    to = send("strike", sure="yes")
    assert to == "/documents/child-t/pages/2?done=1"
    assert "i-child-t-1" not in found(library, "kind:recommendation")
    page = client.get(to).text
    assert "Struck out: no statement of the document" in text_of(page)
    assert "“The council should visit" in text_of(page)
    # Whoever has an old address is told.
    old = client.get(f"{ITEM}/correct")
    assert (old.status_code, old.headers["Location"]) == (303, to)
    assert undo(client, page) == f"{PASSAGE}?done=1"
    assert "i-child-t-1" in found(library, "kind:recommendation")


def test_what_was_filled_in_is_still_there_when_something_is_wrong(client: TestClient) -> None:
    page = client.get(f"{ITEM}/correct").text
    sent = {"token": token_of(page), "seen": seen(page), "person": "Grace"}
    refused = client.post(f"{ITEM}/themes", data={**sent, "theme": "NO.such", "main": TRAINING})
    assert refused.status_code == 400
    assert f'<option value="{TRAINING}" selected>' in refused.text
    assert 'value="Grace"' in refused.text
    assert 'value="Grace"' in client.post(f"{ITEM}/strike", data=sent).text
    added = client.post(
        "/documents/child-t/add", data={**sent, "page": "1", "words": "not there at all", "kind": "finding"}
    )
    assert added.status_code == 400
    assert 'value="Grace"' in added.text


def test_to_strike_out_one_has_to_be_sure(client: TestClient, library: Library) -> None:
    page = client.get(f"{ITEM}/correct").text
    answer = client.post(f"{ITEM}/strike", data={"token": token_of(page), "seen": seen(page)})
    assert answer.status_code == 400
    assert 'href="#sure"' in answer.text
    assert "Say that you are sure" in answer.text
    assert library.catalogue.corrections() == ()


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("themes", {"theme": [VOICE, "VOI.child_voce"]}, "There is no theme 'VOI.child_voce'. Did you mean VOI.child"),
        ("kind", {"kind": "<i>"}, "There is no kind '<i>'."),
        ("status", {"status": "done"}, "There is no status 'done'."),
        ("addressees", {"addressee": "polise"}, "There is no agency 'polise'. Did you mean police"),
    ],
)
def test_what_no_vocabulary_has_is_refused_beside_the_form(
    client: TestClient, library: Library, what: str, fields: dict[str, str], said: str
) -> None:
    page = client.get(f"{ITEM}/correct").text
    answer = client.post(f"{ITEM}/{what}", data={"token": token_of(page), "seen": seen(page), **fields})
    assert answer.status_code == 400
    assert said in text_of(answer.text)
    assert f'href="#{what}"' in answer.text
    assert f'id="{what}"' in answer.text
    assert f'id="{what}-error"' in answer.text
    assert "<i>" not in answer.text
    assert library.catalogue.corrections() == ()
    if what == "themes":
        assert re.search(rf'value="{VOICE}" checked', answer.text)  # what was ticked stays so


def test_what_somebody_else_corrected_meanwhile_is_not_overwritten(
    client: TestClient, library: Library, send: Send
) -> None:
    page = client.get(f"{ITEM}/correct").text
    send("kind", kind="finding", person="Ben")
    answer = client.post(f"{ITEM}/confirm", data={"token": token_of(page), "seen": seen(page)})
    assert answer.status_code == 409
    assert "corrected while you had it open" in text_of(answer.text)
    assert len(library.catalogue.corrections()) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{ITEM}/nothing", 404),
        ("/documents/child-t/items/none/kind", 404),
        ("/documents/none/items/none/kind", 404),
        ("/corrections/99/undo", 404),
        ("/documents/none/add", 404),
    ],
)
def test_what_is_not_there_cannot_be_corrected(client: TestClient, library: Library, path: str, status: int) -> None:
    token = token_of(client.get(f"{ITEM}/correct").text)
    answer = client.post(path, data={"token": token, "kind": "finding"})
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert library.catalogue.corrections() == ()


def test_a_correction_can_be_undone_but_once(client: TestClient, library: Library, send: Send) -> None:
    page = client.get(send("kind", kind="finding")).text
    undo(client, page, person="Ben")
    undo(client, page, person="Cy")
    (correction,) = library.catalogue.corrections()
    assert correction.undone_by == "Ben"


@pytest.mark.parametrize("told", ["99", "x", "-1", "1" * 5_000, "²", ""])
def test_nothing_is_said_to_be_done_that_was_not(client: TestClient, send: Send, told: str) -> None:
    send("kind", kind="finding")
    page = client.get(PASSAGE, params={"done": told})
    assert page.status_code == 200
    assert "notification-banner" not in page.text
    other = client.get("/documents/margaret/pages/1", params={"done": "1"})
    assert "notification-banner" not in other.text


# ---- who may --------------------------------------------------------------------------------------------------------

FORMS = tuple(f"{ITEM}/{what}" for what in ("themes", "kind", "status", "addressees", "strike", "confirm"))


@pytest.mark.parametrize("path", [*FORMS, "/corrections/1/undo", "/documents/child-t/add"])
def test_without_a_token_and_where_all_is_for_reading_nothing_is_kept(
    serve: Serve, library: Library, path: str
) -> None:
    correct_item(library, "child-t", "i-child-t-1", Kind("finding"), Signed("Ada", "2024-01-01T00:00:00+00:00"))
    data = {"kind": "action", "sure": "yes", "page": "1", "words": MISSED}
    client = serve()
    client.get("/")
    assert client.post(path, data=data).status_code == 403
    reading = serve(read_only=True)
    # A token is in the form of the login page, whoever may come.
    token = token_of(reading.get("/login").text)
    answer = reading.post(path, data={**data, "token": token})
    assert answer.status_code == 403
    assert "for reading alone" in answer.text
    (correction,) = library.catalogue.corrections()
    assert correction.undone is None


@pytest.mark.parametrize("path", [f"{ITEM}/correct", "/check", "/corrections", f"{PASSAGE}?done=1"])
def test_where_all_is_for_reading_there_are_no_forms(serve: Serve, library: Library, path: str) -> None:
    correct_item(library, "child-t", "i-child-t-1", Kind("finding"), Signed("Ada", "2024-01-01T00:00:00+00:00"))
    page = serve(read_only=True).get(path).text
    assert 'method="post"' not in page
    assert "formaction" not in page
    assert "/add?page" not in page
    assert serve(read_only=True).get("/documents/child-t/add?page=1").status_code == 403


def test_who_shares_a_password_has_to_say_who_they_are(serve: Serve, library: Library) -> None:
    client = serve(password="three plain words")
    login = client.get("/login")
    client.post("/login", data={"token": token_of(login.text), "password": "three plain words", "to": "/"})
    page = client.get(f"{ITEM}/correct").text
    assert "Ada" not in text_of(page)
    assert " required" in page
    data = {"token": token_of(page), "seen": seen(page), "kind": "finding"}
    refused = client.post(f"{ITEM}/kind", data=data)
    assert refused.status_code == 403
    assert "Nobody signed this" in refused.text
    assert client.post(f"{ITEM}/kind", data={**data, "person": "Ben"}).status_code == 303
    assert "Signed: Ben" in text_of(client.get(f"{ITEM}/correct").text)
    (correction,) = library.catalogue.corrections()
    assert correction.by == "Ben"


def test_a_proxy_signs_whatever_a_form_says(serve: Serve, library: Library) -> None:
    client = serve(proxy_header="X-User")
    client.headers["X-User"] = "ben"
    page = client.get(f"{ITEM}/correct").text
    assert 'name="person"' not in page
    data = {"token": token_of(page), "seen": seen(page), "kind": "finding", "person": "Cy"}
    assert client.post(f"{ITEM}/kind", data=data).status_code == 303
    (correction,) = library.catalogue.corrections()
    assert correction.by == "ben"


def test_while_a_run_is_under_way_a_correction_is_kept_and_that_is_said(
    client: TestClient, library: Library, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossreview.web.changes._PATIENCE", 0.01)
    with FileLock(library.lock_path):
        to = send("kind", kind="finding")
        assert to == f"{PASSAGE}?done=1&late=run"
        page = client.get(to).text
    assert "searches follow when that has ended" in text_of(page)
    assert item_of(library).kind == "finding"
    assert "i-child-t-1" not in found(library, "kind:finding")
    send("status", status="completed")
    assert "i-child-t-1" in found(library, "kind:finding status:completed")
    assert "searches follow" not in text_of(client.get(to).text)  # they have


def test_words_that_are_markup_are_words(client: TestClient, library: Library, send: Send) -> None:
    send("themes", "/documents/nasty/items/i-nasty-1", person=NASTY)
    paths = ("/documents/nasty/items/i-nasty-1/correct", "/corrections", "/check?theme=none", "/documents/nasty/add")
    for path in (*paths, "/documents/nasty/passages/i-nasty-1?done=1", "/check?done=1"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert NASTY[:80] in library.catalogue.corrections()[0].by


# ---- adding ---------------------------------------------------------------------------------------------------------


def test_what_was_missed_is_added_and_found(client: TestClient, library: Library) -> None:
    page = client.get("/documents/child-t/add?page=2&block=b-child-t-1").text
    assert f">{MISSED}</textarea>" in page  # the words of the block that was clicked on
    data = {"token": token_of(page), "page": "2", "words": MISSED.upper(), "kind": "finding", "person": "Ben"}
    answer = client.post("/documents/child-t/add", data=data)
    assert answer.status_code == 303
    (item_id,) = found(library, "kind:finding")
    assert answer.headers["Location"] == f"/documents/child-t/passages/{item_id}?done=1"
    page = client.get(answer.headers["Location"]).text
    assert "Added: finding. Ben," in text_of(page)
    assert "Set by hand added" in text_of(page)
    assert undo(client, page) == "/documents/child-t/pages/1?done=1"
    assert found(library, "kind:finding") == set()


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"words": "These words stand nowhere in it."}, "words", "Page 2 does not have these words."),
        ({"words": "Child"}, "words", "too few to find"),
        ({"words": "The council should visit every child"}, "words", "a statement already (recommendation)"),
        ({"words": MISSED, "kind": "poem"}, "kind", "There is no kind 'poem'."),
    ],
)
def test_what_cannot_be_added_is_said_beside_the_box_and_kept_there(
    client: TestClient, library: Library, fields: dict[str, str], field: str, said: str
) -> None:
    token = token_of(client.get("/documents/child-t/add?page=2").text)
    sent = {"token": token, "page": "2", "kind": "finding", **fields}
    answer = client.post("/documents/child-t/add", data=sent)
    assert answer.status_code == 400
    assert said in text_of(answer.text)
    assert f'id="{field}-error"' in answer.text
    assert f">{fields['words']}</textarea>" in answer.text
    assert "`crossreview" not in answer.text
    assert (f'href="{ITEM}/correct"' in answer.text.partition("<h1")[0]) == ("council" in fields["words"])
    assert library.catalogue.corrections() == ()


@pytest.mark.parametrize("page", ["0", "3", "x", "9" * 5_000])
def test_a_page_that_is_not_there_has_nothing_to_add(client: TestClient, page: str) -> None:
    assert client.get("/documents/child-t/add", params={"page": page}).status_code == 404
    token = token_of(client.get("/documents/child-t/add").text)
    data = {"token": token, "page": page, "words": MISSED, "kind": "finding"}
    assert client.post("/documents/child-t/add", data=data).status_code == 404


# ---- looking after it -----------------------------------------------------------------------------------------------


@pytest.fixture
def uncertain(library: Library) -> Library:
    """A library in which a model gave the themes of Child T: 30 % sure of the first statement, 20 % of the second."""
    record = child_t()
    scores = iter((0.3, 0.2, 0.1))
    items = tuple(
        msgspec.structs.replace(
            item,
            themes=tuple(msgspec.structs.replace(each, origin="model", score=next(scores)) for each in item.themes),
        )
        for item in record.items
    )
    library.put(msgspec.structs.replace(record, items=items), library.pdf_path(record.document.sha256))
    rebuild_index(library)
    library.note_indexed(library.not_indexed())
    return library


def readings(page: str) -> list[str]:
    return re.findall(r'formaction="/documents/[^/]+/items/([^/]+)/confirm"', page)


@pytest.mark.usefixtures("uncertain")
def test_the_least_certain_come_first_and_leave_when_they_are_confirmed(client: TestClient) -> None:
    page = client.get("/check").text
    assert readings(page) == ["i-child-t-2", "i-child-t-1"]
    assert "Information sharing and communication : the model, doubtful, 20 % sure" in text_of(page)
    token, (first, *_) = token_of(page), re.findall(r'name="seen" value="([^"]+)"', page)
    data = {"token": token, "seen": first, "back": "/check?kind=recommendation", "person": "Ben"}
    answer = client.post("/documents/child-t/items/i-child-t-2/confirm", data=data)
    assert answer.headers["Location"] == "/check?kind=recommendation&done=1&done=2&done=3&done=4"
    page = client.get(answer.headers["Location"]).text
    assert readings(page) == ["i-child-t-1"]
    assert "Confirmed Themes:" in text_of(page)
    assert "“The police should share information" in text_of(page)
    answer = client.post("/corrections/1/undo", data={"token": token, "back": "//evil.example"})
    assert answer.headers["Location"].startswith("/documents/child-t/passages/")
    assert readings(client.get("/check").text) == ["i-child-t-2", "i-child-t-1"]


@pytest.mark.usefixtures("uncertain")
def test_readings_can_be_narrowed(client: TestClient) -> None:
    assert readings(client.get("/check", params={"theme": "NEE"}).text) == ["i-child-t-1"]
    assert readings(client.get("/check", params={"theme": "dab.children_victims"}).text) == ["i-child-t-2"]
    assert readings(client.get("/check", params={"theme": "HAR", "kind": ""}).text) == []
    assert "Nothing is left to check here" in client.get("/check", params={"kind": "finding"}).text
    assert client.get("/check", params={"theme": "HAR.nothing"}).status_code == 404
    assert client.get("/check", params={"kind": "poem"}).status_code == 404
    assert client.get("/check", params={"page": "9" * 5_000}).status_code == 200


def test_what_is_gone_or_damaged_is_not_asked_about(client: TestClient, uncertain: Library) -> None:
    uncertain.record_path("child-t").write_bytes(b"{")
    assert readings(client.get("/check").text) == []
    uncertain.erase("child-t")
    assert client.get("/check").status_code == 200


def test_during_a_run_what_was_confirmed_is_not_asked_about_again(client: TestClient, uncertain: Library) -> None:
    with FileLock(uncertain.lock_path):
        signed = Signed("Ada", "2024-01-01T00:00:00+00:00")
        correct_item(uncertain, "child-t", "i-child-t-2", Themes(()), signed)
        assert readings(client.get("/check").text) == ["i-child-t-1"]


def test_all_corrections_stand_there_the_latest_first(client: TestClient, send: Send) -> None:
    assert "There are none" in client.get("/corrections").text
    send("kind", kind="finding", person="Ben")
    send("status", status="completed")
    page = client.get("/corrections").text
    assert re.findall(r'formaction="/corrections/(\d+)/undo"', page) == ["2", "1"]
    assert "1. Kind: finding Ben, " in text_of(page)
    assert "Before: recommendation" in text_of(page)
    assert "Local Child Safeguarding Practice Review: Child T, page 2" in text_of(page)
    assert client.get("/corrections/1").headers["Location"] == PASSAGE
    answer = client.post("/corrections/1/undo", data={"token": token_of(page), "back": "/corrections"})
    assert answer.headers["Location"] == "/corrections?done=1"
    assert "taken back by Ben" in text_of(client.get("/corrections").text)


def test_corrections_come_fifty_a_page(client: TestClient, library: Library) -> None:
    for number in range(51):
        signed = Signed("Ada", f"2024-01-01T00:00:{number:02}+00:00")
        correct_item(library, "child-t", "i-child-t-1", Kind("finding"), signed)
    first, second = (client.get("/corrections", params={"page": page}).text for page in ("1", "2"))
    assert [page.count("formaction") for page in (first, second)] == [50, 1]
    assert 'href="/corrections?page=2"' in first
    assert 'href="/corrections"' in second


def test_what_lost_its_statement_is_marked(client: TestClient, library: Library, send: Send) -> None:
    send("kind", kind="finding")
    send("kind", "/documents/margaret/items/i-margaret-1", kind="finding")
    assert "There are none" in client.get("/corrections?lost=1").text
    library.erase("child-t")
    page = client.get("/corrections?lost=1").text
    assert re.findall(r'formaction="/corrections/(\d+)/undo"', page) == ["1"]
    assert "statement lost" in page
    # It can be taken back all the same.
    answer = client.post("/corrections/1/undo", data={"token": token_of(page)})
    assert answer.headers["Location"] == "/corrections?done=1"


def test_a_correction_leads_from_the_passage_and_back(client: TestClient, send: Send) -> None:
    page = client.get(PASSAGE).text
    assert f'href="{ITEM}/correct"' in page
    assert 'href="/documents/child-t/add?page=2"' in page
    send("kind", kind="finding")
    assert "Set by hand kind" in text_of(client.get(PASSAGE).text)
    said = parse_qs(urlsplit(send("status", status="completed")).query)
    assert said == {"done": ["2"]}
