"""`make bench-batch`: what a batch costs beside reading, how it grows, and whether it gets through what goes wrong."""

from __future__ import annotations

import argparse
import os
import platform
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import psutil

from bench.clusters import cluster
from bench.documents import keep_records, kept_pipeline, quick_pipeline, real_pipeline, repeat
from crossreview.batch import BatchSettings, Event, Failed, Job, Pipeline, Read, run_batch, standard_pipeline
from crossreview.batch.engines import engine_of, read_each
from crossreview.batch.reading import Task
from crossreview.batch.worker import Product
from crossreview.library import hash_of

_SAMPLES = tuple(sorted((Path(__file__).resolve().parents[1] / "corpus" / "pdfs").glob("*.pdf")))
_WARMING = 20  # documents before the clock starts: processes have to load
_SECONDS_BETWEEN_KILLS = 10.0
_MIB = 1 << 20


class Bench:
    """The measures, in a folder for what they need; the sizes can be changed."""

    def __init__(self, folder: Path, documents: int, poisoned_of: int) -> None:
        self._folder = folder
        self._documents = documents
        self._poisoned_of = poisoned_of

    def overhead(self) -> str:
        """How long a child has nothing to do between two documents that take a twentieth of a second each."""
        return f"local overhead: {self._overhead(BatchSettings(workers=1)):.2f} ms a document (at most 2)"

    def dask(self) -> str:
        """The same through a scheduler and a worker."""
        local = self._overhead(BatchSettings(workers=1))
        with cluster(1) as address:
            there = self._overhead(BatchSettings(cluster=address))
        return f"dask overhead: {there:.2f} ms a document, of which {there - local:.2f} are Dask's (at most 5)"

    def storing(self) -> str:
        """A whole run with a reader that takes no time: finding, hashing, storing, journal, index and products."""
        pipeline = kept_pipeline(self._records)
        began = time.perf_counter()
        read = self._run(300, pipeline, BatchSettings(workers=1))
        return f"finding, storing, indexing: {(time.perf_counter() - began) / read * 1000:.1f} ms a document"

    def workers(self) -> str:
        """How much faster two workers read the sample corpus than one."""
        one, two = self._seconds_with(1), self._seconds_with(2)
        return f"sample corpus: {one:.1f} s with one worker, {two:.1f} s with two: {one / two:.2f} x (at least 1.8)"

    def memory(self) -> str:
        """The memory of the parent over many documents, with records as large as those of the corpus."""
        seen: list[float] = []
        with _watched(seen):
            read = self._run(self._documents, kept_pipeline(self._records), BatchSettings(workers=2))
        quarters = [max(seen[at * len(seen) // 4 : (at + 1) * len(seen) // 4]) for at in range(4)]
        told = ", ".join(f"{each:.0f}" for each in quarters)
        return f"memory of the parent over {read} documents: {told} MiB by quarters of the time (at most 250)"

    def poison_here(self) -> str:
        """A hundredth of the documents crash, hang or fill memory, and a child is killed each ten seconds."""
        return f"poisoned, on this machine: {self._poisoned(BatchSettings(workers=2))}"

    def poison_there(self) -> str:
        """The same on a cluster, whose workers are killed."""
        with cluster(2) as address:
            return f"poisoned, on a cluster: {self._poisoned(BatchSettings(cluster=address))}"

    def _poisoned(self, settings: BatchSettings) -> str:
        pdfs = Path(tempfile.mkdtemp(dir=self._folder)) / "pdfs"
        bad = repeat(_SAMPLES, pdfs, self._poisoned_of, poisoned=True)
        read: set[str] = set()
        failed: dict[str, str] = {}

        def note(event: Event) -> None:
            if isinstance(event, Read):
                read.add(event.path.name)
            elif isinstance(event, Failed) and event.path is not None:
                failed[event.path.name] = event.failure.kind

        limits = replace(settings, timeout_seconds=10)
        began = time.perf_counter()
        with _killing(_dask_workers if settings.cluster else _children) as kills:
            run_batch(Job((pdfs,), pdfs.parent / "library", limits), real_pipeline(), note)
        healthy = self._poisoned_of - len(bad)
        blamed = Counter(kind for name, kind in failed.items() if name not in bad)
        told = f" ({', '.join(f'{kind} {count}' for kind, count in blamed.items())})" if blamed else ""
        return (
            f"{len(read - bad)} of {healthy} healthy documents recorded, {len(failed.keys() & bad)} of {len(bad)} "
            f"poisoned ones named, {blamed.total()} healthy ones blamed{told}; {len(kills)} workers killed in "
            f"{time.perf_counter() - began:.0f} s"
        )

    @cached_property
    def _records(self) -> Path:
        """A record of each sample."""
        keep_records(_SAMPLES, self._folder / "records")
        return self._folder / "records"

    def _overhead(self, settings: BatchSettings, documents: int = 500) -> float:
        usual = sorted(_SAMPLES, key=lambda path: path.stat().st_size)[len(_SAMPLES) // 2]
        if not (record := self._folder / "record" / f"{usual.name}.json").exists():
            keep_records([usual], record.parent)
        task = Task(usual, hash_of(usual), usual.name)
        pipeline = quick_pipeline(record)
        seconds, within = self._seconds([task] * documents, pipeline, settings)
        return (seconds - within) / documents * 1000

    def _seconds_with(self, workers: int) -> float:
        tasks = [Task(path, hash_of(path), path.name) for path in _SAMPLES]
        return self._seconds(tasks, standard_pipeline(), BatchSettings(workers=workers))[0]

    def _seconds(self, tasks: list[Task], pipeline: Pipeline, settings: BatchSettings) -> tuple[float, float]:
        """How long reading takes, and how much of that the processes themselves need."""
        with (
            engine_of(pipeline, settings) as engine,
            closing(read_each(iter([tasks[0]] * _WARMING + tasks), engine)) as results,
        ):
            for _ in range(_WARMING):
                next(results)
            began = time.perf_counter()
            within = sum(done.result.seconds for done in results if isinstance(done.result, Product))
            return time.perf_counter() - began, within

    def _run(self, documents: int, pipeline: Pipeline, settings: BatchSettings) -> int:
        here = Path(tempfile.mkdtemp(dir=self._folder))
        repeat(_SAMPLES, here / "pdfs", documents)
        return run_batch(Job((here / "pdfs",), here / "library", settings), pipeline, lambda _: None).read


@contextmanager
def _watched(seen: list[float]) -> Iterator[None]:
    """Note how much memory this process has, ten times a second."""
    with _every(0.1, lambda: seen.append(psutil.Process().memory_info().rss / _MIB)):
        yield


@contextmanager
def _killing(found: Callable[[], list[psutil.Process]]) -> Iterator[list[int]]:
    """Kill one of some processes now and then."""
    kills: list[int] = []

    def kill() -> None:
        for process in random.sample(found(), 1) if found() else ():
            process.kill()
            kills.append(process.pid)

    with _every(_SECONDS_BETWEEN_KILLS, kill):
        yield kills


@contextmanager
def _every(seconds: float, act: Callable[[], object]) -> Iterator[None]:
    stop = threading.Event()

    def go_on() -> None:
        while not stop.wait(seconds):
            act()

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _children() -> list[psutil.Process]:
    """The processes in which documents are read."""
    return [each for each in psutil.Process().children() if "spawn_main" in _command(each)]


def _dask_workers() -> list[psutil.Process]:
    """The workers of a cluster, each below its nanny."""
    nannies = [each for each in psutil.Process().children() if "dask_worker" in _command(each)]
    return [each for nanny in nannies for each in nanny.children() if "spawn_main" in _command(each)]


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = psutil.virtual_memory().total / (1 << 30)
    return f"{os.cpu_count()} x {model}, {memory:.0f} GiB, Python {platform.python_version()}"


_MEASURES = {
    "overhead": Bench.overhead,
    "dask": Bench.dask,
    "storing": Bench.storing,
    "workers": Bench.workers,
    "memory": Bench.memory,
    "poison-here": Bench.poison_here,
    "poison-there": Bench.poison_there,
}


def main() -> None:
    """Measure, and print each figure on a line of its own, below what the machine is."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(_MEASURES)} [all]")
    parser.add_argument("--documents", type=int, default=5000, help="over which memory is watched [5000]")
    parser.add_argument("--poisoned-of", type=int, default=1000, help="documents, a hundredth of them poisoned [1000]")
    arguments = parser.parse_args()
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), arguments.documents, arguments.poisoned_of)
        for name in arguments.measures or _MEASURES:
            print(_MEASURES[name](bench), flush=True)


if __name__ == "__main__":
    main()
