"""The splits of a corpus: documents that rules are made on, chosen on, or only scored on.

They stand in `splits.json` beside the folder of gold: the name of each split, and the ids of its documents.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from crossreview.errors import GoldError

# In the order in which tables show them; others come after.
SPLITS: Final = ("train", "dev", "test")
# The split that is scored and never looked into: cases of it are shown only to who asks for it by name.
HELD_OUT: Final = "test"


def splits_path(gold: Path) -> Path:
    """Where the splits of a folder of gold are written down, if they are."""
    return gold.resolve().parent / "splits.json"


def rank(split: str | None) -> int:
    """The place of a split in a table."""
    return SPLITS.index(split) if split in SPLITS else len(SPLITS)


def load_splits(gold: Path) -> dict[str, str]:
    """The split of each document by its id; empty where there are no splits.

    Raises GoldError if the file cannot be decoded or puts a document into two splits.
    """
    path = splits_path(gold)
    if not path.exists():
        return {}
    try:
        lists = msgspec.json.decode(path.read_bytes(), type=dict[str, list[str] | str])
    except msgspec.DecodeError as error:
        raise GoldError(f"These splits cannot be decoded ({error}).", remedy="Correct them.", path=path) from error
    pairs = [(each, name) for name, ids in lists.items() if not isinstance(ids, str) for each in ids]
    splits = dict(pairs)
    if len(splits) != len(pairs):
        raise GoldError("A document is in two splits.", remedy="Take it out of one of them.", path=path)
    return splits
