"""`make bench`: pages a second and peak memory on the sample corpus and, where it is at hand, on real documents."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Measurement, measure
from bench.ways import BASELINE, WAYS

REPOSITORY = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure each way on each set of documents and print the table."""
    arguments = _parser().parse_args()
    console = Console()
    for name, paths in _sets(arguments.every):
        console.print(_table(name, paths, {way: measure(way, paths) for way in WAYS}))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="of the real documents, take each Nth (the default is 8)")
    return parser


def _sets(every: int) -> Iterator[tuple[str, list[Path]]]:
    yield "sample corpus", sorted((REPOSITORY / "corpus" / "pdfs").glob("*.pdf"))
    real = sorted((REPOSITORY.parent / "shared" / "reviews").rglob("*.pdf"))[::every]
    if real:
        yield "real documents", real


def _table(name: str, paths: Sequence[Path], measured: dict[str, Measurement]) -> Table:
    pages = measured[BASELINE].pages
    table = Table("way", "loading s", "reading s", "pages/s", "x baseline", "peak MiB")
    table.title = f"{name}: {len(paths)} documents, {pages} pages"
    baseline = measured[BASELINE].pages_per_second
    for way, result in measured.items():
        speed = result.pages_per_second
        table.add_row(
            way,
            f"{result.loading:.2f}",
            f"{result.reading:.2f}",
            f"{speed:.1f}",
            f"{speed / baseline:.1f}",
            f"{result.peak_mib:.0f}",
        )
    return table


if __name__ == "__main__":
    main()
