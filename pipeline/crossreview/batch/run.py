"""A batch: new and changed PDFs into a library. It can be stopped at any time and goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import structs

from crossreview.batch.changes import SUFFIX, append_change, change_between
from crossreview.batch.engines import engine_of, read_each
from crossreview.batch.failures import append_failure, failure_of, now, settle_failures
from crossreview.batch.find import Findings, find_pdfs
from crossreview.batch.interrupts import interrupts_later, termination_as_interrupt
from crossreview.batch.outcomes import Ending, Event, Failed, Outcome, Read, RunReport, Skipped, Started, Step, Tally
from crossreview.batch.reading import Task
from crossreview.batch.recognising import Recogniser, corrections_left, note_texts, texts_not_noted
from crossreview.batch.removal import finish_withdrawals
from crossreview.batch.reports import keep_report, names_of, report_path
from crossreview.batch.settings import BatchSettings, Pipeline, update_search_index
from crossreview.batch.worker import Product
from crossreview.errors import CrossreviewError, LibraryInUse, UnreadableDocument
from crossreview.library import Library, Stored, hash_of, warn_of_damage
from crossreview.library.storage import storage_errors
from crossreview.library.withdrawing import standing
from crossreview.paths import shown
from crossreview.plurals import counted
from crossreview.records import SCHEMA_VERSION, decode

_BYTES_PER_MB = 1 << 20
_PATIENCE = 10.0  # seconds: a correction takes one, a run many


@dataclass(frozen=True)
class Job:
    """What to read, and into which library; without paths, what the library itself holds is read again.

    That goes with `refresh` in the settings, and reads only what another version of the pipeline read. Where the paths
    are `passing`, as those of a watched folder are, another document at one of them is not a version of that before.
    """

    paths: tuple[Path, ...]
    library: Path
    settings: BatchSettings = field(default_factory=BatchSettings)
    passing: bool = False


def run_batch(job: Job, pipeline: Pipeline, tell: Callable[[Event], None]) -> RunReport:
    """Read what is new or changed, bring index and products up to date, and report.

    A file that cannot be read is a failure in the report. Raises NothingToRead, LibraryInUse, StorageFull, and what
    `pipeline.load` raises. Ctrl-C ends the run early with what is finished, and a report that says so.
    """
    found = find_pdfs(job.paths, job.library) if job.paths else Findings((), ())
    library = Library.create(job.library) if job.paths else Library.open(job.library)
    with locked(library), termination_as_interrupt():
        library.sweep()
        return _BatchRun(job, pipeline, library, found, tell).perform()


@contextmanager
def locked(library: Library, *, patience: float = 0) -> Iterator[None]:
    """Hold the library for one run; raises LibraryInUse where another still holds it after `patience` in seconds.

    Documents that were withdrawn, and that a killed program left there, are removed first: whoever holds a library can
    rely on it that they are not in it.
    """
    lock = FileLock(library.lock_path)
    with storage_errors(library.lock_path):
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:  # which is an OSError too
            raise LibraryInUse(
                "Another run is writing to this library.",
                remedy="Wait until it has finished, or stop it.",
                path=library.root,
            ) from error
    try:
        finish_withdrawals(library)
        yield
    finally:
        lock.release()


def bring_up_to_date(
    library: Library,
    on_damage: Callable[[CrossreviewError], None] = warn_of_damage,
    *,
    patience: float = _PATIENCE,
    index: Callable[[Library, tuple[str, ...]], None] | None = None,
) -> None:
    """Make the search index and the products say what was corrected since; raises LibraryInUse during a run.

    Another that is being brought in is waited for, `patience` in seconds. A run does the same at its end. `index` is
    that of the pipeline, where it is not the standard one.
    """
    with locked(library, patience=patience):
        while (changed := library.not_indexed()).documents:
            (index or update_search_index)(library, changed.documents)
            library.refresh_products(on_damage, changed.documents)
            library.note_indexed(changed)


class _BatchRun:
    """One run under way."""

    def __init__(
        self, job: Job, pipeline: Pipeline, library: Library, found: Findings, tell: Callable[[Event], None]
    ) -> None:
        self._job = job
        self._pipeline = pipeline
        self._library = library
        self._found = found
        self._tell = tell
        self._tally = Tally(files=len(found.files))
        self._hashes: dict[str, str] = {}  # of what was read or is there, by path
        self._copies: list[tuple[Path, Path]] = []  # files with the bytes of another one
        self._stored: dict[str, Stored] = {}
        self._headless: list[str] = []  # records that cannot be decoded
        self._withdrawn = {each.sha256 for each in standing(library.catalogue.withdrawals())}
        self._started = now()
        self._clock = time.perf_counter()

    def perform(self) -> RunReport:
        """Do all of it; whatever stops it, what is finished stays and the journal gets its line."""
        self._before = max((run.started for run in self._library.catalogue.runs()), default=None)
        self._library.catalogue.begin_run(self._started, self._pipeline.version)
        try:
            self._read_documents()
            self._bring_up_to_date()
        except KeyboardInterrupt:
            return self._close("interrupted")
        except BaseException as error:
            with suppress(CrossreviewError):  # on a full disk this may fail too; the first error is the one to tell
                self._close("stopped", str(error) or repr(error))
            raise
        return self._close("finished")

    def _read_documents(self) -> None:
        """Read everything that is not read yet; each document is safe on disk before it is spoken of."""
        self._look_at_records()
        if not self._job.paths:
            self._tally.files = len(self._stored)
        self._tell(Started(self._tally.files))
        for problem in self._found.problems:
            self._note(Failed(problem.path, failure_of(problem, "finding", problem.path)))
        if unknown := texts_not_noted(self._library, self._stored.values()):
            self._tell(Step(f"Looking at the text of {counted(len(unknown), 'document')} in the library"))
            note_texts(self._library, unknown)
        self._recogniser = Recogniser.of(self._library, self._stored, passing=self._job.passing)
        tasks = self._tasks() if self._job.paths else self._outdated()
        with (
            engine_of(self._pipeline, self._job.settings) as engine,
            closing(read_each(tasks, engine)) as results,
        ):
            for done in results:
                with interrupts_later():  # what is kept is also told
                    self._note(self._keep(done.task, done.result))
                # By its path, by which failures are named: a document that is read again is told of by its name.
                self._tally.looked_at.add(shown(done.task.path))
                self._tally.peak_bytes = max(self._tally.peak_bytes, done.peak_bytes)
                self._tally.workers = max(self._tally.workers, engine.workers)
        self._note_copies()
        if self._tally.withdrawn:
            self._tell(Step(f"{counted(self._tally.withdrawn, 'file')} not read: withdrawn"))

    def _look_at_records(self) -> None:
        """Find out what the library holds, by the heads of its records, and which of them are damaged."""
        for path, stored in self._library.record_files():
            if stored is None:
                self._headless.append(path.stem)
            elif stored.document_id == path.stem:
                self._stored[stored.sha256] = stored

    def _bring_up_to_date(self) -> None:
        """Update the index and the products if anything changed: now, in a run cut short, or by hand."""
        while (changed := self._library.not_indexed()).documents:  # again, if something was corrected meanwhile
            self._tell(Step("Updating the search index"))
            self._pipeline.index(self._library, changed.documents)
            self._tell(Step("Writing documents.jsonl and items.jsonl"))
            self._library.refresh_products(self._note_damage, changed.documents)
            self._library.note_indexed(changed)
        for document_id in self._headless:
            try:
                self._library.record_as_read(document_id)  # it may have been read again
            except CrossreviewError as error:
                self._note_damage(error)

    def _note_damage(self, error: CrossreviewError) -> None:
        if str(error) not in self._tally.damaged:
            self._tally.damaged.append(str(error))

    def _close(self, ending: Ending, error: str | None = None) -> RunReport:
        """Write failures, journal and report."""
        tally, library = self._tally, self._library
        roots = [shown(path.absolute()) for path in self._job.paths] if ending == "finished" else []
        settle_failures(library.failures_path, tally.failures, tally.looked_at, roots)
        report = self._report(ending, error, self._changed())
        library.catalogue.end_run(report.as_run())
        keep_report(library, report)
        return report

    def _tasks(self) -> Iterator[Task]:
        """The files that have to be read; the others are noted on the way."""
        first_with: dict[str, Path] = {}
        known = self._recogniser.files  # a file that was there before is not the copy of one that is new
        for path in sorted(self._found.files, key=lambda each: shown(each) not in known):
            try:
                sha256 = hash_of(path)
            except UnreadableDocument as error:
                self._note(Failed(path, failure_of(error, "opening", path)))
                continue
            if sha256 in self._withdrawn:
                self._note(Skipped(path, None, withdrawn=True))
                continue
            if sha256 in first_with:
                self._copies.append((path, first_with[sha256]))
                continue
            first_with[sha256] = path
            stored = self._stored.get(sha256)
            if (document_id := self._recogniser.known_copy(sha256)) is not None:
                self._hashes[shown(path)] = sha256
                self._note(Skipped(path, None, copy_of=document_id))
            elif stored is not None and self._stays(stored):
                self._hashes[shown(path)] = sha256
                self._note(Skipped(path, None, document_id=stored.document_id))
            else:
                yield Task(path, sha256, shown(path.name))

    def _note_copies(self) -> None:
        """Say of each file with the bytes of another what became of that one."""
        failed = {failure.file: failure for failure in self._tally.failures}
        for path, of in self._copies:
            failure = failed.get(shown(of))
            if failure is not None:
                self._note(Failed(path, structs.replace(failure, file=shown(path)), of))
                continue
            self._hashes[shown(path)] = self._hashes[shown(of)]
            self._note(Skipped(path, of))

    def _outdated(self) -> Iterator[Task]:
        """What the library holds that another version of the pipeline read, from its own copies of the files."""
        for stored in sorted(self._stored.values(), key=lambda each: each.document_id):
            path = self._library.pdf_path(stored.sha256)
            if self._stays(stored):
                self._note(Skipped(path, None, document_id=stored.document_id))
            else:
                yield Task(path, stored.sha256, stored.filename)

    def _stays(self, stored: Stored) -> bool:
        """Whether the record of a file is left as it is. One that another pipeline made is, unless asked.

        To read a large library again takes long, and changes what people have seen in it: that is for them to decide.
        """
        if stored.schema_version != SCHEMA_VERSION or not self._library.pdf_path(stored.sha256).exists():
            return False
        if self._pipeline.ocr and stored.unread_scans:
            return False
        is_current = stored.pipeline == self._pipeline.version and stored.models == self._pipeline.models
        if not is_current and not self._job.settings.refresh:
            self._tally.outdated += 1
        return is_current or not self._job.settings.refresh

    def _keep(self, task: Task, result: Product | CrossreviewError) -> Outcome:
        if isinstance(result, CrossreviewError):
            return Failed(task.path, failure_of(result, "reading", task.path))
        try:
            if result.sha256 != task.sha256:
                raise _changed_meanwhile(task.path)
            if (document_id := self._recogniser.copy_of(result)) is not None:
                self._seen(task)
                return Skipped(task.path, None, copy_of=document_id)
            self._note_change(self._stored.get(task.sha256), result)
            earlier = self._recogniser.earlier_version(result, task.path)
            self._library.put_encoded(result.document_id, result.sha256, result.data, task.path)
        except UnreadableDocument as error:
            return Failed(task.path, failure_of(error, "reading", task.path))
        self._seen(task)
        self._library.catalogue.texts.note([(result.document_id, result.sketch)])
        before = self._stored.get(task.sha256)
        if before is None:
            self._tally.new.add(shown(task.path), result.document_id, result.digest)
        if before is not None and before.document_id != result.document_id:
            self._library.erase(before.document_id, keep_pdf=True)
        return Read(task.path if self._job.paths else Path(task.filename), result, earlier)

    def _seen(self, task: Task) -> None:
        if self._job.paths:
            self._hashes[shown(task.path)] = task.sha256

    def _note_change(self, stored: Stored | None, product: Product) -> None:
        """Write down what another version of the pipeline made of a document that was read before."""
        if stored is None:
            return
        try:
            before = self._library.record_as_read(stored.document_id)
        except CrossreviewError:  # damaged, or of another schema: nothing to compare with
            return
        change = change_between(before, decode(product.data))
        self._tally.add_change(change)
        if change.tells:
            append_change(report_path(self._library, self._started, SUFFIX), change)

    def _note(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            append_failure(self._library.failures_path, outcome.failure)
        self._tally.add(outcome)
        self._tell(outcome)

    def _changed(self) -> dict[str, str]:
        """Files that are another document than in an earlier run, with the one that was made of the earlier bytes."""
        before = self._library.catalogue.note_files(self._hashes, self._started)
        if self._job.passing:
            return {}
        known = self._tally.versions.keys() | self._tally.same_text.keys()
        return {
            path: self._stored[sha256].document_id
            for path, sha256 in before.items()
            if sha256 in self._stored and path not in known
        }

    def _report(self, ending: Ending, error: str | None, changed: dict[str, str]) -> RunReport:
        tally = self._tally
        related = (*tally.versions.values(), *tally.same_text.values(), *changed.values())
        return RunReport(
            started=self._started,
            finished=now(),
            ending=ending,
            pipeline=self._pipeline.version,
            library=shown(self._library.root),
            workers=tally.workers,
            files=tally.files,
            read=tally.read,
            unchanged=tally.unchanged,
            failed=len(tally.failures),
            pages=tally.pages,
            seconds=round(time.perf_counter() - self._clock, 3),
            peak_memory_mb=tally.peak_bytes // _BYTES_PER_MB,
            items=dict(tally.items.most_common()),
            duplicates=tally.duplicates,
            changed=changed,
            damaged=tuple(tally.damaged),
            flagged=tuple(tally.flagged),
            slowest=tally.slowest(),
            failures=tuple(tally.failures),
            withdrawn=tally.withdrawn,
            news=tally.new.since(self._before),
            flagged_more=tally.flagged_more,
            outdated=tally.outdated,
            refreshed=tally.refreshed,
            same_text=tally.same_text,
            versions=tally.versions,
            corrections_left=corrections_left(self._library, frozenset(tally.versions.values())),
            names=names_of(self._library, related),
            error=error,
        )


def _changed_meanwhile(path: Path) -> UnreadableDocument:
    return UnreadableDocument(
        "The file changed while it was being read.",
        remedy="Wait until it is no longer being written, then run again.",
        path=path,
    )
