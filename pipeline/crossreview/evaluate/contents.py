"""What stands on the pages as a whole: the tables, the order of the words, the themes of the document."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from msgspec import UNSET

from crossreview.errors import MissingExtra
from crossreview.evaluate.gold import Gold, GoldTable
from crossreview.evaluate.normalise import tidy
from crossreview.evaluate.score import Case, Measured, Score, overlap, total
from crossreview.records import DocumentRecord, Table


def measure_document_themes(gold: Gold, record: DocumentRecord) -> Measured:
    """The themes that the document is mainly about."""
    return Measured({"themes_of_documents": overlap(gold.themes, (theme.theme for theme in record.themes))})


def measure_tables(gold: Gold, record: DocumentRecord) -> Measured:
    """Tables by page, in order; their shape; and, where the gold gives the cells, each cell in its place."""
    pairs = _pair_tables(gold.tables, record.tables)
    missed = [table for i, table in enumerate(gold.tables) if i not in pairs]
    invented = [table for j, table in enumerate(record.tables) if j not in set(pairs.values())]
    both = [(gold.tables[i], record.tables[j]) for i, j in pairs.items()]
    scores = {
        "tables": Score(len(gold.tables), len(record.tables), len(pairs)),
        "table_shapes": Score(len(pairs), len(pairs), sum(_same_shape(*pair) for pair in both)),
        "table_cells": total(_cells(*pair) for pair in both),
    }
    cases = (
        *(Case("tables", "missed", t.page, f"{t.rows} rows, {t.cols} columns") for t in missed),
        *(Case("tables", "invented", t.source.page, " | ".join(t.header)) for t in invented),
    )
    return Measured(scores, cases)


def measure_reading_order(gold: Gold, record: DocumentRecord) -> Measured:
    """Words and characters of the body in the right order, where the gold gives the text.

    Words: the longest run, gaps allowed, that both texts have in the same order; whole words, since letters of
    misplaced passages would match by chance. Characters: one minus the recall is the character error rate
    (Levenshtein distance over the length of the gold). Contents pages and footnotes, which the gold leaves out, are
    left out of both.
    """
    if gold.text is UNSET:
        return Measured({})
    wanted, found = _words(gold.text), _words(_body_text(record))
    right = _in_same_order(wanted, found)
    printed, read = " ".join(wanted), " ".join(found)
    wrong = min(_distance(printed, read), len(printed))
    return Measured(
        {
            "reading_order": Score(len(wanted), len(found), right),
            "characters": Score(len(printed), len(printed), len(printed) - wrong),
        }
    )


def _body_text(record: DocumentRecord) -> str:
    body = (block for block in record.blocks if block.kind not in ("contents", "footnote"))
    return " ".join(block.source.text_in(record.document.text) for block in body)


def _words(text: str) -> list[str]:
    """The words without bullets and dashes standing alone."""
    return [word for word in tidy(text).split() if any(map(str.isalnum, word))]


def _in_same_order(a: Sequence[str], b: Sequence[str]) -> int:
    return int(_distances().LCSseq.similarity(a, b))


def _distance(a: str, b: str) -> int:
    return int(_distances().Levenshtein.distance(a, b))


def _distances() -> ModuleType:
    try:
        import rapidfuzz.distance  # noqa: PLC0415 - an optional part
    except ImportError as error:
        raise MissingExtra(
            "Comparing whole texts needs rapidfuzz.", remedy="Install it with: pip install 'crossreview[evaluate]'"
        ) from error
    return rapidfuzz.distance


def _pair_tables(wanted: Sequence[GoldTable], found: Sequence[Table]) -> dict[int, int]:
    """Which table of the gold is which of those found: the next one on the same page."""
    pairs: dict[int, int] = {}
    for i, table in enumerate(wanted):
        used = set(pairs.values())
        here = (j for j, other in enumerate(found) if j not in used and other.source.page == table.page)
        match = next(here, None)
        if match is not None:
            pairs[i] = match
    return pairs


def _rows(table: Table) -> tuple[tuple[str, ...], ...]:
    return (table.header, *table.rows) if table.header else table.rows


def _same_shape(wanted: GoldTable, found: Table) -> bool:
    rows = _rows(found)
    return (wanted.rows, wanted.cols) == (len(rows), max(map(len, rows), default=0))


def _cells(wanted: GoldTable, found: Table) -> Score:
    if wanted.cells is UNSET:
        return Score()
    return overlap(_placed(wanted.cells), _placed(_rows(found)))


def _placed(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each cell with its place, so that a right text in a wrong cell is wrong."""
    return [f"{r},{c} {tidy(text)}" for r, row in enumerate(rows) for c, text in enumerate(row)]
