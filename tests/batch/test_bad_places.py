"""Disks that are full or may not be written to, files that go away, and folders with very many files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from tests.batch.conftest import Desk
from tests.batch.test_stopping import PATIENCE, ROOT

from crossreview.batch import Event, Started, load_failures

_MANY = 100_000
_MOST_LINKS = 50_000  # that a file may have


def run_with(mount: str, desk: Desk) -> subprocess.CompletedProcess[str]:
    """A run as a process of its own, with something mounted where the library is; skips where nobody may do that."""
    command = [sys.executable, "-m", "tests.batch.command", "run", str(desk.pdfs), "--library", str(desk.library_path)]
    arguments = ["unshare", "--mount", "sh", "-c", f'{mount} && exec "$@"', str(desk.library_path)]
    try:
        subprocess.run([*arguments, "true"], check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("only an administrator of Linux can mount something for one process")
    return subprocess.run(
        [*arguments, *command, "--no-embed"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "pipeline")])},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_disk_that_fills_ends_the_run_with_a_remedy(desk: Desk) -> None:
    for number in range(1, 100):
        desk.file(f"{number}.pdf", f"good {number}")
    desk.library_path.mkdir()

    done = run_with('mount -t tmpfs -o size=300k none "$0"', desk)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr or "disk is full" in done.stderr
    assert "space" in done.stderr.rpartition("Error:")[2]


def test_a_library_that_may_not_be_written_to_is_a_clear_error(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.run()

    done = run_with('mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"', desk)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Read-only file system" in done.stderr
    assert "Check that you may write to the library's folder" in done.stderr


def test_files_that_go_away_before_they_are_read_are_named(desk: Desk) -> None:
    desk.file("a.pdf")
    gone = desk.file("b.pdf", "good 3")

    def remove(event: Event) -> None:
        if isinstance(event, Started):
            gone.unlink()

    report = desk.run(tell=remove)

    assert report.read == 1
    (failure,) = load_failures(desk.library.failures_path)
    assert (failure.file, failure.kind) == (str(gone), "UnreadableDocument")
    assert "No such file" in failure.error


def test_a_folder_that_goes_away_ends_no_run(desk: Desk) -> None:
    desk.file("a.pdf")
    desk.file("share/b.pdf", "good 3")
    desk.file("share/c.pdf", "good 4")

    def unplug(event: Event) -> None:
        if isinstance(event, Started):
            shutil.rmtree(desk.pdfs / "share")

    report = desk.run(tell=unplug)

    assert (report.read, report.failed) == (1, 2)


@pytest.mark.slow
def test_a_folder_with_a_hundred_thousand_files_is_gone_through(desk: Desk) -> None:
    for number in range(_MANY):
        if number % _MOST_LINKS == 0:
            first = desk.file(f"{number}.pdf")
        else:
            os.link(first, desk.pdfs / f"{number}.pdf")
    assert len(os.listdir(desk.pdfs)) == _MANY  # noqa: PTH208  (Path objects take ten times as long)

    report = desk.run()

    assert (report.files, report.read, len(report.duplicates)) == (_MANY, 1, _MANY - 1)
    assert report.went_well
