"""How certain the themes of statements are, as the columns of the index hold it, and which are least certain.

Asked about are those that a model gave and that nobody has looked at: words that name a theme leave little to doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from crossreview.records import Theme

if TYPE_CHECKING:
    from crossreview.search.columns import Columns, Numbers

_STEPS: Final = 10_000  # that a score from 0 to 1 is kept in
_BY_MODEL: Final = 2 * _STEPS  # added to those of a model


def certainty(theme: Theme) -> int:
    """How certain a theme is, and whether a model gave it, as a number that a column holds."""
    return round(theme.score * _STEPS) + _BY_MODEL * (theme.origin == "model")


def least_certain(columns: Columns, rows: Numbers, themes: Iterable[int] | None, most: int) -> tuple[int, Numbers]:
    """How many of some rows are to be asked about, and the positions in `rows` of those that are least certain.

    `themes` are numbers of themes that it is asked about; None asks about the likeliest of each row, and no number at
    all about rows that have no theme.
    """
    wanted = None if themes is None else np.fromiter(themes, np.int64)
    scores = _scores(columns, rows, wanted)
    asked = np.flatnonzero((scores >= 0) & ~columns.settled[rows])
    order = np.argsort(scores[asked], kind="stable")[:most]
    return len(asked), asked[order]


def _scores(columns: Columns, rows: Numbers, wanted: Numbers | None) -> Numbers:
    """The score of each row, -1 where it is not asked about."""
    values, lengths = columns.themes.of(rows)
    certainties, _ = columns.certainties.of(rows)
    if wanted is not None and not len(wanted):
        return np.where(lengths == 0, 0, -1)
    by_model = certainties >= _BY_MODEL
    scores = certainties - _BY_MODEL * by_model
    if wanted is not None:
        return _best(np.where(by_model & np.isin(values, wanted), scores, -1), lengths)
    # Of two that are as likely that of the words counts, which stand there for all to see.
    best = _best(2 * scores + ~by_model, lengths)
    return np.where(best % 2 == 0, best // 2, -1)


def _best(values: NDArray[np.int64], lengths: Numbers) -> Numbers:
    """The highest value of each row; -1 where it has none."""
    best = np.full(len(lengths), -1, dtype=np.int64)
    some = lengths > 0
    if some.any():
        best[some] = np.maximum.reduceat(values, (np.cumsum(lengths) - lengths)[some])
    return best
