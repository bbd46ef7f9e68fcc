"""Writing files so that a crash, a full disk or a pulled plug leaves the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from crossreview.errors import StorageFull, UnreadableDocument

PARTIAL_SUFFIX = ".partial"
_CHUNK_BYTES = 1 << 20


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, or raise StorageFull and leave what was there."""
    with replacing(path) as handle:
        handle.write(data)


def append_line(path: Path, line: bytes) -> None:
    """Add a line at the end of a file, behind one that a killed program left unfinished. Raises StorageFull."""
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            whole = file.read(1) in (b"", b"\n")
            file.write((b"" if whole else b"\n") + line + b"\n")


def copy_atomically(source: Path, target: Path, expected_sha256: str) -> None:
    """Copy a PDF into the library; raise UnreadableDocument if it is no longer the file that was read."""
    digest = sha256()
    with replacing(target) as handle:
        for chunk in chunks_of(source):
            digest.update(chunk)
            handle.write(chunk)
        if digest.hexdigest() != expected_sha256:
            raise UnreadableDocument(
                "The file changed while it was being read.",
                remedy="Wait until it is no longer being written, then run again.",
                path=source,
            )


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = sha256()
    for chunk in chunks_of(path):
        digest.update(chunk)
    return digest.hexdigest()


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file somebody gave us; what goes wrong is the file's failure, not the library's."""
    try:
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise UnreadableDocument(
            f"The file cannot be opened ({_words(error)}).",
            remedy="Check that it exists and that you may read it.",
            path=path,
        ) from error


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when all went well, and vanishes when it did not."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    try:
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as handle:
                yield handle
                handle.flush()
                os.fsync(handle.fileno())
            os.replace(partial, path)  # noqa: PTH105  (tests make this very call fail)
            _sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A folder to write to that takes the place of `path` when all went well, and vanishes when it did not."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL_SUFFIX}")
    before = path.with_name(f".{path.name}.{os.getpid()}-before{PARTIAL_SUFFIX}")
    try:
        with storage_errors(path):
            if path.exists() and not path.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            partial.mkdir(parents=True)
        yield partial
        with storage_errors(path):
            # Removing takes long, and whoever reads meanwhile would find half of it.
            with contextlib.suppress(FileNotFoundError):
                path.replace(before)
            partial.replace(path)
    except BaseException:
        if before.exists() and not path.exists():
            before.replace(path)
        raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says about a write into StorageFull, naming the file."""
    try:
        yield
    except OSError as error:
        raise StorageFull(
            f"This file cannot be written ({_words(error)}).", remedy=_remedy(error), path=path
        ) from error


def sweep_partial_files(folders: Iterable[Path]) -> None:
    """Remove what a killed run left half written. Only for the holder of the library's lock."""
    for folder in folders:
        for partial in folder.glob(f".*{PARTIAL_SUFFIX}"):
            with contextlib.suppress(OSError):
                partial.unlink()


def sweep_partial_folders(path: Path) -> None:
    """Remove what a killed program left of `path` half written. Only for the holder of its lock. Raises StorageFull."""
    for partial in path.parent.glob(f".{path.name}.*{PARTIAL_SUFFIX}"):
        with storage_errors(partial), contextlib.suppress(FileNotFoundError):
            shutil.rmtree(partial)


def _words(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _remedy(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "Free some space on that disk, then run the same command again: finished documents are kept."
    return "Check that you may write to the library's folder, then run the same command again."


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may forget the rename. Windows cannot open folders, and does not need to.
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
