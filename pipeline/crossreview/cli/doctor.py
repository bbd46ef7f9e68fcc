"""What is installed, what is missing, and how a library is."""

from __future__ import annotations

import platform
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import crossreview
from crossreview.batch import load_failures, standard_pipeline
from crossreview.errors import CrossreviewError, MissingExtra
from crossreview.library import Library
from crossreview.library.correcting import lost_corrections
from crossreview.library.withdrawing import standing, still_present
from crossreview.parse import find_recogniser
from crossreview.plurals import counted
from crossreview.search.meaning.nearest import is_complete

_REQUIREMENT = re.compile(r"^(?P<name>[\w.-]+)[^;]*(;.*extra\s*==\s*['\"](?P<extra>[\w-]+)['\"])?")

# What each optional part adds; the parts themselves are those of the package's metadata.
_ADDS = {
    "corpus": "makes the sample corpus again from its texts",
    "evaluate": "scores against annotated documents",
    "meaning": "themes and searches by what a sentence means, beside its words",
    "notebooks": "the notebooks",
    "report": "briefings in Word, Excel and Parquet files, pictures of trends",
    "train": "trains the sentence model again",
}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `well` is False where something has to be done."""

    subject: str
    state: str
    well: bool = True


def examine(library: Path | None) -> list[Finding]:
    """Look at the installation, and at a library if one is given."""
    findings = [*_installation(), _reader(), _recogniser()]
    return [*findings, *_library(Library.open(library))] if library is not None else findings


def _installation() -> Iterable[Finding]:
    yield Finding("crossreview", crossreview.__version__)
    yield Finding("python", f"{platform.python_version()} on {platform.system()}")
    try:
        requirements = metadata.requires("crossreview") or []
    except metadata.PackageNotFoundError:
        yield Finding("package", "run from its sources, not installed: its parts cannot be listed")
        return
    matches = [match for line in requirements if (match := _REQUIREMENT.match(line))]
    for match in matches:
        if match["extra"] is None:
            yield _part(match["name"])
    for extra in sorted({match["extra"] for match in matches if match["extra"]}):
        yield _extra(extra, [match["name"] for match in matches if match["extra"] == extra])


def _part(name: str) -> Finding:
    version = _version(name)
    return Finding(name, version or "missing: pip install crossreview", version is not None)


def _extra(extra: str, parts: list[str]) -> Finding:
    adds = _ADDS.get(extra, "an optional part")
    missing = [part for part in parts if _version(part) is None]
    if not missing:
        return Finding(f"[{extra}]", f"installed: {adds}")
    # Not being there is no fault of what is optional.
    return Finding(f"[{extra}]", f"not installed ({', '.join(missing)}): {adds}. pip install 'crossreview[{extra}]'")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _reader() -> Finding:
    try:
        pipeline = standard_pipeline()
        pipeline.load()
    except (CrossreviewError, ImportError, OSError) as error:
        return Finding("reader", f"cannot be loaded: {error}", well=False)
    return Finding("reader", f"loads; pipeline version {pipeline.version}")


def _recogniser() -> Finding:
    try:
        return Finding("--ocr", f"tesseract {find_recogniser().version} reads scanned pages")
    except MissingExtra as missing:
        # Not being there is no fault of what is optional.
        return Finding("--ocr", str(missing))


def _library(library: Library) -> Iterable[Finding]:
    damaged: list[CrossreviewError] = []
    versions = Counter(record.provenance.pipeline for record in library.records(damaged.append))
    yield Finding("documents", str(versions.total()))
    for version, count in sorted(versions.items()):
        yield Finding("", f"{count} read by pipeline version {version}")
    yield from (Finding("damaged", str(error), well=False) for error in damaged)
    failures = load_failures(library.failures_path)
    if failures:
        yield Finding("failures", f"{len(failures)} files could not be read, see {library.failures_path}", well=False)
    behind = len(library.not_indexed().documents)
    index = f"behind by {behind} documents: crossreview reindex --library {library.root}" if behind else "up to date"
    yield Finding("index", index, well=not behind)
    meant = is_complete(library)
    how = f"not all made yet: crossreview embed --library {library.root}"
    yield Finding("meaning", "all passages can be found by what they mean" if meant else how)
    lost = sum(1 for _ in lost_corrections(library, lambda _: None))
    if lost:
        how = f"crossreview correct list --lost --library {library.root}"
        yield Finding("corrections", f"{lost} have lost their item: {how}", well=False)
    yield from _withdrawn(library)
    known = {stored.sha256 for stored in library.stored()}
    orphans = sum(pdf.stem not in known for pdf in library.root.glob("pdfs/*/*.pdf"))
    if orphans:
        yield Finding("pdfs", f"{orphans} have no readable record: read them again, or delete them to erase them")
    yield from (
        Finding("last run", f"{run.started[:16]} {run.outcome}: {run.read} read, {run.failed} failed")
        for run in library.catalogue.runs()[-1:]
    )
    size = sum(path.stat().st_size for path in library.root.rglob("*") if path.is_file())
    free = shutil.disk_usage(library.root).free
    yield Finding("disk", f"{size / 1e6:.0f} MB used, {free / 1e9:.1f} GB free")


def _withdrawn(library: Library) -> Iterable[Finding]:
    withdrawn = standing(library.catalogue.withdrawals())
    if withdrawn:
        how = f"crossreview withdraw --list --library {library.root}"
        yield Finding("withdrawn", f"{counted(len({each.document_id for each in withdrawn}), 'document')}: {how}")
    there = {each.document_id for each in (*still_present(library), *(each for each in withdrawn if not each.pruned))}
    if there:
        how = f"crossreview reindex --library {library.root}"
        yield Finding("", f"{len(there)} of them not wholly removed: {how}", well=False)
