"""What `crossreview evaluate` does once its arguments are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console

from crossreview.document import load_reader, read_document
from crossreview.errors import GoldError
from crossreview.evaluate.changes import changes_since
from crossreview.evaluate.floors import check_gold, load_floors, shortfalls, update_floors
from crossreview.evaluate.gold import gold_digest
from crossreview.evaluate.render import as_json, print_changes, print_report
from crossreview.evaluate.report import Report
from crossreview.evaluate.run import Read, evaluate
from crossreview.evaluate.score import Verdict
from crossreview.evaluate.splits import HELD_OUT
from crossreview.vocabulary.taxonomy import load_taxonomy

# Columns of the tables where no terminal says how many it has.
_FILE_WIDTH: Final = 160


@dataclass(frozen=True)
class Request:
    """What was asked for.

    `floors` is a file to check against or, with `update`, to raise; `against` is an earlier report in JSON, to list
    what was gained and lost since; `split` is the one part of the corpus to measure.
    """

    pdfs: Path
    gold: Path
    show: Collection[Verdict] = ()
    json: bool = False
    floors: Path | None = None
    update: bool = False
    against: Path | None = None
    split: str | None = None


def standard_read(*, without_seed_cues: bool = False) -> Read:
    """Reading as shipped or, for honest scores on the one document that suggested some theme cues, without those."""
    left_out = load_taxonomy().seed_influenced_cues if without_seed_cues else frozenset()
    return partial(read_document, reader=load_reader(left_out))


def run_evaluation(request: Request, read: Read, out: TextIO, talk: Console) -> bool:
    """Measure, write the report to `out`, and say whether all documents were read and no floor was broken."""
    report = evaluate(request.pdfs, request.gold, read, request.split)
    _write(report if request.split == HELD_OUT else report.without_held_out_cases(), request, out)
    for row in report.problems:
        talk.print(f"not read: {row.id}: {row.problem}", highlight=False, markup=False)
    return _floors_hold(report, request, talk) and not report.problems


def _write(report: Report, request: Request, out: TextIO) -> None:
    if request.json:
        out.write(as_json(report, request.show).decode() + "\n")
        return
    console = Console(file=out, width=None if out.isatty() else _FILE_WIDTH)
    print_report(report, console, request.show)
    if request.against is not None:
        print_changes(changes_since(request.against, report), console)


def _floors_hold(report: Report, request: Request, talk: Console) -> bool:
    if request.floors is None:
        return True
    if request.split is not None:
        raise GoldError("Floors are of the whole corpus.", remedy="Leave --split out.", path=request.floors)
    digest = gold_digest(request.gold)
    if request.update:
        update_floors(request.floors, report, digest)
        talk.print(f"floors written to {request.floors}", highlight=False, markup=False)
        return True
    floors = load_floors(request.floors)
    check_gold(floors, digest, request.floors)
    fallen = shortfalls(report, floors)
    for shortfall in fallen:
        talk.print(str(shortfall), highlight=False, markup=False)
    return not fallen
