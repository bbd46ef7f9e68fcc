"""`python -m bench.retrieval`: how well searches find what answers a question, by words, by meaning, and by both.

The questions were written by others than the authors of the corpus, who had not seen it, and what the ways of
searching found was judged passage by passage (`corpus/retrieval`). nDCG@10 says how well the first ten are ordered,
recall@20 how many of the passages that answer are among the first twenty (Järvelin and Kekäläinen, 2002). A passage
that nobody judged counts as no answer.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Final

import jsonlines
import numpy as np
from rich.console import Console
from rich.table import Table

from crossreview.library import Library
from crossreview.search import Hit, Query, Way, rebuild_index, search
from crossreview.search.meaning import embed_passages

CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"
WAYS: Final[tuple[Way, ...]] = ("words", "meaning", "both")
_FIRST, _MORE = 10, 20
_ANSWERS: Final = 2


@dataclass(frozen=True)
class Question:
    """What is typed, and what passages of which documents answer it: text -> grade (2 answers, 1 helps, 0 does not)."""

    id: str
    query: str
    judged: Mapping[str, Mapping[str, int]]

    def grade(self, hit: Hit) -> int | None:
        """The grade of a passage that was found; None where nobody judged it."""
        of_document = self.judged.get(hit.filename.removesuffix(".pdf"), {})
        return next((grade for text, grade in of_document.items() if hit.passage in text), None)

    @property
    def grades(self) -> list[int]:
        """All grades, the best first."""
        return sorted((grade for of_document in self.judged.values() for grade in of_document.values()), reverse=True)


@dataclass(frozen=True)
class Score:
    """The figures of one way of searching, over questions; `unjudged` of the first ten on average."""

    ndcg: float
    recall: float
    unjudged: float


def load_questions() -> list[Question]:
    """The questions with their judgements."""
    judged: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with jsonlines.open(CORPUS / "retrieval" / "judgements.jsonl") as rows:
        for row in rows:
            judged[row["question"]][row["document"]][row["passage"]] = row["grade"]
    with jsonlines.open(CORPUS / "retrieval" / "questions.jsonl") as rows:
        return [Question(row["id"], row["query"], judged[row["id"]]) for row in rows]


def judged_library(library: Library, to: Path) -> Library:
    """The documents of a library of the sample corpus that were searched for the judgements, with vectors."""
    splits = json.loads((CORPUS / "splits.json").read_text(encoding="utf-8"))
    names = {f"{name}.pdf" for split in ("train", "dev") for name in splits[split]}
    copy = Library.create(to)
    for stored in library.stored():
        if stored.filename in names:
            path = copy.record_path(stored.document_id)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(library.record_path(stored.document_id), path)
    rebuild_index(copy)
    embed_passages(copy)
    return copy


def score(library: Library, questions: Sequence[Question], way: Way) -> Score:
    """How well a way of searching does."""
    found = [search(library, Query(question.query, way=way, limit=_MORE)).hits for question in questions]
    grades = [[question.grade(hit) for hit in hits] for question, hits in zip(questions, found, strict=True)]
    pairs = list(zip(questions, grades, strict=True))
    return Score(
        mean(_ndcg(given, question.grades) for question, given in pairs if any(question.grades)),
        mean(_recall(given, question.grades) for question, given in pairs if _ANSWERS in question.grades),
        mean(sum(grade is None for grade in given[:_FIRST]) for given in grades),
    )


def _ndcg(given: Sequence[int | None], ideal: Sequence[int]) -> float:
    return _gain([grade or 0 for grade in given[:_FIRST]]) / _gain(ideal[:_FIRST])


def _gain(grades: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / np.log2(place + 2) for place, grade in enumerate(grades)))


def _recall(given: Sequence[int | None], ideal: Sequence[int]) -> float:
    return given[:_MORE].count(_ANSWERS) / min(_MORE, ideal.count(_ANSWERS))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("demo-library"), help="what `make demo` made")
    questions = load_questions()
    with tempfile.TemporaryDirectory() as folder:
        library = judged_library(Library.open(parser.parse_args().library), Path(folder) / "library")
        table = Table("way", "nDCG@10", "recall@20", "unjudged of 10", box=None, title=f"{len(questions)} questions")
        for way in WAYS:
            figures = score(library, questions, way)
            table.add_row(way, f"{figures.ndcg:.3f}", f"{figures.recall:.3f}", f"{figures.unjudged:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
