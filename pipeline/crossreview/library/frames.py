"""Tables of a library as pandas frames, for notebooks and exports. The only module here that knows pandas."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from crossreview.library.rows import TABLES, TableName
from crossreview.records import DocumentRecord


def frame_of(table: TableName, records: Iterable[DocumentRecord]) -> pd.DataFrame:
    """The table over the records given; columns and types are the same whether it has rows or not."""
    definition = TABLES[table]
    rows = [row for record in records for row in definition.rows(record)]
    return pd.DataFrame(
        {
            column.name: pd.Series([row[column.name] for row in rows], dtype=column.dtype)
            for column in definition.columns
        }
    )
