"""Makes the small PDFs of this folder, and the README that says what each stands for: `python -m tests.pdfs.make`.

A PDF is named after the function that makes it, and its reason is the docstring of that function.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from tests.pdfs.makers import (
    columns,
    damaged,
    furniture,
    headings,
    hidden,
    layout,
    levels,
    lists,
    reports,
    tables,
    textlayer,
)

FOLDER = Path(__file__).parent
README = FOLDER / "README.md"
_MODULES = (furniture, textlayer, lists, headings, levels, layout, tables, columns, reports, hidden, damaged)
_INTRODUCTION = """# Small PDFs, each for one thing that real documents do to a parser

Made by `python -m tests.pdfs.make` from `makers/`; the words are invented. What a person reads on them is said by the
tests in `tests/parse`, `tests/structure` and `tests/extract`.
"""

Maker = Callable[[], bytes]


def makers() -> dict[str, Maker]:
    """All makers by the name of their PDF."""
    return {name: maker for module in _MODULES for name, maker in _of(module)}


def readme() -> str:
    """The list of PDFs and reasons."""
    parts = [_INTRODUCTION]
    for module in _MODULES:
        parts.append(f"\n## {(module.__doc__ or '').strip().splitlines()[0].rstrip('.')}\n\n")
        parts += [f"- `{name}.pdf`: {' '.join((maker.__doc__ or '').split())}\n" for name, maker in _of(module)]
    return "".join(parts)


def _of(module: ModuleType) -> Iterator[tuple[str, Maker]]:
    for name, function in vars(module).items():
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
            yield name.replace("_", "-"), function


def main() -> None:
    """Write all PDFs and the README."""
    for name, maker in makers().items():
        (FOLDER / f"{name}.pdf").write_bytes(maker())
    README.write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    main()
