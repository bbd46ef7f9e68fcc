"""The page of traps names tests and PDFs that exist, and says of each trap how it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "traps.md"
_TEST = re.compile(r"`(?P<file>[\w/]+\.py)::(?P<name>\w+)`")
_PDF = re.compile(r"[\w-]+\.pdf")


def rows() -> Iterator[tuple[str, str, str]]:
    """Trap, tests and state of each row."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| ---", "| trap |")):
            trap, tests, state = (cell.strip() for cell in line.strip("|").split(" |", 2))
            yield trap, tests, state


ROWS = tuple(rows())


@cache
def functions_of(file: str) -> dict[str, str]:
    """The tests of a file, each with its decorators as they are written."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {function.name: " ".join(map(ast.unparse, function.decorator_list)) for function in functions}


def named(tests: str) -> list[str]:
    """The decorators of the tests that a row names; fails for one that does not exist."""
    return [functions_of(match["file"])[match["name"]] for match in _TEST.finditer(tests)]


def test_there_are_traps() -> None:
    assert len(ROWS) > 100
    assert len({trap for trap, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("trap", "tests", "state"), ROWS)
def test_the_tests_of_a_trap_exist(trap: str, tests: str, state: str) -> None:
    assert re.match(r"(?:tested|fails: \w|none: \w)", state), trap
    assert bool(named(tests)) is not state.startswith("none"), trap
    for pdf in _PDF.findall(tests):
        assert (TESTS / "pdfs" / pdf).exists()


@pytest.mark.parametrize(("tests", "state"), [row[1:] for row in ROWS])
def test_a_trap_fails_where_a_test_of_it_is_marked_so(tests: str, state: str) -> None:
    marked = any("xfail" in decorators or "_marked" in decorators for decorators in named(tests))
    assert marked is state.startswith("fails")


def test_every_failure_that_is_expected_is_named() -> None:
    expected = {
        f"{path.relative_to(TESTS).as_posix()}::{name}"
        for path in TESTS.rglob("test_*.py")
        for name, decorators in functions_of(path.relative_to(TESTS).as_posix()).items()
        if "mark.xfail" in decorators
    }
    page = PAGE.read_text(encoding="utf-8")
    assert [test for test in sorted(expected) if f"`{test}`" not in page] == []
