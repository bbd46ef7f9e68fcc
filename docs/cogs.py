"""Makes the generated parts of the documentation: `make readme` writes them, `make docs` checks them."""

from __future__ import annotations

import inspect
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from crossreview import records
from crossreview.records import document, values

REPOSITORY = Path(__file__).resolve().parents[1]
WIDTH = 110
# The fields of an item that an example shows.
_SHOWN = ("id", "kind", "label", "text", "source", "section", "addressees", "timescale", "themes")
# The installed program, whatever folder it is in.
_PROGRAM = "import sys; sys.argv[0] = 'crossreview'; from crossreview.cli import main; main()"


def command_line(arguments: str, lines: int | None = None) -> str:
    """What the command prints on the sample corpus, under the command; of a long answer, the first lines."""
    printed = output(arguments).splitlines()
    rest = [] if lines is None or len(printed) <= lines else ["..."]
    return "\n".join(["```console", f"$ crossreview {arguments}", *printed[:lines], *rest, "```"])


def output(arguments: str) -> str:
    """What the command prints on the sample corpus."""
    return _run(*shlex.split(arguments), cwd=_demo_folder())


def all_help() -> str:
    """The help of every command."""
    return "\n\n".join(f"## {name}\n\n```text\n{_run(*name.split(), '--help')}\n```" for name in _all_commands())


def command_table() -> str:
    """The commands, each with the first sentence of its help."""
    rows = (f"| `crossreview {name}` | {about} |" for name, about in _commands().items())
    return "\n".join(["| command | does |", "| --- | --- |", *rows])


def scores() -> str:
    """F1 on each split of the sample corpus, measures as a whole, with the size of the gold; no timings."""
    report = json.loads(output("evaluate --pdfs corpus/pdfs --gold corpus/gold --json"))
    splits = report["splits"]
    rows = (_score_row(name, splits.values()) for name in report["totals"] if "." not in name)
    return "\n".join([f"| measure | {' | '.join(splits)} |", f"| --- |{' --: |' * len(splits)}", *rows])


def _score_row(name: str, splits: Iterable[dict[str, Any]]) -> str:
    return f"| {name.replace('_', ' ')} | {' | '.join(_f1(split.get(name)) for split in splits)} |"


def _f1(score: dict[str, float] | None) -> str:
    if not score or not (score["gold"] or score["found"]):
        return ""
    # Rounded down: 0.9996 is not 1.
    return f"{math.floor(score['f1'] * 1000) / 1000:.3f} ({score['gold']})"


def record_types() -> str:
    """A table of fields for each type of a record, the whole first and its parts below."""
    return "\n\n".join(_type_section(kind) for kind in _structs())


def record_values() -> str:
    """The values that each closed list allows."""
    lists = ((name, get_args(value)) for name, value in vars(values).items() if get_args(value) and name[0].isupper())
    rows = (f"| `{name}` | {', '.join(map(str, allowed))} |" for name, allowed in lists if not name.isupper())
    return "\n".join(["| list | values |", "| --- | --- |", *rows])


def one_item(filename: str, kind: str) -> str:
    """The first item of a kind in a document of the sample corpus, as JSON, without what takes many lines."""
    record = records.decode(_run("read", f"corpus/pdfs/{filename}", cwd=_demo_folder()).encode())
    item = next(item for item in record.items if item.kind == kind)
    fields = {name: value for name, value in records.plain(item).items() if value and name in _SHOWN}
    return f"```json\n{_laid_out(fields)}\n```"


def _laid_out(value: Any, indent: str = "") -> str:
    """JSON in which whatever fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent + flat) <= WIDTH or not isinstance(value, dict | list | tuple):
        return flat
    deeper = indent + "  "
    if isinstance(value, dict):
        parts = [f"{deeper}{json.dumps(name)}: {_laid_out(part, deeper)}" for name, part in value.items()]
    else:
        parts = [deeper + _laid_out(part, deeper) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, ",\n".join(parts), indent + closing])


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


def _all_commands() -> Iterator[str]:
    """The commands, and those of each group of commands after it."""
    from typer.main import get_command  # noqa: PLC0415

    from crossreview.cli.app import app  # noqa: PLC0415

    for name, command in sorted(getattr(get_command(app), "commands", {}).items()):
        yield name
        yield from (f"{name} {inner}" for inner in sorted(getattr(command, "commands", {})))


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
    # Without vectors, of which another processor rounds some otherwise: what is shown is the same everywhere.
    _run("run", "corpus/pdfs", "--library", "demo-library", "--no-embed", cwd=folder)
    return folder


def _run(*arguments: str, cwd: Path = REPOSITORY) -> str:
    plain = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=cwd, env={**os.environ, **plain}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
