"""Newer versions of documents: they take the place of the earlier ones, which stay and can be opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from starlette.testclient import TestClient
from tests.batch.conftest import SETTINGS, Desk
from tests.batch.saying import SAYING
from tests.batch.test_withdrawing import traces
from tests.commands import Answer
from tests.web.test_guard import token_of
from tests.web.test_search import text_of

from crossreview import batch
from crossreview.batch import Job, RunReport, run_batch
from crossreview.cli.summary import print_summary
from crossreview.library import grouping
from crossreview.library.anchors import anchor_of
from crossreview.library.corrections import Signed, State
from crossreview.library.reviews import Facts, review_named, reviews_of
from crossreview.library.sketches import Sketch
from crossreview.library.versions import are_versions
from crossreview.search import Query, search
from crossreview.web import Settings, create_app

ADA = Signed("Ada", "2026-01-01")
Command = Callable[..., Answer]
TITLE = "Review of the harbour"
MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")
PAGES = tuple(
    f"In {month} the keeper of lighthouse number {number} should ask each captain who calls at the harbour how many "
    f"children are on board, and tell the ferry before it crosses for the {number + 5}th time."
    for number, month in enumerate(MONTHS)
)
LATER = (*PAGES[:7], "In December the lamp should burn all day.")  # 0.8 of its runs are those of the first
REWRITTEN = (*PAGES[:6], "All boats should have a lamp at the mast.", "No boat should lie there without one.")


def write(desk: Desk, name: str, pages: tuple[str, ...] = PAGES, facts: str = "", title: str = TITLE) -> str:
    path = desk.file(name)
    path.write_text("\n".join((f"%PDF {facts}", title, *pages)))
    return str(path)


def read(desk: Desk, name: str, pages: tuple[str, ...] = PAGES, facts: str = "", title: str = TITLE) -> str:
    """Read one more file; returns the id of its document."""
    before = desk.library.document_ids() if desk.library_path.exists() else frozenset[str]()
    path = Path(write(desk, name, pages, facts, title))
    desk.run(path, pipeline=SAYING)
    (document_id,) = desk.library.document_ids() - before
    return document_id


def report_of(desk: Desk) -> RunReport:
    """What the last run left."""
    return msgspec.json.decode(max(desk.library.runs_path.glob("*.json")).read_bytes(), type=RunReport)


def current(desk: Desk) -> set[str]:
    """The documents that are counted, which are those that are searched and written to tables."""
    ids = {record.document.id for record in desk.library.records()}
    assert {hit.document_id for hit in search(desk.library, Query(limit=1000)).hits} == ids
    assert set(desk.library.frame("documents")["document_id"]) == ids
    lines = (desk.library.root / "items.jsonl").read_text().splitlines()
    assert {json.loads(line)["document_id"] for line in lines} == ids
    assert {each for review in reviews_of(desk.library) for each in review.document_ids} == ids
    assert desk.library.not_indexed().documents == ()
    return ids


@pytest.mark.parametrize("pages", [LATER, REWRITTEN])
def test_other_bytes_at_the_same_path_are_a_newer_version(desk: Desk, pages: tuple[str, ...]) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, "a.pdf", pages)

    path = str(desk.pdfs / "a.pdf")
    assert (report_of(desk).versions, report_of(desk).changed) == ({path: first}, {})
    assert report_of(desk).corrections_left == {}
    assert current(desk) == {second}
    assert desk.library.document_ids() == {first, second}
    assert desk.library.record(first).document.filename == "a.pdf"
    assert set(desk.library.documents_named("a.pdf")) == {first, second}
    again = desk.run(pipeline=SAYING)
    assert (again.unchanged, again.versions) == (1, {})


def test_a_newer_version_is_known_after_a_file_that_could_not_be_read(desk: Desk) -> None:
    first = read(desk, "a.pdf")
    desk.file("a.pdf", "broken").write_bytes(b"%PDF \xff")
    assert desk.run(pipeline=SAYING).failed == 1

    read(desk, "a.pdf", REWRITTEN)

    assert report_of(desk).versions == {str(desk.pdfs / "a.pdf"): first}


def test_what_comes_to_a_passing_path_is_no_version_of_what_was_there(desk: Desk) -> None:
    first = read(desk, "a.pdf")
    write(desk, "a.pdf", REWRITTEN)

    report = run_batch(Job((desk.pdfs,), desk.library_path, SETTINGS, passing=True), SAYING, lambda _: None)

    assert (report.read, report.versions, report.changed) == (1, {}, {})
    assert len(current(desk)) == 2
    assert first in current(desk)


@pytest.mark.parametrize("slow", ["report.pdf", "Report-v2.pdf"])
def test_of_two_that_come_together_the_one_with_the_later_name_is_newer(desk: Desk, slow: str) -> None:
    write(desk, "report.pdf")
    write(desk, "Report-v2.pdf", LATER)
    # One after the other, so that it is not chance which is read first.
    order = sorted(desk.pdfs.iterdir(), key=lambda path: path.name == slow)
    for number, path in enumerate(order):
        (desk.pdfs / str(number)).mkdir()
        path.rename(desk.pdfs / str(number) / path.name)

    desk.run(pipeline=SAYING, settings=replace(SETTINGS, workers=1))

    assert desk.library.record(*current(desk)).document.filename == "Report-v2.pdf"


def test_documents_without_a_title_are_not_taken_for_versions() -> None:
    facts = Facts("a", "a.pdf", None, "full_report", None, None, None, (), (), None, (None, None))

    assert not are_versions(facts, replace(facts, document_id="b"))
    assert are_versions(replace(facts, title="A"), replace(facts, document_id="b", title="A"))


def test_runs_of_words_that_a_form_prints_bring_no_document_near(desk: Desk) -> None:
    read(desk, "a.pdf")
    texts, sketch = desk.library.catalogue.texts, Sketch.of(" ".join(PAGES), whole=True)
    texts.note((f"other {number}", sketch) for number in range(20))
    assert len(texts.near(sketch)) == 20

    texts.note((f"other {number}", sketch) for number in range(600))

    assert texts.near(sketch) == ()


def test_nearly_the_same_text_at_another_path_is_a_version_too(desk: Desk) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, "b.pdf", LATER)

    assert report_of(desk).versions == {str(desk.pdfs / "b.pdf"): first}
    assert current(desk) == {second}


@pytest.mark.parametrize(
    ("name", "pages", "facts", "title"),
    [
        ("b.pdf", REWRITTEN, "", TITLE),
        ("a.pdf", ("All boats should have a lamp at the mast, and two of them in winter.", *PAGES[:3]), "", TITLE),
        ("a.pdf", LATER, "code=OTHER", TITLE),
        ("a.pdf", LATER, "genre=briefing", TITLE),
        ("a.pdf", LATER, "", "Review of the other harbour"),
        ("a.pdf", LATER, "dated=2022-05", TITLE),
    ],
    ids=["far", "farther", "other-code", "other-genre", "other-title", "other-date-of-what-comes-in-series"],
)
def test_another_document_is_no_version(desk: Desk, name: str, pages: tuple[str, ...], facts: str, title: str) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, name, pages, facts, title)

    assert report_of(desk).versions == {}
    assert report_of(desk).changed == ({str(desk.pdfs / name): first} if name == "a.pdf" else {})
    assert current(desk) == {first, second}


@pytest.mark.parametrize("genre", ["progress_summary", "action_plan", "response"])
def test_reports_that_follow_one_another_are_no_versions(desk: Desk, genre: str) -> None:
    autumn = read(desk, "a.pdf", facts=f"genre={genre} dated=2022-09")
    winter = read(desk, "a.pdf", LATER, f"genre={genre} dated=2022-12")
    mended = read(desk, "a.pdf", (*LATER, "The end."), f"genre={genre} dated=2022-12")

    assert report_of(desk).versions == {str(desk.pdfs / "a.pdf"): winter}
    assert current(desk) == {autumn, mended}


def test_the_later_date_is_the_newer_version_whichever_is_read_first(desk: Desk) -> None:
    newer = read(desk, "a.pdf", LATER, "genre=full_report dated=2022-05")
    older = read(desk, "b.pdf", PAGES, "genre=full_report dated=2021")

    assert report_of(desk).versions == {str(desk.pdfs / "b.pdf"): older}
    assert current(desk) == {newer}


def test_all_versions_before_one_are_earlier_also_when_one_between_is_gone(desk: Desk) -> None:
    first, second, third = (read(desk, "a.pdf", (*PAGES, *more)) for more in ((), ("More.",), ("More.", "And more.")))
    assert current(desk) == {third}

    desk.library.erase(second)
    batch.bring_up_to_date(desk.library)
    assert current(desk) == {third}
    assert desk.library.versions().earlier_than(third) == (second, first)

    desk.library.erase(third)
    batch.bring_up_to_date(desk.library)
    assert current(desk) == {first}


def test_what_was_undone_is_not_decided_again(desk: Desk, crossreview: Command) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, "a.pdf", LATER)
    listed = crossreview("reviews", "--decisions", "--library", desk.library_path)
    assert f"1. version {second} is a newer version of {first} (crossreview, " in listed.out

    assert crossreview("undo", "1", "--library", desk.library_path).talk == "Undone: 1.\n"

    assert current(desk) == {first, second}
    desk.library.erase(second)
    report = desk.run(pipeline=SAYING)
    assert (report.read, report.versions) == (1, {})
    assert current(desk) == {first, second}


@pytest.mark.parametrize("which", ["newer", "earlier"])
def test_each_version_can_be_withdrawn(desk: Desk, which: str) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, "a.pdf", LATER)
    gone, stays = (second, first) if which == "newer" else (first, second)

    batch.withdraw(desk.library, [gone], "They asked.", ADA)

    assert current(desk) == {stays}
    assert desk.library.document_ids() == {stays}
    assert desk.library.catalogue.decisions() == ()
    assert traces(desk.library, gone) <= {("catalogue.sqlite", gone)}
    assert desk.library.catalogue.named_in({gone}) == frozenset()


def test_a_killed_run_leaves_no_version_undecided(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(desk, "a.pdf")
    write(desk, "a.pdf", LATER)
    with monkeypatch.context() as patched:
        patched.setattr("crossreview.library.folder.write_atomically", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.run(pipeline=SAYING)
    assert [record.document.id for record in desk.library.records()] == [first]

    report = desk.run(pipeline=SAYING)

    assert report.read == 1
    assert len(current(desk)) == 1
    assert desk.library.versions().later.keys() == {first}


def test_corrections_stay_on_the_earlier_version_and_are_told(desk: Desk) -> None:
    first = read(desk, "a.pdf")
    record = desk.library.record(first)
    anchor = anchor_of(record.items[0], record)
    desk.library.catalogue.keep_correction(first, anchor, State("planned"), None, ADA)

    second = read(desk, "a.pdf", LATER)

    assert report_of(desk).corrections_left == {first: 1}
    assert desk.library.record(first).items[0].status == "planned"
    assert desk.library.record(second).items[0].status is None
    said = StringIO()
    print_summary(report_of(desk), desk.library, Console(file=said))
    assert f"a.pdf: {TITLE} (a.pdf" in said.getvalue()
    assert f"[{first}] (1 correction made on it, and not moved)" in said.getvalue()
    assert current(desk) == {second}


def test_decisions_about_a_review_hold_for_the_newer_version(desk: Desk) -> None:
    read(desk, "a.pdf", facts="code=A1")
    other = read(desk, "b.pdf", ("All boats should have a lamp.",), "code=B1")
    grouping.merge(desk.library.catalogue, reviews_of(desk.library), ["a.pdf", "b.pdf"], "Ada", ADA.at)

    second = read(desk, "a.pdf", LATER, "code=A1")

    assert set(review_named(reviews_of(desk.library), "a.pdf").document_ids) == {second, other}


def test_people_see_earlier_versions_and_can_take_it_back(desk: Desk, crossreview: Command) -> None:
    first = read(desk, "a.pdf")
    second = read(desk, "a.pdf", LATER)

    (row,) = crossreview("reviews", "--json", "--library", desk.library_path).rows
    (document,) = row["documents"]
    assert (document["id"], [each["id"] for each in document["earlier_versions"]]) == (second, [first])
    assert f"earlier version  {first}" in crossreview("reviews", "--library", desk.library_path).out
    app = create_app(desk.library, Settings(person="Ada"))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50_000)) as client:
        old, new = (client.get(f"/documents/{each}/pages/1").text for each in (first, second))
        assert "This is an earlier version" in text_of(old)
        assert f'href="/documents/{second}/pages/1">A newer version' in old
        assert 'href="/reviews/kds07"' in old
        assert f'Earlier version: <a class="govuk-link" href="/documents/{first}/pages/1">' in new
        assert f'href="/documents/{first}/pages/1">a.pdf, 2021-05</a>' in client.get("/reviews/kds07").text
        decisions = client.get("/decisions").text
        assert "is a newer version of" in text_of(decisions)

        client.post("/decisions/1/undo", data={"token": token_of(decisions), "person": "Ada"})

        assert "earlier version" not in client.get(f"/documents/{first}/pages/1").text
        assert current(desk) == {first, second}
