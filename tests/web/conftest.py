from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from tests.search.documents import Writer, child_t, child_t_progress, margaret

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index
from crossreview.web import Settings, create_app

Serve = Callable[..., TestClient]
PEER = ("127.0.0.1", 50_000)
NASTY = "<script>alert('home')</script> & \"quoted\" <img src=x onerror=alert(1)>"


def nasty() -> DocumentRecord:
    """A document whose words are markup."""
    writer = Writer("nasty", f"Review {NASTY}")
    writer.heading(f"Heading {NASTY}", "findings")
    writer.item(f"The council should visit {NASTY} each year.", themes=("NEE.elective_home_education",))
    return writer.record(code="N1", dated="2020", areas=(f"Area {NASTY}",), review_type="sar")


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Three reviews, one of them with two documents and one with words that are markup."""
    folder = tmp_path_factory.mktemp("web")
    library = Library.create(folder / "library")
    for record in (child_t(), child_t_progress(), margaret(), nasty()):
        pdf = folder / "document.pdf"
        pdf.write_bytes(record.document.id.encode())
        library.put(record, pdf)
    rebuild_index(library)
    library.note_indexed(library.not_indexed())
    return library


@pytest.fixture
def serve(library: Library) -> Iterator[Serve]:
    """Serves the library with some settings; ends it with the test."""
    clients: list[TestClient] = []

    def start(**settings: object) -> TestClient:
        app = create_app(library, Settings(person="Ada", **settings))  # type: ignore[arg-type]
        client = TestClient(app, base_url="http://localhost", follow_redirects=False, client=PEER)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()
