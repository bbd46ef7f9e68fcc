"""The wheel works by itself: installed into an empty environment, away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SAMPLE = "kelverton-progress-child-t.pdf"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(repository))
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The folder of programs of an environment that holds the wheel and what core.txt locks, nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*install, "--require-hashes", "-r", str(repository / "requirements" / "core.txt"))
    run(*install, "--no-deps", str(wheel))
    return programs


def run(*command: str, cwd: Path | None = None) -> str:
    # Without PYTHONPATH, or the repository would be imported instead of the wheel.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_vocabularies_and_samples(wheel: Path, corpus: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"crossreview/vocabulary/themes.yaml", "crossreview/py.typed"} <= names
    assert {f"crossreview/samples/{path.name}" for path in (corpus / "pdfs").glob("*.pdf")} <= names


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"crossreview"}


def test_a_sample_is_read_and_found(installed: Path, tmp_path: Path) -> None:
    show = "from crossreview.resources import resource_folder; print(resource_folder('samples'))"
    samples = Path(run(str(installed / "python"), "-c", show, cwd=tmp_path).strip())
    assert samples.is_relative_to(installed.parent)
    crossreview = str(installed / "crossreview")
    run(crossreview, "run", str(samples / SAMPLE), "--library", "library", cwd=tmp_path)
    found = run(crossreview, "search", "safer sleep", "--library", "library", cwd=tmp_path)
    assert "sleep" in found
