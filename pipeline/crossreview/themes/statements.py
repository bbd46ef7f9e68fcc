"""Statements with the themes that people gave them: what the model is trained and measured on."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import TypeVar

import msgspec

from crossreview.errors import StatementsDamaged
from crossreview.vocabulary.taxonomy import Population

_Line = TypeVar("_Line")
SECOND, RECODED = "second-coder.jsonl", "recoded.jsonl"


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """A statement, in a review about whom (`da`: a death by domestic abuse), and its themes, the main one first.

    `either` are the themes that its author or a second person gave, where a second person coded it by themselves;
    `weight` is how much it counts in training.
    """

    text: str
    themes: tuple[str, ...]
    population: Population | None = None
    author: str = ""
    either: frozenset[str] | None = None
    weight: float = 1.0


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
    """The files for training: a file for each author, in the order of their numbers, then the later codings."""
    authors = sorted(folder.glob("author-*.jsonl"), key=lambda path: (len(path.stem), path.stem))
    return [*authors, *(path for name in (SECOND, RECODED) if (path := folder / name).exists())]


def load_training(folder: Path) -> tuple[Statement, ...]:
    """The statements for training, marked with the file that they come from; the last coding of each counts.

    Raises StatementsDamaged where a line cannot be read, there is none, or what is coded again is none of them.
    """
    authors = [path for path in training_files(folder) if path.name not in {SECOND, RECODED}]
    written = [msgspec.structs.replace(each, author=path.stem) for path in authors for each in _lines(path, Statement)]
    if not written:
        raise StatementsDamaged("There are no statements to train on.", remedy="Name a folder with author-1.jsonl.")
    texts = {each.text for each in written}
    second, recoded = (_later(folder / name, texts) for name in (SECOND, RECODED))
    return tuple(
        msgspec.structs.replace(
            each,
            themes=recoded.get(each.text, second.get(each.text, each.themes)),
            either=frozenset((*each.themes, *second[each.text])) if each.text in second else None,
        )
        for each in written
    )


def _later(path: Path, texts: Container[str]) -> dict[str, tuple[str, ...]]:
    """Later codings of some of the statements, by their texts."""
    found = {each.text: each.themes for each in _lines(path, Statement)} if path.exists() else {}
    for text in found:
        if text not in texts:
            raise StatementsDamaged(
                f"It codes a statement that no author wrote: “{text[:60]}”.", remedy="Correct or drop it.", path=path
            )
    return found


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
    except (msgspec.MsgspecError, RecursionError, OSError) as error:
        raise StatementsDamaged(
            f"It cannot be read as statements, one a line: {error}.",
            remedy='Each line is like {"text": "...", "themes": ["MAW.information_sharing"]}.',
            path=path,
        ) from None
