"""What many tests share: the repository's folders, a loaded reader, and the records of the sample corpus, read once.

The reader is imported where it is needed, so that tests of one part do not load all others.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.commands import Answer
from tests.sharing import once

from crossreview.library import Library
from crossreview.records import DocumentRecord

if TYPE_CHECKING:
    from crossreview.document import Reader

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the sample corpus."""
    return REPOSITORY / "corpus"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with its vocabularies loaded."""
    from crossreview.document import load_reader

    return load_reader()


@pytest.fixture(scope="session")
def corpus_records(corpus: Path, demo_library: Path) -> Mapping[Path, DocumentRecord]:
    """The record of every PDF of the sample corpus, by path."""
    records = {record.document.filename: record for record in Library.open(demo_library).records()}
    return {path: records[path.name] for path in sorted((corpus / "pdfs").glob("*.pdf"))}


@pytest.fixture(scope="session")
def demo_library(shared_folder: Path, corpus: Path) -> Path:
    """The library that `make demo` makes, under the same name, without vectors. Tests leave it as it is."""
    library = shared_folder / "demo" / "demo-library"
    command = [sys.executable, "-m", "crossreview", "run", "--no-embed", str(corpus / "pdfs")]
    once(library, lambda: subprocess.run([*command, "--library", str(library)], check=True, capture_output=True))
    return library


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def crossreview(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """The command line in this process, with a reader that takes made-up files for PDFs."""
    from tests.batch.readers import PIPELINE

    from crossreview import batch
    from crossreview.cli import main
    from crossreview.search import meaning

    # No process outlives a test.
    monkeypatch.setattr(meaning, "embed_in_background", lambda _: False)
    monkeypatch.setattr(batch, "standard_pipeline", lambda **_: replace(PIPELINE, index=batch.update_search_index))

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["crossreview", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code or 0
        sys.stdout.flush()
        assert isinstance(code, int)
        return Answer(code, *capfd.readouterr())

    return call
