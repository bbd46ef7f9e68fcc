"""Themes: counted by review, and quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.search.documents import Writer
from tests.web.conftest import NASTY
from tests.web.test_search import text_of

from crossreview.library import Library
from crossreview.records import DocumentRecord
from crossreview.search import rebuild_index
from crossreview.vocabulary.taxonomy import load_taxonomy
from crossreview.web import Settings, create_app

EHE = "NEE.elective_home_education"
Shelf = Callable[..., TestClient]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Serves a library of some documents."""
    clients: list[TestClient] = []

    def start(*records: DocumentRecord) -> TestClient:
        library = Library.create(tmp_path / f"library-{len(clients)}")
        for record in records:
            (tmp_path / "document.pdf").write_bytes(record.document.id.encode())
            library.put(record, tmp_path / "document.pdf")
        rebuild_index(library)
        library.note_indexed(library.not_indexed())
        client = TestClient(create_app(library, Settings(person="Ada")), base_url="http://localhost")
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


def asking(
    name: str, ask: str, *, area: str = "Marlshire", dated: str = "2019", status: str | None = None
) -> DocumentRecord:
    writer = Writer(name, f"Review {name}")
    writer.heading("Recommendations", "recommendations")
    writer.item(ask, themes=(EHE,), status=status)  # type: ignore[arg-type]
    return writer.record(code=name.upper(), dated=dated, areas=(area,), review_type="lcspr")


def test_all_themes_are_defined_and_counted_by_review(client: TestClient) -> None:
    page = client.get("/themes").text
    said = text_of(page)
    for theme in load_taxonomy().themes:
        assert f'href="/themes/{theme.id}"' in page
        assert " ".join(theme.definition.split()) in said
    # The report on Child T and what became of it are one review.
    assert re.search(r"Elective home education [^|]*? 3 of 3", said)
    assert "In 3 of 3 reviews" in said
    assert "class and wealth bias" in said
    assert "->" not in text_of(client.get("/themes/ORG.supervision").text).partition("How passages")[0]


@pytest.mark.parametrize("name", [EHE, EHE.lower(), EHE.upper(), "NEE", "nee"])
def test_a_theme_or_group_is_shown_however_it_is_written(client: TestClient, name: str) -> None:
    answer = client.get(f"/themes/{name}")
    assert answer.status_code == 200
    assert "In 3 of 3 reviews of this library." in text_of(answer.text)
    assert f'href="/search?theme={"NEE" if len(name) == 3 else EHE}"' in answer.text
    assert f'href="/briefing.docx?theme={"NEE" if len(name) == 3 else EHE}"' in answer.text


@pytest.mark.parametrize("name", ["none", "HAR.nglect", "..%2f..%2fetc", "%00", "a" * 3_000])
def test_an_unknown_theme_is_said(client: TestClient, name: str) -> None:
    answer = client.get(f"/themes/{name}")
    assert answer.status_code == 404
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text


def test_counts_by_year_and_area_say_of_how_many_and_which_are_few(client: TestClient) -> None:
    page = client.get(f"/themes/{EHE}").text
    said = text_of(page)
    assert "2021 1 of 1 : 2021, the passages few" in said
    assert "Derbyshire 1 of 1 : Derbyshire, the passages few" in said
    assert page.count("1 of 1, few</text>") == 3
    assert f"/search?theme={EHE}&amp;year=2021" in page
    # Of 2022 is only what became of Child T, whose review is of 2021.
    assert ">2022<" not in page


def test_every_ask_is_quoted_with_its_page_and_what_is_stated(client: TestClient) -> None:
    page = client.get(f"/themes/{EHE}").text
    said = text_of(page)
    assert "The council should visit every child in elective home education once a year." in said
    assert 'href="/documents/child-t/passages/i-child-t-1"' in page
    assert "page 2 (Derbyshire), 2021-03: recommendation 1" in said
    assert "No status was read there. Asked of: Local authority education" in said
    assert "it does not mean that it was not done" in said
    assert "not done." not in said.replace("it does not mean that it was not done.", "").replace(
        "is not known to be not done.", ""
    )


def test_the_same_ask_of_several_reviews_stands_together(shelf: Shelf) -> None:
    visit = "The council should visit every child in elective home education once a year."
    client = shelf(
        asking("one", visit),
        asking("two", "The Council must visit every child in elective home education at least once in a year.",
               area="Derby", dated="2022", status="accepted"),
        asking("three", "Schools should tell the council which pupils leave to be educated at home.", area="Exeter"),
    )  # fmt: skip
    said = text_of(client.get(f"/themes/{EHE}").text)
    together, _, apart = said.partition("In one review each")
    assert "Asked in 2 reviews: Derby, Marlshire, 2019 to 2022" in together
    assert "Status read there: accepted." in together
    assert "In its words:" in together
    assert visit in together
    assert visit not in apart
    assert "Schools should tell the council" in apart


def test_findings_and_good_practice_are_quoted(client: TestClient, shelf: Shelf) -> None:
    page = client.get("/themes/REC.mental_capacity").text
    assert "The board should be told each year how often capacity is assessed." in text_of(page)
    assert 'href="/documents/margaret/passages/i-margaret-1"' in page
    assert "No good practice on this was found in this library." in text_of(page)
    writer = Writer("many", "Many").heading("Findings")
    for number in range(15):
        writer.item(f"Nobody asked child {number} at home about school.", kind="finding", themes=(EHE,))
    writer.item("Every child was seen at home.", kind="good_practice", themes=(EHE,))
    many = shelf(writer.record(code="M", dated="2020", areas=(), review_type="sar")).get(f"/themes/{EHE}").text
    assert "12 of 15 passages" in text_of(many)
    assert f'href="/search?theme={EHE}&amp;kind=finding&amp;kind=learning_point"' in many
    assert "Every child was seen at home." in text_of(many)


def test_rules_name_themes_by_their_labels(client: TestClient) -> None:
    said = text_of(client.get("/themes/ORG.supervision").text)
    assert "code the problem, not the verb: Training" in said
    assert "Note: exclude 'lack of supervision' of a child by a carer" in said
    assert "decision to refer or accept" not in said
    assert "decision to refer or accept" in text_of(client.get("/themes").text)
    assert 'href="/themes#rules"' in client.get("/themes/ORG").text


def test_a_theme_that_nothing_is_on_says_so(client: TestClient) -> None:
    said = text_of(client.get("/themes/EXF.cse").text)
    assert "In 0 of 3 reviews of this library. That it was not found in a review does not mean" in said
    assert "briefing" not in said


def test_words_that_are_markup_are_words(client: TestClient) -> None:
    page = client.get(f"/themes/{EHE}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert f"The council should visit {NASTY} each year." in unescape(text_of(page))


def test_an_empty_library_has_no_themes_yet(shelf: Shelf) -> None:
    client = shelf()
    assert "0 reviews" in text_of(client.get("/themes").text)
    assert "In 0 of 0 reviews" in text_of(client.get(f"/themes/{EHE}").text)


def test_headings_stand_in_order(client: TestClient) -> None:
    for path in ("/themes", f"/themes/{EHE}", "/themes/NEE"):
        levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(path).text)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_areas_of_which_it_was_not_found_are_counted(shelf: Shelf) -> None:
    here = asking("a", "The council should visit every child at home.")
    elsewhere = [
        Writer(name, f"Review {name}")
        .item("Check the locks.")
        .record(code=name, dated="2019", areas=(f"Area {name}",), review_type="sar")
        for name in ("b", "c")
    ]
    said = text_of(shelf(here, *elsewhere).get(f"/themes/{EHE}").text)
    assert "This library has reviews of 2 other areas, and it was found in none of these." in said
