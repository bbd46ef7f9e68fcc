"""Readers that stand in for the real one. What they do is written in the file they read:

%PDF good N     a record with N pages          %PDF hang       never comes back
%PDF die        killed in the middle           %PDF bomb PATH  takes more and more memory, and writes to PATH
%PDF bug        an error nobody thought of     %PDF encrypted  an error raised on purpose
%PDF exit       leaves the process             %PDF dies N PATH  dies N times, and counts in PATH
%PDF slow       takes a while                  %PDF grow       is written on while it is read
%PDF touch      is touched while it is read    %PDF killer     kills its parent
%PDF short N PATH  has too little memory N times, and counts in PATH
%PDF spin       never comes back, nor lets other threads have a turn
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import time
from pathlib import Path

import msgspec
from tests.records.examples import record_of

from crossreview.batch import Pipeline
from crossreview.errors import EncryptedDocument, MissingExtra
from crossreview.library import Library
from crossreview.paths import shown
from crossreview.records import DocumentRecord

READER = "what load returned"
MEGABYTE = 1 << 20
_ENDLESS = re.compile(r"(a+)+")


def count(path: Path) -> int:
    return int(path.read_bytes().split()[2]) if b"good" in path.read_bytes() else 1


def load() -> str:
    return READER


def load_nothing() -> str:
    raise MissingExtra("A model is not installed.", remedy="Install it.")


def load_and_die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return READER


def load_slowly() -> str:
    time.sleep(5)
    return READER


def load_for_ever() -> str:
    time.sleep(3600)
    return READER


def load_with_a_bug() -> str:
    raise KeyError("model")


def read(path: Path, reader: str) -> DocumentRecord:
    assert reader == READER
    data = path.read_bytes()
    _, does, *details = data.decode().split(maxsplit=2)
    _behave(path, does, details)
    pages = ("Title", *(f"Do {number}." for number in range(1, int(details[0]) if does == "good" else 2)))
    return record_of(pages, filename=shown(path.name), digest=hashlib.sha256(data).hexdigest())


def _behave(path: Path, does: str, details: list[str]) -> None:  # noqa: PLR0912  (one for each thing that happens)
    match does:
        case "hang":
            time.sleep(3600)
        case "short":
            times, _, tally = details[0].partition(" ")
            if _count_up(Path(tally)) <= int(times):
                raise MemoryError
        case "spin":
            _ENDLESS.fullmatch("a" * 60 + "b")
        case "slow":
            time.sleep(0.5)
        case "grow":
            path.write_text("%PDF good 3")
        case "touch":
            os.utime(path, (1, 1))
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "dies":
            times, _, tally = details[0].partition(" ")
            if _count_up(Path(tally)) <= int(times):
                os.kill(os.getpid(), signal.SIGKILL)
        case "bomb":
            for tally in map(Path, details):
                _count_up(tally)
            hoard = []
            while True:
                hoard.append(bytearray(8 * MEGABYTE))
                time.sleep(0.005)
        case "bug":
            raise ZeroDivisionError("nobody thought of this")
        case "killer":  # of its parent, which on a cluster is a worker
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(3600)
        case "exit":
            sys.exit(3)
        case "encrypted":
            raise EncryptedDocument("The PDF asks for a password.", remedy="Save it without one.", path=path)


def _count_up(tally: Path) -> int:
    with tally.open("a") as marks:
        marks.write("x")
    return tally.stat().st_size


def read_and_tell(path: Path, reader: str) -> DocumentRecord:
    """Leaves a trace of what was begun in a folder beside that of the file."""
    (path.parent.parent / "begun" / path.name).touch()
    return read(path, reader)


def read_with_warning(path: Path, reader: str) -> DocumentRecord:
    return msgspec.structs.replace(read(path, reader), warnings=("two pages could not be read",))


def read_otherwise(path: Path, reader: str) -> DocumentRecord:
    """Finds something else on the third page, where there is one."""
    record = read(path, reader)
    if record.document.pages < 3:
        return record
    return record_of(("Title", "Do 1.", "Do it otherwise."), filename=path.name, digest=record.document.sha256)


def read_under_new_ids(path: Path, reader: str) -> DocumentRecord:
    record = read(path, reader)
    document = msgspec.structs.replace(record.document, id="n" + record.document.id)
    return msgspec.structs.replace(record, document=document)


def read_with_wrong_hash(path: Path, reader: str) -> DocumentRecord:
    record = read(path, reader)
    document = msgspec.structs.replace(record.document, sha256="0" * 64)
    return msgspec.structs.replace(record, document=document)


def index(library: Library, changed: tuple[str, ...]) -> None:
    library.index_path.mkdir(exist_ok=True)
    for document_id in changed:
        if library.record_path(document_id).exists():
            (library.index_path / document_id).touch()
        else:
            (library.index_path / document_id).unlink(missing_ok=True)


def index_with_a_bug(library: Library, changed: tuple[str, ...]) -> None:
    raise ZeroDivisionError(f"the index of {library.root} for {changed}")


PIPELINE = Pipeline("1", count, load, read, index)
