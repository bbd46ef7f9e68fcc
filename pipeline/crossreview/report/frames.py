"""Trends as pandas frames."""

from __future__ import annotations

import pandas as pd

from crossreview.report.trends import Trend


def trend_frame(trend: Trend) -> pd.DataFrame:
    """One row for each value of each series: `series`, `value`, `label`, `reviews`, `of`, `share`, `is_small`.

    `share` is missing where there are too few reviews for it to say anything.
    """
    rows = [
        (row.series, row.value, row.label, row.reviews, row.of, None if row.is_small else row.share, row.is_small)
        for row in trend.rows
    ]
    columns = {
        "series": "string",
        "value": "string",
        "label": "string",
        "reviews": "Int64",
        "of": "Int64",
        "share": "Float64",
        "is_small": "boolean",
    }
    return pd.DataFrame(
        {name: pd.Series([row[at] for row in rows], dtype=dtype) for at, (name, dtype) in enumerate(columns.items())}
    )
