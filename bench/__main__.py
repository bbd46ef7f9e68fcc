"""`make bench`: pages a second and peak memory on the sample corpus and, where it is at hand, on real documents."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from rich.console import Console
from rich.table import Table

from bench.measure import Measurement, measure
from bench.themes import statements_per_second
from bench.ways import BASELINE, WAYS
from crossreview.parse import parse
from crossreview.parse.cells import PageTable

REPOSITORY = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure each way on each set of documents and print the table."""
    arguments = _parser().parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in _sets(arguments.every, Path(folder)):
            console.print(_table(name, paths, {way: measure(way, paths) for way in WAYS}))
    for way, rate in statements_per_second().items():
        console.print(f"themes, {way}: {rate:,.0f} statements/CPU s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="of the real documents, take each Nth (the default is 8)")
    return parser


def _sets(every: int, folder: Path) -> Iterator[tuple[str, list[Path]]]:
    yield "sample corpus", sorted((REPOSITORY / "corpus" / "pdfs").glob("*.pdf"))
    real = sorted((REPOSITORY.parent / "shared" / "reviews" / "unlabelled").rglob("*.pdf"))[::every]
    if real:
        yield "real documents", real
        yield "their pages without tables", [path for each in real if (path := _without_tables(each, folder))]


def _without_tables(path: Path, folder: Path) -> Path | None:
    """A copy of a document without the pages that have a table; None if all have one."""
    kept = [page.number - 1 for page in parse(path).pages if not any(isinstance(it, PageTable) for it in page.elements)]
    if not kept:
        return None
    copy = folder / path.name
    with pdfium.PdfDocument(path) as document, pdfium.PdfDocument.new() as shortened:
        shortened.import_pages(document, kept)
        shortened.save(copy)
    return copy


def _table(name: str, paths: Sequence[Path], measured: dict[str, Measurement]) -> Table:
    pages = measured[BASELINE].pages
    table = Table("way", "loading CPU s", "reading CPU s", "pages/CPU s", "x baseline", "peak MiB")
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
