"""The shipped way of giving themes, on authors whom its models have not seen: `python -m bench.unseen` (a minute).

These are the authors all of whose statements were coded by two others. The words are scored by models without each
author, the meaning by the network that was trained without all of them (`unseen.npz`); the blend and the thresholds are
those of the shipped model, in which these codings have a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from rich.console import Console

from crossreview.resources import resource_folder
from crossreview.themes import load_classifier
from crossreview.themes.assign import MOST_THEMES
from crossreview.themes.measure import agreement, calibration, group_agreement
from crossreview.themes.model import Floats
from crossreview.themes.sentences import SENTENCES
from crossreview.themes.sentences.unseen import load_unseen
from crossreview.themes.statements import SECOND, Statement, TwiceCoded, load_training
from crossreview.themes.train import train_model
from crossreview.vocabulary.taxonomy import load_taxonomy

_AUTHORS = ("author-21", "author-22", "author-23")


def main() -> None:
    """Print precision, recall, micro-F1, the group of the first theme, and the calibration error."""
    folder = resource_folder("models")
    statements = load_training(folder / "statements")
    sentences = load_unseen(folder / SENTENCES)
    trained = train_model(statements, load_taxonomy().ids, sentences)
    together = trained.model.together
    assert together is not None
    rows = [row for row, each in enumerate(statements) if each.author in _AUTHORS]
    meant = np.stack([sentences[statements[row].text] for row in rows])
    chances = together.chances(trained.unseen_scores[rows], meant)
    coded = list(_twice_coded(folder / "statements"))
    for name, shares in (("alone", None), ("knowing whom the review is about", [one.population for one in coded])):
        known = chances if shares is None else chances * load_classifier().applicability(shares)
        Console().print(f"{name}: {_figures(known, together.thresholds, coded)}")


def _twice_coded(folder: Path) -> Iterator[TwiceCoded]:
    second = {each.text: each.themes for each in _lines(folder / SECOND)}
    for author in _AUTHORS:
        for each in _lines(folder / f"{author}.jsonl"):
            yield TwiceCoded(each.text, frozenset(each.themes), frozenset(second[each.text]), each.population)


def _lines(path: Path) -> list[Statement]:
    return [msgspec.json.decode(line, type=Statement) for line in path.read_bytes().splitlines()]


def _figures(chances: Floats, thresholds: Floats, coded: Sequence[TwiceCoded]) -> str:
    themes = load_taxonomy().ids
    given = [
        [(themes[at], float(row[at])) for at in np.argsort(-row)[:MOST_THEMES] if row[at] >= thresholds[at]]
        for row in chances
    ]
    scored = agreement([[theme for theme, _ in each] for each in given], coded)
    group = group_agreement([each[0][0] if each else None for each in given], coded)
    emitted = [(score, theme in one.either) for each, one in zip(given, coded, strict=True) for theme, score in each]
    error = calibration([score for score, _ in emitted], [right for _, right in emitted]).error
    return (
        f"precision {scored.precision:.3f}, recall {scored.recall:.3f}, micro-F1 {scored.f1:.3f}, "
        f"group of the first theme {group:.3f}, calibration error {error:.3f}"
    )


if __name__ == "__main__":
    main()
