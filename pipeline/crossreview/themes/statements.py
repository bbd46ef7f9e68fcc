"""Statements with the themes that people gave them: what the model is trained and measured on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from crossreview.errors import StatementsDamaged

Population = Literal["child", "adult", "da"]
_Line = TypeVar("_Line")
SECOND = "second-coder.jsonl"


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """A statement, in a review about whom (`da`: a death by domestic abuse), and its themes, the main one first."""

    text: str
    themes: tuple[str, ...]
    population: Population | None = None
    author: str = ""


class TwiceCoded(msgspec.Struct, frozen=True):
    """A statement that two people coded by themselves: a theme is right if either gave it, and missed if both did."""

    text: str
    first: frozenset[str]
    second: frozenset[str]
    population: Population | None = None

    @property
    def either(self) -> frozenset[str]:
        """What may be given."""
        return self.first | self.second

    @property
    def both(self) -> frozenset[str]:
        """What must be given."""
        return self.first & self.second


def training_files(folder: Path) -> list[Path]:
    """The files of statements for training, a file for each author, in the order of their numbers."""
    return sorted(folder.glob("author-*.jsonl"), key=lambda path: (len(path.stem), path.stem))


def load_statements(paths: Iterable[Path]) -> tuple[Statement, ...]:
    """The statements of some files, marked with the file they come from.

    Raises StatementsDamaged where a line cannot be read, or there is none.
    """
    found = tuple(
        msgspec.structs.replace(statement, author=path.stem) for path in paths for statement in _lines(path, Statement)
    )
    if not found:
        raise StatementsDamaged("There are no statements to train on.", remedy="Name a folder with author-1.jsonl.")
    return found


def load_second_codings(folder: Path) -> dict[str, frozenset[str]]:
    """The themes that a second person gave to a sample of the training statements, by their texts."""
    path = folder / SECOND
    return {one.text: frozenset(one.themes) for one in _lines(path, Statement)} if path.exists() else {}


def load_held_out(folder: Path) -> tuple[TwiceCoded, ...]:
    """The statements that are set apart for measuring, with both codings."""
    first, second = (
        {coded.id: frozenset(coded.themes) for coded in _lines(folder / f"held-out-coder-{coder}.jsonl", _Coded)}
        for coder in (1, 2)
    )
    path = folder / "held-out.jsonl"
    texts = _lines(path, _Text)
    if not texts or not {one.id for one in texts} <= first.keys() & second.keys():
        raise StatementsDamaged(
            "It has no statements, or some without both codings.", remedy="Code them all.", path=path
        )
    return tuple(TwiceCoded(one.text, first[one.id], second[one.id], one.population) for one in texts)


class _Coded(msgspec.Struct, frozen=True):
    id: str
    themes: tuple[str, ...]


class _Text(msgspec.Struct, frozen=True):
    id: str
    text: str
    population: Population | None = None


def _lines(path: Path, kind: type[_Line]) -> list[_Line]:
    try:
        return [msgspec.json.decode(line, type=kind) for line in path.read_bytes().split(b"\n") if line.strip()]
    except (msgspec.MsgspecError, OSError) as error:
        raise StatementsDamaged(
            f"It cannot be read as statements, one a line: {error}.",
            remedy='Each line is like {"text": "...", "themes": ["MAW.information_sharing"]}.',
            path=path,
        ) from None
