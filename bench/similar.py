"""`python -m bench.similar`: how well asks that were made before are found, and how often what is called so is.

By drafts that ask for the same as a recommendation of the corpus, or for something else about the same problem, and by
pairs of asks that were judged (`corpus/retrieval`).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import jsonlines
from rich.console import Console
from rich.table import Table

from bench.retrieval import CORPUS, judged_library
from crossreview.library import Library
from crossreview.search.similar import Closeness, similar

_FIRST = (1, 3, 5, 10)
_SURE: frozenset[Closeness] = frozenset({"same words", "close"})


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of a file of `corpus/retrieval`."""
    with jsonlines.open(CORPUS / "retrieval" / name) as rows:
        return list(rows)


def drafts_found(
    library: Library, drafts: Sequence[dict[str, Any]], kind: str
) -> Iterator[tuple[int | None, str | None]]:
    """The place of the original among what is similar to each draft, and how close it is called; None where neither."""
    for draft in drafts:
        found = similar(library, draft[kind]).asks[:50]
        places = (at for at, ask in enumerate(found, 1) if ask.text == draft["ask"])
        place = next(places, None)
        yield place, found[place - 1].closeness if place is not None else None


def called(library: Library, pairs: Sequence[dict[str, Any]]) -> Iterator[tuple[float, Closeness | None]]:
    """For each judged pair its mean grade, and how close the second is called to the first."""
    found: dict[str, dict[str, Closeness]] = {}
    for pair in pairs:
        if pair["ask"] not in found:
            asks = similar(library, pair["ask"]).asks
            found[pair["ask"]] = {ask.text: ask.closeness for ask in reversed(asks)}
        yield (pair["grade"] + pair["second"]) / 2, found[pair["ask"]].get(pair["other"])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.similar", description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("demo-library"), help="what `make demo` made")
    drafts, pairs = rows_of("drafts.jsonl"), rows_of("pairs.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        library = judged_library(Library.open(parser.parse_args().library), Path(folder) / "library")
        table = Table("drafts", *(f"in {first}" for first in _FIRST), "called close", box=None)
        for part in ("fit", "test"):
            of_part = [draft for draft in drafts if draft["set"] == part]
            for kind in ("same", "neighbour"):
                found = list(drafts_found(library, of_part, kind))
                shares = (mean(place is not None and place <= first for place, _ in found) for first in _FIRST)
                same = mean(closeness in _SURE for _, closeness in found)
                table.add_row(f"{part}, {kind}", *(f"{share:.2f}" for share in shares), f"{same:.2f}")
        judged = Table("pairs called", "number", "same ask", "same or overlapping", box=None)
        grades = list(called(library, pairs))
        for closeness in ("same words", "close", "related", None):
            of_it = [grade for grade, name in grades if name == closeness]
            if of_it:
                same, near = mean(grade >= 1.5 for grade in of_it), mean(grade >= 1 for grade in of_it)
                judged.add_row(closeness or "nothing", str(len(of_it)), f"{same:.2f}", f"{near:.2f}")
    Console().print(table, "", judged)


if __name__ == "__main__":
    main()
