"""The commands that give themes to statements, and that train the model which does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import typer

from crossreview.cli.output import say, write_rows
from crossreview.errors import StatementsDamaged

_AT_ONCE = 1000  # statements
_LONGEST = 20_000  # bytes: ten pages are no statement


class _Line(msgspec.Struct, frozen=True):
    """A line of input; what else stands in it is left out."""

    text: str
    id: str | int | None = None
    population: Literal["child", "adult", "da"] | None = None


def classify() -> None:
    """Give themes to statements on stdin, one a line, as text or as JSON with `text` (and `id`, `population`)."""
    waiting: list[_Line] = []
    try:
        for number, raw in enumerate(sys.stdin.buffer, start=1):
            waiting.append(_read(number, raw))
            if len(waiting) == _AT_ONCE:
                write_rows(_coded(waiting))
                waiting = []
    except StatementsDamaged:
        write_rows(_coded(waiting))  # what stands before the line that cannot be read
        raise
    write_rows(_coded(waiting))


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


def _read(number: int, raw: bytes) -> _Line:
    if len(raw) > _LONGEST:
        raise StatementsDamaged(
            f"Line {number} of the input has {len(raw):,} bytes.", remedy="Give one statement a line, not a document."
        )
    try:
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        return msgspec.json.decode(line, type=_Line) if line.startswith("{") else _Line(line)
    except UnicodeDecodeError:
        raise StatementsDamaged(f"Line {number} of the input is not UTF-8.", remedy="Save it as UTF-8.") from None
    except msgspec.MsgspecError as error:
        raise StatementsDamaged(
            f"Line {number} of the input is no JSON with a text: {error}.",
            remedy='Write {"text": "..."}, or the statement itself.',
        ) from None


def _coded(lines: Sequence[_Line]) -> Iterator[dict[str, Any]]:
    from crossreview.themes import classify as give_themes

    coded = give_themes([line.text for line in lines], [line.population for line in lines])
    for line, themes in zip(lines, coded, strict=True):
        row: dict[str, Any] = {} if line.id is None else {"id": line.id}
        row["themes"] = [
            {"id": one.theme, "score": one.score, "evidence": [line.text[start:end] for start, end in one.evidence]}
            for one in themes
        ]
        yield row
