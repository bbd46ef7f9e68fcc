"""Makes the generated parts of the documentation: `make readme` writes them, `make docs` checks them."""

from __future__ import annotations

import inspect
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from crossreview import records
from crossreview.records import document, values

REPOSITORY = Path(__file__).resolve().parents[1]
WIDTH = 110
# The installed program, whatever folder it is in.
_PROGRAM = "import sys; sys.argv[0] = 'crossreview'; from crossreview.cli import main; main()"


def command_line(arguments: str) -> str:
    """What the command prints on the sample corpus, as a block of Markdown with the command above it."""
    return f"```console\n$ crossreview {arguments}\n{output(arguments)}\n```"


def output(arguments: str) -> str:
    """What the command prints on the sample corpus."""
    return _run(*shlex.split(arguments), cwd=_demo_folder())


def all_help() -> str:
    """The help of every command."""
    return "\n\n".join(f"## {name}\n\n```text\n{_run(name, '--help')}\n```" for name in _commands())


def command_table() -> str:
    """The commands, each with the first sentence of its help."""
    rows = (f"| `crossreview {name}` | {about} |" for name, about in _commands().items())
    return "\n".join(["| command | does |", "| --- | --- |", *rows])


def scores() -> str:
    """The scores on the sample corpus, measures as a whole, without timings."""
    report = json.loads(output("evaluate --pdfs corpus/pdfs --gold corpus/gold --json"))
    rows = (_score_row(name, score) for name, score in report["totals"].items() if "." not in name)
    head = "| measure | in the gold | found | right | precision | recall | F1 |"
    return "\n".join([head, "| --- | --: | --: | --: | --: | --: | --: |", *rows])


def _score_row(name: str, score: dict[str, float]) -> str:
    counts = " | ".join(str(score[count]) for count in ("gold", "found", "right"))
    ratios = " | ".join(f"{score[ratio]:.2f}" for ratio in ("precision", "recall", "f1"))
    return f"| {name.replace('_', ' ')} | {counts} | {ratios} |"


def record_types() -> str:
    """A table of fields for each type of a record, the whole first and its parts below."""
    return "\n\n".join(_type_section(kind) for kind in _structs())


def record_values() -> str:
    """The values that each closed list allows."""
    lists = ((name, get_args(value)) for name, value in vars(values).items() if get_args(value) and name[0].isupper())
    rows = (f"| `{name}` | {', '.join(map(str, allowed))} |" for name, allowed in lists if not name.isupper())
    return "\n".join(["| list | values |", "| --- | --- |", *rows])


def one_item(filename: str, kind: str) -> str:
    """The first item of a kind in a document of the sample corpus, as JSON."""
    record = records.decode(_run("read", f"corpus/pdfs/{filename}", cwd=_demo_folder()).encode())
    item = next(item for item in record.items if item.kind == kind)
    return f"```json\n{msgspec.json.format(msgspec.json.encode(item), indent=2).decode()}\n```"


def _type_section(kind: type[msgspec.Struct]) -> str:
    rows = (f"| `{name}` | `{_escaped(str(hint))}` |" for name, hint in inspect.get_annotations(kind).items())
    about = inspect.cleandoc(kind.__doc__ or "")
    return "\n".join([f"## {kind.__name__}", "", about, "", "| field | type |", "| --- | --- |", *rows])


def _escaped(hint: str) -> str:
    return hint.replace("|", "\\|")


def _structs() -> Iterator[type[msgspec.Struct]]:
    found = [
        value
        for value in vars(document).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == document.__name__
    ]
    yield from sorted((kind for kind in found if kind is not document.Value), key=_line, reverse=True)


def _line(kind: type) -> int:
    return inspect.getsourcelines(kind)[1]


@cache
def _commands() -> dict[str, str]:
    from typer.main import get_command  # noqa: PLC0415 - only these pages need it

    from crossreview.cli.app import app  # noqa: PLC0415

    commands = getattr(get_command(app), "commands", {})
    return {name: command.get_short_help_str(limit=WIDTH) for name, command in sorted(commands.items())}


@cache
def _demo_folder() -> Path:
    """A folder with the sample corpus and the library that `make demo` makes of it, under the same names."""
    folder = Path(tempfile.mkdtemp(prefix="crossreview-docs-"))
    (folder / "corpus").symlink_to(REPOSITORY / "corpus")
    _run("run", "corpus/pdfs", "--library", "demo-library", cwd=folder)
    return folder


def _run(*arguments: str, cwd: Path = REPOSITORY) -> str:
    plain = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=cwd, env={**os.environ, **plain}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
