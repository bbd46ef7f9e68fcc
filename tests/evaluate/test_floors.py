"""The gate: no change may bring the reader below the scores it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from crossreview.document import Reader, read_document
from crossreview.evaluate import Report, evaluate, gold_digest
from crossreview.evaluate.floors import check_gold, load_floors, shortfalls
from crossreview.evaluate.splits import load_splits
from crossreview.records import DocumentRecord


def assert_floors_hold(report: Report, gold: Path, path: Path) -> None:
    floors = load_floors(path)
    check_gold(floors, gold_digest(gold), path)
    assert report.problems == ()
    assert shortfalls(report, floors) == (), "see what was lost: crossreview evaluate --show missed,invented"


def test_sample_corpus(corpus: Path, corpus_records: Mapping[Path, DocumentRecord]) -> None:
    report = evaluate(corpus / "pdfs", corpus / "gold", corpus_records.__getitem__)
    assert_floors_hold(report, corpus / "gold", corpus / "floors.json")


def test_every_gold_file_of_the_corpus_has_its_pdf_and_every_pdf_its_gold(corpus: Path) -> None:
    names = {path.stem for path in (corpus / "pdfs").glob("*.pdf")}
    golds = {path.stem for path in (corpus / "gold").glob("*.json")}
    assert names == golds
    assert golds <= load_splits(corpus / "gold").keys()


def test_real_documents(repository: Path, corpus: Path, reader: Reader) -> None:
    shared = repository.parent / "shared"
    if not (shared / "gold").is_dir() or not (shared / "reviews").is_dir():
        pytest.skip("the hand-made gold of real documents is not beside the repository")
    report = evaluate(shared / "reviews", shared / "gold", partial(read_document, reader=reader))
    assert_floors_hold(report, shared / "gold", corpus / "floors-shared-gold.json")
