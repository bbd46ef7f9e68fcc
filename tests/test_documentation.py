"""What the documentation says to type does what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_python_in_the_readme_runs(repository: Path, demo_library: Path) -> None:
    blocks = code_blocks(repository / "README.md", "python")
    assert blocks
    for block in blocks:
        subprocess.run([sys.executable, "-c", block], cwd=demo_library.parent, check=True, capture_output=True)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/evaluation.md"])
def test_commands_in_the_documentation_exist(page: str, repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(
        re.findall(r"^make ([a-z]+)|`make ([a-z]+)", (repository / page).read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {target for pair in named for target in pair if target} <= targets


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/record.md", "docs/evaluation.md"]
)
def test_links_lead_somewhere(page: str, repository: Path) -> None:
    path = repository / page
    links = re.findall(r"\]\((?!https?://)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
