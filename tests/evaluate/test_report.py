from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from tests.evaluate.records import gold, item, record, section

from crossreview.errors import GoldError, UnreadableDocument
from crossreview.evaluate import Read, Report, Row, Score, evaluate
from crossreview.evaluate.command import Request, run_evaluation
from crossreview.evaluate.floors import Floors, load_floors, shortfalls, update_floors
from crossreview.records import DocumentRecord

ABOUT = gold(
    headings=[{"page": 1, "level": 1, "text": "Findings"}],
    recommendations=[{"page": 1, "kind": "action", "first_words": "Visit all", "last_words": "children."}],
)


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    """Two documents with the same gold."""
    for name in ("a", "b"):
        content = name.encode()
        (tmp_path / f"{name}.pdf").write_bytes(content)
        about = msgspec.structs.replace(ABOUT, file=f"{name}.pdf", sha256=hashlib.sha256(content).hexdigest())
        (tmp_path / f"{name}.json").write_bytes(msgspec.json.encode(about))
    return Request(tmp_path, tmp_path)


def read_well(_: Path) -> DocumentRecord:
    return record(ABOUT, sections=[section(1, 1, "Findings")], items=[item(1, "action", "Visit all the children.")])


def read_only_a(path: Path) -> DocumentRecord:
    if path.stem != "a":
        raise UnreadableDocument("This is not a PDF.", remedy="Get it again.", path=path)
    return read_well(path)


def run(request: Request, read: Read) -> tuple[bool, str, str]:
    out, talk = io.StringIO(), io.StringIO()
    return run_evaluation(request, read, out, Console(file=talk, width=200)), out.getvalue(), talk.getvalue()


def test_totals_are_sums(request_: Request) -> None:
    report = evaluate(request_.pdfs, request_.gold, read_well)
    assert report.totals["headings"] == Score(2, 2, 2)
    assert report.pages == 6


def test_parts_stand_behind_their_wholes_in_the_totals() -> None:
    rows = (Row("a", 1, 0.0, {"m": Score(), "m.a": Score(), "n": Score()}, ()), Row("b", 1, 0.0, {"m.b": Score()}, ()))
    assert list(Report(rows).totals) == ["m", "m.a", "m.b", "n"]


def test_a_document_that_cannot_be_read_counts_as_missed_and_fails_the_run(request_: Request) -> None:
    report = evaluate(request_.pdfs, request_.gold, read_only_a)
    assert report.totals["asks_exact"] == Score(2, 1, 1)
    ok, out, talk = run(request_, read_only_a)
    assert not ok
    assert "not read" in out
    assert "This is not a PDF." in talk


def test_tables_show_counts_and_cases(request_: Request) -> None:
    shown = Request(request_.pdfs, request_.gold, show=("missed",))
    ok, out, _ = run(shown, lambda path: record(ABOUT) if path.stem == "b" else read_well(path))
    assert ok
    assert "Visit all ... children." in out
    assert "asks_exact" in out


def test_json_holds_the_same(request_: Request) -> None:
    _, out, _ = run(Request(request_.pdfs, request_.gold, ("missed", "invented"), json=True), read_only_a)
    payload = json.loads(out)
    assert payload["totals"]["headings"] == {
        "gold": 2, "found": 1, "right": 1, "precision": 1.0, "recall": 0.5, "f1": 0.6667, "invented_per_100": 0.0,
    }  # fmt: skip
    assert [document["id"] for document in payload["documents"]] == ["a", "b"]
    assert payload["documents"][1]["cases"][0]["text"] == "Findings"


def test_floors_rise_and_never_sink(request_: Request, tmp_path: Path) -> None:
    path = tmp_path / "floors.ini"
    low = evaluate(request_.pdfs, request_.gold, read_only_a)
    high = evaluate(request_.pdfs, request_.gold, read_well)
    assert update_floors(path, low, "gold").f1["all"]["headings"] == pytest.approx(0.666)
    assert update_floors(path, high, "gold").f1["all"]["headings"] == 1.0
    with pytest.raises(GoldError, match="Floors only rise"):
        update_floors(path, low, "gold")
    assert load_floors(path).f1["all"]["headings"] == 1.0
    assert update_floors(path, low, "other gold").f1["all"]["headings"] == pytest.approx(0.666)


def test_a_report_passes_the_floors_it_made(request_: Request, tmp_path: Path) -> None:
    report = evaluate(request_.pdfs, request_.gold, read_only_a)
    assert shortfalls(report, update_floors(tmp_path / "floors", report, "gold")) == ()


def test_a_measure_that_vanished_is_below_its_floor(request_: Request) -> None:
    report = evaluate(request_.pdfs, request_.gold, read_well)
    (fallen,) = shortfalls(report, Floors("gold", {"all": {"headings": 1.0, "no_longer_measured": 0.5}}))
    assert str(fallen) == "all: no_longer_measured: F1 0.0000 is below its floor 0.500"


def test_floors_are_checked_on_request(request_: Request, tmp_path: Path) -> None:
    floors = tmp_path / "floors"
    update = Request(request_.pdfs, request_.gold, floors=floors, update=True)
    check = Request(request_.pdfs, request_.gold, floors=floors)
    assert run(update, read_well)[0]
    assert run(check, read_well)[0]
    ok, _, talk = run(check, lambda _: record(ABOUT))
    assert not ok
    assert "all: headings: F1 0.0000 is below its floor 1.000" in talk


def test_floors_of_other_gold_are_refused(request_: Request, tmp_path: Path) -> None:
    floors = tmp_path / "floors"
    floors.write_bytes(msgspec.json.encode(Floors("other", {})))
    with pytest.raises(GoldError, match="not the one that these floors were measured on"):
        run(Request(request_.pdfs, request_.gold, floors=floors), read_well)


def test_missing_and_damaged_floors_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="There are no floors here"):
        load_floors(tmp_path / "none")
    (tmp_path / "bad").write_text("{")
    with pytest.raises(GoldError, match="cannot be decoded"):
        load_floors(tmp_path / "bad")


def test_changes_list_what_was_gained_and_lost(request_: Request, tmp_path: Path) -> None:
    before = tmp_path / "before"
    _, out, _ = run(Request(request_.pdfs, request_.gold, ("missed", "invented"), json=True), read_only_a)
    before.write_text(out)
    _, out, _ = run(Request(request_.pdfs, request_.gold, against=before), read_well)
    assert "gained: 2" in out
    assert "lost: 0" in out


def test_an_earlier_report_that_is_none_is_named(request_: Request, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="not an earlier report"):
        run(Request(request_.pdfs, request_.gold, against=tmp_path / "none"), read_well)


def test_splits_are_scored_apart_and_the_held_out_one_stays_closed(request_: Request) -> None:
    pdfs, golds = request_.pdfs, request_.gold / "gold"
    golds.mkdir()
    for path in request_.gold.glob("*.json"):
        path.rename(golds / path.name)
    (request_.gold / "splits.json").write_text('{"note": "why", "test": ["b"], "train": ["a"]}')
    miss = Request(pdfs, golds, show=("missed",), json=True)
    _, out, _ = run(miss, lambda _: record(ABOUT))
    payload = json.loads(out)
    assert list(payload["splits"]) == ["train", "test"]
    assert [(each["split"], bool(each["cases"])) for each in payload["documents"]] == [("train", True), ("test", False)]
    _, out, _ = run(replace(miss, split="test"), lambda _: record(ABOUT))
    (only,) = json.loads(out)["documents"]
    assert only["id"] == "b"
    assert only["cases"]
    with pytest.raises(GoldError, match="No document is in the split"):
        run(replace(miss, split="dev"), read_well)


def test_floors_are_of_the_whole_corpus(request_: Request, tmp_path: Path) -> None:
    golds = request_.gold / "gold"
    golds.mkdir()
    (request_.gold / "a.json").rename(golds / "a.json")
    (request_.gold / "splits.json").write_text('{"train": ["a"]}')
    with pytest.raises(GoldError, match="whole corpus"):
        run(replace(request_, gold=golds, floors=tmp_path / "floors", split="train"), read_well)


@pytest.mark.parametrize("content", ["{", '{"train": ["a"], "test": ["a"]}'])
def test_damaged_splits_are_named(content: str, request_: Request) -> None:
    golds = request_.gold / "gold"
    golds.mkdir()
    (request_.gold / "a.json").rename(golds / "a.json")
    (request_.gold / "splits.json").write_text(content)
    with pytest.raises(GoldError, match=r"splits\.json"):
        run(replace(request_, gold=golds), read_well)
