"""`python -m bench.searching`: how fast a large library is indexed, opened and searched, and in how much memory.

The library is made by `bench.libraries`. Its vectors are those of a few thousand passages, shifted at random: how long
a search by meaning takes depends on how many there are, not on what they say.
"""

from __future__ import annotations

import argparse
import gc
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from bench.libraries import Chain, make_library
from crossreview.library import Library
from crossreview.search import Counted, Query, Way, rebuild_index, search
from crossreview.search.index import open_index
from crossreview.search.meaning import load_embedder
from crossreview.search.meaning.embedding import wordings_of
from crossreview.search.meaning.nearest import index_state, note_complete, vectors_folder
from crossreview.search.meaning.vectors import append
from crossreview.vocabulary.taxonomy import load_taxonomy

_EMBEDDED = 2_000
_SHIFT = 0.03  # of each number of a vector: enough to make neighbours of copies
_AT_ONCE = 50_000
_MEGABYTE = 1e6


def main() -> None:
    """Make a library, or take one made before, and measure."""
    arguments = _parser().parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        _measure(arguments.library or Path(folder) / "library", arguments.passages, arguments.queries, console)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.searching", description=__doc__)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--library", type=Path, help="where to make it, or where it was made before")
    return parser


def _measure(folder: Path, passages: int, number: int, console: Console) -> None:
    table = Table(box=None, pad_edge=False, title=f"{passages:,} passages, {platform.machine()}, one process")
    table.add_column("measure")
    table.add_column("figure", justify="right")
    new = not folder.exists()
    library = make_library(folder, passages) if new else Library.open(folder)
    if new:
        seconds, _ = _timed(lambda: rebuild_index(library))
        table.add_row("indexing", f"{passages / seconds:,.0f} passages/s")
        _make_vectors(library)
    table.add_row("index", f"{_size(library.index_path) / _MEGABYTE:,.0f} MB")
    table.add_row("vectors", f"{_size(library.vectors_path) / _MEGABYTE:,.0f} MB")
    seconds, _ = _timed(lambda: search(Library.open(folder), Query(limit=1, themes=("ORG.supervision",))))
    table.add_row("opening", f"{seconds:.2f} s")
    asked = list(queries(number))
    search(library, replace(asked[0], way="both"))  # what is loaded once
    for name, (way, count) in _WAYS.items():
        these = [replace(query, way=way, count=count) for query in asked if way != "meaning" or _is_plain(query)]
        times = [_timed(partial(search, library, query))[0] for query in these]
        p50, p99 = np.percentile(times, (50, 99)) * 1000
        table.add_row(name, f"p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    gc.collect()
    table.add_row("private memory, mapped files apart", f"{_private_bytes() / _MEGABYTE:,.0f} MB")
    console.print(table)


_WAYS: dict[str, tuple[Way, Counted]] = {
    "words": ("words", "totals"),
    "words, with counts of facts by passage": ("words", "passages"),
    "words, with counts of facts by passage and review": ("words", "reviews"),
    "words and meaning": ("both", "totals"),
    "words and meaning, with counts of facts by passage": ("both", "passages"),
    "meaning": ("meaning", "reviews"),
}


def _is_plain(query: Query) -> bool:
    return query.text.replace(" ", "").isalpha() and " OR " not in query.text


def queries(count: int) -> Iterator[Query]:
    """Questions as people ask them: a word, some words, a phrase, one or the other, a beginning, with facts or not."""
    rng = np.random.default_rng(5)
    chain, themes = Chain.of_corpus(), load_taxonomy().ids
    # Words in the frequency in which they are written: common ones are asked for more often than rare ones.
    words = [word.strip(".,;:’'“”\"()") for word in rng.choice(chain.words[chain.followers], count * 4)]
    words = [word for word in words if len(word) > 3 and word.isalpha()]
    runs = [" ".join(run.split()[:3]).strip(".,;:’'“”\"()") for run in chain.passages(count, rng)]
    texts: Sequence[Callable[[int], str]] = (
        lambda at: words[at],
        lambda at: f"{words[at]} {words[at + 1]}",
        lambda at: f"{words[at]} {words[at + 1]} {words[at + 2]}",
        lambda at: '"' + "".join(c for c in runs[at] if c not in '“”"') + '"',
        lambda at: f"{words[at]} OR {words[at + 1]} OR {words[at + 2]}",
        lambda at: f"{words[at][:4]}*",
    )
    for at in range(count):
        query = Query(texts[at % len(texts)](at))
        if at % 4 == 1:
            query = replace(query, kinds=("recommendation",))
        elif at % 4 == 2:
            query = replace(query, themes=(themes[at % 20],), since="2015")
        yield query


def _make_vectors(library: Library) -> None:
    state, index = index_state(library), open_index(library)
    wordings = wordings_of(index)
    numbers = np.fromiter(wordings, dtype=np.int64, count=len(wordings))
    some = [wordings[int(number)].address for number in numbers[:_EMBEDDED]]
    real = load_embedder().vectors([stored.text for _, _, stored in index.entries(some)])
    rng = np.random.default_rng(3)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        shifted = real[rng.integers(0, len(real), len(part))] + rng.normal(0, _SHIFT, (len(part), real.shape[1]))
        append(
            vectors_folder(library), part, (shifted / np.linalg.norm(shifted, axis=1, keepdims=True)).astype(np.float32)
        )
    note_complete(library, state)


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def _private_bytes() -> int:
    """The memory of this process that is no mapped file; where the system does not tell, all that it does not share."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("RssAnon"))
        return int(line.split()[1]) * 1024
    return int(psutil.Process().memory_full_info().uss)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
