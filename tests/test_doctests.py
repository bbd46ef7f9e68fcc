"""The examples in docstrings do what they say; `library` in them is the one that `make demo` makes."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

from crossreview.library import Library

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if re.search(r"^\s*>>> ", path.read_text(encoding="utf-8"), re.MULTILINE)
)


def test_there_are_examples() -> None:
    assert "crossreview.library.folder" in WITH_EXAMPLES


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name: str, demo_library: Path) -> None:
    module = importlib.import_module(name)
    names = {**vars(module), "library": Library.open(demo_library)}
    result = doctest.testmod(module, extraglobs=names, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert not result.failed
