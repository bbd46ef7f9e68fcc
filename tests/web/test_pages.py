"""A passage on the page on which it was printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.records.examples import record_of
from tests.search.documents import Writer
from tests.web.test_search import text_of

from crossreview.library import Library
from crossreview.records import DocumentRecord, Source


def test_a_passage_is_marked_on_its_page_and_cited(client: TestClient) -> None:
    page = client.get("/documents/child-t/passages/i-child-t-1", params={"from": "/search?q=visit"}).text
    said = text_of(page)
    assert page.count('class="cr-sheet__mark"') == 1
    assert "page 2 of 2" in said
    assert "“The council should visit every child in elective home education once a year.” Local Child" in said
    assert "Elective home education" in said
    assert 'href="/search?q=visit" class="govuk-back-link"' in page
    assert 'href="/documents/child-t/pages/1?zoom=whole&amp;from=/search%3Fq%3Dvisit"' in page


def test_words_behind_a_theme_are_marked(client: TestClient) -> None:
    page = client.get("/documents/child-t/passages/i-child-t-1").text
    assert "By words that name it, very likely, 80 % sure." in page


def test_paragraphs_and_titles_have_their_page_too(client: TestClient) -> None:
    assert client.get("/documents/child-t/passages/child-t").status_code == 200
    assert "café owner" in client.get("/documents/child-t/passages/b-child-t-1").text


@pytest.mark.parametrize(
    "path",
    [
        *("/documents/nobody/pages/1", "/documents/child-t/pages/99", "/documents/child-t/pages/0"),
        *("/documents/child-t/passages/nothing", "/documents/..%2f..%2fetc/pages/1", "/documents/child-t/pages/99.png"),
        *("/documents/%2e%2e/pages/1.png", "/documents/child-t/pages/99999999999999999999", "/documents/a%00b/pages/1"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
    assert "/tmp" not in answer.text


def test_the_size_can_be_chosen_and_nothing_else(client: TestClient) -> None:
    larger = client.get("/documents/child-t/pages/1?zoom=larger").text
    assert "scale=2.0" in larger
    assert "scale=1.5" in client.get("/documents/child-t/pages/1?zoom=9000").text


def test_a_page_is_drawn_once(client: TestClient, library: Library, small_pdf: Path) -> None:
    record = of_pdf(small_pdf)
    library.put(record, small_pdf)
    address = f"/documents/{record.document.id}/pages/1.png"
    first, again = client.get(address), client.get(address)
    assert first.headers["Content-Type"] == "image/png"
    assert first.content.startswith(b"\x89PNG")
    assert again.content == first.content
    library.pdf_path(record.document.sha256).unlink()
    assert client.get(address).content == first.content


def test_a_page_that_is_turned_otherwise_is_drawn_anew(client: TestClient, library: Library, small_pdf: Path) -> None:
    record = of_pdf(small_pdf)
    library.put(record, small_pdf)
    address = f"/documents/{record.document.id}/pages/1"
    assert "turn=" not in client.get(address).text
    upright = client.get(f"{address}.png")
    turned = replace(record, document=replace(record.document, page_turns=(90,)))
    library.put(turned, small_pdf)
    assert "&amp;turn=90" in client.get(address).text
    answer = client.get(f"{address}.png", headers={"If-None-Match": upright.headers["ETag"]})
    assert answer.status_code == 200
    assert answer.content != upright.content


def test_a_page_that_cannot_be_drawn_is_said(client: TestClient) -> None:
    answer = client.get("/documents/child-t/pages/1.png")  # its PDF is none
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


@pytest.fixture
def small_pdf() -> Path:
    return next(iter(sorted((Path(__file__).parents[1] / "pdfs").glob("*.pdf"))))


def of_pdf(pdf: Path) -> DocumentRecord:
    from hashlib import sha256

    return record_of(digest=sha256(pdf.read_bytes()).hexdigest(), filename=pdf.name)


def over_two_pages() -> DocumentRecord:
    """A review with a recommendation that begins at the foot of one page and ends at the head of the next."""
    writer = Writer("long", "Review of a Terrace")
    writer.item("The landlord should write to every", themes=("ORG.policies_procedures",))
    writer.new_page().paragraph("tenant before the winter.").paragraph("Nothing else is asked.")
    record = writer.record(code="L1", dated="2020", areas=("Derbyshire",), review_type="sar")
    (item,) = record.items
    rest = next(block for block in record.blocks if "tenant" in block.source.text_in(record.document.text))
    source = Source((*item.source.spans, *rest.source.spans))
    theme = replace(item.themes[0], evidence=rest.source.spans)
    text = source.text_in(record.document.text)
    return replace(record, items=(replace(item, source=source, text=text, themes=(theme,)),))


def test_a_passage_on_two_pages_is_shown_and_cited_with_both(
    client: TestClient, library: Library, tmp_path: Path
) -> None:
    pdf = tmp_path / "long.pdf"
    pdf.write_bytes(b"long")
    record = over_two_pages()
    library.put(record, pdf)
    address = f"/documents/long/passages/{record.items[0].id}"
    first, second = (client.get(address, params={"page": page}).text for page in ("1", "2"))
    assert "page 1 of 2" in text_of(first)
    assert "page 2 of 2" in text_of(second)
    for page in (first, second):
        assert "pages 1–2, recommendation 1. long.pdf" in text_of(page)
        assert "<mark>tenant before the winter.</mark>" in page  # what the theme goes by
    assert "<mark>The landlord should write to every</mark>" in first
    assert '<p class="govuk-body">Nothing else is asked.</p>' in second
    assert "page 1 of 2" in text_of(client.get(address, params={"page": "9"}).text)
