"""A process that is killed at any moment leaves a library that can be searched, and that the next run puts right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from tests.search.documents import child_t, margaret

from crossreview.batch import bring_up_to_date
from crossreview.library import Library
from crossreview.search import Query, rebuild_index, search

KILLS = 12
# What is done over and over until the process is killed; it says when it begins.
WORK = """
import sys
from pathlib import Path
from crossreview.batch import bring_up_to_date
from crossreview.library import Library
from crossreview.records import decode
library = Library.open(Path(sys.argv[1]))
pdfs = [Path(name) for name in sys.argv[2:]]
records = [library.record_as_read(document) for document in sorted(library.document_ids())]
print("ready", flush=True)
while True:
    for record, pdf in zip(records, pdfs):
        library.put(record, pdf)
        bring_up_to_date(library)
    for record, pdf in zip(records[1:], pdfs[1:]):
        library.erase(record.document.id, keep_pdf=True)
        bring_up_to_date(library)
"""


@pytest.fixture
def pdfs(library: Library, tmp_path: Path) -> list[Path]:
    """The PDFs of a library of a dozen documents, in the order of their ids."""
    for number in range(10):
        record = margaret() if number % 2 else child_t()
        name = f"copy-{number}"
        document = msgspec.structs.replace(record.document, id=name, filename=f"{name}.pdf", sha256=f"{number:064x}")
        pdf = tmp_path / document.filename
        pdf.write_bytes(name.encode())
        library.pdf_path(document.sha256).parent.mkdir(parents=True, exist_ok=True)
        library.pdf_path(document.sha256).write_bytes(pdf.read_bytes())
        library.put(msgspec.structs.replace(record, document=document), pdf)
    rebuild_index(library)
    return [tmp_path / f"{document_id}.pdf" for document_id in sorted(library.document_ids())]


def _killed_after(seconds: float, library: Library, pdfs: list[Path]) -> None:
    command = [sys.executable, "-c", WORK, str(library.root), *map(str, pdfs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_library_survives_kills_at_random_moments(library: Library, pdfs: list[Path]) -> None:
    dice = random.Random(20)
    for _ in range(KILLS):
        _killed_after(dice.uniform(0.0, 0.6), library, pdfs)
        # At once: whatever is found is there to be read.
        for hit in search(library, Query("neglect OR visit", limit=100)).hits:
            assert hit.passage in library.record(hit.document_id).document.text
        bring_up_to_date(library)
        after = search(library, Query("", limit=500))
        rebuild_index(library)
        fresh = search(library, Query("", limit=500))
        assert {(hit.document_id, hit.passage) for hit in after.hits} == {
            (hit.document_id, hit.passage) for hit in fresh.hits
        }
        assert after.facets == fresh.facets
        assert {hit.document_id for hit in after.hits} == library.document_ids()
        assert not library.not_indexed().documents
