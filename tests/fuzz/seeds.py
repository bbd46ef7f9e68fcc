"""What is mutated: the small PDFs of the tests, and single pages of the sample corpus, with their streams inflated."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from tests.fuzz.places import inflated

_REPOSITORY = Path(__file__).resolve().parents[2]
_LARGEST = 300_000  # bytes: a larger one takes too long to mutate and to read
_PAGES = 3  # of each document of the corpus: the first, one from the middle, the last


def seeds() -> list[bytes]:
    """All of them, in a fixed order."""
    wholes = [path.read_bytes() for path in sorted((_REPOSITORY / "tests" / "pdfs").glob("*.pdf"))]
    corpus = sorted((_REPOSITORY / "corpus" / "pdfs").glob("*.pdf"))
    pages = [page for path in corpus for page in _pages_of(path)]
    return [seed for whole in (*wholes, *pages) if len(seed := inflated(whole)) <= _LARGEST]


def _pages_of(path: Path) -> Iterator[bytes]:
    with pdfium.PdfDocument(path) as document:
        last = len(document) - 1
        for index in sorted({last * part // (_PAGES - 1) for part in range(_PAGES)}):
            with pdfium.PdfDocument.new() as single:
                single.import_pages(document, [index])
                out = io.BytesIO()
                single.save(out)
                yield out.getvalue()
