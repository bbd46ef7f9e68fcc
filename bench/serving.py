"""`python -m bench.serving`: how fast the web page answers on a large library, alone and with fifty people at once.

`crossreview serve` runs in a process of its own, on a library of `bench.libraries`; pictures are of the sample library.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import psutil
from rich.console import Console
from rich.table import Table

from bench.searching import queries
from crossreview.web.asking import address_of

_PEOPLE: Final = 50
_SECONDS: Final = 30.0
_THINKING: Final = (2.0, 6.0)  # seconds between two pages of one person
_MEGABYTE: Final = 1e6


def main() -> None:
    """Serve both libraries and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description=__doc__)
    parser.add_argument("--library", type=Path, required=True, help="what `bench.searching --library` made")
    parser.add_argument("--sample", type=Path, default=Path("demo-library"), help="what `make demo` made")
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args()
    table = Table(box=None, pad_edge=False, title="the web page, one process")
    table.add_column("measure")
    table.add_column("figure", justify="right")
    with _served(arguments.library) as (port, process):
        addresses = [address_of(query) for query in queries(arguments.queries)]
        _asked(port, addresses[0])  # what is loaded once
        table.add_row("search page", _told([_asked(port, each)[0] for each in addresses]))
        times, errors = _together(port, addresses)
        table.add_row(f"search page, {_PEOPLE} people at once", f"{_told(times)}, {len(times)} pages, {errors} errors")
        table.add_row("private memory, mapped files apart", f"{_private(process) / _MEGABYTE:,.0f} MB")
    with _served(arguments.sample) as (port, _):
        pictures = list(_pictures(port))
        _asked(port, pictures[0])  # the process that draws has started
        table.add_row("picture of a page, drawn", _told([_asked(port, each)[0] for each in pictures[1:]]))
        table.add_row("picture of a page, kept", _told([_asked(port, each)[0] for each in pictures[1:]]))
    Console().print(table)


@contextmanager
def _served(library: Path) -> Iterator[tuple[int, psutil.Process]]:
    command = [sys.executable, "-m", "crossreview", "serve", "--library", str(library), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        match = re.search(r":(\d+)/", process.stderr.readline())
        assert match is not None
        try:
            yield int(match[1]), psutil.Process(process.pid)
        finally:
            process.terminate()


def _asked(port: int, address: str) -> tuple[float, int, bytes]:
    """Seconds, status and content of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    content = answer.read()
    taken = time.perf_counter() - began
    connection.close()
    return taken, answer.status, content


def _together(port: int, addresses: Sequence[str]) -> tuple[list[float], int]:
    """People who read a page before they ask for the next, all at once."""
    times: list[float] = []
    errors = 0
    end = time.monotonic() + _SECONDS

    def person(number: int) -> None:
        nonlocal errors
        dice = random.Random(number)
        time.sleep(dice.uniform(0, _THINKING[1]))
        while time.monotonic() < end:
            taken, status, _ = _asked(port, dice.choice(addresses))
            times.append(taken)
            errors += status != 200
            time.sleep(dice.uniform(*_THINKING))

    people = [threading.Thread(target=person, args=[number]) for number in range(_PEOPLE)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return times, errors


def _pictures(port: int) -> Iterator[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/search?q=recommendation&by=words")
    page = connection.getresponse().read().decode()
    connection.close()
    for document in dict.fromkeys(re.findall(r'href="(/documents/[0-9a-f]+)/passages', page)):
        yield from (f"{document}/pages/{number}.png?scale=1.5" for number in range(1, 5))


def _told(seconds: Sequence[float]) -> str:
    p50, p95 = np.percentile(list(seconds), (50, 95)) * 1000
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _private(process: psutil.Process) -> int:
    """Memory of the process and of that which draws that no file backs."""
    return sum(
        each.memory_info().rss - each.memory_info().shared for each in (process, *process.children(recursive=True))
    )


if __name__ == "__main__":
    main()
