"""Trends as pictures. Each bar says its numbers, and series differ by pattern as well as colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossreview.errors import MissingExtra, UnknownFormat
from crossreview.library.storage import replacing
from crossreview.report.trends import FEW, Trend, TrendRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS: Final = ("png", "svg", "pdf")
_MOST_BARS: Final = 25  # values; more cannot be read in one picture
_WIDTH: Final = 9.0  # inches
_ROW: Final = 0.34  # inches a bar
_COLOURS: Final = ("#1d70b8", "#f47738", "#00703c", "#4c2c92")  # told apart by most people, also in grey by their tone
_PATTERNS: Final = ("", "//", "..", "xx")
_PALE: Final = 0.35
_ROOM: Final = 1.15  # beyond the longest bar, for its numbers


def plot_trend(trend: Trend, to: Path) -> None:
    """Write the picture of a trend; the end of the name says the format.

    Raises UnknownFormat, StorageFull, MissingExtra where matplotlib is not installed.
    """
    kind = to.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UnknownFormat(f"Pictures are not made as {to.suffix!r}.", remedy=f"Use {', '.join(FORMATS)}.", path=to)
    figure = trend_figure(trend)
    with replacing(to) as file:
        figure.savefig(file, format=kind, bbox_inches="tight", metadata={"Date": None} if kind == "svg" else None)


def trend_figure(trend: Trend) -> Figure:
    """The picture of a trend: a bar for each value, pale where there are too few reviews. Raises MissingExtra."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  (an extra; without pyplot, which keeps figures)
    except ImportError:
        raise MissingExtra(
            "Pictures need matplotlib.", remedy="Install it: pip install 'crossreview[report]'."
        ) from None
    series = tuple(dict.fromkeys(row.series for row in trend.rows))
    every = tuple(dict.fromkeys(row.value for row in trend.rows))
    # Years ascend, and the newest count most; everything else begins with what is most frequent.
    values = every[-_MOST_BARS:] if trend.by == "year" else every[:_MOST_BARS]
    figure = Figure(figsize=(_WIDTH, 1.2 + _ROW * max(1, len(values)) * max(1, len(series))), layout="constrained")
    axes = figure.add_subplot()
    for at, name in enumerate(series):
        rows = {row.value: row for row in trend.rows if row.series == name}
        _draw(axes, at, len(series), name, [(place, rows[v]) for place, v in enumerate(values) if v in rows])
    labels = {row.value: row.label for row in trend.rows}
    axes.set_yticks(range(len(values)), [labels[value] for value in values])
    axes.invert_yaxis()
    axes.set_xlabel("share of reviews")
    axes.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.set_xlim(0, min(1.0, max([0.1, *(row.share for row in trend.rows)])) * _ROOM)
    axes.spines[["top", "right"]].set_visible(False)
    if len(series) > 1:
        axes.legend(frameon=False, loc="lower right")
    elif series:
        axes.set_title(series[0], loc="left")
    remarks = tuple(_remarks(trend, len(every) - len(values)))
    if remarks:
        figure.supxlabel("; ".join(remarks), fontsize="small", x=0.3)
    return figure


def _remarks(trend: Trend, left_out: int) -> Iterator[str]:
    """What must be known to read the picture."""
    if any(row.is_small for row in trend.rows):
        yield f"pale: fewer than {FEW} reviews, which say nothing about a share"
    if left_out:
        which = "earlier" if trend.by == "year" else "less frequent"
        yield f"not shown: {left_out:,} {which} of {left_out + _MOST_BARS:,}"


def _draw(axes: Axes, at: int, of: int, name: str, rows: list[tuple[int, TrendRow]]) -> None:
    height = 0.8 / of
    for place, row in rows:
        y = place - 0.4 + height * (at + 0.5)
        axes.barh(
            y,
            row.share,
            height * 0.9,
            color=_COLOURS[at % len(_COLOURS)],
            hatch=_PATTERNS[at % len(_PATTERNS)],
            edgecolor="white",
            alpha=_PALE if row.is_small else 1.0,
            label=name if place == rows[0][0] else None,
        )
        axes.annotate(f" {row.reviews} of {row.of}", (row.share, y), va="center", fontsize="small")
