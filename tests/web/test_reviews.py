"""Reviews: all of them, one with its thread, some side by side, and what people decide about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.library.documents import SOURCE, Says, add, document, found
from tests.web.conftest import NASTY, Serve
from tests.web.test_guard import token_of
from tests.web.test_search import text_of

from crossreview.library import Library
from crossreview.records import Coverage, DocumentRecord, Item, Section, Theme
from crossreview.search import update_index
from crossreview.search.indexing import usable_index

HUB = "Wendmere Council should open the family hub by the harbour on Saturdays and on market days."
GUIDE = "The Partnership should publish a guide to the river towns for all new staff of the agencies."
SHUT = "Every door along the river was shut on the days when families had time."
OPENED = "The hub has been open since the spring fair."
KEYS = "Caretakers were thanked for keeping the keys."


def put(library: Library, *records: DocumentRecord) -> None:
    """Add documents, and let the index know."""
    for record in records:
        add(library, record)
    update_index(library, [record.document.id for record in records], ())


def with_items(record: DocumentRecord, change: dict[str, object], text: str) -> DocumentRecord:
    """A record with one of its items changed."""

    def changed(items: Iterable[Item]) -> Iterable[Item]:
        return (replace(item, **change) if item.text == text else item for item in items)

    return replace(record, items=tuple(changed(record.items)))


def report() -> DocumentRecord:
    """A report with a recommendation that arises from a finding, and one of which nothing is known."""
    record = document(
        "report.pdf",
        *(Says(SHUT, "finding", "1"), Says(HUB, label="1", links=(("arises_from", SHUT),)), Says(GUIDE, label="2")),
        title="Review of the Harbour",
    )
    return with_items(record, {"addressees": ("la_education",)}, HUB)


def progress() -> DocumentRecord:
    """What was reported later: on the first recommendation, on one that is nowhere, and on nothing in particular."""
    return document(
        "update.pdf",
        Says(OPENED, "progress", status="completed", links=(("reports_on", "1"),)),
        Says("All teams were told.", "progress", links=(("reports_on", "7"),)),
        Says(KEYS, "evidence"),
        genre="progress_summary",
        title="Update",
        dates={"published": "2023-06"},
    )


@pytest.fixture
def harbour(library: Library) -> str:
    """The id of a review with a thread over two documents."""
    put(library, report(), progress())
    return usable_index(library).review_of["report.pdf"]


def reviews_of(library: Library) -> dict[str, str]:
    """The review of each document."""
    return usable_index(library).review_of


def post(client: TestClient, page: str, to: str, **fields: str | list[str]) -> str:
    """Send a form of a page; returns where it leads."""
    answer = client.post(to, data={"token": token_of(client.get(page).text), "person": "Grace", **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


# ---- the list -------------------------------------------------------------------------------------------------------


def rows_of(page: str) -> list[str]:
    return [text_of(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:]]


def test_all_reviews_with_what_is_known_of_them(client: TestClient, library: Library) -> None:
    page = client.get("/reviews").text
    rows = rows_of(page)
    assert "1 to 3 of 3 reviews, newest first" in text_of(page)
    assert re.search(r"Child T Derbyshire Local child safeguarding practice review 2021-03 2 2$", rows[0])
    assert rows[1].endswith("2020 1 1")
    assert re.search(r"Margaret Derby, Derbyshire Dales Safeguarding adults review 2019 1 none found$", rows[2])
    assert f'href="/reviews/{reviews_of(library)["margaret"]}"' in page


def test_reviews_are_found_by_title_area_and_file(client: TestClient, library: Library) -> None:
    put(library, document("ruairi.pdf", Says(HUB), title="Ruairí", subject="Ruairí", area="Glenarvagh"))
    for words, title in (
        *(("child t", "Child T"), ("DALES safeguarding", "Margaret"), ("margaret.pdf", "Margaret")),
        *(("ruairi", "Ruairí"), ("glenarv", "Ruairí")),
    ):
        rows = rows_of(client.get("/reviews", params={"q": words}).text)
        assert len(rows) == 1, words
        assert title in rows[0]
    nothing = client.get("/reviews", params={"q": "zebra"})
    assert nothing.status_code == 200
    assert "No review of this library has all of these words" in text_of(nothing.text)


def test_reviews_in_order_and_in_pages(client: TestClient, library: Library) -> None:
    put(
        library,
        *(
            document(
                f"r{n:02}.pdf",
                Says(f"Do thing {n}."),
                title=f"Review {n:02}",
                subject=None,
                area="Quay",
                code=f"R{n:02}",
            )
            for n in range(60)
        ),
    )
    first = client.get("/reviews", params={"q": "quay review", "sort": "title"}).text
    assert "1 to 50 of 60 reviews with these words, of 63 in all, by title" in text_of(first)
    assert [re.findall(r"Review (\d\d)", row)[0] for row in rows_of(first)] == [f"{n:02}" for n in range(50)]
    (after,) = re.findall(r'href="([^"]+)" rel="next"', first)
    assert after == "/reviews?q=quay+review&amp;sort=title&amp;page=2"
    assert len(rows_of(client.get(after.replace("&amp;", "&")).text)) == 10
    for page in ("99", "-1", "x", "9" * 5_000):
        assert client.get("/reviews", params={"page": page}).status_code == 200
    newest = rows_of(client.get("/reviews").text)
    assert "2022-03" in newest[0]


def test_reviews_that_are_ticked_stay_ticked(client: TestClient, library: Library) -> None:
    child_t = reviews_of(library)["child-t"]
    page = client.get("/reviews", params={"review": [child_t, "nobody"], "q": "margaret"}).text
    assert "Ticked already" in page
    assert re.search(rf'name="review" type="checkbox" value="{child_t}" checked', page)
    assert f'<input type="hidden" name="review" value="{child_t}">' in page


# ---- one review -----------------------------------------------------------------------------------------------------


def thread_in(page: str) -> str:
    """What stands under the heading of the thread."""
    return page.partition('id="thread"')[2].partition('id="facts"')[0]


def test_a_thread_is_quoted_and_says_where_it_breaks_off(client: TestClient, harbour: str) -> None:
    page = client.get(f"/reviews/{harbour}").text
    thread = thread_in(page)
    said = text_of(thread)
    for words in (SHUT, HUB, GUIDE, OPENED, KEYS):
        assert words in said
    at = [said.index(words) for words in (SHUT, HUB, OPENED, GUIDE, "no update in this library", KEYS)]
    assert at == sorted(at)
    assert thread.count('class="govuk-body cr-gap"') == 1
    assert "Status read there: completed" in said
    assert "It reports on the above: told by its number" in said
    assert "Asked of: Local authority education" in said
    assert re.search(r'href="/documents/report.pdf/passages/i\w+">report.pdf, page 3</a>', thread)
    assert "not done" not in said
    # Named by number alone, and reports that name nothing.
    assert "recommendation 7 Its words are not in this library." in said
    assert said.index("Reports that do not say what they are about") < said.index(KEYS)


def test_every_passage_that_is_quoted_is_shown_at_its_address(client: TestClient, harbour: str) -> None:
    page = client.get(f"/reviews/{harbour}").text
    addresses = set(re.findall(r'href="(/documents/[^"]+)"', page))
    assert len(addresses) > 6
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_asks_without_update_alone(client: TestClient, harbour: str) -> None:
    said = text_of(thread_in(client.get(f"/reviews/{harbour}?gaps=1").text))
    assert "1 ask with no update in this library" in said
    assert GUIDE in said
    assert HUB not in said
    assert "may be the update that seems to be missing" in said
    assert KEYS in said


def test_a_review_without_asks_does_not_say_that_nothing_was_asked(client: TestClient, library: Library) -> None:
    put(library, document("quiet.pdf", title="Quiet", subject=None, code="Q1"))
    address = f"/reviews/{reviews_of(library)['quiet.pdf']}"
    assert "That does not mean that nothing was asked" in text_of(client.get(address).text)
    assert "That does not mean that nothing was asked" in text_of(client.get(f"{address}?gaps=1").text)


def test_facts_have_their_page_and_how_sure_it_is(client: TestClient, library: Library) -> None:
    page = client.get(f"/reviews/{reviews_of(library)['child-t']}").text
    said = text_of(page)
    assert "Type of review Local child safeguarding practice review ( child-t.pdf, page 1 , 90 % sure" in said
    assert "Harm Neglect and emotional abuse" in said
    assert "Dated: 2021-03" in said
    assert "Not found on these pages, which does not mean that they do not say it: Called in it," in said
    assert 'href="/documents/child-t/pages/1"' in page
    assert re.search(r'href="/themes/NEE.elective_home_education">[^<]+</a></th>', page)


def test_what_must_be_known_before_trusting_it(client: TestClient, library: Library) -> None:
    record = report()
    sections = (
        Section("s1", None, "1", "Findings", 1, "findings", 0.9, SOURCE, 0, 5),
        Section("s2", "s1", None, "Below <b>it</b>", 2, None, 0.9, SOURCE, 1, 3),
        Section("s3", "gone", None, "Beside it", 2, None, 0.9, SOURCE, 3, 5),
    )
    record = replace(
        record,
        sections=sections,
        themes=(Theme("NEE.elective_home_education", 0.9, SOURCE.spans, "cue"),),
        coverage=(
            Coverage("recommendation", "referred_to_elsewhere", SOURCE),
            Coverage("learning_point", "not_read", None),
            Coverage("good_practice", "none_made", SOURCE),
        ),
        items=tuple(item for item in record.items if item.kind == "finding"),
        quality=replace(record.quality, pages_unreadable=(2,), pages_ocr=(3,), pages_out_of_order=(4,)),
        warnings=("Words were misread, for example tbe.",),
    )
    put(library, record)
    page = client.get(f"/reviews/{reviews_of(library)['report.pdf']}").text
    said = text_of(page)
    assert "Could not be read , and nothing on them can be found: pages 2" in said
    assert "Text recognised from a picture, perhaps with wrong letters: pages 3" in said
    assert "another order than printed: pages 4" in said
    assert "Words were misread, for example tbe." in said
    assert "recommendation not here: it refers to recommendations made elsewhere" in said
    assert "learning point not read: none was found, and there may be some" in said
    assert "good practice it says that it makes none, or asks in another form ( report.pdf, page 1" in said
    assert "finding 1 found" in said
    assert "nothing in the document says whether there are any: area for improvement," in said
    outline = page.partition('id="outline"')[2]
    assert [text_of(each) for each in re.findall(r"<li><a[^>]+>(.*?)</a>", outline)] == [
        *("1 Findings", "Below <b>it</b>", "Beside it")
    ]


def test_a_damaged_record_is_told_and_the_rest_is_shown(client: TestClient, library: Library, harbour: str) -> None:
    library.record_path("update.pdf").write_bytes(b"{}")
    answer = client.get(f"/reviews/{harbour}")
    assert answer.status_code == 200
    said = text_of(answer.text)
    assert "update.pdf is not shown here, nor counted" in said
    assert HUB in said
    assert str(library.root) not in answer.text
    other = reviews_of(library)["margaret"]
    side = client.get("/compare", params={"review": [harbour, other]})
    assert "update.pdf is not counted" in text_of(side.text)
    library.record_path("report.pdf").unlink()
    assert client.get(f"/reviews/{harbour}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/reviews/nobody", "/reviews/..%2fetc", "/reviews/a%00b", "/compare?review=a&review=b", "/reviews/%F0%9F%98%80"],
)
def test_a_review_that_is_not_there_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_words_that_are_markup_are_words(client: TestClient, library: Library) -> None:
    record = document(
        "nasty.pdf",
        *(Says(f"Finding {NASTY}", "finding"), Says(f"Visit {NASTY}", label=NASTY)),
        *(Says(f"Report {NASTY}", "progress", links=(("reports_on", NASTY),)),),
        title=f"Title {NASTY}",
        subject=NASTY,
        area=NASTY,
        bodies=(NASTY,),
    )
    metadata = replace(record.metadata, links=(found("javascript:alert(1)"),), authors=(found(NASTY),))
    record = replace(
        record,
        metadata=metadata,
        warnings=(NASTY,),
        document=replace(record.document, id="nasty2", filename=f"{NASTY}.pdf"),
    )
    put(library, record)
    review, other = reviews_of(library)["nasty2"], reviews_of(library)["nasty"]
    library.catalogue.decide("split", ["nasty2"], ["nasty"], NASTY, "2026-01-01T00:00:00+00:00")
    paths = ["/reviews", f"/reviews/{review}", f"/reviews/{review}?gaps=1&decided=1", f"/reviews/{other}", "/decisions"]
    for path in (*paths, f"/compare?review={review}&review={other}", f"/reviews?q={NASTY}"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert 'href="javascript' not in answer.text
    assert f"Visit {NASTY}" in text_of(client.get(f"/reviews/{review}").text)


def test_tables_have_captions_and_ids_are_used_once(client: TestClient, harbour: str, library: Library) -> None:
    library.catalogue.decide("split", ["child-t"], ["margaret"], "Ada", "2026-01-01T00:00:00+00:00")
    library.catalogue.decide("split", ["nasty"], ["margaret"], "Ada", "2026-01-01T00:00:00+00:00")
    other = reviews_of(library)["child-t"]
    for path in ("/reviews", f"/reviews/{harbour}", "/decisions", f"/compare?review={harbour}&review={other}"):
        page = client.get(path).text
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        assert page.count("<table") == page.count("<caption") > 0
        assert not re.search(r"<th(?![^>]*scope=)[\s>]", page)
        levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", page)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for label in re.findall(r'<label[^>]* for="([^"]+)"', page):
            assert label in ids


# ---- side by side ---------------------------------------------------------------------------------------------------


def test_reviews_side_by_side(client: TestClient, library: Library, harbour: str) -> None:
    child_t = reviews_of(library)["child-t"]
    page = client.get("/compare", params={"review": [harbour, child_t, harbour]}).text
    said = text_of(page)
    assert "Areas Marlshire Derbyshire" in said
    assert "Date 2022-03 2021-03" in said
    assert "Elective home education none found" in said
    rows = rows_of(page)

    def row(name: str) -> str:
        return next(row for row in rows if row.startswith(name))

    assert "1 ask: show where recommendation 1 (report.pdf, page 3)" in row("Local authority education")
    assert row("reported: completed").count("show where") == 1
    assert "recommendation 2 (report.pdf, page 4)" in row("no update in this library")
    assert f'href="/reviews/{harbour}"' in page
    assert "not done" not in said.replace("is not known to be not done", "")


def test_themes_that_are_shared_and_not(client: TestClient, library: Library) -> None:
    child_t, nasty = reviews_of(library)["child-t"], reviews_of(library)["nasty"]
    said = text_of(client.get("/compare", params={"review": [child_t, nasty]}).text)
    shared, _, others = said.partition("Themes that all of them share")[2].partition("Themes found in some of them")
    assert "Elective home education" in shared
    assert "Children as victims of domestic abuse" in others
    assert "Elective home education" not in others


@pytest.mark.parametrize("reviews", [[], ["one"], ["1", "2", "3", "4", "5"]])
def test_too_few_and_too_many_are_not_compared(client: TestClient, reviews: list[str]) -> None:
    answer = client.get("/compare", params={"review": reviews})
    assert answer.status_code == 400
    assert "Tick 2 to 4 reviews" in text_of(answer.text)


# ---- decisions ------------------------------------------------------------------------------------------------------


def test_reviews_are_put_together_by_whoever_signs(client: TestClient, library: Library) -> None:
    child_t, margaret = reviews_of(library)["child-t"], reviews_of(library)["margaret"]
    to = post(client, f"/reviews/{child_t}", f"/reviews/{child_t}/merge", other=margaret)
    assert reviews_of(library)["child-t"] == reviews_of(library)["margaret"]
    page = client.get(to)
    said = text_of(page.text)
    assert "Decided These are of one review:" in said
    assert "Grace, 20" in said
    assert "decisions by hand" in said
    (decision,) = library.catalogue.decisions()
    assert (decision.kind, decision.by) == ("merge", "Grace")
    assert set(decision.documents) == {"child-t", "child-t-progress", "margaret"}
    # The name is remembered.
    assert 'name="person" value="Grace"' in page.text


def test_a_review_may_be_named_by_a_file(client: TestClient, library: Library) -> None:
    child_t = reviews_of(library)["child-t"]
    post(client, f"/reviews/{child_t}", f"/reviews/{child_t}/merge", other="margaret.pdf")
    assert reviews_of(library)["child-t"] == reviews_of(library)["margaret"]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("nobody", "The library has no review 'nobody'"),
        ("", "Enter the other review"),
        ("child-t.pdf", "These are one review already."),
    ],
)
def test_what_cannot_be_put_together_is_said_beside_the_box(
    client: TestClient, library: Library, other: str, said: str
) -> None:
    child_t = reviews_of(library)["child-t"]
    token = token_of(client.get(f"/reviews/{child_t}").text)
    answer = client.post(f"/reviews/{child_t}/merge", data={"token": token, "other": other})
    assert answer.status_code == 400
    assert said in text_of(answer.text)
    assert '<a href="#other">' in answer.text
    assert library.catalogue.decisions() == ()


def test_documents_are_taken_out_and_put_back(client: TestClient, library: Library) -> None:
    child_t = reviews_of(library)["child-t"]
    to = post(client, f"/reviews/{child_t}", f"/reviews/{child_t}/split", document="child-t-progress")
    assert reviews_of(library)["child-t"] != reviews_of(library)["child-t-progress"]
    assert dict(parse_qsl(urlsplit(to).query)) == {"decided": "1"}
    assert "Not of the review of child-t.pdf : child-t-progress.pdf" in text_of(client.get(to).text)

    said = text_of(client.get("/decisions").text)
    assert "Not of the review of child-t.pdf : child-t-progress.pdf Grace, 20" in said
    assert post(client, "/decisions", "/decisions/1/undo", person="Alan") == "/decisions?undone=1"
    assert reviews_of(library)["child-t"] == reviews_of(library)["child-t-progress"]
    (decision,) = library.catalogue.decisions()
    assert decision.undone_by == "Alan"
    page = client.get("/decisions?undone=1").text
    assert "Decision 1 is taken back." in text_of(page)
    assert "Taken back by Alan, 20" in text_of(page)
    assert 'name="token"' not in page
    assert "Decided" not in client.get(to).text


@pytest.mark.parametrize("documents", [[], ["child-t", "child-t-progress"]])
def test_none_and_all_documents_cannot_be_taken_out(client: TestClient, library: Library, documents: list[str]) -> None:
    child_t = reviews_of(library)["child-t"]
    token = token_of(client.get(f"/reviews/{child_t}").text)
    answer = client.post(f"/reviews/{child_t}/split", data={"token": token, "document": documents})
    assert answer.status_code == 400
    assert '<a href="#document-1">' in answer.text
    assert library.catalogue.decisions() == ()


def test_what_is_not_there_cannot_be_decided_on(client: TestClient, library: Library) -> None:
    child_t = reviews_of(library)["child-t"]
    token = {"token": token_of(client.get(f"/reviews/{child_t}").text)}
    assert client.post("/reviews/nobody/merge", data={**token, "other": child_t}).status_code == 404
    assert client.post("/reviews/nobody/split", data={**token, "document": "child-t"}).status_code == 404
    assert client.post(f"/reviews/{child_t}/split", data={**token, "document": "margaret"}).status_code == 404
    for number in ("1", "0", "9" * 30):
        assert client.post(f"/decisions/{number}/undo", data=token).status_code == 404
    assert library.catalogue.decisions() == ()


FORMS = ("merge", "split")


def test_a_form_without_a_token_changes_nothing(client: TestClient, library: Library) -> None:
    child_t = reviews_of(library)["child-t"]
    library.catalogue.decide("split", ["child-t-progress"], ["child-t"], "Ada", "2026-01-01T00:00:00+00:00")
    before = library.catalogue.decisions()
    client.get("/reviews")
    given = {"person": "Eve", "other": "margaret.pdf", "document": "child-t"}
    for path in (*(f"/reviews/{child_t}/{form}" for form in FORMS), "/decisions/1/undo"):
        assert client.post(path, data=given).status_code == 403
        assert client.post(path, data={**given, "token": "0" * 80}).status_code == 403
    assert library.catalogue.decisions() == before


def test_who_may_only_read_sees_no_forms_and_changes_nothing(serve: Serve, library: Library) -> None:
    library.catalogue.decide("split", ["child-t"], ["margaret"], "Ada", "2026-01-01T00:00:00+00:00")
    child_t = reviews_of(library)["child-t"]
    client = serve(read_only=True)
    for path in (f"/reviews/{child_t}", "/decisions"):
        page = client.get(path).text
        assert 'method="post"' not in page
    for path in (*(f"/reviews/{child_t}/{form}" for form in FORMS), "/decisions/1/undo"):
        assert client.post(path, data={"other": "margaret.pdf", "document": "child-t"}).status_code == 403
    assert len(library.catalogue.decisions()) == 1


def test_a_proxy_signs_for_people(serve: Serve, library: Library) -> None:
    client = serve(proxy_header="X-User")
    client.headers["X-User"] = "ben"
    child_t = reviews_of(library)["child-t"]
    assert 'name="person"' not in client.get(f"/reviews/{child_t}").text
    post(client, f"/reviews/{child_t}", f"/reviews/{child_t}/merge", other="margaret.pdf", person="Eve")
    assert library.catalogue.decisions()[0].by == "ben"


def test_where_many_share_a_password_a_decision_needs_a_name(serve: Serve, library: Library) -> None:
    client = serve(password="three plain words")
    given = {"token": token_of(client.get("/login").text), "password": "three plain words"}
    client.post("/login", data=given)
    review, *_, other = sorted(set(usable_index(library).review_of.values()))
    token = token_of(client.get(f"/reviews/{review}").text)
    form = {"token": token, "other": other}
    refused = client.post(f"/reviews/{review}/merge", data=form)
    assert refused.status_code == 400
    assert 'href="#merge-person">Enter your name' in refused.text
    assert f'value="{other}"' in refused.text
    assert library.catalogue.decisions() == ()
    client.post(f"/reviews/{review}/merge", data={**form, "person": "Ben"})
    assert [each.by for each in library.catalogue.decisions()] == ["Ben"]


# ---- how much there is ----------------------------------------------------------------------------------------------


def summary() -> DocumentRecord:
    """A summary of the report, which repeats what that asks."""
    return document(
        "summary.pdf",
        *(Says(HUB, label="1"), Says(GUIDE, label="2")),
        genre="executive_summary",
        title="Review of the Harbour: summary",
    )


def test_what_a_summary_repeats_is_counted_once(client: TestClient, library: Library, harbour: str) -> None:
    put(library, summary())
    assert reviews_of(library)["summary.pdf"] == harbour
    row = next(row for row in rows_of(client.get("/reviews").text) if "Review of the Harbour" in row)
    assert row.endswith(" 3 2")  # documents, recommendations
    child_t = reviews_of(library)["child-t"]
    compared = rows_of(client.get("/compare", params={"review": [harbour, child_t]}).text)
    asked = next(row for row in compared if row.startswith("Local authority education"))
    assert "1 ask: show where" in asked


def test_pages_that_could_not_be_read_are_told_beside_each_other(client: TestClient, library: Library) -> None:
    record = report()
    put(library, replace(record, quality=replace(record.quality, pages_unreadable=(2, 3))))
    reviews = reviews_of(library)
    page = client.get("/compare", params={"review": [reviews["report.pdf"], reviews["child-t"]]}).text
    assert "Pages that could not be read 2: what stands on them is not counted 0" in text_of(page)
