from __future__ import annotations

import sys

import msgspec
import pytest
from tests.evaluate.records import gold, record, table

from crossreview.errors import MissingExtra
from crossreview.evaluate import Gold, Score
from crossreview.evaluate.contents import measure_document_themes, measure_reading_order, measure_tables
from crossreview.records import Block, BlockKind, DocumentRecord, Source, Span, Theme


def with_blocks(about: Gold, *blocks: tuple[BlockKind, str]) -> DocumentRecord:
    text, made = "", []
    for number, (kind, words) in enumerate(blocks):
        span = Span(1, (0.0, 0.0, 1.0, 1.0), len(text), len(text) + len(words))
        made.append(Block(f"b{number}", kind, None, Source((span,))))
        text += words + "\n"
    empty = record(about)
    document = msgspec.structs.replace(empty.document, text=text)
    return msgspec.structs.replace(empty, document=document, blocks=tuple(made))


def with_text(about: Gold, text: str) -> DocumentRecord:
    return with_blocks(about, ("paragraph", text))


def test_tables_shapes_and_cells() -> None:
    cells = [["Action", "Lead"], ["Visit", "Head"], ["Write", "Chair"]]
    about = gold(tables=[{"page": 2, "rows": 3, "cols": 2, "cells": cells}, {"page": 3, "rows": 1, "cols": 1}])
    made = record(
        about, tables=(table(2, ("Action", "Lead"), ("Visit", "Chair"), ("Write", "Chair")), table(1, ("x",)))
    )
    measured = measure_tables(about, made)
    assert measured.scores == {
        "tables": Score(2, 2, 1),
        "table_shapes": Score(1, 1, 1),
        "table_cells": Score(6, 6, 5),
    }
    assert [(case.verdict, case.page) for case in measured.cases] == [("missed", 3), ("invented", 1)]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("The child was seen. Nobody wrote it down.", Score(8, 8, 8)),
        ("\u2022 The child was seen. \u2013 Nobody wrote it down.", Score(8, 8, 8)),
        ("Contents The child was seen. Nobody wrote it down.", Score(8, 9, 8)),
        ("Nobody wrote it down. The child was seen.", Score(8, 8, 4)),
        ("The child was seen. No- body wrote it down.", Score(8, 9, 7)),
    ],
)
def test_reading_order_counts_words_in_the_same_order(text: str, score: Score) -> None:
    about = gold(text="The child was seen.  Nobody wrote\nit down.")
    assert measure_reading_order(about, with_text(about, text)).scores["reading_order"] == score


def test_character_errors_are_edits() -> None:
    about = gold(text="The child was seen.")
    score = measure_reading_order(about, with_text(about, "The chlid was seen")).scores["characters"]
    assert score == Score(19, 19, 16)


def test_contents_pages_and_footnotes_are_left_out_of_the_reading_order() -> None:
    about = gold(text="The child was seen.")
    made = with_blocks(
        about, ("contents", "1 Findings 3"), ("paragraph", "The child was seen."), ("footnote", "1 Twice.")
    )
    scores = measure_reading_order(about, made).scores
    assert scores == {"reading_order": Score(4, 4, 4), "characters": Score(19, 19, 19)}


def test_reading_order_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    about = gold(text="words")
    with pytest.raises(MissingExtra, match="pip install"):
        measure_reading_order(about, with_text(about, "words"))


def test_document_themes() -> None:
    about = gold(themes=["A.a", "B.b"])
    made = record(about, themes=(Theme("B.b", 0.9, (), "cue"), Theme("C.c", 0.5, (), "model")))
    assert measure_document_themes(about, made).scores == {"themes_of_documents": Score(2, 2, 1)}
