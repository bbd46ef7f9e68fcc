"""Which documents of the corpus are of which genre, review type and layout: `python corpus/contents.py [--write]`."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from builder.front import parse_front, split_front
from builder.model import Front

CORPUS = Path(__file__).resolve().parent
SOURCES = CORPUS / "SOURCES.md"
BEGIN, END = "<!-- contents: made by corpus/contents.py -->\n", "<!-- end of contents -->\n"


def tables() -> str:
    """The tables, from the front matter of all texts."""
    fronts = {path.stem: _front_of(path) for path in sorted((CORPUS / "text").glob("*.md"))}
    named = (
        ("genre", "By genre", {stem: front.genre for stem, front in fronts.items()}),
        ("review type", "By review type", {stem: front.review_type for stem, front in fronts.items()}),
        ("layout", "By layout", {stem: front.layout for stem, front in fronts.items()}),
    )
    return "\n\n".join(_table(column, title, values) for column, title, values in named) + "\n"


def with_tables(text: str, made: str) -> str:
    """SOURCES.md with the tables put between their marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def _front_of(path: Path) -> Front:
    front, _, _ = split_front(path, path.read_text(encoding="utf-8"))
    return parse_front(path, front)


def _table(column: str, title: str, values: dict[str, str | None]) -> str:
    documents: dict[str, list[str]] = defaultdict(list)
    for stem, value in values.items():
        documents[value or "none stated"].append(stem)
    rows = [f"| {value} | {len(found)} | {', '.join(found)} |" for value, found in sorted(documents.items())]
    return "\n".join([f"### {title}", "", f"| {column} | documents |  |", "| --- | --- | --- |", *rows])


def main(arguments: Sequence[str]) -> int:
    """Print the tables, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into corpus/SOURCES.md")
    if parser.parse_args(arguments).write:
        SOURCES.write_text(with_tables(SOURCES.read_text(encoding="utf-8"), tables()), encoding="utf-8")
    else:
        print(tables())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
