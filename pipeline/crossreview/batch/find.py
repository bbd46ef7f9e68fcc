"""Finding the PDFs under the paths somebody gave."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crossreview.errors import CrossreviewError, NothingToRead, UnreadableDocument


@dataclass(frozen=True)
class Findings:
    """The files to read, and the folders that could not be looked into."""

    files: tuple[Path, ...]
    problems: tuple[CrossreviewError, ...]


def find_pdfs(paths: Iterable[Path], library: Path) -> Findings:
    """All files given, and all `.pdf` files in the folders given, each once, in a fixed order.

    The library's own folder is passed over: its PDFs are copies. Raises NothingToRead.
    """
    given = tuple(paths)
    problems: list[CrossreviewError] = []
    library_folder = {_identity(library)} if library.exists() else set()
    seen_folders = set(library_folder)
    files: dict[Path, None] = {}
    for path in given:
        if path.is_dir() and _identity(path) in library_folder:
            raise NothingToRead("This is the library itself.", remedy="Keep PDFs and library apart.", path=path)
        if path.is_dir():
            files.update(dict.fromkeys(_in_folder(path, seen_folders, problems)))
        elif os.path.lexists(path):
            files[path.absolute()] = None
        else:
            raise NothingToRead("There is no such file or folder.", remedy="Check the spelling.", path=path)
    if not files and not problems:
        raise NothingToRead(
            "No PDF was found here.",
            remedy="Give the PDFs themselves, or a folder with files that end in .pdf.",
            path=given[0] if len(given) == 1 else None,
        )
    return Findings(tuple(files), tuple(problems))


def _in_folder(folder: Path, seen: set[tuple[int, int]], problems: list[CrossreviewError]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        problems.append(_not_searched(error))

    for here, folders, names in os.walk(folder.absolute(), followlinks=True, onerror=note):
        # A link may lead back up; a folder is therefore known by what it is, not by its path.
        identity = _identity(Path(here))
        if identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        folders.sort()
        yield from (Path(here, name) for name in sorted(names) if _is_candidate(Path(here, name)))


def _is_candidate(path: Path) -> bool:
    # macOS leaves "._name.pdf" beside files on foreign disks: resource forks, not documents.
    if path.suffix.lower() != ".pdf" or path.name.startswith("._"):
        return False
    # A dangling link is kept, so that it fails by name; a pipe or device would block the reader.
    return path.is_file() or (path.is_symlink() and not path.exists())


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _not_searched(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(
        f"This folder cannot be looked into ({error.strerror}).",
        remedy="Check that you may open it.",
        path=Path(os.fsdecode(error.filename)) if error.filename else None,
    )
