"""Documents for measuring batches: the sample corpus repeated under other ids, some of it poisoned.

A copy has a line more at its end, which no reader of PDFs looks at: other bytes, so another id. Its record gets another
title and one word more, so that it is not taken for a copy or a version of the first.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from msgspec import structs

from crossreview.batch import BatchSettings, Pipeline, standard_pipeline
from crossreview.batch.engines import engine_of, read_each
from crossreview.batch.reading import Task
from crossreview.errors import CrossreviewError
from crossreview.library import hash_of
from crossreview.records import DocumentRecord, decode

Behaviour: TypeAlias = Literal["healthy", "crash", "hang", "bomb"]
_POISON: tuple[Behaviour, ...] = get_args(Behaviour)[1:]
_QUICK = 0.05  # seconds; the documents of the corpus take 0.3 s
_EVERY = 100  # which document is poisoned
_MEGABYTE = 1 << 20


def repeat(samples: Sequence[Path], folder: Path, count: int, *, poisoned: bool = False) -> frozenset[str]:
    """Write so many copies of some samples into a folder; returns the names of those that are poisoned."""
    folder.mkdir()
    bad = set()
    poison = cycle(_POISON)
    for number, sample in enumerate(islice(cycle(samples), count), start=1):
        behaviour = next(poison) if poisoned and number % _EVERY == 0 else "healthy"
        copy = folder / f"{number:06}-{sample.name}"
        copy.write_bytes(sample.read_bytes() + f"\n%{behaviour} {number}\n".encode())
        if behaviour != "healthy":
            bad.add(copy.name)
    return frozenset(bad)


def keep_records(samples: Sequence[Path], folder: Path) -> None:
    """Read the samples, so that records as large as theirs can be given out in no time.

    In children, as in every batch: this process stays as small as one that only hands documents out.
    """
    folder.mkdir()
    tasks = (Task(sample, hash_of(sample), sample.name) for sample in samples)
    with engine_of(standard_pipeline(), BatchSettings()) as engine, closing(read_each(tasks, engine)) as results:
        for done in results:
            if isinstance(done.result, CrossreviewError):
                raise done.result
            (folder / f"{done.task.filename}.json").write_bytes(done.result.data)


def real_pipeline() -> Pipeline:
    """Reads copies as every run reads, unless they are poisoned."""
    return replace(standard_pipeline(), read=_read_for_real)


def kept_pipeline(folder: Path) -> Pipeline:
    """Gives out the records that were kept in a folder."""
    return replace(standard_pipeline(), count=_one, load=partial(_the_same, folder), read=_read_kept)


def quick_pipeline(record: Path) -> Pipeline:
    """Gives out one record, from a file, for every document, after a twentieth of a second."""
    return replace(standard_pipeline(), count=_one, load=partial(_load_record, record), read=_give)


def _one(_: Path) -> int:
    return 1


def _the_same(folder: Path) -> Path:
    return folder


def _load_record(path: Path) -> DocumentRecord:
    return decode(path.read_bytes(), path)


def _give(_: Path, record: DocumentRecord) -> DocumentRecord:
    time.sleep(_QUICK)
    return record


def _read_for_real(path: Path, reader: Any) -> DocumentRecord:
    from crossreview.document import read_document  # noqa: PLC0415  (loads spaCy, in children alone)

    data = path.read_bytes()
    _behave(data)
    return _renumbered(read_document(path, reader), data)


def _read_kept(path: Path, folder: Path) -> DocumentRecord:
    kept = folder / f"{path.name.partition('-')[2]}.json"
    return _renumbered(decode(kept.read_bytes(), kept), path.read_bytes())


def _behave(data: bytes) -> None:
    match _ending(data)[0]:
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(3600)
        case "bomb":
            hoard = []
            while True:
                hoard.append(bytearray(8 * _MEGABYTE))


def _renumbered(record: DocumentRecord, data: bytes) -> DocumentRecord:
    digest = hashlib.sha256(data).hexdigest()
    number = _ending(data)[1]
    title = record.metadata.title
    told = structs.replace(title, value=f"{title.value} {number}") if title is not None else None
    return structs.replace(
        record,
        document=structs.replace(
            record.document, id=digest[:16], sha256=digest, text=f"{record.document.text} copy {number}"
        ),
        metadata=structs.replace(record.metadata, title=told),
    )


def _ending(data: bytes) -> tuple[str, str]:
    behaviour, number = data.rstrip().rpartition(b"%")[2].decode().split()
    return behaviour, number
