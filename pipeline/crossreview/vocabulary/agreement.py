"""How far two agree about the themes of the same statements."""

from __future__ import annotations

from collections.abc import Iterable

from crossreview.vocabulary.taxonomy import load_taxonomy


def kappa(coded: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Cohen's kappa of two coders over all items and themes; 1 where they agree throughout."""
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415  (half a second)

    themes = load_taxonomy().ids
    decisions = [(theme in one, theme in other) for one, other in coded for theme in themes]
    if all(one == other for one, other in decisions):
        return 1.0
    return float(cohen_kappa_score(*zip(*decisions, strict=True)))
