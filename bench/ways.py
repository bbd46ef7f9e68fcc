"""The ways of reading a PDF that are compared: a baseline, and Crossreview stage by stage.

Each stage includes those before it, so that the difference of two rows is the cost of one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

Way: TypeAlias = Callable[[], Callable[[Path], int]]


def pdfplumber_words() -> Callable[[Path], int]:
    """Words with pdfplumber, as many pipelines do it."""
    import pdfplumber  # noqa: PLC0415 - each way imports what it needs, in a process of its own

    def read(path: Path) -> int:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.close()
            return len(pdf.pages)

    return read


def parsed() -> Callable[[Path], int]:
    """Blocks: words, lines, tables, running heads apart."""
    from crossreview.parse import parse  # noqa: PLC0415

    return lambda path: len(parse(path).page_sizes)


def structured() -> Callable[[Path], int]:
    """The heading tree."""
    from crossreview.document import load_reader  # noqa: PLC0415
    from crossreview.parse import parse  # noqa: PLC0415
    from crossreview.structure import structure  # noqa: PLC0415

    reader = load_reader()
    return lambda path: len(structure(parse(path), reader.sections, reader.roles).parsed.page_sizes)


def extracted() -> Callable[[Path], int]:
    """Items and metadata."""
    from crossreview.document import load_reader  # noqa: PLC0415
    from crossreview.parse import parse  # noqa: PLC0415
    from crossreview.structure import structure  # noqa: PLC0415

    reader = load_reader()

    def read(path: Path) -> int:
        document = structure(parse(path), reader.sections, reader.roles)
        reader.extractor.extract(document, "")
        return len(document.parsed.page_sizes)

    return read


def whole_record() -> Callable[[Path], int]:
    """Everything: the record of the document, with themes."""
    from crossreview.document import load_reader, read_document  # noqa: PLC0415

    reader = load_reader()
    return lambda path: read_document(path, reader).document.pages


BASELINE: Final = "pdfplumber words"
WAYS: Final[dict[str, Way]] = {
    BASELINE: pdfplumber_words,
    "parse": parsed,
    "... structure": structured,
    "... extract": extracted,
    "... themes: the record": whole_record,
}
