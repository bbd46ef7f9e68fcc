"""The commands that give themes to statements, and that train the model which does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import typer

from crossreview.cli.options import ModelOption
from crossreview.cli.output import say, write_rows
from crossreview.errors import StatementsDamaged

if TYPE_CHECKING:
    from crossreview.themes import Classifier

_AT_ONCE = 1000  # statements
_LONGEST = 20_000  # bytes: ten pages are no statement


StatementsOption = Annotated[
    Path, typer.Option("--statements", metavar="DIR", help="Statements: author-1.jsonl and so on, and held-out.jsonl.")
]


class _Line(msgspec.Struct, frozen=True):
    """A line of input; what else stands in it is left out."""

    text: str
    id: str | int | None = None
    population: Literal["child", "adult", "da"] | None = None


def classify(
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Without the sentence model: fifty times as quick, and less right.")
    ] = False,
    model: ModelOption = None,
) -> None:
    """Give themes to statements on stdin, one a line, as text or as JSON with `text` (and `id`, `population`)."""
    from crossreview.themes import load_classifier

    classifier = load_classifier(model, words_only=words_only)
    waiting: list[_Line] = []
    try:
        # A line that is too long is not read to its end, which may never come.
        for number, raw in enumerate(iter(lambda: sys.stdin.buffer.readline(_LONGEST + 1), b""), start=1):
            waiting.append(_read(number, raw))
            if len(waiting) == _AT_ONCE:
                write_rows(_coded(waiting, classifier))
                waiting = []
    except StatementsDamaged:
        write_rows(_coded(waiting, classifier))  # what stands before the line that cannot be read
        raise
    write_rows(_coded(waiting, classifier))


def train(
    statements: StatementsOption,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of the model, named as the model.")],
    sentences: Annotated[
        Path | None, typer.Option("--sentences", metavar="DIR", help="The sentence model to go with it.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option("--with-corrections", metavar="DIR", help="A library: learn from what people corrected in it."),
    ] = None,
) -> None:
    """Train the model of themes on coded statements, and write it with its card."""
    from crossreview.library import Library
    from crossreview.themes.making import make_model
    from crossreview.themes.taught import taught_by

    taught = taught_by(Library.open(corrections)) if corrections is not None else ()
    if corrections is not None and not taught:
        raise StatementsDamaged(
            "Nobody has set or confirmed the themes of an item in this library.",
            remedy="Do so with `crossreview correct themes`, or train without it.",
            path=corrections,
        )
    say(make_model(statements, to, sentences, taught))
    if taught:
        say(f"It learned from {len(taught)} items that people corrected.")


def train_sentences(
    statements: StatementsOption,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of the model, named as the model.")],
) -> None:
    """Train the sentence model on coded statements: an hour, and needs the extra `train`."""
    import logging

    from crossreview.themes.sentences.making import make_sentence_model

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    manifest = make_sentence_model(statements, to)
    say(f"Written: {to}, for {len(manifest.themes)} themes.")


def _read(number: int, raw: bytes) -> _Line:
    if len(raw) > _LONGEST:
        raise StatementsDamaged(
            f"Line {number} of the input has more than {_LONGEST:,} bytes.",
            remedy="Give one statement a line, not a document.",
        )
    try:
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        return msgspec.json.decode(line, type=_Line) if line.startswith("{") else _Line(line)
    except UnicodeDecodeError:
        raise StatementsDamaged(f"Line {number} of the input is not UTF-8.", remedy="Save it as UTF-8.") from None
    except (msgspec.MsgspecError, RecursionError) as error:
        raise StatementsDamaged(
            f"Line {number} of the input is no JSON with a text: {error}.",
            remedy='Write {"text": "..."}, or the statement itself.',
        ) from None


def _coded(lines: Sequence[_Line], classifier: Classifier) -> Iterator[dict[str, Any]]:
    coded = classifier.classify([line.text for line in lines], [line.population for line in lines])
    for line, themes in zip(lines, coded, strict=True):
        row: dict[str, Any] = {} if line.id is None else {"id": line.id}
        row["themes"] = [
            {"id": one.theme, "score": one.score, "evidence": [line.text[start:end] for start, end in one.evidence]}
            for one in themes
        ]
        yield row
