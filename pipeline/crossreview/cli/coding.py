"""The commands that give themes to statements, and that train the model which does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from crossreview.cli.output import say, write_rows
from crossreview.errors import StatementsDamaged

_AT_ONCE = 1000  # statements


class _Line(msgspec.Struct, frozen=True):
    """A line of input; what else stands in it is left out."""

    text: str
    id: str | int | None = None
    population: str | None = None


def classify() -> None:
    """Give themes to statements on stdin, one a line, as text or as JSON with `text` (and `id`, `population`)."""
    lines = (_read(number, line) for number, line in enumerate(sys.stdin, start=1))
    while some := tuple(islice(lines, _AT_ONCE)):
        write_rows(_coded(some))


def train(
    statements: Annotated[
        Path,
        typer.Option("--statements", metavar="DIR", help="Statements: author-1.jsonl and so on, and held-out.jsonl."),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of the model, named as the model.")],
) -> None:
    """Train the model of themes on coded statements, and write it with its card."""
    from crossreview.themes.making import make_model

    card = make_model(statements, to)
    say(card)


def _read(number: int, line: str) -> _Line:
    if not line.lstrip().startswith("{"):
        return _Line(line.strip())
    try:
        return msgspec.json.decode(line, type=_Line)
    except msgspec.MsgspecError as error:
        raise StatementsDamaged(
            f"Line {number} of the input is no JSON with a text: {error}.",
            remedy='Write {"text": "..."}, or the statement itself.',
        ) from None


def _coded(lines: tuple[_Line, ...]) -> Iterator[dict[str, Any]]:
    from crossreview.themes import as_population
    from crossreview.themes import classify as give_themes

    coded = give_themes([line.text for line in lines], [as_population(line.population) for line in lines])
    for line, themes in zip(lines, coded, strict=True):
        row: dict[str, Any] = {} if line.id is None else {"id": line.id}
        row["themes"] = [
            {"id": one.theme, "score": one.score, "evidence": [line.text[start:end] for start, end in one.evidence]}
            for one in themes
        ]
        yield row
