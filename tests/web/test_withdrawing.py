"""A document can be withdrawn from its page."""

from __future__ import annotations

import pytest
from filelock import FileLock
from starlette.testclient import TestClient
from tests.web.conftest import Serve
from tests.web.test_guard import token_of

from crossreview.library import Library
from crossreview.search import Query, search

ADDRESS = "/documents/child-t/withdraw"


def send(client: TestClient, **values: str) -> tuple[int, str]:
    answer = client.post(ADDRESS, data={"token": token_of(client.get(ADDRESS).text), **values})
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_what_is_withdrawn_is_found_no_more_and_stands_in_the_catalogue(client: TestClient, library: Library) -> None:
    assert search(library, Query("visit")).hits
    assert send(client, reason="Taken down  by its publisher", sure="yes", person="Ben") == (303, "/withdrawn")
    assert "removed from this library" in client.get("/withdrawn").text
    (tombstone,) = library.catalogue.withdrawals()
    assert (tombstone.document_id, tombstone.by) == ("child-t", "Ben")
    assert tombstone.reason == "Taken down by its publisher"
    assert "child-t" not in {hit.document_id for hit in search(library, Query("visit")).hits}
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/documents/child-t/pages/1").status_code == 404


def test_without_a_reason_or_a_tick_nothing_goes(client: TestClient, library: Library) -> None:
    status, page = send(client, reason=" ", sure="no")
    assert status == 400
    assert 'href="#reason">Say why' in page
    assert 'href="#sure">Confirm' in page
    status, page = send(client, reason="Taken down")
    assert status == 400
    assert 'value="Taken down"' in page
    assert library.catalogue.withdrawals() == ()


def test_during_a_run_it_is_said_and_nothing_goes(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossreview.batch.withdrawing._PATIENCE", 0)
    with FileLock(library.lock_path):
        assert send(client, reason="Taken down", sure="yes")[0] == 503
    assert library.catalogue.withdrawals() == ()


def test_for_reading_alone_nothing_can_be_withdrawn(serve: Serve) -> None:
    client = serve(read_only=True)
    assert client.get(ADDRESS).status_code == 403
    assert "/withdraw" not in client.get("/documents/child-t/pages/1").text
    assert client.post(ADDRESS, data={"reason": "x", "sure": "yes"}).status_code == 403
